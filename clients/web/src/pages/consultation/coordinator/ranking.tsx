// Why these people: for the coordinator, the order that was kept when the question was sent beside the one that it would
// get now. Fetched when somebody wants to see it, since looking at it goes on record.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { Alert } from '../../../parts/alert';
import { Button } from '../../../parts/button';
import { Load, useLoaded } from '../../../parts/loading';
import { Table, type Column } from '../../../parts/table';
import { language } from '../../../words/language';
import { useCase } from '../case';
import { rankingWords } from './ranking-words';

type Replay = Schemas['RankingReplay'];
type Person = Schemas['RankingPerson'];

const shown_first = 10;

export function Ranking() {
  const w = rankingWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="case-ranking">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2 class="utrecht-heading-3 case-side__fold">{w.title}</h2>
        </summary>
        {isOpen && <Fetched />}
      </details>
    </section>
  );
}

function Fetched() {
  const { id } = useCase();
  const replay = useLoaded(() => answer(api.GET('/consultations/{consultationId}/ranking', { params: { path: { consultationId: id } } })), [id, language.value]);
  return <Load what={replay}>{(found) => <ThenAndNow replay={found} />}</Load>;
}

function ThenAndNow({ replay }: { replay: Replay }) {
  const w = rankingWords();
  const [all, setAll] = useState(false);
  if (replay.people.length === 0) return <p class="quiet">{w.nobody}</p>;
  const rows = all ? replay.people : firstOf(replay.people);
  return (
    <>
      <p>{w.intro}</p>
      <Wholes replay={replay} />
      <Table caption={w.caption} columns={columns(replay)} rows={rows} keyOf={(person) => person.specialist.id} faded={(person) => !person.now && !replay.textGone} />
      {rows.length < replay.people.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {w.showAll(replay.people.length)}
        </Button>
      )}
    </>
  );
}

// Those who stood first then, and those who would now.
function firstOf(people: Person[]): Person[] {
  return people.filter((person) => Math.min(person.then?.place ?? Infinity, person.now?.place ?? Infinity) <= shown_first);
}

function Wholes({ replay }: { replay: Replay }) {
  const w = rankingWords();
  const told = [
    ...(replay.inputsKept ? [replay.reproduced ? w.reproduced : w.notReproduced, w.since(replay.weightsChanged, replay.vocabularyChanged)] : [w.notKept]),
    ...(replay.inputsKept && !replay.reproduced && !replay.weightsChanged && !replay.vocabularyChanged ? [w.otherProgram] : []),
    ...(replay.textGone ? [w.textGone] : []),
  ];
  return (
    <>
      <Alert kind="info">
        <ul class="plain">
          {told.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Alert>
      <dl class="facts facts--narrow">
        {replay.describedThen && (
          <div>
            <dt>{w.understoodThen}</dt>
            <dd lang="nl">{replay.describedThen}</dd>
          </div>
        )}
        {replay.describedNow && replay.describedNow !== replay.describedThen && (
          <div>
            <dt>{w.understoodNow}</dt>
            <dd lang="nl">{replay.describedNow}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function columns(replay: Replay): Column<Person>[] {
  const w = rankingWords();
  const place = (which: 'then' | 'now') => (person: Person) => person[which]?.place ?? <span class="quiet">{which === 'now' && replay.textGone ? w.unknown : w.notAmong}</span>;
  return [
    {
      key: 'person',
      head: w.person,
      cell: ({ specialist }) => (
        <a href={`/pool/${specialist.id}`}>
          {specialist.name}
        </a>
      ),
    },
    { key: 'then', head: w.then, cell: place('then'), numeric: true },
    { key: 'now', head: w.now, cell: place('now'), numeric: true },
    { key: 'why', head: w.why, cell: (person) => <Reasons person={person} />, wide: true },
    { key: 'changes', head: w.changes, cell: (person) => <Changes person={person} />, wide: true },
  ];
}

function Reasons({ person }: { person: Person }) {
  const w = rankingWords();
  const reasons = (person.then ?? person.now)?.reasons ?? [];
  if (reasons.length === 0) return <span class="quiet">{w.noReasons}</span>;
  return (
    <ul class="plain">
      {reasons.map((reason) => (
        <li key={reason.text}>
          {reason.text} <span class="quiet">({w.share(reason.share)})</span>
        </li>
      ))}
    </ul>
  );
}

function Changes({ person }: { person: Person }) {
  const w = rankingWords();
  if (person.changes.length === 0) return <span class="quiet">{w.nothing}</span>;
  return (
    <ul class="plain">
      {person.changes.map((change) => (
        <li key={change.code}>{change.text}</li>
      ))}
    </ul>
  );
}
