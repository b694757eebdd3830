// How strictly a body is read.
#include "server/http/wire/reader.h"

#include <catch2/catch.hpp>
#include <string>

#include "server/domain/consultation.h"

namespace expertise::http {
namespace {

constexpr TextLimits short_text{1, 5};
constexpr TextLimits maybe_text{0, 5};

template <class Read>
std::vector<Fault> faults_of(const std::string& json, Read&& read) {
  try {
    Body body(json);
    ObjectReader root = body.root();
    read(root);
    body.finish();
  } catch (const Refusal& refusal) {
    CHECK(refusal.reason() == Reason::invalid_input);
    return refusal.faults();
  }
  return {};
}

std::vector<Fault> faults_of(const std::string& json) {
  return faults_of(json, [](ObjectReader&) {});
}

/// `place code` of the only fault, or how many there are.
std::string only(const std::vector<Fault>& faults) {
  if (faults.size() != 1) return std::to_string(faults.size()) + " faults";
  return faults.front().place + " " + faults.front().code;
}

TEST_CASE("a body that is no JSON object is refused as a whole", "[reader]") {
  CHECK(only(faults_of("")) == " required");
  CHECK(only(faults_of("{")) == " not_json");
  CHECK(only(faults_of("{} x")) == " not_json");
  CHECK(only(faults_of(std::string("{}\0 x", 5))) == " not_json");
  CHECK(only(faults_of(std::string("{}\0", 3))) == " not_json");
  CHECK(only(faults_of("{\"a\":01}")) == " not_json");
  CHECK(only(faults_of("{\"a\":NaN}")) == " not_json");
  CHECK(only(faults_of("{\"a\":1e400}")) == " not_json");
  CHECK(only(faults_of("{\"a\":\"\\ud800\"}")) == " not_json");
  CHECK(only(faults_of("/*c*/{}")) == " not_json");
  CHECK(only(faults_of("\xEF\xBB\xBF{}")) == " not_json");
  CHECK(only(faults_of("[]")) == " not_an_object");
  CHECK(only(faults_of("null")) == " not_an_object");
  CHECK(only(faults_of("{\"a\":\"\xff\"}")) == " not_utf8");
  CHECK(only(faults_of("{\"a\":\"\xed\xa0\x80\"}")) == " not_utf8");
}

TEST_CASE("nesting is bounded before anything is built", "[reader]") {
  const auto nested = [](int depth) {
    return "{\"a\":" + std::string(static_cast<std::size_t>(depth - 1), '[') +
           std::string(static_cast<std::size_t>(depth - 1), ']') + "}";
  };
  CHECK(only(faults_of(nested(BodyLimits::depth))) == "/a unknown_field");
  CHECK(only(faults_of(nested(BodyLimits::depth + 1))) == " too_deep");
  CHECK(only(faults_of(std::string(500'000, '['))) == " too_deep");
}

TEST_CASE("a name that comes twice is refused with its place", "[reader]") {
  CHECK(only(faults_of(R"({"a":1,"a":1})")) == "/a double_field");
  CHECK(only(faults_of(R"({"x":[1,{"a":1,"a":2}]})")) == "/x/1/a double_field");
  CHECK(only(faults_of(R"({"x":[{"a":1},{"a":2}]})")) == "/x unknown_field");
  CHECK(only(faults_of(R"({"a":1,"\u0061":2})")) == "/a double_field");
}

TEST_CASE("NUL is refused wherever it stands", "[reader]") {
  CHECK(only(faults_of("{\"a\":\"x\\u0000y\"}")) == "/a control_character");
  CHECK(only(faults_of("{\"a\\u0000\":1}")) == " control_character");
  CHECK(only(faults_of("{\"x\":[1,{\"b\":1,\"a\\u0000\":1}]}")) == "/x/1 control_character");
}

TEST_CASE("every fault is told at once, with its place", "[reader]") {
  const auto faults = faults_of(
      R"({"text":"too long","count":11,"flag":1,"id":"x","extra":true,"inner":{"more":1}})",
      [](ObjectReader& root) {
        root.text("text", short_text);
        root.number("count", 0, 10);
        root.flag("flag", false);
        root.id<UserId>("id");
        root.choice<Way>("way");
        root.optional_object("inner");
      });
  std::vector<std::string> told;
  for (const Fault& fault : faults) told.push_back(fault.place + " " + fault.code);
  CHECK(told == std::vector<std::string>{"/text too_long", "/count out_of_range",
                                         "/flag not_a_boolean", "/id not_a_uuid", "/way required",
                                         "/extra unknown_field", "/inner/more unknown_field"});
}

TEST_CASE("numbers are whole, in range and never changed on the way", "[reader]") {
  const auto fault = [](const std::string& number) {
    return only(
        faults_of("{\"n\":" + number + "}", [](ObjectReader& root) { root.number("n", -5, 5); }));
  };
  CHECK(fault("5") == "0 faults");
  CHECK(fault("-5") == "0 faults");
  CHECK(fault("6") == "/n out_of_range");
  CHECK(fault("-6") == "/n out_of_range");
  CHECK(fault("1.0") == "/n not_a_whole_number");
  CHECK(fault("1e300") == "/n not_a_whole_number");
  CHECK(fault("18446744073709551616") == "/n not_a_whole_number");
  CHECK(fault("18446744073709551615") == "/n out_of_range");
  CHECK(fault("4294967297") == "/n out_of_range");
  CHECK(fault("\"1\"") == "/n not_a_number");
  CHECK(fault("true") == "/n not_a_number");
  CHECK(fault("null") == "/n not_a_number");
}

TEST_CASE("length is counted in characters, not bytes", "[reader]") {
  const auto read = [](ObjectReader& root) { root.text("text", short_text); };
  CHECK(faults_of(R"({"text":"éééëë"})", read).empty());
  CHECK(only(faults_of(R"({"text":"éééëëë"})", read)) == "/text too_long");
  CHECK(only(faults_of(R"({"text":"  "})", read)) == "/text required");
  CHECK(only(faults_of(R"({"text":"a\nb"})", read)) == "/text control_character");
  CHECK(only(faults_of(R"({"text":null})", read)) == "/text not_a_text");
  CHECK(only(faults_of(R"({})", read)) == "/text required");
}

TEST_CASE("lists are bounded, of one type and without the same twice", "[reader]") {
  const auto read = [](ObjectReader& root) { root.texts("list", 2, maybe_text); };
  CHECK(faults_of(R"({"list":["a","b"]})", read).empty());
  CHECK(only(faults_of(R"({"list":["a","b","c"]})", read)) == "/list too_many");
  CHECK(only(faults_of(R"({"list":["a","a"]})", read)) == "/list/1 duplicate");
  CHECK(only(faults_of(R"({"list":["a",1]})", read)) == "/list/1 not_a_text");
  CHECK(only(faults_of(R"({"list":"a"})", read)) == "/list not_a_list");
}

TEST_CASE("moments, days and times are read as they are written", "[reader]") {
  Body body(R"({"at":"2026-03-05T09:30:00+01:00","day":"2026-02-28","from":"09:30","to":"24:00"})");
  ObjectReader root = body.root();
  CHECK(root.optional_instant("at") == parse_rfc3339("2026-03-05T08:30:00Z"));
  CHECK(root.optional_date("day") == "2026-02-28");
  CHECK(root.time_of_day("from", ObjectReader::Midnight::start_of_day) == 570);
  CHECK(root.time_of_day("to", ObjectReader::Midnight::end_of_day) == 1440);
  body.finish();
}

TEST_CASE("a time or day that is not there is refused", "[reader]") {
  const auto time = GENERATE("24:00", "9:30", "09:60", "0930", "ab:cd", "-1:00", "25:00", "");
  CHECK(only(faults_of("{\"t\":\"" + std::string(time) + "\"}", [](ObjectReader& root) {
          root.time_of_day("t", ObjectReader::Midnight::start_of_day);
        })) == "/t not_a_time");
  const auto day = GENERATE("2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "x");
  CHECK(only(faults_of("{\"d\":\"" + std::string(day) + "\"}",
                       [](ObjectReader& root) { root.optional_date("d"); })) == "/d not_a_date");
}

TEST_CASE("two spellings of one body have one canonical form", "[reader]") {
  CHECK(Body(R"({"a":1,"b":"é"})").canonical() ==
        Body("{ \"b\" : \"\\u00e9\", \"a\":1 }").canonical());
  CHECK(Body(R"({"a":1})").canonical() != Body(R"({"a":2})").canonical());
}

TEST_CASE("a place is a JSON pointer even of a strange name", "[reader]") {
  CHECK(only(faults_of(R"({"a/b~c":1})")) == "/a~1b~0c unknown_field");
  const auto faults = faults_of("{\"" + std::string(5000, 'x') + "\":1}");
  REQUIRE(faults.size() == 1);
  CHECK(faults.front().place.size() <= BodyLimits::name_bytes_shown + 4);
}

TEST_CASE("below a name that is cut short nothing is pointed at", "[reader]") {
  const std::string shown(BodyLimits::name_bytes_shown, 'x');
  CHECK(only(faults_of("{\"" + shown + "x\":[{\"a\":\"\\u0000\"}]}")) ==
        "/" + shown + " control_character");
  CHECK(only(faults_of("{\"a\":{\"" + shown + "x\":{\"b\":1,\"b\":2}}}")) ==
        "/a/" + shown + " double_field");
  const std::string whole = shown.substr(1);
  CHECK(only(faults_of("{\"" + whole + "\":[\"\\u0000\"]}")) ==
        "/" + whole + "/0 control_character");
}

TEST_CASE("very many faults are not all told", "[reader]") {
  std::string json = "{";
  for (int i = 0; i < 1000; ++i) json += (i > 0 ? ",\"f" : "\"f") + std::to_string(i) + "\":1";
  CHECK(faults_of(json + "}").size() == BodyLimits::faults);
}

}  // namespace
}  // namespace expertise::http
