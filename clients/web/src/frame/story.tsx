// The demo story: a band below the page that leads through it step by step, each with the sentence of the programme
// that asked for it. A step moves the pool's clock, signs on who does it and opens the right page; the person at the
// screen does the rest, as in real life. It exists only where the server runs the story.
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../api/client';
import { Button } from '../parts/button';
import { Faults, useDoing } from '../parts/doing';
import { language, sayExactly } from '../words/language';
import { useSignal } from '../words/signal';
import { askerWords } from '../pages/consultation/asker/words';
import { specialistWords } from '../pages/consultation/specialist/words';
import { me, signOnAs } from './session';
import { frameWords } from './words';
import './story.css';

type Step = Schemas['DemoStory']['steps'][number];

type Control = HTMLTextAreaElement | HTMLInputElement;

/** Types a text for the person at the screen, as if they did. */
function typeInto(field: Control, text: string): void {
  field.focus();
  field.setRangeText(text, 0, field.value.length, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** The field of the page with a label that begins so. */
function labelled(label: string): Control | undefined {
  const found = [...document.querySelectorAll<HTMLLabelElement>('main label')].find((each) => each.textContent?.trim().startsWith(label));
  return (found?.control as Control | null) ?? undefined;
}

/** The labels under which the texts of a step stand, by their names in the API. */
function labels(): Record<string, string> {
  const w = askerWords();
  return { ...specialistWords().parts, referredTo: w.referredTo, obstacle: w.budgetObstacle, note: w.note };
}

/** Fills in the texts of a step in the form that is open; false when there is none. */
function fillIn(step: Step): boolean {
  const field = labelled(labels().advice ?? '') ?? labelled(askerWords().budgetPurpose) ?? document.querySelector<Control>('main textarea') ?? undefined;
  if (!field || !step.text) return false;
  for (const { name, text } of step.fields ?? []) {
    const other = labelled(labels()[name] ?? name);
    if (other) typeInto(other, text);
  }
  typeInto(field, step.text);
  return true;
}

export default function Story() {
  const w = frameWords();
  const code = useSignal(language);
  const user = useSignal(me);
  const { route } = useLocation();
  const [story, setStory] = useState<Schemas['DemoStory']>();
  const [at, setAt] = useState<number>();
  const [open, setOpen] = useState(true);
  const [noField, setNoField] = useState(false);
  const doing = useDoing();

  useEffect(() => {
    void doing.run(async () => {
      const told = await answer(api.GET('/demo-story'));
      setStory(told);
      setAt((known) => known ?? Math.max(0, told.steps.findLastIndex((step) => step.moment <= told.now)));
    });
  }, [code]);

  const step = at === undefined ? undefined : story?.steps[at];
  if (!story || !step || at === undefined) return <Faults fault={doing.fault} />;

  async function go(to: number, next: Step) {
    await doing.run(async () => {
      if (story && next.moment > story.now) {
        const moved = await answer(api.PUT('/demo-story/clock', { body: { to: next.moment } }));
        setStory({ ...story, now: moved.now });
      }
      if (next.account && next.account !== me.value?.email) await signOnAs(next.account, story?.password ?? '');
      setAt(to);
      setNoField(false);
      route(next.path);
    });
  }
  const isThere = user?.email === step.account;
  const next = story.steps[at + 1];
  const previous = story.steps[at - 1];

  return (
    <aside class="story" aria-label={w.story}>
      <div class="story__head">
        <p class="story__count">
          {w.storyStep(at + 1, story.steps.length)} · {sayExactly(story.now)}
        </p>
        <button class="story__fold" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? w.storyFold : w.storyUnfold}
        </button>
      </div>
      {open && (
        <div class="story__body">
          <div>
            <p class="story__title">{step.title}</p>
            <p>{step.what}</p>
            {step.text && isThere && (
              <button class="story__text" type="button" onClick={() => setNoField(!fillIn(step))}>
                {w.storyType}: “{step.text}”
              </button>
            )}
            <p role="status">{noField && w.storyNoField}</p>
          </div>
          <figure class="story__caption">
            <blockquote>{step.caption}</blockquote>
            <figcaption>{step.source}</figcaption>
          </figure>
        </div>
      )}
      <Faults fault={doing.fault} />
      <div class="story__steps">
        {!isThere && (
          <Button look="primary" busy={doing.busy} onClick={() => void go(at, step)}>
            {w.storyBegin}
          </Button>
        )}
        {next && isThere && (
          <Button look="primary" busy={doing.busy} onClick={() => void go(at + 1, next)}>
            {w.storyNext(next.title)}
          </Button>
        )}
        {previous && (
          <Button look="quiet" busy={doing.busy} onClick={() => void go(at - 1, previous)}>
            {w.storyPrevious}
          </Button>
        )}
      </div>
    </aside>
  );
}
