// What an operator can have done: each command on a real product in a directory of its own.
#include "server/operator/command.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/operator/fixture.h"

namespace expertise {

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the first user makes the first municipality", "[operator]") {
  OperatorFixture fixture;
  auto done = fixture.carry_out({"user add",
                                 {{"email", "Beheer@Example.nl"},
                                  {"name", "Bea Beheer"},
                                  {"role", "administrator"},
                                  {"role", "coordinator"},
                                  {"password-stdin", "yes"}}},
                                "een-heel-lang-wachtwoord\r\n");
  REQUIRE(done.status == 0);
  CHECK(done.err.empty());
  CHECK(UserId::parse(done.out.substr(0, 36)));

  auto user = fixture.product.people.user_by_email(Actor::machine_operator(), "beheer@example.nl");
  REQUIRE(user);
  CHECK(user->roles == std::vector<Role>{Role::administrator, Role::coordinator});
  CHECK(fixture.product.people.overview(Actor::machine_operator()).municipalities.size() == 1);
  CHECK(fixture.product.people.sign_on("beheer@example.nl", "een-heel-lang-wachtwoord", "test")
            .user.id == user->id);
}

TEST_CASE("a user without a password is told how to sign on", "[operator]") {
  OperatorFixture fixture;
  auto done = fixture.carry_out(
      {"user add", {{"email", "roos@example.nl"}, {"name", "Roos"}, {"role", "team_member"}}});
  REQUIRE(done.status == 0);
  CHECK(contains(done.err, "token create --user roos@example.nl"));

  auto token = fixture.carry_out({"token create", {{"user", "roos@example.nl"}, {"days", "7"}}});
  REQUIRE(token.status == 0);
  std::string secret = token.out.substr(0, token.out.size() - 1);
  auto known = fixture.product.people.recognise(secret, "test");
  REQUIRE(known);
  CHECK(known->user.email == "roos@example.nl");
  CHECK(known->session.scopes == TokenScopes::all());

  const Command few{"token create",
                    {{"user", "roos@example.nl"}, {"scope", "read"}, {"scope", "keep"}}};
  token = fixture.carry_out(few);
  const std::string narrow = token.out.substr(0, token.out.size() - 1);
  CHECK(fixture.product.people.recognise(narrow, "test")->session.scopes ==
        TokenScopes{TokenScope::read, TokenScope::keep});
  CHECK(fixture.carry_out({"token create", {{"user", "roos@example.nl"}, {"scope", "alles"}}})
            .status == 2);
  CHECK(
      fixture.carry_out({"token create", {{"user", "roos@example.nl"}, {"days", "366"}}}).status ==
      2);

  auto ended = fixture.carry_out({"user end-sessions", {{"user", "roos@example.nl"}}});
  CHECK(ended.out == "0 ended\n");
  CHECK(fixture.product.people.recognise(secret, "test"));
  ended =
      fixture.carry_out({"user end-sessions", {{"user", "roos@example.nl"}, {"tokens", "yes"}}});
  CHECK(ended.out == "2 ended\n");
  CHECK_FALSE(fixture.product.people.recognise(secret, "test"));
  CHECK(fixture.carry_out({"user end-sessions", {{"user", "niemand@example.nl"}}}).status == 2);
}

TEST_CASE("an operator says whether a second factor is asked, and clears one", "[operator]") {
  OperatorFixture fixture;
  People& people = fixture.product.people;
  const std::string password = "een-heel-lang-wachtwoord";
  fixture.carry_out({"user add",
                     {{"email", "bea@example.nl"},
                      {"name", "Bea"},
                      {"role", "administrator"},
                      {"password-stdin", "yes"}}},
                    password + "\n");
  REQUIRE(fixture.carry_out({"second-factor", {{"required", "yes"}}}).status == 0);
  CHECK_THROWS_AS(people.sign_on("bea@example.nl", password, "test"), SecondStep);
  CHECK(fixture.carry_out({"second-factor", {{"required", "misschien"}}}).status == 2);
  REQUIRE(fixture.carry_out({"second-factor", {{"required", "no"}}}).status == 0);
  CHECK_NOTHROW(people.sign_on("bea@example.nl", password, "test"));

  const Command clear{"user second-factor", {{"user", "bea@example.nl"}, {"clear", "yes"}}};
  CHECK(fixture.carry_out(clear).status == 0);
  CHECK(fixture.carry_out({"user second-factor", {{"user", "bea@example.nl"}}}).status == 2);
  CHECK(fixture.carry_out({"user second-factor", {{"user", "x@example.nl"}, {"clear", "yes"}}})
            .status == 2);
}

TEST_CASE("an operator gives a link for a new password", "[operator]") {
  OperatorFixture fixture;
  fixture.carry_out(
      {"user add", {{"email", "roos@example.nl"}, {"name", "Roos"}, {"role", "team_member"}}});
  const auto made = fixture.carry_out(
      {"user password-link", {{"user", "roos@example.nl"}, {"origin", "https://pool.example.nl"}}});
  REQUIRE(made.status == 0);
  const std::string start = "https://pool.example.nl/nieuw-wachtwoord#";
  REQUIRE(made.out.starts_with(start));
  const std::string token = made.out.substr(start.size(), 43);
  People& people = fixture.product.people;
  people.set_password_by_link(token, "een-heel-lang-wachtwoord", "test");
  CHECK_NOTHROW(people.sign_on("roos@example.nl", "een-heel-lang-wachtwoord", "test"));
  CHECK(fixture.carry_out({"user password-link", {{"user", "x@example.nl"}}}).status == 2);
}

TEST_CASE("a command that is called wrongly says what it needs and does nothing", "[operator]") {
  OperatorFixture fixture;
  auto before = fixture.product.store->head();

  auto without_name =
      fixture.carry_out({"user add", {{"email", "a@example.nl"}, {"role", "partner"}}});
  CHECK(without_name.status == 2);
  CHECK(contains(without_name.err, "--name"));
  auto wrong_role = fixture.carry_out(
      {"user add", {{"email", "a@example.nl"}, {"name", "A"}, {"role", "koning"}}});
  CHECK(wrong_role.status == 2);
  CHECK(contains(wrong_role.err, "koning"));
  CHECK(fixture.carry_out({"token create", {{"user", "niemand@example.nl"}}}).status == 2);
  CHECK(fixture.carry_out({"no such thing", {}}).status == 2);
  CHECK(fixture.product.store->head() == before);
}

TEST_CASE("what the product refuses is told with every fault", "[operator]") {
  OperatorFixture fixture;
  auto done = fixture.carry_out(
      {"user add", {{"email", "geen adres"}, {"name", "A"}, {"role", "partner"}}});
  CHECK(done.status == 1);
  CHECK(contains(done.err, "/email"));
  CHECK(contains(done.err, "not_an_email"));
}

TEST_CASE("with several municipalities a command must say which", "[operator]") {
  OperatorFixture fixture;
  REQUIRE(fixture.carry_out({"municipality add", {{"name", "Eerstestad"}}}).status == 0);
  REQUIRE(fixture.carry_out({"municipality add", {{"name", "Tweedestad"}}}).status == 0);

  auto unsaid = fixture.carry_out({"team add", {{"name", "Wijkteam Noord"}}});
  CHECK(unsaid.status == 2);
  CHECK(contains(unsaid.err, "--municipality"));
  CHECK(
      fixture.carry_out({"team add", {{"name", "Noord"}, {"municipality", "Derdestad"}}}).status ==
      2);
  CHECK(
      fixture.carry_out({"team add", {{"name", "Noord"}, {"municipality", "Tweedestad"}}}).status ==
      0);

  auto overview = fixture.product.people.overview(Actor::machine_operator());
  REQUIRE(overview.teams.size() == 1);
  for (const Municipality& each : overview.municipalities) {
    if (each.name == "Tweedestad") CHECK(overview.teams[0].municipality == each.id);
  }
}

TEST_CASE("a file with a faulty row is imported whole or not at all", "[operator]") {
  OperatorFixture fixture;
  const std::string rows =
      "{\"id\":\"1\",\"name\":\"Fenna Voorbeeld\",\"expertise\":[\"schulden\"],\"hours\":\"ma\"}\n"
      "{\"id\":\"2\",\"name\":\"\",\"haarkleur\":\"rood\"}\n";
  auto refused = fixture.carry_out({"import specialists", {{"format", "jsonl"}}}, rows);
  CHECK(refused.status == 1);
  CHECK(contains(refused.err, "line 2"));
  CHECK(contains(refused.err, "Nothing was imported"));
  CHECK(fixture.product.profiles.browse(Actor::machine_operator(), {}).total == 0);

  auto skipped = fixture.carry_out(
      {"import specialists", {{"format", "jsonl"}, {"skip-invalid", "yes"}}}, rows);
  CHECK(skipped.status == 0);
  CHECK(contains(skipped.out, "1 added"));
  // The command ends only when what was imported can be found.
  CHECK(fixture.product.index.size() == 1);
}

TEST_CASE("an index that lay damaged is told when all is verified, and built anew", "[operator]") {
  FakeEnv env;
  TemporaryDirectory directory;
  const DataDirectory data{directory.path() / "data"};
  const auto ownership = Ownership::take(data);
  const auto verify = [](Product& product) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const int status = carry_out(product, {"verify", {}}, {in, out, err});
    return Done{status, out.str(), err.str()};
  };
  {
    Product product{data, env};
    CHECK(verify(product).status == 0);
  }
  std::string generation;
  std::ifstream(data.index() / "current") >> generation;
  std::ofstream(data.index() / generation / "postlist.glass", std::ios::trunc) << "geen tabel";
  {
    Product product{data, env};
    const Done told = verify(product);
    CHECK(told.status == 1);
    CHECK(contains(told.err, "The index is not as it was written"));
  }
  Product product{data, env};
  const Done sound = verify(product);
  CAPTURE(sound.err);
  CHECK(sound.status == 0);
}

TEST_CASE("both logs are verified, and a copy is never written over a file", "[operator]") {
  OperatorFixture fixture;
  REQUIRE(fixture.carry_out({"municipality add", {{"name", "Eerstestad"}}}).status == 0);
  auto verified = fixture.carry_out({"verify", {}});
  CHECK(verified.status == 0);
  CHECK(contains(verified.out, "Last event 1"));

  std::string copy = (fixture.directory.path() / "copy.db").string();
  const auto made = fixture.carry_out({"backup", {{"file", copy}}});
  REQUIRE(made.status == 0);
  CHECK(contains(made.out, "1 events"));
  CHECK(std::filesystem::file_size(copy) > 0);
  CHECK(fixture.carry_out({"backup", {{"file", copy}}}).status == 1);
}

TEST_CASE("signed heads that were sent out are held against the logs", "[operator]") {
  OperatorFixture fixture;
  REQUIRE(fixture.carry_out({"municipality add", {{"name", "Eerstestad"}}}).status == 0);
  const auto key = fixture.carry_out({"log-heads public-key", {}});
  CHECK(key.out == key_text(public_key_of(fixture.product.log_key)) + "\n");
  const std::string open = key.out.substr(0, 64);
  const auto line = fixture.carry_out({"log-heads sign", {}});
  REQUIRE(line.status == 0);
  const auto heads = read_signed_line(line.out.substr(0, line.out.size() - 1));
  REQUIRE(heads);
  CHECK(heads->heads.event_seq == 1);
  CHECK(fixture.carry_out({"log-heads sign", {}}).out == line.out);

  REQUIRE(fixture.carry_out({"municipality add", {{"name", "Tweedestad"}}}).status == 0);
  const Command verify{"verify", {{"heads", "heads.txt"}, {"public-key", open}}};
  const auto held = fixture.carry_out(verify, line.out);
  CHECK(held.status == 0);
  CHECK(contains(held.out, "heads.txt: 1 signed heads hold"));
  CHECK(fixture.carry_out({"verify", {{"heads", "heads.txt"}}}, line.out).status == 0);

  CHECK(fixture.carry_out(verify, "").status == 1);
  CHECK(fixture.carry_out(verify, "wat anders\n").status == 1);
  LogHeads rewritten = heads->heads;
  rewritten.event_hash[0] ^= 1;
  const auto found =
      fixture.carry_out(verify, line.out + signed_line(rewritten, fixture.product.log_key) + "\n");
  CHECK(found.status == 1);
  CHECK(contains(found.err, "heads.txt, line 2 event 1 is another"));
  const std::string other = key_text(public_key_of(LogKey{1}));
  CHECK(fixture.carry_out({"verify", {{"heads", "heads.txt"}, {"public-key", other}}}, line.out)
            .status == 1);
  CHECK(fixture.carry_out({"verify", {{"public-key", "7f"}}}).status == 2);
}

TEST_CASE("months of the access log are destroyed by an operator when their term is over",
          "[operator]") {
  OperatorFixture fixture;
  fixture.carry_out(
      {"user add", {{"email", "roos@example.nl"}, {"name", "Roos"}, {"role", "team_member"}}});
  const auto make_token = [&] {
    REQUIRE(fixture.carry_out({"token create", {{"user", "roos@example.nl"}}}).status == 0);
  };
  make_token();
  fixture.env.set(at("2031-04-01T08:00:00Z"));
  make_token();
  const Command destroy{"access-log destroy", {{"before", "2026-04"}}};
  auto refused = fixture.carry_out(destroy);
  CHECK(refused.status == 1);
  CHECK(contains(refused.err, "not_signed"));
  REQUIRE(fixture.carry_out({"log-heads sign", {}}).status == 0);
  auto done = fixture.carry_out(destroy);
  CHECK(done.status == 0);
  CHECK(contains(done.out, "2026-03  2 entries destroyed"));
  CHECK(fixture.carry_out(destroy).out == "nothing to destroy\n");
  CHECK(fixture.carry_out({"verify", {}}).status == 0);
  CHECK(fixture.carry_out({"access-log destroy", {}}).status == 2);
  CHECK(fixture.carry_out({"access-log destroy", {{"before", "2031-04"}}}).status == 0);
  CHECK(contains(fixture.carry_out({"access-log destroy", {{"before", "x"}}}).err, "not_a_date"));
}

}  // namespace expertise
