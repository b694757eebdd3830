// Choosing a term, in two steps: a number of days, and what that destroys by itself.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { TextField } from '../../parts/field';
import { faultAt } from './editing';
import { retentionWords } from './retention-words';

type Retention = Schemas['Retention'];
type Kept = Schemas['RetentionClass'];

/** "2 jaar", or days where it is no round number of years. */
export function sayTerm(days: number): string {
  const w = retentionWords();
  const years = days % 366 === 0 ? days / 366 : days % 365 === 0 ? days / 365 : 0;
  return years > 0 ? w.years(years) : w.days(days);
}

interface Props {
  kept: Kept;
  municipality: string;
  onClose: () => void;
  onChosen: (now: Retention, told: string) => void;
}

export function ChooseTerm({ kept, municipality, onClose, onChosen }: Props) {
  const w = retentionWords();
  const doing = useDoing();
  const [days, setDays] = useState(String(kept.days ?? kept.advisedDays ?? ''));
  const [seen, setSeen] = useState<{ days: number; due: NonNullable<Kept['due']>; isStopped: boolean }>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const which = kept.class === 'people' ? 'people' : 'consultations';
  const params = { path: { municipalityId: municipality } };
  const place = which === 'people' ? 'query/peopleDays' : 'query/consultationDays';
  const wanted = Number(days);

  const look = () =>
    doing.run(async () => {
      const query = which === 'people' ? { peopleDays: wanted } : { consultationDays: wanted };
      const found = await answer(api.GET('/municipalities/{municipalityId}/retention', { params: { ...params, query } }));
      const due = found.classes.find((each) => each.class === kept.class)?.dueIfChosen;
      if (due) setSeen({ days: wanted, due, isStopped: found.stopped });
    });
  const choose = (chosen: number) =>
    doing.run(async () => {
      const now = await answer(api.PUT('/municipalities/{municipalityId}/retention', { params, body: { class: which, days: chosen } }));
      onChosen(now, w.chosen(w.classes[kept.class], sayTerm(chosen)));
    });

  return (
    <form
      ref={form}
      class="edit"
      aria-label={w.chooseOf(w.classes[kept.class])}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <Faults fault={doing.fault} shown={[place]} />
      <TextField
        label={w.inDays}
        help={w.inDaysHelp(kept.leastDays ?? 1, kept.mostDays ?? 1, kept.advisedDays ?? 1)}
        fault={faultAt(doing.fault, place)}
        type="number"
        inputMode="numeric"
        value={days}
        onInput={(text) => {
          setDays(text);
          setSeen(undefined);
        }}
      />
      {seen && (
        <Alert kind="warning" title={w.ifChosen(sayTerm(seen.days))}>
          <p>{w.ifChosenWhat(seen.due.now, seen.due.held, seen.isStopped)}</p>
        </Alert>
      )}
      <div class="edit__end">
        {seen ? (
          <Button look="primary" busy={doing.busy} onClick={() => void choose(seen.days)}>
            {w.chooseSure(sayTerm(seen.days))}
          </Button>
        ) : (
          <Button type="submit" busy={doing.busy} disabled={!Number.isInteger(wanted) || wanted < 1}>
            {w.seeWhat}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {w.close}
        </Button>
      </div>
    </form>
  );
}
