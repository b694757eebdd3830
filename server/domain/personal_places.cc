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

// Two capitals behind four digits that are no postcode: units, eras, laws, institutions.
constexpr std::array<std::string_view, 60> no_postcode{
    "ad", "bc", "eu", "vn", "vs", "uk", "us", "iq", "id", "tv", "pc", "ww", "bv", "nv", "km",
    "kg", "mg", "ml", "cm", "mm", "gb", "mb", "tb", "kb", "pk", "cv", "wo", "rt", "om", "bw",
    "sr", "ap", "ai", "it", "hr", "pi", "po", "vo", "so", "sw", "sv", "bb", "gz", "ot", "pw",
    "is", "in", "en", "op", "of", "te", "ze", "we", "er", "al", "na", "nu", "zo", "nr", "st"};
// Those that are none with a number behind them either.
constexpr std::array<std::string_view, 24> never_postcode{
    "ad", "bc", "eu", "km", "kg", "mg", "ml", "cm", "mm", "is", "in", "en",
    "op", "of", "te", "ze", "we", "er", "al", "na", "nu", "zo", "nr", "om"};

// How much an ending says that a word is a street.
enum class Street { no, perhaps, yes };

Street street_ending(std::string_view folded) {
  static constexpr std::array<std::string_view, 13> sure{
      "straat", "laan",  "weg",       "plein",     "kade",     "gracht",   "singel",
      "steeg",  "dreef", "plantsoen", "boulevard", "straatje", "straatweg"};
  static constexpr std::array<std::string_view, 34> perhaps{
      "dijk",  "pad",   "hof",   "park",  "plaats", "markt", "ring",  "baan", "wal",
      "hove",  "erf",   "oord",  "allee", "gaarde", "kamp",  "waard", "veld", "horst",
      "akker", "weide", "brink", "donk",  "haven",  "poort", "zoom",  "rade", "stede",
      "hoek",  "wijk",  "einde", "duin",  "burg",   "meent", "bos"};
  static constexpr std::array<std::string_view, 22> words{
      "onderweg",    "uitweg",  "overweg", "snelweg",         "omweg",        "middenweg",
      "halverweg",   "vanweg",  "rijweg",  "zijstraat",       "winkelstraat", "schoolplein",
      "fietspad",    "voetpad", "zorgpad", "leerpad",         "ziekenhuis",   "buitenwijk",
      "vogelvlucht", "afweg",   "zijweg",  "achterstandswijk"};
  if (is_one_of(folded, words)) return Street::no;
  auto ends = [&](std::string_view ending) {
    return folded.size() >= ending.size() + 2 &&
           folded.substr(folded.size() - ending.size()) == ending;
  };
  if (std::any_of(sure.begin(), sure.end(), ends)) return Street::yes;
  return std::any_of(perhaps.begin(), perhaps.end(), ends) ? Street::perhaps : Street::no;
}

bool is_street_particle(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> particles{
      "van", "der", "de", "den", "het", "t", "ten", "ter", "te", "op", "aan", "in"};
  return is_one_of(folded, particles);
}

bool opens_address(std::string_view folded) {
  static constexpr std::array<std::string_view, 7> openers{
      "adres", "woonadres", "woont", "woonachtig", "wonende", "wonend", "postadres"};
  return is_one_of(folded, openers);
}

// Whether the token before `at` belongs to the street's name that `at` is in, and how.
enum class Before { no, bridge, part };

Before before_street(const Tokens& tokens, std::size_t at) {
  const PersonalToken& before = tokens[at - 1];
  if (before.is_sign("-") && !before.spaced && !tokens[at].spaced) return Before::bridge;
  if (before.is_sign(".") && at > 1 && tokens[at - 2].is_word() && tokens[at - 2].size() <= 3 &&
      tokens[at - 2].capital)
    return Before::bridge;
  // "1e Jan Steenstraat"
  if (before.is_number() && !tokens[at].spaced &&
      (tokens[at].folded == "e" || tokens[at].folded == "de" || tokens[at].folded == "ste"))
    return Before::part;
  if (!before.is_word() || opens_address(before.folded)) return Before::no;
  if (!before.spaced && at > 1 && tokens[at - 2].is_number()) return Before::bridge;
  if (is_street_particle(before.folded) && !before.capital) return Before::bridge;
  // "Oude Gracht 5" may begin a line; in "Woont Kerkstraat 5" the first word is none of it.
  if (!before.capital || has_role(before.folded, WordRole::title)) return Before::no;
  bool street_word = before.folded == "van" || before.folded == "oude" || before.folded == "nieuwe" ||
                     (is_street_particle(before.folded) && is_street_particle(tokens[at].folded));
  bool first = before.starts_sentence && has_role(before.folded, WordRole::first_word);
  return first && !street_word ? Before::no : Before::part;
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
  return begin;
}

class Places {
 public:
  explicit Places(const Tokens& tokens) : tokens_(tokens) {}

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
          if (tokens_[next + 1].is_word() && tokens_[next + 1].size() > 2) return std::nullopt;
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
    if (is_one_of(tokens_[next].folded, unit_words)) return std::nullopt;
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
    static constexpr std::array<std::string_view, 2> said_words{"postcode", "pc"};
    bool said = stands_behind(tokens_, i, said_words, 3);
    bool glued = letters.begin == number.end;
    std::size_t at = past_number_word(i + 2);
    std::optional<std::size_t> house = house_number_end(at);
    if (house && at == i + 2 && !tokens_[at].spaced) house.reset();
    bool written = letters.all_capitals || glued || said;
    if (is_one_of(letters.folded, never_postcode) && !said && !(glued && letters.all_capitals))
      return;
    if (!written && !house) return;
    if (!house && !said && is_one_of(letters.folded, no_postcode)) return;
    bool year = number.folded >= "1900" && number.folded <= "2099";
    if (year && !written) return;
    add(PersonalDataKind::postcode, number.begin, house ? *house : letters.end,
        house || said ? Certainty::sure : Certainty::likely);
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
    bool said = false;
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
    static constexpr std::array<std::string_view, 6> first_words{"laan", "plein", "weg",
                                                                 "kade", "hof",   "straat"};
    bool leads =
        begin < last && tokens_[begin].capital && is_one_of(tokens_[begin].folded, first_words);
    bool year = tokens_[i].size() == 4 && tokens_[i].folded >= "1900" && tokens_[i].folded < "2100";
    if (ending == Street::yes && !year) {
      add(PersonalDataKind::address, tokens_[begin].begin, *end,
          street.capital ? Certainty::sure : Certainty::likely);
    } else if (street.capital && !year &&
               (leads || said || (ending == Street::perhaps && !street.starts_sentence))) {
      add(PersonalDataKind::address, tokens_[begin].begin, *end, Certainty::likely);
    }
  }

  const Tokens& tokens_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> find_places(const Tokens& tokens) { return Places(tokens).find(); }

}  // namespace expertise
