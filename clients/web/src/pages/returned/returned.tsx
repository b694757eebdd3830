// Coming back from the organisation's own provider: what it gave is handed to the server at once, and goes from the
// address before anything else happens.
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import { begin } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { ButtonLink } from '../../parts/button';
import { sentenceOf } from '../../parts/loading';
import { returnPath } from '../../parts/provider';
import { language, words } from '../../words/language';
import { useSignal } from '../../words/signal';

const returnedWords = words(
  {
    title: 'Aanmelden via je organisatie',
    coming: 'Even geduld, je wordt aangemeld …',
    failed: 'Aanmelden is niet gelukt',
    again: 'Terug naar aanmelden',
  },
  {
    title: 'Signing on by way of your organisation',
    coming: 'One moment, you are being signed on …',
    failed: 'Signing on did not work',
    again: 'Back to signing on',
  },
);

function takeReturned(): Schemas['SingleSignOnAnswer'] {
  const given = new URLSearchParams(location.search);
  history.replaceState(history.state, '', returnPath);
  const taken: Schemas['SingleSignOnAnswer'] = {};
  const code = given.get('code');
  const state = given.get('state');
  const issuer = given.get('iss');
  const error = given.get('error');
  if (code) taken.code = code.slice(0, 4000);
  if (state) taken.state = state.slice(0, 100);
  if (issuer) taken.issuer = issuer.slice(0, 2000);
  if (error) taken.error = error.slice(0, 200);
  return taken;
}

export default function Returned() {
  useSignal(language);
  const w = returnedWords();
  const { route } = useLocation();
  const [fault, setFault] = useState<Refused>();
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    void answer(api.POST('/single-sign-on/_finish', { body: takeReturned() })).then(
      async ({ user, returnTo }) => {
        await begin(user);
        route(returnTo ?? '/', true);
      },
      (error: unknown) => setFault(error instanceof Refused ? error : new Refused(0, undefined)),
    );
  }, []);
  return (
    <>
      <h1 class="utrecht-heading-1">{fault ? w.failed : w.title}</h1>
      {fault ? (
        <>
          <Alert kind="error">{sentenceOf(fault)}</Alert>
          <ButtonLink href="/">{w.again}</ButtonLink>
        </>
      ) : (
        <p role="status">{w.coming}</p>
      )}
    </>
  );
}
