// What a file would change of the vocabulary: by topic and by list, which words come and which go, each said in words.
import type { Schemas } from '../../api/client';
import { sayAge, sayLifeDomain } from '../../words/lists';
import { vocabularyWords } from './words';

type Report = Schemas['TopicImport'];
type Change = Schemas['TopicImportChange'];
type Lists = Change['difference']['lists'];

function said(list: Lists[number]['list'], entries: string[]): string {
  const say = list === 'lifeDomains' ? sayLifeDomain : list === 'ageGroups' ? sayAge : String;
  return entries.map(say).join(', ');
}

function outcomeOf({ outcome, retired }: Change): 'added' | 'changed' | 'retired' | 'restored' {
  if (retired === undefined) return outcome;
  return retired ? 'retired' : 'restored';
}

function Difference({ change }: { change: Change }) {
  const w = vocabularyWords();
  const { term, lists } = change.difference;
  return (
    <>
      {term && change.outcome !== 'added' && <p>{w.historyTerm(term)}</p>}
      {lists.length > 0 && (
        <dl class="facts facts--narrow">
          {lists.map(({ list, added, removed }) => (
            <div key={list}>
              <dt>{w.lists[list]}</dt>
              {removed.length > 0 && <dd class="topic-change__gone">{w.listRemoved(removed.length, said(list, removed))}</dd>}
              {added.length > 0 && <dd>{w.listAdded(added.length, said(list, added))}</dd>}
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

export function Changes({ report }: { report: Report }) {
  const w = vocabularyWords();
  const { changes } = report;
  if (changes.length === 0) return null;
  const untold = report.added + report.changed - changes.length;
  const told = changes.reduce((sum, { difference }) => sum + difference.lists.reduce((of, { removed }) => of + removed.length, 0), 0);
  return (
    <section class="topic-changes">
      <h3 class="utrecht-heading-3">{report.kept ? w.importChanged : w.importChanges}</h3>
      <ul class="plain">
        {changes.map((change) => (
          <li key={change.code}>
            <p class="topic-change__name">
              <strong>{change.term}</strong> <span class="quiet">· {w.outcomes[outcomeOf(change)]} · {w.importLine(change.line)}</span>
            </p>
            <Difference change={change} />
          </li>
        ))}
      </ul>
      {untold > 0 && <p>{told < report.removals ? w.importMoreLosing(untold) : w.importMore(untold)}</p>}
    </section>
  );
}
