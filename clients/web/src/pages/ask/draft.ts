// The draft of a question on the server: opened, saved, saved again, and whether what stands on the screen was saved.
import { useLocation } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { answer, answered, api, Refused, type Schemas } from '../../api/client';
import { useDoing, type Doing } from '../../parts/doing';
import { useOnce } from './once';
import { contentOf, emptyQuestion, questionOf, type Question } from './question';

export interface DraftKept {
  id: string;
  deletedAt: string;
}

export interface DraftOf {
  kept: DraftKept | undefined;
  /** True when all of `question` is in the draft. */
  holds: (question: Question) => boolean;
  /** True when it had changed elsewhere and was therefore saved beside it, as a draft of its own. */
  savedBeside: boolean;
  saving: Doing;
  save: (question: Question) => Promise<boolean>;
  open: (id: string) => Promise<Opened>;
  /** From now on what stands on the screen is this draft. */
  take: (opened: Opened) => void;
  /** What stands on the screen is no draft; what was kept stays at the server. */
  forget: () => void;
}

export interface Opened {
  question: Question;
  draft: Schemas['Draft'];
  etag: string;
}

const statusNotFound = 404;
const statusStale = 412;

export function useDraft(): DraftOf {
  const [kept, setKept] = useState<DraftKept>();
  const [savedBeside, setSavedBeside] = useState(false);
  const saving = useDoing();
  const etag = useRef('');
  const content = useRef(JSON.stringify(contentOf(emptyQuestion)));
  const once = useOnce();
  const { route } = useLocation();

  function keep(draft: Schemas['Draft'], tag: string, saved: Schemas['DraftInput']) {
    etag.current = tag;
    content.current = JSON.stringify(saved);
    setKept({ id: draft.id, deletedAt: draft.deletedAt });
    // Opening this address again opens the draft; it says nothing of the case.
    history.replaceState(history.state, '', `/?concept=${draft.id}`);
  }
  async function saveAnew(body: Schemas['DraftInput']) {
    const made = await once([body, etag.current], body, (each, key) => answered(api.POST('/drafts', { params: { header: { 'Idempotency-Key': key } }, body: each })));
    keep(made.data, made.etag, body);
  }
  async function saveAgain(id: string, body: Schemas['DraftInput']) {
    const made = await answered(api.PUT('/drafts/{draftId}', { params: { path: { draftId: id }, header: { 'If-Match': etag.current } }, body }));
    keep(made.data, made.etag, body);
  }
  return {
    kept,
    savedBeside,
    saving,
    holds: (question) => JSON.stringify(contentOf(question)) === content.current,
    save: (question) =>
      saving.run(async () => {
        const body = contentOf(question);
        setSavedBeside(false);
        if (!kept) return saveAnew(body);
        try {
          await saveAgain(kept.id, body);
        } catch (error) {
          if (!(error instanceof Refused) || ![statusNotFound, statusStale].includes(error.status)) throw error;
          await saveAnew(body);
          setSavedBeside(error.status === statusStale);
        }
      }),
    open: async (id) => {
      const found = await answered(api.GET('/drafts/{draftId}', { params: { path: { draftId: id } } }));
      return { question: await questionOf(found.data), draft: found.data, etag: found.etag };
    },
    take: ({ question, draft, etag: tag }) => {
      setSavedBeside(false);
      keep(draft, tag, contentOf(question));
    },
    forget: () => {
      setKept(undefined);
      setSavedBeside(false);
      content.current = JSON.stringify(contentOf(emptyQuestion));
      if (!location.search) return;
      // Those who look at the address hear of it; the state of this step of history stays.
      const { state } = history;
      route('/', true);
      history.replaceState(state, '', '/');
    },
  };
}

export async function throwAway(id: string): Promise<void> {
  await answer(api.DELETE('/drafts/{draftId}', { params: { path: { draftId: id } } }));
}
