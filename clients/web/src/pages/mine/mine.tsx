// Mijn vragen: what waits for me first, then what runs by its next deadline, then what is done. The filter stands in
// the address; searching looks in the lines that are shown.
import { useLocation } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { hasRole } from '../../frame/session';
import { frameWords } from '../../frame/words';
import { ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { TextField } from '../../parts/field';
import { now } from '../../words/clock';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { follow_up_after_ms } from '../consultation/reader';
import { usePaged, type Paged, type Wanted } from './paged';
import { searched, Section, useFreshOnReturn, without } from './section';
import { mineWords } from './words';
import './mine.css';

const filters = ['all', 'waiting', 'running', 'advised', 'lookBack', 'closed'] as const;
type Filter = (typeof filters)[number];

// As they stand in the address.
const inAddress: Record<Filter, string> = { all: '', waiting: 'wacht', running: 'loopt', advised: 'advies', lookBack: 'terugkijken', closed: 'afgesloten' };

const mine = { relation: 'asked' } as const;

/** What each part of the list wants of the server under a filter; nothing when the filter leaves it out. */
function wantedUnder(filter: Filter, closedBefore: string): Record<'forMe' | 'lookBack' | 'running' | 'done', Wanted | undefined> {
  const asks = (...states: NonNullable<Wanted['state']>): Wanted => ({ ...mine, state: states, order: 'deadline_first' });
  const only = (fits: boolean, wanted: Wanted) => (fits ? wanted : undefined);
  const waits = filter === 'all' || filter === 'waiting';
  const forMe = filter === 'advised' ? asks('advised') : only(waits, asks('awaiting_asker', 'advised'));
  return {
    forMe,
    lookBack: only(waits || filter === 'lookBack', { ...mine, state: ['closed'], withoutFollowUp: true, closedBefore }),
    running: only(filter === 'all' || filter === 'running', asks('open', 'with_coordinator', 'in_consultation', ...(filter === 'running' ? (['awaiting_asker'] as const) : []))),
    done: only(filter === 'all' || filter === 'closed', { ...mine, state: ['closed', 'withdrawn', 'followed_up'] }),
  };
}

export default function Mine() {
  useSignal(language);
  const w = mineWords();
  const { query, route } = useLocation();
  const filter = filters.find((each) => inAddress[each] !== '' && inAddress[each] === query['toon']) ?? 'all';
  const [search, setSearch] = useState('');
  const closedBefore = useMemo(() => new Date(now().getTime() - follow_up_after_ms).toISOString(), []);
  const wanted = wantedUnder(filter, closedBefore);
  const forMe = usePaged(wanted.forMe);
  const lookBack = usePaged(wanted.lookBack);
  const running = usePaged(wanted.running);
  const done = usePaged(wanted.done);
  const parts = [
    { list: forMe, wanted: wanted.forMe, title: filter === 'advised' ? w.advised : w.forYou },
    { list: lookBack, wanted: wanted.lookBack, title: w.lookBack },
    { list: running, wanted: wanted.running, title: w.others },
    // What is to be looked back on stands above already.
    { list: filter === 'all' ? without(done, lookBack) : done, wanted: wanted.done, title: w.done },
  ].filter((part) => part.wanted !== undefined);
  const lists = parts.map((part) => part.list);
  useFreshOnReturn(lists);
  const isLoading = lists.some((list) => !list.items && !list.error);
  const isEmpty = lists.every((list) => list.items && list.total === 0);

  return (
    <div class="mine">
      <div class="page-head">
        <h1 class="utrecht-heading-1">{w.title}</h1>
        <AskButton />
      </div>
      <Filters chosen={filter} onChoose={(next) => route(inAddress[next] ? `/vragen?toon=${inAddress[next]}` : '/vragen', true)} />
      {!isEmpty && !isLoading && <Search search={search} onSearch={setSearch} lists={lists} />}
      {isLoading && (
        <p class="quiet" role="status">
          {frameWords().loading}
        </p>
      )}
      {!isLoading && isEmpty && <Nothing filter={filter} />}
      {!isLoading && parts.map((part) => <Section key={part.title} title={capital(part.title)} list={part.list} search={search} />)}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function AskButton() {
  const w = mineWords();
  if (hasRole('team_member')) return <ButtonLink href="/">{w.ask}</ButtonLink>;
  return hasRole('partner') ? <ButtonLink href="/wijkteam">{w.askPartner}</ButtonLink> : null;
}

function Filters({ chosen, onChoose }: { chosen: Filter; onChoose: (filter: Filter) => void }) {
  const w = mineWords();
  return (
    <div class="mine-filters" role="group" aria-label={w.filters}>
      {filters.map((each) => (
        <button key={each} type="button" class="mine-filter" aria-pressed={each === chosen} onClick={() => onChoose(each)}>
          {w[each]}
        </button>
      ))}
    </div>
  );
}

function Search({ search, onSearch, lists }: { search: string; onSearch: (search: string) => void; lists: Paged[] }) {
  const w = mineWords();
  const count = lists.reduce((sum, list) => sum + searched(list, search).length, 0);
  const isPartial = lists.some((list) => list.total > (list.items?.length ?? 0));
  return (
    <div class="mine__search" role="search">
      <TextField label={w.search} type="search" help={isPartial && search.trim() ? w.moreSearch : undefined} maxLength={80} value={search} onInput={onSearch} />
      <p class={search.trim() && count === 0 ? '' : 'visually-hidden'} role="status">
        {search.trim() ? w.found(count) : ''}
      </p>
    </div>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const w = mineWords();
  if (filter === 'all') {
    const isPartner = !hasRole('team_member');
    return (
      <Empty title={w.emptyAll}>
        <p>{isPartner ? w.emptyPartnerWhat : w.emptyAllWhat}</p>
        {!isPartner && <ButtonLink href="/gesprek">{w.phone}</ButtonLink>}
      </Empty>
    );
  }
  return (
    <Empty title={filter === 'waiting' ? w.emptyWaiting : w.emptyFilter}>
      <p>{filter === 'waiting' ? w.emptyWaitingWhat : w.emptyFilterWhat}</p>
      <ButtonLink href="/vragen">{w.showAll}</ButtonLink>
    </Empty>
  );
}
