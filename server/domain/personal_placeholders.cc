#include "server/domain/personal_placeholders.h"

#include <algorithm>
#include <string>

#include "server/domain/personal_text.h"
#include "server/domain/personal_words.h"

namespace expertise {

namespace {

constexpr std::size_t longest_placeholder = 24;
constexpr std::size_t most_letters_of_person = 3;
// No text that is accepted has it.
constexpr char hidden = '\x1a';

bool names_person(std::string_view folded) {
  return folded == "persoon" || folded == "person" || folded == "naam" || folded == "name";
}

// "A" in "persoon A".
bool is_letter_of_person(std::string_view text) {
  return text.size() <= most_letters_of_person &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The text with this byte in the place of each of personal data and placeholders.
std::string painted(std::string_view utf8, const std::vector<Finding>& findings, char byte) {
  std::string text(utf8);
  const auto paint = [&](std::size_t begin, std::size_t end) {
    text.replace(begin, end - begin, end - begin, byte);
  };
  for (const Finding& each : findings) paint(each.begin, each.end);
  for (const Placeholder& each : find_placeholders(utf8)) paint(each.begin, each.end);
  return text;
}

// "Fatima van 17", "Fatima (17": an age is read behind somebody only.
bool age_behind(std::string_view text, std::size_t end) {
  constexpr std::size_t most_signs = 3;
  std::string_view behind = text.substr(end, most_signs);
  behind = text.substr(end + std::min(behind.find_first_not_of(" ,("), behind.size()));
  if (behind.starts_with("van ")) behind.remove_prefix(4);
  return !behind.empty() && behind.front() >= '0' && behind.front() <= '9';
}

void say_somebody(std::string& text, std::size_t begin, std::size_t end) {
  static constexpr std::string_view somebody = "ze";
  if (end - begin >= somebody.size() && age_behind(text, end))
    std::copy(somebody.begin(), somebody.end(), text.begin() + static_cast<std::ptrdiff_t>(begin));
}

}  // namespace

std::vector<Placeholder> find_placeholders(std::string_view utf8) {
  std::vector<Placeholder> found;
  for (std::size_t open = utf8.find('['); open != std::string_view::npos;
       open = utf8.find('[', open + 1)) {
    const std::string_view rest = utf8.substr(open, longest_placeholder);
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) continue;
    const std::string_view inside = rest.substr(1, close - 1);
    std::string folded = folded_letters(inside);
    std::replace(folded.begin(), folded.end(), ' ', '_');
    const std::size_t space = inside.find(' ');
    const bool lettered = space != std::string_view::npos &&
                          names_person(folded.substr(0, space)) &&
                          is_letter_of_person(inside.substr(space + 1));
    if (!lettered && !has_role(folded, WordRole::placeholder)) continue;
    found.push_back({open, open + close + 1, lettered || names_person(folded)});
  }
  return found;
}

std::string without_personal_data(std::string_view utf8, const std::vector<Finding>& findings) {
  std::string text = painted(utf8, findings, ' ');
  for (const Finding& each : findings) {
    if (each.kind == PersonalDataKind::name) say_somebody(text, each.begin, each.end);
  }
  for (const Placeholder& each : find_placeholders(utf8)) {
    if (each.person) say_somebody(text, each.begin, each.end);
  }
  return text;
}

std::string hidden_personal_data(std::string_view utf8, const std::vector<Finding>& findings) {
  return painted(utf8, findings, hidden);
}

std::string shown_personal_data(std::string changed, std::string_view utf8, std::string_view hid) {
  std::size_t at = 0;
  for (char& byte : changed) {
    if (byte != hidden) continue;
    at = hid.find(hidden, at);
    if (at == std::string_view::npos) break;
    byte = utf8[at++];
  }
  return changed;
}

}  // namespace expertise
