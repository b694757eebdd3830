// The words of how a profile is found.
import { words } from '../../words/language';

export const findableWords = words(
  {
    title: 'Zo word je gevonden',
    intro: 'Met voorbeeldvragen uit de woordenlijst, nooit met vragen die echt zijn gesteld. Alleen je profiel telt hier: niet of je vrij bent en hoe druk je het hebt.',
    first: 'Bij deze vragen sta je bij de eerste drie',
    noneFirst: (tried: number): string => (tried === 0 ? 'Je profiel noemt nog geen onderwerpen. Voeg er een paar toe; dan zie je hier welke vragen jou vinden.' : 'Nog bij geen enkele voorbeeldvraag. Noem je onderwerpen preciezer.'),
    later: 'Bij deze vragen sta je bij de eerste tien',
    asked: (text: string) => `“${text}”`,
    askedAt: (text: string, place: number) => `“${text}” (plaats ${place})`,
    words: 'Deze woorden van je profiel brengen je naar boven',
    noWords: 'Je profiel heeft nog geen woorden die je van anderen onderscheiden.',
    topics: 'Hier gaat je profiel over',
    noTopics: 'Uit je profiel blijkt nog geen onderwerp.',
    near: 'Net niet: één onderwerp erbij en je stond vooraan',
    nearWhat: 'Voeg een onderwerp alleen toe als je er echt van weet.',
    nearMiss: (topic: string, text: string, place: number) => `${topic}: dan sta je op plaats ${place} bij “${text}”`,
  },
  {
    title: 'How you are found',
    intro: 'With sample questions made of the vocabulary, never with questions that were really asked. Only your profile counts here: not whether you are free or how busy you are.',
    first: 'For these questions you are among the first three',
    noneFirst: (tried: number) => (tried === 0 ? 'Your profile names no topics yet. Add a few; then you see here which questions find you.' : 'For none of the sample questions yet. Name your topics more precisely.'),
    later: 'For these questions you are among the first ten',
    asked: (text: string) => `“${text}”`,
    askedAt: (text: string, place: number) => `“${text}” (place ${place})`,
    words: 'These words of your profile bring you up',
    noWords: 'Your profile has no words yet that set you apart from others.',
    topics: 'What your profile is about',
    noTopics: 'No topic shows from your profile yet.',
    near: 'Nearly: one topic more and you would stand in front',
    nearWhat: 'Add a topic only if you really know about it.',
    nearMiss: (topic: string, text: string, place: number) => `${topic}: you would be number ${place} for “${text}”`,
  },
);
