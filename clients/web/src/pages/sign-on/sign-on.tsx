// Signing on, as a page of its own or beside what somebody was writing when the session ended.
import { useState } from 'preact/hooks';
import { Refused } from '../../api/client';
import { begin, signOn } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { TextField } from '../../parts/field';
import { sentenceOf } from '../../parts/loading';
import { SecondStep, stepWanted, type StepWanted } from '../../parts/second-step';
import { ByPasskey } from './by-passkey';
import { ByProvider } from './by-provider';
import { Forgotten } from './forgotten';
import { signOnWords } from './words';

export function SignOnForm({ email: known = '', isBeside = false }: { email?: string; isBeside?: boolean }) {
  const w = signOnWords();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [isForgotten, setForgotten] = useState(false);
  const [wanted, setWanted] = useState<StepWanted>();
  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      await signOn(email.trim(), password);
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(0, undefined);
      const step = stepWanted(refused);
      setWanted(step);
      if (step) setPassword('');
      else setFault(refused.status === 401 ? w.wrong : sentenceOf(refused));
      setBusy(false);
    }
  }
  if (isForgotten) return <Forgotten email={email} onBack={() => setForgotten(false)} />;
  if (wanted) return <SecondStep wanted={wanted} onSignedOn={begin} onBack={() => setWanted(undefined)} />;
  return (
    <form class="sign-on" onSubmit={(event) => void submit(event)}>
      <ByProvider isBeside={isBeside} />
      {fault && <Alert kind="error">{fault}</Alert>}
      <TextField label={w.email} type="email" autocomplete="username" required value={email} onInput={setEmail} />
      <TextField label={w.password} type="password" autocomplete="current-password" required value={password} onInput={setPassword} />
      <Button look="primary" type="submit" busy={busy}>
        {w.go}
      </Button>
      <ByPasskey />
      <p>
        <Button look="quiet" onClick={() => setForgotten(true)}>
          {w.forgotten}
        </Button>
      </p>
    </form>
  );
}

export function SignOnPage() {
  const w = signOnWords();
  return (
    <div class="welcome">
      <div class="welcome__what">
        <h1 class="utrecht-heading-1">{w.welcome}</h1>
        <p class="lead">{w.intro}</p>
        <ol class="welcome__steps">
          {w.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <section class="panel" aria-labelledby="sign-on">
        <h2 id="sign-on" class="utrecht-heading-2">
          {w.title}
        </h2>
        <SignOnForm />
        <p class="quiet">{w.help}</p>
      </section>
    </div>
  );
}
