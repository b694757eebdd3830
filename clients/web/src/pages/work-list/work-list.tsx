// The coordinator's work list: six short lists of what needs somebody now, each line with its age and one step,
// and what nobody in the pool knows of.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { Load } from '../../parts/loading';
import { language, sayMoment } from '../../words/language';
import { useSignal } from '../../words/signal';
import { useWork, type Work } from './fetching';
import { Gaps } from './gaps';
import { LookBackRow, MineRow, OverdueRow, ProfileRow, ReviewRow, WaitingRow } from './rows';
import { workWords } from './words';
import './work-list.css';

type ListName = 'waiting' | 'overdue' | 'mine' | 'toReview' | 'toLookBack' | 'profiles';

const names: ListName[] = ['waiting', 'overdue', 'mine', 'toReview', 'toLookBack', 'profiles'];
const shown_at_first = 5;

function keysOf(work: Work, name: ListName): string[] {
  return name === 'profiles' ? work.profiles.map((each) => each.specialist.id) : work[name].map((each) => each.id);
}

function rowsOf(work: Work, name: ListName, isNew: (key: string) => boolean): ComponentChildren[] {
  switch (name) {
    case 'waiting':
      return work.waiting.map((each) => <WaitingRow key={each.id} consultation={each} isNew={isNew(each.id)} />);
    case 'overdue':
      return work.overdue.map((each) => <OverdueRow key={each.id} consultation={each} isNew={isNew(each.id)} />);
    case 'mine':
      return work.mine.map((each) => <MineRow key={each.id} consultation={each} isNew={isNew(each.id)} reason={work.reasons.get(each.id)} isDeputy={work.isDeputy} />);
    case 'toReview':
      return work.toReview.map((each) => <ReviewRow key={each.id} consultation={each} isNew={isNew(each.id)} />);
    case 'toLookBack':
      return work.toLookBack.map((each) => <LookBackRow key={each.id} consultation={each} isNew={isNew(each.id)} />);
    case 'profiles':
      return work.profiles.map((each) => <ProfileRow key={each.specialist.id} attention={each} isNew={isNew(each.specialist.id)} />);
  }
}

/** Which keys were not there when the page was opened, and a sentence about lists that changed since the last look. */
function useNews(work: Work): { isNew: (name: ListName, key: string) => boolean; told: string } {
  const first = useRef<Record<ListName, Set<string>>>();
  const before = useRef<Work>(work);
  const [told, setTold] = useState('');
  first.current ??= Object.fromEntries(names.map((name) => [name, new Set(keysOf(work, name))])) as Record<ListName, Set<string>>;
  useEffect(() => {
    const last = before.current;
    before.current = work;
    if (last === work) return;
    const w = workWords();
    const changed = names.filter((name) => keysOf(last, name).join() !== keysOf(work, name).join());
    setTold(changed.map((name) => w.changed(w.lists[name].title, keysOf(work, name).length)).join(' '));
  }, [work]);
  return { isNew: (name, key) => !first.current?.[name].has(key), told };
}

function List({ name, rows }: { name: ListName; rows: ComponentChildren[] }) {
  const w = workWords();
  const id = useId();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, shown_at_first);
  const list = w.lists[name];
  return (
    <section class="work__list" id={name} aria-labelledby={id}>
      <h2 class="utrecht-heading-2" id={id}>
        {list.title} <span class="work__count">{rows.length}</span>
      </h2>
      {rows.length === 0 ? (
        <Empty title={list.empty}>
          <p>{list.emptyWhat}</p>
        </Empty>
      ) : (
        <>
          <p class="quiet">{list.what}</p>
          <ul class="work__lines" id={`${id}-lines`}>
            {shown}
          </ul>
          {rows.length > shown_at_first && (
            <Button look="quiet" expanded={all} controls={`${id}-lines`} onClick={() => setAll(!all)}>
              {all ? w.fewer : w.all(rows.length)}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Lists({ work }: { work: Work }) {
  const w = workWords();
  const { isNew, told } = useNews(work);
  return (
    <>
      <nav class="work__overview" aria-label={w.overview}>
        {names.map((name) => {
          const count = keysOf(work, name).length;
          return (
            <a key={name} class={`work__tile${count === 0 ? ' work__tile--none' : ''}`} href={`#${name}`}>
              <span class="work__number">{count}</span> {w.lists[name].title}
            </a>
          );
        })}
      </nav>
      <p class="visually-hidden" role="status">
        {told}
      </p>
      {names.map((name) => (
        <List key={name} name={name} rows={rowsOf(work, name, (key) => isNew(name, key))} />
      ))}
      <Gaps gaps={work.gaps} />
    </>
  );
}

export default function WorkPage() {
  useSignal(language);
  const w = workWords();
  const work = useWork();
  return (
    <>
      <div class="page-head">
        <h1 class="utrecht-heading-1">{w.title}</h1>
        {work.data && (
          <p class="work__updated quiet">
            {w.updated(sayMoment(work.data.fetchedAt.toISOString()))}{' '}
            <Button look="quiet" busy={work.busy} onClick={() => void work.refresh()}>
              {w.refresh}
            </Button>
          </p>
        )}
      </div>
      <p class="lead">{w.intro}</p>
      {work.error && work.data && <Alert kind="warning">{w.refreshFailed}</Alert>}
      <Load what={work}>{(data) => <Lists work={data} />}</Load>
    </>
  );
}
