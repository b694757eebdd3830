// The words of why these people were found.
import { words } from '../../../words/language';

export const rankingWords = words(
  {
    title: 'Waarom deze mensen?',
    intro: 'Toen: de volgorde zoals die was toen de vraag werd verstuurd. Nu: de volgorde die dezelfde vraag vandaag zou krijgen, met de woordenlijst en de weging van vandaag. Wie dan weg of vol is, wordt pas bij het doorgeven overgeslagen. Dat je dit bekijkt, staat in het leeslogboek.',
    caption: 'De volgorde van toen en van nu',
    nobody: 'Bij deze vraag is geen volgorde van mensen bewaard.',
    reproduced: 'Nagerekend: met wat toen bewaard is, komt er dezelfde volgorde uit.',
    notReproduced: 'Met wat toen bewaard is, komt er met de woordenlijst en de weging van vandaag een andere volgorde uit.',
    notKept: 'Bij deze vraag is alleen de volgorde bewaard, niet waarop die berust.',
    since: (weights: boolean, vocabulary: boolean): string => {
      if (weights && vocabulary) return 'De woordenlijst en de weging zijn sindsdien allebei veranderd.';
      if (weights) return 'De weging is sindsdien veranderd; de woordenlijst is nog zoals toen.';
      if (vocabulary) return 'De woordenlijst is sindsdien veranderd; de weging is nog zoals toen.';
      return 'De woordenlijst en de weging zijn nog zoals toen.';
    },
    otherProgram: 'Het verschil komt dus van het programma zelf: dat rekent sindsdien anders.',
    textGone: 'De tekst van de vraag is weggehaald. Daarom is niet bekend wat er nu uit zou komen.',
    understoodThen: 'Zo werd de vraag begrepen',
    understoodNow: 'Zo zou de vraag nu worden begrepen',
    person: 'Wie',
    then: 'Toen',
    now: 'Nu',
    why: 'Waarom',
    changes: 'Wat er anders is',
    notAmong: 'niet',
    unknown: 'onbekend',
    noReasons: 'niet bewaard',
    nothing: 'niets',
    share: (part: number) => `${part} %`,
    showAll: (count: number) => `Toon alle ${count}`,
  },
  {
    title: 'Why these people?',
    intro: 'Then: the order as it was when the question was sent. Now: the order that the same question would get today, with the vocabulary and the weights of today. Who is away or full is passed over when the question is passed on. That you look at this is in the reading log.',
    caption: 'The order of then and of now',
    nobody: 'No order of people was kept with this question.',
    reproduced: 'Worked out again: what was kept then gives the same order.',
    notReproduced: 'What was kept then gives another order with the vocabulary and the weights of today.',
    notKept: 'Only the order was kept with this question, not what it rests on.',
    since: (weights: boolean, vocabulary: boolean): string => {
      if (weights && vocabulary) return 'The vocabulary and the weights have both changed since.';
      if (weights) return 'The weights have changed since; the vocabulary is still as it was.';
      if (vocabulary) return 'The vocabulary has changed since; the weights are still as they were.';
      return 'The vocabulary and the weights are still as they were.';
    },
    otherProgram: 'So the difference comes from the program itself, which counts otherwise since.',
    textGone: 'The text of the question was taken away. So it is not known what would come out now.',
    understoodThen: 'How the question was understood',
    understoodNow: 'How the question would be understood now',
    person: 'Who',
    then: 'Then',
    now: 'Now',
    why: 'Why',
    changes: 'What is different',
    notAmong: 'not',
    unknown: 'unknown',
    noReasons: 'not kept',
    nothing: 'nothing',
    share: (part: number) => `${part}%`,
    showAll: (count: number) => `Show all ${count}`,
  },
);
