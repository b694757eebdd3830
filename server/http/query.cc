#include "server/http/query.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace expertise::http {

namespace {

constexpr std::size_t most_parameters = 100;
constexpr std::size_t name_bytes_shown = 60;
constexpr std::size_t most_offset = 1'000'000;

std::optional<int> hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= name_bytes_shown &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-' || c == '.';
         });
}

}  // namespace

std::optional<std::string> decoded(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      made += ' ';
    } else if (text[i] != '%') {
      made += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const auto high = hex_value(text[i + 1]);
      const auto low = hex_value(text[i + 2]);
      if (!high || !low) return std::nullopt;
      made += static_cast<char>(*high * 16 + *low);
      i += 2;
    }
  }
  if (!is_utf8(made)) return std::nullopt;
  return made;
}

QueryReader::QueryReader(std::string_view query) {
  std::size_t count = 0;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (++count > most_parameters) {
      faults_.push_back({"query", "too_many", {{"limit", std::to_string(most_parameters)}}});
      return;
    }
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = decoded(pair.substr(0, equals));
    const auto value = decoded(equals < pair.size() ? pair.substr(equals + 1) : "");
    if (!name || !value) {
      faults_.push_back({"query", "malformed_query"});
    } else {
      values_[*name].given.push_back(*value);
    }
  }
}

std::optional<std::string> QueryReader::text(const std::string& name, TextLimits limits) {
  auto value = single(name);
  if (value) check_text(*value, limits, "query/" + name, faults_);
  return value;
}

bool QueryReader::flag(const std::string& name) {
  const auto value = single(name);
  if (!value || *value == "false") return false;
  if (*value != "true") fault(name, "not_a_boolean");
  return true;
}

std::optional<Instant> QueryReader::instant(const std::string& name) {
  const auto value = single(name);
  if (!value) return std::nullopt;
  auto read = parse_rfc3339(*value);
  if (!read) fault(name, "not_an_instant");
  return read;
}

std::optional<int> QueryReader::number(const std::string& name, int least, int most) {
  if (!values_.contains(name)) return std::nullopt;
  return static_cast<int>(number(name, static_cast<std::size_t>(least),
                                 static_cast<std::size_t>(most), static_cast<std::size_t>(least)));
}

Page QueryReader::page() {
  Page page;
  page.offset = number("offset", 0, most_offset, 0);
  page.limit = number("limit", 1, Page::most, page.limit);
  return page;
}

void QueryReader::finish() {
  for (const auto& [name, values] : values_) {
    if (values.asked) continue;
    faults_.push_back({is_plain_name(name) ? "query/" + name : "query", "unknown_parameter"});
  }
  if (!faults_.empty()) throw Refusal(std::move(faults_));
}

void QueryReader::fault(const std::string& name, std::string code,
                        std::map<std::string, std::string> parameters) {
  faults_.push_back({"query/" + name, std::move(code), std::move(parameters)});
}

std::optional<std::string> QueryReader::single(const std::string& name) {
  const auto& given = all(name, 1);
  if (given.empty()) return std::nullopt;
  return given.front();
}

const std::vector<std::string>& QueryReader::all(const std::string& name, std::size_t most) {
  Values& values = values_[name];
  values.asked = true;
  if (values.given.size() > most) {
    fault(name, "too_many", {{"limit", std::to_string(most)}});
    values.given.resize(most);
  }
  return values.given;
}

std::size_t QueryReader::number(const std::string& name, std::size_t least, std::size_t most,
                                std::size_t otherwise) {
  const auto value = single(name);
  if (!value) return otherwise;
  std::size_t read = 0;
  const char* end = value->data() + value->size();
  const auto [stopped, problem] = std::from_chars(value->data(), end, read);
  if (value->empty() || problem == std::errc::invalid_argument || stopped != end) {
    fault(name, "not_a_number");
  } else if (problem != std::errc() || read < least || read > most) {
    fault(name, "out_of_range", {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
  } else {
    return read;
  }
  return otherwise;
}

}  // namespace expertise::http
