// Advice in parts: by a specialist who thinks along, with what it took them when they say so, or as a coordinator told it
// over the telephone.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { me } from '../../../frame/session';
import { CaseText } from '../../../parts/case-text';
import { TextField } from '../../../parts/field';
import { useNameLetters } from '../../../parts/personal-data';
import { useCase, useInput, useStep, type Step, type StepDoing } from '../case';
import { StepForm } from '../step-form';
import { specialistWords } from './words';

type AdviceTexts = Schemas['PhoneAnswerInput'];
type AdvicePart = keyof AdviceTexts;

/** All parts, in the order in which they are read. */
export const adviceParts: AdvicePart[] = ['advice', 'forAsker', 'forResident', 'followUp', 'otherExpertise', 'responsibility', 'contact'];
const longest_part = 4000;
const most_minutes = 1440;

type Input = Record<AdvicePart | 'minutes', string>;
const empty: Input = { advice: '', forAsker: '', forResident: '', followUp: '', otherExpertise: '', responsibility: '', contact: '', minutes: '' };

function filled(input: Input): AdviceTexts {
  const body: AdviceTexts = { advice: input.advice };
  for (const part of adviceParts) if (part !== 'advice' && input[part].trim()) body[part] = input[part];
  return body;
}

/** The minutes as they were typed, nothing when none were, `false` when it is no sound number. */
function minutesOf({ minutes }: Input): number | undefined | false {
  if (!minutes.trim()) return undefined;
  const value = Number(minutes);
  return Number.isInteger(value) && value >= 1 && value <= most_minutes ? value : false;
}

interface Props {
  step: Step;
  title: string;
  intro: string;
  submit: string;
  told: string;
  doing: StepDoing;
  /** Asks for the minutes too, with this help. */
  minutesHelp?: string;
  call: (body: AdviceTexts, minutes: number | undefined) => Promise<unknown>;
}

function AdviceForm({ step, title, intro, submit, told, doing, minutesHelp, call }: Props) {
  const w = specialistWords();
  const [input, setInput] = useInput(step, empty);
  const [tried, setTried] = useState(false);
  const letters = useNameLetters();
  const missing = tried && !input.advice.trim() ? w.adviceMissing : undefined;
  const minutes = minutesOf(input);
  const wrong = tried && minutes === false ? w.minutesWrong : undefined;

  function send() {
    setTried(true);
    if (input.advice.trim() && minutes !== false) void doing.take(() => call(filled(input), minutes), told);
  }

  const field = (part: AdvicePart, rows: number) => (
    <CaseText key={part} letters={letters} label={w.parts[part]} rows={rows} maxLength={longest_part} value={input[part]} onInput={(text) => setInput({ ...input, [part]: text })} fault={(part === 'advice' ? missing : undefined) ?? doing.fault?.at(`/${part}`)} />
  );
  return (
    <StepForm step={step} title={title} intro={intro} submit={submit} doing={doing} shown={[...adviceParts, 'minutes'].map((part) => `/${part}`)} faults={[missing, wrong]} onSubmit={send}>
      {field('advice', 6)}
      <div class="case-step__pair">{adviceParts.slice(1).map((part) => field(part, 2))}</div>
      {minutesHelp !== undefined && (
        <TextField
          inputMode="numeric"
          label={w.minutes}
          help={minutesHelp}
          value={input.minutes}
          onInput={(typed) => setInput({ ...input, minutes: typed })}
          fault={wrong ?? doing.fault?.at('/minutes')}
        />
      )}
    </StepForm>
  );
}

/** What the reader said before that this question took. */
function minutesSoFar(consultation: Schemas['Consultation']): number {
  const own = consultation.invitations.filter((each) => each.specialist.id === me.value?.specialist?.id);
  return own.reduce((sum, each) => sum + (each.minutes ?? 0), 0);
}

export function Advise() {
  const w = specialistWords();
  const { id, etag, consultation } = useCase();
  const doing = useStep('advise');
  const call = (body: AdviceTexts, minutes: number | undefined) =>
    answer(api.POST('/consultations/{consultationId}/advice', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body: { ...body, minutes } }));
  return (
    <AdviceForm
      step="advise"
      title={w.advise}
      intro={w.adviseIntro(consultation.asker.name)}
      submit={w.adviseGo}
      told={w.advised(consultation.asker.name)}
      doing={doing}
      minutesHelp={w.minutesHelp(minutesSoFar(consultation))}
      call={call}
    />
  );
}

export function PhoneAnswer() {
  const w = specialistWords();
  const { id, etag } = useCase();
  const doing = useStep('answer_by_phone');
  const call = (body: AdviceTexts) => answer(api.POST('/consultations/{consultationId}/phone-answer', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body }));
  return <AdviceForm step="answer_by_phone" title={w.phone} intro={w.phoneIntro} submit={w.phoneGo} told={w.phoneDone} doing={doing} call={call} />;
}
