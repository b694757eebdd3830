// De pool: looking through everybody without a question, with words or by what they know, where and when they can be
// had, and printing them as a list to call from. What is searched for stays in this page.
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { every } from '../../api/every';
import { hasRole, me, whenSomebodyElse } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button, ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { TextField } from '../../parts/field';
import { Load, sentenceOf, useLoaded, type Loaded } from '../../parts/loading';
import { useRested } from '../../parts/rested';
import { now } from '../../words/clock';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { CallList } from './call-list';
import { ChosenFilters, chosenFilters, FilterFields } from './filters';
import { addressOf, everyone, filtersFrom, most_read, noFilters, searchFor, sieve, type Filters, type Found, type Specialist } from './finding';
import { People } from './people';
import '../../parts/forms.css';
import './pool.css';
import { poolWords } from './words';

// The words looked for last: going back from a person finds them again. It is gone when the page is, or when somebody
// else is there.
let lastText = '';
whenSomebodyElse(() => (lastText = ''));

export default function Pool() {
  const w = poolWords();
  const code = useSignal(language);
  const { query, route } = useLocation();
  const [text, setText] = useState(lastText);
  lastText = text;
  const asked = useRested(text);
  const keeper = hasRole('coordinator') || hasRole('administrator');
  const pool = useLoaded(async () => ({ people: await everyone(keeper), readAt: now().toISOString() }), [keeper, code]);
  const filters = filtersFrom(query);
  const found = useLoaded<Found | undefined>(async () => (asked ? searchFor(asked, filters) : undefined), [asked, code, addressOf(filters)]);
  useEffect(() => {
    // Who comes back to this tab later sees who is reachable now.
    const onReturn = () => void (document.visibilityState === 'visible' && pool.again());
    document.addEventListener('visibilitychange', onReturn);
    return () => document.removeEventListener('visibilitychange', onReturn);
  }, [pool.again]);

  return (
    <div class="pool">
      <div class="page-head">
        <h1 class="utrecht-heading-1">{w.title}</h1>
        <div class="buttons no-print">
          {keeper && <ButtonLink href="/pool/uitnodigen">{w.invite}</ButtonLink>}
          {keeper && <ButtonLink href="/pool/nieuw">{w.add}</ButtonLink>}
          <Button disabled={!pool.data} onClick={() => window.print()}>
            {w.print}
          </Button>
        </div>
      </div>
      <p class="lead no-print">{w.lead}</p>
      <Load what={pool}>
        {({ people, readAt }) =>
          people.length === 0 ? (
            <Empty title={w.emptyPool}>
              <p>{w.emptyPoolWhat}</p>
            </Empty>
          ) : (
            <Finding
              people={people}
              readAt={readAt}
              keeper={keeper}
              text={text}
              asked={asked}
              found={found}
              filters={filters}
              onText={setText}
              onFilters={(next) => route(addressOf(next), true)}
            />
          )
        }
      </Load>
    </div>
  );
}

interface FindingProps {
  people: Specialist[];
  readAt: string;
  keeper: boolean;
  text: string;
  asked: string;
  found: Loaded<Found | undefined>;
  filters: Filters;
  onText: (text: string) => void;
  onFilters: (filters: Filters) => void;
}

function Finding({ people, readAt, keeper, text, asked, found, filters, onText, onFilters }: FindingProps) {
  const w = poolWords();
  const places = useLoaded(() => every((offset, limit) => answer(api.GET('/neighbourhoods', { params: { query: { offset, limit } } }))), []);
  const words = asked ? found.data : undefined;
  const searched = useMemo(() => inOrder(people, words), [people, words]);
  const shown = useMemo(() => sieve(searched, filters), [searched, addressOf(filters)]);
  const neighbourhoods = (places.data ?? []).filter((each) => filters.municipality === '' || each.municipality === filters.municipality).map((each) => each.name);
  const narrowed = [...chosenFilters(filters).map((each) => each.label), ...(asked ? [w.listWords] : [])];
  return (
    <>
      <form
        class="card pool-search no-print"
        role="search"
        onSubmit={(event) => event.preventDefault()}
      >
        <TextField label={w.search} type="search" maxLength={300} placeholder={w.searchPlaceholder} value={text} onInput={onText} />
        <FilterFields people={searched} filters={filters} neighbourhoods={[...new Set(neighbourhoods)]} keeper={keeper} onChange={onFilters} />
        <ChosenFilters filters={filters} onChange={onFilters} />
      </form>
      {people.length >= most_read && <Alert kind="info">{w.notAll(most_read)}</Alert>}
      {found.error && asked && <Alert kind="error">{sentenceOf(found.error)}</Alert>}
      <div class="pool-count no-print">
        <p role="status">{w.count(shown.length, asked !== '')}</p>
        {words?.didYouMean && (
          <p>
            {w.didYouMean}{' '}
            <button type="button" class="text-button" onClick={() => onText(words.didYouMean ?? '')}>
              {words.didYouMean}
            </button>
            ?
          </p>
        )}
      </div>
      {shown.length === 0 && (
        <Empty title={w.empty}>
          <p>{w.emptyWhat}</p>
          {filters.topic && !asked && (
            <Button
              onClick={() => {
                onText(filters.topic);
                onFilters({ ...filters, topic: '' });
              }}
            >
              {w.emptyTopic(filters.topic)}
            </Button>
          )}
          <Button
            look="quiet"
            onClick={() => {
              onText('');
              onFilters(noFilters);
            }}
          >
            {w.clear}
          </Button>
        </Empty>
      )}
      <People key={`${asked}|${addressOf(filters)}`} people={shown} passages={words?.passages} words={asked} severalPlaces={(me.value?.municipalities.length ?? 0) > 1} />
      <CallList people={shown} narrowed={narrowed} readAt={readAt} />
    </>
  );
}

// With words: those found, best first. Without: everybody.
function inOrder(people: Specialist[], found: Found | undefined): Specialist[] {
  if (!found) return people;
  const byId = new Map(people.map((person) => [person.id, person]));
  return found.people.map((person) => byId.get(person.id) ?? person);
}
