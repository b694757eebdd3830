// Reads the data files of the demo, which are built into the program, entry by entry, and says
// where one is not as it should be. It knows JSON, and nothing of what the entries mean.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/domain/code.h"

namespace expertise {

/// The file of that name in schema/demo. Throws std::runtime_error when it is not built in.
std::string_view demo_file(std::string_view name);

/// The same as JSON.
nlohmann::json demo_json(const char* name);

/// Takes entries out of one object, so that what is left over is what nobody knows. Every fault is
/// a std::runtime_error that says where it is.
class DemoReader {
 public:
  DemoReader(nlohmann::json object, std::string place)
      : object_(std::move(object)), place_(std::move(place)) {
    if (!object_.is_object()) fail("not an object");
  }

  template <class Value>
  void take(const char* name, Value& value) {
    auto found = object_.find(name);
    if (found == object_.end()) return;
    try {
      value = found->template get<Value>();
    } catch (const nlohmann::json::exception& fault) {
      fail(std::string(name) + ": " + fault.what());
    }
    object_.erase(found);
  }
  std::string text(const char* name) {
    std::string value;
    take(name, value);
    return value;
  }
  std::string needed(const char* name) {
    std::string value = text(name);
    if (value.empty()) fail(std::string(name) + " is missing");
    return value;
  }
  std::vector<std::string> list(const char* name) {
    std::vector<std::string> values;
    take(name, values);
    return values;
  }
  template <class Enum>
  void code_of(const char* name, Enum& value) {
    std::string word = text(name);
    if (!word.empty()) value = coded<Enum>(word);
  }
  template <class Enum>
  Enum coded(const std::string& word) const {
    auto known = from_code<Enum>(word);
    if (!known) fail("unknown code " + word);
    return *known;
  }
  /// What stands under `name`, an empty object when nothing does.
  DemoReader part(const char* name) {
    nlohmann::json value = nlohmann::json::object();
    take(name, value);
    return DemoReader(std::move(value), place_ + "/" + name);
  }
  std::vector<DemoReader> parts(const char* name) {
    nlohmann::json values = nlohmann::json::array();
    take(name, values);
    if (!values.is_array()) fail(std::string(name) + " is no list");
    std::vector<DemoReader> readers;
    for (std::size_t i = 0; i < values.size(); ++i) {
      readers.emplace_back(std::move(values[i]), place_ + "/" + name + "/" + std::to_string(i));
    }
    return readers;
  }
  bool has(const char* name) const { return object_.contains(name); }
  std::string rest() const { return object_.dump(); }
  void done() const {
    if (!object_.empty()) fail("unknown entry " + object_.begin().key());
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(place_ + ": " + what);
  }

 private:
  nlohmann::json object_;
  std::string place_;
};

}  // namespace expertise
