// One's own account: who one is, the language, the password, and where one is signed on.
import { hasRole, me } from '../../frame/session';
import { Button } from '../../parts/button';
import { Feed } from '../../parts/feed';
import { language, setLanguage } from '../../words/language';
import { useSignal } from '../../words/signal';
import { terms } from '../../words/terms';
import { OwnIdentity } from './identity';
import { MailSettings } from './mail';
import { OwnPasskeys } from './passkeys';
import { ChangePassword } from './password';
import { OwnSecondFactor } from './second-factor';
import { Sessions } from './sessions';
import { accountWords } from './words';
import './account.css';

function Who() {
  const w = accountWords();
  const user = useSignal(me);
  if (!user) return null;
  const roleNames = terms().roles;
  const places = user.municipalities.map((each) => each.name).join(', ');
  const facts: [string, string | undefined][] = [
    [w.name, user.name],
    [w.email, user.email],
    [w.roles, user.roles.map((role) => roleNames[role]).join(', ')],
    [w.municipality, places || user.municipality.name],
    [w.teams, user.teams.map((team) => team.name).join(', ')],
    [w.partnerOf, user.partnerOf?.name],
  ];
  return (
    <section class="account__part" aria-labelledby="account-who">
      <h2 class="utrecht-heading-2" id="account-who">
        {w.who}
      </h2>
      <dl class="account__facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {user.specialist && (
          <div>
            <dt>{w.profile}</dt>
            <dd>
              <a href="/profiel">{user.specialist.name}</a>
            </dd>
          </div>
        )}
        <div>
          <dt>{w.language}</dt>
          <dd>{w.languages[user.language]}</dd>
        </div>
      </dl>
      <p class="quiet">{w.wrong}</p>
    </section>
  );
}

function LanguageNow() {
  const w = accountWords();
  const other = language.value === 'nl' ? 'en' : 'nl';
  return (
    <section class="account__part" aria-labelledby="account-language">
      <h2 class="utrecht-heading-2" id="account-language">
        {w.language}
      </h2>
      <p>{w.languageNow}</p>
      <Button onClick={() => setLanguage(other)}>{w.languageSwitch}</Button>
      <p class="quiet">{w.languageKept}</p>
    </section>
  );
}

export default function AccountPage() {
  useSignal(language);
  return (
    <>
      <h1 class="utrecht-heading-1">{accountWords().title}</h1>
      <div class="account">
        <Who />
        <LanguageNow />
      </div>
      {hasRole('team_member') && <Feed look="account__part" />}
      <MailSettings />
      <OwnIdentity />
      <ChangePassword />
      <OwnSecondFactor />
      <OwnPasskeys />
      <Sessions />
    </>
  );
}
