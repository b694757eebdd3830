// Which form belongs to which step.
import type { ComponentType } from 'preact';
import { AddColleague, Transfer } from './asker/colleague';
import { Close } from './asker/close';
import { CopyForFile } from './asker/copy';
import { ExtendQuestion } from './asker/extend';
import { OwnReference, Reopen, SendToCoordinator, Withdraw } from './asker/question';
import { FollowUp } from './asker/follow-up';
import { Invite } from './asker/invite';
import type { Form } from './case';
import { Assign } from './coordinator/assign';
import { Review } from './coordinator/review';
import { Advise, PhoneAnswer } from './specialist/advise';
import { Decline } from './specialist/decline';
import { RedactGuide } from './thread/redact';
import { HandOver, Release } from './specialist/leaving';

const forms: Partial<Record<Form, ComponentType>> = {
  add_colleague: AddColleague,
  advise: Advise,
  answer_by_phone: PhoneAnswer,
  assign: Assign,
  close: Close,
  copy_for_file: CopyForFile,
  decline: Decline,
  extend_question: ExtendQuestion,
  follow_up: FollowUp,
  hand_over: HandOver,
  invite: Invite,
  redact: RedactGuide,
  release: Release,
  reopen: Reopen,
  review: Review,
  send_to_coordinator: SendToCoordinator,
  set_own_reference: OwnReference,
  transfer: Transfer,
  withdraw: Withdraw,
};

/** Whether a step has a form of its own, rather than being taken at once or in the composer. */
export function hasForm(step: Form): boolean {
  return step in forms;
}

export function OpenForm({ form }: { form: Form }) {
  const Found = forms[form];
  return Found ? <Found /> : null;
}
