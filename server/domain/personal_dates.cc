#include "server/domain/personal_dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "server/domain/personal_nearby.h"

namespace expertise {

using namespace nearby;

namespace {

using Tokens = std::vector<PersonalToken>;

struct WrittenDate {
  std::size_t first = 0;
  std::size_t last = 0;
  bool full = false;
};

int value_of(const PersonalToken& number) {
  int value = 0;
  for (char c : number.folded.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

bool is_year(const PersonalToken& token) {
  if (!token.is_number()) return false;
  if (token.size() == 2) return true;
  int value = token.size() == 4 ? value_of(token) : 0;
  return value >= 1900 && value < 2100;
}

bool is_between(const PersonalToken& token, int least, int most) {
  return token.is_number() && token.size() <= 2 && value_of(token) >= least &&
         value_of(token) <= most;
}

// 3-5-1950, 03/05/50, 1950-05-03, 3 mei 1950, 3 mei '50; without a year only as 3 mei.
std::optional<WrittenDate> date_at(const Tokens& tokens, std::size_t i) {
  auto have = [&](std::size_t count) { return i + count < tokens.size(); };
  if (have(4) && tokens[i].is_number()) {
    const std::string& sign = tokens[i + 1].folded;
    bool numeric = (sign == "-" || sign == "/" || sign == ".") && tokens[i + 3].folded == sign;
    if (numeric && is_between(tokens[i], 1, 31) && is_between(tokens[i + 2], 1, 12) &&
        is_year(tokens[i + 4]))
      return WrittenDate{i, i + 4, true};
    if (numeric && tokens[i].size() == 4 && is_year(tokens[i]) &&
        is_between(tokens[i + 2], 1, 12) && is_between(tokens[i + 4], 1, 31))
      return WrittenDate{i, i + 4, true};
  }
  if (have(2) && is_between(tokens[i], 1, 31) && is_between(tokens[i + 1], 1, 12) &&
      tokens[i + 1].spaced && tokens[i + 2].size() == 4 && is_year(tokens[i + 2]))
    return WrittenDate{i, i + 2, true};
  if (have(1) && is_between(tokens[i], 1, 31) && tokens[i + 1].is_word()) {
    const std::string& month = tokens[i + 1].folded;
    if (!has_role(month, WordRole::month) && !has_role(month, WordRole::short_month))
      return std::nullopt;
    std::size_t year = i + 2;
    if (year < tokens.size() && (tokens[year].is_sign("'") || tokens[year].is_sign("."))) ++year;
    if (year < tokens.size() && is_year(tokens[year]) && (tokens[year].size() == 4 || year > i + 2))
      return WrittenDate{i, year, true};
    return WrittenDate{i, i + 1, false};
  }
  return std::nullopt;
}

// "Hij is van 12-12-1944", "g.d. 12-12-1944".
bool is_born_then(const Tokens& tokens, std::size_t i) {
  auto folded = [&](std::size_t back) {
    return back <= i ? std::string_view(tokens[i - back].folded) : std::string_view();
  };
  if (folded(3) == "g" && folded(2) == ".") return folded(1) == "d";
  if (folded(4) == "g" && folded(2) == "d" && folded(1) == "." && tokens[i - 1].is_sign("."))
    return true;
  return folded(1) == "van" && folded(2) == "is" && i >= 3 && tokens[i - 3].is_word() &&
         (has_role(folded(3), WordRole::pronoun) || has_role(folded(3), WordRole::kin));
}

// Somebody at `at` was met, called or written to, which gives the date behind them its meaning
// ("gesprek over school met vrouw"); not "overleg met school over jongen", nor what stands in
// another sentence or before a colon.
bool is_met(const Tokens& tokens, std::size_t at) {
  bool told_how = false;
  for (std::size_t k = 1; k <= words_around && k <= at; ++k) {
    const PersonalToken& each = tokens[at - k];
    if (each.is_sign("\n") || each.is_sign(":") || each.is_sign(".") || each.is_sign(";"))
      return false;
    if (is_listed(tokens, at - k, WordRole::event_word)) return true;
    if (told_how || !each.is_word() || !has_role(each.folded, WordRole::before_person)) continue;
    if (each.folded == "over") return false;
    told_how = true;
  }
  return false;
}

// "jongen (12-05-2008)", "meisje, 3 mei 2011, gaat niet naar school"; not the day on which
// something happened ("gesprek met vrouw (12-05-2024)").
bool stands_behind_somebody(const Tokens& tokens, std::size_t i, std::size_t last) {
  if (i < 2 || !tokens[i - 2].is_word() || !has_role(tokens[i - 2].folded, WordRole::aged_person))
    return false;
  const bool in_brackets = tokens[i - 1].is_sign("(");
  if (!in_brackets && !tokens[i - 1].is_sign(",")) return false;
  const bool at_end = last + 1 == tokens.size();
  const auto next = [&](std::string_view sign) {
    return !at_end && tokens[last + 1].is_sign(sign);
  };
  const bool is_closed =
      next(")") || next(",") || next(";") || (!in_brackets && (at_end || next(".") || next("\n")));
  return is_closed && !is_met(tokens, i - 2) &&
         (next(")") || !stands_before(tokens, last, WordRole::event_word, 4));
}

// Letters, digits and - / . glued together around the number at `i`: the first and last token.
std::pair<std::size_t, std::size_t> glued_around(const Tokens& tokens, std::size_t i) {
  std::size_t first = i;
  while (first > 0 && !tokens[first].spaced && i - first < 8 && !tokens[first - 1].is_sign(":") &&
         !tokens[first - 1].is_sign("#") &&
         !has_role(tokens[first - 1].folded, WordRole::case_word))
    --first;
  std::size_t last = i;
  while (last + 1 < tokens.size() && !tokens[last + 1].spaced && last - i < 12 &&
         (tokens[last + 1].kind != PersonalToken::Kind::sign ||
          ((tokens[last + 1].is_sign("-") || tokens[last + 1].is_sign("/") ||
            tokens[last + 1].is_sign(".")) &&
           last + 2 < tokens.size() && !tokens[last + 2].spaced &&
           tokens[last + 2].kind != PersonalToken::Kind::sign)))
    ++last;
  return {first, last};
}

std::size_t digits_in(const Tokens& tokens, std::size_t first, std::size_t last) {
  std::size_t digits = 0;
  for (std::size_t k = first; k <= last; ++k)
    digits += tokens[k].is_number() ? tokens[k].size() : 0;
  return digits;
}

// "2024-2025", "2023/24": from one year into a later one.
bool are_two_years(const Tokens& tokens, std::size_t first, std::size_t last) {
  if (last != first + 2 || tokens[first].size() != 4 || !is_year(tokens[first]) ||
      !is_year(tokens[last]))
    return false;
  const int from = value_of(tokens[first]);
  const int to = value_of(tokens[last]);
  return tokens[last].size() == 4 ? from < to : to == (from + 1) % 100;
}

// A stop at `at` that ends a sentence; not that of "nr.", "dossiernr.".
bool ends_sentence(const Tokens& tokens, std::size_t at) {
  if (tokens[at].is_sign("?") || tokens[at].is_sign("!")) return true;
  if (!tokens[at].is_sign(".")) return false;
  return at == 0 || !std::string_view(tokens[at - 1].folded).ends_with("nr");
}

// Right behind what it is called, with ":" or "nr." at most between.
bool is_called(const Tokens& tokens, std::size_t first, WordRole role) {
  for (std::size_t k = 1; k <= words_around && k <= first; ++k) {
    const PersonalToken& each = tokens[first - k];
    if (each.is_sign("\n") || ends_sentence(tokens, first - k)) return false;
    if (is_listed(tokens, first - k, role)) return true;
    if (each.is_number() || (each.is_word() && !has_role(each.folded, WordRole::number_word)))
      return false;
  }
  return false;
}

}  // namespace

std::vector<Finding> find_called_numbers(const Tokens& tokens) {
  constexpr std::size_t least_digits = 5;  // four are a year
  std::vector<Finding> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_number()) continue;
    if (std::optional<WrittenDate> date = date_at(tokens, i); date && date->full) {
      i = date->last;
      continue;
    }
    auto [first, last] = glued_around(tokens, i);
    while (first < i && tokens[first].kind == PersonalToken::Kind::sign) ++first;
    const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = tokens.begin() + static_cast<std::ptrdiff_t>(last) + 1;
    const bool in_parts = std::any_of(from, end, [](const PersonalToken& each) {
      return each.is_sign("-") || each.is_sign("/");
    });
    const bool called = is_called(tokens, first, WordRole::own_number_word) ||
                        (in_parts && !are_two_years(tokens, first, last) &&
                         is_called(tokens, first, WordRole::parted_number_word));
    if (called && digits_in(tokens, first, last) >= least_digits &&
        !stands_before(tokens, last, WordRole::unit_word, 1))
      found.push_back({PersonalDataKind::case_number, tokens[first].begin, tokens[last].end,
                       Certainty::likely});
    i = last;
  }
  return found;
}

std::vector<Finding> find_birth_dates(const Tokens& tokens) {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    bool star = i > 0 && tokens[i - 1].is_sign("*") && !tokens[i].spaced;
    std::optional<WrittenDate> date = date_at(tokens, i);
    bool compact = !date && tokens[i].is_number() && tokens[i].size() == 8;
    if (!date && !compact) continue;
    std::size_t last = date ? date->last : i;
    bool born = stands_behind(tokens, i, WordRole::birth_word) ||
                stands_before(tokens, last, WordRole::birth_word, 2);
    bool full = date && date->full;
    if (born ||
        (full && (star || is_born_then(tokens, i) || stands_behind_somebody(tokens, i, last))))
      found.push_back({PersonalDataKind::date_of_birth, tokens[i].begin, tokens[last].end,
                       full ? Certainty::sure : Certainty::likely});
    i = last;
  }
  return found;
}

std::vector<Finding> find_data_beside_names(const Tokens& tokens) {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (std::optional<WrittenDate> date = date_at(tokens, i); date && date->full) {
      found.push_back({PersonalDataKind::date_of_birth, tokens[i].begin, tokens[date->last].end,
                       Certainty::likely});
      i = date->last;
      continue;
    }
    if (!tokens[i].is_number() || !stands_behind(tokens, i, WordRole::case_word, 4)) continue;
    const auto [first, last] = glued_around(tokens, i);
    const std::size_t digits = digits_in(tokens, first, last);
    if (digits >= 4)
      found.push_back({PersonalDataKind::case_number, tokens[first].begin, tokens[last].end,
                       Certainty::likely});
    i = last;
  }
  return found;
}

}  // namespace expertise
