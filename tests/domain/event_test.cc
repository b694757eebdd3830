#include "server/domain/event.h"

#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "tests/fake_env.h"

namespace expertise {

namespace {

template <class IdType>
IdType id(std::uint8_t number) {
  return IdType(IdBytes{number});
}

Event whole_event() {
  Event event;
  event.seq = 7;
  event.at = at("2026-03-05T08:30:00Z");
  event.kind = EventKind::specialist_invited;
  event.actor = id<UserId>(1);
  event.municipality = id<MunicipalityId>(2);
  event.consultation = id<ConsultationId>(3);
  event.specialist = id<SpecialistId>(4);
  event.details = {{"invitation", "x"}};
  event.sealed = {1, 2, 3};
  event.previous = Hash{9};
  return event;
}

AccessEntry whole_entry() {
  AccessEntry entry;
  entry.seq = 7;
  entry.segment = "2026-03";
  entry.at = at("2026-03-05T08:30:00Z");
  entry.action = "read";
  entry.object = "consultation";
  entry.consultation = id<ConsultationId>(3);
  entry.municipality = id<MunicipalityId>(2);
  entry.result = "shown";
  entry.actor = id<UserId>(1);
  entry.role = "team_member";
  entry.purpose = "asker";
  entry.origin = "192.0.2.1";
  entry.previous = Hash{9};
  return entry;
}

}  // namespace

TEST_CASE("two events that differ in anything have different hashes", "[event]") {
  using Change = std::function<void(Event&)>;
  const std::vector<Change> changes{
      [](Event& e) { ++e.seq; },
      [](Event& e) { e.at += std::chrono::milliseconds(1); },
      [](Event& e) { e.kind = EventKind::invitation_accepted; },
      [](Event& e) { ++e.version; },
      [](Event& e) { e.actor.reset(); },
      [](Event& e) { e.actor = id<UserId>(9); },
      [](Event& e) { e.municipality.reset(); },
      [](Event& e) { e.consultation.reset(); },
      [](Event& e) { e.specialist = id<SpecialistId>(9); },
      [](Event& e) { e.details["invitation"] = "y"; },
      [](Event& e) { e.details["by"] = "asker"; },
      [](Event& e) { e.sealed.push_back(4); },
      [](Event& e) { e.sealed.clear(); },
      [](Event& e) { e.previous[31] = 1; },
  };
  const Hash unchanged = chain_hash(whole_event());
  CHECK(chain_hash(whole_event()) == unchanged);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    Event event = whole_event();
    changes[i](event);
    CHECK(chain_hash(event) != unchanged);
  }
}

TEST_CASE("an event's hash does not depend on the hash it already holds", "[event]") {
  Event event = whole_event();
  event.hash = Hash{1, 2, 3};
  CHECK(chain_hash(event) == chain_hash(whole_event()));
}

TEST_CASE("the hash of an event stays the same from release to release", "[event]") {
  // Whoever changes the encoding makes every log ever written look forged.
  CHECK(hex(chain_hash(whole_event())) ==
        "e5652a4caabf78f19db8069e3dd780032861baaf17dddb514dee723897ef2876");
  CHECK(hex(chain_hash(whole_entry())) ==
        "6ec187e373c6418dee4b48c4ef7cc04a4eee87348607c983cac8f993039d8b55");
}

TEST_CASE("a value moved from one field to the next is another event", "[event]") {
  AccessEntry one = whole_entry(), other = whole_entry();
  one.action = "read";
  one.object = "log";
  other.action = "readl";
  other.object = "og";
  CHECK(chain_hash(one) != chain_hash(other));

  Event as_consultation = whole_event(), as_specialist = whole_event();
  as_consultation.specialist.reset();
  as_consultation.consultation = id<ConsultationId>(3);
  as_specialist.consultation.reset();
  as_specialist.specialist = id<SpecialistId>(3);
  CHECK(chain_hash(as_consultation) != chain_hash(as_specialist));
}

TEST_CASE("two entries of the access log that differ in anything have different hashes",
          "[event]") {
  using Change = std::function<void(AccessEntry&)>;
  const std::vector<Change> changes{
      [](AccessEntry& e) { ++e.seq; },
      [](AccessEntry& e) { e.segment = "2026-04"; },
      [](AccessEntry& e) { e.at += std::chrono::milliseconds(1); },
      [](AccessEntry& e) { e.action = "copy"; },
      [](AccessEntry& e) { e.object = "consultations"; },
      [](AccessEntry& e) { e.consultation.reset(); },
      [](AccessEntry& e) { e.municipality.reset(); },
      [](AccessEntry& e) { e.result = "not_found"; },
      [](AccessEntry& e) { e.actor.reset(); },
      [](AccessEntry& e) { e.role = "coordinator"; },
      [](AccessEntry& e) { e.purpose = "team"; },
      [](AccessEntry& e) { e.origin = "192.0.2.2"; },
      [](AccessEntry& e) { ++e.count; },
      [](AccessEntry& e) { e.previous[0] = 1; },
  };
  const Hash unchanged = chain_hash(whole_entry());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    AccessEntry entry = whole_entry();
    changes[i](entry);
    CHECK(chain_hash(entry) != unchanged);
  }
}

TEST_CASE("details have one spelling, with keys in order", "[event]") {
  CHECK(details_json({}) == "{}");
  CHECK(details_json({{"b", "2"}, {"a", "één \"x\""}}) == R"({"a":"één \"x\"","b":"2"})");
  Details details{{"changed", "roles,teams"}, {"user", "x"}};
  CHECK(parse_details(details_json(details)) == details);
}

TEST_CASE("only a flat object of strings is read as details", "[event]") {
  auto text = GENERATE(as<std::string>{}, "", "[]", "null", R"("a")", R"({"a":1})",
                       R"({"a":{"b":"c"}})", R"({"a":"b")", R"({"a":null})");
  CAPTURE(text);
  CHECK_FALSE(parse_details(text));
}

TEST_CASE("a hash is read from the hexadecimal it is written in", "[event]") {
  Hash hash = chain_hash(whole_event());
  CHECK(hex(hash).size() == 64);
  CHECK(parse_hash(hex(hash)) == hash);
  CHECK_FALSE(parse_hash(hex(hash).substr(1)));
  CHECK_FALSE(parse_hash(hex(hash).append("00")));
  CHECK_FALSE(parse_hash(std::string(64, 'z')));
}

TEST_CASE("every kind of event has a code of its own, and is found by it", "[event]") {
  std::set<std::string_view> seen;
  for (const auto& [kind, text] : codes<EventKind>) {
    CHECK_FALSE(text.empty());
    CHECK(seen.insert(text).second);
    CHECK(from_code<EventKind>(text) == kind);
    CHECK(code(kind) == text);
  }
  CHECK_FALSE(from_code<EventKind>("nothing_happened"));
}

}  // namespace expertise
