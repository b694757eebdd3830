// Who is named as a relative ("haar dochter", "met drie kinderen", "zijn partner") is not whom the
// question is about, unless help is asked for that one ("zorgen over haar zoon"). A word for a
// relative that comes first names the client.
#include "search/question_age_whose.h"

#include <algorithm>

#include "search/question_age_words.h"

namespace expertise::search {
namespace {

// So far back stands of whom an age is: "kinderen van 4, 7, 9 en 11".
constexpr std::size_t most_words_back = 9;
constexpr std::size_t most_words_before = 4;

bool is_child(std::string_view word) {
  return is_one_of(
      word,
      {"kind",         "kinderen",      "kindje",    "zoon",          "zonen",      "zoons",
       "zoontje",      "zoontjes",      "dochter",   "dochters",      "dochtertje", "dochtertjes",
       "baby",         "tweeling",      "kleinkind", "kleinkinderen", "kleinzoon",  "kleindochter",
       "pleegkind",    "pleegkinderen", "pleegzoon", "pleegdochter",  "stiefkind",  "stiefzoon",
       "stiefdochter", "stiefkinderen"});
}

bool is_other_relative(std::string_view word) {
  return is_one_of(
      word, {"broer", "broers", "broertje", "zus", "zussen", "zusje", "zusjes", "partner", "vriend",
             "vriendin", "echtgenoot", "echtgenote", "ex", "neef", "nicht"});
}

bool is_possessive(std::string_view word) {
  return is_one_of(word, {"zijn", "haar", "hun", "mijn", "diens", "onze", "ons", "n", "r", "m"});
}

bool is_relative(std::string_view word) { return is_child(word) || is_other_relative(word); }

// What may stand between somebody and the age.
bool leads_to_age(std::string_view word) {
  return number(word) || is_one_of(word, {"van", "is", "zijn", "nu", "pas", "nog", "en", "tot",
                                          "jaar", "inmiddels", "net", "bijna", "geboren", "in"});
}

// What may stand between "met" or "haar" and the relative.
bool describes(std::string_view word) {
  return number(word) ||
         is_one_of(word, {"een", "de", "het", "jonge", "jong", "kleine", "oudste", "jongste",
                          "volwassen", "minderjarige", "eigen", "thuiswonende", "andere", "ook"});
}

// Of whom the age is; the number itself when the text does not say.
std::size_t owner_of(const std::vector<Word>& words, std::size_t at) {
  if (is_one_of(word_at(words, at + 1), {"jarige", "jarig"})) {
    return is_relative(word_at(words, at + 2)) ? at + 2 : at;
  }
  const std::size_t begin = sentence_begin(words, at);
  for (std::size_t i = at; i-- > begin && at - i <= most_words_back;) {
    const std::string_view word = word_at(words, i);
    if (is_relative(word)) return i;
    if (!leads_to_age(word)) break;
  }
  return at;
}

// Somebody stands in the text before this place.
bool is_after_somebody(const std::vector<Word>& words, std::size_t at) {
  return std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at),
                     [](const Word& word) {
                       return is_person(word.token.folded) || is_relative(word.token.folded);
                     });
}

// "haar dochter", "met drie kinderen"; not "zorgen over haar zoon", nor "dochter spijbelt".
bool is_beside_somebody(const std::vector<Word>& words, std::size_t owner, std::size_t age) {
  const std::size_t begin = sentence_begin(words, owner);
  const bool bare_opening = owner == begin;
  bool of_somebody = false;
  for (std::size_t i = std::min(owner, age); i-- > begin && owner - i <= most_words_before;) {
    const std::string_view word = word_at(words, i);
    if (is_one_of(word, {"over", "om", "voor", "rond", "rondom", "betreft"})) return false;
    if (is_one_of(word, {"met", "heeft", "hebben", "kreeg"})) return true;
    if (is_possessive(word)) {
      of_somebody = true;
    } else if (!describes(word)) {
      break;
    }
  }
  return of_somebody || (!bare_opening && is_after_somebody(words, std::min(owner, age)));
}

}  // namespace

Whose whose_age(const std::vector<Word>& words, std::size_t at) {
  const std::size_t owner = owner_of(words, at);
  // "Kind 1 is 8, kind 2 is 12": each of them is one of the children.
  if (owner + 1 < at && is_child(word_at(words, owner)) && number(word_at(words, owner + 1))) {
    return Whose::child;
  }
  if (owner == at || !is_beside_somebody(words, owner, at)) return Whose::main;
  return is_child(word_at(words, owner)) ? Whose::child : Whose::relative;
}

bool names_a_client(const std::vector<Word>& words) {
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return is_person(word.token.folded) && !is_relative(word.token.folded);
  });
}

}  // namespace expertise::search
