// Advice in parts: by a specialist who thinks along, or as a coordinator told it over the telephone.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { CaseText } from '../../../parts/case-text';
import { useNameLetters } from '../../../parts/personal-data';
import { useCase, useInput, useStep, type Step, type StepDoing } from '../case';
import { StepForm } from '../step-form';
import { specialistWords } from './words';

type AdviceInput = Schemas['AdviceInput'];
export type AdvicePart = keyof AdviceInput;

/** All parts, in the order in which they are read. */
export const adviceParts: AdvicePart[] = ['advice', 'forAsker', 'forResident', 'followUp', 'otherExpertise', 'responsibility', 'contact'];
const longest_part = 4000;

const empty: Record<AdvicePart, string> = { advice: '', forAsker: '', forResident: '', followUp: '', otherExpertise: '', responsibility: '', contact: '' };

function filled(input: Record<AdvicePart, string>): AdviceInput {
  const body: AdviceInput = { advice: input.advice };
  for (const part of adviceParts) if (part !== 'advice' && input[part].trim()) body[part] = input[part];
  return body;
}

interface Props {
  step: Step;
  title: string;
  intro: string;
  submit: string;
  told: string;
  doing: StepDoing;
  call: (body: AdviceInput) => Promise<unknown>;
}

function AdviceForm({ step, title, intro, submit, told, doing, call }: Props) {
  const w = specialistWords();
  const [input, setInput] = useInput(step, empty);
  const [tried, setTried] = useState(false);
  const letters = useNameLetters();
  const missing = tried && !input.advice.trim() ? w.adviceMissing : undefined;

  function send() {
    setTried(true);
    if (input.advice.trim()) void doing.take(() => call(filled(input)), told);
  }

  const field = (part: AdvicePart, rows: number) => (
    <CaseText key={part} letters={letters} label={w.parts[part]} rows={rows} maxLength={longest_part} value={input[part]} onInput={(text) => setInput({ ...input, [part]: text })} fault={(part === 'advice' ? missing : undefined) ?? doing.fault?.at(`/${part}`)} />
  );
  return (
    <StepForm step={step} title={title} intro={intro} submit={submit} doing={doing} shown={adviceParts.map((part) => `/${part}`)} faults={[missing]} onSubmit={send}>
      {field('advice', 6)}
      <div class="case-step__pair">{adviceParts.slice(1).map((part) => field(part, 2))}</div>
    </StepForm>
  );
}

export function Advise() {
  const w = specialistWords();
  const { id, etag, consultation } = useCase();
  const doing = useStep('advise');
  const call = (body: AdviceInput) => answer(api.POST('/consultations/{consultationId}/advice', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body }));
  return <AdviceForm step="advise" title={w.advise} intro={w.adviseIntro(consultation.asker.name)} submit={w.adviseGo} told={w.advised(consultation.asker.name)} doing={doing} call={call} />;
}

export function PhoneAnswer() {
  const w = specialistWords();
  const { id, etag } = useCase();
  const doing = useStep('answer_by_phone');
  const call = (body: AdviceInput) => answer(api.POST('/consultations/{consultationId}/phone-answer', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body }));
  return <AdviceForm step="answer_by_phone" title={w.phone} intro={w.phoneIntro} submit={w.phoneGo} told={w.phoneDone} doing={doing} call={call} />;
}
