// Reads the JSON body of a request by name and type, strictly: too deep, not UTF-8, a NUL, a name
// that comes twice or that nobody asked for, a wrong type, a number out of range are all refused,
// every fault with its place. It knows no resource.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/availability.h"
#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/refusal.h"
#include "server/domain/text.h"

namespace expertise::http {

struct BodyLimits {
  static constexpr int depth = 32;
  static constexpr std::size_t name_bytes_shown = 60;
  static constexpr std::size_t faults = 200;
};

class ObjectReader;

/// The whole body. Readers of its objects live no longer than it does.
class Body {
 public:
  /// Throws Refusal (invalid input) when `bytes` is not one JSON object of the allowed shape.
  explicit Body(std::string_view bytes);
  ~Body();
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  ObjectReader root();
  /// Throws Refusal with every fault, also names that nobody asked for. Call it after the last
  /// read and before anything is done.
  void finish();
  /// The same text for every spelling of the same body.
  std::string canonical() const;

 private:
  friend class ObjectReader;
  struct Node {
    const nlohmann::json* object = nullptr;
    std::string pointer;
    std::set<std::string, std::less<>> asked{};
  };
  void fault(std::string place, std::string code, std::map<std::string, std::string> parameters);

  std::unique_ptr<nlohmann::json> json_;
  std::deque<Node> nodes_;
  std::vector<Fault> faults_;
};

/// One object of the body. A read that finds a fault keeps it for Body::finish() and gives the
/// value that is used when nothing is given.
class ObjectReader {
 public:
  bool has(std::string_view name) const;

  /// Required when `limits.least` is more than 0; else an empty text when it is not there.
  std::string text(std::string_view name, TextLimits limits);
  std::vector<std::string> texts(std::string_view name, std::size_t most, TextLimits each);
  bool flag(std::string_view name, bool otherwise);
  bool required_flag(std::string_view name);
  int number(std::string_view name, int least, int most);
  int number_or(std::string_view name, int least, int most, int otherwise);
  std::optional<int> optional_number(std::string_view name, int least, int most);
  Instant instant(std::string_view name);
  std::optional<Instant> optional_instant(std::string_view name);
  LocalDay date(std::string_view name);
  /// `YYYY-MM-DD` or empty.
  std::string optional_date(std::string_view name);
  std::vector<std::string> dates(std::string_view name, std::size_t most);
  /// Minutes since midnight of `HH:MM`; with `end_of_day` also of `24:00`.
  enum class Midnight { start_of_day, end_of_day };
  int time_of_day(std::string_view name, Midnight midnight);

  template <class IdType>
  IdType id(std::string_view name) {
    require(name);
    return optional_id<IdType>(name).value_or(IdType{});
  }
  template <class IdType>
  std::optional<IdType> optional_id(std::string_view name) {
    const auto given = string_at(name);
    if (!given) return std::nullopt;
    auto read = IdType::parse(*given);
    if (!read) fault(name, "not_a_uuid");
    return read;
  }
  template <class IdType>
  std::vector<IdType> ids(std::string_view name, std::size_t most) {
    std::vector<IdType> read;
    for_each_string(name, most, [&](const std::string& place, const std::string& given) {
      if (const auto one = IdType::parse(given)) {
        read.push_back(*one);
      } else {
        fault_at(place, "not_a_uuid");
      }
    });
    return read;
  }
  template <class Enum>
  Enum choice(std::string_view name) {
    require(name);
    return choice_or(name, Enum{});
  }
  template <class Enum>
  Enum choice_or(std::string_view name, Enum otherwise) {
    return optional_choice<Enum>(name).value_or(otherwise);
  }
  template <class Enum>
  std::optional<Enum> optional_choice(std::string_view name) {
    const auto given = string_at(name);
    if (!given) return std::nullopt;
    auto read = from_code<Enum>(*given);
    if (!read) fault(name, "not_an_option", {{"options", options<Enum>()}});
    return read;
  }
  template <class Enum>
  std::vector<Enum> choices(std::string_view name, std::size_t most) {
    std::vector<Enum> read;
    for_each_string(name, most, [&](const std::string& place, const std::string& given) {
      if (const auto one = from_code<Enum>(given)) {
        read.push_back(*one);
      } else {
        fault_at(place, "not_an_option", {{"options", options<Enum>()}});
      }
    });
    return read;
  }

  std::optional<ObjectReader> optional_object(std::string_view name);
  std::vector<ObjectReader> objects(std::string_view name, std::size_t most);

  /// A fault that the caller found in the member of that name.
  void fault(std::string_view name, std::string code,
             std::map<std::string, std::string> parameters = {});

 private:
  friend class Body;
  ObjectReader(Body& body, Body::Node& node) : body_(&body), node_(&node) {}

  template <class Enum>
  static std::string options() {
    std::string made;
    for (const auto& [value, text] : codes<Enum>) {
      if (!made.empty()) made += ", ";
      made += text;
    }
    return made;
  }

  const nlohmann::json* find(std::string_view name);
  void require(std::string_view name);
  std::string place_of(std::string_view name) const;
  void fault_at(std::string place, std::string code,
                std::map<std::string, std::string> parameters = {});
  std::optional<std::string> string_at(std::string_view name);
  const nlohmann::json* array_at(std::string_view name, std::size_t most);
  /// Calls with the place and text of each; the same text twice is a fault.
  template <class Call>
  void for_each_string(std::string_view name, std::size_t most, Call&& call) {
    for (const auto& [place, text] : strings_at(name, most)) call(place, text);
  }
  std::vector<std::pair<std::string, std::string>> strings_at(std::string_view name,
                                                              std::size_t most);

  Body* body_;
  Body::Node* node_;
};

}  // namespace expertise::http
