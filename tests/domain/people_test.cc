#include "server/domain/people.h"

#include <catch2/catch.hpp>

namespace expertise {

namespace {

bool has(const std::vector<Fault>& found, const std::string& place, const std::string& code) {
  for (const Fault& fault : found) {
    if (fault.place == place && fault.code == code) return true;
  }
  return false;
}

User sound_user() {
  return {.name = "Nel Voorbeeld", .email = "nel@voorbeeld.test", .roles = {Role::team_member}};
}

TeamId team_id(std::uint8_t number) { return TeamId(IdBytes{number}); }

}  // namespace

TEST_CASE("an e-mail address is kept in lower case without blanks around it", "[people]") {
  CHECK(normal_email(" Nel.Voorbeeld@Gemeente.Test\n") == "nel.voorbeeld@gemeente.test");
  CHECK(normal_email("o'brien+pool@mail.voorbeeld.test") == "o'brien+pool@mail.voorbeeld.test");
}

TEST_CASE("what cannot be an e-mail address is none", "[people]") {
  auto text = GENERATE(
      as<std::string>{}, "", "nel", "nel@", "@voorbeeld.test", "nel@voorbeeld",
      "nel@@voorbeeld.test", "nel@voor beeld.test", "nel@voorbeeld..test", "nel@.test",
      "nel@voorbeeld.test.", ".nel@voorbeeld.test", "nel.@voorbeeld.test", "n..el@voorbeeld.test",
      "nel@-voorbeeld.test", "nel@voorbeeld-.test", "nel@voorbeeld.test, jan@voorbeeld.test",
      "nel@voorbeeld.test\nBcc: jan@voorbeeld.test", "nél@voorbeeld.test", "<nel@voorbeeld.test>");
  CAPTURE(text);
  CHECK_FALSE(normal_email(text));
}

TEST_CASE("an e-mail address may be as long as mail allows, and no longer", "[people]") {
  std::string local(64, 'a');
  CHECK(normal_email(local + "@voorbeeld.test"));
  CHECK_FALSE(normal_email(local + "a@voorbeeld.test"));

  std::string label(60, 'b');
  std::string domain = label + "." + label + "." + label + ".nl";  // 185
  std::string longest = std::string(64, 'a') + "@" + domain;       // 250
  REQUIRE(longest.size() == 250);
  CHECK(normal_email(std::string(64, 'a') + "@bbb." + domain));         // 254
  CHECK_FALSE(normal_email(std::string(64, 'a') + "@bbbb." + domain));  // 255
}

TEST_CASE("a sound user has no faults", "[people]") { CHECK(faults(sound_user()).empty()); }

TEST_CASE("all faults of a user are told together", "[people]") {
  User user = sound_user();
  user.name = "  ";
  user.email = "Nel@Voorbeeld.test";
  user.roles = {};
  user.teams = {team_id(1), team_id(2), team_id(1)};
  auto found = faults(user);
  CHECK(found.size() == 4);
  CHECK(has(found, "/name", "required"));
  CHECK(has(found, "/email", "not_an_email"));
  CHECK(has(found, "/roles", "required"));
  CHECK(has(found, "/teams/2", "duplicate"));
}

TEST_CASE("a user's name and teams have limits", "[people]") {
  User user = sound_user();
  user.name = std::string(PeopleLimits::name_characters, 'n');
  for (std::uint8_t i = 1; i <= PeopleLimits::teams_of_a_user; ++i)
    user.teams.push_back(team_id(i));
  CHECK(faults(user).empty());
  user.name += 'n';
  user.teams.push_back(team_id(200));
  auto found = faults(user);
  CHECK(has(found, "/name", "too_long"));
  CHECK(has(found, "/teams", "too_many"));
}

TEST_CASE("a role is held once", "[people]") {
  User user = sound_user();
  user.roles = {Role::coordinator, Role::coordinator};
  CHECK(has(faults(user), "/roles/1", "duplicate"));
}

TEST_CASE("names hold no control characters and no broken UTF-8", "[people]") {
  CHECK(has(faults(Neighbourhood{.name = "Zuid\nwest"}), "/name", "control_character"));
  CHECK(has(faults(Team{.name = "Wijkteam \xff"}), "/name", "not_utf8"));
  CHECK(has(faults(Group{.name = ""}), "/name", "required"));
  CHECK(faults(Group{.name = "Schulden"}).empty());
}

TEST_CASE("a municipality's closing days are real dates, each once", "[people]") {
  Municipality municipality{.name = "Voorbeeldstad"};
  municipality.closing_days = {"2026-05-15", "2026-02-30", "2026-05-15", "15-05-2026"};
  auto found = faults(municipality);
  CHECK(found.size() == 3);
  CHECK(has(found, "/closingDays/1", "not_a_date"));
  CHECK(has(found, "/closingDays/2", "duplicate"));
  CHECK(has(found, "/closingDays/3", "not_a_date"));
}

TEST_CASE("lists of places and people have limits", "[people]") {
  Team team{.name = "Wijkteam Noord"};
  for (std::uint8_t i = 1; i <= PeopleLimits::neighbourhoods_of_a_team; ++i)
    team.neighbourhoods.push_back(NeighbourhoodId(IdBytes{i}));
  CHECK(faults(team).empty());
  team.neighbourhoods.push_back(NeighbourhoodId(IdBytes{0, 1}));
  CHECK(has(faults(team), "/neighbourhoods", "too_many"));

  Group group{.name = "Schulden"};
  for (std::uint8_t i = 1; i <= PeopleLimits::members_of_a_group; ++i)
    group.members.push_back(SpecialistId(IdBytes{i}));
  CHECK(faults(group).empty());
  group.members.push_back(SpecialistId(IdBytes{0, 1}));
  CHECK(has(faults(group), "/members", "too_many"));
}

}  // namespace expertise
