// The report of destruction: what went, why, on which ground and by whose decision, and the same as a file.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { Empty } from '../../parts/empty';
import { TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { pageOf } from '../../parts/page-of';
import { Paging } from '../../parts/paging';
import { Table } from '../../parts/table';
import { now } from '../../words/clock';
import { csvOf, download } from '../log/csv';
import { ExactMoment } from '../log/exact-moment';
import { addDays, dayOf, isDay, stampOf, startOf } from '../log/period';
import type { AdminAddress } from './address';
import { retentionWords } from './retention-words';

type Destruction = Schemas['Destruction'];

const page_size = 25;
const most_in_a_file = 50_000;

function sayReason(each: Destruction): string {
  return (each.reason && retentionWords().reasons[each.reason]) ?? '';
}

function sayBy(each: Destruction): string {
  const w = retentionWords();
  return each.decidedBy?.name ?? (each.reason === 'term_over' ? w.byTerm : w.byServer);
}

function fileOf(rows: Destruction[]): string {
  const w = retentionWords();
  const { at, what, id, reason, ground, way, by, seq, hash } = w.heads;
  return csvOf([
    [at, what, id, reason, ground, way, by, seq, hash],
    ...rows.map((each) => [stampOf(each.at), w.destroyed[each.what](each), each.id, sayReason(each), each.ground, each.way, sayBy(each), String(each.seq), each.hash]),
  ]);
}

export function Report({ address, municipality, changes }: { address: AdminAddress; municipality: string; changes: number }) {
  const w = retentionWords();
  const doing = useDoing();
  const [told, setTold] = useState('');
  const [tooMuch, setTooMuch] = useState<string>();
  const [from, until] = [address.get('van'), address.get('tot')];
  const page = pageOf(address.get('bladzijde'));
  const span = { ...(isDay(from) ? { from: startOf(from) } : {}), ...(isDay(until) ? { before: startOf(addDays(until, 1)) } : {}) };
  const path = { municipalityId: municipality };
  const period = `${from} ${until}`;
  const list = useLoaded(
    () => answer(api.GET('/municipalities/{municipalityId}/destructions', { params: { path, query: { ...span, offset: (page - 1) * page_size, limit: page_size } } })),
    [municipality, from, until, page, changes],
  );
  // All of it or nothing: a part would pass for the whole.
  const fetchFile = (known: number) =>
    void doing.run(async () => {
      let total = known;
      const part = async (offset: number, limit: number) => {
        const found = await answer(api.GET('/municipalities/{municipalityId}/destructions', { params: { path, query: { ...span, export: true, offset, limit } } }));
        total = found.total;
        return found;
      };
      setTold('');
      const rows = known > most_in_a_file ? [] : await every(part, most_in_a_file);
      setTooMuch(total > most_in_a_file ? period : undefined);
      if (total > most_in_a_file) return;
      download(`${w.fileName}-${dayOf(now())}.csv`, fileOf(rows));
      setTold(w.fileDone(rows.length));
    });
  return (
    <section aria-labelledby="vernietigd">
      <h2 id="vernietigd" class="utrecht-heading-2">
        {w.report}
      </h2>
      <p class="admin__intro">{w.reportWhat}</p>
      <div class="retention__days">
        <TextField label={w.from} type="date" value={from} onInput={(van) => address.go({ van, bladzijde: '' })} />
        <TextField label={w.to} type="date" value={until} onInput={(tot) => address.go({ tot, bladzijde: '' })} />
      </div>
      <Load what={list}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={w.reportNone}>
              <p>{w.reportNoneWhat}</p>
            </Empty>
          ) : (
            <>
              <p class="admin__count" role="status">
                {w.reportCount(total)}
              </p>
              <Table<Destruction>
                caption={w.report}
                columns={[
                  { key: 'when', head: w.when, cell: (each) => <ExactMoment at={each.at} /> },
                  {
                    key: 'what',
                    head: w.class,
                    wide: true,
                    cell: (each) => (
                      <>
                        {w.destroyed[each.what](each)}
                        <span class="retention__detail">{sayReason(each)}</span>
                        {each.what !== 'access_month' && <span class="retention__id">{each.id}</span>}
                      </>
                    ),
                  },
                  {
                    key: 'ground',
                    head: w.ground,
                    wide: true,
                    cell: (each) => (
                      <span lang="nl">
                        {each.ground}
                        <span class="retention__detail">{each.way}</span>
                      </span>
                    ),
                  },
                  { key: 'by', head: w.by, cell: sayBy },
                ]}
                rows={items}
                keyOf={(each) => String(each.seq)}
              />
              <Paging page={page} size={page_size} total={total} href={(bladzijde) => address.with({ bladzijde: String(bladzijde) })} />
              <div class="retention__file">
                <Faults fault={doing.fault} />
                {tooMuch === period && <Alert kind="error">{w.fileTooMuch}</Alert>}
                <Button busy={doing.busy} onClick={() => fetchFile(total)}>
                  {w.file}
                </Button>
                <p role="status">{doing.fault ? '' : told}</p>
                <p class="quiet">{w.fileWhat}</p>
              </div>
            </>
          )
        }
      </Load>
    </section>
  );
}
