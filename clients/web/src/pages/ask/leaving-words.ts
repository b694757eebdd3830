// What is asked of somebody who leaves something unsent.
import { words } from '../../words/language';

export const leavingWords = words(
  {
    notSent: 'Wat je schreef is nog niet verstuurd. Wat doen we ermee?',
    keep: 'Bewaar als concept',
    throwAway: 'Weggooien',
    notKeep: 'Niet bewaren',
    draftStays: 'Kies je “Niet bewaren”, dan blijft je eerdere concept zoals het was.',
    referenceIsLost: 'Je eigen kenmerk gaat niet mee in een concept.',
    stay: 'Hier blijven',
  },
  {
    notSent: 'What you wrote has not been sent. What shall we do with it?',
    keep: 'Save as a draft',
    throwAway: 'Throw away',
    notKeep: 'Do not save',
    draftStays: 'If you choose “Do not save”, your earlier draft stays as it was.',
    referenceIsLost: 'Your own reference does not go into a draft.',
    stay: 'Stay here',
  },
);
