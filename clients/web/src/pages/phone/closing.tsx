// How it ended, for a talk that is closed at once: the same choices in the same words as when a question is closed.
import type { Schemas } from '../../api/client';
import { Checkbox, TextField } from '../../parts/field';
import { terms } from '../../words/terms';
import { askerWords } from '../consultation/asker/words';
import { Tiles } from '../../parts/tiles';

type Result = Schemas['Result'];

export interface Closing {
  result?: Result;
  forResident?: number;
  /** Follows the resident's until it is chosen itself. */
  forAsker?: number;
  minutes: string;
  avoided: boolean;
}

export const emptyClosing: Closing = { minutes: '', avoided: false };

const results: Result[] = ['solved_in_team', 'referred', 'taken_over', 'heavier_help', 'not_solved'];
const usual_minutes = [5, 10, 15, 30];
const most_minutes = 6000;

function minutesOf(closing: Closing): number | undefined {
  const minutes = /^\d{1,4}$/.test(closing.minutes.trim()) ? Number(closing.minutes) : undefined;
  return minutes !== undefined && minutes <= most_minutes ? minutes : undefined;
}

/** What is sent of it; nothing when something is missing. */
export function closureOf(closing: Closing): Schemas['ClosureFigures'] | undefined {
  const minutes = minutesOf(closing);
  if (!closing.result || !closing.forResident || minutes === undefined) return undefined;
  return {
    result: closing.result,
    valueForResident: closing.forResident,
    valueForAsker: closing.forAsker ?? closing.forResident,
    minutes,
    referralAvoided: closing.avoided,
  };
}

/** `tried`: something was sent before all was filled in. */
export function ClosingFields({ closing, tried, onChange }: { closing: Closing; tried: boolean; onChange: (closing: Closing) => void }) {
  const w = askerWords();
  const change = (part: Partial<Closing>) => onChange({ ...closing, ...part });
  const values = w.values.map((label, at) => ({ value: at + 1, label }));
  const isUsual = usual_minutes.includes(Number(closing.minutes));
  return (
    <div class="phone__closing">
      <Tiles
        legend={w.result}
        fault={tried && !closing.result ? w.resultMissing : undefined}
        tiles={results.map((value) => ({ value, label: terms().results[value] }))}
        value={closing.result}
        onChange={(result) => change({ result })}
      />
      <Tiles legend={w.worth} fault={tried && !closing.forResident ? w.worthMissing : undefined} tiles={values} value={closing.forResident} onChange={(forResident) => change({ forResident })} />
      <Tiles legend={w.worthAsker} help={w.worthAskerHelp} tiles={values} value={closing.forAsker ?? closing.forResident} onChange={(forAsker) => change({ forAsker })} />
      <Tiles
        legend={w.minutes}
        tiles={usual_minutes.map((value) => ({ value, label: w.minutesSaid(value) }))}
        value={isUsual ? Number(closing.minutes) : undefined}
        onChange={(minutes) => change({ minutes: String(minutes) })}
      />
      <div class="phone__minutes">
        <TextField
          label={w.minutesField}
          type="number"
          min="0"
          max={String(most_minutes)}
          value={closing.minutes}
          onInput={(minutes) => change({ minutes })}
          fault={tried && minutesOf(closing) === undefined ? w.minutesWrong : undefined}
        />
      </div>
      <Checkbox label={w.avoided} checked={closing.avoided} onChange={(avoided) => change({ avoided })} />
    </div>
  );
}
