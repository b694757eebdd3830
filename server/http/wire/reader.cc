#include "server/http/wire/reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "server/domain/local_time.h"

namespace expertise::http {

namespace {

using nlohmann::json;

/// A name as a token of a JSON pointer (RFC 6901), cut short at a whole character.
std::string pointer_token(std::string_view name) {
  std::string made;
  for (const char c : name) {
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins_character && made.size() >= BodyLimits::name_bytes_shown) break;
    if (c == '~') {
      made += "~0";
    } else if (c == '/') {
      made += "~1";
    } else {
      made += c;
    }
  }
  return made;
}

[[noreturn]] void refuse(std::string place, std::string code,
                         std::map<std::string, std::string> parameters = {}) {
  throw Refusal({Fault{std::move(place), std::move(code), std::move(parameters)}});
}

/// Walks the text once before anything is built from it: depth, names that come twice, NUL.
class Inspector : public nlohmann::json_sax<json> {
 public:
  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool string(string_t& text) override {
    if (text.find('\0') != string_t::npos) refuse(place(), "control_character");
    return value();
  }
  bool start_object(std::size_t) override { return open(false); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (name.find('\0') != string_t::npos) {
      // The object's place: a pointer cannot show such a name.
      levels_.pop_back();
      refuse(place(), "control_character");
    }
    Level& level = levels_.back();
    level.token = pointer_token(name);
    if (!level.names.insert(name).second) refuse(place(), "double_field");
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    refuse("", "not_json", {{"position", std::to_string(position)}});
  }

 private:
  struct Level {
    bool is_array = false;
    std::size_t index = 0;
    std::string token{};
    std::set<std::string> names{};
  };

  bool open(bool is_array) {
    if (levels_.size() == static_cast<std::size_t>(BodyLimits::depth)) {
      refuse("", "too_deep", {{"limit", std::to_string(BodyLimits::depth)}});
    }
    levels_.push_back({is_array});
    return true;
  }
  bool close() {
    levels_.pop_back();
    return value();
  }
  /// A value of the level above has ended.
  bool value() {
    if (!levels_.empty() && levels_.back().is_array) ++levels_.back().index;
    return true;
  }
  /// Ends behind a name that may be cut short: what stands below it has no place in the body.
  std::string place() const {
    std::string made;
    for (const Level& level : levels_) {
      made += "/" + (level.is_array ? std::to_string(level.index) : level.token);
      if (level.token.size() >= BodyLimits::name_bytes_shown) break;
    }
    return made;
  }

  std::vector<Level> levels_;
};

}  // namespace

Body::Body(std::string_view bytes) {
  if (bytes.empty()) refuse("", "required");
  if (!is_utf8(bytes)) refuse("", "not_utf8");
  // The library would let a byte order mark by, which JSON does not have (RFC 8259, 8.1).
  if (bytes.starts_with("\xEF\xBB\xBF")) refuse("", "not_json", {{"position", "1"}});
  // To the library a NUL is the end, whatever stands behind it.
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    refuse("", "not_json", {{"position", std::to_string(nul + 1)}});
  }
  Inspector inspector;
  json::sax_parse(bytes, &inspector);
  json_ = std::make_unique<json>(json::parse(bytes));
  if (!json_->is_object()) refuse("", "not_an_object");
}

Body::~Body() = default;

ObjectReader Body::root() {
  nodes_.push_back({json_.get(), ""});
  return {*this, nodes_.back()};
}

void Body::finish() {
  for (const Node& node : nodes_) {
    for (const auto& [name, value] : node.object->items()) {
      if (node.asked.find(name) == node.asked.end()) {
        fault(node.pointer + "/" + pointer_token(name), "unknown_field", {});
      }
    }
  }
  if (!faults_.empty()) throw Refusal(std::move(faults_));
}

std::string Body::canonical() const { return json_->dump(); }

void Body::fault(std::string place, std::string code,
                 std::map<std::string, std::string> parameters) {
  if (faults_.size() == BodyLimits::faults) return;
  faults_.push_back({std::move(place), std::move(code), std::move(parameters)});
}

bool ObjectReader::has(std::string_view name) const {
  return node_->object->find(name) != node_->object->end();
}

const json* ObjectReader::find(std::string_view name) {
  node_->asked.emplace(name);
  const auto found = node_->object->find(name);
  return found == node_->object->end() ? nullptr : &*found;
}

void ObjectReader::require(std::string_view name) {
  if (!find(name)) fault(name, "required");
}

std::string ObjectReader::place_of(std::string_view name) const {
  return node_->pointer + "/" + std::string(name);
}

void ObjectReader::fault(std::string_view name, std::string code,
                         std::map<std::string, std::string> parameters) {
  fault_at(place_of(name), std::move(code), std::move(parameters));
}

void ObjectReader::fault_at(std::string place, std::string code,
                            std::map<std::string, std::string> parameters) {
  body_->fault(std::move(place), std::move(code), std::move(parameters));
}

std::optional<std::string> ObjectReader::string_at(std::string_view name) {
  const json* found = find(name);
  if (!found) return std::nullopt;
  if (!found->is_string()) {
    fault(name, "not_a_text");
    return std::nullopt;
  }
  return found->get<std::string>();
}

const json* ObjectReader::array_at(std::string_view name, std::size_t most) {
  const json* found = find(name);
  if (!found) return nullptr;
  if (!found->is_array()) {
    fault(name, "not_a_list");
    return nullptr;
  }
  if (found->size() > most) {
    fault(name, "too_many", {{"limit", std::to_string(most)}});
    return nullptr;
  }
  return found;
}

std::vector<std::pair<std::string, std::string>> ObjectReader::strings_at(std::string_view name,
                                                                          std::size_t most) {
  std::vector<std::pair<std::string, std::string>> made;
  const json* array = array_at(name, most);
  if (!array) return made;
  std::set<std::string> known;
  for (std::size_t i = 0; i < array->size(); ++i) {
    std::string place = place_of(name) + "/" + std::to_string(i);
    const json& each = (*array)[i];
    if (!each.is_string()) {
      fault_at(std::move(place), "not_a_text");
    } else if (!known.insert(each.get<std::string>()).second) {
      fault_at(std::move(place), "duplicate");
    } else {
      made.emplace_back(std::move(place), each.get<std::string>());
    }
  }
  return made;
}

std::string ObjectReader::text(std::string_view name, TextLimits limits) {
  if (limits.least > 0) require(name);
  auto given = string_at(name);
  if (!given) return {};
  check_text(*given, limits, place_of(name), body_->faults_);
  return std::move(*given);
}

std::vector<std::string> ObjectReader::texts(std::string_view name, std::size_t most,
                                             TextLimits limits) {
  std::vector<std::string> read;
  for (auto& [place, text] : strings_at(name, most)) {
    check_text(text, limits, place, body_->faults_);
    read.push_back(text);
  }
  return read;
}

bool ObjectReader::flag(std::string_view name, bool otherwise) {
  const json* found = find(name);
  if (!found) return otherwise;
  if (found->is_boolean()) return found->get<bool>();
  fault(name, "not_a_boolean");
  return otherwise;
}

bool ObjectReader::required_flag(std::string_view name) {
  require(name);
  return flag(name, false);
}

int ObjectReader::number(std::string_view name, int least, int most) {
  require(name);
  return optional_number(name, least, most).value_or(least);
}

int ObjectReader::number_or(std::string_view name, int least, int most, int otherwise) {
  return optional_number(name, least, most).value_or(otherwise);
}

std::optional<int> ObjectReader::optional_number(std::string_view name, int least, int most) {
  const json* found = find(name);
  if (!found) return std::nullopt;
  if (!found->is_number()) {
    fault(name, "not_a_number");
    return std::nullopt;
  }
  if (!found->is_number_integer()) {
    fault(name, "not_a_whole_number");
    return std::nullopt;
  }
  // An unsigned value past the signed ones reads as negative otherwise.
  const bool fits = !found->is_number_unsigned() ||
                    found->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX);
  const std::int64_t value = fits ? found->get<std::int64_t>() : INT64_MAX;
  if (value < least || value > most) {
    fault(name, "out_of_range", {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    return std::nullopt;
  }
  return static_cast<int>(value);
}

Instant ObjectReader::instant(std::string_view name) {
  require(name);
  return optional_instant(name).value_or(Instant{});
}

std::optional<Instant> ObjectReader::optional_instant(std::string_view name) {
  const auto given = string_at(name);
  if (!given) return std::nullopt;
  auto read = parse_rfc3339(*given);
  if (!read) fault(name, "not_an_instant");
  return read;
}

LocalDay ObjectReader::date(std::string_view name) {
  require(name);
  const std::string given = optional_date(name);
  return parse_local_date(given).value_or(LocalDay{});
}

std::string ObjectReader::optional_date(std::string_view name) {
  auto given = string_at(name);
  if (!given) return {};
  if (parse_local_date(*given)) return std::move(*given);
  fault(name, "not_a_date");
  return {};
}

std::vector<std::string> ObjectReader::dates(std::string_view name, std::size_t most) {
  std::vector<std::string> read;
  for (auto& [place, text] : strings_at(name, most)) {
    if (parse_local_date(text)) {
      read.push_back(text);
    } else {
      fault_at(place, "not_a_date");
    }
  }
  return read;
}

int ObjectReader::time_of_day(std::string_view name, Midnight midnight) {
  require(name);
  const auto given = string_at(name);
  if (!given) return 0;
  const std::string& text = *given;
  const auto digit = [&](std::size_t position) { return text[position] - '0'; };
  const auto is_digit = [&](std::size_t position) {
    return text[position] >= '0' && text[position] <= '9';
  };
  constexpr int hour = 60;
  constexpr int day = 24 * hour;
  if (text.size() == 5 && text[2] == ':' && is_digit(0) && is_digit(1) && is_digit(3) &&
      is_digit(4)) {
    const int past_hour = digit(3) * 10 + digit(4);
    const int minute = (digit(0) * 10 + digit(1)) * hour + past_hour;
    const int last = midnight == Midnight::end_of_day ? day : day - 1;
    if (past_hour < hour && minute <= last) return minute;
  }
  fault(name, "not_a_time");
  return 0;
}

std::optional<ObjectReader> ObjectReader::optional_object(std::string_view name) {
  const json* found = find(name);
  if (!found) return std::nullopt;
  if (!found->is_object()) {
    fault(name, "not_an_object");
    return std::nullopt;
  }
  body_->nodes_.push_back({found, place_of(name)});
  return ObjectReader(*body_, body_->nodes_.back());
}

std::vector<ObjectReader> ObjectReader::objects(std::string_view name, std::size_t most) {
  std::vector<ObjectReader> made;
  const json* array = array_at(name, most);
  if (!array) return made;
  for (std::size_t i = 0; i < array->size(); ++i) {
    std::string place = place_of(name) + "/" + std::to_string(i);
    if (!(*array)[i].is_object()) {
      fault_at(std::move(place), "not_an_object");
      continue;
    }
    body_->nodes_.push_back({&(*array)[i], std::move(place)});
    made.push_back(ObjectReader(*body_, body_->nodes_.back()));
  }
  return made;
}

}  // namespace expertise::http
