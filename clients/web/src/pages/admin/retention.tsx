// Keeping and erasing: the terms with what they make due, for coordinators also one consultation to hold or erase,
// what has to go, what is held, and the report of what was destroyed.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { hasRole, me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Load, useLoaded } from '../../parts/loading';
import { Select } from '../../parts/field';
import { Table } from '../../parts/table';
import { useSignal } from '../../words/signal';
import type { AdminAddress } from './address';
import { Due } from './retention-due';
import { Holds } from './retention-holds';
import { One } from './retention-one';
import { Report } from './retention-report';
import { ChooseTerm, sayTerm } from './retention-term';
import { retentionWords } from './retention-words';

type Retention = Schemas['Retention'];
type Kept = Schemas['RetentionClass'];

export function sayClass(kept: Kept): string {
  return retentionWords().classes[kept.class];
}

function HowLong({ kept }: { kept: Kept }) {
  const w = retentionWords();
  const advised = kept.advisedDays === undefined ? '' : sayTerm(kept.advisedDays);
  const long = kept.chosenHere ? (kept.days === undefined ? w.notChosen(advised) : sayTerm(kept.days)) : advised;
  return (
    <>
      {long}
      <span class="retention__detail">{w.starts[kept.class]}</span>
    </>
  );
}

function DueCounts({ due }: { due: Kept['due'] }) {
  const w = retentionWords();
  if (!due) return <>–</>;
  return (
    <>
      {w.dueNow(due.now, due.held)}
      <span class="retention__detail">{w.dueSoon(due.within30Days, due.within90Days)}</span>
    </>
  );
}

function Terms({ retention, address, mayChoose, onChosen }: { retention: Retention; address: AdminAddress; mayChoose: boolean; onChosen: (now: Retention, told: string) => void }) {
  const w = retentionWords();
  const isOpen = (kept: Kept) => mayChoose && kept.chosenHere && kept.class === address.open;
  const opened = retention.classes.find(isOpen);
  const close = () => address.go({ open: '' });
  return (
    <section aria-labelledby="termijnen">
      <h2 id="termijnen" class="utrecht-heading-2">
        {w.terms}
      </h2>
      <p class="admin__intro">{mayChoose ? w.termsWhat : w.termsReading}</p>
      <Table<Kept>
        caption={w.terms}
        columns={[
          { key: 'class', head: w.class, wide: true, cell: sayClass },
          { key: 'term', head: w.term, wide: true, cell: (kept) => <HowLong kept={kept} /> },
          { key: 'due', head: w.due, cell: (kept) => <DueCounts due={kept.due} /> },
          { key: 'ground', head: w.ground, wide: true, cell: (kept) => <span lang="nl">{kept.ground}</span> },
          ...(mayChoose
            ? [
                {
                  key: 'choose',
                  head: w.choose,
                  headHidden: true,
                  cell: (kept: Kept) =>
                    kept.chosenHere ? (
                      <a href={address.with({ open: isOpen(kept) ? '' : kept.class })} aria-expanded={isOpen(kept)}>
                        {isOpen(kept) ? w.close : w.choose}
                        <span class="visually-hidden">: {sayClass(kept)}</span>
                      </a>
                    ) : (
                      ''
                    ),
                },
              ]
            : []),
        ]}
        rows={retention.classes}
        keyOf={(kept) => kept.class}
        opened={
          opened && {
            key: opened.class,
            content: (
              <ChooseTerm
                key={`${retention.municipality.id} ${opened.class}`}
                kept={opened}
                municipality={retention.municipality.id}
                onClose={close}
                onChosen={(now, told) => {
                  onChosen(now, told);
                  close();
                }}
              />
            ),
          }
        }
      />
      <p class="quiet">{w.most}</p>
    </section>
  );
}

function Overview({ address, municipality, changes, onChanged }: { address: AdminAddress; municipality: string; changes: number; onChanged: () => void }) {
  const w = retentionWords();
  const [told, setTold] = useState('');
  const retention = useLoaded(() => answer(api.GET('/municipalities/{municipalityId}/retention', { params: { path: { municipalityId: municipality } } })), [municipality, changes]);
  return (
    <>
      <p class="admin__told" role="status">
        {told}
      </p>
      <Load what={retention}>
        {(data) => (
          <>
            {data.stopped && (
              <Alert kind="warning" title={w.stopped}>
                <p>{w.stoppedWhat}</p>
              </Alert>
            )}
            <Terms
              retention={data}
              address={address}
              mayChoose={hasRole('administrator')}
              onChosen={(now, sentence) => {
                retention.put(now);
                setTold(sentence);
                onChanged();
              }}
            />
          </>
        )}
      </Load>
    </>
  );
}

// An administrator sees to every municipality.
function Places({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const w = retentionWords();
  const places = useLoaded(() => answer(api.GET('/municipalities', { params: { query: { limit: 200 } } })), []);
  const items = places.data?.items ?? [];
  if (items.length < 2) return null;
  return (
    <div class="admin__seek">
      <Select label={w.ofMunicipality} value={value} options={items.map((each) => ({ value: each.id, label: each.name }))} onChange={onChange} />
    </div>
  );
}

export function Retention({ address }: { address: AdminAddress }) {
  const w = retentionWords();
  const home = useSignal(me)?.municipality;
  const own = home?.id ?? '';
  // A term that is chosen, and what is held or erased here, changes what is due.
  const [changes, setChanges] = useState(0);
  const changed = () => setChanges((now) => now + 1);
  const municipality = (hasRole('administrator') && address.get('gemeente')) || own;
  // One by one, things are for the coordinator of where they are.
  const isElsewhere = municipality !== own;
  const coordinates = hasRole('coordinator') && !isElsewhere;
  return (
    <div class="retention">
      <p class="admin__intro">{w.intro}</p>
      {coordinates && address.get('consultatie') && <One address={address} changes={changes} onChanged={changed} />}
      {hasRole('administrator') && <Places value={municipality} onChange={(gemeente) => address.go({ gemeente: gemeente === own ? '' : gemeente, open: '', consultatie: '' })} />}
      <Overview address={address} municipality={municipality} changes={changes} onChanged={changed} />
      {hasRole('coordinator') && isElsewhere && home && <p class="quiet">{w.onlyOwn(home.name)}</p>}
      {coordinates && (
        <>
          {!address.get('consultatie') && <One address={address} changes={changes} onChanged={changed} />}
          <Due address={address} municipality={own} changes={changes} />
          <Holds address={address} changes={changes} onChanged={changed} />
          <Report address={address} municipality={own} changes={changes} />
        </>
      )}
    </div>
  );
}
