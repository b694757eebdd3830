// The form of one person: who it is, what the person may do, and for whom. It says beforehand what taking access
// away does to questions and teams.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Chip, Chips } from '../../parts/chips';
import { Checkbox, Select, TextField } from '../../parts/field';
import { SpecialistPicker } from '../../parts/pick';
import { terms } from '../../words/terms';
import { Some, useFieldFocus } from './choosing';
import { nameOf, type Directory } from './directory';
import { EditForm, faultAt, useEditing, type Editing } from './editing';
import type { Close } from './keeping';
import { EndSessions } from './end-sessions';
import { ClearFactor } from './factor';
import { newPassword, SetPassword } from './password';
import { MunicipalityField } from './places';
import { Unlink } from './unlink';
import { adminWords } from './words';

type User = Schemas['User'];
type Role = Schemas['Role'];

export const roles: Role[] = ['team_member', 'partner', 'specialist', 'coordinator', 'reviewer', 'administrator'];

interface Draft {
  municipality: string;
  name: string;
  email: string;
  language: 'nl' | 'en';
  roles: Role[];
  teams: string[];
  specialist: string | undefined;
  partnerOf: string | undefined;
  active: boolean;
  /** Of somebody new only. */
  password: string;
}

function draftOf(user: User | undefined, directory: Directory): Draft {
  return {
    municipality: user?.municipality ?? me.value?.municipality.id ?? directory.municipalities[0]?.id ?? '',
    name: user?.name ?? '',
    email: user?.email ?? '',
    language: user?.language ?? 'nl',
    roles: user?.roles ?? [],
    teams: user?.teams ?? [],
    specialist: user?.specialist,
    partnerOf: user?.partnerOf,
    active: user?.active ?? true,
    password: '',
  };
}

// What belongs to a role goes with the role.
function inputOf(draft: Draft): Schemas['UserChange'] {
  return {
    municipality: draft.municipality,
    name: draft.name.trim(),
    email: draft.email.trim(),
    language: draft.language,
    roles: draft.roles,
    teams: draft.roles.includes('team_member') ? draft.teams : [],
    ...(draft.roles.includes('specialist') && draft.specialist ? { specialist: draft.specialist } : {}),
    ...(draft.roles.includes('partner') && draft.partnerOf ? { partnerOf: draft.partnerOf } : {}),
    active: draft.active,
  };
}

interface PartProps {
  editing: Editing<Draft>;
  directory: Directory;
}

function WhoPart({ editing, directory }: PartProps) {
  const w = adminWords();
  const { draft, put, doing } = editing;
  return (
    <div class="edit__columns">
      <TextField label={w.name} value={draft.name} maxLength={120} fault={faultAt(doing.fault, '/name')} onInput={(name) => put({ name })} />
      <TextField
        label={w.users.email}
        type="email"
        value={draft.email}
        maxLength={254}
        fault={faultAt(doing.fault, '/email')}
        onInput={(email) => put({ email })}
      />
      <MunicipalityField
        directory={directory}
        value={draft.municipality}
        fixed={false}
        fault={faultAt(doing.fault, '/municipality')}
        onChange={(municipality) => put({ municipality, specialist: undefined, partnerOf: undefined })}
      />
      <Select
        label={w.users.language}
        value={draft.language}
        options={[
          { value: 'nl', label: w.users.languages.nl },
          { value: 'en', label: w.users.languages.en },
        ]}
        onChange={(language) => put({ language: language === 'en' ? 'en' : 'nl' })}
      />
    </div>
  );
}

function ProfilePart({ editing, directory }: PartProps) {
  const w = adminWords();
  const { draft, put, doing } = editing;
  const [picked, setPicked] = useState<Schemas['Specialist']>();
  const { place, focusSoon } = useFieldFocus();
  const fault = faultAt(doing.fault, '/specialist');
  const name = nameOf(picked ? [...directory.specialists, picked] : directory.specialists, draft.specialist) ?? w.somebodyElse;
  const takeOff = () => {
    put({ specialist: undefined });
    focusSoon();
  };
  return (
    <div ref={place}>
      {draft.specialist ? (
        <div class={`field${fault ? ' field--faulty' : ''}`}>
          <p class="utrecht-form-label edit__label">{w.users.profile}</p>
          <Chips label={w.users.profile}>
            <Chip onRemove={takeOff} removeLabel={w.takeOff(name)}>
              {name}
            </Chip>
          </Chips>
          {fault && <p class="field__fault">{fault}</p>}
        </div>
      ) : (
        <SpecialistPicker
          label={w.users.profile}
          help={w.users.profileHelp}
          fault={fault}
          municipality={draft.municipality}
          onPick={(specialist) => {
            setPicked(specialist);
            put({ specialist: specialist.id });
          }}
        />
      )}
    </div>
  );
}

function RolesPart({ editing, directory }: PartProps) {
  const w = adminWords();
  const { draft, put, doing } = editing;
  const names = terms().roles;
  const inOrder = [...directory.teams].sort((a, b) => Number(b.municipality === draft.municipality) - Number(a.municipality === draft.municipality));
  const severalPlaces = directory.municipalities.length > 1;
  return (
    <>
      <Some
        legend={w.users.roles}
        fault={faultAt(doing.fault, '/roles')}
        options={roles.map((id) => ({ id, name: names[id], help: w.users.roleHelp[id] }))}
        values={draft.roles}
        onChange={(chosen) => put({ roles: roles.filter((role) => chosen.includes(role)) })}
      />
      {draft.roles.includes('team_member') && (
        <Some
          legend={w.users.teams}
          help={w.users.teamsHelp}
          fault={faultAt(doing.fault, '/teams')}
          options={inOrder.map((each) => ({ id: each.id, name: each.name, help: severalPlaces ? nameOf(directory.municipalities, each.municipality) : undefined }))}
          values={draft.teams}
          onChange={(teams) => put({ teams })}
        />
      )}
      {draft.roles.includes('specialist') && <ProfilePart editing={editing} directory={directory} />}
      {draft.roles.includes('partner') && (
        <Select
          label={w.users.partnerOf}
          help={w.users.partnerOfHelp}
          value={draft.partnerOf ?? ''}
          fault={faultAt(doing.fault, '/partnerOf')}
          options={[
            { value: '', label: w.users.noPartnerOf },
            ...directory.teams.filter((each) => each.municipality === draft.municipality).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(id) => put({ partnerOf: id || undefined })}
        />
      )}
    </>
  );
}

/** What happens when this person can no longer sign on, as far as the administration knows. */
function consequences(user: User, directory: Directory): string[] {
  const w = adminWords().users.without;
  const found = [w.signedOff];
  if (user.roles.includes('team_member') || user.roles.includes('partner')) found.push(w.asked);
  if (user.roles.includes('specialist') && user.specialist) found.push(w.advising);
  for (const team of directory.teams) if (team.contact === user.id) found.push(w.contact(team.name));
  for (const each of directory.municipalities) if (each.deputy === user.id) found.push(w.deputy(each.name));
  return found;
}

function AccessPart({ editing, directory, user }: PartProps & { user: User }) {
  const w = adminWords();
  const { draft, put } = editing;
  const rolesChange = user.active && draft.active && [...draft.roles].sort().join() !== [...user.roles].sort().join();
  return (
    <div class="edit__access">
      <Checkbox label={w.users.access} checked={draft.active} onChange={(active) => put({ active })} />
      {user.active && !draft.active && (
        <Alert kind="warning" title={w.users.without.title(user.name)}>
          <ul>
            {consequences(user, directory).map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          {user.specialist && <a href={`/pool/${user.specialist}`}>{w.users.without.toProfile}</a>}
        </Alert>
      )}
      {rolesChange && <Alert kind="info">{user.id === me.value?.id ? w.users.ownRolesChange : w.users.rolesChange(user.name)}</Alert>}
    </div>
  );
}

function FirstPassword({ editing }: { editing: Editing<Draft> }) {
  const w = adminWords().users;
  const { draft, put, doing } = editing;
  return (
    <div class="edit__password">
      <TextField
        label={w.firstPassword}
        help={w.firstPasswordHelp}
        value={draft.password}
        maxLength={200}
        fault={faultAt(doing.fault, '/password')}
        onInput={(password) => put({ password })}
      />
      <Button onClick={() => put({ password: newPassword() })}>{w.makePassword}</Button>
    </div>
  );
}

const places = ['/name', '/email', '/municipality', '/roles', '/teams', '/specialist', '/partnerOf', '/password'];

interface UserFormProps {
  row: User | undefined;
  directory: Directory;
  refresh: () => Promise<void>;
  close: Close;
}

export function UserForm({ row, directory, refresh, close }: UserFormProps) {
  const w = adminWords();
  const editing = useEditing(draftOf(row, directory), async (draft) => {
    const input = inputOf(draft);
    const saved = row
      ? await answer(api.PUT('/users/{userId}', { params: { path: { userId: row.id } }, body: input }))
      : await answer(api.POST('/users', { body: { ...input, ...(draft.password ? { password: draft.password } : {}) } }));
    await refresh();
    close(row || !draft.password ? w.saved(saved.name) : w.users.savedWithPassword(saved.name, draft.password));
  });
  return (
    <>
      <EditForm
        label={row ? w.changeOf(row.name) : w.users.add}
        editing={editing}
        places={places}
        saveLabel={row ? w.save : w.add}
        onClose={() => close()}
      >
        <WhoPart editing={editing} directory={directory} />
        <RolesPart editing={editing} directory={directory} />
        {row ? <AccessPart editing={editing} directory={directory} user={row} /> : <FirstPassword editing={editing} />}
      </EditForm>
      {row && row.active && row.id !== me.value?.id && (
        <>
          <SetPassword user={row} />
          <section class="edit edit--password" aria-labelledby="kwijt">
            <h2 id="kwijt" class="utrecht-heading-3">
              {w.users.lost}
            </h2>
            <EndSessions user={row} />
            <ClearFactor user={row} />
            <Unlink user={row} />
          </section>
        </>
      )}
      {row && row.id === me.value?.id && (
        <p>
          <a href="/account">{w.users.ownPassword}</a>
        </p>
      )}
    </>
  );
}
