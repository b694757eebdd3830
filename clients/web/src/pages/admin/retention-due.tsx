// What is past its term now or soon, one by one: what would go by itself, and what is held.
import { answer, api, type Schemas } from '../../api/client';
import { Empty } from '../../parts/empty';
import { Load, useLoaded } from '../../parts/loading';
import { pageOf } from '../../parts/page-of';
import { Paging } from '../../parts/paging';
import { Sentence, Word } from '../../parts/sentence';
import { Table } from '../../parts/table';
import { now } from '../../words/clock';
import { sayDay } from '../../words/language';
import { dayOf } from '../log/period';
import type { AdminAddress } from './address';
import { retentionWords } from './retention-words';

type Item = Schemas['DueItem'];

const page_size = 25;
const day_ms = 86_400_000;

/** The last whole day before a moment. */
export function lastDayBefore(iso: string): string {
  return sayDay(dayOf(new Date(Date.parse(iso) - 1)));
}

export function Due({ address, municipality, changes }: { address: AdminAddress; municipality: string; changes: number }) {
  const w = retentionWords();
  const within = Object.hasOwn(w.duePeriods, address.get('binnen')) ? address.get('binnen') : '0';
  const page = pageOf(address.get('blad'));
  const list = useLoaded(() => {
    const before = new Date(now().getTime() + Number(within) * day_ms).toISOString();
    const query = { ...(within === '0' ? {} : { before }), offset: (page - 1) * page_size, limit: page_size };
    return answer(api.GET('/municipalities/{municipalityId}/due-items', { params: { path: { municipalityId: municipality }, query } }));
  }, [municipality, within, page, changes]);
  return (
    <section aria-labelledby="weg">
      <h2 id="weg" class="utrecht-heading-2">
        {w.dueList}
      </h2>
      <Sentence label={w.duePeriod}>
        {w.dueSentence({
          period: <Word label={w.duePeriod} value={within} options={Object.entries(w.duePeriods).map(([value, label]) => ({ value, label }))} onChange={(binnen) => address.go({ binnen: binnen === '0' ? '' : binnen, blad: '' })} />,
        })}
      </Sentence>
      <p class="quiet">{w.dueWhat}</p>
      <Load what={list}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={w.dueNone}>
              <p>{w.dueNoneWhat}</p>
            </Empty>
          ) : (
            <>
              <p class="admin__count" role="status">
                {w.dueCount(total)}
              </p>
              <Table<Item>
                caption={w.dueList}
                columns={[
                  { key: 'what', head: w.class, cell: (each) => (each.name ? `${w.dueThings[each.what]}: ${each.name}` : w.dueThings[each.what]) },
                  { key: 'since', head: w.since, cell: (each) => sayDay(dayOf(new Date(each.since))) },
                  { key: 'due', head: w.dueOn, cell: (each) => sayDay(dayOf(new Date(each.dueAt))) },
                  { key: 'held', head: w.until, cell: (each) => (each.heldUntil ? lastDayBefore(each.heldUntil) : '–') },
                  {
                    key: 'do',
                    head: w.whatToDo,
                    headHidden: true,
                    cell: (each) =>
                      each.what === 'consultation' ? (
                        <a href={address.with({ consultatie: each.id })}>
                          {w.toOne}
                          <span class="visually-hidden">, {sayDay(dayOf(new Date(each.since)))}</span>
                        </a>
                      ) : (
                        ''
                      ),
                  },
                ]}
                rows={items}
                keyOf={(each) => `${each.what} ${each.id}`}
              />
              <Paging page={page} size={page_size} total={total} href={(blad) => address.with({ blad: String(blad) })} />
            </>
          )
        }
      </Load>
    </section>
  );
}
