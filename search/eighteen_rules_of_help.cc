// What the youth law gives until eighteen. Definitions of the Jeugdwet end guidance and personal
// care at eighteen; everything else ends as soon as another law has it.
#include "search/eighteen_rules.h"

namespace expertise::search {
namespace {

constexpr TransitionSource youth_person{SourceKind::law, "Jeugdwet art. 1.1 (jeugdige, 3°)"};
constexpr TransitionSource youth_help{
    SourceKind::law, "Jeugdwet art. 1.1 (jeugdhulp, 2° en 3°: alleen onder de 18)"};
constexpr TransitionSource other_law_first{SourceKind::law, "Jeugdwet art. 1.2 lid 1"};
constexpr TransitionSource wmo_terms{
    SourceKind::law, "Wmo 2015 art. 2.3.2 (onderzoek binnen 6 weken) en 2.3.5 (besluit)"};
constexpr TransitionSource municipal_guide{SourceKind::guidance,
                                           "NJi en gemeenten, Van 18-min naar 18-plus (2016)"};

TransitionRule youth_care() {
  return {
      .strand = "youth_care",
      .title = {"Jeugdhulp en toekomstplan", "Youth help and a plan for later"},
      .from_age = 16,
      .to_age = 22,
      .from_laws = {"Jeugdwet"},
      .to_laws = {"Wmo 2015", "Zvw", "Wlz"},
      .change = {"Jeugdhulp stopt op de 18e verjaardag. Doorlopen tot uiterlijk 23 jaar kan, "
                 "maar alleen voor hulp die onder geen andere wet valt.",
                 "Youth help ends on the 18th birthday. It can go on until 23 at most, but "
                 "only where no other law provides the help."},
      .limit = {"Doorlopen kan alleen als de hulp voor 18 begon en nodig blijft, als voor 18 is "
                "bepaald dat hulp nodig is, of als hulp binnen een half jaar na het einde weer "
                "nodig is.",
                "It can only go on when it began before 18 and stays necessary, when the need "
                "was settled before 18, or when it is needed again within half a year."},
      .steps = {{-24,
                 {"Maak samen met de jongere een toekomstplan: wonen, school of werk, inkomen, "
                  "zorg en netwerk.",
                  "Make a plan together with the young person: housing, school or work, "
                  "income, care and people around."}},
                {-6,
                 {"Vraag de gemeente om voor 18 vast te leggen welke hulp nodig blijft.",
                  "Ask the municipality to settle before 18 which help stays necessary."},
                 lapses},
                {6,
                 {"Stopte de hulp bij 18 en gaat het mis? Vraag binnen een half jaar om "
                  "hervatting.",
                  "Did the help stop at 18 and do things go wrong? Ask to resume it within "
                  "half a year."}}},
      .sources = {youth_person, other_law_first, municipal_guide},
      .touched_by = {"overgang-18-18", "wet-en-toegang-jeugd", "gezinsbegeleiding",
                     "gedragsproblemen-jeugd"},
      .always = true,
      .youth_topics = {"toekomstplan", "verlengde-jeugdhulp"},
      .adult_topics = {"overgang-18-18", "jongerencoach"}};
}

TransitionRule guidance() {
  return {.strand = "guidance",
          .title = {"Begeleiding", "Guidance at home"},
          .from_age = 16,
          .to_age = 21,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Wmo 2015"},
          .change = {"Begeleiding gaat op de 18e verjaardag van de Jeugdwet naar de Wmo. De "
                     "gemeente doet nieuw onderzoek; er kan een eigen bijdrage gelden.",
                     "Guidance moves from the Jeugdwet to the Wmo on the 18th birthday. The "
                     "municipality looks at it anew; an own contribution may apply."},
          .limit = {"Begeleiding kan niet als verlengde jeugdhulp doorgaan, ook niet als zij al "
                    "liep.",
                    "Guidance cannot go on as extended youth help, even when it was already "
                    "given."},
          .steps = {{-6,
                     {"Bespreek welke begeleiding nodig blijft, en of dezelfde begeleider kan "
                      "blijven.",
                      "Discuss which guidance stays necessary, and whether the same person can "
                      "stay."}},
                    {-3,
                     {"Meld de jongere bij de Wmo. Het onderzoek mag zes weken duren, het besluit "
                      "daarna twee weken.",
                      "Notify the Wmo desk. The inquiry may take six weeks, the decision two weeks "
                      "more."}},
                    {0,
                     {"Laat de Wmo-begeleiding aansluiten op de laatste dag jeugdhulp.",
                      "Have the Wmo guidance begin where the youth help ends."},
                     lapses}},
          .sources = {youth_help,
                      wmo_terms,
                      {SourceKind::guidance, "Schulinck, Maak een toekomstplan"}},
          .touched_by = {"begeleiding-individueel", "gezinsbegeleiding", "woonbegeleiding",
                         "jongerencoach", "ontwikkelingsstoornissen", "verstandelijke-beperking",
                         "autisme-en-neurodiversiteit"},
          .youth_topics = {"licht-verstandelijke-beperking-bij-jongeren", "gezinsbegeleiding"},
          .adult_topics = {"begeleiding-individueel", "wmo-maatwerkvoorziening"}};
}

TransitionRule day_activities() {
  return {.strand = "day_activities",
          .title = {"Dagbesteding en vervoer", "Day activities and transport"},
          .from_age = 16,
          .to_age = 21,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Wmo 2015", "Wlz", "Participatiewet"},
          .change = {"Dagbesteding uit de Jeugdwet stopt bij 18. Daarna is het school, werk (ook "
                     "beschut), Wmo-dagbesteding of, met een Wlz-indicatie, dagbesteding uit de "
                     "Wlz. Ook jeugdhulpvervoer stopt.",
                     "Day activities under the Jeugdwet end at 18. After that it is school, work "
                     "(also sheltered), day activities under the Wmo or, with a Wlz indication, "
                     "under the Wlz. Transport to youth help ends too."},
          .limit = {"Dagbesteding en het vervoer erheen kunnen niet als verlengde jeugdhulp "
                    "doorgaan.",
                    "Day activities and transport to them cannot go on as extended youth help."},
          .steps = {{-6,
                     {"Bekijk met school en jongere wat past: leren, werken of dagbesteding.",
                      "See with school and the young person what fits: learning, working or day "
                      "activities."}},
                    {-3,
                     {"Vraag dagbesteding en vervoer samen aan bij de Wmo.",
                      "Apply for day activities and transport together at the Wmo desk."}}},
          .sources = {youth_help, wmo_terms},
          .touched_by = {"dagbesteding", "kinderdagcentrum", "dagbehandeling-jeugd",
                         "arbeidsmatige-dagbesteding", "jeugdhulpvervoer", "leerlingenvervoer",
                         "verlies-van-dagstructuur"},
          .youth_topics = {"dagbehandeling-jeugd"},
          .adult_topics = {"dagbesteding", "beschut-werk"}};
}

TransitionRule mental_health() {
  return {.strand = "mental_health",
          .title = {"Behandeling in de ggz", "Mental health treatment"},
          .from_age = 16,
          .to_age = 19,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Zvw"},
          .change = {"Jeugd-ggz betaalt de gemeente; vanaf de 18e verjaardag betaalt de "
                     "zorgverzekeraar, met eigen risico. Er is een nieuwe verwijzing nodig.",
                     "The municipality pays for youth mental health care; from the 18th birthday "
                     "the health insurer does, with an excess. A new referral is needed."},
          .limit = {"Behandeling die de Zvw vergoedt kan niet als verlengde jeugdhulp doorgaan.",
                    "Treatment that the Zvw covers cannot go on as extended youth help."},
          .steps = {{-6,
                     {"Vraag de behandelaar of de behandeling daar kan doorgaan, en anders om een "
                      "warme overdracht. Let op wachttijden in de volwassen-ggz.",
                      "Ask whether treatment can go on there, or else for a warm transfer. Mind "
                      "waiting times in adult care."}},
                    {-3,
                     {"Regel een verwijzing van de huisarts, en een polis waarmee de behandelaar "
                      "een contract heeft.",
                      "Arrange a referral by the GP, and a policy with which the therapist has a "
                      "contract."}},
                    {0,
                     {"Bespreek het eigen risico; de gemeente heeft soms een regeling.",
                      "Discuss the excess; the municipality sometimes has a scheme."}}},
          .sources = {other_law_first,
                      {SourceKind::law, "Zvw art. 10 en 19; Besluit zorgverzekering art. 2.4"},
                      {SourceKind::guidance, "16-27.nl, Zorgverzekeringswet"}},
          .touched_by = {"psychische-gezondheid-jeugd", "psychische-gezondheid", "verslaving",
                         "hechtingsproblematiek", "dwang-en-verplichte-zorg"},
          .youth_topics = {"jeugd-ggz"},
          .adult_topics = {"specialistische-ggz", "generalistische-basis-ggz"}};
}

TransitionRule personal_care() {
  return {
      .strand = "personal_care",
      .title = {"Persoonlijke verzorging", "Personal care"},
      .from_age = 16,
      .to_age = 19,
      .from_laws = {"Jeugdwet"},
      .to_laws = {"Zvw", "Wmo 2015", "Wlz"},
      .change = {"Verzorging gaat bij 18 naar de Zvw (wijkverpleging) als zij met geneeskundige "
                 "zorg samenhangt, en anders als begeleiding naar de Wmo.",
                 "Personal care moves at 18 to the Zvw (community nursing) when it goes with "
                 "medical care, and else to the Wmo as guidance."},
      .limit = {"Persoonlijke verzorging kan niet als verlengde jeugdhulp doorgaan.",
                "Personal care cannot go on as extended youth help."},
      .steps = {{-3,
                 {"Laat de wijkverpleegkundige vaststellen welke verzorging nodig is, en meld "
                  "de rest bij de Wmo.",
                  "Have the community nurse settle which care is needed, and notify the Wmo "
                  "desk of the rest."}}},
      .sources = {youth_help,
                  {SourceKind::law,
                   "Besluit zorgverzekering art. 2.10 (verpleging en "
                   "verzorging)"}},
      .touched_by = {"wijkverpleging", "persoonlijke-hygiene", "kindverpleging-thuis",
                     "algemene-dagelijkse-levensverrichtingen",
                     "lichamelijke-beperking-bij-kinderen"},
      .youth_topics = {"kindverpleging-thuis"},
      .adult_topics = {"wijkverpleging"}};
}

TransitionRule respite() {
  return {
      .strand = "respite",
      .title = {"Logeren en respijt", "Short stays and respite"},
      .from_age = 16,
      .to_age = 19,
      .from_laws = {"Jeugdwet"},
      .to_laws = {"Wmo 2015", "Wlz"},
      .change = {"Logeren om ouders te ontlasten gaat bij 18 naar de Wmo (kortdurend verblijf), "
                 "of naar de Wlz wie daar een indicatie voor heeft.",
                 "Short stays that relieve parents move at 18 to the Wmo, or to the Wlz for "
                 "whoever has an indication for it."},
      .limit = {},
      .steps = {{-3,
                 {"Vraag kortdurend verblijf aan bij de Wmo, samen met de begeleiding.",
                  "Apply for short stays at the Wmo desk, together with the guidance."}}},
      .sources = {other_law_first, wmo_terms},
      .touched_by = {"respijtzorg-jeugd", "respijtzorg"},
      .youth_topics = {"respijtzorg-jeugd"},
      .adult_topics = {"respijtzorg"}};
}

TransitionRule long_term_care() {
  return {
      .strand = "long_term_care",
      .title = {"Blijvend zorg dichtbij (Wlz)", "Lasting care nearby (Wlz)"},
      .from_age = 16,
      .to_age = 23,
      .from_laws = {"Jeugdwet", "Wlz"},
      .to_laws = {"Wlz"},
      .change = {"Wie blijvend 24 uur per dag zorg in de nabijheid of toezicht nodig heeft, "
                 "krijgt zorg uit de Wlz. Een Wlz-indicatie die er al is loopt door; vanaf 18 "
                 "geldt een eigen bijdrage.",
                 "Whoever lastingly needs care nearby or supervision day and night gets it "
                 "from the Wlz. An indication that exists goes on; from 18 an own contribution "
                 "applies."},
      .limit = {"Bij een licht verstandelijke beperking met gedragsproblemen kan een volwassene "
                "tijdelijk behandeling met verblijf uit de Wlz krijgen.",
                "With a mild intellectual disability and behavioural problems an adult can get "
                "temporary treatment with a stay from the Wlz."},
      .steps = {{-6,
                 {"Vraag bij twijfel cliëntondersteuning, en vraag uiterlijk nu de indicatie "
                  "aan bij het CIZ, met een actuele diagnose.",
                  "When in doubt ask for client support, and apply by now to the CIZ, with a "
                  "current diagnosis."}},
                {-2,
                 {"Zoek met het zorgkantoor een plek of aanbieder.",
                  "Look for a place or provider with the care office."}}},
      .sources = {{SourceKind::law, "Wlz art. 3.2.1 lid 1 en lid 3"},
                  {SourceKind::guidance, "CIZ, Beleidsregels indicatiestelling Wlz"}},
      .touched_by = {"wlz-indicatie", "wlz-afbakening", "wlz-voor-kinderen",
                     "verstandelijke-beperking", "verstandelijke-beperking-bij-kinderen",
                     "licht-verstandelijke-beperking-bij-jongeren", "kinderdagcentrum"},
      .youth_topics = {"wlz-voor-kinderen"},
      .adult_topics = {"wlz-indicatie"}};
}

}  // namespace

std::vector<TransitionRule> rules_of_help() {
  return {youth_care(),    guidance(), day_activities(), mental_health(),
          personal_care(), respite(),  long_term_care()};
}

}  // namespace expertise::search
