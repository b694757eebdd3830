// Reads the query of an address by name, strictly: every fault is collected, and what nobody asked
// for is a fault too.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/refusal.h"
#include "server/domain/text.h"
#include "server/store/store.h"

namespace expertise::http {

class QueryReader {
 public:
  /// `query` as it stood in the address, not decoded.
  explicit QueryReader(std::string_view query);

  /// Nothing when it is not there (or faulty: then finish() throws).
  std::optional<std::string> text(const std::string& name, TextLimits limits);
  bool flag(const std::string& name);
  std::optional<Instant> instant(const std::string& name);
  std::optional<int> number(const std::string& name, int least, int most);
  /// `offset` and `limit`.
  Page page();

  template <class IdType>
  std::optional<IdType> id(const std::string& name) {
    const auto value = single(name);
    if (!value) return std::nullopt;
    auto read = IdType::parse(*value);
    if (!read) fault(name, "not_a_uuid");
    return read;
  }
  template <class Enum>
  std::optional<Enum> choice(const std::string& name) {
    const auto value = single(name);
    if (!value) return std::nullopt;
    auto read = from_code<Enum>(*value);
    if (!read) fault(name, "not_an_option");
    return read;
  }
  /// Repeatable.
  template <class Enum>
  std::vector<Enum> choices(const std::string& name, std::size_t most) {
    std::vector<Enum> read;
    const auto& values = all(name, most);
    for (const std::string& value : values) {
      if (const auto one = from_code<Enum>(value)) {
        read.push_back(*one);
      } else {
        fault(name, "not_an_option");
        break;
      }
    }
    return read;
  }

  /// Repeatable.
  template <class IdType>
  std::vector<IdType> ids(const std::string& name, std::size_t most) {
    std::vector<IdType> read;
    for (const std::string& value : all(name, most)) {
      if (const auto one = IdType::parse(value)) {
        read.push_back(*one);
      } else {
        fault(name, "not_a_uuid");
        break;
      }
    }
    return read;
  }

  /// Throws Refusal with every fault, when there is one. Call it after the last read.
  void finish();

 private:
  void fault(const std::string& name, std::string code,
             std::map<std::string, std::string> parameters = {});
  /// The one value of that name; faulty when there are more.
  std::optional<std::string> single(const std::string& name);
  const std::vector<std::string>& all(const std::string& name, std::size_t most);
  std::size_t number(const std::string& name, std::size_t least, std::size_t most,
                     std::size_t otherwise);

  struct Values {
    std::vector<std::string> given;
    bool asked = false;
  };
  std::map<std::string, Values> values_;
  std::vector<Fault> faults_;
};

/// Percent-decoding of a query (`+` is a blank); nothing when it is malformed or not UTF-8.
std::optional<std::string> decoded(std::string_view text);

}  // namespace expertise::http
