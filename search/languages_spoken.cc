// A word that means nothing but a language tells it by itself; any other one beside a word of
// speaking, before somebody who is called so, or as the whole text.
#include "search/languages_spoken.h"

#include <algorithm>
#include <unordered_map>

#include "search/lexicon.h"
#include "search/negation.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

using Words = std::vector<Word>;

constexpr std::size_t cue_reach = 4;
constexpr std::size_t cue_reach_behind = 3;
// A text of so few words that names a language asks for it.
constexpr std::size_t few_words = 2;

struct Meaning {
  std::size_t language = 0;  ///< its place in the table
  bool own = false;          ///< means nothing but the language
};

const std::unordered_map<std::string_view, Meaning>& meanings() {
  static const std::unordered_map<std::string_view, Meaning> table = [] {
    std::unordered_map<std::string_view, Meaning> result;
    for (std::size_t i = 0; i < languages().size(); ++i) {
      const Language& language = languages()[i];
      for (const std::string& word : language.own) result.emplace(word, Meaning{i, true});
      for (const std::string& word : language.words) {
        if (word.find(' ') == std::string::npos) result.emplace(word, Meaning{i, false});
      }
    }
    return result;
  }();
  return table;
}

bool tells_of_speech(std::string_view word) {
  return is_one_of(
      word,
      {"spreek",     "spreekt",    "spreken",    "sprak",     "spraken",  "gesproken", "praat",
       "praten",     "versta",     "verstaat",   "verstaan",  "begrijpt", "begrijpen", "beheerst",
       "taal",       "talen",      "moedertaal", "thuistaal", "voertaal", "tolk",      "tolken",
       "tolkt",      "vertaler",   "vertaald",   "vertaling", "vertalen", "sprekend",  "sprekende",
       "sprekenden", "taalmaatje", "kent",       "kan",       "leest",    "schrijft"});
}

bool is_called_so(std::string_view word) {
  return is_person(word) || is_one_of(word, {"vrouwen",        "mannen",
                                             "jongens",        "meisjes",
                                             "gezin",          "gezinnen",
                                             "familie",        "ouders",
                                             "ouder",          "kinderen",
                                             "jongere",        "jongeren",
                                             "ouderen",        "oudere",
                                             "collega",        "specialist",
                                             "psycholoog",     "psychiater",
                                             "arts",           "huisarts",
                                             "hulpverlener",   "begeleider",
                                             "begeleidster",   "vrijwilliger",
                                             "maatje",         "buddy",
                                             "dokter",         "clienten",
                                             "dame",           "heer",
                                             "buurvrouw",      "buurman",
                                             "vluchteling",    "vluchtelingen",
                                             "statushouder",   "statushouders",
                                             "arbeidsmigrant", "arbeidsmigranten",
                                             "echtgenoot",     "echtgenote",
                                             "bewoners",       "mensen",
                                             "zonen",          "dochters",
                                             "baby",           "peuter",
                                             "kleuter",        "tiener",
                                             "puber",          "grootouders",
                                             "vriendin",       "vriend"});
}

bool is_somebody_by_itself(std::string_view word) {
  return is_one_of(word, {"syrier", "eritreeer", "irakees", "oekrainer", "tamils"});
}

// What it says of a language: nothing, that it is spoken, or that it is not.
enum class Said { nothing, spoken, not_spoken };

/// Goes through a text from its beginning: a list of languages is said of each what is said of the
/// first.
class Reader {
 public:
  Reader(std::string_view text, const Words& words) : text_(text), words_(words) {}

  Said at(std::size_t place, bool own) {
    const bool listed = said_ != Said::nothing && follows_in_list(place);
    const Said said = listed ? said_ : said_at(place, own);
    last_ = place;
    said_ = said;
    return said;
  }

  /// Whatever is said of the languages before it.
  Said said_at(std::size_t place, bool own) const {
    bool spoken = own || is_somebody_by_itself(word_at(words_, place));
    bool denied = is_not_needed(place);
    // "Spreekt geen Nederlands, alleen Turks": what is denied before is of another.
    bool turned = false;
    for (std::size_t back = 1; back <= cue_reach + (turned ? 2 : 0) && back <= place; ++back) {
      const std::size_t before = place - back;
      const std::string_view word = word_at(words_, before);
      if (words_[before + 1].token.starts_sentence || (!together(before) && !turned && back > 1)) {
        break;
      }
      if (!together(before) && !turned) {
        // "moedertaal: Turks", "tolk (Arabisch)"
        spoken = spoken || tells_of_speech(word);
        break;
      }
      if (leads_elsewhere(before, place)) break;
      turned = turned || is_one_of(word, {"maar", "wel", "alleen"});
      denied = denied || (!turned && is_one_of(word, {"geen", "niet", "zonder", "nooit"}));
      spoken = spoken || tells_of_speech(word);
    }
    spoken = spoken || is_spoken_behind(place) || names_somebody(place) || is_predicate(place) ||
             words_.size() <= few_words;
    if (!spoken) return Said::nothing;
    return denied ? Said::not_spoken : Said::spoken;
  }

 private:
  bool together(std::size_t before) const {
    return before + 1 < words_.size() &&
           !divides(text_, words_[before].token, words_[before + 1].token);
  }

  // "Arabisch, Frans en Turks"; "geen Nederlands, wel Turks" is said anew.
  bool follows_in_list(std::size_t place) const {
    if (words_[place].token.starts_sentence) return false;
    if (place == last_ + 1) return true;
    return place == last_ + 2 && !words_[last_ + 1].token.starts_sentence &&
           is_one_of(word_at(words_, last_ + 1), {"en", "of", "noch", "ook"});
  }

  // "Praat veel over Marokko", "kan naar de Turkse bakker"; not "vertalen naar het Turks" nor
  // "in Turks".
  bool leads_elsewhere(std::size_t before, std::size_t place) const {
    if (!is_one_of(word_at(words_, before), {"over", "naar", "in", "uit"})) return false;
    const auto found = meanings().find(word_at(words_, place));
    return found != meanings().end() &&
           languages()[found->second.language].words.front() != word_at(words_, place);
  }

  // "Arabische tolk is niet nodig"
  bool is_not_needed(std::size_t place) const {
    for (std::size_t next = place + 1; next <= place + cue_reach && together(next - 1); ++next) {
      if (word_at(words_, next) == "niet" && word_at(words_, next + 1) == "nodig") return true;
    }
    return false;
  }

  // "Turks spreekt", "Arabische tolk", "Pools is zijn moedertaal"
  bool is_spoken_behind(std::size_t place) const {
    for (std::size_t next = place + 1; next <= place + cue_reach_behind && together(next - 1);
         ++next) {
      if (word_at(words_, next) != "kan" && tells_of_speech(word_at(words_, next))) return true;
      if (!words_[next].stop) return false;
    }
    return false;
  }

  // "Poolse man", "Turkse alleenstaande moeder", "vrouw uit Polen"
  bool names_somebody(std::size_t place) const {
    for (std::size_t next = place + 1; next <= place + cue_reach_behind && together(next - 1);
         ++next) {
      const std::string_view word = word_at(words_, next);
      if (is_called_so(word) && !is_one_of(word, {"hij", "zij", "ze"})) return true;
      if (word.back() != 'e' && !meanings().contains(word)) break;
    }
    return place >= 2 && word_at(words_, place - 1) == "uit" && together(place - 1) &&
           together(place - 2) && is_called_so(word_at(words_, place - 2));
  }

  // "Mevrouw is Turks", not "de kaas is Frans" nor "ze is Turkse televisie"
  bool is_predicate(std::size_t place) const {
    if (place < 2 || !is_one_of(word_at(words_, place - 1), {"is", "zijn"})) return false;
    const bool ends = !together(place) || words_[place + 1].stop;
    return ends && is_called_so(word_at(words_, place - 2)) && together(place - 2);
  }

  std::string_view text_;
  const Words& words_;
  std::size_t last_ = 0;
  Said said_ = Said::nothing;
};

// "Turkssprekende", "Turkstalig": the word and what is made of it.
std::string_view without_ending(std::string_view word) {
  for (const std::string_view end :
       {"sprekend", "sprekende", "sprekenden", "talig", "talige", "taligen"}) {
    if (word.size() > end.size() && word.ends_with(end)) {
      return word.substr(0, word.size() - end.size());
    }
  }
  return {};
}

// The names of more words than one: "Nederlandse Gebarentaal", "Nederlands met Gebaren".
bool names_spoken(const Reader& reader, const Words& words, const std::string& name) {
  const std::vector<Token> wanted = tokens(name);
  if (wanted.size() < 2) return false;
  auto from = words.begin();
  while (true) {
    from = std::search(
        from, words.end(), wanted.begin(), wanted.end(),
        [](const Word& word, const Token& token) { return word.token.folded == token.folded; });
    if (from == words.end()) return false;
    const auto place = static_cast<std::size_t>(from - words.begin());
    if (reader.said_at(place, true) == Said::spoken) return true;
    ++from;
  }
}

}  // namespace

std::vector<std::string> languages_spoken(std::string_view text, const std::vector<Word>& words) {
  std::vector<bool> spoken(languages().size(), false);
  Reader reader(text, words);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at].token.folded;
    const auto made_of = meanings().find(without_ending(word));
    const auto found = meanings().find(word);
    if (found == meanings().end() && made_of == meanings().end()) continue;
    const bool own = found == meanings().end() || found->second.own;
    const Meaning& meaning = found == meanings().end() ? made_of->second : found->second;
    if (reader.at(at, own) == Said::spoken) spoken[meaning.language] = true;
  }
  std::vector<std::string> result;
  for (std::size_t i = 0; i < languages().size(); ++i) {
    const Language& language = languages()[i];
    if (language.code == "nl") continue;
    if (spoken[i] || names_spoken(reader, words, language.name)) result.push_back(language.code);
  }
  return result;
}

}  // namespace expertise::search
