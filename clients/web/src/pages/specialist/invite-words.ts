import { words } from '../../words/language';

export const inviteWords = words(
  {
    title: 'Nodig iemand uit voor de pool',
    lead: 'Je krijgt een link die je zelf verstuurt. Wie hem opent maakt in vijf minuten een profiel. Daarna leg jij de afspraken vast.',
    back: 'Terug naar de pool',
    name: 'Naam',
    email: 'E-mail',
    municipality: 'Gemeente',
    language: 'In welke taal?',
    languages: { nl: 'Nederlands', en: 'Engels' },
    invite: 'Maak de uitnodiging',
    readyTitle: (name: string) => `De uitnodiging voor ${name} is klaar`,
    ready: (moment: string) => `De link werkt één keer, tot ${moment}. Je ziet hem alleen nu: kopieer hem of de hele mail voordat je verdergaat.`,
    link: 'Link',
    copyLink: 'Kopieer de link',
    mail: 'Tekst voor je mail',
    copyMail: 'Kopieer de tekst',
    openMail: 'Open in mijn mailprogramma',
    copied: 'Gekopieerd.',
    notCopied: 'Kopiëren lukte niet. De tekst is gekozen; druk op Ctrl+C.',
    another: 'Nodig nog iemand uit',
    open: 'Nog niet gebruikt',
    noOpen: 'Er staan geen uitnodigingen open.',
    line: (until: string) => `geldt tot ${until}`,
    by: (name: string) => `uitgenodigd door ${name}`,
    withdraw: (name: string) => `Trek in: de uitnodiging voor ${name}`,
    withdrawShort: 'Trek in',
    sure: (name: string) => `De link voor ${name} werkt dan niet meer.`,
    yes: 'Ja, trek in',
    no: 'Toch niet',
    withdrawn: (name: string) => `De uitnodiging voor ${name} is ingetrokken.`,
    notAllowed: 'Alleen een coördinator nodigt uit',
    notAllowedWhat: 'Ken je iemand die in de pool past? Geef de naam door aan de coördinator van je gemeente.',
  },
  {
    title: 'Invite somebody to the pool',
    lead: 'You get a link that you send yourself. Whoever opens it makes a profile in five minutes. After that you record the agreements.',
    back: 'Back to the pool',
    name: 'Name',
    email: 'E-mail',
    municipality: 'Municipality',
    language: 'In which language?',
    languages: { nl: 'Dutch', en: 'English' },
    invite: 'Make the invitation',
    readyTitle: (name: string) => `The invitation for ${name} is ready`,
    ready: (moment: string) => `The link works once, until ${moment}. You see it only now: copy it or the whole mail before you go on.`,
    link: 'Link',
    copyLink: 'Copy the link',
    mail: 'Text for your mail',
    copyMail: 'Copy the text',
    openMail: 'Open in my mail program',
    copied: 'Copied.',
    notCopied: 'Copying did not work. The text is selected; press Ctrl+C.',
    another: 'Invite somebody else',
    open: 'Not used yet',
    noOpen: 'There are no open invitations.',
    line: (until: string) => `holds until ${until}`,
    by: (name: string) => `invited by ${name}`,
    withdraw: (name: string) => `Withdraw the invitation for ${name}`,
    withdrawShort: 'Withdraw',
    sure: (name: string) => `The link for ${name} then no longer works.`,
    yes: 'Yes, withdraw',
    no: 'Rather not',
    withdrawn: (name: string) => `The invitation for ${name} is withdrawn.`,
    notAllowed: 'Only a coordinator invites',
    notAllowedWhat: 'Do you know somebody who fits in the pool? Give the name to the coordinator of your municipality.',
  },
);

interface Mail {
  subject: string;
  body: string;
}

/** A day in the language of a mail, which need not be the reader's. */
export function sayIn(language: 'nl' | 'en', moment: string): string {
  return new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { timeZone: 'Europe/Amsterdam', dateStyle: 'long' }).format(new Date(moment));
}

/** The mail to the person invited, in their language. */
export const mails: Record<'nl' | 'en', (name: string, place: string, link: string, until: string, from: string) => Mail> = {
  nl: (name, place, link, until, from) => ({
    subject: `Doe mee met de expertisepool van ${place}`,
    body: `Beste ${name},

De wijkteams van ${place} vragen je mee te doen met de expertisepool. Zij stellen daar vragen waar ze zelf niet uitkomen; jij denkt mee als het bij je past en als je tijd hebt.

Meedoen kost vijf minuten. Plak een tekst over je werk, kijk of de onderwerpen kloppen en schrijf wanneer je te bereiken bent:

${link}

De link is alleen voor jou en werkt één keer, tot ${until}. Werkt hij niet meer? Stuur me een bericht, dan maak ik een nieuwe.

Met vriendelijke groet,
${from}`,
  }),
  en: (name, place, link, until, from) => ({
    subject: `Join the expertise pool of ${place}`,
    body: `Dear ${name},

The neighbourhood teams of ${place} ask you to join the expertise pool. There they ask the questions they cannot solve themselves; you think along when it suits you and when you have time.

Joining takes five minutes. Paste a text about your work, see whether the topics are right and write when you can be reached:

${link}

The link is for you alone and works once, until ${until}. Does it no longer work? Send me a message and I will make a new one.

Kind regards,
${from}`,
  }),
};
