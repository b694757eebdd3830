// Who read what, and why: the access log of the coordinator's municipality. Looking here is itself recorded by the
// server.
import { answer, api, type Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { useLoaded } from '../../parts/loading';
import { Paging } from '../../parts/paging';
import { Combobox } from '../../parts/pick';
import { OpeningWord, PickingPlace, Sentence, usePicking } from '../../parts/sentence';
import { Table, type Column } from '../../parts/table';
import { now } from '../../words/clock';
import { sayMoment } from '../../words/language';
import type { LogAddress } from './address';
import { ExactMoment } from './exact-moment';
import { Fresh } from './fresh';
import { useNames, type Names, type Person } from './names';
import { ConsultationLinks, OnlyOne, onlyConsultation } from './only-one';
import { spanOf } from './period';
import { OwnPeriod, PeriodWord } from './period-word';
import { rolesOf, whatOf, whyOf } from './said';
import { stepWords } from './step-words';
import { logWords } from './words';

type Entry = Schemas['AuditEntry'];

const page_size = 50;
const most_found = 8;
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function actorOf(address: LogAddress): string | undefined {
  const named = address.get('wie');
  return id.test(named) ? named : undefined;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function peopleLike(people: Person[], text: string): Person[] {
  const wanted = withoutAccents(text).split(/\s+/);
  return people.filter((each) => wanted.every((part) => withoutAccents(each.name).includes(part))).slice(0, most_found);
}

function Filters({ address, names }: { address: LogAddress; names: Names }) {
  const w = stepWords().readings;
  const picking = usePicking();
  const actor = actorOf(address);
  const choose = (wie: string) => {
    picking.close();
    address.go({ wie });
  };
  return (
    <>
      <Sentence label={logWords().filters}>
        {w.sentence({
          actor: (
            <OpeningWord
              label={w.actor}
              value={actor ? (names.nameOf(actor) ?? w.somebody) : w.everybody}
              picking={picking}
            />
          ),
          period: <PeriodWord address={address} />,
        })}
      </Sentence>
      <PickingPlace picking={picking}>
        <Combobox<Person>
          label={w.pickActor}
          find={(text) => Promise.resolve(peopleLike(names.people, text))}
          say={(person) => person.name}
          keyOf={(person) => person.id}
          onPick={(person) => choose(person.id)}
        />
        {actor && (
          <Button look="quiet" onClick={() => choose('')}>
            {w.clearActor}
          </Button>
        )}
      </PickingPlace>
      <OwnPeriod address={address} />
      <OnlyOne address={address} />
    </>
  );
}

function columnsOf(address: LogAddress): Column<Entry>[] {
  const w = stepWords();
  return [
    { key: 'when', head: w.when, cell: (entry) => <ExactMoment at={entry.at} /> },
    {
      key: 'who',
      head: w.who,
      cell: (entry) => (
        <>
          {entry.actor?.name ?? w.byItself}
          {entry.role && (
            <span class="log__detail">
              {w.readings.role} {rolesOf(entry)}
            </span>
          )}
        </>
      ),
    },
    { key: 'what', head: w.what, wide: true, cell: whatOf },
    { key: 'why', head: w.readings.why, cell: whyOf },
    { key: 'about', head: w.about, cell: (entry) => <ConsultationLinks address={address} consultation={entry.consultation} at={sayMoment(entry.at)} /> },
    { key: 'where', head: w.readings.where, cell: (entry) => (entry.origin === 'demo' ? w.readings.demo : entry.origin) },
  ];
}

export function Readings({ address }: { address: LogAddress }) {
  const w = stepWords().readings;
  const names = useNames();
  const actor = actorOf(address);
  const consultation = onlyConsultation(address);
  const span = spanOf(address.period, now(), address.from, address.until);
  const list = useLoaded(
    () =>
      answer(
        api.GET('/audit-entries', {
          params: {
            query: {
              consultation,
              actor,
              from: span.from,
              before: span.before,
              offset: (address.page - 1) * page_size,
              limit: page_size,
            },
          },
        }),
      ),
    [actor, consultation, span.from, span.before, address.page],
  );
  return (
    <>
      <Filters address={address} names={names} />
      <p class="quiet">{w.what}</p>
      <Fresh what={list} address={address} size={page_size}>
        {({ items, total }) => (
          <>
            <p class="log__count" role="status">
              {w.count(total)}
            </p>
            {total === 0 ? (
              <Empty title={w.none}>
                <p>{w.noneWhat}</p>
              </Empty>
            ) : (
              <>
                <Table caption={w.caption} columns={columnsOf(address)} rows={items} keyOf={(entry) => `${entry.segment}/${entry.seq}`} />
                <Paging page={address.page} size={page_size} total={total} href={(page) => address.with({ blad: String(page) })} />
              </>
            )}
          </>
        )}
      </Fresh>
    </>
  );
}
