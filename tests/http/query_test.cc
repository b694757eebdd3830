// How strictly the query of an address is read.
#include "server/http/query.h"

#include <catch2/catch.hpp>

#include "server/domain/consultation.h"

namespace expertise::http {
namespace {

template <class Read>
std::string only_fault(std::string_view text, Read&& read) {
  QueryReader query(text);
  read(query);
  try {
    query.finish();
  } catch (const Refusal& refusal) {
    if (refusal.faults().size() != 1) return std::to_string(refusal.faults().size()) + " faults";
    return refusal.faults().front().place + " " + refusal.faults().front().code;
  }
  return "none";
}

TEST_CASE("values are decoded once and never cut at an equals sign", "[query]") {
  QueryReader query("q=a%3Db=c%20d+e&empty=&none");
  CHECK(query.text("q", {0, 20}) == "a=b=c d e");
  CHECK(query.text("empty", {0, 20}) == "");
  CHECK(query.text("none", {0, 20}) == "");
  CHECK_FALSE(query.text("absent", {0, 20}));
  CHECK_NOTHROW(query.finish());
}

TEST_CASE("a parameter that nobody asked for is refused by name", "[query]") {
  const auto nothing = [](QueryReader&) {};
  CHECK(only_fault("x=1", nothing) == "query/x unknown_parameter");
  CHECK(only_fault("%3Cscript%3E=1", nothing) == "query unknown_parameter");
}

TEST_CASE("a malformed query is refused", "[query]") {
  const auto text = GENERATE("q=%", "q=%4", "q=%zz", "q=%ff", "q=%c0%80", "%ff=1");
  CHECK(only_fault(text, [](QueryReader& query) {
          query.text("q", {0, 9});
        }) == "query malformed_query");
}

TEST_CASE("a page has bounds", "[query]") {
  const auto page = [](QueryReader& query) { query.page(); };
  CHECK(only_fault("offset=0&limit=200", page) == "none");
  CHECK(only_fault("limit=201", page) == "query/limit out_of_range");
  CHECK(only_fault("limit=0", page) == "query/limit out_of_range");
  CHECK(only_fault("limit=", page) == "query/limit not_a_number");
  CHECK(only_fault("limit=1x", page) == "query/limit not_a_number");
  CHECK(only_fault("limit=-1", page) == "query/limit not_a_number");
  CHECK(only_fault("limit=1&limit=2", page) == "query/limit too_many");
  CHECK(only_fault("offset=99999999999999999999999", page) == "query/offset out_of_range");
  QueryReader query("offset=3&limit=7");
  const Page read = query.page();
  CHECK(read.offset == 3);
  CHECK(read.limit == 7);
}

TEST_CASE("choices may be repeated where the caller says so", "[query]") {
  QueryReader query("state=open&state=closed");
  CHECK(query.choices<ConsultationState>("state", 8) ==
        std::vector{ConsultationState::open, ConsultationState::closed});
  CHECK_NOTHROW(query.finish());
  CHECK(only_fault("state=gone", [](QueryReader& each) {
          each.choices<ConsultationState>("state", 8);
        }) == "query/state not_an_option");
  CHECK(only_fault("id=x", [](QueryReader& each) { each.id<UserId>("id"); }) ==
        "query/id not_a_uuid");
  CHECK(only_fault("f=1", [](QueryReader& each) { each.flag("f"); }) == "query/f not_a_boolean");
  CHECK(only_fault("at=today", [](QueryReader& each) { each.instant("at"); }) ==
        "query/at not_an_instant");
}

}  // namespace
}  // namespace expertise::http
