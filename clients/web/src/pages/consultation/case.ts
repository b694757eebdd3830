// The consultation that a page shows, for all parts of that page: what is known of it, which form is open, and how
// a step is taken at the server. It knows no words but those it is given.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Refused, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { useDoing, type Doing } from '../../parts/doing';
import type { Consultation, Message } from './fetching';
import { forget, useKept } from './kept';

export type Step = Schemas['Step'];

/** What a form is for: a step, or choosing a text to take away for good. */
export type Form = Step | 'redact';

export interface Case {
  id: string;
  consultation: Consultation;
  etag: string;
  messages: Message[] | undefined;
  open: Form | undefined;
  /** Opens a form, or closes the open one and gives the focus back to what opened it. */
  show: (form: Form | undefined) => void;
  refresh: () => Promise<void>;
  /** Says at the top what was done, and takes the reader there. */
  tell: (sentence: string) => void;
  /** The way of writing that the composer starts with when asked for: see thread/composer. */
  composeAs: (way: ComposerWay) => void;
  composer: { way: ComposerWay; asked: number } | undefined;
}

export type ComposerWay = 'reply' | 'ask_clarification' | 'ask_on' | 'write';

export const CaseContext = createContext<Case | undefined>(undefined);

export function useCase(): Case {
  const found = useContext(CaseContext);
  if (!found) throw new Error('a part of a consultation stands outside of one');
  return found;
}

export function may(found: Case, step: Step): boolean {
  return found.consultation.steps.includes(step);
}

/** Takes the focus to an element once what changed is drawn. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(id);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });
}

export interface StepDoing extends Doing {
  /** Somebody else was first: what is shown is fresh now, and what was typed still stands. */
  overtaken: boolean;
  /** Takes the step, fetches what became of it, forgets what was typed for it, closes the form and says so. */
  take: (call: () => Promise<unknown>, told?: string) => Promise<boolean>;
}

function isOvertaken(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  return error.status === 412 || (error.status === 409 && error.problem?.code === 'wrong_state');
}

/** A step of this consultation; `key` is where its typed text is kept, and the form that closes when it is taken. */
export function useStep(key: string): StepDoing {
  const found = useCase();
  const doing = useDoing();
  async function take(call: () => Promise<unknown>, told?: string): Promise<boolean> {
    const done = await doing.run(async () => {
      try {
        await call();
      } catch (error) {
        if (isOvertaken(error)) await found.refresh().catch(() => undefined);
        throw error;
      }
    });
    if (!done) return false;
    forget(placeOf(found, key));
    // That it is done holds, also when the fresh state cannot be had just now or is no longer the reader's to see.
    await found.refresh().catch(() => undefined);
    if (found.open === key) found.show(undefined);
    if (told !== undefined) found.tell(told);
    return true;
  }
  return { ...doing, overtaken: isOvertaken(doing.fault), take };
}

function placeOf(found: Case, key: string): string {
  return `${me.value?.id ?? ''}/${found.id}/${key}`;
}

/** Typed input of a form of this consultation: see kept. */
export function useInput<T>(key: string, first: T): [T, (value: T) => void] {
  return useKept(placeOf(useCase(), key), first);
}
