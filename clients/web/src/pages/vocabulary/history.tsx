// What was changed of a topic, by whom and when, the newest first.
import { answer, api, type Schemas } from '../../api/client';
import { Load, useLoaded } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { vocabularyWords } from './words';

type Event = Schemas['TopicEvent'];

const most = 50;

function what(event: Event): string[] {
  const w = vocabularyWords();
  const { term, lists } = event.difference;
  const said: string[] = [];
  if (term && event.kind !== 'topic_added') said.push(w.historyTerm(term));
  for (const { list, added, removed } of lists) {
    if (added.length > 0) said.push(w.historyAdded(w.lists[list], added.join(', ')));
    if (removed.length > 0) said.push(w.historyRemoved(w.lists[list], removed.join(', ')));
  }
  return said;
}

export function History({ code, revision }: { code: string; revision: number }) {
  const w = vocabularyWords();
  const events = useLoaded(
    () => answer(api.GET('/vocabulary/topics/{code}/events', { params: { path: { code }, query: { limit: most } } })),
    [code, revision],
  );
  return (
    <section class="topic-history">
      <h3 class="utrecht-heading-3">{w.history}</h3>
      <Load what={events}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">{w.noHistory}</p>
          ) : (
            <ol>
              {items.map((event) => (
                <li key={event.seq}>
                  <span>
                    <Moment at={event.at} /> · {event.actor?.name ?? w.operator}
                  </span>
                  <br />
                  {what(event).length > 0 ? what(event).join('; ') : event.text}
                </li>
              ))}
            </ol>
          )
        }
      </Load>
    </section>
  );
}
