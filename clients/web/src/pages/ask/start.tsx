// What stands beside the empty field: what will happen, and three examples that one can take over.
import { askWords } from './words';

export function Start({ onTake }: { onTake: (text: string) => void }) {
  const w = askWords();
  return (
    <section class="start" aria-labelledby="start">
      <h2 id="start" class="utrecht-heading-2">
        {w.startTitle}
      </h2>
      <ol class="start__steps">
        {w.startSteps.map(({ title, what }) => (
          <li key={title}>
            <strong>{title}</strong>
            <span>{what}</span>
          </li>
        ))}
      </ol>
      <h3 class="utrecht-heading-3">{w.examplesTitle}</h3>
      <ul class="start__examples">
        {w.examples.map((example) => (
          <li key={example}>
            <button type="button" class="start__example" onClick={() => onTake(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
