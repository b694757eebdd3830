// What the access log says about oneself: who looked at one's questions, and what one did. For everybody; looking is
// itself recorded by the server.
import { useLocation } from 'preact-iso';
import { answer, api, type Schemas } from '../../api/client';
import { hasRole } from '../../frame/session';
import { Empty } from '../../parts/empty';
import { Load, useLoaded } from '../../parts/loading';
import { pageOf } from '../../parts/page-of';
import { Paging } from '../../parts/paging';
import { Table, type Column } from '../../parts/table';
import { Tabs } from '../../parts/tabs';
import { language, sayMoment } from '../../words/language';
import { useSignal } from '../../words/signal';
import { ExactMoment } from './exact-moment';
import { ownWords } from './own-words';
import { rolesOf, whatOf, whyOf } from './said';
import { stepWords } from './step-words';
import './log.css';

type Entry = Schemas['AuditEntry'];
type Look = 'vragen' | 'ik';

const page_size = 50;
const own = '/inzage';

function looks(): Look[] {
  return hasRole('team_member') || hasRole('partner') ? ['vragen', 'ik'] : ['ik'];
}

function hrefOf(look: Look, page: number): string {
  const query = new URLSearchParams();
  if (look !== looks()[0]) query.set('blik', look);
  if (page > 1) query.set('blad', String(page));
  const text = query.toString();
  return text ? `${own}?${text}` : own;
}

function columnsOf(look: Look): Column<Entry>[] {
  const w = stepWords();
  const when: Column<Entry> = { key: 'when', head: w.when, cell: (entry) => <ExactMoment at={entry.at} /> };
  const who: Column<Entry> = {
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
  };
  const where: Column<Entry> = {
    key: 'where',
    head: w.readings.where,
    cell: (entry) => (entry.origin === 'demo' ? w.readings.demo : entry.origin),
  };
  const rest: Column<Entry>[] = [
    { key: 'what', head: w.what, wide: true, cell: whatOf },
    { key: 'why', head: w.readings.why, cell: whyOf },
    {
      key: 'about',
      head: w.about,
      cell: (entry) =>
        entry.consultation ? (
          <a href={`/vragen/${entry.consultation}`}>
            {w.consultation}
            <span class="visually-hidden">, {sayMoment(entry.at)}</span>
          </a>
        ) : (
          '–'
        ),
    },
  ];
  return look === 'vragen' ? [when, who, ...rest] : [when, ...rest, where];
}

function Entries({ look, page }: { look: Look; page: number }) {
  const w = ownWords();
  const list = useLoaded(
    () =>
      answer(
        api.GET('/audit-entries', {
          params: { query: { own: look === 'vragen' ? 'to_my_questions' : 'by_me', offset: (page - 1) * page_size, limit: page_size } },
        }),
      ),
    [look, page],
  );
  return (
    <Load what={list}>
      {({ items, total }) => (
        <>
          <p class="log__count" role="status">
            {w.count(total)}
          </p>
          {items.length === 0 ? (
            <Empty title={w.none[look]}>
              <p>{w.noneWhat}</p>
            </Empty>
          ) : (
            <>
              <Table caption={w.looks[look]} columns={columnsOf(look)} rows={items} keyOf={(entry) => `${entry.segment}/${entry.seq}`} />
              <Paging page={page} size={page_size} total={total} href={(wanted) => hrefOf(look, wanted)} />
            </>
          )}
        </>
      )}
    </Load>
  );
}

export default function OwnLogPage() {
  useSignal(language);
  const w = ownWords();
  const { query } = useLocation();
  const all = looks();
  const look = all.find((each) => each === query['blik']) ?? all[0] ?? 'ik';
  const page = pageOf(query['blad']);
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <p class="lead">{w.intro}</p>
      {all.length > 1 && <Tabs label={w.tabs} tabs={all.map((each) => ({ href: hrefOf(each, 1), label: w.looks[each], current: each === look }))} />}
      <p class="quiet">{w.what[look]}</p>
      <Entries key={look} look={look} page={page} />
      <p>
        <a href="/privacy">{w.more}</a>
      </p>
    </>
  );
}
