// What is kept, for how long, and who sees it: for everybody, also who did not sign on.
import { me } from '../../frame/session';
import { Table, type Column } from '../../parts/table';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { privacyWords } from './words';
import './privacy.css';

type Row = [string, string, string];

export default function PrivacyPage() {
  useSignal(language);
  const user = useSignal(me);
  const w = privacyWords();
  const columns: Column<Row>[] = [
    { key: 'what', head: w.heads.what, wide: true, cell: ([what]) => what },
    { key: 'long', head: w.heads.long, cell: ([, long]) => long },
    { key: 'who', head: w.heads.who, cell: ([, , who]) => who },
  ];
  return (
    <div class="privacy">
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <p class="lead">{w.intro}</p>
      <h2 class="utrecht-heading-2">{w.short}</h2>
      <ul class="privacy__points">
        {w.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <h2 class="utrecht-heading-2">{w.table}</h2>
      <Table caption={w.table} columns={columns} rows={w.rows} keyOf={([what]) => what} />
      <h2 class="utrecht-heading-2">{w.rights}</h2>
      <p>{w.rightsWhat}</p>
      {user && (
        <p>
          <a href="/inzage">{w.own}</a>
        </p>
      )}
      <h2 class="utrecht-heading-2">{w.resident}</h2>
      <p>{w.residentWhat}</p>
    </div>
  );
}
