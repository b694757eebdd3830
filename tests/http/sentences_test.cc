// That everything a person can be told has words in both languages.
#include "server/http/sentences.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "server/domain/personal_data.h"
#include "tests/fake_env.h"

namespace expertise::http {
namespace {

namespace fs = std::filesystem;

const fs::path root = fs::path(__FILE__).parent_path().parent_path().parent_path();

std::vector<Sentence> all_sentences() {
  std::vector<Sentence> all;
  for (const auto table : {sentences_of_refusals(), sentences_of_product()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  return all;
}

std::set<std::string> places_in(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    found.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
  }
  return found;
}

template <class Enum>
std::vector<std::string> missing(const std::string& prefix) {
  std::vector<std::string> found;
  for (const auto& [value, text] : codes<Enum>) {
    if (!find_sentence(prefix + std::string(text))) found.push_back(prefix + std::string(text));
  }
  return found;
}

/// Codes in the sources of what is refused: the details of refusals and the codes of faults.
std::set<std::string> refused_codes() {
  // clang-format off
  static const std::vector<std::regex> shapes{
      std::regex(R"re(Refusal\(\s*Reason::\w+\s*,\s*"([a-z_0-9]+)")re"),
      std::regex(R"re(Refusal\(\s*Reason::\w+\s*,\s*[^";]*\?\s*"([a-z_0-9]+)"\s*:)re"),
      std::regex(R"re(Refusal\(\s*Reason::\w+\s*,\s*[^";]*\?\s*"[a-z_0-9]+"\s*:\s*"([a-z_0-9]+)")re"),
      std::regex(R"re(Fault\{[^{};]*,\s*"([a-z_0-9]+)"\s*[,}])re"),
      std::regex(R"re(push_back\(\s*\{[^{};]*,\s*"([a-z_0-9]+)"\s*[,}])re"),
      std::regex(R"re(\bfault(?:_at)?\((?:"\w+"|name|place|std::move\(place\)),\s*"([a-z_0-9]+)")re"),
      std::regex(R"re(\brefuse\((?:""|place\(\)|\d+),\s*"([a-z_0-9]+)")re"),
      std::regex(R"re(\b(?:problem|no)\(\d+,\s*"([a-z_0-9]+)")re"),
      std::regex(R"re(\breturn fault\("([a-z_0-9]+)")re")};
  // clang-format on
  std::set<std::string> found;
  for (const char* folder : {"server/domain", "server/pool", "server/http", "server/store"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream content;
      content << std::ifstream(entry.path()).rdbuf();
      const std::string text = content.str();
      for (const std::regex& shape : shapes) {
        for (std::sregex_iterator each(text.begin(), text.end(), shape), end; each != end; ++each) {
          found.insert((*each)[1]);
        }
      }
    }
  }
  return found;
}

TEST_CASE("every sentence is there in both languages, with the same places", "[sentences]") {
  for (const Sentence& each : all_sentences()) {
    CAPTURE(each.key);
    CHECK_FALSE(each.nl.empty());
    CHECK_FALSE(each.en.empty());
    CHECK(places_in(each.nl) == places_in(each.en));
  }
}

TEST_CASE("each part of the table is in order, no key twice", "[sentences]") {
  for (const auto table : {sentences_of_refusals(), sentences_of_product()}) {
    for (std::size_t i = 1; i < table.size(); ++i) {
      CAPTURE(table[i].key);
      CHECK(table[i - 1].key < table[i].key);
    }
  }
}

TEST_CASE("every code that the sources refuse with has its sentence", "[sentences]") {
  const auto used = refused_codes();
  REQUIRE(used.size() > 60);
  std::vector<std::string> without;
  for (const std::string& each : used) {
    if (!find_sentence(each)) without.push_back(each);
  }
  CHECK(without == std::vector<std::string>{});
}

TEST_CASE("every reason, event, kind of match and availability has its sentence", "[sentences]") {
  const std::vector<std::string> none;
  CHECK(missing<Reason>("reason.") == none);
  CHECK(missing<EventKind>("event.") == none);
  CHECK(missing<FreeState>("availability.") == none);
  CHECK(missing<PersonalDataKind>("word.kind.") == none);
  CHECK(missing<ConsultationState>("word.state.") == none);
  CHECK(missing<InvitationState>("word.state.") == none);
  for (int i = 0; i <= static_cast<int>(search::ReasonCode::together); ++i) {
    const auto name = search::name_of(static_cast<search::ReasonCode>(i));
    CAPTURE(name);
    CHECK(find_sentence("match." + std::string(name)));
  }
}

TEST_CASE("a code that is a parameter is said in words", "[sentences]") {
  const Refusal refusal(Reason::conflict, "lacking_agreement",
                        {{"name", "Vera"}, {"agreement", "conduct"}});
  CHECK(in_words(refusal, Language::nl) ==
        "Vera kan niet worden gevraagd: de verklaring omtrent het gedrag (VOG) ontbreekt of is "
        "verlopen.");
}

TEST_CASE("a refusal whose parameters are not there says its reason", "[sentences]") {
  CHECK(in_words(Refusal(Reason::wrong_state, "wrong_state", {{"state", "closed"}}),
                 Language::en) == "This cannot be done in the state \"closed\".");
  CHECK(in_words(Refusal(Reason::wrong_state, "wrong_state"), Language::en) ==
        "This cannot be done in this state.");
}

TEST_CASE("what questions took is said in hours and minutes", "[sentences]") {
  const auto said = [](int consultations, int minutes, Language language) {
    return in_words(TimeSpent{.consultations = consultations, .minutes = minutes}, language);
  };
  CHECK(said(4, 95, Language::nl) == "4 vragen, 1 uur en 35 minuten");
  CHECK(said(4, 95, Language::en) == "4 questions, 1 hour and 35 minutes");
  CHECK(said(1, 1, Language::nl) == "1 vraag, 1 minuut");
  CHECK(said(1, 1, Language::en) == "1 question, 1 minute");
  CHECK(said(2, 120, Language::nl) == "2 vragen, 2 uur");
  CHECK(said(2, 121, Language::en) == "2 questions, 2 hours and 1 minute");
  CHECK(said(0, 0, Language::nl) == "nog geen tijd opgegeven");
}

TEST_CASE("a place in a file is said in the reader's language", "[sentences]") {
  CHECK(place_in_words("line 3", Language::nl) == "regel 3");
  CHECK(place_in_words("line 3", Language::en) == "line 3");
  CHECK(place_in_words("line 12/laws", Language::nl) == "regel 12, kolom laws");
  CHECK(place_in_words("line 3/synonyms/1", Language::nl) == "regel 3, kolom synonyms, nummer 2");
  CHECK(place_in_words("line 3/synonyms/1", Language::en) == "line 3, column synonyms, number 2");
  CHECK(place_in_words("line 1/voor/naam", Language::nl) == "regel 1, kolom voor/naam");
  CHECK(place_in_words("/synonyms/1", Language::nl) == "/synonyms/1");
}

TEST_CASE("a match reason names topic, times and language", "[sentences]") {
  using search::ReasonCode;
  CHECK(in_words(search::Reason{ReasonCode::thought_along, {"4", "woonoverlast"}, 0},
                 Language::nl) == "dacht 4× mee bij woonoverlast");
  CHECK(in_words(search::Reason{ReasonCode::language, {"tr"}, 0}, Language::nl) == "spreekt Turks");
  CHECK(in_words(search::Reason{ReasonCode::language, {"tr"}, 0}, Language::en) ==
        "speaks Turkish");
}

TEST_CASE("a match reason names who was asked for", "[sentences]") {
  using search::ReasonCode;
  const search::Reason kind{ReasonCode::knowledge_kind, {"experience"}, 0};
  CHECK(in_words(kind, Language::nl) == "is ervaringsdeskundige, zoals je vraagt");
  CHECK(in_words(kind, Language::en) == "is an expert by experience, as you ask for");
  for (const auto& [each, name] : codes<KnowledgeKind>) {
    CHECK(find_sentence("knowledge." + std::string(name)));
  }
  CHECK(in_words(search::Reason{ReasonCode::profession, {"jurist"}, 0}, Language::nl) ==
        "is jurist, zoals je vraagt");
  CHECK(in_words(search::Reason{ReasonCode::together, {"Bilal"}, 0}, Language::nl) ==
        "dacht eerder samen mee met Bilal");
}

TEST_CASE("that a profile shares words is said without them where they are not kept",
          "[sentences]") {
  search::Reason reason{search::ReasonCode::passage_match, {"post, deurwaarder"}, 0};
  CHECK(in_words(reason, Language::nl) == "profiel noemt post, deurwaarder");
  reason.parameters.clear();
  CHECK(in_words(reason, Language::nl) == "profiel noemt woorden uit de vraag");
  CHECK(in_words(reason, Language::en) == "profile names words of the question");
}

TEST_CASE("availability is said as a clock in the Netherlands shows it", "[sentences]") {
  const Instant now = at("2026-03-05T08:30:00Z");  // a Thursday, 9.30 in winter time
  const auto words = [&](FreeBusy free_busy, Language language = Language::nl) {
    return in_words(free_busy, now, language);
  };
  CHECK(words({FreeState::now, at("2026-03-05T15:00:00Z")}) == "nu bereikbaar tot 16.00");
  CHECK(words({FreeState::now, at("2026-03-05T15:00:00Z")}, Language::en) ==
        "reachable now until 16:00");
  CHECK(words({FreeState::now}) == "nu bereikbaar");
  CHECK(words({FreeState::today, {}, at("2026-03-05T12:05:00Z")}) == "vandaag 13.05");
  CHECK(words({FreeState::this_week, {}, at("2026-03-06T08:30:00Z")}) == "morgen 9.30");
  CHECK(words({FreeState::this_week, {}, at("2026-03-09T08:30:00Z")}) == "maandag 9.30");
  CHECK(words({FreeState::later, {}, at("2026-03-30T07:30:00Z")}) == "maandag 30 maart 9.30");
  CHECK(words({FreeState::later, {}, at("2026-03-30T07:30:00Z")}, Language::en) ==
        "Monday 30 March 9:30");
  CHECK(words({FreeState::away, {}, at("2026-03-16T08:00:00Z")}) ==
        "afwezig; weer bereikbaar maandag 16 maart");
  CHECK(words({FreeState::away}) == "afwezig");
  CHECK(words({FreeState::full, {}, at("2026-03-06T08:30:00Z")}) == "vol");
  CHECK(words({FreeState::paused}) == "neemt nu geen nieuwe vragen aan");
  CHECK(words({FreeState::unknown}) == "schriftelijk; uren niet bekend");
}

TEST_CASE("the language is the one liked best of the two", "[sentences]") {
  const auto language = [](std::string_view header) {
    return preferred_language(header, Language::nl);
  };
  CHECK(language("en") == Language::en);
  CHECK(language("en-GB,en;q=0.9") == Language::en);
  CHECK(language("de, en;q=0.5, nl;q=0.4") == Language::en);
  CHECK(language("nl;q=0.4, en;q=0.35") == Language::nl);
  CHECK(language("en;q=0") == Language::nl);
  CHECK(language("english") == Language::nl);
  CHECK(language("*") == Language::nl);
  CHECK(language(";;,,;q=") == Language::nl);
  CHECK(preferred_language(std::nullopt, Language::en) == Language::en);
  CHECK(preferred_language("de", Language::en) == Language::en);
}

}  // namespace
}  // namespace expertise::http
