// Groups of specialists that can be asked as one: kept by coordinators for their own municipality and by
// administrators for all.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { hasRole, me } from '../../frame/session';
import { Chip, Chips } from '../../parts/chips';
import { TextField } from '../../parts/field';
import { SpecialistPicker } from '../../parts/pick';
import { useFieldFocus } from './choosing';
import { nameOf, namesOf, type Directory } from './directory';
import { KeptForm, useKept } from './editing';
import { Keeping, type Close } from './keeping';
import { MunicipalityField, type ListProps } from './places';
import { adminWords } from './words';

type Group = Schemas['Group'];

interface GroupFormProps {
  row: Group | undefined;
  directory: Directory;
  refresh: () => Promise<void>;
  close: Close;
}

function GroupForm({ row, directory, refresh, close }: GroupFormProps) {
  const w = adminWords();
  const home = me.value?.municipality.id;
  const first = { municipality: row?.municipality ?? home ?? '', name: row?.name ?? '', members: row?.members ?? [] };
  const [picked, setPicked] = useState<{ id: string; name: string }[]>([]);
  const editing = useKept({
    row,
    first,
    change: (was, body) => answer(api.PUT('/groups/{groupId}', { params: { path: { groupId: was.id } }, body })),
    add: (body) => answer(api.POST('/groups', { body })),
    refresh,
    close,
  });
  const { draft, put, fault } = editing;
  const { place, focusSoon } = useFieldFocus();
  const takeOff = (gone: string) => {
    put({ members: draft.members.filter((each) => each !== gone) });
    focusSoon();
  };
  const known = [...directory.specialists, ...picked];
  return (
    <KeptForm row={row} addLabel={w.groups.add} editing={editing} places={['/name', '/municipality', '/members']} close={close}>
      <TextField label={w.name} value={draft.name} maxLength={120} fault={fault('/name')} onInput={(name) => put({ name })} />
      <MunicipalityField
        directory={directory}
        value={draft.municipality}
        fixed={row !== undefined || !hasRole('administrator')}
        fault={fault('/municipality')}
        onChange={(municipality) => put({ municipality, members: [] })}
      />
      <div class="field" ref={place}>
        <SpecialistPicker
          label={w.groups.addMember}
          fault={fault('/members')}
          municipality={draft.municipality}
          exclude={draft.members}
          onPick={(specialist) => {
            setPicked([...picked, specialist]);
            put({ members: [...draft.members, specialist.id] });
          }}
        />
        <p class="utrecht-form-label edit__label">{w.groups.count(draft.members.length)}</p>
        {draft.members.length === 0 ? (
          <p class="quiet">{w.groups.noMembers}</p>
        ) : (
          <Chips label={w.groups.members}>
            {draft.members.map((id) => {
              const name = nameOf(known, id) ?? w.somebodyElse;
              return (
                <Chip key={id} onRemove={() => takeOff(id)} removeLabel={w.takeOff(name)}>
                  {name}
                </Chip>
              );
            })}
          </Chips>
        )}
      </div>
    </KeptForm>
  );
}

export function Groups({ address, directory, mayAdminister, refresh }: ListProps) {
  const w = adminWords();
  const mayEdit = (each: Group) => mayAdminister || (hasRole('coordinator') && each.municipality === me.value?.municipality.id);
  return (
    <Keeping<Group>
      address={address}
      caption={w.parts.groepen}
      intro={w.groups.intro}
      addLabel={w.groups.add}
      rows={directory.groups}
      mayEdit={mayEdit}
      columns={[
        { key: 'name', head: w.name, cell: (each) => each.name },
        { key: 'municipality', head: w.municipality, cell: (each) => nameOf(directory.municipalities, each.municipality) ?? '–' },
        { key: 'members', head: w.groups.members, wide: true, cell: (each) => namesOf(directory.specialists, each.members) || w.groups.noMembers },
      ]}
      form={(row, close) => <GroupForm row={row} directory={directory} refresh={refresh} close={close} />}
      emptyTitle={w.groups.empty}
      emptyWhat={w.groups.emptyWhat}
    />
  );
}
