import { words } from '../../words/language';

export const signOnWords = words(
  {
    welcome: 'Wie weet hier raad mee?',
    intro: 'Leg een ingewikkelde zorgvraag in gewone woorden voor, en spreek binnen minuten iemand die het weet.',
    steps: [
      'Beschrijf wat er speelt. Zonder namen.',
      'Zie wie kan meedenken, waarom, en wanneer.',
      'Vraag of bel. Reageert iemand niet, dan gaat je vraag vanzelf verder.',
    ],
    title: 'Aanmelden',
    email: 'E-mailadres',
    password: 'Wachtwoord',
    go: 'Aanmelden',
    wrong: 'Het e-mailadres of wachtwoord klopt niet. Kijk of je hoofdletters aan staan, en probeer het opnieuw.',
    help: 'Wachtwoord vergeten, of nog geen account? Vraag het aan de beheerder of de coördinator van je gemeente.',
  },
  {
    welcome: 'Who knows what to do here?',
    intro: 'Put a complex care question in plain words, and speak within minutes to somebody who knows.',
    steps: [
      'Describe what is going on. Without names.',
      'See who can think along, why, and when.',
      'Ask or call. If somebody does not react, your question moves on by itself.',
    ],
    title: 'Sign on',
    email: 'E-mail address',
    password: 'Password',
    go: 'Sign on',
    wrong: 'The address or password is not right. Check that capitals are off, and try again.',
    help: 'Forgot your password, or no account yet? Ask the administrator or the coordinator of your municipality.',
  },
);
