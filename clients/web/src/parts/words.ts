import { words } from '../words/language';

export const partWords = words(
  {
    pickHelp: 'Typ een paar letters en kies uit de lijst.',
    found: (count: number) => (count === 0 ? 'Niets gevonden.' : count === 1 ? '1 keus.' : `${count} keuzes.`),
    callNow: 'Bel nu',
    reachableFrom: (moment: string) => `bereikbaar vanaf ${moment}`,
    lacking: 'Kan nog niet worden gevraagd: een afspraak met de gemeente ontbreekt of is verlopen.',
    substitute: (name: string) => `vervanger: ${name}`,
    load: (open: number, recent: number) =>
      `${open === 0 ? 'Geen vragen' : open === 1 ? '1 vraag' : `${open} vragen`} open, ${recent === 0 ? 'geen' : recent} nieuwe in de afgelopen zeven dagen.`,
    timeSpent: (said: string) => `Vragen van de laatste 30 dagen: ${said}.`,
  },
  {
    pickHelp: 'Type a few letters and choose from the list.',
    found: (count: number) => (count === 0 ? 'Nothing found.' : count === 1 ? '1 choice.' : `${count} choices.`),
    callNow: 'Call now',
    reachableFrom: (moment: string) => `reachable from ${moment}`,
    lacking: 'Cannot be asked yet: an agreement with the municipality is missing or has ended.',
    substitute: (name: string) => `substitute: ${name}`,
    load: (open: number, recent: number) =>
      `${open === 0 ? 'No questions' : open === 1 ? '1 question' : `${open} questions`} open, ${recent === 0 ? 'none' : recent} new in the past seven days.`,
    timeSpent: (said: string) => `Questions of the last 30 days: ${said}.`,
  },
);
