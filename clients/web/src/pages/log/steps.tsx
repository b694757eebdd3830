// The steps of the log: when, who, what in words, and the consultation it was about. Everything that happened, also to
// profiles, teams and people; never text of a case.
import { answer, api, type Schemas } from '../../api/client';
import { Empty } from '../../parts/empty';
import { useLoaded } from '../../parts/loading';
import { Paging } from '../../parts/paging';
import { Sentence, Word } from '../../parts/sentence';
import { Table, type Column } from '../../parts/table';
import { now } from '../../words/clock';
import { language, sayMoment } from '../../words/language';
import type { LogAddress } from './address';
import { ExactMoment } from './exact-moment';
import { Fresh } from './fresh';
import { useNames, type Names } from './names';
import { ConsultationLinks, OnlyOne, onlyConsultation } from './only-one';
import { spanOf } from './period';
import { OwnPeriod, PeriodWord } from './period-word';
import { detailsOf } from './step-details';
import { kindGroups, stepWords, type KindGroup } from './step-words';
import { logWords } from './words';

type Event = Schemas['Event'];

const page_size = 50;
const groups = Object.keys(kindGroups) as KindGroup[];

function groupOf(address: LogAddress): KindGroup | undefined {
  return groups.find((group) => group === address.get('soort'));
}

function Filters({ address }: { address: LogAddress }) {
  const w = stepWords();
  return (
    <>
      <Sentence label={logWords().filters}>
        {w.sentence({
          kind: (
            <Word
              label={w.kind}
              value={groupOf(address) ?? ''}
              options={[{ value: '', label: w.allKinds }, ...groups.map((value) => ({ value, label: w.groups[value] }))]}
              onChange={(soort) => address.go({ soort })}
            />
          ),
          period: <PeriodWord address={address} />,
        })}
      </Sentence>
      <OwnPeriod address={address} />
      <OnlyOne address={address} />
    </>
  );
}

function columnsOf(address: LogAddress, names: Names): Column<Event>[] {
  const w = stepWords();
  return [
    { key: 'when', head: w.when, cell: (event) => <ExactMoment at={event.at} /> },
    { key: 'who', head: w.who, cell: (event) => event.actor?.name ?? w.byItself },
    {
      key: 'what',
      head: w.what,
      wide: true,
      cell: (event) => {
        const details = detailsOf(event, names);
        return (
          <>
            {event.text}
            {details && <span class="log__detail">{details}</span>}
          </>
        );
      },
    },
    {
      key: 'about',
      head: w.about,
      cell: (event) =>
        event.specialist && !event.consultation ? (
          <a href={`/pool/${event.specialist.id}`}>{event.specialist.name}</a>
        ) : (
          <ConsultationLinks address={address} consultation={event.consultation} at={sayMoment(event.at)} />
        ),
    },
  ];
}

export function Steps({ address }: { address: LogAddress }) {
  const w = stepWords();
  const names = useNames();
  const group = groupOf(address);
  const consultation = onlyConsultation(address);
  const span = spanOf(address.period, now(), address.from, address.until);
  const list = useLoaded(
    () =>
      answer(
        api.GET('/events', {
          params: {
            query: {
              ...(group ? { kind: [...kindGroups[group]] } : {}),
              consultation,
              from: span.from,
              before: span.before,
              offset: (address.page - 1) * page_size,
              limit: page_size,
            },
          },
        }),
      ),
    [group, consultation, span.from, span.before, address.page, language.value],
  );
  return (
    <>
      <Filters address={address} />
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
                <Table caption={w.caption} columns={columnsOf(address, names)} rows={items} keyOf={(event) => String(event.seq)} />
                <Paging page={address.page} size={page_size} total={total} href={(page) => address.with({ blad: String(page) })} />
                <p class="quiet">{w.chain}</p>
              </>
            )}
          </>
        )}
      </Fresh>
    </>
  );
}
