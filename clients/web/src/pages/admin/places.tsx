// Teams, neighbourhoods and municipalities: their lists and the forms that keep them.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Checkbox, Select, TextField } from '../../parts/field';
import { Chip, Chips } from '../../parts/chips';
import { sayDay } from '../../words/language';
import type { AdminAddress } from './address';
import { PersonField, Some, useFieldFocus } from './choosing';
import { nameOf, namesOf, type Directory } from './directory';
import { KeptForm, useKept } from './editing';
import { Keeping, type Close } from './keeping';
import { adminWords } from './words';

type Team = Schemas['Team'];
type Neighbourhood = Schemas['Neighbourhood'];
type Municipality = Schemas['Municipality'];

export interface ListProps {
  address: AdminAddress;
  directory: Directory;
  mayAdminister: boolean;
  /** Fetches the directory anew. */
  refresh: () => Promise<void>;
}

interface FormProps<T> {
  row: T | undefined;
  directory: Directory;
  refresh: () => Promise<void>;
  close: Close;
}

/** The municipality of what is added; what is there stays in its own. */
export function MunicipalityField({
  directory,
  value,
  fixed,
  fault,
  onChange,
}: {
  directory: Directory;
  value: string;
  fixed: boolean;
  fault?: string;
  onChange: (id: string) => void;
}) {
  const w = adminWords();
  if (fixed || directory.municipalities.length === 1) return null;
  return (
    <Select
      label={w.municipality}
      value={value}
      fault={fault}
      options={directory.municipalities.map((each) => ({ value: each.id, label: each.name }))}
      onChange={onChange}
    />
  );
}

function TeamForm({ row, directory, refresh, close }: FormProps<Team>) {
  const w = adminWords();
  const first = { municipality: row?.municipality ?? directory.municipalities[0]?.id ?? '', name: row?.name ?? '', contact: row?.contact, neighbourhoods: row?.neighbourhoods ?? [] };
  const editing = useKept({
    row,
    first,
    change: (was, body) => answer(api.PUT('/teams/{teamId}', { params: { path: { teamId: was.id } }, body })),
    add: (body) => answer(api.POST('/teams', { body })),
    refresh,
    close,
  });
  const { draft, put, fault } = editing;
  return (
    <KeptForm row={row} addLabel={w.teams.add} editing={editing} places={['/name', '/municipality', '/contact', '/neighbourhoods']} close={close}>
      <TextField label={w.name} value={draft.name} maxLength={120} fault={fault('/name')} onInput={(name) => put({ name })} />
      <MunicipalityField
        directory={directory}
        value={draft.municipality}
        fixed={row !== undefined}
        fault={fault('/municipality')}
        onChange={(municipality) => put({ municipality, neighbourhoods: [] })}
      />
      <PersonField
        label={w.teams.contact}
        help={w.teams.contactHelp}
        fault={fault('/contact')}
        people={directory.users.filter((each) => each.active && each.roles.includes('team_member'))}
        value={draft.contact}
        onChange={(contact) => put({ contact })}
      />
      <Some
        legend={w.teams.neighbourhoods}
        fault={fault('/neighbourhoods')}
        options={directory.neighbourhoods.filter((each) => each.municipality === draft.municipality)}
        values={draft.neighbourhoods}
        onChange={(neighbourhoods) => put({ neighbourhoods })}
      />
    </KeptForm>
  );
}

export function Teams({ address, directory, mayAdminister, refresh }: ListProps) {
  const w = adminWords();
  return (
    <Keeping<Team>
      address={address}
      caption={w.parts.teams}
      intro={w.teams.intro}
      addLabel={mayAdminister ? w.teams.add : undefined}
      rows={directory.teams}
      mayEdit={() => mayAdminister}
      columns={[
        { key: 'name', head: w.name, cell: (each) => each.name },
        { key: 'municipality', head: w.municipality, cell: (each) => nameOf(directory.municipalities, each.municipality) ?? '–' },
        { key: 'contact', head: w.teams.contact, cell: (each) => nameOf(directory.users, each.contact) ?? w.teams.noContact },
        { key: 'neighbourhoods', head: w.teams.neighbourhoods, wide: true, cell: (each) => namesOf(directory.neighbourhoods, each.neighbourhoods) || '–' },
        { key: 'people', head: w.teams.people, numeric: true, cell: (each) => directory.users.filter((user) => user.active && user.teams.includes(each.id)).length },
      ]}
      form={(row, close) => <TeamForm row={row} directory={directory} refresh={refresh} close={close} />}
      emptyTitle={w.teams.empty}
      emptyWhat={w.teams.emptyWhat}
    />
  );
}

function NeighbourhoodForm({ row, directory, refresh, close }: FormProps<Neighbourhood>) {
  const w = adminWords();
  const first = { municipality: row?.municipality ?? directory.municipalities[0]?.id ?? '', name: row?.name ?? '' };
  const editing = useKept({
    row,
    first,
    change: (was, body) => answer(api.PUT('/neighbourhoods/{neighbourhoodId}', { params: { path: { neighbourhoodId: was.id } }, body })),
    add: (body) => answer(api.POST('/neighbourhoods', { body })),
    refresh,
    close,
  });
  const { draft, put, fault } = editing;
  return (
    <KeptForm row={row} addLabel={w.neighbourhoods.add} editing={editing} places={['/name', '/municipality']} close={close}>
      <TextField label={w.name} value={draft.name} maxLength={120} fault={fault('/name')} onInput={(name) => put({ name })} />
      <MunicipalityField
        directory={directory}
        value={draft.municipality}
        fixed={row !== undefined}
        fault={fault('/municipality')}
        onChange={(municipality) => put({ municipality })}
      />
    </KeptForm>
  );
}

export function Neighbourhoods({ address, directory, mayAdminister, refresh }: ListProps) {
  const w = adminWords();
  const teamsOf = (id: string) => directory.teams.filter((team) => team.neighbourhoods.includes(id)).map((team) => team.name);
  return (
    <Keeping<Neighbourhood>
      address={address}
      caption={w.parts.wijken}
      intro={w.neighbourhoods.intro}
      addLabel={mayAdminister ? w.neighbourhoods.add : undefined}
      rows={directory.neighbourhoods}
      mayEdit={() => mayAdminister}
      columns={[
        { key: 'name', head: w.name, cell: (each) => each.name },
        { key: 'municipality', head: w.municipality, cell: (each) => nameOf(directory.municipalities, each.municipality) ?? '–' },
        { key: 'teams', head: w.parts.teams, wide: true, cell: (each) => teamsOf(each.id).join(', ') || w.neighbourhoods.noTeam },
      ]}
      form={(row, close) => <NeighbourhoodForm row={row} directory={directory} refresh={refresh} close={close} />}
      emptyTitle={w.neighbourhoods.empty}
      emptyWhat={w.neighbourhoods.emptyWhat}
    />
  );
}

function ClosingDays({ days, fault, onChange }: { days: string[]; fault?: string; onChange: (days: string[]) => void }) {
  const w = adminWords();
  const [day, setDay] = useState('');
  const { place, focusSoon } = useFieldFocus();
  const takeOff = (gone: string) => {
    onChange(days.filter((each) => each !== gone));
    focusSoon();
  };
  const add = () => {
    if (day && !days.includes(day)) onChange([...days, day].sort());
    setDay('');
  };
  return (
    <div class="edit__days" ref={place}>
      <TextField label={w.municipalities.closingDays} help={w.municipalities.closingDaysHelp} fault={fault} type="date" value={day} onInput={setDay} />
      <Button onClick={add} disabled={!day}>
        {w.municipalities.addDay}
      </Button>
      {days.length > 0 && (
        <Chips label={w.municipalities.closingDays}>
          {days.map((each) => (
            <Chip key={each} onRemove={() => takeOff(each)} removeLabel={w.takeOff(sayDay(each))}>
              {sayDay(each)}
            </Chip>
          ))}
        </Chips>
      )}
    </div>
  );
}

function MunicipalityForm({ row, directory, refresh, close }: FormProps<Municipality>) {
  const w = adminWords();
  const first = {
    name: row?.name ?? '',
    region: row?.region ?? '',
    deputy: row?.deputy,
    goodFridayClosed: row?.goodFridayClosed ?? false,
    liberationDayClosedEveryYear: row?.liberationDayClosedEveryYear ?? false,
    closingDays: row?.closingDays ?? [],
  };
  const trimmed = (draft: typeof first) => ({ ...draft, region: draft.region.trim() });
  const editing = useKept({
    row,
    first,
    change: (was, body) => answer(api.PUT('/municipalities/{municipalityId}', { params: { path: { municipalityId: was.id } }, body: trimmed(body) })),
    add: (body) => answer(api.POST('/municipalities', { body: trimmed(body) })),
    refresh,
    close,
  });
  const { draft, put, fault } = editing;
  return (
    <KeptForm row={row} addLabel={w.municipalities.add} editing={editing} places={['/name', '/region', '/deputy', '/closingDays']} close={close}>
      <TextField label={w.name} value={draft.name} maxLength={120} fault={fault('/name')} onInput={(name) => put({ name })} />
      <TextField label={w.municipalities.region} value={draft.region} maxLength={120} fault={fault('/region')} onInput={(region) => put({ region })} />
      {row && (
        <PersonField
          label={w.municipalities.deputy}
          help={w.municipalities.deputyHelp}
          fault={fault('/deputy')}
          people={directory.users.filter((each) => each.active && each.municipality === row.id)}
          value={draft.deputy}
          onChange={(deputy) => put({ deputy })}
        />
      )}
      <Checkbox label={w.municipalities.goodFriday} checked={draft.goodFridayClosed} onChange={(goodFridayClosed) => put({ goodFridayClosed })} />
      <Checkbox
        label={w.municipalities.liberationDay}
        help={w.municipalities.liberationDayHelp}
        checked={draft.liberationDayClosedEveryYear}
        onChange={(liberationDayClosedEveryYear) => put({ liberationDayClosedEveryYear })}
      />
      <ClosingDays days={draft.closingDays} fault={fault('/closingDays')} onChange={(closingDays) => put({ closingDays })} />
    </KeptForm>
  );
}

export function Municipalities({ address, directory, mayAdminister, refresh }: ListProps) {
  const w = adminWords();
  const freeDays = (each: Municipality) =>
    [each.goodFridayClosed && w.municipalities.goodFriday, each.liberationDayClosedEveryYear && w.municipalities.liberationDay, ...each.closingDays.map(sayDay)]
      .filter(Boolean)
      .join(', ');
  return (
    <Keeping<Municipality>
      address={address}
      caption={w.parts.gemeenten}
      intro={w.municipalities.intro}
      addLabel={mayAdminister ? w.municipalities.add : undefined}
      rows={directory.municipalities}
      mayEdit={() => mayAdminister}
      columns={[
        { key: 'name', head: w.name, cell: (each) => each.name },
        { key: 'region', head: w.municipalities.region, cell: (each) => each.region || '–' },
        { key: 'deputy', head: w.municipalities.deputy, cell: (each) => nameOf(directory.users, each.deputy) ?? w.municipalities.noDeputy },
        { key: 'days', head: w.municipalities.days, wide: true, cell: (each) => freeDays(each) || w.municipalities.usualDays },
      ]}
      form={(row, close) => <MunicipalityForm row={row} directory={directory} refresh={refresh} close={close} />}
      emptyTitle={w.municipalities.empty}
      emptyWhat={w.municipalities.emptyWhat}
    />
  );
}
