#include "server/domain/specialist.h"

#include <catch2/catch.hpp>

namespace expertise {

namespace {

bool has(const std::vector<Fault>& found, const std::string& place, const std::string& code) {
  for (const Fault& fault : found) {
    if (fault.place == place && fault.code == code) return true;
  }
  return false;
}

Specialist sound_specialist() {
  Specialist specialist;
  specialist.name = "Bo Verzonnen";
  specialist.title = "Schuldhulpverlener";
  specialist.summary = "Eerste regel.\nTweede regel.";
  specialist.topics = {"schulden", "beslagvrije voet"};
  specialist.languages = {"nl", "Nederlands met Gebaren"};
  specialist.ways = {Way::phone, Way::written};
  specialist.phone = "033 000 00 00";
  specialist.email = "bo@voorbeeld.test";
  specialist.agreements = {"2026-12-31", "2027-06-30", ""};
  return specialist;
}

}  // namespace

TEST_CASE("a sound profile has no faults", "[specialist]") {
  CHECK(faults(sound_specialist()).empty());
}

TEST_CASE("all faults of a profile are told together", "[specialist]") {
  Specialist specialist = sound_specialist();
  specialist.name = "";
  specialist.summary = std::string("tekst\0met nul", 13);
  specialist.topics = {"schulden", "", "schulden"};
  specialist.ways = {Way::phone, Way::phone};
  specialist.phone = "via de balie";
  specialist.email = "bo";
  specialist.agreements.conduct_until = "2026-13-01";
  specialist.availability.most_open = 101;
  auto found = faults(specialist);
  CHECK(has(found, "/name", "required"));
  CHECK(has(found, "/summary", "control_character"));
  CHECK(has(found, "/topics/1", "required"));
  CHECK(has(found, "/topics/2", "duplicate"));
  CHECK(has(found, "/ways/1", "duplicate"));
  CHECK(has(found, "/phone", "not_a_phone_number"));
  CHECK(has(found, "/email", "not_an_email"));
  CHECK(has(found, "/agreements/conductUntil", "not_a_date"));
  CHECK(found.size() == 9);  // and one of availability
}

TEST_CASE("texts of a profile are measured in characters, not bytes", "[specialist]") {
  Specialist specialist = sound_specialist();
  std::string accented;
  for (std::size_t i = 0; i < SpecialistLimits::title_characters; ++i) accented += "é";
  specialist.title = accented;
  CHECK(faults(specialist).empty());
  specialist.title += "é";
  CHECK(has(faults(specialist), "/title", "too_long"));
}

TEST_CASE("lists of a profile have a limit", "[specialist]") {
  Specialist specialist = sound_specialist();
  specialist.topics.clear();
  for (std::size_t i = 0; i < SpecialistLimits::list_entries; ++i)
    specialist.topics.push_back("onderwerp " + std::to_string(i));
  CHECK(faults(specialist).empty());
  specialist.topics.push_back("een te veel");
  CHECK(has(faults(specialist), "/topics", "too_many"));
}

TEST_CASE("languages are known by code and by Dutch and English name", "[specialist]") {
  auto [written, code] = GENERATE(table<std::string, std::string>({
      {"nl", "nl"},
      {"NL", "nl"},
      {"Nederlands", "nl"},
      {" Turks ", "tr"},
      {"turkish", "tr"},
      {"Engels", "en"},
      {"Sranantongo", "srn"},
      {"Sarnami", "hns"},
      {"Papiaments", "pap"},
      {"Oekraïens", "uk"},
      {"Farsi", "fa"},
      {"NGT", "dse"},
      {"Nederlandse Gebarentaal", "dse"},
  }));
  CAPTURE(written);
  CHECK(language_code(written) == code);
}

TEST_CASE("a language that has no code here keeps its name", "[specialist]") {
  CHECK(language_code(" Nederlands met Gebaren ") == "Nederlands met Gebaren");
  CHECK(language_code("") == "");
}

TEST_CASE("agreements hold up to and with their last day, and are checked in order",
          "[specialist]") {
  Agreements all{"2026-03-05", "2026-03-05", "2026-03-05"};
  CHECK(lacking_agreement(all, "2026-03-05") == std::nullopt);
  CHECK(lacking_agreement(all, "2026-03-06") == "confidentiality");
  all.confidentiality_until = "2099-01-01";
  CHECK(lacking_agreement(all, "2026-03-06") == "conduct");
  all.conduct_until = "2099-01-01";
  CHECK(lacking_agreement(all, "2026-03-06") == "covenant");
}

TEST_CASE("an agreement that was never given is lacking", "[specialist]") {
  CHECK(lacking_agreement(Agreements{}, "2026-03-05") == "confidentiality");
}

}  // namespace expertise
