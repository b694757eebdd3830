// The period of a sentence of filters, with the two days of a period of one's own.
import { TextField } from '../../parts/field';
import { Word } from '../../parts/sentence';
import type { LogAddress } from './address';
import { isDay, periods } from './period';
import { logWords } from './words';

export function PeriodWord({ address }: { address: LogAddress }) {
  const w = logWords();
  return (
    <Word
      label={w.labels.period}
      value={address.period}
      options={periods.map((value) => ({ value, label: w.periods[value] }))}
      onChange={(periode) => address.go({ periode, van: '', tot: '' })}
    />
  );
}

/** Shown only for a period of one's own. */
export function OwnPeriod({ address }: { address: LogAddress }) {
  const w = logWords();
  if (address.period !== 'eigen') return null;
  // A day that is being typed is not a day yet.
  const put = (name: string) => (day: string) => {
    if (day === '' || isDay(day)) address.go({ [name]: day }, true);
  };
  return (
    <div class="log__days">
      <TextField label={w.from} type="date" value={address.from} max={address.until || undefined} onInput={put('van')} />
      <TextField label={w.until} type="date" value={address.until} min={address.from || undefined} onInput={put('tot')} />
    </div>
  );
}
