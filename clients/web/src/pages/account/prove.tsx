// Before something of how one signs on is changed: the password again, and a code where there is a second step.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { CodeField } from '../../parts/factor';
import { useFaultyFocus } from '../../parts/faulty';
import { TextField } from '../../parts/field';
import { accountWords } from './words';

interface ProveProps {
  label: string;
  withCode: boolean;
  prove: (password: string, code: string) => Promise<void>;
  onCancel: () => void;
  /** What else is asked, before the password. */
  children?: ComponentChildren;
  /** Whether that is filled in. */
  ready?: boolean;
}

export function Prove({ label, withCode, prove, onCancel, children, ready = true }: ProveProps) {
  const w = accountWords();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  return (
    <form
      ref={form}
      class="account__form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(() => prove(password, code));
      }}
    >
      <h3 class="utrecht-heading-3">{label}</h3>
      <Faults fault={doing.fault} shown={['/password', '/code']} />
      {children}
      <TextField label={w.factorPassword} type="password" autocomplete="current-password" required maxLength={200} value={password} fault={doing.fault?.at('/password')} onInput={setPassword} />
      {withCode && <CodeField recovery value={code} fault={doing.fault?.at('/code')} onInput={setCode} />}
      <div class="buttons">
        <Button type="submit" look="primary" busy={doing.busy} disabled={!ready || !password || (withCode && !code.trim())}>
          {w.factorNext}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {w.factorCancel}
        </Button>
      </div>
    </form>
  );
}
