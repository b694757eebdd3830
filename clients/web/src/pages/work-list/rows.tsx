// One line of each list: how old it is, the facts, and the one step that follows. No text of a case is shown.
import type { ComponentChildren } from 'preact';
import type { Schemas } from '../../api/client';
import { ButtonLink } from '../../parts/button';
import { now } from '../../words/clock';
import { sayDuration } from '../../words/duration';
import { sayDay, sayExactly, sayMoment } from '../../words/language';
import { terms } from '../../words/terms';
import { follow_up_over_ms } from './fetching';
import type { Attention, Need } from './needs';
import { workWords } from './words';

type Consultation = Schemas['Consultation'];

interface LineProps {
  age: string;
  /** The exact moment behind the age, on hover. */
  exactly?: string;
  alarming?: boolean;
  when?: string;
  title: string;
  isNew: boolean;
  facts: string[];
  href: string;
  action: string;
  children?: ComponentChildren;
}

function Line({ age, exactly, alarming, when, title, isNew, facts, href, action, children }: LineProps) {
  const w = workWords();
  return (
    <li class="work__line">
      <div class="work__age">
        <strong class={alarming ? 'work__alarm' : undefined} title={exactly}>
          {age}
        </strong>
        {when && <span class="quiet">{when}</span>}
      </div>
      <div class="work__facts">
        <h3 class="work__subject">
          {title}
          {isNew && <span class="badge badge--good">{w.isNew}</span>}
        </h3>
        <p class="quiet">{facts.filter(Boolean).join(' · ')}</p>
        {children}
      </div>
      <div class="work__action">
        <ButtonLink href={href}>
          {action}
          <span class="visually-hidden">: {title}</span>
        </ButtonLink>
      </div>
    </li>
  );
}

const topics_shown = 4;

// The topics by which a consultation is named where its text is not shown.
function subjectOf({ topics }: Consultation): string {
  const w = workWords();
  if (topics.length === 0) return w.noTopics;
  const shown = topics.length > topics_shown + 1 ? topics.slice(0, topics_shown) : topics;
  const named = shown.map((topic) => topic.term).join(', ');
  return shown.length < topics.length ? w.andMore(named, topics.length - shown.length) : named;
}

function factsOf(consultation: Consultation): string[] {
  const w = workWords();
  return [consultation.team?.name ?? w.noTeam, consultation.neighbourhood?.name ?? '', w.askedBy(consultation.asker.name)];
}

function pathOf(consultation: Consultation, step?: Schemas['Step']): string {
  const goes = step && consultation.steps.includes(step);
  return `/vragen/${consultation.id}${goes ? `?stap=${step}` : ''}`;
}

interface RowProps {
  consultation: Consultation;
  isNew: boolean;
}

function askedNow(consultation: Consultation): string {
  const w = workWords();
  const pending = consultation.invitations.filter((each) => each.state === 'pending');
  const first = pending.map((each) => each.answerBy).sort()[0];
  return first ? w.askedNow(pending.map((each) => each.specialist.name).join(', '), sayMoment(first)) : w.nobodyAsked;
}

export function WaitingRow({ consultation, isNew }: RowProps) {
  const w = workWords();
  const left_ms = Date.parse(consultation.answerBy) - now().getTime();
  const step = consultation.steps.includes('assign') ? 'assign' : 'send_to_coordinator';
  return (
    <Line
      age={left_ms < 0 ? w.late(sayDuration(left_ms)) : w.left(sayDuration(left_ms))}
      exactly={sayExactly(consultation.answerBy)}
      alarming={left_ms < 0}
      when={w.answerBy(sayMoment(consultation.answerBy))}
      title={subjectOf(consultation)}
      isNew={isNew}
      facts={factsOf(consultation)}
      href={pathOf(consultation, step)}
      action={step === 'assign' ? w.doAssign : w.doTake}
    >
      <p>
        {askedNow(consultation)} {w.passedOn(consultation.timesPassedOn)}
      </p>
    </Line>
  );
}

export function OverdueRow({ consultation, isNew }: RowProps) {
  const w = workWords();
  const names = consultation.invitations.filter((each) => each.state === 'accepted').map((each) => each.specialist.name);
  return (
    <Line
      age={w.late(sayDuration(now().getTime() - Date.parse(consultation.answerBy)))}
      exactly={sayExactly(consultation.answerBy)}
      alarming
      when={w.answerBy(sayMoment(consultation.answerBy))}
      title={subjectOf(consultation)}
      isNew={isNew}
      facts={factsOf(consultation)}
      href={pathOf(consultation)}
      action={w.doRemind}
    >
      <p>{w.acceptedBy(names.join(', '))}</p>
    </Line>
  );
}

export function MineRow({ consultation, isNew, reason, isDeputy }: RowProps & { reason?: string; isDeputy: boolean }) {
  const w = workWords();
  const since = consultation.withCoordinatorSince ?? consultation.askedAt;
  const told = consultation.deputyToldAt;
  return (
    <Line
      age={sayDuration(now().getTime() - Date.parse(since))}
      exactly={sayExactly(since)}
      alarming={told !== undefined}
      when={w.since(sayMoment(since))}
      title={subjectOf(consultation)}
      isNew={isNew}
      facts={factsOf(consultation)}
      href={pathOf(consultation, 'assign')}
      action={w.doAssign}
    >
      <p>{reason ? w.reasons[reason] : w.passedOn(consultation.timesPassedOn)}</p>
      {told && <p>{isDeputy ? w.youWereTold(sayMoment(told)) : w.deputyTold(sayMoment(told))}</p>}
    </Line>
  );
}

interface ClosedProps extends RowProps {
  step?: Schemas['Step'];
  action: string;
  children: ComponentChildren;
}

function ClosedRow({ consultation, isNew, step, action, children }: ClosedProps) {
  const w = workWords();
  const closedAt = closedOf(consultation);
  return (
    <Line
      age={w.ago(sayDuration(now().getTime() - Date.parse(closedAt)))}
      exactly={sayExactly(closedAt)}
      when={w.closedOn(sayMoment(closedAt))}
      title={subjectOf(consultation)}
      isNew={isNew}
      facts={factsOf(consultation)}
      href={pathOf(consultation, step)}
      action={action}
    >
      {children}
    </Line>
  );
}

const closedOf = ({ closedAt, askedAt }: Consultation) => closedAt ?? askedAt;

export function ReviewRow({ consultation, isNew }: RowProps) {
  const w = workWords();
  return (
    <ClosedRow consultation={consultation} isNew={isNew} step="review" action={w.doReview}>
      {consultation.closure && <p>{w.result(terms().results[consultation.closure.result])}</p>}
    </ClosedRow>
  );
}

export function LookBackRow({ consultation, isNew }: RowProps) {
  const w = workWords();
  const left_ms = Date.parse(closedOf(consultation)) + follow_up_over_ms - now().getTime();
  return (
    <ClosedRow consultation={consultation} isNew={isNew} action={w.doRemind}>
      <p>{left_ms > 0 ? w.endsItself(sayDuration(left_ms)) : w.endsNow}</p>
    </ClosedRow>
  );
}

function sayNeed(need: Need): string {
  const w = workWords().needs;
  switch (need.kind) {
    case 'lacking':
      return need.until ? w.ended(need.agreement, sayDay(need.until)) : w.lacking(need.agreement);
    case 'ending':
      return w.ending(need.agreement, sayDay(need.until));
    case 'hours_unknown':
      return w.hours;
    case 'paused':
      return need.since ? w.pausedFor(sayDuration(now().getTime() - Date.parse(need.since))) : w.paused;
    case 'away':
      return need.next ? w.awayUntil(sayMoment(need.next)) : w.away;
  }
}

function ageOf(need: Need): string {
  const w = workWords().ages;
  switch (need.kind) {
    case 'lacking':
      return w.lacking;
    case 'ending':
      return w.ending(sayDuration(Date.parse(`${need.until}T00:00:00Z`) + 86_400_000 - now().getTime()));
    case 'hours_unknown':
      return w.hours;
    case 'paused':
      return w.paused;
    case 'away':
      return w.away;
  }
}

function asSentence(parts: string[]): string {
  const text = parts.join('; ');
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}.`;
}

export function ProfileRow({ attention, isNew }: { attention: Attention; isNew: boolean }) {
  const { specialist, needs } = attention;
  const first = needs[0] as Need;
  return (
    <Line
      age={ageOf(first)}
      alarming={first.kind === 'lacking'}
      title={specialist.name}
      isNew={isNew}
      facts={[specialist.title ?? '', specialist.organisation ?? '']}
      href={`/pool/${specialist.id}`}
      action={workWords().doProfile}
    >
      <p>{asSentence(needs.map(sayNeed))}</p>
    </Line>
  );
}
