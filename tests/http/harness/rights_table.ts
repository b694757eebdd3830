// Who may do what to what: every operation of the API in one row, with its reason. Written from the
// product's rules and not from the server, so that the two are held against each other. A row names
// the roles that may at all (others are refused), and by what somebody is to the subject whether it
// is done, refused, a fault in the body, or, where nothing is named, not there.
import type { Principal, Relation, Role } from './rights_world.ts';

export type Outcome = 'done' | 'refused' | 'fault' | 'not there';

export type Subject =
  /** Of a consultation; of two of its invitations. */
  | 'consultation' | 'named invitation' | 'accepted invitation'
  | 'profile' | 'user' | 'place' | 'group' | 'joining' | 'draft'
  /** What a body names of the first municipality: the place, and the asker's team. */
  | 'place in the body' | 'team in the body'
  | 'nothing';

/** What somebody is to a subject that is no consultation. */
export type Standing = 'keeper' | 'own' | 'reader' | 'inside' | 'outside';

export interface Row {
  who: readonly Role[];
  to: Subject;
  done: readonly (Relation | Standing)[];
  refused: readonly (Relation | Standing)[];
  fault: readonly (Relation | Standing)[];
  /** Shows something and changes nothing. */
  reads: boolean;
  because: string;
}

/** Operations that are no matter of role or subject. */
export interface Apart {
  /** Done without being signed on, or only ever to what is one's own. */
  apart: 'anyone' | 'own';
  because: string;
}

const roles: Record<string, Role> = { M: 'member', P: 'partner', S: 'specialist', C: 'coordinator', R: 'reviewer', A: 'administrator' };
const rolesOf = (letters: string): Role[] => [...letters].map((each) => roles[each] as Role);
const wordsOf = (text = ''): (Relation | Standing)[] => text.split(' ').filter(Boolean) as (Relation | Standing)[];

interface Short {
  done?: string;
  refused?: string;
  fault?: string;
}

const row = (letters: string, to: Subject, how: Short, because: string, reads = false): Row => ({
  who: rolesOf(letters), to, done: wordsOf(how.done), refused: wordsOf(how.refused), fault: wordsOf(how.fault), reads, because,
});
const reading = (letters: string, to: Subject, how: Short, because: string): Row => row(letters, to, how, because, true);
const anyone = (because: string): Apart => ({ apart: 'anyone', because });
const own = (because: string): Apart => ({ apart: 'own', because });

const everybody = 'MPSCRA';
const here = 'inside outside keeper own reader';
/** Lists: who may gets one, of what is theirs to see. */
const lists = (letters: string, because: string): Row => reading(letters, 'nothing', { done: here }, because);
const does = (letters: string, because: string): Row => row(letters, 'nothing', { done: here }, because);

const caseText = 'asker participant partner team accepted named reasoned';
const onlyFacts = 'coordinator next released';

const ofSigningOn: Record<string, Row | Apart> = {
  startSession: anyone('this is how one signs on'),
  proposeFactorToSignOn: anyone('a step of signing on; the token of the password is the right'),
  confirmSignOn: anyone('a step of signing on; the token of the password is the right'),
  beginPasskeySignOn: anyone('tells everybody the same'),
  signOnWithPasskey: anyone('the signature of the passkey is the right'),
  askPasswordLink: anyone('tells everybody the same'),
  setPasswordByLink: anyone('the token of the link is the right'),
  startToken: anyone('signs on with a password'),
  getSingleSignOn: anyone('whether one can sign on with an account elsewhere'),
  beginSingleSignOn: anyone('this is how one signs on'),
  finishSingleSignOn: anyone('a step of signing on; the cookie of the browser and the answer of the provider are the right'),
  openJoining: anyone('the token of the invitation is the right'),
  join: anyone('the token of the invitation is the right'),
  readFeed: anyone('calendar programs cannot sign on: the token in the address is the right'),
  getDemoStory: anyone('a demo is open to everybody; elsewhere there is none'),
  moveDemoClock: anyone('a demo is open to everybody; elsewhere there is none'),
  getDescription: anyone('the description is public'),
  listSessions: own('only the own sessions'),
  endOtherSessions: own('only the own sessions'),
  endCurrentSession: own('only the own session'),
  endSession: own('of another it is not there'),
  listTokens: own('only the own tokens'),
  endToken: own('of another it is not there'),
  getSecondFactor: own('only the own factor'),
  proposeSecondFactor: own('takes the own password'),
  switchOnSecondFactor: own('takes a code of what was proposed to oneself'),
  switchOffSecondFactor: own('takes the own password and a code'),
  renewRecoveryCodes: own('takes the own password and a code'),
  listPasskeys: own('only the own passkeys'),
  proposePasskey: own('takes the own password'),
  addPasskey: own('takes what was proposed in this session'),
  renamePasskey: own('of another it is not there'),
  removePasskey: own('of another it is not there'),
  getOwnUser: own('oneself'),
  listIdentities: own('only the own accounts elsewhere'),
  listNotifications: own('only what oneself was told'),
  readNotifications: own('only what oneself was told'),
  getNotificationSettings: own('how oneself wants mail'),
  changeNotificationSettings: own('how oneself wants mail'),
};

const ofPeople: Record<string, Row | Apart> = {
  listUsers: lists('MCA', 'who may give a question to somebody sees the people of the municipality; an administrator all'),
  getUser: reading(everybody, 'user', { done: 'own reader keeper' }, 'as the list, and everybody oneself'),
  addUser: does('A', 'accounts are the administrator’s'),
  changeUser: row('A', 'user', { done: 'own keeper' }, 'accounts are the administrator’s'),
  setPassword: row(everybody, 'user', { fault: 'own', done: 'keeper', refused: 'reader inside outside' }, 'one’s own takes the old one; of others the administrator’s'),
  createToken: row(everybody, 'user', { done: 'own' }, 'for oneself alone: with that of another one could act as them'),
  endUserSessions: row('A', 'user', { done: 'own keeper' }, 'accounts are the administrator’s'),
  unlinkUser: row('A', 'user', { done: 'own keeper' }, 'accounts are the administrator’s'),
  clearSecondFactor: row('A', 'user', { done: 'own keeper' }, 'accounts are the administrator’s'),
  searchColleagues: lists('MC', 'who may give a question to somebody'),
  listMunicipalities: lists(everybody, 'names of the places one works in'),
  getMunicipality: reading(everybody, 'place', { done: 'inside keeper' }, 'of another municipality it is not there'),
  addMunicipality: does('A', 'places are the administrator’s'),
  changeMunicipality: row(everybody, 'place', { done: 'keeper', refused: 'inside' }, 'places are the administrator’s'),
  listNeighbourhoods: lists(everybody, 'names of the places one works in'),
  getNeighbourhood: reading(everybody, 'place', { done: 'inside keeper' }, 'of another municipality it is not there'),
  addNeighbourhood: does('A', 'places are the administrator’s'),
  changeNeighbourhood: row(everybody, 'place', { done: 'keeper', refused: 'inside' }, 'places are the administrator’s'),
  listTeams: lists(everybody, 'names of the teams of the places one works in'),
  getTeam: reading(everybody, 'place', { done: 'inside keeper' }, 'of another municipality it is not there'),
  addTeam: does('A', 'teams are the administrator’s'),
  changeTeam: row(everybody, 'place', { done: 'keeper', refused: 'inside' }, 'teams are the administrator’s'),
  listGroups: lists(everybody, 'empty for who does not read the pool'),
  getGroup: reading(everybody, 'group', { done: 'reader keeper' }, 'a group names specialists: for who reads the pool'),
  addGroup: row('CA', 'place in the body', { done: 'keeper', fault: 'outside' }, 'who keeps the pool, of the own municipality'),
  changeGroup: row(everybody, 'group', { done: 'keeper', refused: 'reader' }, 'who keeps the pool, of the own municipality'),
};

const ofThePool: Record<string, Row | Apart> = {
  listTopics: lists(everybody, 'the vocabulary is one for all and holds nothing of anybody'),
  getTopic: lists(everybody, 'the vocabulary is one for all'),
  getTopicChoices: lists(everybody, 'the vocabulary is one for all'),
  addTopic: does('CA', 'who keeps the vocabulary'),
  changeTopic: does('CA', 'who keeps the vocabulary'),
  previewTopic: does('CA', 'who keeps the vocabulary'),
  listTopicEvents: lists('CA', 'who keeps the vocabulary'),
  exportTopics: lists('CA', 'who keeps the vocabulary'),
  importTopics: does('CA', 'who keeps the vocabulary'),
  listSpecialists: lists('MSCA', 'the pool of the own municipality; an administrator every pool'),
  searchSpecialists: lists('MSCA', 'the pool of the own municipality'),
  suggestSpecialists: lists('MSCA', 'the pool of the own municipality'),
  getSpecialist: reading(everybody, 'profile', { done: 'reader own keeper' }, 'who left is there for who keeps the pool alone'),
  addSpecialist: row('CA', 'place in the body', { done: 'keeper', fault: 'outside' }, 'who keeps the pool'),
  changeSpecialist: row(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  getFindability: reading('S', 'profile', { done: 'own' }, 'told to whose it is alone'),
  getAvailability: reading(everybody, 'profile', { done: 'reader own keeper' }, 'who reads the pool'),
  changeAvailability: row(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  listCalendars: reading(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  previewCalendar: row(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  connectCalendar: row(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  readCalendarAgain: row(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  disconnectCalendar: row(everybody, 'profile', { done: 'own keeper', refused: 'reader' }, 'whose it is, and who keeps the pool'),
  proposeProfile: does('SCA', 'who keeps a profile; the text is kept nowhere'),
  listJoiningInvitations: lists('CA', 'who keeps the pool, of the own municipality'),
  inviteToJoin: row('CA', 'place in the body', { done: 'keeper', fault: 'outside' }, 'who keeps the pool, of the own municipality'),
  withdrawJoiningInvitation: row('CA', 'joining', { done: 'keeper' }, 'who keeps the pool, of the own municipality'),
};

const ofAsking: Record<string, Row | Apart> = {
  match: row('MPSC', 'place in the body', { done: 'reader keeper', fault: 'inside outside' }, 'who may write; a neighbourhood of another pool is not there'),
  listDeadlines: lists(everybody, 'working hours of the own municipality'),
  listDrafts: lists('MP', 'only the own drafts'),
  keepDraft: does('MP', 'who may ask'),
  getDraft: reading('MP', 'draft', { done: 'own' }, 'for its maker alone'),
  changeDraft: row('MP', 'draft', { done: 'own' }, 'for its maker alone'),
  deleteDraft: row('MP', 'draft', { done: 'own' }, 'for its maker alone'),
  ask: row('M', 'team in the body', { done: 'inside', fault: 'outside' }, 'from a team of one’s own'),
  logPhoneConsult: row('M', 'team in the body', { done: 'inside', fault: 'outside' }, 'from a team of one’s own'),
  askAsPartner: does('P', 'partners ask the contact of their team'),
};

const ofConsultations: Record<string, Row | Apart> = {
  listConsultations: lists('MPSC', 'what one is on; a coordinator those of the municipality; an administrator sees no case'),
  getConsultation: reading('MPSC', 'consultation', { done: `${caseText} ${onlyFacts}` }, 'facts for who is on it and who watches'),
  listConsultationEvents: reading('MPSC', 'consultation', { done: `${caseText} ${onlyFacts}` }, 'facts, without text'),
  listConsultationInvitations: reading('MPSC', 'consultation', { done: `${caseText} ${onlyFacts}` }, 'facts, without text'),
  listMessages: reading('MPSC', 'consultation', { done: caseText, refused: onlyFacts }, 'case text: not before accepting, not after leaving, and for a coordinator after a reason'),
  copyConsultation: reading('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'for the file of the asker'),
  getRanking: reading('C', 'consultation', { done: 'reasoned', refused: 'coordinator' }, 'rests on case text'),
  listAssignable: reading('C', 'consultation', { done: 'coordinator reasoned' }, 'the coordinator divides the work'),
  invite: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'who asks chooses whom'),
  extendQuestion: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  writeMessage: row('MPS', 'consultation', { done: 'asker participant partner accepted', refused: 'named next released' }, 'who is on it'),
  redactMessage: row('MPSC', 'consultation', { done: 'asker partner coordinator reasoned', refused: 'participant team accepted named next released' }, 'who wrote it, asks or watches'),
  advise: row('S', 'consultation', { done: 'accepted', refused: 'named next released' }, 'after accepting'),
  askClarification: row('S', 'consultation', { done: 'accepted', refused: 'named next released' }, 'after accepting'),
  addParticipant: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  removeParticipant: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  setOwnReference: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  reply: row('MP', 'consultation', { done: 'asker participant partner' }, 'who asked'),
  askOn: row('MP', 'consultation', { done: 'asker participant partner' }, 'who asked'),
  followUp: row('MP', 'consultation', { done: 'asker participant partner' }, 'who asked'),
  close: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  withdraw: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  reopen: row('MP', 'consultation', { done: 'asker participant', refused: 'partner' }, 'the asker’s side'),
  transfer: row('MC', 'consultation', { done: 'asker participant team coordinator reasoned' }, 'the asker, the team when the asker is away, and the coordinator'),
  requestCoordinator: row('MPC', 'consultation', { done: 'asker participant coordinator reasoned', refused: 'partner' }, 'the asker’s side, or the coordinator'),
  assign: row('C', 'consultation', { done: 'coordinator reasoned' }, 'the coordinator divides the work'),
  answerByPhone: row('C', 'consultation', { done: 'coordinator reasoned' }, 'the coordinator answers'),
  giveReason: row('C', 'consultation', { done: 'coordinator reasoned' }, 'the asker sees who read it and why'),
  review: row('C', 'consultation', { done: 'coordinator reasoned' }, 'the coordinator reviews'),
  listSlots: reading('MPSC', 'consultation', { done: 'asker participant accepted', refused: 'partner team named next released coordinator reasoned' }, 'who can book'),
  listAppointments: reading('MPSC', 'consultation', { done: `${caseText} ${onlyFacts}` }, 'empty for who is not on it any more'),
  bookAppointment: row('MPS', 'consultation', { done: 'asker participant accepted', refused: 'partner named next released' }, 'who is on it'),
  moveAppointment: row('MPS', 'consultation', { done: 'asker participant accepted', refused: 'partner named next released' }, 'who is on it'),
  cancelAppointment: row('MPS', 'consultation', { done: 'asker participant accepted', refused: 'partner named next released' }, 'who is on it'),
  getAppointmentFile: reading('MPSC', 'consultation', { done: `${caseText} coordinator` }, 'when and in which way; not for who is not on it'),
  listOwnAppointments: lists('MPSC', 'only the own'),
  getFeed: lists('MS', 'who has appointments'),
  makeFeed: does('MS', 'who has appointments'),
  endFeed: does('MS', 'who has appointments'),
  getInvitation: reading('MPSC', 'named invitation', { done: `${caseText} coordinator released` }, 'next in line by itself one sees the own invitation alone'),
  decide: row('S', 'named invitation', { done: 'named' }, 'who was asked'),
  handOver: row('S', 'accepted invitation', { done: 'accepted' }, 'who took it'),
  release: row('S', 'accepted invitation', { done: 'accepted' }, 'who took it'),
  withdrawInvitation: row('MP', 'named invitation', { done: 'asker participant', refused: 'partner' }, 'who asks'),
};

const ofLogs: Record<string, Row | Apart> = {
  listEvents: lists('C', 'facts of the own municipality'),
  listAuditEntries: reading('MPC', 'nothing', { done: 'keeper', fault: 'reader inside outside own' }, 'a coordinator those of the municipality; others of one consultation of theirs'),
  listGaps: lists('C', 'of the own municipality, without the questions'),
  getStatus: lists(everybody, 'how the server is; counts that name nobody'),
};

const ofKeeping: Record<string, Row | Apart> = {
  getRetention: reading('CA', 'place', { done: 'inside keeper' }, 'counts, without the cases; of another municipality it is not there'),
  chooseRetentionTerm: row('A', 'place', { done: 'keeper' }, 'terms are a setting of the municipality, as its name is'),
  listDue: reading('C', 'place', { done: 'inside' }, 'names cases: for the coordinator of the municipality'),
  listDestructions: reading('C', 'place', { done: 'inside' }, 'names cases: for the coordinator of the municipality'),
  listHolds: lists('C', 'names cases: of the own municipality'),
  holdConsultation: row('C', 'consultation', { done: 'coordinator reasoned' }, 'the coordinator accounts for what is kept'),
  endHold: row('C', 'consultation', { done: 'coordinator reasoned' }, 'the coordinator accounts for what is kept'),
  eraseConsultation: row('C', 'consultation', { done: 'coordinator reasoned' }, 'a request of a resident comes to the coordinator; nobody else destroys a case'),
  listSignOnFailures: lists('A', 'accounts are the administrator’s, and addresses that nobody has are of no municipality'),
};

export const rights: Record<string, Row | Apart> = {
  ...ofSigningOn, ...ofPeople, ...ofThePool, ...ofAsking, ...ofConsultations, ...ofLogs, ...ofKeeping,
};

export const isApart = (of: Row | Apart): of is Apart => 'apart' in of;

/** Whether no role is refused it as such. */
export function isForEverybody(operationId: string): boolean {
  const of = rights[operationId];
  return of !== undefined && (isApart(of) || of.who.length === everybody.length);
}

/** What the table says of somebody with this role and this standing. */
export function outcome(of: Row, principal: Principal, standing: Relation | Standing): Outcome {
  if (!of.who.includes(principal.role)) return 'refused';
  if (of.done.includes(standing)) return 'done';
  if (of.refused.includes(standing)) return 'refused';
  return of.fault.includes(standing) ? 'fault' : 'not there';
}

export const statusOf: Record<Exclude<Outcome, 'done'>, number> = { refused: 403, fault: 400, 'not there': 404 };
