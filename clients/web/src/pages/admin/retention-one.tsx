// One consultation: keeping it past its term, or erasing it for good. Which one stands in the address; by its facts
// alone, never by its text.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { Choice, Select, TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { now } from '../../words/clock';
import { sayMoment } from '../../words/language';
import { terms } from '../../words/terms';
import { addDays, dayOf, isDay, startOf } from '../log/period';
import type { AdminAddress } from './address';
import { faultAt } from './editing';
import { lastDayBefore } from './retention-due';
import { retentionWords } from './retention-words';

type Consultation = Schemas['Consultation'];
type Hold = Schemas['Hold'];
type HoldReason = Schemas['HoldReason'];
type ErasureReason = Schemas['ErasureInput']['reason'];

const id_pattern = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const running: Consultation['state'][] = ['open', 'with_coordinator', 'in_consultation', 'awaiting_asker', 'advised'];
const hold_reasons: HoldReason[] = ['complaint', 'objection', 'court', 'inspection', 'calamity', 'request_pending'];
const erase_reasons: ErasureReason[] = ['request_of_resident', 'unlawful', 'not_a_case'];
const longest_days = 3 * 366;

function HoldForm({ consultation, hold, onDone }: { consultation: string; hold: Hold | undefined; onDone: (told: string) => void }) {
  const w = retentionWords();
  const doing = useDoing();
  const [reason, setReason] = useState<string>(hold?.reason ?? 'complaint');
  const [until, setUntil] = useState('');
  const today = dayOf(now());
  const keep = () =>
    doing.run(async () => {
      const body = { reason: reason as HoldReason, until: startOf(addDays(until, 1)) };
      await answer(api.PUT('/consultations/{consultationId}/hold', { params: { path: { consultationId: consultation } }, body }));
      onDone(w.holdDone);
    });
  return (
    <form
      class="edit"
      aria-label={w.hold}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h3 class="utrecht-heading-3">{w.hold}</h3>
      <p>{hold && !hold.over ? w.heldNow(lastDayBefore(hold.until), w.holdReasons[hold.reason]) : w.holdWhat}</p>
      <Faults fault={doing.fault} shown={['/until', '/reason']} />
      <div class="edit__columns">
        <Select label={w.holdReason} value={reason} fault={faultAt(doing.fault, '/reason')} options={hold_reasons.map((value) => ({ value, label: w.holdReasons[value] }))} onChange={setReason} />
        <TextField label={w.holdUntil} help={w.holdUntilHelp} type="date" min={today} max={addDays(today, longest_days - 2)} value={until} fault={faultAt(doing.fault, '/until')} onInput={setUntil} />
      </div>
      <Button type="submit" busy={doing.busy} disabled={!isDay(until)}>
        {w.holdDo}
      </Button>
    </form>
  );
}

function EraseForm({ consultation, isRunning, isHeld, onDone }: { consultation: string; isRunning: boolean; isHeld: boolean; onDone: (told: string) => void }) {
  const w = retentionWords();
  const doing = useDoing();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isTyped = typed.trim().toLowerCase() === w.eraseWord;
  const erase = () =>
    doing.run(async () => {
      await answer(
        api.POST('/consultations/{consultationId}/erasure', {
          params: { path: { consultationId: consultation } },
          body: { reason: reason as ErasureReason, confirmation: 'erase' },
        }),
      );
      onDone(w.eraseDone);
    });
  return (
    <form
      class="edit retention__erase"
      aria-label={w.erase}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped && reason) void erase();
      }}
    >
      <h3 class="utrecht-heading-3">{w.erase}</h3>
      {isHeld ? (
        <p>{w.eraseHeld}</p>
      ) : (
        <>
          <p>
            <strong>{w.eraseNow}.</strong> {isRunning && w.eraseRunning}
          </p>
          <div class="edit__columns">
            {([[w.goes, w.goesWhat], [w.stays, w.staysWhat]] as const).map(([title, lines]) => (
              <div key={title}>
                <h4 class="retention__lead">{title}</h4>
                <ul>
                  {lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
          <Faults fault={doing.fault} />
          <Choice legend={w.eraseReason} value={reason} options={erase_reasons.map((value) => ({ value, label: w.eraseReasons[value] }))} onChange={setReason} />
          <p class="quiet">{w.eraseReasonWhat}</p>
          <TextField label={w.eraseType(w.eraseWord)} value={typed} maxLength={20} onInput={setTyped} />
          <Button type="submit" look="primary" busy={doing.busy} disabled={!isTyped || !reason}>
            {w.eraseDo}
          </Button>
        </>
      )}
    </form>
  );
}

function Chosen({ address, consultation, changes, onChanged }: { address: AdminAddress; consultation: string; changes: number; onChanged: () => void }) {
  const w = retentionWords();
  const [told, setTold] = useState('');
  const found = useLoaded(async () => {
    const path = { consultationId: consultation };
    const [facts, holds] = await Promise.all([
      answer(api.GET('/consultations/{consultationId}', { params: { path } })),
      answer(api.GET('/holds', { params: { query: { consultation } } })),
    ]);
    return { facts, hold: holds.items[0] };
  }, [consultation, changes]);
  const done = (sentence: string) => {
    setTold(sentence);
    onChanged();
  };
  return (
    <>
      <p class="admin__told" role="status">
        {told}
      </p>
      <Load what={found}>
        {({ facts, hold }) => (
          <>
            <p>
              {w.oneFacts(sayMoment(facts.askedAt), facts.asker.name, terms().states[facts.state])} <a href={`/vragen/${consultation}`}>{w.oneOpen}</a>
            </p>
            {facts.erased ? (
              told !== w.eraseDone && <p>{w.oneErased}</p>
            ) : (
              <>
                <HoldForm key={`vast ${hold?.until ?? ''}`} consultation={consultation} hold={hold} onDone={done} />
                <EraseForm
                  consultation={consultation}
                  isRunning={running.includes(facts.state)}
                  isHeld={hold !== undefined && !hold.over}
                  onDone={(sentence) => {
                    found.put({ facts: { ...facts, erased: true }, hold: undefined });
                    done(sentence);
                  }}
                />
              </>
            )}
          </>
        )}
      </Load>
      <p>
        <a href={address.with({ consultatie: '' })}>{w.oneAnother}</a>
      </p>
    </>
  );
}

function Finding({ address }: { address: AdminAddress }) {
  const w = retentionWords();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const find = () => {
    const named = id_pattern.exec(text.toLowerCase())?.[0];
    setWrong(!named);
    if (named) address.go({ consultatie: named });
  };
  return (
    <form
      class="edit__days"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <TextField label={w.oneField} value={text} fault={isWrong ? w.oneWrong : undefined} maxLength={300} onInput={setText} />
      <Button type="submit">{w.oneFind}</Button>
    </form>
  );
}

export function One({ address, changes, onChanged }: { address: AdminAddress; changes: number; onChanged: () => void }) {
  const w = retentionWords();
  const consultation = id_pattern.exec(address.get('consultatie'))?.[0];
  return (
    <section class={consultation ? 'card retention__one' : undefined} aria-labelledby="een">
      <h2 id="een" class="utrecht-heading-2">
        {w.one}
      </h2>
      {consultation ? (
        <Chosen key={consultation} address={address} consultation={consultation} changes={changes} onChanged={onChanged} />
      ) : (
        <>
          <p class="admin__intro">{w.oneWhat}</p>
          <Finding address={address} />
        </>
      )}
    </section>
  );
}
