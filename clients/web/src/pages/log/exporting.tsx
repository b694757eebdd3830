// A file of all consultations that the filters find, with the columns that are shown: made in the browser of the
// API's answers. It holds facts only.
import { useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { now } from '../../words/clock';
import { part_size } from '../../api/every';
import type { LogAddress } from './address';
import { facts, type ColumnKey, type Consultation } from './columns';
import { csvOf, download } from './csv';
import { fetchPart, filtersOf } from './filters';
import { dayOf } from './period';
import { logWords } from './words';

const most_in_a_file = 10_000;

async function fetchAll(address: LogAddress, onPart: (done: number, total: number) => void): Promise<Consultation[]> {
  const filters = filtersOf(address);
  // What is asked meanwhile shifts the parts; nothing stands in the file twice.
  const found = new Map<string, Consultation>();
  for (let offset = 0; offset < most_in_a_file; offset += part_size) {
    const part = await fetchPart(filters, offset, part_size, true);
    for (const each of part.items) found.set(each.id, each);
    onPart(Math.min(part.total, offset + part.items.length), part.total);
    if (part.items.length === 0 || offset + part_size >= part.total) break;
  }
  return [...found.values()];
}

function fileOf(rows: Consultation[], columns: ColumnKey[]): string {
  const w = logWords();
  return csvOf([
    [...columns.map((key) => w.heads[key]), w.link],
    ...rows.map((row) => [...columns.map((key) => facts[key].plain(row)), `${location.origin}/vragen/${row.id}`]),
  ]);
}

export function Export({ address, columns, total }: { address: LogAddress; columns: ColumnKey[]; total: number }) {
  const w = logWords();
  const doing = useDoing();
  const [told, setTold] = useState('');
  const run = () =>
    doing.run(async () => {
      setTold(w.exporting(0, total));
      const rows = await fetchAll(address, (done, all) => setTold(w.exporting(done, all)));
      download(`${w.fileName}-${dayOf(now())}.csv`, fileOf(rows, columns));
      setTold(w.exported(rows.length));
    });
  return (
    <div class="log__export">
      <Faults fault={doing.fault} />
      <Button busy={doing.busy} onClick={() => void run()}>
        {w.exportDo}
      </Button>
      <p role="status">{doing.fault ? '' : told}</p>
      <p class="quiet">{w.exportWhat}</p>
      {total > most_in_a_file && <p class="quiet">{w.exportMost(most_in_a_file)}</p>}
    </div>
  );
}
