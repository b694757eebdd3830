// A part of the list under its heading: what is there so far, searched in when asked, and more of it on demand.
import { useEffect } from 'preact/hooks';
import { frameWords } from '../../frame/words';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { sentenceOf } from '../../parts/loading';
import { page_size, type Consultation, type Paged } from './paged';
import { Row, type Due } from './row';
import { lineOf } from '../consultation/line';
import { mineWords } from './words';

/** A list without those that another shows. */
export function without(list: Paged, other: Paged): Paged {
  const shown = new Set(other.items?.map((each) => each.id));
  const items = list.items?.filter((each) => !shown.has(each.id));
  const left = (list.items?.length ?? 0) - (items?.length ?? 0);
  return { ...list, items, total: list.total - left };
}

interface Props {
  title: string;
  list: Paged;
  search: string;
  /** What comes next, when that is not what it is for the asker. */
  dueOf?: (consultation: Consultation) => Due;
}

function matches(line: string, search: string): boolean {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const all = fold(line);
  return fold(search)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** The consultations of a list whose first line has all words of the search. */
export function searched(list: Paged, search: string) {
  return (list.items ?? []).filter((each) => !search.trim() || matches(`${each.subject ?? ''} ${lineOf(each)}`, search.trim()));
}

export function Section({ title, list, search, dueOf }: Props) {
  const w = mineWords();
  const shown = searched(list, search);
  const loaded = list.items?.length ?? 0;
  const rest = list.total - loaded;
  if (list.error && !list.items) {
    return (
      <Alert kind="error" title={frameWords().failed}>
        <p>{sentenceOf(list.error)}</p>
        <Button onClick={() => void list.again()}>{frameWords().again}</Button>
      </Alert>
    );
  }
  if (!list.items || (shown.length === 0 && rest <= 0)) return null;
  const id = `deel-${title.replace(/\W+/g, '-')}`;
  return (
    <section class="question-rows" aria-labelledby={id}>
      <h2 id={id} class="utrecht-heading-2">
        {title} <span class="quiet question-rows__count">{w.count(search.trim() ? shown.length : loaded, list.total)}</span>
      </h2>
      <ul class="plain">
        {shown.map((each) => (
          <Row key={each.id} consultation={each} dueOf={dueOf} />
        ))}
      </ul>
      {list.error && <Alert kind="error">{sentenceOf(list.error)}</Alert>}
      {rest > 0 && <More list={list} rest={rest} />}
    </section>
  );
}

export function More({ list, rest }: { list: Paged; rest: number }) {
  const w = mineWords();
  async function more() {
    const first = await list.more();
    if (first) requestAnimationFrame(() => document.getElementById(`vraag-${first}`)?.focus());
  }
  return (
    <Button busy={list.busy} onClick={() => void more()}>
      {w.more(Math.min(rest, page_size))}
    </Button>
  );
}

/** Fetches anew when somebody comes back to the page after a while. */
export function useFreshOnReturn(lists: Paged[]): void {
  useEffect(() => {
    let left_ms = 0;
    const changed = () => {
      if (document.visibilityState === 'hidden') left_ms = performance.now();
      else if (left_ms > 0 && performance.now() - left_ms > 60_000) for (const list of lists) if ((list.items?.length ?? 0) <= page_size) void list.again();
    };
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  });
}
