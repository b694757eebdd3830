// The consultations that are kept past their term, and letting one go.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Faults, useDoing } from '../../parts/doing';
import { Empty } from '../../parts/empty';
import { Load, useLoaded } from '../../parts/loading';
import { Sure } from '../../parts/sure';
import { Table } from '../../parts/table';
import type { AdminAddress } from './address';
import { lastDayBefore } from './retention-due';
import { retentionWords } from './retention-words';

type Hold = Schemas['Hold'];

const most_shown = 200;

interface Props {
  address: AdminAddress;
  changes: number;
  onChanged: () => void;
}

export function Holds({ address, changes, onChanged }: Props) {
  const w = retentionWords();
  const doing = useDoing();
  const [told, setTold] = useState('');
  const list = useLoaded(() => answer(api.GET('/holds', { params: { query: { limit: most_shown } } })), [changes]);
  const letGo = (hold: Hold) =>
    void doing.run(async () => {
      await answer(api.DELETE('/consultations/{consultationId}/hold', { params: { path: { consultationId: hold.consultation } } }));
      setTold(w.endHoldDone);
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
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.holdsNone}>
              <p>{w.holdsNoneWhat}</p>
            </Empty>
          ) : (
            <Table<Hold>
              caption={w.holds}
              columns={[
                { key: 'what', head: w.dueThings.consultation, cell: (each) => <a href={address.with({ consultatie: each.consultation })}>{w.toOne}</a> },
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
          )
        }
      </Load>
    </section>
  );
}
