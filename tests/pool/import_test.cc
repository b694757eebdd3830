#include <catch2/catch.hpp>
#include <sstream>

#include "server/pool/import_rows.h"
#include "server/pool/profiles.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

struct ImportFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Profiles profiles{context, people};
  Municipality city = municipality();
  Actor coordinator = actor(user(city.id, "Cor Ordinator", {Role::coordinator}));

  ImportReport specialists(const std::string& text, FileFormat format = FileFormat::json_lines,
                           FaultyRows faulty = FaultyRows::refuse_all) {
    std::istringstream file(text);
    return profiles.import_specialists(coordinator, file, format, city.id, faulty, {});
  }
  ImportReport users(const std::string& text, FileFormat format = FileFormat::json_lines,
                     FaultyRows faulty = FaultyRows::refuse_all) {
    std::istringstream file(text);
    return profiles.import_users(machine, file, format, city.id, faulty, {});
  }
  std::optional<Specialist> kept(const std::string& external_id) {
    return store->begin(Access::read)->specialist_by_external_id(city.id, external_id);
  }
  std::optional<User> kept_user(const std::string& email) {
    return store->begin(Access::read)->user_by_email(email);
  }
  std::string row(const std::string& id, const std::string& more = "") {
    std::string text(R"({"id":")");
    return text.append(id).append(R"(","name":"Bo Verzonnen")").append(more).append("}\n");
  }
};

const std::string whole_row =
    R"({"id":"b1","name":" Bo Verzonnen ","title":"Schuldhulpverlener","organisation":"Voorbeeld",)"
    R"("summary":"Eerste regel.\nTweede.","expertise":["schulden","beslagvrije voet"],)"
    R"("life_domains":["Financiën"],"laws":["Wgs"],"age_groups":["18-65"],)"
    R"("target_groups":["zelfstandigen"],"languages":["Turks","nl","Nederlands"],)"
    R"("area":["Kruiskamp"],"ways":["phone","written"],"knowledge":"experience",)"
    R"("phone":"033 000 00 00","email":"Bo@Voorbeeld.test","contact_times":"na tienen",)"
    R"("hours":"ma en di ochtend","capacity":3,"confidentiality_until":"2027-01-01",)"
    R"("conduct_until":"2027-02-01","covenant_until":null})"
    "\n";

}  // namespace

TEST_CASE_METHOD(ImportFixture, "every field of a row comes into the profile", "[import]") {
  ImportReport report = specialists(whole_row);
  CHECK(report.faults.empty());
  CHECK(report.added == 1);
  auto bo = kept("b1");
  REQUIRE(bo);
  CHECK(bo->name == "Bo Verzonnen");
  CHECK(bo->title == "Schuldhulpverlener");
  CHECK(bo->organisation == "Voorbeeld");
  CHECK(bo->summary == "Eerste regel.\nTweede.");
  CHECK(bo->topics == std::vector<std::string>{"schulden", "beslagvrije voet"});
  CHECK(bo->life_domains == std::vector<std::string>{"Financiën"});
  CHECK(bo->laws == std::vector<std::string>{"Wgs"});
  CHECK(bo->age_groups == std::vector<std::string>{"18-65"});
  CHECK(bo->target_groups == std::vector<std::string>{"zelfstandigen"});
  CHECK(bo->languages == std::vector<std::string>{"tr", "nl"});
  CHECK(bo->neighbourhoods == std::vector<std::string>{"Kruiskamp"});
  CHECK(bo->ways == std::vector<Way>{Way::phone, Way::written});
  CHECK(bo->knowledge == KnowledgeKind::experience);
  CHECK(bo->phone == "033 000 00 00");
  CHECK(bo->email == "bo@voorbeeld.test");
  CHECK(bo->contact_times == "na tienen");
  CHECK(bo->availability.weekly[0] == std::vector<TimeRange>{{9 * 60, 12 * 60}});
  CHECK(bo->availability.weekly[1] == std::vector<TimeRange>{{9 * 60, 12 * 60}});
  CHECK(bo->availability.weekly[2].empty());
  CHECK(bo->availability.most_open == 3);
  CHECK(bo->agreements == Agreements{"2027-01-01", "2027-02-01", ""});
  CHECK(bo->municipality == city.id);
}

TEST_CASE_METHOD(ImportFixture, "importing the same file twice changes nothing", "[import]") {
  std::string file = whole_row + row("b2") + row("b3");
  CHECK(specialists(file).added == 3);
  std::size_t before = events().size();
  ImportReport again = specialists(file);
  CHECK(again.unchanged == 3);
  CHECK(again.added + again.changed + again.faulty == 0);
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(ImportFixture, "a known specialist is changed where the file says otherwise",
                 "[import]") {
  specialists(whole_row);
  SpecialistId id = kept("b1")->id;
  ImportReport report = specialists(row("b1", R"(,"phone":"","laws":[])"));
  CHECK(report.changed == 1);
  auto bo = kept("b1");
  CHECK(bo->id == id);
  CHECK(bo->revision == 2);
  CHECK(bo->phone.empty());
  CHECK(bo->laws.empty());
  // What the row does not have stays.
  CHECK(bo->title == "Schuldhulpverlener");
  CHECK(bo->availability.most_open == 3);
  CHECK(events_of(EventKind::specialist_changed)[0].details.at("changed") == "laws,phone");
}

TEST_CASE_METHOD(ImportFixture, "one faulty row and nothing of the file is kept", "[import]") {
  std::size_t before = events().size();
  ImportReport report = specialists(row("b1") + row("b2", R"(,"email":"bo")") + row("b3"));
  CHECK(report.refused);
  CHECK(report.rows == 3);
  CHECK(report.faulty == 1);
  CHECK(report.added == 0);
  CHECK(report.faults == std::vector<Fault>{{"line 2/email", "not_an_email", {}}});
  CHECK_FALSE(kept("b1"));
  CHECK_FALSE(kept("b3"));
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(ImportFixture, "faulty rows are left out where that is asked", "[import]") {
  ImportReport report =
      specialists(row("b1") + "niets\n" + row("b3"), FileFormat::json_lines, FaultyRows::skip);
  CHECK_FALSE(report.refused);
  CHECK(report.added == 2);
  CHECK(report.faulty == 1);
  CHECK(report.faults == std::vector<Fault>{{"line 2", "not_json", {}}});
  CHECK(kept("b3"));
}

TEST_CASE_METHOD(ImportFixture, "each fault is told with its line and field", "[import]") {
  auto [line, place, code] = GENERATE(table<std::string, std::string, std::string>({
      {R"({"id":"b1"})", "line 1/name", "required"},
      {R"({"name":"Bo"})", "line 1/id", "required"},
      {R"({"id":"","name":"Bo"})", "line 1/id", "required"},
      {R"({"id":1,"name":"Bo"})", "line 1/id", "not_a_text"},
      {R"({"id":"b1","name":"Bo","expertise":"schulden"})", "line 1/expertise", "not_a_list"},
      {R"({"id":"b1","name":"Bo","expertise":["a",2]})", "line 1/expertise/1", "not_a_text"},
      {R"({"id":"b1","name":"Bo","expertise":["a","a"]})", "line 1/expertise/1", "duplicate"},
      {R"({"id":"b1","name":"Bo","schoenmaat":"43"})", "line 1/schoenmaat", "unknown_field"},
      {R"({"id":"b1","name":"Bo","name":"Mo"})", "line 1/name", "duplicate"},
      {R"({"id":"b1","name":"Bo","ways":["phone","duif"]})", "line 1/ways/1", "not_an_option"},
      {R"({"id":"b1","name":"Bo","knowledge":"alles"})", "line 1/knowledge", "not_an_option"},
      {R"({"id":"b1","name":"Bo","hours":"ma zo nu en dan"})", "line 1/hours",
       "hours_not_understood"},
      {R"({"id":"b1","name":"Bo","capacity":1.5})", "line 1/capacity", "not_a_whole_number"},
      {R"({"id":"b1","name":"Bo","capacity":"3"})", "line 1/capacity", "not_a_whole_number"},
      {R"({"id":"b1","name":"Bo","capacity":101})", "line 1/capacity", "out_of_range"},
      {R"({"id":"b1","name":"Bo","capacity":99999999999})", "line 1/capacity",
       "not_a_whole_number"},
      {R"({"id":"b1","name":"Bo","conduct_until":"morgen"})", "line 1/conduct_until", "not_a_date"},
      {"{\"id\":\"b1\",\"name\":\"B\\u0000o\"}", "line 1/name", "control_character"},
      {"{\"id\":\"b1\",\"name\":\"B\xff\"}", "line 1", "not_utf8"},
      {R"(["b1","Bo"])", "line 1", "not_an_object"},
      {R"({"id":"b1","name":{"voor":{"naam":["Bo"]}}})", "line 1", "too_deep"},
      {std::string(60'000, '['), "line 1", "too_deep"},
      {R"({"id":"b1","name":"Bo")", "line 1", "not_json"},
      {R"({"id":"b1","name":"Bo"})" + std::string("\0 en meer", 9), "line 1", "not_json"},
  }));
  CAPTURE(line.substr(0, 200));
  ImportReport report = specialists(line + "\n");
  CHECK(report.refused);
  REQUIRE(report.faults.size() == 1);
  CHECK(report.faults[0].place == place);
  CHECK(report.faults[0].code == code);
}

TEST_CASE_METHOD(ImportFixture, "all faults of all rows are told, up to a thousand", "[import]") {
  std::string file = "{\"id\":\"b1\",\"name\":\"\",\"email\":\"x\",\"phone\":\"y\"}\n";
  ImportReport both = specialists(file.append(row("b2", R"(,"a":1)")));
  CHECK(both.faulty == 2);
  CHECK(both.faults.size() == 4);
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "{}\n";
  ImportReport report = specialists(many);
  CHECK(report.faulty == 1001);
  CHECK(report.faults.size() == 1000);
}

TEST_CASE_METHOD(ImportFixture, "an id that comes twice in a file is a fault", "[import]") {
  ImportReport report = specialists(row("b1").append("\n").append(row("b1")));
  CHECK(report.refused);
  // The blank line counts as a line, not as a row.
  CHECK(report.rows == 2);
  CHECK(report.faults == std::vector<Fault>{{"line 3/id", "duplicate", {}}});
}

TEST_CASE_METHOD(ImportFixture, "a line may be 64 KiB long and no longer", "[import]") {
  std::string line = row("b1");
  line.pop_back();
  line += std::string(ImportLimits::line_bytes - line.size(), ' ');
  CHECK(specialists(line + "\n").added == 1);
  ImportReport report = specialists(line + " \n" + row("b2"));
  CHECK(report.refused);
  CHECK(report.faults[0].place == "line 1");
  CHECK(report.faults[0].code == "too_long");
  CHECK(report.faulty == 1);
}

TEST_CASE("a file may have a byte order mark, Windows line ends and no last line end", "[import]") {
  constexpr std::array columns{ImportColumn{.name = "id"}};
  ImportRows rows("\xef\xbb\xbf{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}", FileFormat::json_lines,
                  columns);
  auto first = rows.next();
  REQUIRE(first);
  CHECK(first->faults.empty());
  CHECK(*first->text("id") == "a");
  auto second = rows.next();
  REQUIRE(second);
  CHECK(second->line == 3);
  CHECK(*second->text("id") == "b");
  CHECK_FALSE(rows.next());
}

TEST_CASE_METHOD(ImportFixture, "a CSV as Dutch Excel writes it is read", "[import][csv]") {
  std::string file =
      "\xef\xbb\xbfID;Name;expertise;languages;capacity;hours;summary\r\n"
      "b1;Bo Verzonnen;schulden | beslagvrije voet||;nl|Engels;3;ma ochtend;\"Twee\r\nregels\"\r\n"
      ";;;;;;\r\n"
      "b2;Mo Verzonnen;;;;;\r\n";
  ImportReport report = specialists(file, FileFormat::csv);
  CHECK(report.faults.empty());
  CHECK(report.added == 2);
  auto bo = kept("b1");
  REQUIRE(bo);
  CHECK(bo->topics == std::vector<std::string>{"schulden", "beslagvrije voet"});
  CHECK(bo->languages == std::vector<std::string>{"nl", "en"});
  CHECK(bo->availability.most_open == 3);
  CHECK(bo->availability.weekly[0].size() == 1);
  CHECK(bo->summary == "Twee\r\nregels");
  CHECK(specialists(file, FileFormat::csv).unchanged == 2);
}

TEST_CASE_METHOD(ImportFixture, "blank hours in a file leave the specialist's own",
                 "[import][csv]") {
  specialists(whole_row);
  ImportReport report = specialists("id,name,hours,capacity\nb1,Bo Verzonnen,,\n", FileFormat::csv);
  CHECK(report.unchanged == 1);
  CHECK(kept("b1")->availability.most_open == 3);
}

TEST_CASE_METHOD(ImportFixture, "a CSV with unknown or double columns is refused as a whole",
                 "[import][csv]") {
  ImportReport report =
      specialists("id,name,schoenmaat,name\nb1,Bo,43,Bo\n", FileFormat::csv, FaultyRows::skip);
  CHECK(report.refused);
  CHECK(has_fault(report.faults, "line 1/schoenmaat", "unknown_field"));
  CHECK(has_fault(report.faults, "line 1/name", "duplicate"));
  CHECK_FALSE(kept("b1"));
  CHECK(specialists("", FileFormat::csv).refused);
}

TEST_CASE_METHOD(ImportFixture, "faulty rows of a CSV are told with the line they begin on",
                 "[import][csv]") {
  ImportReport report = specialists("id,name,capacity\nb1,Bo\nb2,\"Mo\nVerzonnen\",veel\nb3,Jo,2\n",
                                    FileFormat::csv, FaultyRows::skip);
  CHECK(report.added == 1);
  CHECK(report.faulty == 2);
  CHECK(has_fault(report.faults, "line 2", "wrong_number_of_cells"));
  CHECK(has_fault(report.faults, "line 3/name", "control_character"));
  CHECK(has_fault(report.faults, "line 3/capacity", "not_a_whole_number"));
}

TEST_CASE_METHOD(ImportFixture, "specialists come only into a municipality that one keeps",
                 "[import]") {
  Municipality neighbour = municipality("Buurgemeente");
  Actor member = actor(user(city.id, "Nel Bekend", {Role::team_member}));
  std::istringstream file(row("b1"));
  auto reason = [&](const Actor& who, MunicipalityId where) {
    return refused([&] {
             profiles.import_specialists(who, file, FileFormat::json_lines, where,
                                         FaultyRows::refuse_all, {});
           })
        ->reason();
  };
  CHECK(reason(member, city.id) == Reason::not_allowed);
  CHECK(reason(coordinator, neighbour.id) == Reason::not_found);
  CHECK(reason(machine, env.new_id<MunicipalityId>()) == Reason::not_found);
}

TEST_CASE_METHOD(ImportFixture, "progress is told as rows are done, to the end", "[import]") {
  std::string file;
  for (int i = 0; i < 250; ++i) file += row(std::to_string(i));
  std::istringstream stream(file);
  std::vector<std::pair<std::size_t, std::size_t>> told;
  profiles.import_specialists(
      coordinator, stream, FileFormat::json_lines, city.id, FaultyRows::refuse_all,
      [&](std::size_t done, std::size_t total) { told.emplace_back(done, total); });
  CHECK(told ==
        std::vector<std::pair<std::size_t, std::size_t>>{{100, 250}, {200, 250}, {250, 250}});
}

TEST_CASE_METHOD(ImportFixture, "users are imported with their teams and profile",
                 "[import][users]") {
  Team north = team(city.id, "Wijkteam Noord");
  specialists(row("b1"));
  std::string file =
      R"({"email":"Nel@Voorbeeld.test","name":"Nel Bekend","roles":["team_member","specialist"],)"
      R"("teams":["Wijkteam Noord"],"language":"Engels","specialist":"b1"})"
      "\n"
      R"({"email":"jan@voorbeeld.test","name":"Jan Ander","roles":["coordinator"]})"
      "\n";
  ImportReport report = users(file);
  CHECK(report.faults.empty());
  CHECK(report.added == 2);
  auto nel = kept_user("nel@voorbeeld.test");
  REQUIRE(nel);
  CHECK(nel->roles == std::vector<Role>{Role::team_member, Role::specialist});
  CHECK(nel->teams == std::vector<TeamId>{north.id});
  CHECK(nel->language == Language::en);
  CHECK(nel->specialist == kept("b1")->id);
  CHECK(nel->municipality == city.id);

  std::size_t before = events().size();
  CHECK(users(file).unchanged == 2);
  CHECK(events().size() == before);
  CHECK(users("email;roles\nnel@voorbeeld.test;team_member\n", FileFormat::csv).changed == 1);
  nel = kept_user("nel@voorbeeld.test");
  CHECK(nel->name == "Nel Bekend");
  CHECK(nel->roles == std::vector<Role>{Role::team_member});
}

TEST_CASE_METHOD(ImportFixture, "faults of users are told with line and field", "[import][users]") {
  Municipality neighbour = municipality("Buurgemeente");
  team(neighbour.id, "Wijkteam Oost");
  User far = user(neighbour.id, "Verre Buur", {Role::team_member});
  ImportReport report =
      users(R"({"email":"nel","name":"Nel Bekend","roles":["baas"],"teams":["Wijkteam Oost"]})"
            "\n"
            R"({"email":")" +
            far.email +
            R"(","name":"Nep Buur","roles":["team_member"]})"
            "\n"
            R"({"email":"jan@voorbeeld.test","name":"Jan","roles":["partner"],"specialist":"b9"})"
            "\n"
            R"({"email":"JAN@voorbeeld.test","name":"Jan","roles":["partner"],"language":"Turks"})"
            "\n");
  CHECK(report.refused);
  CHECK(report.faulty == 4);
  CHECK(has_fault(report.faults, "line 1/email", "not_an_email"));
  CHECK(has_fault(report.faults, "line 1/roles/0", "not_an_option"));
  CHECK(has_fault(report.faults, "line 1/teams/0", "unknown"));
  CHECK(has_fault(report.faults, "line 2/email", "already_taken"));
  CHECK(has_fault(report.faults, "line 3/specialist", "unknown"));
  CHECK(has_fault(report.faults, "line 4/email", "duplicate"));
  CHECK(has_fault(report.faults, "line 4/language", "not_an_option"));
  CHECK(report.faults.size() == 7);
  CHECK_FALSE(kept_user("jan@voorbeeld.test"));
}

TEST_CASE_METHOD(ImportFixture, "two users cannot keep one profile", "[import][users]") {
  specialists(row("b1"));
  ImportReport report = users(
      "email,name,roles,specialist\na@voorbeeld.test,A,specialist,b1\n"
      "b@voorbeeld.test,B,specialist,b1\n",
      FileFormat::csv);
  CHECK(report.refused);
  CHECK(report.faults == std::vector<Fault>{{"line 3/specialist", "already_taken", {}}});
  CHECK_FALSE(kept_user("a@voorbeeld.test"));
}

TEST_CASE_METHOD(ImportFixture, "teams in other municipalities stay when a file tells the own",
                 "[import][users]") {
  Municipality neighbour = municipality("Buurgemeente");
  Team north = team(city.id, "Wijkteam Noord");
  Team south = team(city.id, "Wijkteam Zuid");
  Team there = team(neighbour.id, "Wijkteam Oost");
  User nel = user(city.id, "Nel Bekend", {Role::team_member}, {north.id, there.id});
  ImportReport report = users("email,teams\n" + nel.email + ",Wijkteam Zuid\n", FileFormat::csv);
  CHECK(report.changed == 1);
  CHECK(kept_user(nel.email)->teams == std::vector<TeamId>{south.id, there.id});
}

TEST_CASE_METHOD(ImportFixture, "a file cannot take away the last administrator",
                 "[import][users]") {
  User ada = user(city.id, "Ada Beheer", {Role::administrator});
  ImportReport report = users("email,roles\n" + ada.email + ",coordinator\n", FileFormat::csv);
  CHECK(report.refused);
  CHECK(has_fault(report.faults, "line 2/roles", "last_administrator"));
}

TEST_CASE_METHOD(ImportFixture, "only an administrator imports users", "[import][users]") {
  std::istringstream file("{}");
  auto refusal = refused([&] {
    profiles.import_users(coordinator, file, FileFormat::json_lines, city.id,
                          FaultyRows::refuse_all, {});
  });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::not_allowed);
}

}  // namespace expertise
