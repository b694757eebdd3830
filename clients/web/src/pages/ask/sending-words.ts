// The words of sending a question and keeping it as a draft.
import { words } from '../../words/language';
import type { Said } from './deadlines';

type Urgency = 'today' | 'within_2_working_days' | 'within_5_working_days';

const together = { nl: new Intl.ListFormat('nl'), en: new Intl.ListFormat('en') };

/** What is known about what happens after sending. */
export interface Ahead {
  /** Names of those who are asked at once, groups included. */
  asked: string[];
  /** Who is next as things stand. */
  next: string | undefined;
  by: Said | undefined;
  onlyByMe: boolean;
}

const urgenciesNl: Record<Urgency, string> = { today: 'Vandaag', within_2_working_days: 'Binnen 2 werkdagen', within_5_working_days: 'Binnen 5 werkdagen' };
const urgenciesEn: Record<Urgency, string> = { today: 'Today', within_2_working_days: 'Within 2 working days', within_5_working_days: 'Within 5 working days' };

function urgencyNl(urgency: Urgency, by: Said): string {
  if (urgency !== 'today') return `${urgenciesNl[urgency]}: uiterlijk ${by.day} ${by.time}`;
  return by.today ? `Vandaag, voor ${by.time}` : `Zo snel mogelijk: ${by.day}, voor ${by.time}`;
}

function urgencyEn(urgency: Urgency, by: Said): string {
  if (urgency !== 'today') return `${urgenciesEn[urgency]}: ${by.day} ${by.time} at the latest`;
  return by.today ? `Today, before ${by.time}` : `As soon as possible: ${by.day}, before ${by.time}`;
}

function aheadNl({ asked, next, by, onlyByMe }: Ahead): string {
  const until = by ? ` voor ${by.day} ${by.time}` : '';
  if (asked.length === 0) {
    if (onlyByMe) return 'Je koos nog niemand. Verstuur je zo, dan gaat je vraag na een uur werktijd naar de coördinator.';
    return `Je koos nog niemand. Verstuur je zo, dan vragen we na een uur werktijd zelf wie het best past${next ? `: nu is dat ${next}` : ''}.`;
  }
  const who = `${together.nl.format(asked)} ${asked.length > 1 ? 'krijgen' : 'krijgt'} je vraag meteen.`;
  if (onlyByMe) return `${who} Reageert niemand${until}, dan gaat je vraag naar de coördinator. We vragen zelf niemand anders.`;
  return `${who} Reageert niemand${until}, dan vragen we ${next ? `${next} of wie dan het best past` : 'wie dan het best past'}. Lukt dat niet, dan de coördinator.`;
}

function aheadEn({ asked, next, by, onlyByMe }: Ahead): string {
  const until = by ? ` before ${by.day} ${by.time}` : '';
  if (asked.length === 0) {
    if (onlyByMe) return 'You chose nobody yet. Sent like this, your question goes to the coordinator after an hour of working time.';
    return `You chose nobody yet. Sent like this, we ask who fits best after an hour of working time${next ? `: that is ${next} now` : ''}.`;
  }
  const who = `${together.en.format(asked)} ${asked.length > 1 ? 'get' : 'gets'} your question at once.`;
  if (onlyByMe) return `${who} If nobody reacts${until}, your question goes to the coordinator. We ask nobody else ourselves.`;
  return `${who} If nobody reacts${until}, we ask ${next ? `${next} or who fits best then` : 'who fits best then'}. If that fails too, the coordinator.`;
}

export const sendingWords = words(
  {
    title: 'Versturen',
    byWhen: 'Wanneer heb je een eerste antwoord nodig?',
    urgencies: urgenciesNl,
    urgency: urgencyNl,
    notToday: 'Vandaag lukt niet meer.',
    callRather: 'Kan het niet wachten? Bel liever:',
    chooseAndCall: 'Kan het niet wachten? Kies iemand met een nummer en bel.',
    how: 'Hoe wil je advies?',
    ways: { written: 'Schriftelijk', phone: 'Bel mij terug', together: 'Samen in één gesprek' },
    resident: 'Wat weet de inwoner?',
    residentMissing: 'Kies eerst wat de inwoner weet.',
    residentAnew: (found: readonly string[]) =>
      `In je tekst staat nog iets dat naar iemand kan leiden: ${together.nl.format(found)}. Haal het weg, of kies zelf wat klopt.`,
    residents: {
      no_identifying_data: 'Ik vraag het zonder herleidbare gegevens',
      discussed: 'Ik heb het met de inwoner besproken',
      consent: 'De inwoner gaf toestemming',
    },
    team: 'Vanuit welk team vraag je dit?',
    teamHelp: 'We zoeken in de pool van de gemeente van dat team.',
    neighbourhood: 'Over welke wijk gaat het?',
    noNeighbourhood: 'niet genoemd',
    fromText: 'Uit je tekst overgenomen.',
    group: 'Vraag een groep',
    groupHelp: 'Wie van de groep het eerst ja zegt, pakt je vraag op.',
    noGroup: 'geen groep',
    groupOf: (name: string, count: number) => `${name} (${count} mensen)`,
    ownReference: 'Eigen kenmerk',
    ownReferenceHelp: 'Alleen jij en collega’s die meedoen zien dit. Geen naam of BSN.',
    onlyByMe: 'Niet automatisch doorgeven',
    onlyByMeHelp: 'Dan vraagt niemand anders dan jij of de coördinator iemand erbij.',
    summary: 'Je vraagt',
    summaryLabel: 'Wie je vraagt en wat er dan gebeurt',
    nobodyYet: 'Nog niemand gekozen',
    group1: (name: string) => `groep ${name}`,
    notAskAnyMore: (name: string) => `${name} niet vragen`,
    ahead: aheadNl,
    go: 'Verstuur de vraag',
    sending: 'Je vraag wordt verstuurd…',
    keep: 'Bewaar als concept',
    keepAgain: 'Bewaar opnieuw',
    keepWhat: 'Een concept bewaart tekst, onderwerpen en wie je koos; de keuzes onder Versturen maak je opnieuw.',
    opening: 'Je concept wordt geopend…',
    kept: (day: string) => `Bewaard. We bewaren dit tot ${day}, versleuteld; alleen jij ziet het.`,
    keptChanged: (day: string) => `Je concept (tot ${day}) heeft je laatste woorden nog niet.`,
    savedBeside: 'Het concept was in een ander venster veranderd. Deze tekst staat daarom als nieuw concept ernaast.',
    drafts: 'Je concepten',
    draftsWhat: 'Alleen jij ziet ze. Na een week zonder bewaren gooien we ze weg.',
    draftsFailed: 'Je concepten konden niet worden opgehaald.',
    again: 'Opnieuw proberen',
    draftKept: (saved: string, until: string) => `bewaard ${saved} · weg op ${until}`,
    open: 'Verder schrijven',
    throwAway: 'Weggooien',
    throwAwayOf: (subject: string) => `Weggooien: ${subject}`,
    throwAwaySure: 'Echt weggooien?',
    throwAwayYes: 'Ja, weggooien',
    throwAwayNo: 'Bewaren',
    thrownAway: 'Het concept is weggegooid.',
    draftGone: 'Dit concept is er niet meer: het is verstuurd, weggegooid of na een week vernietigd.',
    otherTeam: (names: string[]) => `Bij dit team ${names.length > 1 ? 'kunnen' : 'kan'} ${together.nl.format(names)} niet worden gevraagd; ${names.length > 1 ? 'zij staan' : 'die staat'} niet meer bij je keuze.`,
  },
  {
    title: 'Sending',
    byWhen: 'By when do you need a first answer?',
    urgencies: urgenciesEn,
    urgency: urgencyEn,
    notToday: 'Today is no longer possible.',
    callRather: 'Can it not wait? Better call:',
    chooseAndCall: 'Can it not wait? Choose somebody with a number and call.',
    how: 'How do you want advice?',
    ways: { written: 'In writing', phone: 'Call me back', together: 'Together in one talk' },
    resident: 'What does the resident know?',
    residentMissing: 'First choose what the resident knows.',
    residentAnew: (found: readonly string[]) =>
      `Your text still has something that may lead back to somebody: ${together.en.format(found)}. Take it out, or choose what is true.`,
    residents: {
      no_identifying_data: 'I ask without identifying data',
      discussed: 'I discussed it with the resident',
      consent: 'The resident consented',
    },
    team: 'From which team do you ask this?',
    teamHelp: 'We search in the pool of the municipality of that team.',
    neighbourhood: 'Which neighbourhood is it about?',
    noNeighbourhood: 'not named',
    fromText: 'Taken from your text.',
    group: 'Ask a group',
    groupHelp: 'Who of the group says yes first takes up your question.',
    noGroup: 'no group',
    groupOf: (name: string, count: number) => `${name} (${count} people)`,
    ownReference: 'Own reference',
    ownReferenceHelp: 'Only you and colleagues who take part see this. No name or citizen number.',
    onlyByMe: 'Do not pass it on by itself',
    onlyByMeHelp: 'Then nobody but you or the coordinator asks somebody else.',
    summary: 'You ask',
    summaryLabel: 'Whom you ask and what happens then',
    nobodyYet: 'Nobody chosen yet',
    group1: (name: string) => `group ${name}`,
    notAskAnyMore: (name: string) => `Do not ask ${name}`,
    ahead: aheadEn,
    go: 'Send the question',
    sending: 'Your question is being sent…',
    keep: 'Save as a draft',
    keepAgain: 'Save again',
    keepWhat: 'A draft keeps text, topics and whom you chose; you make the choices under Sending again.',
    opening: 'Your draft is being opened…',
    kept: (day: string) => `Saved. We keep this until ${day}, encrypted; only you see it.`,
    keptChanged: (day: string) => `Your draft (until ${day}) does not have your last words yet.`,
    savedBeside: 'The draft was changed in another window. This text therefore stands beside it as a new draft.',
    drafts: 'Your drafts',
    draftsWhat: 'Only you see them. After a week without saving we throw them away.',
    draftsFailed: 'Your drafts could not be fetched.',
    again: 'Try again',
    draftKept: (saved: string, until: string) => `saved ${saved} · gone on ${until}`,
    open: 'Go on writing',
    throwAway: 'Throw away',
    throwAwayOf: (subject: string) => `Throw away: ${subject}`,
    throwAwaySure: 'Really throw away?',
    throwAwayYes: 'Yes, throw away',
    throwAwayNo: 'Keep',
    thrownAway: 'The draft has been thrown away.',
    draftGone: 'This draft is no longer there: it was sent, thrown away, or destroyed after a week.',
    otherTeam: (names: string[]) => `With this team ${together.en.format(names)} cannot be asked; ${names.length > 1 ? 'they are' : 'that choice is'} taken away.`,
  },
);
