// Beside the talk: how the question was understood, who takes part, and what happened.
import { useCase } from '../case';
import { People } from './people';
import { Timeline } from './timeline';
import { About } from './about';
import './side.css';

export function Side() {
  const { consultation } = useCase();
  return (
    <div class="case__side">
      <People />
      <About />
      <Timeline key={consultation.id} />
    </div>
  );
}
