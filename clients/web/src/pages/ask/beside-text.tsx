// What is said about a question while it is written: that there may be danger, and how a word may be meant. Neither
// holds anybody up.
import { Alert } from '../../parts/alert';
import './ask.css';
import { askWords } from './words';

/** Whom to call now. */
export function Danger() {
  const w = askWords();
  return (
    <div class="danger">
      <Alert kind="error" title={w.danger}>
        <ul class="danger__numbers">
          {w.dangerNumbers.map(({ number, dial, what }) => (
            <li key={what}>
              {number && (
                <>
                  <a class="danger__number" href={`tel:${dial}`}>
                    {number}
                  </a>{' '}
                </>
              )}
              {what}
            </li>
          ))}
        </ul>
        <p>{w.dangerStays}</p>
      </Alert>
    </div>
  );
}

interface Better {
  was: string;
  better: string;
}

/** The words that a better spelling changes, when it changes words only. */
export function betterWords(text: string, better: string): Better[] {
  const before = text.split(/\s+/).filter(Boolean);
  const after = better.split(/\s+/).filter(Boolean);
  if (before.length !== after.length) return [];
  return before.flatMap((was, at) => (was.toLocaleLowerCase('nl') === after[at]?.toLocaleLowerCase('nl') ? [] : [{ was, better: after[at] ?? '' }]));
}

export function DidYouMean({ text, better, onTake }: { text: string; better: string; onTake: () => void }) {
  const w = askWords();
  const changed = betterWords(text, better);
  return (
    <p class="did-you-mean">
      {w.didYouMean}{' '}
      <button type="button" class="did-you-mean__take" onClick={onTake}>
        {changed.length > 0 ? changed.map((each) => each.better).join(', ') : better}
      </button>
      {w.questionMark}
    </p>
  );
}
