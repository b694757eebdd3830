// The words for what the API names: states, results, ways, reasons, roles. One place, so that every page says them
// alike.
import { language, words } from './language';

const names = words(
  {
    states: {
      open: 'wacht op reactie',
      with_coordinator: 'bij de coördinator',
      in_consultation: 'in gesprek',
      awaiting_asker: 'wacht op de vraagsteller',
      advised: 'advies gegeven',
      closed: 'afgesloten',
      withdrawn: 'ingetrokken',
      followed_up: 'teruggekeken',
    },
    awaitingYou: 'wacht op jou',
    results: {
      solved_in_team: 'opgelost in het team',
      referred: 'doorverwezen',
      taken_over: 'overgenomen',
      heavier_help: 'zwaardere hulp ingezet',
      not_solved: 'niet opgelost',
    },
    ways: { written: 'schriftelijk', phone: 'bellen', together: 'samen' },
    meetings: { phone: 'telefonisch', video: 'per video', on_the_spot: 'op locatie' },
    urgencies: { today: 'vandaag', within_2_working_days: 'binnen 2 werkdagen', within_5_working_days: 'binnen 5 werkdagen' },
    residents: {
      no_identifying_data: 'zonder herleidbare gegevens',
      discussed: 'besproken met de inwoner',
      consent: 'met toestemming van de inwoner',
    },
    declineReasons: {
      no_time: 'geen tijd',
      not_my_field: 'niet mijn vak',
      conflict_of_interest: 'ik ben te dichtbij betrokken',
      on_leave: 'met verlof',
      other: 'andere reden',
    },
    roles: {
      team_member: 'wijkteammedewerker',
      partner: 'partner in de wijk',
      specialist: 'specialist',
      coordinator: 'coördinator',
      reviewer: 'onafhankelijk toetser',
      administrator: 'beheerder',
    },
    knowledge: { professional: 'vakkennis', experience: 'ervaringsdeskundige', volunteer: 'vrijwilliger' },
    invitationStates: {
      pending: 'gevraagd, nog geen reactie',
      accepted: 'denkt mee',
      declined: 'kan niet',
      expired: 'niet gereageerd',
      withdrawn: 'uitnodiging ingetrokken',
      handed_over: 'doorgegeven aan een collega',
      released: 'heeft de vraag losgelaten',
    },
    verdicts: { in_order: 'in orde', learning_point: 'leerpunt', action_needed: 'actie nodig' },
    origins: { question: 'vraag', phone: 'gesprek, achteraf vastgelegd', partner: 'vraag van een partner' },
    agreements: { confidentiality: 'geheimhouding', conduct: 'VOG', covenant: 'convenant' },
  },
  {
    states: {
      open: 'waiting for a reaction',
      with_coordinator: 'with the coordinator',
      in_consultation: 'in consultation',
      awaiting_asker: 'waiting for the asker',
      advised: 'advice given',
      closed: 'closed',
      withdrawn: 'withdrawn',
      followed_up: 'looked back on',
    },
    awaitingYou: 'waiting for you',
    results: {
      solved_in_team: 'solved in the team',
      referred: 'referred',
      taken_over: 'taken over',
      heavier_help: 'heavier help called in',
      not_solved: 'not solved',
    },
    ways: { written: 'in writing', phone: 'by phone', together: 'together' },
    meetings: { phone: 'by phone', video: 'by video', on_the_spot: 'on the spot' },
    urgencies: { today: 'today', within_2_working_days: 'within 2 working days', within_5_working_days: 'within 5 working days' },
    residents: {
      no_identifying_data: 'without identifying data',
      discussed: 'discussed with the resident',
      consent: 'with the resident’s consent',
    },
    declineReasons: {
      no_time: 'no time',
      not_my_field: 'not my field',
      conflict_of_interest: 'I am too closely involved',
      on_leave: 'on leave',
      other: 'another reason',
    },
    roles: {
      team_member: 'team member',
      partner: 'partner in the neighbourhood',
      specialist: 'specialist',
      coordinator: 'coordinator',
      reviewer: 'independent reviewer',
      administrator: 'administrator',
    },
    knowledge: { professional: 'professional', experience: 'expert by experience', volunteer: 'volunteer' },
    invitationStates: {
      pending: 'asked, no reaction yet',
      accepted: 'thinks along',
      declined: 'cannot',
      expired: 'did not react',
      withdrawn: 'invitation withdrawn',
      handed_over: 'handed over to a colleague',
      released: 'let the question go',
    },
    verdicts: { in_order: 'in order', learning_point: 'learning point', action_needed: 'action needed' },
    origins: { question: 'question', phone: 'talk, logged afterwards', partner: 'question of a partner' },
    agreements: { confidentiality: 'confidentiality', conduct: 'certificate of conduct', covenant: 'covenant' },
  },
);

/** The words in the reader's language. */
export function terms() {
  return { ...names(), language: sayLanguage };
}

/** The name of a language from its code, such as `ar`. */
function sayLanguage(code: string): string {
  return new Intl.DisplayNames(language.value, { type: 'language' }).of(code) ?? code;
}
