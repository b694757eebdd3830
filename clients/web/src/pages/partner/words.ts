// The words of a question of a partner in the neighbourhood.
import { words } from '../../words/language';

export const partnerWords = words(
  {
    title: 'Vraag aan het wijkteam',
    to: (name: string) => `Je vraag komt bij ${name}`,
    toTeam: 'Je vraag komt bij de vaste contactpersoon',
    of: (team: string) => `vaste contactpersoon van ${team}`,
    toWhat: 'Die zoekt er de juiste mensen bij en laat je weten hoe het verder gaat. Je volgt het onder “Mijn vragen”.',
    noTeam: 'Je hoort nog niet bij een wijkteam. Vraag de beheerder van je gemeente om dat in te stellen.',
    question: 'Wat is je vraag?',
    placeholder: 'Wat zie of hoor je, en wat wil je weten? Zonder namen of geboortedata.',
    questionHelp: 'Wat je typt wordt nergens bewaard tot je het verstuurt.',
    missing: 'Schrijf eerst wat je vraag is.',
    go: 'Verstuur naar het wijkteam',
    ahead: (day: string, time: string) => `Je krijgt uiterlijk ${day} ${time} een eerste antwoord.`,
    urgent: 'Is er haast, bel dan zelf: bij gevaar 112, bij zorgen over veiligheid thuis Veilig Thuis 0800-2000.',
  },
  {
    title: 'Ask the neighbourhood team',
    to: (name: string) => `Your question goes to ${name}`,
    toTeam: 'Your question goes to the contact of the team',
    of: (team: string) => `contact of ${team}`,
    toWhat: 'They find the right people for it and let you know how it goes on. You follow it under “My questions”.',
    noTeam: 'You do not belong to a neighbourhood team yet. Ask the administrator of your municipality to set that.',
    question: 'What is your question?',
    placeholder: 'What do you see or hear, and what do you want to know? Without names or dates of birth.',
    questionHelp: 'What you type is kept nowhere until you send it.',
    missing: 'First write what your question is.',
    go: 'Send to the neighbourhood team',
    ahead: (day: string, time: string) => `You get a first answer by ${day} ${time} at the latest.`,
    urgent: 'If it cannot wait, call yourself: 112 in danger, Veilig Thuis 0800-2000 when you worry about safety at home.',
  },
);
