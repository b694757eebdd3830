// What the server reads in somebody's own text, as chips to take over one by one or all at once. Nothing of the text
// is kept for it.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { sayAge, sayLanguage, sayLifeDomain } from '../../words/lists';
import { holdsWord, withWord, type Draft, type ListName } from './draft';
import { profileWords } from './words';

type Proposal = Schemas['ProfileProposal'];

export interface Proposed {
  list: ListName;
  value: string;
  label: string;
  words?: string[];
}

const lists: ListName[] = ['topics', 'lifeDomains', 'laws', 'ageGroups', 'targetGroups', 'languages', 'neighbourhoods'];

/** Every proposal as a word for one of the lists of a profile. */
export function proposedIn(proposal: Proposal): Proposed[] {
  const say: Partial<Record<ListName, (value: string) => string>> = { lifeDomains: sayLifeDomain, ageGroups: sayAge, languages: sayLanguage };
  return lists.flatMap((list): Proposed[] => {
    if (list === 'topics') return proposal.topics.map((topic) => ({ list, value: topic.term, label: topic.term, words: topic.words }));
    return proposal[list].map((value) => ({ list, value, label: say[list]?.(value) ?? value }));
  });
}

/** The draft's lists with these in them. */
export function taken(draft: Draft, proposed: Proposed[]): Partial<Draft> {
  const part: Partial<Record<ListName, string[]>> = {};
  for (const each of proposed) part[each.list] = withWord(part[each.list] ?? draft[each.list], each.value);
  return part;
}

export async function proposalsFor(text: string): Promise<Proposed[]> {
  return proposedIn(await answer(api.POST('/profile-proposals', { body: { text } })));
}

export function Proposals({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const w = profileWords();
  const doing = useDoing();
  const [proposed, setProposed] = useState<Proposed[]>();
  const open = proposed?.filter((each) => !holdsWord(draft[each.list], each.value));
  return (
    <div class="proposals">
      <Button busy={doing.busy} disabled={draft.summary.trim().length < 10} onClick={() => void doing.run(async () => setProposed(await proposalsFor(draft.summary)))}>
        {w.propose}
      </Button>
      <Faults fault={doing.fault} />
      <div role="status">
        {open && open.length === 0 && <p class="proposals__none">{w.proposedNothing}</p>}
        {open && open.length > 0 && <p class="proposals__lead">{w.proposed}</p>}
      </div>
      {open && open.length > 0 && (
        <>
          <ProposedChips proposed={open} onTake={(each) => onChange(taken(draft, [each]))} />
          <div class="buttons">
            <Button onClick={() => onChange(taken(draft, open))}>{w.takeAll}</Button>
            <Button look="quiet" onClick={() => setProposed(undefined)}>
              {w.notThese}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function ProposedChips({ proposed, onTake }: { proposed: Proposed[]; onTake: (proposed: Proposed) => void }) {
  const w = profileWords();
  const box = useRef<HTMLDListElement>(null);
  function take(each: Proposed) {
    const at = [...(box.current?.querySelectorAll('button') ?? [])].indexOf(document.activeElement as HTMLButtonElement);
    onTake(each);
    // The chip that had the focus is gone: on to the next one.
    requestAnimationFrame(() => {
      const buttons = box.current?.querySelectorAll<HTMLElement>('button');
      if (at >= 0) buttons?.[Math.min(at, buttons.length - 1)]?.focus();
    });
  }
  return (
    <dl class="proposals__lists" ref={box}>
      {lists
        .filter((list) => proposed.some((each) => each.list === list))
        .map((list) => (
          <div key={list}>
            <dt>{w.kinds[list]}</dt>
            <dd>
              <ul class="chips">
                {proposed
                  .filter((each) => each.list === list)
                  .map((each) => (
                    <li key={each.value}>
                      <button type="button" class="chip chip--offer" title={each.words?.length ? w.fromWords(each.words.join(', ')) : undefined} aria-label={w.take(each.label)} onClick={() => take(each)}>
                        + {each.label}
                      </button>
                    </li>
                  ))}
              </ul>
            </dd>
          </div>
        ))}
    </dl>
  );
}
