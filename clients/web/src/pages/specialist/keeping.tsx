// What whoever keeps the pool does with one person: the profile and agenda, the agreements with their last days, and
// taking out of the pool or putting back. The other fields go along as they were read.
import { useRef, useState } from 'preact/hooks';
import { answered, api, Refused, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button, ButtonLink } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { TextField } from '../../parts/field';
import { sayLoad } from '../../parts/presence';
import { bodyOf, draftOf } from '../profile/draft';
import { agreementNames, sayStanding, standingOf, today, type Agreements } from './agreements';
import { Sure } from '../../parts/sure';
import { personWords } from './words';

type Specialist = Schemas['Specialist'];

interface Props {
  specialist: Specialist;
  etag: string;
  onChanged: (specialist: Specialist, etag: string) => void;
  /** Fetches the newest state, after somebody else changed it. */
  onStale: () => Promise<void>;
}

export function Keeping(props: Props) {
  const { specialist, etag, onChanged, onStale } = props;
  const w = personWords();
  const doing = useDoing();
  const [stale, setStale] = useState(false);
  const [done, setDone] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);

  async function change(part: Partial<Schemas['SpecialistChange']>, said: string) {
    setDone('');
    setStale(false);
    const succeeded = await doing.run(async () => {
      try {
        const { data, etag: tag } = await answered(
          api.PUT('/specialists/{specialistId}', {
            params: { path: { specialistId: specialist.id }, header: { 'If-Match': etag } },
            body: { ...bodyOf(draftOf(specialist)), ...part },
          }),
        );
        onChanged(data, tag);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 412) throw error;
        await onStale();
        setStale(true);
      }
    });
    if (!succeeded) return;
    setDone(said);
    // The button that was pressed is gone.
    if ('active' in part) heading.current?.focus();
  }

  return (
    <section class="keeping" aria-labelledby="keeping">
      <h2 id="keeping" class="utrecht-heading-2" tabIndex={-1} ref={heading}>
        {w.keeper}
      </h2>
      <p>{sayLoad(specialist.presence)}</p>
      <div class="buttons">
        <ButtonLink href={`/pool/${specialist.id}/profiel`}>{w.editProfile}</ButtonLink>
        <ButtonLink href={`/pool/${specialist.id}/agenda`}>{w.editAgenda}</ButtonLink>
      </div>
      <Faults fault={doing.fault} shown={agreementNames.map((name) => `/agreements/${name}`)} />
      {stale && <Alert kind="warning">{w.changedElsewhere}</Alert>}
      <AgreementsForm
        key={specialist.revision}
        agreements={specialist.agreements}
        busy={doing.busy}
        done={stale ? '' : done}
        fault={doing.fault}
        onSave={(agreements) => void change({ agreements }, w.agreementsSaved)}
      />
      <InOrOut specialist={specialist} busy={doing.busy} onChange={(active) => void change({ active }, active ? w.isBack(specialist.name) : w.isOut(specialist.name))} />
    </section>
  );
}

interface FormProps {
  agreements: Agreements;
  busy: boolean;
  done: string;
  fault: Refused | undefined;
  onSave: (agreements: Agreements) => void;
}

function AgreementsForm({ agreements, busy, done, fault, onSave }: FormProps) {
  const w = personWords();
  const [draft, setDraft] = useState<Agreements>(agreements);
  const day = today();
  return (
    <form
      class="agreements"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(draft);
      }}
    >
      <h3 class="utrecht-heading-3">{w.agreements}</h3>
      <p class="quiet">{w.agreementsWhy}</p>
      <div class="agreements__fields">
        {agreementNames.map((name) => (
          <div key={name}>
            <TextField
              type="date"
              label={w.until(w.agreementNames[name])}
              value={draft[name] ?? ''}
              fault={fault?.at(`/agreements/${name}`)}
              onInput={(value) => setDraft((now) => ({ ...now, [name]: value || undefined }))}
            />
            <p class={`standing standing--${standingOf(draft[name], day)}`}>{sayStanding(draft[name], day)}</p>
          </div>
        ))}
      </div>
      <div class="buttons">
        <Button type="submit" busy={busy}>
          {w.saveAgreements}
        </Button>
        <span role="status" class="done">
          {done}
        </span>
      </div>
    </form>
  );
}

function InOrOut({ specialist, busy, onChange }: { specialist: Specialist; busy: boolean; onChange: (active: boolean) => void }) {
  const w = personWords();
  if (specialist.active) {
    return <Sure ask={w.takeOut} what={w.takeOutWhy(specialist.name)} yes={w.takeOutSure} no={w.keep} busy={busy} onYes={() => onChange(false)} />;
  }
  return (
    <div>
      <p>{w.isOut(specialist.name)}</p>
      <Button busy={busy} onClick={() => onChange(true)}>
        {w.putBack}
      </Button>
    </div>
  );
}
