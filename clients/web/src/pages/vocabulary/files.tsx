// The vocabulary as a file: downloading it, and reading one in after seeing what it would change.
import { useId, useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { Checkbox } from '../../parts/field';
import { Table } from '../../parts/table';
import { now } from '../../words/clock';
import { download } from '../log/csv';
import { dayOf } from '../log/period';
import { Changes } from './changes';
import { vocabularyWords } from './words';

type Report = Schemas['TopicImport'];

// What the server takes at most, with room for its own signs.
const most_bytes = 3_500_000;

export function Export() {
  const w = vocabularyWords();
  const doing = useDoing();
  return (
    <>
      <Faults fault={doing.fault} />
      <Button
        busy={doing.busy}
        onClick={() =>
          void doing.run(async () => {
            const { csv } = await answer(api.GET('/vocabulary/_export'));
            download(`${w.fileName}-${dayOf(now())}.csv`, csv);
          })
        }
      >
        {w.exportDo}
      </Button>
    </>
  );
}

function Told({ report }: { report: Report }) {
  const w = vocabularyWords();
  if (report.faults.length > 0) {
    return (
      <>
        <Alert kind="error" title={w.importFaulty(Math.max(1, report.faulty))} />
        <Table
          caption={w.importFault}
          columns={[
            { key: 'place', head: w.importPlace, cell: (fault) => fault.where ?? fault.place },
            { key: 'fault', head: w.importFault, cell: (fault) => fault.detail, wide: true },
          ]}
          rows={report.faults}
          keyOf={(fault) => fault.place + fault.code}
        />
      </>
    );
  }
  return (
    <>
      <Alert kind={report.kept ? 'ok' : 'info'} title={report.kept ? w.importKept : undefined}>
        <p>{report.added + report.changed === 0 ? w.importNothing : w.importTold(report.added, report.changed, report.unchanged)}</p>
      </Alert>
      <Changes report={report} />
    </>
  );
}

interface KeepProps {
  report: Report;
  busy: boolean;
  onKeep: () => void;
}

/** The button that keeps what was told; where words go away it asks for a tick first. */
function Keep({ report, busy, onKeep }: KeepProps) {
  const w = vocabularyWords();
  const [agreed, setAgreed] = useState(false);
  const { removals } = report;
  const count = report.added + report.changed;
  if (removals === 0) {
    return (
      <Button look="primary" busy={busy} onClick={onKeep}>
        {w.importKeep(count)}
      </Button>
    );
  }
  return (
    <div class="topic-agree">
      <Alert kind="warning" title={w.importLoses(removals)} />
      <Checkbox label={w.importAgree(removals)} checked={agreed} onChange={setAgreed} />
      <Button look="primary" busy={busy} disabled={!agreed} onClick={onKeep}>
        {w.importKeepLosing(count, removals)}
      </Button>
    </div>
  );
}

export function Import({ onKept, onClose }: { onKept: () => void; onClose: () => void }) {
  const w = vocabularyWords();
  const id = useId();
  const doing = useDoing();
  const [file, setFile] = useState<File>();
  const newest = useRef<File>();
  const [fault, setFault] = useState('');
  const [tried, setTried] = useState<{ csv: string; report: Report }>();
  const report = tried?.report;
  const isReady = report !== undefined && report.faults.length === 0 && !report.kept && report.added + report.changed > 0;
  function choose(chosen: File | undefined, why = (chosen?.size ?? 0) > most_bytes ? w.fileTooLarge : '') {
    newest.current = why ? undefined : chosen;
    setFile(newest.current);
    setTried(undefined);
    setFault(why);
    doing.clear();
  }
  // What is told is of the file that is chosen now, and what is kept is what was told of.
  const tryOut = (chosen: File) =>
    doing.run(async () => {
      const csv = await chosen.text().catch(() => undefined);
      if (csv === undefined) return choose(undefined, w.fileChanged);
      const told = await answer(api.POST('/vocabulary/_import', { body: { csv, dryRun: true } }));
      if (newest.current === chosen) setTried({ csv, report: told });
    });
  const keep = (csv: string, removals: number) =>
    doing.run(async () => {
      try {
        const told = await answer(api.POST('/vocabulary/_import', { body: { csv, dryRun: false, removals } }));
        setTried({ csv, report: told });
        if (told.kept) onKept();
      } catch (fault) {
        // Somebody changed the vocabulary in between: what was told no longer holds.
        if (fault instanceof Refused && fault.status === 409) setTried(undefined);
        throw fault;
      }
    });
  return (
    <section class="card topic-import" aria-label={w.importDo}>
      <h2 class="utrecht-heading-2">{w.importDo}</h2>
      {w.importWhat.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Faults fault={doing.fault} />
      <div class={`field${fault ? ' field--faulty' : ''}`}>
        <label class="utrecht-form-label" for={id}>
          {w.importFile}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          // A file that was corrected in between can be chosen again: a browser tells of no change where the name is the same.
          onClick={(event) => {
            event.currentTarget.value = '';
            choose(undefined);
          }}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
        {fault && (
          <p class="field__fault" id={`${id}-fault`}>
            {fault}
          </p>
        )}
      </div>
      {report && <Told report={report} />}
      <div class="topic-save">
        {tried && report && isReady ? (
          <Keep report={report} busy={doing.busy} onKeep={() => void keep(tried.csv, report.removals)} />
        ) : (
          <Button look="primary" disabled={!file} busy={doing.busy} onClick={() => void (file && tryOut(file))}>
            {w.importTry}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {w.close}
        </Button>
      </div>
    </section>
  );
}
