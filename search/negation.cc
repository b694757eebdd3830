// Rules of thumb over clauses, on the careful side: a negation that is overlooked costs a place in
// the list, one that is seen where there is none loses the matter.
#include "search/negation.h"

#include <algorithm>
#include <initializer_list>

#include "search/cues.h"
#include "search/lexicon.h"

namespace expertise::search {
namespace {

using Words = std::vector<Word>;

// How many words a negation reaches over, and how many when one of them only carries it.
constexpr std::size_t negation_reach = 3;
constexpr std::size_t carried_reach = 8;
// So far from a negation its verb is looked for.
constexpr std::size_t verb_reach = 6;
// A word that so few names and signs have is one of a topic that is known by its lack.
constexpr std::size_t seldom = 3;

enum class Denying {
  no,
  thing,    ///< "geen verslaving", "verslaving? nee"
  deed,     ///< "niet depressief"
  outright  ///< "geen sprake van", "het gaat niet om", "is niet aan de orde"
};

/// How words are denied, and by the word at which place.
struct Denial {
  Denying how = Denying::no;
  std::size_t at = 0;
};

/// Words of a text, one behind the other.
struct Span {
  std::size_t first;
  std::size_t count;

  std::size_t end() const { return first + count; }
};

bool denies_thing(const Word& word) { return is_one_of(word, {"geen", "zonder", "noch"}); }

bool denies_deed(const Word& word) { return is_one_of(word, {"niet", "nooit", "niks"}); }

bool is_negator(const Word& word) { return denies_thing(word) || denies_deed(word); }

// "geen sprake van verslaving", "geen aanwijzingen voor mishandeling".
bool carries_negation(const Word& word) {
  return is_one_of(word, {"sprake", "vermoeden", "vermoedens", "teken", "tekenen", "signaal",
                          "signalen", "aanwijzing", "aanwijzingen", "last", "probleem", "problemen",
                          "historie", "voorgeschiedenis", "diagnose"});
}

// With these a negation tells of what is not there, cannot be or is not wanted: "krijgt geen pgb",
// "kan niet rondkomen", "wil niet in behandeling".
bool is_verb_of_lack(const Word& word) {
  return is_one_of(
      word, {"kan",     "kun",      "kunnen",    "kunt",       "kon",        "konden",  "krijg",
             "krijgt",  "krijgen",  "kreeg",     "kregen",     "gekregen",   "wil",     "wilt",
             "willen",  "wilde",    "wilden",    "wou",        "mag",        "mogen",   "mocht",
             "mochten", "durf",     "durft",     "durven",     "durfde",     "vind",    "vindt",
             "vinden",  "vond",     "gevonden",  "lukt",       "lukken",     "lukte",   "gelukt",
             "kom",     "komt",     "komen",     "kwam",       "gaat",       "ga",      "gaan",
             "ging",    "ontvangt", "ontvangen", "accepteert", "accepteren", "betaalt", "betalen",
             "volgt",   "volgen",   "begrijpt",  "begrijpen",  "snapt",      "snappen", "spreekt",
             "spreken", "bezoekt",  "bezoeken",  "regelt",     "regelen",    "weet",    "weten",
             "wist",    "wisten",   "kent",      "kennen"});
}

bool is_verb_of_having(const Word& word) {
  return is_one_of(word, {"heb", "hebt", "heeft", "hebben", "had", "hadden", "is", "zijn", "was",
                          "waren", "speelt", "spelen", "gebruikt", "gebruiken", "drinkt"});
}

bool joins_clauses(const Word& word) {
  return is_one_of(word, {"en", "maar", "want", "omdat", "dat", "die", "of", "als", "doordat",
                          "terwijl", "zodat", "waardoor", "toen", "wel"});
}

// With these what was not done is the matter: "nooit autisme laten onderzoeken".
bool tells_of_doing(const Word& word) {
  return is_one_of(
      word, {"laten",     "onderzoeken", "onderzocht", "testen",      "getest",   "behandelen",
             "behandeld", "aangevraagd", "aanvragen",  "vastgesteld", "geregeld", "regelen",
             "besproken", "bespreken",   "aangepakt",  "aanpakken",   "geleerd",  "leren",
             "betaald",   "betalen",     "gevolgd",    "afgemaakt",   "herkend",  "herkennen",
             "erkend",    "volgehouden", "gelukt"});
}

bool is_preposition(const Word& word) {
  return is_one_of(word, {"bij", "voor", "aan", "van", "met", "in", "op", "tegen", "na", "om",
                          "naar", "tussen", "over", "door", "en"});
}

// What a name is of stands before its preposition, last: "beschermd wonen", "hulp bij schulden".
bool names_what_is_lacked(const Words& words, const Span& name) {
  std::size_t head = name.first;
  for (std::size_t at = name.first; at < name.end(); ++at) {
    if (at > name.first && is_preposition(words[at])) break;
    head = at;
  }
  return can_be_lacked(words[head].token.folded);
}

// "Komt niet depressief over", "vindt hem niet depressief": what somebody judges, not what is
// lacked; not "vindt zichzelf niet verslaafd".
bool is_of_judging(std::string_view text, const Words& words, const Span& denied, std::size_t by,
                   std::size_t verb) {
  if (!denies_deed(words[by]) || by >= denied.first) return false;
  for (std::size_t at = by + 1; at < denied.first; ++at) {
    if (!is_one_of(words[at], {"echt", "zo", "erg", "heel", "meer", "nu"})) return false;
  }
  if (is_one_of(words[verb], {"kom", "komt", "komen", "kwam"})) {
    return denied.end() < words.size() && words[denied.end()].token.folded == "over" &&
           !divides(text, words[denied.end() - 1].token, words[denied.end()].token);
  }
  return is_one_of(words[verb], {"vind", "vindt", "vinden", "vond"}) && verb + 1 < by &&
         std::none_of(words.begin() + static_cast<std::ptrdiff_t>(verb),
                      words.begin() + static_cast<std::ptrdiff_t>(by), [](const Word& word) {
                        return is_one_of(word, {"zelf", "zich", "zichzelf", "mezelf"});
                      });
}

// Whether the clause around what is denied has a verb of lack. In a clause that opens with "dat" or
// "omdat" it stands behind; where the denial stands behind, between the two.
bool tells_of_lack(std::string_view text, const Words& words, const Span& denied, std::size_t by) {
  for (std::size_t at = denied.end(); at < by; ++at) {
    if (is_verb_of_lack(words[at])) return true;
  }
  if (by >= denied.end()) return false;
  for (std::size_t at = by; at > 0 && by - at < verb_reach; --at) {
    const Word& word = words[at - 1];
    if (divides(text, word.token, words[at].token) || joins_clauses(word)) break;
    if (is_verb_of_lack(word)) return !is_of_judging(text, words, denied, by, at - 1);
    if (is_verb_of_having(word)) return false;
  }
  for (std::size_t at = denied.end(); at < words.size() && at - denied.end() < verb_reach; ++at) {
    if (divides(text, words[at - 1].token, words[at].token) || joins_clauses(words[at])) break;
    if (is_verb_of_lack(words[at])) return true;
    if (is_verb_of_having(words[at])) return false;
  }
  return false;
}

bool tells_of_doing(std::string_view text, const Words& words, const Span& denied) {
  for (std::size_t at = denied.end(); at < words.size() && at - denied.end() < verb_reach; ++at) {
    if (divides(text, words[at - 1].token, words[at].token)) return false;
    if (tells_of_doing(words[at])) return true;
  }
  return false;
}

// Somebody has none of it or is without it: "heeft nog niet", "mantelzorg is er niet".
bool tells_of_having(std::string_view text, const Words& words, std::size_t from, std::size_t to) {
  const std::size_t first = std::max(from, to > verb_reach ? to - verb_reach : 0);
  for (std::size_t at = to; at > first; --at) {
    const Word& word = words[at - 1];
    if (divides(text, word.token, words[at].token)) break;
    if (is_one_of(word, {"heb", "hebt", "heeft", "hebben", "had", "hadden", "er"})) return true;
  }
  return false;
}

// True when the lack of it is itself a sign of the topic ("geen inkomen", "niet naar school"): then
// a negation of the same kind does not take the topic away.
bool lack_is_a_sign(const Topic& topic, const std::string& term, Denying how, const Word& by) {
  for (const auto* texts : {&topic.signs, &topic.synonyms}) {
    for (const std::string& text : *texts) {
      const Words words = analyse(text);
      for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].term != term) continue;
        const std::size_t first = at - std::min(at, negation_reach);
        const bool negates = std::any_of(
            words.begin() + static_cast<std::ptrdiff_t>(first), words.end(), [&](const Word& each) {
              return how == Denying::thing ? denies_thing(each)
                                           : each.token.folded == by.token.folded;
            });
        if (negates) return true;
      }
    }
  }
  return false;
}

// "Het gaat niet om", "de vraag gaat niet over"; not "praat niet over".
bool is_about(const Words& words, std::size_t by) {
  if (by + 1 >= words.size() || !is_one_of(words[by + 1], {"om", "over"})) return false;
  for (std::size_t back = 1; back <= negation_reach && back <= by; ++back) {
    if (is_one_of(words[by - back], {"gaat", "ging", "gaan", "draait", "draaide"})) return true;
  }
  return false;
}

// The negation that stands shortly before words in the same clause ("geen verslaving", "niet echt
// depressief", "geen sprake van verslaving", "het gaat niet om verslaving").
Denial denial_before(std::string_view text, const Words& words, std::size_t first, Teller teller) {
  bool carried = false;
  bool of_something_else = false;
  for (std::size_t back = 1; back <= carried_reach && back <= first; ++back) {
    const std::size_t at = first - back;
    if (divides(text, words[at].token, words[at + 1].token)) return {};
    // "Weet niet of er sprake is van", "niet alleen verslaving".
    if (is_one_of(words[at], {"alleen", "slechts"}) || (carried && is_one_of(words[at], {"of"}))) {
      return {};
    }
    if (is_negator(words[at])) {
      if (back > negation_reach && !carried) return {};
      if (at > 0 && is_one_of(words[at - 1], {"of"})) return {};
      if (denies_thing(words[at])) return {carried ? Denying::outright : Denying::thing, at};
      if (carried || is_about(words, at)) return {Denying::outright, at};
      return of_something_else ? Denial{} : Denial{Denying::deed, at};
    }
    of_something_else =
        of_something_else || (teller == Teller::asker && turns_to_something_else(words[at]));
    if (carries_negation(words[at])) {
      carried = true;
    } else if (!words[at].stop) {
      return {};
    }
  }
  return {};
}

// The negation that closes the clause which words open ("depressief is ze niet", "van verslaving
// is geen sprake", "verslaving is uitgesloten", "verslaving speelt niet", "verslaving? nee").
Denial denial_after(std::string_view text, const Words& words, const Span& name) {
  std::size_t opening = name.first;
  if (opening > 0 && words[opening - 1].token.folded == "van") --opening;
  const bool opens = opening == 0 ||
                     divides(text, words[opening - 1].token, words[opening].token) ||
                     words[opening - 1].token.folded == "en";
  if (!opens) return {};
  const auto ends = [&](std::size_t at) {
    return at + 1 >= words.size() || divides(text, words[at].token, words[at + 1].token) ||
           words[at + 1].token.folded == "en";
  };
  const std::size_t behind = name.end();
  if (behind < words.size() && is_one_of(words[behind], {"nee", "geen", "nvt"}) && ends(behind)) {
    const std::size_t end = words[behind - 1].token.end;
    const std::string_view between = text.substr(end, words[behind].token.begin - end);
    if (between.find_first_of("?:-=\t") != std::string_view::npos) return {Denying::thing, behind};
  }
  bool of_it = false;
  for (std::size_t at = behind; at < words.size(); ++at) {
    if (divides(text, words[at - 1].token, words[at].token)) return {};
    const Word& word = words[at];
    // "Suïcidaal maar zegt het niet": the negation is of the next clause.
    if (joins_clauses(word) && word.token.folded != "dat") return {};
    of_it = of_it || is_one_of(word, {"het", "dit", "speelt", "spelen"});
    if (is_one_of(word, {"niet", "nooit"})) {
      if (is_one_of(words[at - 1], {"of"})) return {};
      const bool out_of_order = at + 3 < words.size() && words[at + 1].token.folded == "aan" &&
                                words[at + 3].token.folded == "orde";
      if (out_of_order) return {Denying::outright, at};
      return ends(at) ? Denial{of_it ? Denying::outright : Denying::deed, at} : Denial{};
    }
    if (word.token.folded == "geen") {
      const bool carried = at + 1 < words.size() && carries_negation(words[at + 1]);
      return carried ? Denial{Denying::outright, at} : Denial{};
    }
    if (is_one_of(word, {"uitgesloten"})) return {Denying::outright, at};
    if (!word.stop && !is_one_of(word, {"speelt", "spelen"})) return {};
  }
  return {};
}

// "Heeft geen thuiszorg meer nodig"; not "zegt dat hij geen thuiszorg nodig heeft", which somebody
// else may see otherwise.
bool is_not_needed(std::string_view text, const Words& words, const Span& name, std::size_t by) {
  if (!denies_thing(words[by])) return false;
  std::size_t at = name.end();
  const auto goes_on = [&] {
    return at < words.size() && !divides(text, words[at - 1].token, words[at].token);
  };
  while (goes_on() && is_one_of(words[at], {"meer", "nu", "verder", "dan", "hierbij", "daarbij"})) {
    ++at;
  }
  if (!goes_on() || words[at].token.folded != "nodig") return false;
  const std::size_t first = by - std::min(by, carried_reach);
  const std::size_t last = std::min(words.size(), at + verb_reach);
  return std::none_of(words.begin() + static_cast<std::ptrdiff_t>(first),
                      words.begin() + static_cast<std::ptrdiff_t>(last), [](const Word& word) {
                        return is_one_of(word, {"zegt", "zeggen", "zei", "vindt", "vinden", "vond",
                                                "denkt", "denken", "meent", "beweert", "volgens"});
                      });
}

Denial denial_of(std::string_view text, const Words& words, const Span& name, Teller teller) {
  const Denial before = denial_before(text, words, name.first, teller);
  if (before.how == Denying::thing && is_not_needed(text, words, name, before.at)) {
    return {Denying::outright, before.at};
  }
  return before.how == Denying::no ? denial_after(text, words, name) : before;
}

// What is denied is not there, not got or not wanted, and that is the matter.
bool is_lacked(std::string_view text, const Words& words, const Span& name, const Denial& denial) {
  if (denial.how == Denying::outright) return false;
  if (tells_of_lack(text, words, name, denial.at)) return true;
  const bool lackable = names_what_is_lacked(words, name);
  if (denial.how == Denying::thing) return lackable;
  if (denial.at < name.first) {
    const bool never = words[denial.at].token.folded == "nooit";
    return (lackable && (never || tells_of_having(text, words, 0, denial.at))) ||
           tells_of_doing(text, words, name);
  }
  return lackable && tells_of_having(text, words, name.end(), denial.at);
}

// What joins two names of a list: nothing, "of", or something else.
enum class Joint { none, comma, or_ };

Joint joint(std::string_view text, const Words& words, const NamedTopic& before,
            const NamedTopic& after) {
  const std::size_t last = before.first + before.count - 1;
  if (after.first <= last) return Joint::none;
  const std::string_view between =
      text.substr(words[last].token.end, words[after.first].token.begin - words[last].token.end);
  if (between.find_first_of(".;:!?()\n") != std::string_view::npos) return Joint::none;
  if (after.first == last + 1) {
    return between.find(',') != std::string_view::npos ? Joint::comma : Joint::none;
  }
  return after.first == last + 2 && is_one_of(words[last + 1], {"of", "noch"}) ? Joint::or_
                                                                               : Joint::none;
}

/// The places of the words that are denied beside the names.
class DeniedWords {
 public:
  DeniedWords(std::string_view text, const Words& words, const NamesFound& names,
              const TopicFinder& finder, Teller teller)
      : text_(text), words_(words), finder_(finder), teller_(teller), taken_(words.size(), false) {
    for (const auto* list : {&names.affirmed, &names.negated}) {
      for (const NamedTopic& name : *list) {
        for (std::size_t i = 0; i < name.count; ++i) taken_[name.first + i] = true;
      }
    }
  }

  std::vector<std::size_t> find() {
    for (std::size_t at = 0; at < words_.size(); ++at) {
      const bool about = denies_deed(words_[at]) && is_about(words_, at);
      if (denies_thing(words_[at]) || about) add_behind(at, about);
      if (teller_ == Teller::asker && words_[at].token.folded == "nee") add_asked(at);
    }
    return std::move(found_);
  }

 private:
  bool is_free(std::size_t at) const {
    return at < words_.size() && !taken_[at] && !words_[at].stop;
  }

  bool follows(std::size_t at) const {
    return at > 0 && at < words_.size() && !divides(text_, words_[at - 1].token, words_[at].token);
  }

  // "geen pijn", "geen ernstige pijn", "geen pijn of angst"
  void add_behind(std::size_t by, bool about) {
    std::size_t at = by + 1;
    while (follows(at) && at - by <= carried_reach &&
           (words_[at].stop || carries_negation(words_[at]))) {
      ++at;
    }
    if (!is_free(at) || !follows(at)) return;
    std::size_t last = at;
    while (teller_ == Teller::asker && words_[last].token.folded.back() == 'e' &&
           is_free(last + 1) && follows(last + 1)) {
      ++last;
    }
    const bool outright = about || is_not_needed(text_, words_, {at, last - at + 1}, by);
    if (!outright && is_kept(at, last, by)) return;
    for (; at <= last; ++at) found_.push_back(at);
    while (teller_ == Teller::asker && follows(at) && is_one_of(words_[at], {"of", "noch"}) &&
           follows(at + 1) && is_free(at + 1) && !is_kept(at + 1, at + 1, by)) {
      found_.push_back(at + 1);
      at += 2;
    }
  }

  // "Pijn? Nee."
  void add_asked(std::size_t by) {
    if (by == 0 || !is_free(by - 1) || can_be_lacked(words_[by - 1].token.folded)) return;
    if (denial_after(text_, words_, {by - 1, 1}).at == by) found_.push_back(by - 1);
  }

  bool is_kept(std::size_t first, std::size_t last, std::size_t by) const {
    if (teller_ == Teller::specialist) return finder_.is_lacked(words_[first].term);
    const Word& thing = words_[last];
    return can_be_lacked(thing.token.folded) ||
           tells_of_lack(text_, words_, {first, last - first + 1}, by) ||
           (finder_.is_lacked(thing.term) && finder_.uses(thing.token.folded) <= seldom);
  }

  std::string_view text_;
  const Words& words_;
  const TopicFinder& finder_;
  Teller teller_;
  std::vector<bool> taken_;
  std::vector<std::size_t> found_;
};

}  // namespace

bool turns_to_something_else(const Word& word) {
  return is_one_of(word, {"sinds", "na",    "door", "bij",  "naar",  "tijdens", "wegens", "vanwege",
                          "in",    "tegen", "uit",  "op",   "over",  "om",      "hoe",    "wat",
                          "dat",   "of",    "wie",  "waar", "welke", "waarom",  "wanneer"});
}

bool divides(std::string_view text, const Token& before, const Token& after) {
  const std::string_view between = text.substr(before.end, after.begin - before.end);
  return between.find_first_of(".,;:!?()\n") != std::string_view::npos;
}

bool is_denied_behind(std::string_view text, const std::vector<Word>& words, std::size_t first,
                      std::size_t count) {
  return denial_after(text, words, {first, count}).how != Denying::no;
}

NamesFound find_names(std::string_view text, const std::vector<Word>& words,
                      const Vocabulary& vocabulary, Teller teller) {
  std::vector<NamedTopic> all = vocabulary.finder().named(words);
  std::stable_sort(all.begin(), all.end(),
                   [](const NamedTopic& a, const NamedTopic& b) { return a.first < b.first; });
  std::vector<Denial> denials;
  denials.reserve(all.size());
  for (const NamedTopic& name : all) {
    denials.push_back(denial_of(text, words, {name.first, name.count}, teller));
  }
  // "geen schulden, verslaving of geweld": what is denied of the first holds for the whole list.
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (denials[i].how == Denying::no) continue;
    std::size_t last = i;
    for (std::size_t next = i + 1; next < all.size() && denials[next].how == Denying::no; ++next) {
      if (all[next].first == all[next - 1].first) continue;
      const Joint how = joint(text, words, all[next - 1], all[next]);
      if (how == Joint::none) break;
      if (how == Joint::or_) last = next;
    }
    for (std::size_t each = i + 1; each <= last; ++each) denials[each] = denials[i];
  }
  NamesFound names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const NamedTopic& name = all[i];
    const Denial& denial = denials[i];
    const bool kept =
        denial.how == Denying::no ||
        (teller == Teller::asker && is_lacked(text, words, {name.first, name.count}, denial)) ||
        (denial.how != Denying::outright &&
         lack_is_a_sign(vocabulary.topics()[name.topic], words[name.first].term, denial.how,
                        words[denial.at]));
    (kept ? names.affirmed : names.negated).push_back(name);
  }
  return names;
}

std::vector<std::size_t> denied_words(std::string_view text, const std::vector<Word>& words,
                                      const NamesFound& names, const TopicFinder& finder,
                                      Teller teller) {
  std::vector<std::size_t> denied = DeniedWords(text, words, names, finder, teller).find();
  for (const NamedTopic& name : names.negated) {
    for (std::size_t i = 0; i < name.count; ++i) denied.push_back(name.first + i);
  }
  return denied;
}

std::string without(std::string_view text, const std::vector<Word>& words,
                    const std::vector<std::size_t>& places) {
  std::string result(text);
  for (const std::size_t at : places) {
    const Token& token = words[at].token;
    std::fill(result.begin() + static_cast<std::ptrdiff_t>(token.begin),
              result.begin() + static_cast<std::ptrdiff_t>(token.end), ' ');
  }
  return result;
}

}  // namespace expertise::search
