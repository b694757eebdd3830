// The second step of signing on, as parts: what an app needs to begin, a code of it, and the recovery codes that are
// shown once.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Schemas } from '../api/client';
import { Button } from './button';
import { CopyField } from './copy-field';
import { Faults, useDoing } from './doing';
import { useFaultyFocus } from './faulty';
import { factorWords } from './factor-words';
import { TextField } from './field';
import './factor.css';

export type ProposedFactor = Schemas['ProposedFactor'];

interface CodeProps {
  value: string;
  onInput: (value: string) => void;
  fault?: string;
  /** Also a recovery code will do. */
  recovery?: boolean;
}

export function CodeField({ value, onInput, fault, recovery }: CodeProps) {
  const w = factorWords();
  // A phone shows its digits for a code of the app; a recovery code has letters too.
  const [isRecovery, setRecovery] = useState(false);
  return (
    <>
      <TextField
        key={String(isRecovery)}
        label={isRecovery ? w.recoveryCode : w.code}
        help={isRecovery ? w.recoveryCodeHelp : w.codeHelp}
        inputMode={isRecovery ? undefined : 'numeric'}
        autocomplete={isRecovery ? 'off' : 'one-time-code'}
        required
        maxLength={40}
        value={value}
        fault={fault}
        onInput={onInput}
      />
      {recovery && (
        <p>
          <Button
            look="quiet"
            onClick={() => {
              setRecovery(!isRecovery);
              onInput('');
            }}
          >
            {isRecovery ? w.useApp : w.useRecovery}
          </Button>
        </p>
      )}
    </>
  );
}

/** A heading that takes the focus when it comes, so that who listens knows where they are. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h3 class="utrecht-heading-3 factor__heading" tabIndex={-1} ref={heading}>
      {children}
    </h3>
  );
}

interface SetUpProps {
  proposed: ProposedFactor;
  /** Gives the first code; throws Refused when it is wrong. */
  confirm: (code: string) => Promise<void>;
}

/** What an app needs, and the first code of it. */
export function SetUpFactor({ proposed, confirm }: SetUpProps) {
  const w = factorWords();
  const [code, setCode] = useState('');
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  const { size, path } = proposed.qr;
  return (
    <form
      ref={form}
      class="factor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(() => confirm(code));
      }}
    >
      <Heading>{w.enrolTitle}</Heading>
      <ol class="factor__steps">
        <li>{w.apps}</li>
        <li>
          {w.scan}
          <svg class="factor__qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={w.qr} shape-rendering="crispEdges">
            <path d={path} />
          </svg>
          <p>
            <a href={proposed.address}>{w.openApp}</a>
          </p>
          <CopyField label={w.secret} text={proposed.secret} copy={w.copySecret} copied={w.copied} notCopied={w.notCopied} />
        </li>
        <li>
          {w.fillIn}
          <Faults fault={doing.fault} shown={['/code']} />
          <CodeField value={code} fault={doing.fault?.at('/code')} onInput={setCode} />
        </li>
      </ol>
      <Button type="submit" look="primary" busy={doing.busy} disabled={!code.trim()}>
        {w.confirm}
      </Button>
    </form>
  );
}

/** Shown once: to copy, to print, and to say that they were kept. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const w = factorWords();
  return (
    <div class="recovery-codes">
      <Heading>{w.recovery}</Heading>
      <p>{w.recoveryWhat}</p>
      <CopyField label={w.recovery} text={codes.join('\n')} rows={codes.length} copy={w.copyCodes} copied={w.copied} notCopied={w.notCopied} />
      <div class="buttons">
        <Button look="primary" onClick={onKept}>
          {w.kept}
        </Button>
        <Button onClick={() => print()}>{w.print}</Button>
      </div>
    </div>
  );
}
