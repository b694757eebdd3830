// Closing in three choices: how it ended, what it was worth, how long it took. The asker's own worth follows the
// resident's until it is chosen itself; everything else is optional.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { CaseText } from '../../../parts/case-text';
import { Checkbox, TextField } from '../../../parts/field';
import { now } from '../../../words/clock';
import { terms } from '../../../words/terms';
import { useCase, useInput, useStep } from '../case';
import { sayDate } from '../next';
import { follow_up_after_ms } from '../reader';
import { StepForm } from '../step-form';
import { Tiles } from '../../../parts/tiles';
import { askerWords } from './words';

type Result = Schemas['Result'];

const results: Result[] = ['solved_in_team', 'referred', 'taken_over', 'heavier_help', 'not_solved'];
const usual_minutes = [5, 15, 30, 60, 120];
const other_minutes = -1;
const most_minutes = 6000;
const most_cents = 10_000_000;
const longest_short_text = 500;

interface Input {
  result?: Result;
  referredTo: string;
  forResident?: number;
  forAsker?: number;
  minutes?: number;
  minutesText: string;
  avoided: boolean;
  hasBudget: boolean;
  amount: string;
  purpose: string;
  obstacle: string;
  note: string;
}

const empty: Input = { referredTo: '', minutesText: '', avoided: false, hasBudget: false, amount: '', purpose: '', obstacle: '', note: '' };

/** Cents of an amount as people write it: 350, 349,95 or 1.250,00; nothing when it is none. */
export function centsOf(text: string): number | undefined {
  const plain = text.replace(/[€\s]/g, '').replace(/[.,](?=\d{3}(\D|$))/g, '').replace(',', '.');
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return undefined;
  const cents = Math.round(Number(plain) * 100);
  return cents <= most_cents ? cents : undefined;
}

function minutesOf(input: Input): number | undefined {
  if (input.minutes !== other_minutes) return input.minutes;
  const minutes = /^\d{1,4}$/.test(input.minutesText.trim()) ? Number(input.minutesText) : undefined;
  return minutes !== undefined && minutes <= most_minutes ? minutes : undefined;
}

/** The body of the request, or nothing when something is missing. */
function bodyOf(input: Input): Schemas['ClosureInput'] | undefined {
  const { result, forResident } = input;
  const minutes = minutesOf(input);
  const amountCents = input.hasBudget ? centsOf(input.amount) : undefined;
  if (!result || !forResident || minutes === undefined || (input.hasBudget && amountCents === undefined)) return undefined;
  return {
    result,
    valueForResident: forResident,
    valueForAsker: input.forAsker ?? forResident,
    minutes,
    referralAvoided: input.avoided,
    ...(result === 'referred' && input.referredTo.trim() ? { referredTo: input.referredTo } : {}),
    ...(amountCents === undefined ? {} : { tailoredBudget: { amountCents, purpose: input.purpose, obstacle: input.obstacle } }),
    ...(input.note.trim() ? { note: input.note } : {}),
  };
}

export function Close() {
  const w = askerWords();
  const { id, etag } = useCase();
  const doing = useStep('close');
  const [input, setInput] = useInput<Input>('close', empty);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Input>) => setInput({ ...input, ...part });
  const missing = {
    result: tried && !input.result ? w.resultMissing : undefined,
    worth: tried && !input.forResident ? w.worthMissing : undefined,
    minutes: tried && input.minutes === undefined ? w.minutesMissing : undefined,
  };

  function submit() {
    setTried(true);
    const body = bodyOf(input);
    if (!body) return;
    const call = () => answer(api.POST('/consultations/{consultationId}/closure', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body }));
    void doing.take(call, w.closed(sayDate(new Date(now().getTime() + follow_up_after_ms))));
  }

  const values = w.values.map((label, at) => ({ value: at + 1, label }));
  const minutes = [...usual_minutes.map((value) => ({ value, label: w.minutesSaid(value) })), { value: other_minutes, label: w.minutesOther }];
  return (
    <StepForm step="close" title={w.close} intro={w.closeIntro} submit={w.closeGo} doing={doing} shown={['/referredTo']} faults={Object.values(missing)} onSubmit={submit}>
      <Tiles legend={w.result} fault={missing.result} tiles={results.map((value) => ({ value, label: terms().results[value] }))} value={input.result} onChange={(result) => change({ result })} />
      {input.result === 'referred' && (
        <TextField label={w.referredTo} help={w.referredToHelp} maxLength={longest_short_text} value={input.referredTo} onInput={(referredTo) => change({ referredTo })} fault={doing.fault?.at('/referredTo')} />
      )}
      <div class="case-step__pair">
        <Tiles legend={w.worth} fault={missing.worth} tiles={values} value={input.forResident} onChange={(forResident) => change({ forResident })} />
        <Tiles legend={w.worthAsker} help={w.worthAskerHelp} tiles={values} value={input.forAsker ?? input.forResident} onChange={(forAsker) => change({ forAsker })} />
      </div>
      <Tiles legend={w.minutes} fault={missing.minutes} tiles={minutes} value={input.minutes} onChange={(chosen) => change({ minutes: chosen })} />
      {input.minutes === other_minutes && (
        <TextField label={w.minutesField} type="number" min="0" max={String(most_minutes)} value={input.minutesText} onInput={(minutesText) => change({ minutesText })} fault={tried && minutesOf(input) === undefined ? w.minutesWrong : undefined} />
      )}
      <Extra input={input} tried={tried} onChange={change} />
    </StepForm>
  );
}

function Extra({ input, tried, onChange }: { input: Input; tried: boolean; onChange: (part: Partial<Input>) => void }) {
  const w = askerWords();
  const isFilled = input.avoided || input.hasBudget || input.note !== '';
  return (
    <details class="case-step__extra" open={isFilled}>
      <summary>{w.extra}</summary>
      <Checkbox label={w.avoided} checked={input.avoided} onChange={(avoided) => onChange({ avoided })} />
      <Checkbox label={w.budget} checked={input.hasBudget} onChange={(hasBudget) => onChange({ hasBudget })} />
      {input.hasBudget && (
        <div class="case-step__nested">
          <TextField label={w.budgetAmount} value={input.amount} onInput={(amount) => onChange({ amount })} fault={tried && centsOf(input.amount) === undefined ? w.budgetWrong : undefined} />
          <TextField label={w.budgetPurpose} maxLength={longest_short_text} value={input.purpose} onInput={(purpose) => onChange({ purpose })} />
          <TextField label={w.budgetObstacle} maxLength={longest_short_text} value={input.obstacle} onInput={(obstacle) => onChange({ obstacle })} />
        </div>
      )}
      <CaseText label={w.note} rows={2} maxLength={longest_short_text} value={input.note} onInput={(note) => onChange({ note })} />
    </details>
  );
}
