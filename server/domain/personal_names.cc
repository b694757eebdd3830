#include "server/domain/personal_names.h"

#include <algorithm>
#include <unordered_set>

#include "server/domain/given_names.h"
#include "server/domain/personal_name_shape.h"
#include "server/domain/personal_words.h"

namespace expertise {

namespace {

using Tokens = std::vector<PersonalToken>;

constexpr std::size_t most_particles = 3;
constexpr std::size_t most_name_words = 4;

class NameFinder : private NameShape {
 public:
  NameFinder(const Tokens& tokens, const std::vector<Finding>& data)
      : NameShape(tokens), tokens_(tokens), data_(data), taken_(tokens.size(), false) {}

  std::vector<Finding> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].is_word() || taken_[i]) continue;
      after_title(i);
      after_initials(i);
      given(i);
      surname(i);
      after_person_word(i);
      if (!taken_[i]) take(i, unknown_pair_end(i), Certainty::likely);
    }
    for (const Finding& datum : data_) before_datum(datum);
    same_words_again();
    std::sort(found_.begin(), found_.end(),
              [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  bool take(std::size_t first, std::size_t end, Certainty certainty) {
    if (end <= first) return false;
    for (std::size_t i = first; i < end; ++i) {
      if (taken_[i]) return false;
    }
    for (std::size_t i = first; i < end; ++i) taken_[i] = true;
    if (names_something_else(first, end)) return false;
    found_.push_back(
        {PersonalDataKind::name, tokens_[first].begin, tokens_[end - 1].end, certainty});
    if (certainty == Certainty::sure) {
      for (std::size_t i = first; i < end; ++i) remember(tokens_[i]);
    }
    return true;
  }

  void remember(const PersonalToken& word) {
    if (word.is_word() && word.capital && word.folded.size() > 2 &&
        !has_role(word.folded, WordRole::particle) &&
        !has_role(word.folded, WordRole::common_surname) &&
        given_name(word.folded) != GivenName::word)
      known_.insert(word.folded);
  }

  // "mevrouw Jansen", "dhr. en mw. de Vries", "familie El Amrani", "mw. J. Jansen".
  void after_title(std::size_t i) {
    if (!is(i, WordRole::title) && !is(i, WordRole::short_title)) return;
    std::size_t at = i + 1;
    if (is(i, WordRole::short_title) && is_sign(at, ".")) ++at;
    if (is_sign(at, ":")) ++at;
    // "mevrouw prof. dr. Koekkoek"
    for (int titles = 0; titles < 3 && is(at, WordRole::short_title) && is_sign(at + 1, ".");
         ++titles)
      at += 2;
    if (at >= tokens_.size() || tokens_[at].begin - tokens_[at - 1].end > 2) return;
    if (!tokens_[at].is_word() && !is_sign(at, "'")) return;
    const std::size_t first = at;
    if (std::size_t end = initials_end(at)) at = end;
    if (std::size_t end = surname_end(at)) {
      take(first, end, Certainty::sure);
    } else {
      small_name(first, true);
    }
  }

  // A name written without capitals, known by its words.
  bool small_name(std::size_t first, bool after_title) {
    std::size_t at = past_particles(first);
    if (at >= tokens_.size() || !tokens_[at].is_word() || tokens_[at].capital) return false;
    const std::string& word = tokens_[at].folded;
    bool particles = at > first;
    bool known = is(at, WordRole::surname) || given_name(word) == GivenName::plain ||
                 (after_title && is(at, WordRole::common_surname) && particles);
    if (!known || is(at, WordRole::first_word) || is(at, WordRole::not_a_name)) return false;
    if (particles && !is(at, WordRole::surname) && !is(at, WordRole::common_surname)) first = at;
    std::size_t end = at + 1;
    if (std::size_t more = small_surname_end(end)) end = more;
    return take(first, end, Certainty::likely);
  }

  // "J. Jansen", "A.B. van den Berg".
  void after_initials(std::size_t i) {
    if (taken_[i] || (!tokens_[i].spaced && !is_sign(i > 0 ? i - 1 : i, "("))) return;
    std::size_t end = initials_end(i);
    if (end == nothing || end >= tokens_.size()) return;
    if (tokens_[end].begin - tokens_[end - 1].end > 2) return;
    std::size_t name = surname_end(end);
    // "R. Bloemendaal"
    if (name == nothing && is(end, WordRole::place) && may_follow_name(end))
      name = extended(end + 1);
    if (name == nothing) return;
    bool one = end - i == 2;
    // "groep A. Kinderen ...", "vitamine D. Meneer ...", "A. Eerst dit": a list or a sentence's
    // end.
    bool known = is(name - 1, WordRole::surname) || name > end + 1;
    bool listed = one && (tokens_[i].starts_sentence ||
                          (i > 0 && tokens_[i - 1].is_word() && !is(i - 1, WordRole::person) &&
                           !is(i - 1, WordRole::first_word)));
    if (listed && !known) return;
    take(i, name, one ? Certainty::likely : Certainty::sure);
  }

  // A given name, alone or with what follows.
  void given(std::size_t i) {
    if (taken_[i]) return;
    GivenName kind = given_name(tokens_[i].folded);
    if (kind == GivenName::none) return possessive(i);
    const PersonalToken& word = tokens_[i];
    if (!word.capital) {
      bool whole = kind != GivenName::word && kind != GivenName::word_when_small;
      std::size_t end = whole ? small_surname_end(i + 1) : nothing;
      if (end) take(i, end, Certainty::likely);
      return;
    }
    if (begins_compound(i) || (word.all_capitals && word.folded.size() < 4)) return;
    std::size_t end = extended(i + 1);
    if (std::size_t initials = initials_end(i + 1);
        initials && end == i + 1 && tokens_[i + 1].spaced) {
      // "Sara B.", "Jan P. de Boer"
      std::size_t surname = surname_end(initials);
      bool same_sentence =
          surname != nothing && initials - i == 3 && !is(surname - 1, WordRole::first_word);
      return void(take(i, same_sentence ? surname : initials, Certainty::sure));
    }
    bool full = end > i + 1;
    // "Wil Fatima komen": the first is a verb.
    bool verb = kind == GivenName::word && word.starts_sentence && end == i + 2 &&
                given_name(tokens_[i + 1].folded) == GivenName::plain;
    // "Elke Nederlander": the first is no name at all.
    bool plain_word = kind == GivenName::word && word.starts_sentence && full &&
                      is(i, WordRole::first_word) && !may_be_name(i + 1);
    if (verb || plain_word) return;
    if (full) return void(take(i, end, Certainty::sure));
    if (std::size_t small = small_surname_end(i + 1); small && kind != GivenName::word)
      return void(take(i, small, Certainty::likely));
    if (kind == GivenName::word && !word_is_name_here(i)) return;
    if (i > 0 && tokens_[i - 1].is_word() && word.spaced && is_article(tokens_[i - 1])) return;
    take(i, i + 1, Certainty::likely);
  }

  // Whether a word that is as often something else is a name: a capital inside a sentence, and not
  // a place behind "in" or "naar".
  bool word_is_name_here(std::size_t i) const {
    const PersonalToken& before = tokens_[i > 0 ? i - 1 : i];
    if (i > 0 && (is(i - 1, WordRole::person) || is(i - 1, WordRole::title))) return true;
    if (is(i, WordRole::first_word)) return false;
    // "Nel en Cor"
    if (i + 2 < tokens_.size() && tokens_[i + 1].folded == "en" && tokens_[i + 2].capital &&
        given_name(tokens_[i + 2].folded) != GivenName::none && !is(i + 2, WordRole::first_word))
      return true;
    if (tokens_[i].starts_sentence || tokens_[i].all_capitals) return false;
    if (!before.is_word()) return before.is_sign(",") || before.is_sign("(");
    return !is_article(before) && before.folded != "in" && before.folded != "naar" &&
           before.folded != "uit" && before.folded != "te" && before.folded != "op" &&
           (!before.capital || before.starts_sentence);
  }

  // "Karins moeder", "Peters school".
  void possessive(std::size_t i) {
    const PersonalToken& word = tokens_[i];
    if (!word.capital || word.folded.size() < 4 || word.folded.back() != 's' ||
        !is(i + 1, WordRole::kin))
      return;
    std::string name = word.folded.substr(0, word.folded.size() - 1);
    if (given_name(name) == GivenName::none || given_name(name) == GivenName::word) return;
    if (is(i, WordRole::not_a_name) || is(i, WordRole::first_word)) return;
    take(i, i + 1, Certainty::likely);
  }

  // "Jansen belt", "Wronka de Vries": a surname that is hardly anything else.
  void surname(std::size_t i) {
    if (taken_[i] || !is(i, WordRole::surname)) return;
    const PersonalToken& word = tokens_[i];
    if (!word.capital || begins_compound(i) || ends_compound(i)) return;
    std::size_t first = i;
    while (first > 0 && is(first - 1, WordRole::particle) && !taken_[first - 1] &&
           i - first < most_particles)
      --first;
    // "De" at the beginning belongs to it as well; an unknown given name before it.
    bool full = first > 0 && may_be_name(first - 1) && !taken_[first - 1] &&
                tokens_[first].spaced && tokens_[first].begin - tokens_[first - 1].end <= 2 &&
                !has_role(tokens_[first - 1].folded, WordRole::title) &&
                !has_role(tokens_[first - 1].folded, WordRole::short_title);
    if (full) --first;
    if (is_sign(i + 1, ",") && initials_end(i + 2))
      return void(take(first, initials_end(i + 2), Certainty::sure));
    take(first, extended(i + 1), full ? Certainty::sure : Certainty::likely);
  }

  // "hij heet Zbyszek", "cliënt: Wronkowalski", "buurvrouw Teun".
  void after_person_word(std::size_t i) {
    const bool subject = is(i, WordRole::subject);
    if (!is(i, WordRole::person) && !subject) return;
    std::size_t at = i + 1;
    bool named = tokens_[i].folded == "naam" || tokens_[i].folded == "achternaam" ||
                 tokens_[i].folded == "voornaam" || tokens_[i].folded == "heet" ||
                 tokens_[i].folded == "genaamd" || tokens_[i].folded == "roepnaam";
    if (named && at < tokens_.size() &&
        (tokens_[at].folded == "is" || tokens_[at].folded == "hij" || tokens_[at].folded == "zij"))
      ++at;
    if (is_sign(at, ":") || is_sign(at, "(") || is_sign(at, "-") || is_sign(at, ",")) {
      // "zijn moeder, Fatima": only what is in the table; "naam: Xyz" whatever it is.
      if (is_sign(at, ",") || is_sign(at, "-")) return;
      ++at;
    }
    if (at >= tokens_.size() || taken_[at]) return;
    if (tokens_[at].begin - tokens_[at - 1].end > 2) return;
    if (!tokens_[at].capital) {
      if (!subject) small_name(at, false);
      return;
    }
    if (!may_be_name(at) || tokens_[at].all_capitals) return;
    bool sentence_goes_on = tokens_[at].starts_sentence && !is_sign(at - 1, ":");
    if (sentence_goes_on) return;
    std::size_t end = extended(at + 1);
    if ((subject || is_sign(at - 1, "(")) && end == at + 1) return;
    take(at, end, end > at + 1 ? Certainty::sure : Certainty::likely);
  }

  // "(Zbyszek Wronkowalski, 21-11-1984)", "Xyz Abc, 06-…": two capitals right before a datum.
  void before_datum(const Finding& datum) {
    auto after = std::lower_bound(
        tokens_.begin(), tokens_.end(), datum.begin,
        [](const PersonalToken& each, std::size_t begin) { return each.begin < begin; });
    std::size_t at = static_cast<std::size_t>(after - tokens_.begin());
    const bool in_digits = at + 1 < tokens_.size() && !tokens_[at + 1].is_word();
    bool in_brackets = false;
    for (int skipped = 0; at > 0 && skipped < 6; ++skipped) {
      const PersonalToken& before = tokens_[at - 1];
      if (before.is_sign("(")) in_brackets = true;
      bool skip = before.is_sign(",") || before.is_sign("(") || before.is_sign(":") ||
                  before.is_sign(".") || before.is_sign("-") || before.is_sign("+") ||
                  is_datum_word(before.folded);
      if (!skip) break;
      --at;
    }
    if (at == 0 || taken_[at - 1]) return;
    std::size_t end = at;
    std::size_t first = end;
    while (first > 0 && end - first < most_name_words && !taken_[first - 1] &&
           (may_be_name(first - 1) || (first < end && is(first - 1, WordRole::particle))) &&
           (first == end || tokens_[first].begin - tokens_[first - 1].end <= 1))
      --first;
    while (first < end && is(first, WordRole::particle)) ++first;
    if (end - first < 2) return small_pair(end);
    bool place =
        datum.kind == PersonalDataKind::address || datum.kind == PersonalDataKind::postcode;
    bool uncertain =
        datum.certainty == Certainty::likely && datum.kind == PersonalDataKind::date_of_birth;
    if (uncertain && !in_digits) return;
    if (uncertain && !in_brackets && !is_sign(first > 0 ? first - 1 : first, "(")) return;
    take(first, end, place ? Certainty::likely : Certainty::sure);
  }

  // "jan kwakkelsteen geb 3-4-1950"
  void small_pair(std::size_t end) {
    if (end < 2 || taken_[end - 1] || taken_[end - 2]) return;
    const PersonalToken& word = tokens_[end - 1];
    if (!word.is_word() || word.capital || has_role(word.folded, WordRole::first_word) ||
        has_role(word.folded, WordRole::person))
      return;
    std::size_t first = end - 1;
    while (first > 0 && is(first - 1, WordRole::particle)) --first;
    if (first == 0 || given_name(tokens_[first - 1].folded) != GivenName::plain) return;
    take(first - 1, end, Certainty::likely);
  }

  static bool is_datum_word(std::string_view folded) {
    static constexpr std::string_view words[] = {"geb",
                                                 "geboren",
                                                 "geboortedatum",
                                                 "gebdatum",
                                                 "op",
                                                 "te",
                                                 "bsn",
                                                 "tel",
                                                 "telefoon",
                                                 "telefoonnummer",
                                                 "mobiel",
                                                 "nr",
                                                 "nummer",
                                                 "adres",
                                                 "mail",
                                                 "email",
                                                 "e",
                                                 "woont",
                                                 "wonende",
                                                 "aan",
                                                 "iban",
                                                 "rekeningnummer",
                                                 "burgerservicenummer",
                                                 "06",
                                                 "gsm",
                                                 "postcode"};
    return std::find(std::begin(words), std::end(words), folded) != std::end(words);
  }

  // What was surely a name is one everywhere in the text.
  void same_words_again() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const PersonalToken& word = tokens_[i];
      if (taken_[i] || !word.is_word() || !word.capital || begins_compound(i)) continue;
      bool known = known_.count(word.folded) > 0;
      if (!known && word.folded.size() > 3 && word.folded.back() == 's')
        known = known_.count(word.folded.substr(0, word.folded.size() - 1)) > 0;
      if (known && !is(i, WordRole::not_a_name) && !is(i, WordRole::first_word))
        take(i, i + 1, Certainty::likely);
    }
  }

  const Tokens& tokens_;
  const std::vector<Finding>& data_;
  std::vector<bool> taken_;
  std::unordered_set<std::string> known_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> find_names(const Tokens& tokens, const std::vector<Finding>& data) {
  return NameFinder(tokens, data).find();
}

std::vector<std::string> name_words(const Tokens& name) {
  std::vector<std::string> words;
  for (const PersonalToken& each : name) {
    if (!each.is_word() || each.folded.size() < 2) continue;
    if (has_role(each.folded, WordRole::particle) && name.size() > 1) continue;
    words.push_back(each.folded);
  }
  return words;
}

}  // namespace expertise
