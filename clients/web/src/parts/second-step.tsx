// The second step of signing on, after the password: a code, or setting one up first where the pool asks that of
// everybody. Where somebody is signed on by it, the caller is told.
import { useState } from 'preact/hooks';
import { answer, api, type Refused, type Schemas } from '../api/client';
import { Button } from './button';
import { Faults, useDoing } from './doing';
import { CodeField, RecoveryCodes, SetUpFactor, type ProposedFactor } from './factor';
import { factorWords } from './factor-words';
import { useFaultyFocus } from './faulty';
import { Checkbox } from './field';

type SignedOn = Schemas['SignedOn'];

export interface StepWanted {
  kind: 'code' | 'enrolment';
  token: string;
}

/** What a right password leads to where it is not enough; nothing for every other refusal. */
export function stepWanted(refused: Refused): StepWanted | undefined {
  const token = refused.problem?.signOn?.token;
  if (!token) return undefined;
  return { kind: refused.problem?.code === 'enrolment_wanted' ? 'enrolment' : 'code', token };
}

interface Props {
  wanted: StepWanted;
  onSignedOn: (user: Schemas['OwnUser']) => Promise<void> | void;
  /** Back to the password, where there is one to go back to. */
  onBack?: () => void;
}

export function SecondStep(props: Props) {
  return props.wanted.kind === 'code' ? <GiveCode {...props} /> : <Enrol {...props} />;
}

function confirmed(token: string, code: string, remember: boolean): Promise<SignedOn> {
  return answer(api.POST('/sessions/_confirm', { body: { token, code, remember } }));
}

function GiveCode({ wanted, onSignedOn, onBack }: Props) {
  const w = factorWords();
  const [code, setCode] = useState('');
  const [remember, setRemember] = useState(false);
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  return (
    <form
      ref={form}
      class="second-step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(async () => onSignedOn((await confirmed(wanted.token, code, remember)).user));
      }}
    >
      <p role="status">{w.stepWhat}</p>
      <Faults fault={doing.fault} shown={['/code']} />
      <CodeField recovery value={code} fault={doing.fault?.at('/code')} onInput={setCode} />
      <Checkbox label={w.remember} help={w.rememberHelp} checked={remember} onChange={setRemember} />
      <div class="buttons">
        <Button look="primary" type="submit" busy={doing.busy} disabled={!code.trim()}>
          {w.go}
        </Button>
        {onBack && (
          <Button look="quiet" onClick={onBack}>
            {w.back}
          </Button>
        )}
      </div>
      <p class="quiet">{w.lost}</p>
    </form>
  );
}

function Enrol({ wanted, onSignedOn, onBack }: Props) {
  const w = factorWords();
  const [proposed, setProposed] = useState<ProposedFactor>();
  const [done, setDone] = useState<SignedOn>();
  const doing = useDoing();
  if (done) {
    return (
      <>
        <Faults fault={doing.fault} />
        <RecoveryCodes codes={done.recoveryCodes ?? []} onKept={() => void doing.run(async () => onSignedOn(done.user))} />
      </>
    );
  }
  if (proposed) return <SetUpFactor proposed={proposed} confirm={async (code) => setDone(await confirmed(wanted.token, code, false))} />;
  return (
    <div class="second-step">
      <p role="status">{w.enrolWhat}</p>
      <Faults fault={doing.fault} />
      <div class="buttons">
        <Button look="primary" busy={doing.busy} onClick={() => void doing.run(async () => setProposed(await answer(api.POST('/sessions/_propose-factor', { body: { token: wanted.token } }))))}>
          {w.start}
        </Button>
        {onBack && (
          <Button look="quiet" onClick={onBack}>
            {w.back}
          </Button>
        )}
      </div>
    </div>
  );
}
