// Who is asked for in a question: a kind of knowledge, a profession, and who is only spoken of.
#include "search/wishes.h"

#include <catch2/catch.hpp>

#include "search/rank.h"
#include "search/team.h"

using namespace expertise::search;

namespace {

using Texts = std::vector<std::string>;

Hit hit(Profile profile) {
  ProfileRecord record;
  record.profile = std::move(profile);
  Hit result;
  result.record = std::make_shared<const ProfileRecord>(std::move(record));
  result.score = 0.4;
  result.topic_fit = 0.2;
  return result;
}

std::vector<Candidate> ranked(const std::vector<Hit>& hits, const Wishes& wishes,
                              const Understood& question = {}) {
  return rank(hits, question, {}, {}, *seed_vocabulary(), wishes);
}

const Reason* reason(const Candidate& candidate, ReasonCode code) {
  for (const Reason& each : candidate.reasons) {
    if (each.code == code) return &each;
  }
  return nullptr;
}

Understood about_age(AgeBand age) {
  Understood question;
  question.age = age;
  question.ages = {age.from};
  return question;
}

}  // namespace

TEST_CASE("who lived through it is asked for in many ways", "[wishes]") {
  const auto text = GENERATE(
      "We zoeken iemand die het zelf heeft meegemaakt.",
      "Graag een gesprek met iemand die zelf schulden heeft gehad.",
      "Kan een ervaringsdeskundige meekijken?", "Liefst ervaringsdeskundigen.",
      "Is er ervaringskennis over verslaving?", "Moeder heeft behoefte aan een lotgenoot.");
  CAPTURE(text);
  CHECK(wishes_in(text).kinds == Texts{"experience"});
  CHECK(wishes_in(text).professions.empty());
}

TEST_CASE("who is spoken of, or there already, is no wish", "[wishes]") {
  const auto text = GENERATE(
      "", "Er is al een ervaringsdeskundige.", "Een ervaringsdeskundige is betrokken.",
      "Zij heeft zelf huiselijk geweld meegemaakt.", "De huisarts maakt zich zorgen.",
      "De jurist van de woningbouw belde.", "Zij heeft contact met een psychiater.",
      "Mevrouw is vrijwilliger in de kerk.", "Overleg met de huisarts liep stuk.",
      "Zij ziet haar huisarts niet meer. Kan dat?", "Zij was advocaat.",
      "Ik zoek een woning. De psychiater zegt niets.", "Een kind van 8 dat niet naar school gaat.");
  CAPTURE(text);
  CHECK(wishes_in(text).kinds.empty());
  CHECK(wishes_in(text).professions.empty());
}

TEST_CASE("a profession that is asked for is read", "[wishes]") {
  const auto [text, professions] = GENERATE(table<std::string, Texts>({
      {"Ik zoek een huisarts die mee wil denken.", {"huisarts"}},
      {"Kan een jurist meekijken?", {"jurist"}},
      {"We willen graag advies van een ervaren jeugdarts.", {"jeugdarts"}},
      {"Wijkverpleegkundige gezocht.", {"wijkverpleegkundige"}},
      {"Wie wil meedenken? Liefst sparren met een psychiater of orthopedagoog.",
       {"psychiater", "orthopedagoog"}},
      {"Op zoek naar een maatschappelijk werker.", {"maatschappelijk werker"}},
      {"Ik zoek een diëtist.", {"diëtist"}},
      {"Wij zoeken een van uw juristen.", {}},
  }));
  CAPTURE(text);
  CHECK(wishes_in(text).professions == professions);
  CHECK(wishes_in(text).kinds.empty());
}

TEST_CASE("somebody who lived through it is asked for only where that is said", "[wishes]") {
  const auto [text, asked] = GENERATE(table<std::string, bool>({
      {"Mevrouw is iemand die zelf veel heeft meegemaakt.", false},
      {"Hij was altijd iemand die zelf weinig zorg heeft gehad.", false},
      {"Zij woont samen met iemand die zelf ook veel heeft meegemaakt.", false},
      {"Zij zoekt rust en is iemand die zelf veel heeft meegemaakt.", false},
      {"Zij zoekt rust. Iemand die zelf veel heeft meegemaakt, zegt haar zus.", false},
      {"Zij wil iemand die zelf al veel heeft meegemaakt niet belasten.", false},
      {"We zoeken voor haar iemand die het zelf heeft meegemaakt.", true},
      {"Zij is op zoek naar iemand die zelf schulden heeft gehad.", true},
      {"Moeder wil praten met iemand die het zelf heeft meegemaakt.", true},
      {"Hij heeft behoefte aan iemand die zelf een psychose heeft doorgemaakt.", true},
      {"Kan iemand die het zelf heeft meegemaakt meekijken?", true},
      {"Hij wil iemand die het zelf heeft meegemaakt spreken.", true},
      {"Is er iemand die het zelf heeft meegemaakt?", true},
  }));
  CAPTURE(text);
  CHECK(wishes_in(text).kinds == (asked ? Texts{"experience"} : Texts{}));
}

TEST_CASE("help that somebody gets already is no wish", "[wishes]") {
  const auto [text, asked] = GENERATE(table<std::string, bool>({
      {"Krijgt juridische ondersteuning van een advocaat.", false},
      {"Zij ontvangt juridisch advies van een advocaat.", false},
      {"Mevrouw volgt pedagogische ondersteuning.", false},
      {"Hij heeft medische ondersteuning.", false},
      {"Zij kreeg advies van een jurist.", false},
      {"Krijgt een ervaringsdeskundige op bezoek.", false},
      {"Zij heeft behoefte aan juridisch advies.", true},
      {"Zij heeft juridisch advies nodig.", true},
      {"Waar krijgt zij juridisch advies?", true},
      {"Zij heeft advies nodig van een jurist.", true},
  }));
  CAPTURE(text);
  const Wishes found = wishes_in(text);
  CHECK((found.professions.empty() && found.kinds.empty()) == !asked);
}

TEST_CASE("a profession is named as it is written", "[wishes]") {
  const auto [text, title, name] = GENERATE(table<std::string, std::string, std::string>({
      {"Ik zoek een dietist.", "Diëtist in de wijk", "diëtist"},
      {"Ik zoek een kinderdiëtist.", "Kinderdietist", "kinderdiëtist"},
      {"Kan een poh meekijken?", "POH-GGZ", "POH"},
      {"Ik zoek een GZ psycholoog.", "GZ-psycholoog", "gz-psycholoog"},
      {"Ik zoek een clientondersteuner.", "Cliëntondersteuner", "cliëntondersteuner"},
      {"Psychiatrische blik gezocht", "SPV in de wijk", "SPV"},
  }));
  CAPTURE(text);
  Profile profile;
  profile.id = "a";
  profile.title = title;
  const auto result = ranked({hit(profile)}, wishes_in(text));
  REQUIRE(reason(result[0], ReasonCode::profession) != nullptr);
  CHECK(reason(result[0], ReasonCode::profession)->parameters == Texts{name});
}

TEST_CASE("advice of a field means the people of that field", "[wishes]") {
  const Texts found = wishes_in("Zij heeft juridisch advies nodig.").professions;
  CHECK(std::find(found.begin(), found.end(), "jurist") != found.end());
  CHECK(std::find(found.begin(), found.end(), "advocaat") != found.end());
  CHECK(wishes_in("Juridische steun bij ontslag").professions == found);
  CHECK(wishes_in("Juridisch klopt het niet.").professions.empty());
}

TEST_CASE("a volunteer is asked for by that name", "[wishes]") {
  CHECK(wishes_in("Wij zoeken een vrijwilliger voor haar.").kinds == Texts{"volunteer"});
  CHECK(wishes_in("Ik zoek een maatje voor haar.").kinds == Texts{"volunteer"});
  CHECK(wishes_in("Ik zoek een professional.").kinds == Texts{"professional"});
}

TEST_CASE("children and old people who are spoken of are known", "[wishes]") {
  CHECK(wishes_in("Een schoolkind en haar opa.").children);
  CHECK(wishes_in("Een schoolkind en haar opa.").old_people);
  CHECK_FALSE(wishes_in("Een vrouw met schulden.").children);
  CHECK_FALSE(wishes_in("Een vrouw met schulden.").old_people);
  for (const char* text : {"Hij heeft een diploma.", "Zij lag in coma.", "Komt uit Europa."}) {
    CAPTURE(text);
    CHECK_FALSE(wishes_in(text).old_people);
  }
  for (const char* text : {"Woont bij oma.", "Bij opa's huis.", "Haar overgrootoma.",
                           "Zijn stiefopa.", "Haar overgrootvader."}) {
    CAPTURE(text);
    CHECK(wishes_in(text).old_people);
  }
}

TEST_CASE("a title names a profession as a word, or as the last part of one", "[wishes]") {
  CHECK(profession_in("Inkomensjurist Participatiewet", {"jurist"}) == "jurist");
  CHECK(profession_in("Huisarts", {"arts"}) == "arts");
  CHECK(profession_in("Diëtist in de wijk", {"dietist"}) == "dietist");
  CHECK(profession_in("Sociaal raadslieden en juristen", {"jurist"}) == "jurist");
  CHECK(profession_in("Juristerij", {"jurist"}).empty());
  CHECK(profession_in("Artsenkoepel", {"arts"}).empty());
  CHECK(profession_in("Huisarts", {}).empty());
}

TEST_CASE("of equals the kind that is asked for goes first, and is told why", "[wishes]") {
  Profile professional;
  professional.id = "a";
  professional.knowledge_kind = {"professional"};
  Profile lived;
  lived.id = "b";
  lived.knowledge_kind = {"experience"};
  const std::vector<Hit> hits{hit(professional), hit(lived)};
  CHECK(ranked(hits, {})[0].id == "a");
  const auto result = ranked(hits, {{"experience"}, {}, {}});
  REQUIRE(result[0].id == "b");
  REQUIRE(reason(result[0], ReasonCode::knowledge_kind) != nullptr);
  CHECK(reason(result[0], ReasonCode::knowledge_kind)->parameters == Texts{"experience"});
  CHECK(reason(result[1], ReasonCode::knowledge_kind) == nullptr);
}

TEST_CASE("the profession that is asked for goes first", "[wishes]") {
  Profile consultant;
  consultant.id = "a";
  consultant.title = "Consulent";
  Profile lawyer;
  lawyer.id = "b";
  lawyer.title = "Jurist Wmo";
  const auto result = ranked({hit(consultant), hit(lawyer)}, {{}, {"jurist"}, {}});
  REQUIRE(result[0].id == "b");
  CHECK(reason(result[0], ReasonCode::profession)->parameters == Texts{"jurist"});
}

TEST_CASE("a target group that the question names is a reason", "[wishes]") {
  Profile other;
  other.id = "a";
  other.target_groups = {"gezinnen"};
  Profile fits;
  fits.id = "b";
  fits.target_groups = {"Statushouders"};
  const auto result = ranked({hit(other), hit(fits)}, {{}, {}, {"nieuwkomers", "statushouders"}});
  REQUIRE(result[0].id == "b");
  CHECK(reason(result[0], ReasonCode::target_group)->parameters == Texts{"Statushouders"});
}

TEST_CASE("who only works with other ages is put lower, and it is said", "[wishes]") {
  Profile old;
  old.id = "a";
  old.age_groups = {"65+", "30-65"};
  Profile open;
  open.id = "b";
  const auto result = ranked({hit(old), hit(open)}, {}, about_age({9, 9}));
  REQUIRE(result[0].id == "b");
  const Reason* told = reason(result[1], ReasonCode::other_ages);
  REQUIRE(told != nullptr);
  CHECK(told->parameters == Texts{"65+, 30-65"});
  CHECK(told->share < 0);
}

TEST_CASE("near in age, spoken of, or an age that cannot be read, is no misfit", "[wishes]") {
  const auto [groups, age, text, apart] = GENERATE(table<Texts, int, std::string, bool>({
      {{"65+"}, 49, "", true},
      {{"65+"}, 50, "", false},
      {{"4-12"}, 27, "", true},
      {{"4-12"}, 26, "", false},
      {{"65+", "wie het nodig heeft"}, 9, "", false},
      {{}, 9, "", false},
      {{"65+", "4-12"}, 9, "", false},
      {{"65+"}, 9, "Woont bij oma.", false},
      {{"65+"}, 9, "Woont bij haar tante.", true},
      {{"4-12"}, 74, "Zorgt voor drie kleinkinderen.", false},
      {{"4-12"}, 74, "Zorgt voor haar man.", true},
  }));
  CAPTURE(groups, age, text);
  Profile profile;
  profile.id = "a";
  profile.age_groups = groups;
  const auto told = [&](const Understood& question) {
    const auto result = ranked({hit(profile)}, wishes_in(text), question);
    return reason(result[0], ReasonCode::other_ages) != nullptr;
  };
  CHECK(told(about_age({age, age})) == apart);
  Understood in_words = about_age({age, age});
  in_words.ages.clear();  // "peuter", "ouderen": said in words, and perhaps of somebody else
  CHECK_FALSE(told(in_words));
  Understood nearly_eighteen = about_age({age, age});
  nearly_eighteen.days_until_eighteen = 90;
  CHECK_FALSE(told(nearly_eighteen));
  CHECK_FALSE(told({}));
}
