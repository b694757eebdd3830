// The operator's commands about keeping and destroying.
#include <catch2/catch.hpp>

#include "tests/operator/fixture.h"

namespace expertise {

namespace {

using Catch::Matchers::Contains;
using std::chrono::days;

struct KeepingFixture : OperatorFixture {
  KeepingFixture() {
    carry_out({"municipality add", {{"name", "Voorbeeldstad"}}});
    carry_out(
        {"user add", {{"email", "cora@example.nl"}, {"name", "Cora"}, {"role", "coordinator"}}});
    carry_out(
        {"user add", {{"email", "vera@example.nl"}, {"name", "Vera"}, {"role", "team_member"}}});
  }

  ConsultationId ended() {
    const auto asker =
        product.people.user_by_email(Actor::machine_operator(), "vera@example.nl").value();
    Consultation made;
    made.id = env.new_id<ConsultationId>();
    made.municipality = asker.municipality;
    made.asker = asker.id;
    made.state = ConsultationState::followed_up;
    made.asked_at = made.answer_by = env.now();
    made.ended_at = env.now();
    auto txn = product.store->begin(Access::write);
    txn->put(made);
    txn->commit();
    return made.id;
  }
  Done choose(const std::string& what, const std::string& term) {
    return carry_out(
        {"retention-terms", {{"class", what}, {"days", term}, {"decided-by", "cora@example.nl"}}});
  }
  bool is_erased(ConsultationId id) { return product.store->begin(Access::read)->is_erased(id); }
};

}  // namespace

TEST_CASE_METHOD(KeepingFixture, "an operator erases what a coordinator decided on", "[operator]") {
  const ConsultationId id = ended();
  const auto erased = [&](const std::string& reason, const std::string& decider) {
    return carry_out({"erase",
                      {{"consultation", id.text()}, {"reason", reason}, {"decided-by", decider}}})
        .status;
  };
  CHECK(erased("zomaar", "cora@example.nl") == 2);
  CHECK(erased("term_over", "cora@example.nl") == 2);
  CHECK(erased("unlawful", "niemand@example.nl") == 2);
  CHECK(erased("unlawful", "vera@example.nl") == 1);
  CHECK(carry_out({"erase", {{"consultation", "1"}, {"reason", "unlawful"}}}).status == 2);
  CHECK_FALSE(is_erased(id));
  CHECK(erased("unlawful", "cora@example.nl") == 0);
  CHECK(is_erased(id));
  CHECK(erased("unlawful", "cora@example.nl") == 0);
}

TEST_CASE_METHOD(KeepingFixture, "a dry run tells what would go, and destroys nothing",
                 "[operator]") {
  const ConsultationId id = ended();
  const ConsultationId held = ended();
  env.pass(days(91));
  CHECK_THAT(carry_out({"retention", {}}).out, Contains("no municipality chose a term yet"));
  CHECK_FALSE(is_erased(id));
  REQUIRE(choose("consultations", "90").status == 0);
  CHECK(choose("consultations", "89").status == 2);
  CHECK(choose("drafts", "90").status == 2);
  REQUIRE(carry_out({"hold",
                     {{"consultation", held.text()},
                      {"reason", "complaint"},
                      {"until", "2027-01-01"},
                      {"decided-by", "cora@example.nl"}}})
              .status == 0);
  CHECK_THAT(carry_out({"hold", {}}).out, Contains(held.text() + "  Voorbeeldstad  complaint"));

  const Done dry = carry_out({"retention", {{"dry-run", "yes"}}});
  CHECK_THAT(dry.out, Contains("1 would be destroyed, 1 held"));
  CHECK_THAT(dry.out, Contains(id.text()));
  CHECK_THAT(dry.out, Contains("held until 2027-01-01"));
  CHECK_FALSE(is_erased(id));
  CHECK_THAT(carry_out({"retention", {}}).out, Contains("1 destroyed, 1 held"));
  CHECK(is_erased(id));
  CHECK_FALSE(is_erased(held));
  REQUIRE(carry_out(
              {"hold",
               {{"consultation", held.text()}, {"end", "yes"}, {"decided-by", "cora@example.nl"}}})
              .status == 0);
  CHECK_THAT(carry_out({"retention", {}}).out, Contains("1 destroyed, 0 held"));
}

TEST_CASE_METHOD(KeepingFixture, "the report tells what was destroyed, on which ground and by whom",
                 "[operator]") {
  const ConsultationId over = ended();
  REQUIRE(choose("consultations", "90").status == 0);
  env.pass(days(91));
  REQUIRE(carry_out({"retention", {}}).status == 0);
  const ConsultationId asked_for = ended();
  REQUIRE(carry_out({"erase",
                     {{"consultation", asked_for.text()},
                      {"reason", "request_of_resident"},
                      {"decided-by", "cora@example.nl"}}})
              .status == 0);
  const Done report =
      carry_out({"destruction-report", {{"from", "2026-06-01"}, {"until", "2026-07-01"}}});
  REQUIRE(report.status == 0);
  for (const std::string& part :
       {std::string("VERKLARING VAN VERNIETIGING"), std::string("Gemeente: Voorbeeldstad"),
        std::string("Termijn van 90 dagen voorbij"), std::string("Archiefwet"),
        std::string("Verzoek van de inwoner"), std::string("sleutel vernietigd"),
        "2026-06-04  consultatie " + over.text() + "  vanzelf",
        "consultatie " + asked_for.text() + "  besluit van gebruiker"}) {
    CHECK_THAT(report.out, Contains(part));
  }
  const Done empty =
      carry_out({"destruction-report", {{"from", "2026-05-01"}, {"until", "2026-06-01"}}});
  CHECK_THAT(empty.out, Contains("niets vernietigd"));
  CHECK(carry_out({"destruction-report", {{"from", "1 juni"}, {"until", "2026-06-01"}}}).status ==
        2);
}

}  // namespace expertise
