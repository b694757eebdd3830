#include "server/http/accept.h"

#include <algorithm>

namespace expertise::http {

namespace {

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return made;
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Whether the parameters behind a range give it the weight of nothing.
bool is_refused(std::string_view parameters) {
  bool refused = false;
  while (!parameters.empty()) {
    const std::string_view parameter = next_piece(parameters, ';');
    refused = parameter == "q=0" || parameter == "q=0.0" || parameter == "q=0.00" ||
              parameter == "q=0.000";
  }
  return refused;
}

/// Whether one of the ranges in `given` for which `is_meant` holds is not refused.
template <class IsMeant>
bool lets_by(std::string_view given, IsMeant is_meant) {
  const std::string lowered = lower(given);
  std::string_view rest = lowered;
  while (!rest.empty()) {
    std::string_view range = next_piece(rest, ',');
    const std::string_view name = next_piece(range, ';');
    if (is_meant(name) && !is_refused(range)) return true;
  }
  return false;
}

}  // namespace

std::string_view next_piece(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return without_blanks(piece);
}

bool is_json_type(std::string_view content_type) {
  const std::string given = lower(content_type);
  std::string_view rest = given;
  if (next_piece(rest, ';') != json_type) return false;
  while (!rest.empty()) {
    const std::string_view parameter = next_piece(rest, ';');
    if (parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"") return false;
  }
  return true;
}

bool is_form_type(std::string_view content_type) {
  const std::string given = lower(content_type);
  std::string_view rest = given;
  return next_piece(rest, ';') == "application/x-www-form-urlencoded";
}

bool accepts(std::optional<std::string_view> accept, std::string_view type) {
  if (!accept || without_blanks(*accept).empty()) return true;
  const std::string family = std::string(type.substr(0, type.find('/'))) + "/*";
  return lets_by(*accept, [&](std::string_view name) {
    return name == type || name == "*/*" || name == family;
  });
}

bool asks_for(std::optional<std::string_view> accept, std::string_view type) {
  return accept && lets_by(*accept, [&](std::string_view name) { return name == type; });
}

bool accepts_coding(std::optional<std::string_view> accept_encoding, std::string_view coding) {
  if (!accept_encoding) return false;
  // A coding that is refused by name does not come in by the wildcard.
  bool is_named = false;
  const bool by_name = lets_by(*accept_encoding, [&](std::string_view name) {
    is_named = is_named || name == coding;
    return name == coding;
  });
  if (is_named) return by_name;
  return lets_by(*accept_encoding, [](std::string_view name) { return name == "*"; });
}

bool names_tag(std::optional<std::string_view> if_none_match, std::string_view tag) {
  std::string_view rest = if_none_match.value_or("");
  while (!rest.empty()) {
    std::string_view given = next_piece(rest, ',');
    if (given.starts_with("W/")) given.remove_prefix(2);
    if (given == tag || given == "*") return true;
  }
  return false;
}

}  // namespace expertise::http
