// The consultations that are kept past their term, those that still are first, and letting one go.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Faults, useDoing } from '../../parts/doing';
import { Empty } from '../../parts/empty';
import { Load, useLoaded } from '../../parts/loading';
import { pageOf } from '../../parts/page-of';
import { Paging } from '../../parts/paging';
import { Sure } from '../../parts/sure';
import { Table } from '../../parts/table';
import { sayMoment } from '../../words/language';
import type { AdminAddress } from './address';
import { lastDayBefore } from './retention-due';
import { retentionWords } from './retention-words';

type Hold = Schemas['Hold'];

const page_size = 25;

interface Props {
  address: AdminAddress;
  changes: number;
  onChanged: () => void;
}

export function Holds({ address, changes, onChanged }: Props) {
  const w = retentionWords();
  const doing = useDoing();
  const [told, setTold] = useState('');
  const page = pageOf(address.get('vel'));
  const list = useLoaded(() => answer(api.GET('/holds', { params: { query: { offset: (page - 1) * page_size, limit: page_size } } })), [page, changes]);
  const letGo = (hold: Hold) =>
    void doing.run(async () => {
      await answer(api.DELETE('/consultations/{consultationId}/hold', { params: { path: { consultationId: hold.consultation } } }));
      setTold(w.endHoldDone);
      // The last one of a page leaves it empty.
      if (page > 1 && list.data?.items.length === 1) address.go({ vel: page > 2 ? String(page - 1) : '' });
      onChanged();
    });
  return (
    <section aria-labelledby="vastgehouden">
      <h2 id="vastgehouden" class="utrecht-heading-2">
        {w.holds}
      </h2>
      <p class="admin__told" role="status">
        {told}
      </p>
      <Faults fault={doing.fault} />
      <Load what={list}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={w.holdsNone}>
              <p>{w.holdsNoneWhat}</p>
            </Empty>
          ) : (
            <>
              <p class="admin__count" role="status">
                {w.holdsCount(total)}
              </p>
              <Table<Hold>
                caption={w.holds}
                columns={[
                  {
                    key: 'what',
                    head: w.dueThings.consultation,
                    cell: (each) => (
                      <>
                        {w.askedBy(sayMoment(each.askedAt), each.asker.name)}
                        <span class="retention__detail">
                          <a href={address.with({ consultatie: each.consultation })}>{w.toOne}</a>
                        </span>
                      </>
                    ),
                  },
                  { key: 'why', head: w.holdReason, wide: true, cell: (each) => w.holdReasons[each.reason] },
                  { key: 'until', head: w.holdUntil, cell: (each) => (each.over ? w.heldOver(lastDayBefore(each.until)) : lastDayBefore(each.until)) },
                  { key: 'by', head: w.by, cell: (each) => each.decidedBy?.name ?? '–' },
                  {
                    key: 'do',
                    head: w.whatToDo,
                    headHidden: true,
                    cell: (each) => (
                      <Sure
                        ask={w.endHold}
                        label={w.endHoldOf(lastDayBefore(each.until))}
                        what={w.endHoldWhat}
                        yes={w.endHoldYes}
                        no={w.endHoldNo}
                        busy={doing.busy}
                        onYes={() => letGo(each)}
                      />
                    ),
                  },
                ]}
                rows={items}
                keyOf={(each) => each.consultation}
                faded={(each) => each.over}
              />
              <Paging page={page} size={page_size} total={total} href={(vel) => address.with({ vel: String(vel) })} />
            </>
          )
        }
      </Load>
    </section>
  );
}
