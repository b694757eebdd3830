// Dutch text to terms: what must meet, meets; what must not, does not.
#include "search/dutch.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "search/vocabulary.h"
#include "search/words.h"

using namespace expertise::search;

namespace {

bool is_vowel(char c) { return std::string("aeiou").find(c) != std::string::npos; }

// The plural of a noun by the rules of spelling, as far as the word list has it; else nothing.
std::string plural_of(const std::string& word) {
  const std::size_t n = word.size();
  std::vector<std::string> candidates;
  const char last = word[n - 1];
  const bool short_vowel = n >= 3 && is_vowel(word[n - 2]) && !is_vowel(word[n - 3]);
  const bool long_vowel = n >= 4 && is_vowel(word[n - 2]) && word[n - 2] == word[n - 3];
  if (is_vowel(last)) {
    candidates = {word + "n", word + "s"};
  } else {
    if (short_vowel) candidates.push_back(word + last + "en");
    if (long_vowel) {
      const std::string open = word.substr(0, n - 2);
      if (last == 'f') candidates.push_back(open + "ven");
      if (last == 's') candidates.push_back(open + "zen");
      candidates.push_back(open + last + "en");
    }
    if (last == 'f') candidates.push_back(word.substr(0, n - 1) + "ven");
    if (last == 's') candidates.push_back(word.substr(0, n - 1) + "zen");
    candidates.push_back(word + "s");
    candidates.push_back(word + "en");
  }
  const auto found = std::find_if(candidates.begin(), candidates.end(), is_word);
  return found == candidates.end() ? std::string() : *found;
}

std::vector<std::string> parts(std::string_view word) { return compound_parts(word); }

bool has_term(const std::vector<WeightedTerm>& all, const std::string& term) {
  return std::any_of(all.begin(), all.end(),
                     [&](const WeightedTerm& each) { return each.term == term; });
}

}  // namespace

TEST_CASE("folding drops case, accents and signs") {
  CHECK(fold("Één CRÈCHE, naïef!") == "een creche naief");
  CHECK(fold("Łódź straße Ærø ĳsland") == "lodz strasse aero ijsland");
  CHECK(fold("zzp'er jeugd-GGZ 18-/18+") == "zzp er jeugd ggz 18 18");
  CHECK(fold("").empty());
  CHECK(fold("😀 … — !").empty());
}

TEST_CASE("a letter and its combining accent are one letter") {
  CHECK(fold("cafe\u0301") == fold("caf\u00e9"));
}

TEST_CASE("bytes that are no UTF-8 divide words and break nothing") {
  CHECK(fold("schuld\xff\xfehulp") == "schuld hulp");
  CHECK(fold(std::string("\xc3", 1)).empty());
}

TEST_CASE("tokens say where they stand in the text as written") {
  const std::string text = "Eén vráág.";
  const std::vector<Token> all = tokens(text);
  REQUIRE(all.size() == 2);
  CHECK(text.substr(all[1].begin, all[1].end - all[1].begin) == "vráág");
  CHECK(all[0].starts_sentence);
  CHECK_FALSE(all[1].starts_sentence);
}

TEST_CASE("cutting never divides a character") {
  CHECK(cut("aé", 2) == "a");
  CHECK(cut("aé", 3) == "aé");
  CHECK(characters("aé😀") == 3);
}

TEST_CASE("forms of the field's own words come to one stem") {
  const std::vector<std::vector<std::string>> families = {
      {"schuld", "schulden"},
      {"geld", "gelden"},
      {"beeld", "beelden"},
      {"probleem", "problemen"},
      {"gezin", "gezinnen"},
      {"toeslag", "toeslagen"},
      {"advies", "adviezen"},
      {"brief", "brieven"},
      {"huis", "huizen"},
      {"verslaving", "verslavingen", "verslaafd", "verslaafde"},
      {"kind", "kinderen", "kindje"},
      {"jongere", "jongeren"},
      {"dakloos", "dakloze"},
      {"mens", "mensen"},
      {"grens", "grenzen"},
      {"therapie", "therapieen"},
      {"psychose", "psychotisch"},
      {"stoornis", "stoornissen"},
      {"maatregel", "maatregelen"},
      {"crimineel", "criminelen"},
      {"groot", "grote"},
      {"dik", "dikke"},
      {"moeder", "moeders"},
      {"woning", "woningen"}};
  for (const auto& family : families) {
    for (const std::string& word : family) {
      INFO(word);
      CHECK(stem(word) == stem(family.front()));
    }
  }
}

TEST_CASE("who does it is found by one stem, woman or man") {
  const std::vector<std::pair<std::string, std::string>> pairs{{"begeleidster", "begeleider"},
                                                               {"verpleegsters", "verplegers"},
                                                               {"aanneemster", "aannemer"},
                                                               {"schrijfster", "schrijver"},
                                                               {"zwemster", "zwemmer"},
                                                               {"bestuurster", "bestuurder"},
                                                               {"bemiddelaarster", "bemiddelaar"},
                                                               {"directrice", "directeur"},
                                                               {"curatrice", "curator"},
                                                               {"masseuse", "masseur"},
                                                               {"hovenierster", "hovenier"},
                                                               {"lerares", "leraar"},
                                                               {"danseres", "danser"}};
  for (const auto& [woman, man] : pairs) {
    INFO(woman);
    CHECK(stem(woman) == stem(man));
  }
  CHECK(parts("groepsleidster").back() == "leidster");
  CHECK(stem("luister") != stem("luier"));
  CHECK(stem("filmster") != stem("filmer"));
  for (const std::string word : {"minister", "venster", "kadaster", "schoonzuster"}) {
    CHECK(stem(word) == word);
    CHECK(stem(word + "s") == word);
  }
}

TEST_CASE("different words keep different stems") {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"gezin", "zin"},     {"gedrag", "dragen"}, {"gevaar", "varen"}, {"geweld", "weld"},
      {"jongen", "jonger"}, {"ouder", "oud"},     {"oudere", "ouder"}, {"schuld", "school"},
      {"geval", "val"},     {"geloof", "loof"},   {"gebit", "bit"},    {"rechts", "recht"}};
  for (const auto& [one, other] : pairs) {
    INFO(one << " " << other);
    CHECK(stem(one) != stem(other));
  }
}

TEST_CASE("forms of one word are told from other words of its stem") {
  struct Said {
    std::string said;
    std::string name;
  };
  const std::vector<Said> forms{{"schulden", "schuld"},
                                {"gokt", "gokken"},
                                {"gokte", "gokken"},
                                {"gegokt", "gokken"},
                                {"spijbelde", "spijbelen"},
                                {"slechthorenden", "slechthorendheid"},
                                {"wondjes", "wond"},
                                {"mantelzorgers", "mantelzorger"},
                                {"begeleidster", "begeleider"},
                                {"dove", "doof"}};
  for (const Said& each : forms) {
    INFO(each.said << " and " << each.name);
    CHECK(is_form_of(each.said, each.name));
  }
  const std::vector<Said> others{{"schuldig", "schulden"},  {"dromen", "dromerig"},
                                 {"verkeer", "verkering"},  {"hecht", "gehechtheid"},
                                 {"doop", "doping"},        {"versnelling", "versnellen"},
                                 {"spiraal", "spiraaltje"}, {"afstemmen", "afstemming"}};
  for (const Said& each : others) {
    INFO(each.said << " and " << each.name);
    CHECK_FALSE(is_form_of(each.said, each.name));
  }
}

TEST_CASE("every word of every topic's names has one stem in singular and plural") {
  std::set<std::string> words;
  for (const Topic& topic : seed_vocabulary()->topics()) {
    std::vector<std::string> names = topic.synonyms;
    names.push_back(topic.term);
    for (const std::string& name : names) {
      for (const Token& token : tokens(name)) {
        if (!token.capitals && token.folded.size() > 3 && is_word(token.folded)) {
          words.insert(token.folded);
        }
      }
    }
  }
  // Not a singular with its plural, though they look like it.
  const std::set<std::string> not_nouns = {
      "agender", "ager",   "barka",   "bedrog",  "beklag", "bull",   "care", "dental",
      "drill",   "ergo",   "fake",    "foto",    "gedrag", "jonge",  "kiss", "knie",
      "legal",   "link",   "meereiz", "moral",   "neuro",  "pill",   "poli", "recht",
      "roma",    "secret", "social",  "success", "time",   "verbal", "visio"};
  std::size_t compared = 0;
  for (const std::string& word : words) {
    const std::string plural = plural_of(word);
    if (plural.empty() || is_stop_word(word) || not_nouns.contains(word)) continue;
    ++compared;
    INFO(word << " " << plural);
    CHECK(stem(word) == stem(plural));
  }
  CHECK(compared > 2000);
}

TEST_CASE("compounds are split into the words they are made of") {
  CHECK(parts("woonoverlast") == std::vector<std::string>{"woon", "overlast"});
  CHECK(parts("dagbesteding") == std::vector<std::string>{"dag", "besteding"});
  CHECK(parts("verslavingszorg") == std::vector<std::string>{"verslaving", "zorg"});
  CHECK(parts("eetstoornissen") == std::vector<std::string>{"eet", "stoornissen"});
  CHECK(parts("schuldhulpverlening") ==
        std::vector<std::string>{"schuld", "hulpverlening", "hulp", "verlening"});
}

TEST_CASE("words that are no compounds stay whole") {
  for (const char* word : {"belangrijke", "werkeloosheid", "verpleger", "moeder", "eenzaamheid",
                           "ambtenaar", "inburgering", "lvb", ""}) {
    INFO(word);
    CHECK(parts(word).empty());
  }
}

TEST_CASE("a very long word is not split and costs no time") {
  CHECK(parts(std::string(60, 'a')).empty());
  CHECK(parts("schuldschuldschuldschuldschuldschuldschuldschuld").empty());
}

TEST_CASE("abbreviations that are words as well count only in capitals") {
  CHECK(analyse("gesprek met het OM").back().term == "=om");
  CHECK_FALSE(analyse("gesprek met het OM").back().stop);
  CHECK(analyse("daar gaat het om").back().stop);
  CHECK(analyse("WMO").front().term == analyse("wmo").front().term);
  CHECK(analyse("iets met LVB").back().term == analyse("lvb").front().term);
}

TEST_CASE("a text in capitals is read as if it were not") {
  const auto shouted = terms(analyse("HULP BIJ SCHULDEN OM TE WONEN"));
  const auto spoken = terms(analyse("hulp bij schulden om te wonen"));
  REQUIRE(shouted.size() == spoken.size());
  for (std::size_t i = 0; i < spoken.size(); ++i) CHECK(shouted[i].term == spoken[i].term);
}

TEST_CASE("stop words are left out, unless nothing else is there") {
  CHECK_FALSE(has_term(terms(analyse("de schulden van de buren")), "de"));
  CHECK_FALSE(terms(analyse("wat nu")).empty());
  CHECK(terms(analyse("")).empty());
}

TEST_CASE("parts of a compound count half beside the whole word") {
  const auto all = terms(analyse("woonoverlast"));
  for (const WeightedTerm& term : all) {
    CHECK(term.weight == (term.term == stem("woonoverlast") ? 1.0 : part_weight));
  }
  CHECK(has_term(all, stem("overlast")));
}

TEST_CASE("what is not seen inside a word does not divide it") {
  for (const char* unseen :
       {"\xc2\xad", "\xe2\x80\x8b", "\xe2\x80\x8d", "\xe2\x81\xa0", "\xef\xbb\xbf"}) {
    const std::string text = std::string("ver") + unseen + "slaving" + unseen + " en" + unseen;
    const std::vector<Token> found = tokens(text);
    REQUIRE(found.size() == 2);
    CHECK(found.front().folded == "verslaving");
    CHECK(text.substr(found.front().begin, found.front().end) ==
          std::string("ver") + unseen + "slaving");
    CHECK(found.back().folded == "en");
    CHECK(fold(unseen).empty());
  }
}
