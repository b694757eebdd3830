#include "server/domain/personal_name_shape.h"

#include <algorithm>

#include "server/domain/given_names.h"

namespace expertise {

namespace {

constexpr std::size_t most_particles = 3;
constexpr std::size_t most_initials = 6;
constexpr std::size_t most_name_words = 4;

// "Rode", "Sociale", "Zorgboerderij", "Residentie": not how given names end.
bool ends_as_no_given_name(std::string_view folded) {
  std::string_view end = folded.substr(folded.size() - std::min<std::size_t>(folded.size(), 2));
  bool given_e = folded.size() > 2 && (end == "je" || end == "ke" || end == "ne");
  return (folded.back() == 'e' && !given_e) || has_role(folded, WordRole::no_given_name_ending) ||
         ends_with_role(folded, WordRole::no_given_name_ending);
}

bool ends_as_institution(std::string_view folded) {
  return ends_with_role(folded, WordRole::institution_ending);
}

}  // namespace

const PersonalToken* NameShape::token(std::size_t i) const {
  return i < tokens_.size() ? &tokens_[i] : nullptr;
}

bool NameShape::is(std::size_t i, WordRole role) const {
  return i < tokens_.size() && tokens_[i].is_word() && has_role(tokens_[i].folded, role);
}

bool NameShape::is_any(std::size_t i, std::initializer_list<WordRole> roles) const {
  return std::any_of(roles.begin(), roles.end(), [&](WordRole role) { return is(i, role); });
}

bool NameShape::is_sign(std::size_t i, std::string_view sign) const {
  return i < tokens_.size() && tokens_[i].is_sign(sign);
}

bool NameShape::follows_closely(std::size_t i) const {
  return i > 0 && i < tokens_.size() && tokens_[i].is_word() &&
         tokens_[i].begin - tokens_[i - 1].end <= 2;
}

bool NameShape::begins_compound(std::size_t i) const {
  return is_sign(i + 1, "-") && !tokens_[i + 1].spaced && i + 2 < tokens_.size() &&
         tokens_[i + 2].is_word() && !tokens_[i + 2].spaced && !tokens_[i + 2].capital &&
         !has_role(tokens_[i + 2].folded, WordRole::particle);
}

bool NameShape::ends_compound(std::size_t i) const {
  return i > 1 && !tokens_[i].spaced && tokens_[i - 1].is_sign("-") && !tokens_[i - 1].spaced &&
         !has_role(tokens_[i - 2].folded, WordRole::person);
}

bool NameShape::may_be_name(std::size_t i) const {
  return may_be_surname(i) && !is(i, WordRole::town);
}

bool NameShape::may_be_surname(std::size_t i) const {
  return may_follow_name(i) && !is(i, WordRole::place) && !is(i, WordRole::first_word);
}

bool NameShape::may_follow_name(std::size_t i) const {
  const PersonalToken* word = token(i);
  if (!word || !word->is_word() || !word->capital || word->folded.size() < 2 || word->mixed ||
      in_addresses_[i])
    return false;
  if (word->all_capitals && word->folded.size() <= 4 &&
      given_name(word->folded) == GivenName::none && !is(i, WordRole::surname) &&
      !is(i, WordRole::common_surname))
    return false;
  return !is(i, WordRole::not_a_name) && !ends_as_institution(word->folded) &&
         !is(i, WordRole::institution) && !begins_compound(i);
}

// "v.d.", "v.d", "v/d", "v. d."; not the initials "V.D."
std::size_t NameShape::short_particle_end(std::size_t i) const {
  const PersonalToken* second = token(i + 2);
  if (i >= tokens_.size() || tokens_[i].folded != "v" || !second || second->folded != "d")
    return nothing;
  if (is_sign(i + 1, "/")) return i + 3;
  if (!is_sign(i + 1, ".") || second->capital) return nothing;
  return is_sign(i + 3, ".") ? i + 4 : i + 3;
}

std::size_t NameShape::past_particles(std::size_t i) const {
  std::size_t at = i;
  for (std::size_t count = 0; count < most_particles && at < tokens_.size(); ++count) {
    if (is(at, WordRole::bound_particle) && is(at + 1, WordRole::particle)) {
      const std::string& next = tokens_[at + 1].folded;
      if (next != "de" && next != "den" && next != "der" && next != "t" && next != "het") break;
      ++at;
      continue;
    }
    if (is(at, WordRole::bound_particle) && is_sign(at + 1, "'")) ++at;
    if (is_sign(at, "'") && at + 1 < tokens_.size() && tokens_[at + 1].folded == "t") {
      at += 2;
      continue;
    }
    if (const std::size_t end = short_particle_end(at); end != nothing) {
      at = end;
      continue;
    }
    if (!is(at, WordRole::particle)) break;
    ++at;
    // "Al-Hassan"
    if (is_sign(at, "-") && !tokens_[at].spaced && at + 1 < tokens_.size() &&
        !tokens_[at + 1].spaced && tokens_[at + 1].capital)
      ++at;
  }
  return at;
}

std::size_t NameShape::surname_end(std::size_t i) const {
  std::size_t at = past_particles(i);
  if (at >= tokens_.size()) return nothing;
  // "van den Laan"
  bool behind_particle =
      at > i && is(at, WordRole::institution) && tokens_[at].capital && !in_addresses_[at];
  if (!behind_particle && !may_be_surname(at)) return nothing;
  if (at > i && tokens_[at].begin - tokens_[at - 1].end > 2) return nothing;
  return extended(at + 1);
}

std::size_t NameShape::extended(std::size_t at) const {
  for (std::size_t count = 1; count < most_name_words; ++count) {
    if (is_sign(at, "-") && !tokens_[at].spaced && at + 1 < tokens_.size() &&
        !tokens_[at + 1].spaced) {
      std::size_t next = past_particles(at + 1);
      if (!may_follow_name(next)) break;
      at = next + 1;
      continue;
    }
    if (!follows_closely(at) || !tokens_[at].spaced) break;
    std::size_t next = past_particles(at);
    if (next >= tokens_.size() || tokens_[next].starts_sentence || !may_follow_name(next)) break;
    if (is(next, WordRole::first_word) && next == at) break;
    if (next > at && (tokens_[next].begin - tokens_[next - 1].end > 2 || is_place_behind(at, next)))
      break;
    at = next + 1;
  }
  return at;
}

bool NameShape::is_place_behind(std::size_t particle, std::size_t next) const {
  return is(next, WordRole::place) && next == particle + 1 && tokens_[particle].folded == "van" &&
         !tokens_[particle].capital;
}

std::size_t NameShape::initials_end(std::size_t i) const {
  std::size_t at = i;
  for (std::size_t count = 0; count < most_initials; ++count) {
    const PersonalToken* letter = token(at);
    bool initial = letter && letter->is_word() && letter->capital &&
                   (letter->folded.size() == 1 || has_role(letter->folded, WordRole::long_initial));
    if (!initial || !is_sign(at + 1, ".") || tokens_[at + 1].spaced) break;
    if (short_particle_end(at) != nothing) break;
    at += 2;
  }
  return at > i ? at : nothing;
}

bool NameShape::names_something_else(std::size_t first, std::size_t end) const {
  std::size_t before = first;
  while (before > 0 && (tokens_[before - 1].is_sign(".") || tokens_[before - 1].is_sign("\"")))
    --before;
  if (before > 0 && is(before - 1, WordRole::before_institution)) return true;
  if (first > 1 && tokens_[first - 1].is_word() &&
      (tokens_[first - 1].folded == "van" || tokens_[first - 1].folded == "volgens") &&
      is(first - 2, WordRole::of_something))
    return true;
  if (end - first == 1 && ends_compound(first)) return true;
  if (end < tokens_.size() && tokens_[end].is_word() &&
      tokens_[end].begin - tokens_[end - 1].end <= 1 &&
      (is(end, WordRole::institution) || ends_as_institution(tokens_[end].folded)))
    return true;
  // "het Johan de Witt": an article before a name in full makes it a building.
  if (end - first > 1 && first > 0 && is_article(tokens_[first - 1])) return true;
  if (ends_in_institution(end)) return true;
  return first + 1 < tokens_.size() &&
         begins_known_name(tokens_[first].folded, tokens_[first + 1].folded);
}

bool NameShape::ends_in_institution(std::size_t end) const {
  std::size_t next = past_particles(end);
  return next > end && next < tokens_.size() && tokens_[next].capital && !in_addresses_[next] &&
         ends_as_institution(tokens_[next].folded);
}

bool NameShape::is_article(const PersonalToken& word) {
  return word.folded == "de" || word.folded == "het" || word.folded == "een" ||
         word.folded == "den";
}

std::size_t NameShape::letter_end(std::size_t i) const {
  std::size_t at = past_particles(i);
  const PersonalToken* letter = token(at);
  bool one = letter && letter->is_word() && letter->capital && letter->folded.size() == 1;
  if (!one || !is_sign(at + 1, ".") || tokens_[at + 1].spaced) return nothing;
  return at > i && letter->begin - tokens_[at - 1].end > 2 ? nothing : at + 2;
}

bool NameShape::age_behind(std::size_t end) const {
  const PersonalToken* age = token(end + 1);
  const PersonalToken* next = token(end + 2);
  if (!age || !age->is_number() || age->folded.size() > 2 || !next) return false;
  bool years = next->is_word() && (next->folded == "jaar" || next->folded == "jr" ||
                                   next->folded == "jarige" || next->folded == "j");
  return (is_sign(end, "(") && (years || next->is_sign(")") || next->is_sign(","))) ||
         (years && (is_sign(end, ",") || is_sign(end, ":")));
}

bool NameShape::is_unknown(std::size_t i) const {
  if (!may_be_name(i) || tokens_[i].all_capitals) return false;
  return !is_any(i, {WordRole::person, WordRole::title, WordRole::subject, WordRole::kin,
                     WordRole::person_verb, WordRole::greeting, WordRole::no_article});
}

std::size_t NameShape::small_surname_end(std::size_t at) const {
  std::size_t next = past_particles(at);
  if (!follows_closely(at) || next >= tokens_.size() || tokens_[next].capital) return nothing;
  bool known = is(next, WordRole::surname) || (next > at && is(next, WordRole::common_surname));
  return known ? next + 1 : nothing;
}

std::size_t NameShape::unknown_pair_end(std::size_t i) const {
  if (i == 0 || !may_be_name(i) || tokens_[i].all_capitals || tokens_[i].starts_sentence ||
      tokens_[i].folded.size() < 3 || ends_as_no_given_name(tokens_[i].folded))
    return nothing;
  const PersonalToken& before = tokens_[i - 1];
  if (is_article(before) || before.capital || is(i - 1, WordRole::before_institution) ||
      (before.is_word() && before.spaced && !tokens_[i].spaced))
    return nothing;
  std::size_t surname = past_particles(i + 1);
  bool joined = follows_closely(i + 1) && surname < tokens_.size() && may_be_name(surname) &&
                !tokens_[surname].starts_sentence && tokens_[surname].spaced &&
                ends_with_role(tokens_[surname].folded, WordRole::surname_ending);
  return joined ? extended(surname + 1) : nothing;
}

}  // namespace expertise
