// The log: consultations by their facts, the steps taken, and who read what. Which of the three, and what is filtered,
// stands in the address.
import { Tabs } from '../../parts/tabs';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { lookHref, useLogAddress, type Look } from './address';
import { Consultations } from './consultations';
import { Readings } from './readings';
import { Steps } from './steps';
import { logWords } from './words';
import './log.css';

const looks: Look[] = ['consultaties', 'stappen', 'inzage'];

export default function LogPage() {
  useSignal(language);
  const w = logWords();
  const address = useLogAddress();
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <Tabs label={w.tabs} tabs={looks.map((look) => ({ href: lookHref(address, look), label: w.looks[look], current: look === address.look }))} />
      {address.look === 'consultaties' && <Consultations address={address} />}
      {address.look === 'stappen' && <Steps address={address} />}
      {address.look === 'inzage' && <Readings address={address} />}
    </>
  );
}
