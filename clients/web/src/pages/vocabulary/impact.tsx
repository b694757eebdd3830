// Whom a topic touches, and before a change is saved whom that would touch: how many, and which profiles.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import { bodyOf, type Draft } from './draft';
import { vocabularyWords } from './words';

type Use = Schemas['TopicUse'];

const pause_ms = 250;

export interface Preview {
  /** Of the draft as it is; absent while it is not known. */
  use: Use | undefined;
  /** Why the draft cannot be saved as it is. */
  fault: Refused | undefined;
  busy: boolean;
}

/** Asks the server what a draft would touch, once the changing rests for a moment. */
export function usePreview(draft: Draft, code: string, retired: boolean, isDirty: boolean): Preview {
  const [preview, setPreview] = useState<Preview>({ use: undefined, fault: undefined, busy: false });
  const turn = useRef(0);
  const body = JSON.stringify({ ...bodyOf(draft), retired, ...(code ? { code } : {}) });
  const wanted = isDirty && draft.term.trim() !== '';
  useEffect(() => {
    const mine = ++turn.current;
    if (!wanted) {
      setPreview({ use: undefined, fault: undefined, busy: false });
      return undefined;
    }
    setPreview((now) => ({ ...now, busy: true }));
    const timer = setTimeout(async () => {
      const put = (found: Preview) => mine === turn.current && setPreview(found);
      try {
        const { use } = await answer(api.POST('/vocabulary/_preview', { body: JSON.parse(body) as Schemas['TopicPreviewInput'] }));
        put({ use, fault: undefined, busy: false });
      } catch (fault) {
        put({ use: undefined, fault: fault instanceof Refused ? fault : undefined, busy: false });
      }
    }, pause_ms);
    return () => clearTimeout(timer);
  }, [body, wanted]);
  return preview;
}

export function Impact({ use, preview, isDirty }: { use: Use | undefined; preview: Preview; isDirty: boolean }) {
  const w = vocabularyWords();
  const shown = isDirty ? preview.use : use;
  const said = shown ? w.touches(shown.profiles.total, shown.questions) : preview.busy ? w.touching : w.cannotTell;
  return (
    <section class={`topic-impact${isDirty ? ' topic-impact--soon' : ''}`}>
      <p class="topic-impact__said" role="status">
        {said}
      </p>
      <p class="quiet">{isDirty ? w.touchesSoon : w.touchesNow}</p>
      {shown && shown.profiles.total > 0 && (
        <details>
          <summary>{w.touchingWho}</summary>
          <ul>
            {shown.profiles.items.map((each) => (
              <li key={each.id}>
                <a href={`/pool/${each.id}`} target="_blank" rel="noopener">
                  {each.name}
                </a>
                {each.title && <span class="quiet"> · {each.title}</span>}
              </li>
            ))}
          </ul>
          {shown.profiles.total > shown.profiles.items.length && <p class="quiet">{w.touchingMore(shown.profiles.total - shown.profiles.items.length)}</p>}
        </details>
      )}
    </section>
  );
}
