// How the fuzzer changes a body: often as a tree, since bytes alone rarely stay JSON. Only for the
// target of bodies, and only with libFuzzer.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include "tests/fuzz/property.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using nlohmann::json;

struct Place {
  json* value = nullptr;
  json* parent = nullptr;
};

void collect(json& value, json* parent, std::vector<Place>& places) {
  places.push_back({&value, parent});
  if (value.is_structured()) {
    for (json& each : value) collect(each, &value, places);
  }
}

json odd_value(std::minstd_rand& random) {
  static const std::vector<json> values{nullptr,
                                        true,
                                        false,
                                        0,
                                        1,
                                        -1,
                                        1.5,
                                        1e300,
                                        2147483648LL,
                                        18446744073709551615ULL,
                                        "",
                                        " ",
                                        "x",
                                        "\t",
                                        "nl",
                                        "é",
                                        "2026-03-05",
                                        "2026-02-30",
                                        "2026-03-05T10:00:00Z",
                                        "2026-03-05T10:00:00+01:00",
                                        "9999-12-31T23:59:59Z",
                                        "10:30",
                                        "24:00",
                                        "a@voorbeeld.test",
                                        "https://voorbeeld.test/agenda.ics",
                                        "00000000-0000-4000-8000-000000000001",
                                        "schulden",
                                        std::string(300, 'a'),
                                        std::string(5000, 'b'),
                                        json::array(),
                                        json::object(),
                                        json::array({json::object()}),
                                        json{{"from", "09:00"}, {"to", "12:00"}}};
  return values[random() % values.size()];
}

void mutate_text(json& value, std::minstd_rand& random) {
  std::string text = value.is_string() ? value.get<std::string>() : "tekst";
  const std::size_t size = text.size();
  text.resize(size + 1 + random() % 16);
  text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
  value = text;
}

void change(json& body, std::minstd_rand& random) {
  std::vector<Place> places;
  collect(body, nullptr, places);
  const Place at = places[random() % places.size()];
  switch (random() % 6) {
    case 0:
      *at.value = odd_value(random);
      break;
    case 1:
      mutate_text(*at.value, random);
      break;
    case 2:
      if (at.parent && at.parent->is_array()) {
        const json again = *at.value;
        at.parent->push_back(again);
      }
      break;
    case 3:
      if (at.parent && at.parent->is_object()) {
        for (auto each = at.parent->begin(); each != at.parent->end(); ++each) {
          if (&*each != at.value) continue;
          at.parent->erase(each);
          break;
        }
      }
      break;
    case 4: {
      const json other = *places[random() % places.size()].value;
      *at.value = other;
      break;
    }
    default:
      if (at.value->is_array()) {
        at.value->push_back(odd_value(random));
      } else if (at.value->is_object()) {
        (*at.value)["naam" + std::to_string(random() % 3)] = odd_value(random);
      }
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  std::minstd_rand random(seed);
  const std::string_view text = expertise::fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::size_t head = std::min(end + 1, text.size());
  json body = json::parse(text.substr(head), nullptr, false);
  if (body.is_discarded() || random() % 4 == 0) return LLVMFuzzerMutate(data, size, most);
  change(body, random);
  const std::string made =
      std::string(text.substr(0, head)) + body.dump(-1, ' ', false, json::error_handler_t::replace);
  const std::size_t length = std::min(made.size(), most);
  std::copy_n(made.data(), length, reinterpret_cast<char*>(data));
  return length;
}
