// The administration: users, teams, neighbourhoods, groups and municipalities, each a list of its own address with
// its forms in the page, what is kept and erased, and how the service is. Coordinators read along and keep the groups of their municipality.
import { hasRole } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Empty } from '../../parts/empty';
import { Load, sentenceOf } from '../../parts/loading';
import { Tabs } from '../../parts/tabs';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { partHref, parts, useAdminAddress } from './address';
import { useDirectory } from './directory';
import { Groups } from './groups';
import { Municipalities, Neighbourhoods, Teams } from './places';
import { Retention } from './retention';
import { Service } from './service';
import { Users } from './users';
import { adminWords } from './words';
import './admin.css';

const lists = { gebruikers: Users, teams: Teams, wijken: Neighbourhoods, groepen: Groups, gemeenten: Municipalities };

function List({ part }: { part: keyof typeof lists }) {
  const w = adminWords();
  const address = useAdminAddress();
  const directory = useDirectory();
  const mayAdminister = hasRole('administrator');
  const Listed = lists[part];
  return (
    <>
      {!mayAdminister && part !== 'groepen' && <p class="quiet">{w.onlyReading}</p>}
      {directory.error && directory.data && <Alert kind="warning">{sentenceOf(directory.error)}</Alert>}
      <Load what={directory}>
        {(data) => <Listed key={part} address={address} directory={data} mayAdminister={mayAdminister} refresh={directory.again} />}
      </Load>
    </>
  );
}

function Parts() {
  const w = adminWords();
  const address = useAdminAddress();
  const open = address.part;
  return (
    <>
      <Tabs label={w.tabs} tabs={parts.map((part) => ({ href: partHref(part), label: w.parts[part], current: part === open }))} />
      {open === 'dienst' && <Service address={address} />}
      {open === 'bewaren' && <Retention address={address} />}
      {open !== 'dienst' && open !== 'bewaren' && <List part={open} />}
    </>
  );
}

export default function AdminPage() {
  useSignal(language);
  const w = adminWords();
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      {hasRole('administrator') || hasRole('coordinator') ? (
        <Parts />
      ) : (
        <Empty title={w.notYours}>
          <p>{w.notYoursWhat}</p>
        </Empty>
      )}
    </>
  );
}
