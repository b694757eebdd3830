import { words } from '../../words/language';

export const newPasswordWords = words(
  {
    title: 'Kies een nieuw wachtwoord',
    rule: 'Minstens 12 tekens, en niet makkelijk te raden. Een korte zin werkt goed. Overal waar je was aangemeld, word je afgemeld.',
    wanted: 'Nieuw wachtwoord',
    show: 'Laat zien wat ik typ',
    go: 'Bewaar dit wachtwoord',
    done: 'Je nieuwe wachtwoord is bewaard',
    doneWhat: 'Meld je er nu mee aan. Heb je een tweede stap ingesteld, dan blijft die nodig.',
    signOn: 'Naar aanmelden',
    closed: 'Deze link werkt niet meer',
    closedWhat: 'Een link werkt één keer, en een half uur lang. Vraag bij het aanmelden een nieuwe aan.',
    noLink: 'Hier hoort een link bij',
    noLinkWhat: 'Open de link uit de mail. Heb je er geen, vraag er dan een aan bij het aanmelden.',
    leave: 'Je nieuwe wachtwoord is nog niet bewaard. Toch weggaan?',
  },
  {
    title: 'Choose a new password',
    rule: 'At least 12 characters, and not easy to guess. A short sentence works well. You are signed off wherever you were signed on.',
    wanted: 'New password',
    show: 'Show what I type',
    go: 'Save this password',
    done: 'Your new password is saved',
    doneWhat: 'Sign on with it now. If you set up a second step, that is still needed.',
    signOn: 'To signing on',
    closed: 'This link no longer works',
    closedWhat: 'A link works once, for half an hour. Ask for a new one where you sign on.',
    noLink: 'A link belongs here',
    noLinkWhat: 'Open the link from the mail. If you have none, ask for one where you sign on.',
    leave: 'Your new password is not saved yet. Leave anyway?',
  },
);
