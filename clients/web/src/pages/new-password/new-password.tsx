// Choosing a new password with the link from a mail. Opening it does nothing: only saving does.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { Button, ButtonLink } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { Checkbox, TextField } from '../../parts/field';
import { useToken } from '../../parts/token';
import { useUnsaved } from '../../parts/unsaved';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { newPasswordWords } from './words';

function Message({ title, what, children }: { title: string; what: string; children?: ComponentChildren }) {
  return (
    <>
      <h1 class="utrecht-heading-1">{title}</h1>
      <p role="status">{what}</p>
      {children}
      <ButtonLink href="/">{newPasswordWords().signOn}</ButtonLink>
    </>
  );
}

function Choose({ token }: { token: string }) {
  const w = newPasswordWords();
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const [isDone, setDone] = useState(false);
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  useUnsaved(password !== '', w.leave);
  if (isDone) return <Message title={w.done} what={w.doneWhat} />;
  if (doing.fault?.status === 404) return <Message title={w.closed} what={w.closedWhat} />;

  function submit(event: Event) {
    event.preventDefault();
    void doing.run(async () => {
      await answer(api.POST('/password-links/_use', { body: { token, password } }));
      setPassword('');
      setDone(true);
    });
  }
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <p>{w.rule}</p>
      <form ref={form} class="sign-on" noValidate onSubmit={submit}>
        <Faults fault={doing.fault} shown={['/password']} />
        <TextField
          label={w.wanted}
          type={isShown ? 'text' : 'password'}
          autocomplete="new-password"
          required
          maxLength={200}
          value={password}
          fault={doing.fault?.at('/password')}
          onInput={setPassword}
        />
        <Checkbox label={w.show} checked={isShown} onChange={setShown} />
        <Button look="primary" type="submit" busy={doing.busy} disabled={!password}>
          {w.go}
        </Button>
      </form>
    </>
  );
}

export default function NewPassword() {
  const token = useToken();
  useSignal(language);
  const w = newPasswordWords();
  if (!token) return <Message title={w.noLink} what={w.noLinkWhat} />;
  return <Choose key={token} token={token} />;
}
