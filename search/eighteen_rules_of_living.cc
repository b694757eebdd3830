// Where somebody lives and of what: foster family, institution, own room, school, work, income,
// insurance and debts.
#include "search/eighteen_rules.h"

namespace expertise::search {
namespace {

constexpr TransitionSource youth_person{SourceKind::law, "Jeugdwet art. 1.1 (jeugdige, 3°)"};

TransitionRule foster_care() {
  return {.strand = "foster_care",
          .title = {"Pleegzorg", "Foster care"},
          .from_age = 16,
          .to_age = 22,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Jeugdwet"},
          .change = {"Pleegzorg loopt door tot 21 jaar als de jongere dat wil, en soms tot 23. De "
                     "jongere is vanaf 18 zelf degene die toestemming geeft.",
                     "Foster care goes on until 21 when the young person wants it, and sometimes "
                     "until 23. From 18 it is the young person who consents."},
          .limit = {"Voogdij van pleegouders stopt wel bij 18.",
                    "Guardianship of foster parents does end at 18."},
          .steps = {{-6,
                     {"Vraag de jongere of die wil blijven, en laat de pleegzorgaanbieder het "
                      "pleegcontract en de vergoeding doorlopen.",
                      "Ask whether the young person wants to stay, and have the provider continue "
                      "the contract and the allowance."},
                     lapses},
                    {36,
                     {"Leg voor 21 vast of pleegzorg tot 23 nodig blijft.",
                      "Settle before 21 whether foster care stays necessary until 23."}}},
          .sources = {youth_person,
                      {SourceKind::guidance,
                       "Bestuurlijke afspraak pleegzorg tot 21 (sinds 1 juli 2018); Kamerstukken "
                       "35 833"}},
          .touched_by = {"pleegzorg", "verlengde-pleegzorg"},
          .youth_topics = {"pleegzorg"},
          .adult_topics = {"verlengde-pleegzorg"}};
}

TransitionRule residence() {
  return {.strand = "residence",
          .title = {"Gezinshuis, leefgroep of instelling", "Family home, group or institution"},
          .from_age = 16,
          .to_age = 22,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Wmo 2015", "Wlz"},
          .change = {"Verblijf uit de Jeugdwet stopt bij 18, tenzij het als verlengde jeugdhulp "
                     "doorgaat. In een gezinshuis kan dat volgens afspraak tot 21. Anders: "
                     "beschermd of begeleid wonen (Wmo), Wlz of een eigen plek.",
                     "A stay under the Jeugdwet ends at 18 unless it goes on as extended youth "
                     "help. In a family home that can be until 21 by agreement. Else: sheltered "
                     "housing (Wmo), Wlz or a place of one's own."},
          .limit = {"Niemand zonder plek laten vertrekken: leg voor 18 vast waar de jongere woont.",
                    "Let nobody leave without a place: settle before 18 where they will live."},
          .steps = {{-12,
                     {"Kies met de jongere waar die na 18 woont en schrijf in voor een woning "
                      "zodra dat kan.",
                      "Choose together where to live after 18 and register for housing as soon as "
                      "possible."}},
                    {-6,
                     {"Vraag verlengd verblijf, beschermd wonen of een Wlz-indicatie aan; er zijn "
                      "wachtlijsten.",
                      "Apply for an extended stay, sheltered housing or a Wlz indication; there "
                      "are waiting lists."}}},
          .sources = {youth_person,
                      {SourceKind::law, "Wmo 2015 art. 1.2.1 (beschermd wonen en opvang)"},
                      {SourceKind::guidance, "Kamerbrief gezinshuizen, 31 839 nr. 653 (2019)"}},
          .touched_by = {"gezinshuis", "residentiele-jeugdhulp", "uithuisplaatsing",
                         "kleinschalige-woonvoorziening-jeugd", "vervolgplek-jeugd",
                         "jeugdzorgverlater"},
          .youth_topics = {"residentiele-jeugdhulp", "gezinshuis"},
          .adult_topics = {"beschermd-wonen", "begeleid-wonen"}};
}

TransitionRule housing() {
  return {.strand = "housing",
          .title = {"Wonen en opvang", "Housing and shelter"},
          .from_age = 16,
          .to_age = 23,
          .from_laws = {"Jeugdwet"},
          .to_laws = {"Wmo 2015"},
          .change = {"Vanaf 18 is begeleid en beschermd wonen en opvang een taak van de Wmo. De "
                     "jongere kan zelf een huurcontract tekenen en huurtoeslag aanvragen.",
                     "From 18 assisted and sheltered housing and shelter are a task of the Wmo. "
                     "The young person can sign a lease and apply for huurtoeslag."},
          .limit = {},
          .steps = {{-6,
                     {"Meld de jongere voor begeleid of beschermd wonen bij de gemeente.",
                      "Notify the municipality for assisted or sheltered housing."}},
                    {0,
                     {"Schrijf in als woningzoekende en vraag zo nodig urgentie.",
                      "Register as looking for a house and ask for urgency where needed."}}},
          .sources = {{SourceKind::law, "Wmo 2015 art. 1.1.1 en 1.2.1; BW 1:233"},
                      {SourceKind::guidance, "NJi en gemeenten, Van 18-min naar 18-plus (2016)"}},
          .touched_by = {"beschermd-wonen", "begeleid-wonen", "zelfstandig-wonen-jongeren",
                         "jongerenopvang", "dakloze-jongeren", "dakloosheid", "woning-zoeken",
                         "inwonend-volwassen-kind", "huisuitzetting"},
          .youth_topics = {"zelfstandig-wonen-jongeren"},
          .adult_topics = {"begeleid-wonen", "beschermd-wonen"}};
}

TransitionRule education() {
  return {.strand = "education",
          .title = {"School en startkwalificatie", "School and basic qualification"},
          .from_age = 16,
          .to_age = 23,
          .from_laws = {"Leerplichtwet"},
          .to_laws = {"Leerplichtwet", "Participatiewet"},
          .change = {"De kwalificatieplicht stopt bij 18. Zonder startkwalificatie volgt het "
                     "Doorstroompunt (RMC) de jongere tot 27. Speciaal onderwijs kan tot het eind "
                     "van het schooljaar waarin iemand 20 wordt.",
                     "The duty to qualify ends at 18. Without a basic qualification the "
                     "Doorstroompunt (RMC) follows the young person until 27. Special education "
                     "can last until the end of the school year in which somebody turns 20."},
          .limit = {"De leerplichtambtenaar kan vanaf 18 niets meer afdwingen.",
                    "The school attendance officer can no longer enforce anything from 18."},
          .steps = {{-3,
                     {"Bespreek met school en Doorstroompunt hoe het na 18 verdergaat.",
                      "Discuss with the school and the Doorstroompunt how it goes on after 18."}},
                    {-3,
                     {"Vraag bij DUO studiefinanciering (mbo) of de tegemoetkoming scholieren aan.",
                      "Apply to DUO for student finance (mbo) or the allowance for pupils."}}},
          .sources = {{SourceKind::law, "Leerplichtwet 1969 art. 4a"},
                      {SourceKind::law, "Wet van school naar duurzaam werk (1 januari 2026)"},
                      {SourceKind::law, "Wet op de expertisecentra art. 39"}},
          .touched_by = {"onderwijs-en-leerplicht", "studiefinanciering", "neet-jongere"},
          .youth_topics = {"leerplicht"},
          .adult_topics = {"rmc", "jongerenloket"}};
}

TransitionRule work_and_income() {
  return {
      .strand = "work_and_income",
      .title = {"Werk en bijstand", "Work and social assistance"},
      .from_age = 16,
      .to_age = 23,
      .from_laws = {},
      .to_laws = {"Participatiewet"},
      .change = {"Vanaf 18 kan de jongere zelf hulp naar werk en bijstand krijgen. Tot 21 is de "
                 "norm laag, omdat ouders onderhoudsplichtig zijn; de gemeente kan aanvullen. "
                 "Wie nog naar school kan, krijgt geen bijstand.",
                 "From 18 the young person can get help to work and assistance. Until 21 the "
                 "amount is low because parents must provide; the municipality can add to it. "
                 "Whoever can still go to school gets none."},
      .limit = {"Tot 27 geldt een zoektermijn van vier weken; bij een kwetsbare jongere kan de "
                "gemeente daarvan afzien.",
                "Until 27 one must search for four weeks first; for a vulnerable young person "
                "the municipality can waive that."},
      .steps = {{-3,
                 {"Neem contact op met het jongerenloket en leg de situatie vooraf uit.",
                  "Contact the youth desk and explain the situation beforehand."}},
                {0,
                 {"Meld de jongere op of na de 18e verjaardag voor bijstand.",
                  "Report for assistance on or after the 18th birthday."}}},
      .sources = {{SourceKind::law, "Participatiewet art. 11, 13 lid 2, 20 en 41 lid 4"},
                  {SourceKind::law, "BW 1:395a (onderhoudsplicht tot 21)"},
                  {SourceKind::guidance,
                   "Divosa, Maatwerk Participatiewet voor jongeren in een kwetsbare positie"}},
      .touched_by = {"werk-en-inkomen", "jongerenloket", "neet-jongere", "dakloze-jongeren",
                     "jongerennorm-bijstand", "weigerachtige-ouders", "praktijkonderwijs",
                     "voortgezet-speciaal-onderwijs"},
      .youth_topics = {"praktijkonderwijs"},
      .adult_topics = {"jongerennorm-bijstand", "jongerenloket"}};
}

TransitionRule disability_benefit() {
  return {
      .strand = "disability_benefit",
      .title = {"Wajong en banenafspraak", "Wajong and supported jobs"},
      .from_age = 17,
      .to_age = 23,
      .from_laws = {},
      .to_laws = {"Wajong", "Participatiewet"},
      .change = {"Wie op de 18e verjaardag blijvend niet kan werken door ziekte of beperking, "
                 "kan Wajong krijgen. Wie met hulp wel kan werken, krijgt die hulp van de "
                 "gemeente (banenafspraak, beschut werk).",
                 "Whoever lastingly cannot work on the 18th birthday because of illness or "
                 "disability can get Wajong. Whoever can work with help gets that help from "
                 "the municipality."},
      .limit = {},
      .steps = {{-4,
                 {"Vraag bij UWV een beoordeling arbeidsvermogen aan, met stukken van school en "
                  "behandelaar.",
                  "Ask UWV for a work capacity evaluation, with papers from school and "
                  "therapist."}},
                {60,
                 {"Afgewezen, en nam de beperking toe? Binnen vijf jaar na 18 kan het opnieuw.",
                  "Refused, and did it get worse? It can be asked again within five years."}}},
      .sources = {{SourceKind::law, "Wajong art. 1a:1"},
                  {SourceKind::guidance, "UWV en zorgaanbieders: vier maanden van tevoren"}},
      .touched_by = {"wajong", "arbeidsongeschiktheid", "werken-met-een-beperking",
                     "verstandelijke-beperking", "voortgezet-speciaal-onderwijs",
                     "verstandelijke-beperking-bij-kinderen", "praktijkonderwijs",
                     "licht-verstandelijke-beperking-bij-jongeren"},
      .youth_topics = {"voortgezet-speciaal-onderwijs"},
      .adult_topics = {"wajong", "banenafspraak"}};
}

TransitionRule money() {
  return {.strand = "money",
          .title = {"Zorgverzekering en toeslagen", "Health insurance and allowances"},
          .from_age = 16,
          .to_age = 19,
          .from_laws = {},
          .to_laws = {"Zvw"},
          .change = {"Na de 18e verjaardag betaalt de jongere zelf zorgpremie en eigen risico, en "
                     "kan die zorgtoeslag krijgen. Voor de ouder stoppen kinderbijslag en "
                     "kindgebonden budget: het gezin houdt minder over.",
                     "After the 18th birthday the young person pays the premium and the excess and "
                     "can get zorgtoeslag. For the parent kinderbijslag and kindgebonden budget "
                     "end: the family has less to live on."},
          .limit = {},
          .steps = {{-2,
                     {"Kies een zorgverzekering en regel DigiD en een eigen rekening.",
                      "Choose a health insurance and arrange DigiD and an own account."}},
                    {0,
                     {"Vraag zorgtoeslag aan; laat de ouder de toeslagen aanpassen.",
                      "Apply for zorgtoeslag; have the parent adjust the allowances."}}},
          .sources = {{SourceKind::law, "Zvw art. 16 lid 2 en 19; Wet op de zorgtoeslag art. 2"},
                      {SourceKind::law, "AKW art. 7; Wet op het kindgebonden budget art. 2"}},
          .touched_by = {"financien-en-schulden", "jongvolwassenen-en-geld", "toeslagen",
                         "vergoeding-zorgverzekering", "kinderbijslag"},
          .always = true,
          .youth_topics = {"kinderbijslag"},
          .adult_topics = {"jongvolwassenen-en-geld", "zorgtoeslag"}};
}

TransitionRule debts() {
  return {.strand = "debts",
          .title = {"Schulden", "Debts"},
          .from_age = 16,
          .to_age = 23,
          .from_laws = {"Wgs"},
          .to_laws = {"Wgs"},
          .change = {"Vanaf 18 tekent de jongere zelf contracten en is die zelf aansprakelijk. "
                     "Schulden van een ouder worden niet van het kind. De jongere kan zelf "
                     "schuldhulp vragen.",
                     "From 18 the young person signs contracts and is liable. Debts of a parent do "
                     "not become those of the child. The young person can ask for debt help."},
          .limit = {},
          .steps = {{-2,
                     {"Kijk of er al contracten of schulden op naam van de jongere staan.",
                      "See whether contracts or debts already stand in the young person's name."}},
                    {0,
                     {"Vraag schuldhulp: het eerste gesprek is binnen vier weken, bij dreigende "
                      "ontruiming of afsluiting binnen drie werkdagen.",
                      "Ask for debt help: the first talk is within four weeks, within three "
                      "working days when eviction or cut-off threatens."}}},
          .sources = {{SourceKind::law, "BW 1:233 en 1:234"}, {SourceKind::law, "Wgs art. 4"}},
          .touched_by = {"schulden", "schuldhulpverlening", "jongerenschulden",
                         "geldbeheer-en-administratie"},
          .youth_topics = {"financieel-achttien-worden"},
          .adult_topics = {"schuldhulpverlening", "jongerenschulden"}};
}

}  // namespace

std::vector<TransitionRule> rules_of_living() {
  return {foster_care(),     residence(),          housing(), education(),
          work_and_income(), disability_benefit(), money(),   debts()};
}

}  // namespace expertise::search
