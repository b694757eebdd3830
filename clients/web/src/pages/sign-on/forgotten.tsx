// Asking for a link to choose a new password with. What is said afterwards is the same for every address.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { TextField } from '../../parts/field';
import { signOnWords } from './words';

export function Forgotten({ email: known, onBack }: { email: string; onBack: () => void }) {
  const w = signOnWords();
  const [email, setEmail] = useState(known);
  const [mailIsSent, setMailIsSent] = useState<boolean>();
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  function submit(event: Event) {
    event.preventDefault();
    void doing.run(async () => setMailIsSent((await answer(api.POST('/password-links', { body: { email: email.trim() } }))).mailIsSent));
  }
  return (
    <form ref={form} class="forgotten" noValidate onSubmit={submit}>
      <h3 class="utrecht-heading-3 factor__heading" tabIndex={-1} ref={heading}>
        {w.forgotten}
      </h3>
      {mailIsSent === undefined && (
        <>
          <p>{w.forgottenWhat}</p>
          <Faults fault={doing.fault} shown={['/email']} />
          <TextField label={w.email} type="email" autocomplete="username" required maxLength={254} value={email} fault={doing.fault?.at('/email')} onInput={setEmail} />
        </>
      )}
      {mailIsSent === true && <Alert kind="ok">{w.linkSent}</Alert>}
      {mailIsSent === false && <Alert kind="info">{w.noMail}</Alert>}
      <div class="buttons">
        {mailIsSent === undefined && (
          <Button look="primary" type="submit" busy={doing.busy} disabled={!email.trim()}>
            {w.askLink}
          </Button>
        )}
        <Button look="quiet" onClick={onBack}>
          {w.backToSignOn}
        </Button>
      </div>
    </form>
  );
}
