// Attempts to sign on that failed, for administrators: facts only, and whose address it was where somebody has it.
import { answer, api, type Schemas } from '../../api/client';
import { Empty } from '../../parts/empty';
import { Load, useLoaded } from '../../parts/loading';
import { pageOf } from '../../parts/page-of';
import { Paging } from '../../parts/paging';
import { Table } from '../../parts/table';
import { ExactMoment } from '../log/exact-moment';
import type { AdminAddress } from './address';
import { serviceWords } from './service-words';

type Failure = Schemas['SignOnFailure'];

const page_size = 25;
/** What is past the bound is counted together. */
const together = 'others';

export function FailedSignOns({ address }: { address: AdminAddress }) {
  const w = serviceWords();
  const page = pageOf(address.get('blad'));
  const list = useLoaded(() => answer(api.GET('/sign-on-failures', { params: { query: { offset: (page - 1) * page_size, limit: page_size } } })), [page]);
  return (
    <section class="service__failures" aria-labelledby="mislukt">
      <h2 id="mislukt" class="utrecht-heading-2">
        {w.failures}
      </h2>
      <p class="admin__intro">{w.failuresWhat}</p>
      <Load what={list}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={w.failuresNone}>
              <p>{w.failuresNoneWhat}</p>
            </Empty>
          ) : (
            <>
              <Table<Failure>
                caption={w.failures}
                columns={[
                  { key: 'when', head: w.when, cell: (each) => <ExactMoment at={each.at} /> },
                  { key: 'what', head: w.whatFailed, wide: true, cell: (each) => w.results[each.result] },
                  {
                    key: 'who',
                    head: w.account,
                    cell: (each) =>
                      each.user ? (
                        <>
                          {each.user.name}
                          {each.user.email && <span class="admin__email">{each.user.email}</span>}
                        </>
                      ) : (
                        <span class="quiet">{w.unknown}</span>
                      ),
                  },
                  { key: 'where', head: w.where, cell: (each) => (each.origin === together ? w.many : each.origin) },
                  { key: 'times', head: w.times, cell: (each) => (each.counted ? w.more(each.count) : w.once) },
                ]}
                rows={items}
                keyOf={(each) => `${each.at} ${each.result} ${each.origin} ${each.user?.id ?? ''} ${each.counted}`}
              />
              <Paging page={page} size={page_size} total={total} href={(blad) => address.with({ blad: String(blad) })} />
            </>
          )
        }
      </Load>
    </section>
  );
}
