// A profile while it is being written: its fields without the blanks of the API, and back again. Pure.
import type { Schemas } from '../../api/client';

type Specialist = Schemas['Specialist'];

export interface Draft {
  name: string;
  title: string;
  organisation: string;
  summary: string;
  topics: string[];
  lifeDomains: string[];
  laws: string[];
  ageGroups: string[];
  targetGroups: string[];
  languages: string[];
  neighbourhoods: string[];
  ways: Schemas['Way'][];
  knowledge: Specialist['knowledge'];
  phone: string;
  email: string;
  contactTimes: string;
}

/** The fields of a draft that hold a list of words. */
export type ListName = 'topics' | 'lifeDomains' | 'laws' | 'ageGroups' | 'targetGroups' | 'languages' | 'neighbourhoods';

/** The places of the API's faults that the form's fields show themselves. */
export const shownPlaces = ['/name', '/title', '/organisation', '/summary', '/phone', '/email', '/contactTimes'];

export const emptyDraft: Draft = {
  name: '', title: '', organisation: '', summary: '', topics: [], lifeDomains: [], laws: [], ageGroups: [], targetGroups: [], languages: ['nl'], neighbourhoods: [],
  ways: ['written', 'phone', 'together'], knowledge: 'professional', phone: '', email: '', contactTimes: '',
};

export function draftOf(specialist: Specialist): Draft {
  return {
    name: specialist.name,
    title: specialist.title ?? '',
    organisation: specialist.organisation ?? '',
    summary: specialist.summary ?? '',
    topics: specialist.topics,
    lifeDomains: specialist.lifeDomains,
    laws: specialist.laws,
    ageGroups: specialist.ageGroups,
    targetGroups: specialist.targetGroups,
    languages: specialist.languages,
    neighbourhoods: specialist.neighbourhoods,
    ways: specialist.ways,
    knowledge: specialist.knowledge,
    phone: specialist.phone ?? '',
    email: specialist.email ?? '',
    contactTimes: specialist.contactTimes ?? '',
  };
}

/** What is sent: texts without blanks around them, an empty address left out. */
export function bodyOf(draft: Draft): Schemas['SpecialistChange'] {
  const { email, ...rest } = draft;
  return {
    ...rest,
    name: draft.name.trim(),
    title: draft.title.trim(),
    organisation: draft.organisation.trim(),
    summary: draft.summary.trim(),
    phone: draft.phone.trim(),
    contactTimes: draft.contactTimes.trim(),
    ...(email.trim() ? { email: email.trim() } : {}),
  };
}

export function sameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b));
}

/** How the person would be shown with this draft; what is not in it comes from `known`. */
export function shownWith(draft: Draft, known: Specialist): Specialist {
  return { ...known, ...draft };
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** The list with `value` at its end, unless it is there already in whatever writing. */
export function withWord(list: string[], value: string): string[] {
  const word = value.trim();
  return word === '' || list.some((each) => fold(each) === fold(word)) ? list : [...list, word];
}

export function holdsWord(list: string[], value: string): boolean {
  return list.some((each) => fold(each) === fold(value));
}
