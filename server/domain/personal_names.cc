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

std::vector<bool> in_addresses(const Tokens& tokens, const std::vector<Finding>& data) {
  std::vector<bool> inside(tokens.size(), false);
  std::size_t at = 0;
  for (const Finding& each : data) {
    if (each.kind != PersonalDataKind::address) continue;
    while (at < tokens.size() && tokens[at].begin < each.begin) ++at;
    for (; at < tokens.size() && tokens[at].begin < each.end; ++at) inside[at] = true;
  }
  return inside;
}

class NameFinder : private NameShape {
 public:
  NameFinder(const Tokens& tokens, const std::vector<Finding>& data)
      : NameShape(tokens, in_addresses(tokens, data)),
        tokens_(tokens),
        data_(data),
        taken_(tokens.size(), false) {}

  std::vector<Finding> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].is_word() || taken_[i]) continue;
      after_title(i);
      after_initials(i);
      given(i);
      surname(i);
      after_person_word(i);
      if (!taken_[i]) take(i, unknown_pair_end(i), Certainty::likely);
      if (!taken_[i]) unknown(i);
    }
    for (const Finding& datum : data_) before_datum(datum);
    for (std::size_t i = 0; i < tokens_.size(); ++i) small_given(i);
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
    const std::size_t initials = initials_end(at);
    if (initials) at = initials;
    if (std::size_t end = surname_end(at)) {
      take(first, end, Certainty::sure);
    } else if (std::size_t letter = initials ? initials : letter_end(at)) {
      // "Mw. V.", "mevr. De V."
      take(first, letter, Certainty::sure);
    } else if (!small_name(first, true) && !noun_as_name(i, first)) {
      small_unknown(i, first);
    }
  }

  // "Meneer Post krijgt hulp", "Mw. Groot": behind such a word a noun has no capital.
  bool noun_as_name(std::size_t title, std::size_t first) {
    const std::size_t at = past_particles(first);
    if (!is(title, WordRole::form_of_address) || at >= tokens_.size()) return false;
    const PersonalToken& word = tokens_[at];
    if (!word.is_word() || !word.capital || word.all_capitals || word.mixed ||
        word.folded.size() < 3 || begins_compound(at))
      return false;
    bool known = is_any(at, {WordRole::surname, WordRole::common_surname});
    bool acts = is(at + 1, WordRole::person_verb) && !is(at, WordRole::not_a_name);
    return (known || acts) && take(first, at + 1, Certainty::likely);
  }

  // A name written without capitals, known by its words.
  bool small_name(std::size_t first, bool after_title) {
    std::size_t at = past_particles(first);
    if (at >= tokens_.size() || !tokens_[at].is_word() || tokens_[at].capital) return false;
    const std::string& word = tokens_[at].folded;
    bool particles = at > first;
    bool known = is(at, WordRole::surname) || given_name(word) == GivenName::plain ||
                 (after_title && !particles && is_small_name(at)) ||
                 (after_title && is(at, WordRole::common_surname) && particles);
    if (!known || is(at, WordRole::first_word) || is(at, WordRole::not_a_name)) return false;
    if (particles && !is(at, WordRole::surname) && !is(at, WordRole::common_surname)) first = at;
    std::size_t end = at + 1;
    if (std::size_t more = small_surname_end(end)) end = more;
    return take(first, end, Certainty::likely);
  }

  // "oma riet", "tante roos": behind a title no noun stands.
  bool is_small_name(std::size_t i) const {
    return !is_any(
               i, {WordRole::person_verb, WordRole::no_article, WordRole::kin, WordRole::person}) &&
           given_name(tokens_[i].folded) == GivenName::word_when_small;
  }

  // "Meneer bouchikhi heeft", "bij mw oudshoorn ligt": unknown and written small, where no other
  // word can stand.
  void small_unknown(std::size_t title, std::size_t first) {
    std::size_t at = past_particles(first);
    if (!is(title, WordRole::form_of_address) || at >= tokens_.size() || !tokens_[at].is_word() ||
        tokens_[at].capital || tokens_[at].folded.size() < 4)
      return;
    if (is_any(at, {WordRole::first_word, WordRole::person_verb, WordRole::person, WordRole::kin,
                    WordRole::not_a_name}))
      return;
    bool opens = tokens_[title].starts_sentence || is(title - 1, WordRole::before_person);
    if (opens && is(at + 1, WordRole::person_verb)) take(first, at + 1, Certainty::likely);
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
    bool begins = i == 0 || is_sign(i - 1, "\n");
    bool known = is(name - 1, WordRole::surname) || name > end + 1 ||
                 (begins && is(name, WordRole::person_verb));
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
      if (kind == GivenName::plain) take(i, small_surname_end(i + 1), Certainty::likely);
      return;
    }
    const std::size_t end = extended(i + 1);
    const bool full = end > i + 1;
    if (begins_compound(i) || (word.all_capitals && word.folded.size() < 4 && !full)) return;
    if (!full && given_with_letters(i, kind)) return;
    // "Wil Fatima komen": the first is a verb.
    bool known = full && given_name(tokens_[i + 1].folded) == GivenName::plain;
    bool verb = kind == GivenName::word && word.starts_sentence && end == i + 2 &&
                (known || is(i, WordRole::first_word));
    // "Elke Nederlander": the first is no name at all.
    bool plain_word = kind == GivenName::word && word.starts_sentence && full &&
                      is(i, WordRole::first_word) && !may_be_name(i + 1);
    if (verb && !known && is_unknown(i + 1)) take(i + 1, end, Certainty::likely);
    if (verb || plain_word) return;
    if (full) return void(take(i, end, Certainty::sure));
    if (std::size_t small = small_surname_end(i + 1); small && kind != GivenName::word)
      return void(take(i, small, Certainty::likely));
    if (kind == GivenName::word && !word_is_name_here(i)) return;
    if (is_month_shortened(i)) return;
    if (i > 0 && tokens_[i - 1].is_word() && word.spaced && is_article(tokens_[i - 1])) return;
    take(i, i + 1, Certainty::likely);
  }

  // "Sara B.", "Jan P. de Boer", "Jolanda de B."
  bool given_with_letters(std::size_t i, GivenName kind) {
    if (std::size_t initials = initials_end(i + 1); initials && tokens_[i + 1].spaced) {
      std::size_t surname = surname_end(initials);
      bool same_sentence =
          surname != nothing && initials - i == 3 && !is(surname - 1, WordRole::first_word);
      take(i, same_sentence ? surname : initials, Certainty::sure);
      return true;
    }
    std::size_t letter = past_particles(i + 1) > i + 1 ? letter_end(i + 1) : nothing;
    if (letter == nothing || kind == GivenName::word) return false;
    take(i, letter, Certainty::sure);
    return true;
  }

  // "fatima belt elke dag": a name that is no other word, standing by itself.
  void small_given(std::size_t i) {
    const PersonalToken& word = tokens_[i];
    if (!word.is_word() || taken_[i] || word.capital || word.folded.size() < 3 ||
        given_name(word.folded) != GivenName::plain)
      return;
    if (is_any(i, {WordRole::first_word, WordRole::not_a_name, WordRole::place, WordRole::person,
                   WordRole::institution}))
      return;
    if (i > 0) {
      const PersonalToken& before = tokens_[i - 1];
      if (before.is_number() || (before.is_word() && (is_article(before) || !word.spaced))) return;
      if (!word.spaced && glues(before)) return;
    }
    if (i + 2 < tokens_.size() && !tokens_[i + 1].spaced && glues(tokens_[i + 1]) &&
        !tokens_[i + 2].spaced)
      return;
    std::size_t end = i + 1;
    while (follows_closely(end) && !tokens_[end].capital &&
           given_name(tokens_[end].folded) == GivenName::plain)
      ++end;
    take(i, end, Certainty::likely);
  }

  // What joins words to an address, a file or a number.
  static bool glues(const PersonalToken& token) {
    return token.is_sign("@") || token.is_sign(".") || token.is_sign("-") || token.is_sign("_") ||
           token.is_sign("/") || token.is_sign("#");
  }

  // "Jan. en feb. zijn betaald"
  bool is_month_shortened(std::size_t i) const {
    return tokens_[i].starts_sentence && is(i, WordRole::short_month) && is_sign(i + 1, ".") &&
           i + 2 < tokens_.size() && tokens_[i + 2].is_word() && !tokens_[i + 2].capital;
  }

  // A capital in no list that what stands around it makes a name: an age behind it, a greeting or
  // "de moeder van" before.
  void unknown(std::size_t i) {
    const PersonalToken& word = tokens_[i];
    if (i > 0 && tokens_[i - 1].is_word() && !word.spaced) return;
    if (is_particle_with_surname(i)) return void(take(i, surname_end(i), Certainty::likely));
    if (!is_unknown(i)) return;
    const std::size_t end = extended(i + 1);
    bool common = is(i, WordRole::common_surname);
    bool role = common || ends_with_role(word.folded, WordRole::role_ending);
    if (age_behind(end) && !(word.starts_sentence && role))
      return void(take(i, end, Certainty::likely));
    if (word.starts_sentence || i == 0) return;
    const PersonalToken& before = tokens_[i - 1];
    bool greeted =
        is(i - 1, WordRole::greeting) && (before.starts_sentence || is(i - 2, WordRole::greeting) ||
                                          is(i - 2, WordRole::first_word));
    bool of_kin = before.folded == "van" && is_any(i - 2, {WordRole::kin, WordRole::person});
    bool its_kin = end == i + 1 && end < tokens_.size() &&
                   (tokens_[end].folded == "haar" || tokens_[end].folded == "zijn" ||
                    tokens_[end].folded == "hun") &&
                   is(end + 1, WordRole::kin);
    bool is_signed = before.is_sign(",") && is(i - 2, WordRole::greeting) &&
                     (end == tokens_.size() || is_sign(end, "\n"));
    bool named = common && before.is_word() && !before.capital && word_is_name_here(i);
    if (greeted || of_kin || its_kin || is_signed || named) take(i, end, Certainty::likely);
  }

  // "bij De Boer": a particle with a capital inside a sentence.
  bool is_particle_with_surname(std::size_t i) const {
    const PersonalToken& word = tokens_[i];
    if (!word.capital || word.all_capitals || word.starts_sentence || !is(i, WordRole::particle) ||
        word.folded == "het")
      return false;
    if (i > 0 && tokens_[i - 1].is_word()) {
      const PersonalToken& before = tokens_[i - 1];
      if ((before.capital && !before.starts_sentence) ||
          ends_with_role(before.folded, WordRole::institution_ending, 0))
        return false;
    }
    std::size_t at = past_particles(i);
    return at < tokens_.size() && tokens_[at].capital &&
           is_any(at, {WordRole::surname, WordRole::common_surname});
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
    if (age_behind(i + 1)) return true;
    if (is_any(i, {WordRole::month, WordRole::place})) return false;
    // "Mees eet niet": where a noun would have an article.
    if (tokens_[i].starts_sentence && !tokens_[i].all_capitals && is(i + 1, WordRole::person_verb))
      return !is(i, WordRole::no_article);
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
    if (!word.capital || is(i, WordRole::not_a_name) || begins_compound(i) || ends_compound(i))
      return;
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
    bool named = is(i, WordRole::naming_word);
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
    bool sentence_goes_on = tokens_[at].starts_sentence && !is_sign(at - 1, ":");
    if (tokens_[at].all_capitals || sentence_goes_on) return;
    std::size_t end = may_be_name(at)              ? extended(at + 1)
                      : is(at, WordRole::particle) ? surname_end(at)
                                                   : nothing;
    if (end == nothing) return;
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
                  has_role(before.folded, WordRole::datum_word);
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
