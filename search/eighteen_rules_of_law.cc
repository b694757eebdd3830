// Who decides: authority and measures of the court end or change at eighteen, and a personal budget
// hangs on both.
#include "search/eighteen_rules.h"

namespace expertise::search {
namespace {

constexpr TransitionSource of_age{SourceKind::law, "BW 1:233 (meerderjarig bij 18)"};

TransitionRule child_protection() {
  return {.strand = "child_protection",
          .title = {"Ondertoezichtstelling en voogdij", "Supervision order and guardianship"},
          .from_age = 16,
          .to_age = 18,
          .from_laws = {"Jeugdwet", "BW"},
          .to_laws = {"Jeugdwet", "Wmo 2015"},
          .change = {"Ondertoezichtstelling, machtiging uithuisplaatsing en voogdij stoppen "
                     "vanzelf op de 18e verjaardag. Hulp is daarna vrijwillig.",
                     "Supervision order, placement order and guardianship end by themselves on the "
                     "18th birthday. Help is voluntary after that."},
          .limit = {"Verlengen na 18 kan niet.", "They cannot be extended past 18."},
          .steps = {{-12,
                     {"Maak met jongere, gezinsvoogd en wijkteam het toekomstplan.",
                      "Make the plan for later with young person, guardian and team."},
                     lapses},
                    {-6,
                     {"Spreek af wie na 18 de vaste persoon is, en welke hulp de jongere zelf wil "
                      "houden.",
                      "Agree on who is the person to turn to after 18, and which help the young "
                      "person wants to keep."}}},
          .sources = {of_age,
                      {SourceKind::law, "BW 1:255 (ondertoezichtstelling van een minderjarige)"},
                      {SourceKind::guidance, "NJi, Van jeugd naar volwassenheid: veiligheid"}},
          .touched_by = {"ondertoezichtstelling", "voogdij", "gezagsbeeindigende-maatregel",
                         "gecertificeerde-instelling", "uithuisplaatsing",
                         "alleenstaande-minderjarige-vreemdeling"},
          .youth_topics = {"gecertificeerde-instelling"},
          .adult_topics = {"jeugdzorgverlater", "jongerencoach"}};
}

TransitionRule secure_care() {
  return {.strand = "secure_care",
          .title = {"Gesloten jeugdhulp", "Secure youth care"},
          .from_age = 16,
          .to_age = 18,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Wvggz", "Wzd", "Wmo 2015"},
          .change = {"De machtiging voor gesloten jeugdhulp loopt in beginsel tot 18.",
                     "An order for secure youth care runs until 18 as a rule."},
          .limit = {"Daarna hooguit zes maanden, alleen als de behandeling voor 18 begon, een plan "
                    "naar een andere vorm van hulp toewerkt en (volgens rechters) de jongere "
                    "instemt.",
                    "After that six months at most, only when treatment began before 18, a plan "
                    "works towards another kind of help and (so courts say) the young person "
                    "agrees."},
          .steps = {{-6,
                     {"Zorg dat het hulpverleningsplan zegt hoe en waarheen de jongere vertrekt.",
                      "Have the plan say how and where the young person will leave."}},
                    {6,
                     {"Uiterlijk hier eindigt een machtiging die na 18 doorloopt.",
                      "An order that runs on after 18 ends here at the latest."}}},
          .sources = {{SourceKind::law, "Jeugdwet art. 6.1.2"},
                      {SourceKind::guidance,
                       "Schulinck, Instemming meerderjarige jeugdige bij gesloten jeugdhulp"}},
          .touched_by = {"gesloten-jeugdhulp", "vrijheidsbeperkende-maatregelen-jeugd"},
          .youth_topics = {"gesloten-jeugdhulp"},
          .adult_topics = {"beschermd-wonen"}};
}

TransitionRule youth_probation() {
  return {.strand = "youth_probation",
          .title = {"Jeugdreclassering en straf", "Youth probation and criminal law"},
          .from_age = 16,
          .to_age = 22,
          .from_laws = {"Jeugdwet", "Strafrecht"},
          .to_laws = {"Strafrecht"},
          .change = {"Jeugdreclassering stopt niet vanzelf bij 18: de maatregel loopt door. Voor "
                     "een feit tussen 18 en 23 kan de rechter jeugdstrafrecht toepassen.",
                     "Youth probation does not end by itself at 18: the measure runs on. For an "
                     "offence between 18 and 23 the court may apply youth law."},
          .limit = {"Voor jeugdhulp die de strafrechter oplegt geldt de grens van 18 niet.",
                    "For youth help that a criminal court imposes the limit of 18 does not "
                    "hold."},
          .steps = {{-3,
                     {"Vraag de jeugdreclassering wie het toezicht na 18 houdt, en sluit zorg en "
                      "wonen daarop aan.",
                      "Ask youth probation who supervises after 18, and fit care and housing to "
                      "it."}}},
          .sources = {{SourceKind::law, "Wetboek van Strafrecht art. 77c"},
                      {SourceKind::law, "Jeugdwet art. 1.1 (jeugdige, 2°)"}},
          .touched_by = {"jeugdcriminaliteit", "reclassering", "detentie"},
          .youth_topics = {"jeugdreclassering"},
          .adult_topics = {"reclassering"}};
}

TransitionRule representation() {
  return {.strand = "representation",
          .title = {"Zelf beslissen, mentor en bewind", "Deciding, mentor and administrator"},
          .from_age = 16,
          .to_age = 23,
          .from_laws = {"BW"},
          .to_laws = {"BW"},
          .change = {"Het gezag van ouders en voogd stopt bij 18; de jongere beslist zelf. Wie dat "
                     "niet kan, krijgt van de kantonrechter een mentor (zorg), bewindvoerder "
                     "(geld) of curator (beide).",
                     "Authority of parents and guardians ends at 18; the young person decides. For "
                     "whoever cannot, the court appoints a mentor (care), an administrator (money) "
                     "or a curator (both)."},
          .limit = {"Vanaf 16 beslist de jongere al zelf over medische behandeling en jeugdhulp.",
                    "From 16 the young person already decides on treatment and youth help."},
          .steps = {{-6,
                     {"Bespreek wat de jongere zelf kan beslissen en wat de lichtste steun is: "
                      "volmacht, mentor, bewind.",
                      "Discuss what the young person can decide and which support is lightest: "
                      "proxy, mentor, administration."}},
                    {-3,
                     {"Dien het verzoek in bij de kantonrechter: instellen kan al voor 18.",
                      "File the request with the court: it can be granted before 18."}}},
          .sources = {of_age,
                      {SourceKind::law,
                       "BW 1:450 lid 2 (mentorschap voor de meerderjarigheid); "
                       "BW 1:378 en 1:431"},
                      {SourceKind::law, "BW 7:447; Jeugdwet art. 7.3.4"},
                      {SourceKind::guidance,
                       "informatielangdurigezorg.nl: regel het uiterlijk 3 maanden voor 18"}},
          .touched_by = {"vertegenwoordiging-en-bewind", "bescherming-bij-18-jaar",
                         "verstandelijke-beperking", "verstandelijke-beperking-bij-kinderen",
                         "licht-verstandelijke-beperking-bij-jongeren", "ouderlijk-gezag"},
          .youth_topics = {"bescherming-bij-18-jaar"},
          .adult_topics = {"mentorschap", "beschermingsbewind"}};
}

TransitionRule personal_budget() {
  return {
      .strand = "personal_budget",
      .title = {"Persoonsgebonden budget", "Personal budget"},
      .from_age = 16,
      .to_age = 19,
      .from_laws = {"Jeugdwet"},
      .to_laws = {"Wmo 2015", "Wlz", "Zvw"},
      .change = {"Een jeugd-pgb stopt bij 18. Voor een nieuw pgb zijn een nieuw besluit, een "
                 "budgetplan en nieuwe zorgovereenkomsten bij de SVB nodig, en iemand die het "
                 "budget namens de jongere mag beheren.",
                 "A youth personal budget ends at 18. A new one needs a new decision, a plan "
                 "and new contracts with the SVB, and somebody who may manage it for the young "
                 "person."},
      .limit = {"Een jeugd-pgb gaat niet over naar een andere wet.",
                "A youth budget does not move to another law."},
      .steps = {{-6,
                 {"Bekijk uit welke wet de hulp komt, en of een pgb daar kan.",
                  "See which law the help will come from, and whether it allows a budget."}},
                {-3,
                 {"Vraag het pgb aan en regel wie de jongere vertegenwoordigt.",
                  "Apply for the budget and arrange who represents the young person."}}},
      .sources = {{SourceKind::law, "Jeugdwet art. 8.1.1; Wmo 2015 art. 2.3.6; Wlz art. 3.3.3"}},
      .touched_by = {"persoonsgebonden-budget", "persoonsgebonden-budget-jeugd"},
      .youth_topics = {"persoonsgebonden-budget-jeugd"},
      .adult_topics = {"persoonsgebonden-budget"}};
}

}  // namespace

std::vector<TransitionRule> rules_of_law() {
  return {child_protection(), secure_care(), youth_probation(), representation(),
          personal_budget()};
}

}  // namespace expertise::search
