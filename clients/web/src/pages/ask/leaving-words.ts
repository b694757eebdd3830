// What is asked of somebody who leaves something unsent.
import { words } from '../../words/language';

export const leavingWords = words(
  {
    notSent: 'Wat je schreef is nog niet verstuurd. Wat doen we ermee?',
    keep: 'Bewaar als concept',
    throwAway: 'Weggooien',
    stay: 'Hier blijven',
  },
  {
    notSent: 'What you wrote has not been sent. What shall we do with it?',
    keep: 'Save as a draft',
    throwAway: 'Throw away',
    stay: 'Stay here',
  },
);
