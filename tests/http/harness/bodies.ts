// Sound bodies of the API, as full as they can be: every optional field is there, so that every field
// can be spoiled. They name people and places of a world.
import { administrator, id, items, text } from './client.ts';
import { advice, agreements, closure, freeSpecialist, fresh, freshEmail, question } from './world.ts';
import type { World } from './world.ts';

export const availability = {
  weekly: {
    monday: [
      { from: '09:00', to: '12:30' },
      { from: '13:00', to: '17:00' },
    ],
    sunday: [{ from: '20:00', to: '24:00' }],
  },
  exceptions: [{ day: '2030-05-06', hours: [{ from: '10:00', to: '11:00' }] }],
  absences: [{ from: '2030-07-01', until: '2030-07-21' }],
  whereabouts: [
    { weekday: 'monday', from: '09:00', to: '12:30', ways: ['on_the_spot', 'video'], place: 'Wijkcentrum De Brink' },
  ],
  paused: false,
  mostOpen: 5,
  mostNewPerWeek: 3,
  noticeHours: 24,
  reachableUntil: '2030-01-01T12:00:00Z',
};

export function profile(world: World): Record<string, unknown> {
  return {
    name: fresh('Vera Volledig'),
    title: 'maatschappelijk werker',
    organisation: 'Welzijn Voorbeeld',
    summary: 'Kent de weg bij huurachterstand.\nOok ’s avonds.',
    topics: ['huurachterstand'],
    lifeDomains: ['Financiën'],
    laws: ['Wmo 2015'],
    ageGroups: ['18-65'],
    targetGroups: ['nieuwkomers'],
    languages: ['nl', 'ar'],
    neighbourhoods: ['Kruiskamp'],
    ways: ['written', 'together'],
    knowledge: 'experience',
    phone: '033 555 01 23',
    email: 'vera@voorbeeld.example',
    contactTimes: 'liefst in de ochtend',
    municipality: world.municipality,
    externalId: fresh('ext'),
    agreements,
    active: true,
  };
}

export const fullUser = (world: World) => ({
  municipality: world.municipality,
  name: 'Gerda Gebruiker',
  email: freshEmail('gerda'),
  language: 'en',
  roles: ['team_member', 'coordinator'],
  teams: [world.team],
  partnerOf: world.team,
  active: true,
});

export const fullTopic = () => ({
  term: fresh('nieuw onderwerp'),
  synonyms: [fresh('ander woord')],
  signs: [fresh('staat met de jas aan te wachten')],
  near: ['huurachterstand'],
  broader: ['schulden'],
  lifeDomains: ['Financiën'],
  laws: ['Wgs'],
  ageGroups: ['18-65'],
  who: ['schuldhulpverlener'],
});

export async function topicCodes(): Promise<string[]> {
  const topics = await administrator().do('listTopics', { query: { limit: 3 } });
  return items(topics.body).map((each) => text(each['code']));
}

export const filters = (world: World) => ({
  municipality: world.municipality,
  topics: [],
  lifeDomains: ['Financiën'],
  laws: ['Wgs'],
  ageGroups: ['18-65'],
  languages: ['nl'],
  neighbourhoods: ['Kruiskamp'],
  ways: ['written'],
  knowledgeKinds: ['professional'],
  available: 'any',
  excludedSpecialists: [world.specialists[0]],
  excludedOrganisations: ['Kredietbank Voorbeeld'],
});

export async function fullDraft(world: World): Promise<object> {
  const [added, removed] = await topicCodes();
  return {
    text: question,
    addedTopics: [added],
    removedTopics: [removed],
    removedFacets: [{ kind: 'law', value: 'Wgs' }],
    excludedSpecialists: [world.specialists[4]],
    excludedOrganisations: ['Andere Organisatie'],
    specialists: [world.specialists[3]],
  };
}

export async function fullQuestion(world: World): Promise<object> {
  const [added, removed] = await topicCodes();
  const draft = await world.asker.do('keepDraft', { body: { text: question } });
  return {
    team: world.team,
    text: question,
    addedTopics: [added],
    removedTopics: [removed],
    removedFacets: [{ kind: 'law', value: 'Wgs' }],
    neighbourhood: world.neighbourhood,
    urgency: 'within_5_working_days',
    way: 'written',
    resident: 'discussed',
    passOnAutomatically: true,
    excludedSpecialists: [world.specialists[4]],
    excludedOrganisations: ['Andere Organisatie'],
    specialists: [await freeSpecialist(world)],
    group: world.group,
    ownReference: 'dossier 12-b',
    draft: id(draft.body),
  };
}

export async function fullPhoneConsult(world: World): Promise<object> {
  const [topic] = await topicCodes();
  return {
    team: world.team,
    specialist: world.specialists[0],
    question: 'Kan een moratorium hier nog?',
    advice: 'Ja, vraag het deze week aan.',
    topics: [topic],
    neighbourhood: world.neighbourhood,
    resident: 'consent',
    closure: { ...closure, referralAvoided: true, tailoredBudget: { amountCents: 35000 } },
  };
}

export const fullAdvice = {
  ...advice,
  forAsker: 'Bel vandaag de schuldeisers.',
  forResident: 'Maak samen de post open.',
  followUp: 'Over twee weken samen kijken.',
  otherExpertise: 'Een jurist, als er beslag ligt.',
  responsibility: 'Het wijkteam houdt de regie.',
  contact: 'De vrager blijft het vaste gezicht.',
};
export const fullOwnAdvice = { ...fullAdvice, minutes: 35 };
export const fullClosure = {
  ...closure,
  referralAvoided: true,
  tailoredBudget: { amountCents: 35000, purpose: 'een bed', obstacle: 'geen voorliggende voorziening' },
  referredTo: 'de kredietbank',
  note: 'Vlot verlopen.',
};
export const followUp = { done: true, helped: true, arrived: false };
export const note = { text: 'Er is inmiddels post van de deurwaarder.' };
