#include "server/domain/personal_places.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "server/domain/personal_nearby.h"
#include "server/domain/personal_words.h"

namespace expertise {

using namespace nearby;

namespace {

using Tokens = std::vector<PersonalToken>;

// How much an ending says that a word is a street.
enum class Street { no, perhaps, yes };

Street street_ending(std::string_view folded) {
  if (has_role(folded, WordRole::no_street)) return Street::no;
  if (ends_with_role(folded, WordRole::street_ending, 2)) return Street::yes;
  return ends_with_role(folded, WordRole::perhaps_street_ending, 2) ? Street::perhaps : Street::no;
}

bool is_street_particle(std::string_view folded) {
  return has_role(folded, WordRole::street_particle);
}

bool opens_address(std::string_view folded) { return has_role(folded, WordRole::address_word); }

// "in de Lindelaan 7" says where; only behind a street is it part of one: "Laan in den Drink 4".
bool says_where(const Tokens& tokens, std::size_t at) {
  const PersonalToken& word = tokens[at];
  const bool named = word.capital && !word.starts_sentence;
  if (!word.is_word() || named || !has_role(word.folded, WordRole::before_street)) return false;
  if (at == 0 || !tokens[at - 1].is_word()) return true;
  const std::string& before = tokens[at - 1].folded;
  return street_ending(before) == Street::no && !has_role(before, WordRole::street_beginning);
}

// Whether the token before `at` belongs to the street's name that `at` is in, and how.
enum class Before { no, bridge, part };

Before before_street(const Tokens& tokens, std::size_t at) {
  const PersonalToken& before = tokens[at - 1];
  if (before.is_sign("-") && !before.spaced && !tokens[at].spaced) return Before::bridge;
  if (before.is_sign(".") && at > 1 && tokens[at - 2].is_word() && tokens[at - 2].size() <= 5 &&
      tokens[at - 2].capital)
    return Before::bridge;
  // "Kon. Julianalaan"
  if (tokens[at].is_sign(".") && !tokens[at].spaced && before.is_word())
    return before.capital ? Before::part : Before::no;
  // "1e Jan Steenstraat"
  if (before.is_number() && !tokens[at].spaced &&
      (tokens[at].folded == "e" || tokens[at].folded == "de" || tokens[at].folded == "ste"))
    return Before::part;
  if (!before.is_word() || opens_address(before.folded)) return Before::no;
  if (!before.spaced && at > 1 && tokens[at - 2].is_number()) return Before::bridge;
  if (says_where(tokens, at - 1)) return Before::no;
  if (is_street_particle(before.folded) && !before.capital) return Before::bridge;
  // "Oude Gracht 5" may begin a line; in "Woont Kerkstraat 5" the first word is none of it.
  if (!before.capital || has_role(before.folded, WordRole::title)) return Before::no;
  bool street_word = before.folded == "van" || before.folded == "oude" ||
                     before.folded == "nieuwe" ||
                     (is_street_particle(before.folded) && is_street_particle(tokens[at].folded));
  bool first = before.starts_sentence && has_role(before.folded, WordRole::first_word);
  return first && !street_word ? Before::no : Before::part;
}

// "Mevrouw Jansen van de Kerkstraat 12": what stands before the street is somebody's name.
bool is_called(const Tokens& tokens, std::size_t begin) {
  const bool stop = begin > 1 && tokens[begin - 1].is_sign(".");
  const std::size_t before = stop ? 2 : 1;
  return begin >= before && has_role(tokens[begin - before].folded, WordRole::form_of_address);
}

// The first word of a street's name that ends at `last`.
std::size_t street_begin(const Tokens& tokens, std::size_t last) {
  constexpr std::size_t most_tokens = 8;
  std::size_t begin = last;
  for (std::size_t at = last; at > 0 && last - at < most_tokens; --at) {
    Before before = before_street(tokens, at);
    if (before == Before::no) break;
    if (before == Before::part) begin = at - 1;
  }
  // A name is glued to what its hyphen joins.
  while (begin > 1 && tokens[begin - 1].is_sign("-") && !tokens[begin].spaced) begin -= 2;
  return is_called(tokens, begin) ? last : begin;
}

class Places {
 public:
  Places(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::vector<Finding> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].is_number()) continue;
      postcode(i);
      address(i);
    }
    return std::move(found_);
  }

 private:
  void add(PersonalDataKind kind, std::size_t begin, std::size_t end, Certainty certainty) {
    found_.push_back({kind, begin, end, certainty});
  }

  // A house number at `i`, or nothing: one to five digits, with a letter or an addition.
  std::optional<std::size_t> house_number_end(std::size_t i) const {
    if (i >= tokens_.size() || !tokens_[i].is_number() || tokens_[i].size() > 5 ||
        tokens_[i].folded[0] == '0')
      return std::nullopt;
    std::size_t end = tokens_[i].end;
    std::size_t next = i + 1;
    if (next < tokens_.size() && !tokens_[next].spaced) {
      const PersonalToken& glued = tokens_[next];
      if (glued.is_word()) {
        if (glued.size() > 3 || glued.folded == "e" || glued.folded == "de" ||
            glued.folded == "ste" || glued.folded == "x" || glued.folded == "cm")
          return std::nullopt;
        end = glued.end;
        ++next;
      } else if (glued.is_sign("-") || glued.is_sign("/")) {
        if (next + 1 < tokens_.size() && !tokens_[next + 1].spaced &&
            tokens_[next + 1].size() <= 4) {
          // "12-jarige"
          if (tokens_[next + 1].is_word() && tokens_[next + 1].size() > 2 &&
              !has_role(tokens_[next + 1].folded, WordRole::house_addition))
            return std::nullopt;
          end = tokens_[next + 1].end;
          next += 2;
        }
      } else if (glued.is_sign(":") || glued.is_sign("%") || glued.is_sign("+")) {
        if (glued.is_sign(":") && (next + 1 >= tokens_.size() || tokens_[next + 1].spaced))
          return end;
        return std::nullopt;
      }
    }
    if (next >= tokens_.size() || !tokens_[next].is_word()) return end;
    if (has_role(tokens_[next].folded, WordRole::unit_word)) return std::nullopt;
    return is_addition(next) ? tokens_[next].end : end;
  }

  // "44 bis", "27 A": one capital, with nothing that makes it an initial.
  bool is_addition(std::size_t i) const {
    const PersonalToken& word = tokens_[i];
    if (word.folded == "bis" || word.folded == "hs" || word.folded == "huis") return true;
    if (!word.capital || word.folded.size() != 1) return false;
    return i + 1 >= tokens_.size() || !tokens_[i + 1].is_sign(".") || i + 2 >= tokens_.size();
  }

  // Past "nr.", "huisnummer", a comma.
  std::size_t past_number_word(std::size_t i) const {
    for (int k = 0; k < 3 && i < tokens_.size(); ++k) {
      const PersonalToken& token = tokens_[i];
      bool skip = token.is_sign(",") || token.is_sign(".") || token.folded == "nr" ||
                  token.folded == "nummer" || token.folded == "huisnummer" ||
                  token.folded == "huisnr" || token.folded == "no";
      if (!skip) break;
      ++i;
    }
    return i;
  }

  void postcode(std::size_t i) {
    const PersonalToken& number = tokens_[i];
    if (number.size() != 4 || number.folded[0] == '0' || i + 1 >= tokens_.size()) return;
    const PersonalToken& letters = tokens_[i + 1];
    if (!letters.is_word() || letters.size() != 2 || letters.folded.size() != 2 ||
        letters.begin - number.end > 1)
      return;
    if (!number.spaced && i > 0 &&
        (tokens_[i - 1].kind != PersonalToken::Kind::sign || tokens_[i - 1].is_sign("€")))
      return;
    if (i > 0 && tokens_[i - 1].is_sign("€")) return;
    // Letters of another word: "1200 EU's", "2015 AB-test".
    if (i + 2 < tokens_.size() && !tokens_[i + 2].spaced && tokens_[i + 2].is_sign("'")) return;
    bool said = stands_behind(tokens_, i, WordRole::postcode_word, 3);
    bool glued = letters.begin == number.end;
    std::size_t at = past_number_word(i + 2);
    std::optional<std::size_t> house = house_number_end(at);
    if (house && at == i + 2 && !tokens_[at].spaced) house.reset();
    bool written = letters.all_capitals || glued || said;
    bool in_address = letters.all_capitals && (follows_house_number(i) || is_place(i + 2));
    if (has_role(letters.folded, WordRole::never_postcode) && !said && !in_address &&
        !(glued && letters.all_capitals))
      return;
    if (!written && !house) return;
    if (!house && !said && !in_address && has_role(letters.folded, WordRole::no_postcode)) return;
    bool year = number.folded >= "1900" && number.folded <= "2099";
    if (year && !written) return;
    add(PersonalDataKind::postcode, number.begin, house ? *house : letters.end,
        house || said ? Certainty::sure : Certainty::likely);
  }

  // "Kerkstraat 12, 3814 WE", "12a 3814 WE".
  bool follows_house_number(std::size_t i) const {
    std::size_t before = i;
    if (before > 0 && tokens_[before - 1].is_sign(",")) --before;
    if (before > 1 && tokens_[before - 1].is_word() && tokens_[before - 1].size() <= 3 &&
        tokens_[before - 2].is_number())
      --before;
    return before > 0 && tokens_[before - 1].is_number();
  }

  bool is_place(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].is_word() && tokens_[i].capital &&
           has_role(tokens_[i].folded, WordRole::place);
  }

  // Whether a postcode stands behind the byte `end`, after a comma or a space.
  bool is_postcode(std::size_t end) const {
    std::string_view text = text_.substr(end, 12);
    std::size_t at = text.substr(0, 1) == "," ? 1 : 0;
    auto byte = [&](std::size_t k) { return k < text.size() ? text[k] : '\0'; };
    auto is_capital = [&](std::size_t k) { return byte(k) >= 'A' && byte(k) <= 'Z'; };
    if (byte(at) != ' ' || byte(at + 1) == '0') return false;
    for (std::size_t k = at + 1; k <= at + 4; ++k) {
      if (!is_digit(byte(k))) return false;
    }
    at += byte(at + 5) == ' ' ? 6 : 5;
    return is_capital(at) && is_capital(at + 1) && !is_digit(byte(at + 2)) &&
           !is_ascii_letter(byte(at + 2));
  }

  void address(std::size_t i) {
    std::size_t at = i;
    if (at > 0 && tokens_[at - 1].is_sign(".")) --at;
    if (at > 0 && (tokens_[at - 1].folded == "nr" || tokens_[at - 1].folded == "nummer" ||
                   tokens_[at - 1].folded == "huisnummer"))
      --at;
    if (at > 1 && at < i && tokens_[at - 1].is_sign(",")) --at;
    if (at == 0 || (at == i && !tokens_[i].spaced)) return;
    if (tokens_[i].begin - tokens_[at - 1].end > 16) return;
    std::optional<std::size_t> end = house_number_end(i);
    const std::size_t last = at - 1;
    const PersonalToken& street = tokens_[last];
    if (!end || !street.is_word()) return;
    bool said = is_postcode(*end);
    for (std::size_t k = 1; k <= 5 && k <= last && !said; ++k) {
      if (tokens_[last - k].is_sign("\n")) break;
      said = opens_address(tokens_[last - k].folded);
    }
    Street ending = street_ending(street.folded);
    bool several = last > 0 && tokens_[last - 1].is_word() && street.spaced &&
                   (tokens_[last - 1].capital || is_street_particle(tokens_[last - 1].folded));
    if (ending == Street::no && street.capital && several)
      ending = street_ending("xx" + street.folded);
    std::size_t begin = street_begin(tokens_, last);
    for (std::size_t k = begin; k < last && ending != Street::yes; ++k) {
      if (tokens_[k].is_word()) ending = std::max(ending, street_ending(tokens_[k].folded));
    }
    bool leads = begin < last && tokens_[begin].capital &&
                 has_role(tokens_[begin].folded, WordRole::street_beginning);
    bool year = tokens_[i].size() == 4 && tokens_[i].folded >= "1900" && tokens_[i].folded < "2100";
    if (ending == Street::yes && !year) {
      add(PersonalDataKind::address, tokens_[begin].begin, *end,
          street.capital ? Certainty::sure : Certainty::likely);
    } else if (street.capital && !year &&
               (leads || said || (ending == Street::perhaps && !street.starts_sentence))) {
      add(PersonalDataKind::address, tokens_[begin].begin, *end, Certainty::likely);
    }
  }

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> find_places(std::string_view text, const Tokens& tokens) {
  return Places(text, tokens).find();
}

}  // namespace expertise
