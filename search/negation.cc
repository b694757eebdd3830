// Rules of thumb over clauses, on the careful side: a negation that is overlooked costs a place in
// the list, one that is seen where there is none loses the matter.
#include "search/negation.h"

#include <algorithm>
#include <initializer_list>

namespace expertise::search {
namespace {

using Words = std::vector<Word>;

// How many words a negation reaches over, and how many when one of them only carries it.
constexpr std::size_t negation_reach = 3;
constexpr std::size_t carried_reach = 5;

bool is_one_of(const Word& word, std::initializer_list<std::string_view> these) {
  return std::find(these.begin(), these.end(), word.token.folded) != these.end();
}

bool denies_thing(const Word& word) { return is_one_of(word, {"geen", "zonder", "noch"}); }

bool denies_deed(const Word& word) { return is_one_of(word, {"niet", "nooit", "niks"}); }

bool is_negator(const Word& word) { return denies_thing(word) || denies_deed(word); }

// "geen sprake van verslaving", "geen aanwijzingen voor mishandeling".
bool carries_negation(const Word& word) {
  return is_one_of(word, {"sprake", "vermoeden", "vermoedens", "teken", "tekenen", "signaal",
                          "signalen", "aanwijzing", "aanwijzingen", "last", "probleem", "problemen",
                          "historie", "voorgeschiedenis", "diagnose"});
}

// True when the lack of it is itself a sign of the topic ("geen inkomen", "niet naar school"): then
// a negation of the same kind does not take the topic away.
bool lack_is_a_sign(const Topic& topic, const std::string& term, const Word& negator) {
  for (const auto* texts : {&topic.signs, &topic.synonyms}) {
    for (const std::string& text : *texts) {
      const Words words = analyse(text);
      for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].term != term) continue;
        const std::size_t first = at - std::min(at, negation_reach);
        const bool negates = std::any_of(
            words.begin() + static_cast<std::ptrdiff_t>(first), words.end(), [&](const Word& each) {
              return denies_thing(negator) ? denies_thing(each) : denies_deed(each);
            });
        if (negates) return true;
      }
    }
  }
  return false;
}

// The negation that stands shortly before a name in the same clause ("geen verslaving", "niet echt
// depressief", "geen sprake van verslaving"), or null.
const Word* negation_before(std::string_view text, const Words& words, const NamedTopic& name) {
  std::size_t reach = negation_reach;
  for (std::size_t back = 1; back <= reach && back <= name.first; ++back) {
    const std::size_t at = name.first - back;
    if (divides(text, words[at].token, words[at + 1].token)) return nullptr;
    if (is_negator(words[at])) return &words[at];
    if (carries_negation(words[at])) {
      reach = carried_reach;
    } else if (!words[at].stop) {
      return nullptr;
    }
  }
  return nullptr;
}

// The negation that closes the clause which a name opens ("depressief is ze niet", "van verslaving
// is geen sprake", "verslaving is uitgesloten", "verslaving speelt niet"), or null.
const Word* negation_after(std::string_view text, const Words& words, std::size_t first,
                           std::size_t count) {
  std::size_t opening = first;
  if (opening > 0 && words[opening - 1].token.folded == "van") --opening;
  const bool opens = opening == 0 ||
                     divides(text, words[opening - 1].token, words[opening].token) ||
                     words[opening - 1].token.folded == "en";
  if (!opens) return nullptr;
  const auto ends = [&](std::size_t at) {
    return at + 1 >= words.size() || divides(text, words[at].token, words[at + 1].token) ||
           words[at + 1].token.folded == "en";
  };
  for (std::size_t at = first + count; at < words.size(); ++at) {
    if (divides(text, words[at - 1].token, words[at].token)) return nullptr;
    const Word& word = words[at];
    if (is_one_of(word, {"niet", "nooit"})) {
      const bool out_of_order = at + 3 < words.size() && words[at + 1].token.folded == "aan" &&
                                words[at + 3].token.folded == "orde";
      return ends(at) || out_of_order ? &word : nullptr;
    }
    if (word.token.folded == "geen") {
      return at + 1 < words.size() && carries_negation(words[at + 1]) ? &word : nullptr;
    }
    if (is_one_of(word, {"uitgesloten"})) return &word;
    if (!word.stop && !is_one_of(word, {"speelt", "spelen"})) return nullptr;
  }
  return nullptr;
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

}  // namespace

bool divides(std::string_view text, const Token& before, const Token& after) {
  const std::string_view between = text.substr(before.end, after.begin - before.end);
  return between.find_first_of(".,;:!?()\n") != std::string_view::npos;
}

bool is_denied_behind(std::string_view text, const std::vector<Word>& words, std::size_t first,
                      std::size_t count) {
  return negation_after(text, words, first, count) != nullptr;
}

NamesFound find_names(std::string_view text, const std::vector<Word>& words,
                      const Vocabulary& vocabulary) {
  std::vector<NamedTopic> all = vocabulary.finder().named(words);
  std::stable_sort(all.begin(), all.end(),
                   [](const NamedTopic& a, const NamedTopic& b) { return a.first < b.first; });
  std::vector<const Word*> by(all.size(), nullptr);
  for (std::size_t i = 0; i < all.size(); ++i) {
    by[i] = negation_before(text, words, all[i]);
    if (by[i] == nullptr) {
      by[i] = negation_after(text, words, all[i].first, all[i].count);
    }
  }
  // "geen schulden, verslaving of geweld": what is denied of the first holds for the whole list.
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (by[i] == nullptr) continue;
    std::size_t last = i;
    for (std::size_t next = i + 1; next < all.size() && by[next] == nullptr; ++next) {
      if (all[next].first == all[next - 1].first) continue;
      const Joint how = joint(text, words, all[next - 1], all[next]);
      if (how == Joint::none) break;
      if (how == Joint::or_) last = next;
    }
    for (std::size_t each = i + 1; each <= last; ++each) by[each] = by[i];
  }
  NamesFound names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool away = by[i] != nullptr && !lack_is_a_sign(vocabulary.topics()[all[i].topic],
                                                          words[all[i].first].term, *by[i]);
    (away ? names.negated : names.affirmed).push_back(all[i]);
  }
  return names;
}

std::string without_names(std::string_view text, const std::vector<Word>& words,
                          const std::vector<NamedTopic>& names) {
  std::string result(text);
  for (const NamedTopic& name : names) {
    for (std::size_t i = name.first; i < name.first + name.count; ++i) {
      for (std::size_t at = words[i].token.begin; at < words[i].token.end; ++at) result[at] = ' ';
    }
  }
  return result;
}

std::string without_denied(std::string_view text, const std::vector<Word>& words,
                           const NamesFound& names, const TopicFinder& finder) {
  std::string result = without_names(text, words, names.negated);
  const auto blank = [&](std::size_t at) {
    const Token& token = words[at].token;
    std::fill(result.begin() + static_cast<std::ptrdiff_t>(token.begin),
              result.begin() + static_cast<std::ptrdiff_t>(token.end), ' ');
  };
  std::vector<bool> taken(words.size(), false);
  for (const auto* list : {&names.affirmed, &names.negated}) {
    for (const NamedTopic& name : *list) {
      for (std::size_t i = 0; i < name.count; ++i) taken[name.first + i] = true;
    }
  }
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if (!denies_thing(words[at])) continue;
    std::size_t denied = at + 1;
    while (denied < words.size() && denied - at <= carried_reach &&
           !divides(text, words[denied - 1].token, words[denied].token) &&
           (words[denied].stop || carries_negation(words[denied]))) {
      ++denied;
    }
    if (denied >= words.size() || taken[denied] || words[denied].stop ||
        divides(text, words[denied - 1].token, words[denied].token) ||
        finder.is_lacked(words[denied].term)) {
      continue;
    }
    blank(denied);
  }
  return result;
}

}  // namespace expertise::search
