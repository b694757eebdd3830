// The frame around every page: skip link, header, navigation, and the sign-on that appears beside what is being
// written when a session ended. Pages come lazily; each is one task.
import { ErrorBoundary, lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { onDemoStory, onSessionEnd } from '../api/client';
import { Alert } from '../parts/alert';
import { Button, ButtonLink } from '../parts/button';
import { Faults, useDoing } from '../parts/doing';
import { sentenceOf } from '../parts/loading';
import { returnPath } from '../parts/provider';
import { SignOnForm, SignOnPage } from '../pages/sign-on/sign-on';
import { language } from '../words/language';
import { useSignal } from '../words/signal';
import { useArrival } from './arrival';
import { Header } from './header';
import { Navigation, placesForMe } from './navigation';
import { told, watchNotifications } from './notifications';
import { arrivalFault, endsSoon, findOutWhoIsThere, me, signOnAgain, staySignedOn, watchQuiet } from './session';
import { frameWords } from './words';

const Ask = lazy(() => import('../pages/ask/ask'));
const Mine = lazy(() => import('../pages/mine/mine'));
const ForMe = lazy(() => import('../pages/for-me/for-me'));
const Consultation = lazy(() => import('../pages/consultation/consultation'));
const Phone = lazy(() => import('../pages/phone/phone'));
const Partner = lazy(() => import('../pages/partner/partner'));
const Pool = lazy(() => import('../pages/pool/pool'));
const SpecialistPage = lazy(() => import('../pages/specialist/specialist'));
const Profile = lazy(() => import('../pages/profile/profile'));
const Agenda = lazy(() => import('../pages/agenda/agenda'));
const Work = lazy(() => import('../pages/work-list/work-list'));
const Log = lazy(() => import('../pages/log/log'));
const OwnLog = lazy(() => import('../pages/log/own'));
const Privacy = lazy(() => import('../pages/privacy/privacy'));
const Vocabulary = lazy(() => import('../pages/vocabulary/vocabulary'));
const Admin = lazy(() => import('../pages/admin/admin'));
const Notifications = lazy(() => import('../pages/notifications/notifications'));
const Account = lazy(() => import('../pages/account/account'));
const Join = lazy(() => import('../pages/join/join'));
const NewPassword = lazy(() => import('../pages/new-password/new-password'));
const Returned = lazy(() => import('../pages/returned/returned'));
const Story = lazy(() => import('./story'));

const joining = '/meedoen';
const newPassword = '/nieuw-wachtwoord';
const privacy = '/privacy';

function NotFound() {
  const w = frameWords();
  return (
    <>
      <h1 class="utrecht-heading-1">{w.notFound}</h1>
      <p>{w.notFoundWhat}</p>
      <ButtonLink href="/">{w.home}</ButtonLink>
    </>
  );
}

function Nothing() {
  const w = frameWords();
  return (
    <>
      <h1 class="utrecht-heading-1">{w.nothing}</h1>
      <p>{w.nothingWhat}</p>
    </>
  );
}

// Everybody starts at the first place that their role gives.
function Start() {
  const { route } = useLocation();
  const first = placesForMe()[0]?.href;
  useEffect(() => {
    if (first && first !== '/') route(first, true);
  }, [first]);
  if (!first) return <Nothing />;
  return first === '/' ? <Ask /> : null;
}

function Pages() {
  return (
    <Router>
      <Route path="/" component={Start} />
      <Route path="/vragen" component={Mine} />
      <Route path="/vragen/:id" component={Consultation} />
      <Route path="/aan-mij" component={ForMe} />
      <Route path="/gesprek" component={Phone} />
      <Route path="/wijkteam" component={Partner} />
      <Route path="/pool" component={Pool} />
      <Route path="/pool/:id/:part?" component={SpecialistPage} />
      <Route path="/profiel" component={Profile} />
      <Route path="/agenda" component={Agenda} />
      <Route path="/werkvoorraad" component={Work} />
      <Route path="/logboek" component={Log} />
      <Route path="/woordenlijst" component={Vocabulary} />
      <Route path="/beheer" component={Admin} />
      <Route path="/meldingen" component={Notifications} />
      <Route path="/account" component={Account} />
      <Route path="/inzage" component={OwnLog} />
      <Route path={privacy} component={Privacy} />
      <Route path={joining} component={Join} />
      <Route path={newPassword} component={NewPassword} />
      <Route path={returnPath} component={Returned} />
      <Route default component={NotFound} />
    </Router>
  );
}

// Beside what was typed when the server refused a request; in its place when nobody was there for long, since
// somebody else may be looking at the screen now.
function SignOnAgain() {
  const again = useSignal(signOnAgain);
  const soon = useSignal(endsSoon);
  const doing = useDoing();
  const w = frameWords();
  if (again !== 'no') {
    return (
      <section class="sign-on-again">
        {again === 'quiet' && <h1 class="utrecht-heading-1">{w.signOnAgain}</h1>}
        <Alert kind="warning" title={again === 'quiet' ? w.sessionQuiet : w.sessionEnded}>
          <SignOnForm email={me.value?.email ?? ''} isBeside />
        </Alert>
      </section>
    );
  }
  if (!soon) return null;
  return (
    <>
      <Faults fault={doing.fault} />
      <Alert kind="warning" title={w.sessionEndsSoon}>
        <Button busy={doing.busy} onClick={() => void doing.run(staySignedOn)}>
          {w.stay}
        </Button>
      </Alert>
    </>
  );
}

function Content() {
  const user = useSignal(me);
  const again = useSignal(signOnAgain);
  const fault = useSignal(arrivalFault);
  const { path } = useLocation();
  const w = frameWords();
  // Pages for who comes with a link and is nobody yet, and what is for everybody to read.
  const byLink = [joining, newPassword, returnPath, privacy].find((each) => each === path);
  useArrival('inhoud', path, user?.id, useSignal(told)?.unread ?? 0);
  return (
    <div class={`frame${user ? ' frame--signed-on' : ''}`}>
      {user && <Navigation />}
      <main id="inhoud" class="page" tabIndex={-1}>
        {user && <SignOnAgain />}
        {user === undefined && !byLink && !fault && (
          <p class="quiet" role="status">
            {w.loading}
          </p>
        )}
        {user === undefined && !byLink && fault && (
          <>
            <h1 class="utrecht-heading-1">{w.failed}</h1>
            <Alert kind="error">{sentenceOf(fault)}</Alert>
            <Button onClick={() => void findOutWhoIsThere()}>{w.again}</Button>
          </>
        )}
        {user === null && !byLink && <SignOnPage />}
        {(user || byLink) && (
          <div hidden={again === 'quiet'}>
            {/* Who joins becomes somebody half-way. */}
            <Pages key={byLink ?? user?.id} />
          </div>
        )}
      </main>
    </div>
  );
}

function Footer() {
  const w = frameWords();
  return (
    <footer class="footer">
      <a href={privacy}>{w.privacy}</a>
      {useSignal(me) && <a href="/inzage">{w.ownLog}</a>}
    </footer>
  );
}

export function App() {
  const user = useSignal(me);
  const [isStory, setStory] = useState(false);
  useSignal(language);
  useEffect(() => {
    onDemoStory(() => setStory(true));
    void findOutWhoIsThere();
    const stopWatching = watchQuiet();
    const stopAsking = watchNotifications();
    const stopListening = onSessionEnd(() => {
      if (me.value && signOnAgain.value === 'no') signOnAgain.value = 'refused';
    });
    return () => {
      stopWatching();
      stopAsking();
      stopListening();
    };
  }, []);
  return (
    <LocationProvider>
      <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
        {frameWords().skip}
      </a>
      <Header user={user} />
      <Content />
      <Footer />
      {isStory && (
        <ErrorBoundary>
          <Story />
        </ErrorBoundary>
      )}
    </LocationProvider>
  );
}
