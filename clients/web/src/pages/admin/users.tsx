// The people who may sign on: found by name or address, filtered by role, team and municipality. What somebody seeks
// stays in the page; filters stand in the address.
import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { TextField } from '../../parts/field';
import { Sentence, Word } from '../../parts/sentence';
import type { Column } from '../../parts/table';
import { terms } from '../../words/terms';
import type { AdminAddress } from './address';
import { holds, nameOf, namesOf, type Directory } from './directory';
import { Keeping } from './keeping';
import type { ListProps } from './places';
import { roles, UserForm } from './user-form';
import { adminWords } from './words';

type User = Schemas['User'];

const shown_at_first = 50;

function filtered(users: User[], address: AdminAddress, sought: string): User[] {
  const role = address.get('rol');
  const team = address.get('team');
  const municipality = address.get('gemeente');
  const access = address.get('toegang');
  return users.filter(
    (each) =>
      (!role || each.roles.some((one) => one === role)) &&
      (!team || each.teams.includes(team)) &&
      (!municipality || each.municipality === municipality) &&
      (access !== 'ja' || each.active) &&
      (access !== 'nee' || !each.active) &&
      (!sought.trim() || holds([each.name, each.email], sought.trim())),
  );
}

function Filters({ address, directory, sought, onSeek, count }: { address: AdminAddress; directory: Directory; sought: string; onSeek: (text: string) => void; count: number }) {
  const w = adminWords().users;
  const word = (label: string, name: string, options: { value: string; label: string }[]) => (
    <Word label={label} value={address.get(name)} options={options} onChange={(value) => address.go({ [name]: value, open: '' })} />
  );
  const municipalities = directory.municipalities.map((each) => ({ value: each.id, label: each.name }));
  const teams = directory.teams.filter((each) => !address.get('gemeente') || each.municipality === address.get('gemeente'));
  return (
    <div class="admin__filters">
      <div class="admin__seek">
        <TextField label={w.seek} type="search" value={sought} maxLength={80} onInput={onSeek} />
      </div>
      <Sentence label={w.filters}>
        {w.sentence({
          role: word(w.role, 'rol', [{ value: '', label: w.anyRole }, ...roles.map((value) => ({ value, label: terms().roles[value] }))]),
          team: word(w.team, 'team', [{ value: '', label: w.anyTeam }, ...teams.map((each) => ({ value: each.id, label: each.name }))]),
          municipality: municipalities.length > 1 ? word(w.municipality, 'gemeente', [{ value: '', label: w.anyMunicipality }, ...municipalities]) : municipalities[0]?.label,
          access: word(w.accessFilter, 'toegang', [
            { value: '', label: w.anyAccess },
            { value: 'ja', label: w.withAccess },
            { value: 'nee', label: w.withoutAccess },
          ]),
        })}
      </Sentence>
      <p class="admin__count" role="status">
        {w.count(count)}
      </p>
    </div>
  );
}

function columnsOf(directory: Directory): Column<User>[] {
  const w = adminWords();
  const roleNames = terms().roles;
  return [
    {
      key: 'name',
      head: w.name,
      wide: true,
      cell: (each) => (
        <>
          {each.name}
          <span class="admin__email">{each.email}</span>
          {each.refusesMail && <span class="admin__email">{w.users.refusesMail}</span>}
        </>
      ),
    },
    { key: 'roles', head: w.users.roles, cell: (each) => each.roles.map((role) => roleNames[role]).join(', ') },
    {
      key: 'teams',
      head: w.users.worksFor,
      wide: true,
      cell: (each) =>
        [
          namesOf(directory.teams, each.teams),
          each.specialist && w.users.hasProfile,
          each.partnerOf && w.users.partnerAt(nameOf(directory.teams, each.partnerOf) ?? w.somebodyElse),
        ]
          .filter(Boolean)
          .join('; ') || '–',
    },
    ...(directory.municipalities.length > 1
      ? [{ key: 'municipality', head: w.municipality, cell: (each: User) => nameOf(directory.municipalities, each.municipality) ?? '–' }]
      : []),
    { key: 'access', head: w.users.accessHead, cell: (each) => (each.active ? w.users.yes : w.users.no) },
  ];
}

export function Users({ address, directory, mayAdminister, refresh }: ListProps) {
  const w = adminWords();
  const [sought, setSought] = useState('');
  const [all, setAll] = useState(false);
  const found = filtered(directory.users, address, sought);
  // What is opened by its address is shown wherever it stands.
  const shown = all ? found : found.filter((each, at) => at < shown_at_first || each.id === address.open);
  return (
    <>
      <Keeping<User>
        address={address}
        caption={w.parts.gebruikers}
        intro={mayAdminister ? w.users.intro : w.users.introReading}
        addLabel={mayAdminister ? w.users.add : undefined}
        rows={shown}
        mayEdit={() => mayAdminister}
        faded={(each) => !each.active}
        columns={columnsOf(directory)}
        form={(row, close) => <UserForm row={row} directory={directory} refresh={refresh} close={close} />}
        emptyTitle={w.users.empty}
        emptyWhat={w.users.emptyWhat}
        filters={<Filters address={address} directory={directory} sought={sought} onSeek={setSought} count={found.length} />}
      />
      {shown.length < found.length && (
        <p class="admin__more">
          <Button onClick={() => setAll(true)}>{w.users.all(found.length)}</Button>
        </p>
      )}
    </>
  );
}
