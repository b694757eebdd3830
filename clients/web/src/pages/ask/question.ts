// A question that is being written: its text and what the asker changed about how it is understood and who is asked.
// It lives in the page; only a draft that the asker saves leaves it before it is sent.
import { answer, api, Refused, type Schemas } from '../../api/client';
import { isAnotherText } from './another-text';
import type { Specialist } from './matching';

export interface NamedTopic {
  code: string;
  label: string;
}

/** What the asker changed about the topics that were read in the text. */
export interface ChangedTopics {
  added: NamedTopic[];
  removed: NamedTopic[];
}

/** A fact of the question: an age, a law, a language. One that was read in the text and is not so is taken away. */
export type Facet = Schemas['RemovedFacet'];

/** One that the text does not tell. */
export type AddedFacet = Schemas['AddedFacet'];

export interface Question extends ChangedTopics {
  text: string;
  removedFacets: Facet[];
  addedFacets: AddedFacet[];
  excludedPeople: Specialist[];
  excludedOrganisations: string[];
  chosen: Specialist[];
}

export const emptyQuestion: Question = { text: '', added: [], removed: [], removedFacets: [], addedFacets: [], excludedPeople: [], excludedOrganisations: [], chosen: [] };

/** What of it a draft keeps, and a question that is sent begins with. */
export function contentOf(question: Question): Schemas['DraftInput'] {
  return {
    text: question.text,
    addedTopics: question.added.map((topic) => topic.code),
    removedTopics: question.removed.map((topic) => topic.code),
    removedFacets: question.removedFacets,
    addedFacets: question.addedFacets,
    excludedSpecialists: question.excludedPeople.map((person) => person.id),
    excludedOrganisations: question.excludedOrganisations,
    specialists: question.chosen.map((person) => person.id),
  };
}

/** The question that a draft kept, with the names of people and topics as they are now. */
export async function questionOf(draft: Schemas['Draft']): Promise<Question> {
  const [added, removed, excludedPeople, chosen] = await Promise.all([
    Promise.all(draft.addedTopics.map(topicOf)),
    Promise.all(draft.removedTopics.map(topicOf)),
    Promise.all(draft.excludedSpecialists.map(specialistOf)),
    Promise.all(draft.specialists.map(specialistOf)),
  ]);
  return {
    text: draft.text,
    added,
    removed,
    removedFacets: draft.removedFacets,
    addedFacets: draft.addedFacets,
    excludedPeople: excludedPeople.flatMap((each) => each ?? []),
    excludedOrganisations: draft.excludedOrganisations,
    chosen: chosen.flatMap((each) => each ?? []),
  };
}

const statusNotFound = 404;

// Who left the pool since is no longer asked.
async function specialistOf(specialistId: string): Promise<Specialist | undefined> {
  try {
    return await answer(api.GET('/specialists/{specialistId}', { params: { path: { specialistId } } }));
  } catch (error) {
    if (error instanceof Refused && error.status === statusNotFound) return undefined;
    throw error;
  }
}

// The vocabulary is found by the beginning of a word; a code begins with one.
async function topicOf(code: string): Promise<NamedTopic> {
  const [beginning = code] = code.split('-');
  const found = await answer(api.GET('/vocabulary', { params: { query: { q: beginning, limit: 200 } } }));
  const topic = found.items.find((each) => each.code === code);
  return { code, label: topic?.term ?? code.replaceAll('-', ' ') };
}

export function withTopic<T extends ChangedTopics>(question: T, topic: NamedTopic): T {
  const others = question.added.filter((each) => each.code !== topic.code);
  return { ...question, added: [...others, topic], removed: question.removed.filter((each) => each.code !== topic.code) };
}

export function withoutTopic<T extends ChangedTopics>(question: T, topic: NamedTopic): T {
  const others = question.removed.filter((each) => each.code !== topic.code);
  return { ...question, removed: [...others, topic], added: question.added.filter((each) => each.code !== topic.code) };
}

/** With what somebody wrote. What was corrected in another text is forgotten; whom they chose or left out is not. */
export function withText(question: Question, text: string): Question {
  return isAnotherText(question.text, text) ? { ...question, text, added: [], removed: [], removedFacets: [], addedFacets: [] } : { ...question, text };
}

export function isSameFacet(one: Facet, other: Facet): boolean {
  return one.kind === other.kind && one.value === other.value;
}

/** A fact that the asker added goes; one that was read in the text is marked as not so. */
export function withoutFacet(question: Question, facet: Facet): Question {
  const added = question.addedFacets.filter((each) => !isSameFacet(each, facet));
  if (added.length < question.addedFacets.length) return { ...question, addedFacets: added };
  return { ...question, removedFacets: [...question.removedFacets.filter((each) => !isSameFacet(each, facet)), facet] };
}

export function withFacet(question: Question, facet: Facet): Question {
  return { ...question, removedFacets: question.removedFacets.filter((each) => !isSameFacet(each, facet)) };
}

/** Of ages there is one: that of whom the question is about. */
export function addingFacet(question: Question, facet: AddedFacet): Question {
  const others = question.addedFacets.filter((each) => !isSameFacet(each, facet) && !(facet.kind === 'age' && each.kind === 'age'));
  return { ...withFacet(question, facet), addedFacets: [...others, facet] };
}

/** Asks these people; or, when all of them were being asked, none of them. */
export function toggling(question: Question, people: readonly Specialist[]): Question {
  const isAsked = (person: Specialist) => question.chosen.some((each) => each.id === person.id);
  if (people.every(isAsked)) return people.reduce((now, person) => notChoosing(now, person.id), question);
  return { ...question, chosen: [...question.chosen, ...people.filter((person) => !isAsked(person))] };
}

export function notChoosing(question: Question, id: string): Question {
  return { ...question, chosen: question.chosen.filter((each) => each.id !== id) };
}

export function excludingPerson(question: Question, person: Specialist): Question {
  return { ...notChoosing(question, person.id), excludedPeople: [...question.excludedPeople.filter((each) => each.id !== person.id), person] };
}

export function excludingOrganisation(question: Question, name: string): Question {
  return {
    ...question,
    excludedOrganisations: [...new Set([...question.excludedOrganisations, name])],
    chosen: question.chosen.filter((each) => each.organisation !== name),
  };
}

export function askingAgain(question: Question, id: string): Question {
  return { ...question, excludedPeople: question.excludedPeople.filter((each) => each.id !== id) };
}

export function askingAgainOf(question: Question, organisation: string): Question {
  return { ...question, excludedOrganisations: question.excludedOrganisations.filter((each) => each !== organisation) };
}
