// What the page about one's own entries in the access log says.
import { words } from '../../words/language';

export const ownWords = words(
  {
    title: 'Wie keek wat',
    intro: 'Van elke keer dat iemand iets van een vraag leest, blijft een regel bewaard. Hier zie je de regels die over jou gaan.',
    tabs: 'Wat je bekijkt',
    looks: { vragen: 'Wie las mijn vragen', ik: 'Wat er over mij staat' },
    what: {
      vragen: 'Anderen die een vraag lazen die jij stelde, en wie dat probeerde maar niet mocht. Wie een lijst bekijkt waar jouw vraag in staat, zie je hier niet.',
      ik: 'Wat jij las, zocht en ophaalde, wat je niet kreeg, en wanneer je je aan- en afmeldde. Zie je iets wat jij niet was? Wijzig je wachtwoord en vertel het je beheerder.',
    },
    count: (total: number) => (total === 0 ? 'Geen regels' : total === 1 ? '1 regel' : `${total} regels`),
    none: { vragen: 'Niemand anders las je vragen', ik: 'Er staat niets over je' },
    noneWhat: 'Ook dat je hier kijkt, wordt vastgelegd.',
    more: 'Wat we bewaren, en hoelang',
  },
  {
    title: 'Who looked at what',
    intro: 'Each time that somebody reads something of a question, a line of it is kept. Here you see the lines that are about you.',
    tabs: 'What you look at',
    looks: { vragen: 'Who read my questions', ik: 'What stands about me' },
    what: {
      vragen: 'Others who read a question that you asked, and who tried but was not allowed to. Who looks at a list with your question in it, you do not see here.',
      ik: 'What you read, searched and fetched, what you did not get, and when you signed on and off. Do you see something that was not you? Change your password and tell your administrator.',
    },
    count: (total: number) => (total === 0 ? 'No lines' : total === 1 ? '1 line' : `${total} lines`),
    none: { vragen: 'Nobody else read your questions', ik: 'Nothing stands about you' },
    noneWhat: 'That you look here is recorded too.',
    more: 'What we keep, and for how long',
  },
);
