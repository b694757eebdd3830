// What is denied, and what is lacked.
#include "search/negation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "search/lexicon.h"
#include "search/question.h"
#include "search/topic_finder.h"

using namespace expertise::search;

namespace {

const Aspect* aspect(const Understood& question, const std::string& topic) {
  const auto found = std::find_if(question.aspects.begin(), question.aspects.end(),
                                  [&](const Aspect& each) { return each.topic == topic; });
  return found == question.aspects.end() ? nullptr : &*found;
}

struct Said {
  const char* text;
  const char* topic;
};

void check(std::initializer_list<Said> list, bool negated) {
  for (const Said& said : list) {
    INFO(said.text);
    const Understood question = understand(said.text, *seed_vocabulary());
    const Aspect* found = aspect(question, said.topic);
    REQUIRE(found != nullptr);
    CHECK(found->negated == negated);
  }
}

bool says(const std::string& text, const std::string& word) {
  return understand(text, *seed_vocabulary()).affirmed.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("a provision, right, paper, help or network that there is none of is the matter") {
  check({{"Meneer heeft geen dagbesteding", "dagbesteding"},
         {"Mevrouw heeft geen sociaal netwerk", "sociaal-netwerk"},
         {"heeft geen briefadres", "briefadres"},
         {"geen kinderopvang en moeder werkt", "kinderopvang"},
         {"er is geen mantelzorg", "mantelzorg"},
         {"het kind heeft geen voogd", "voogdij"},
         {"Moeder heeft geen verblijfsvergunning", "verblijfsrecht"},
         {"heeft nog geen levenstestament", "levenstestament"},
         {"Dagbesteding: nee", "dagbesteding"},
         {"mantelzorg is er niet", "mantelzorg"}},
        false);
}

TEST_CASE("what cannot be, is not got, not wanted or not gone to is the matter") {
  check({{"kan niet rondkomen", "rondkomen"},
         {"Gezin krijgt geen urgentieverklaring", "urgentieverklaring"},
         {"boos omdat hij geen pgb krijgt", "persoonsgebonden-budget"},
         {"wil geen thuiszorg", "zorg-aan-huis"},
         {"Schuldhulpverlening wil hij niet", "schuldhulpverlening"},
         {"gaat niet naar de tandarts", "mondzorg"},
         {"nooit autisme laten onderzoeken", "autisme"},
         {"kan niet naar een pleeggezin", "pleegzorg"},
         {"Hij zegt dat hij geen thuiszorg nodig heeft", "zorg-aan-huis"},
         {"heeft geen thuiszorg en dat is nodig", "zorg-aan-huis"},
         {"vindt geen dagbesteding", "dagbesteding"}},
        false);
}

TEST_CASE("a problem that there is none of is denied") {
  check({{"geen verslaving", "verslaving"},
         {"heeft geen schulden", "schulden"},
         {"geen huiselijk geweld", "huiselijk-geweld"},
         {"geen suïcidale gedachten", "suicidaliteit"},
         {"zonder depressie", "depressie"},
         {"Moeder kan werken en heeft geen verslaving", "verslaving"},
         {"nooit schulden gehad", "schulden"},
         {"is niet depressief", "depressie"},
         {"Ze komt niet depressief over", "depressie"},
         {"De arts vindt hem niet depressief", "depressie"},
         {"Ik vind haar niet echt depressief", "depressie"},
         {"Hij heeft ruzie, het is niet de mantelzorg", "mantelzorg"}},
        true);
}

TEST_CASE("what somebody does not know, or tells besides, is not denied") {
  check({{"Ik weet niet of er sprake is van een verslaving", "verslaving"},
         {"niet alleen verslaving, ook schulden", "verslaving"},
         {"Geen idee of er een verslaving is", "verslaving"},
         {"Ouders ontkennen verslaving", "verslaving"},
         {"broers praten niet meer sinds de scheiding", "scheiding"},
         {"praat niet over zijn verslaving", "verslaving"},
         {"weet niet hoe een schuldregeling werkt en heeft schulden", "schulden"},
         {"wel of niet een uithuisplaatsing", "uithuisplaatsing"},
         {"nog nooit bij de tandarts geweest", "mondzorg"},
         {"Verslaafd maar ziet het zelf niet.", "verslaving"},
         {"Verslaafd en weet het zelf niet.", "verslaving"},
         {"Hij vindt zichzelf niet verslaafd", "verslaving"}},
        false);
}

TEST_CASE("what is said outright not to be the matter is denied, a provision too") {
  check({{"het gaat niet om schulden", "schulden"},
         {"het gaat niet over dagbesteding", "dagbesteding"},
         {"autisme is niet aan de orde", "autisme"},
         {"bewindvoering is niet aan de orde", "beschermingsbewind"},
         {"dagbesteding is het niet", "dagbesteding"},
         {"ruzie zonder dat er sprake is van verslaving", "verslaving"},
         {"er zijn geen aanwijzingen dat er sprake is van een verslaving", "verslaving"},
         {"Schulden? Nee. Verslaving? Nee. Wel eenzaam.", "schulden"},
         {"Schulden? Nee. Verslaving? Nee. Wel eenzaam.", "verslaving"},
         {"verslaving: geen", "verslaving"},
         {"Heeft geen thuiszorg nodig", "zorg-aan-huis"},
         {"Er is geen thuiszorg meer nodig", "zorg-aan-huis"},
         {"heeft geen dagbesteding nodig", "dagbesteding"}},
        true);
  check({{"Schulden? Nee. Verslaving? Nee. Wel eenzaam.", "eenzaamheid"}}, false);
}

TEST_CASE("words of what is denied bring no topic") {
  CHECK_FALSE(says("geen pijn maar wel angst", "pijn"));
  CHECK(says("geen pijn maar wel angst", "angst"));
  CHECK_FALSE(says("Er speelt van alles maar geen geweld", "geweld"));
  CHECK_FALSE(says("heeft geen kinderen en wil verhuizen", "kinderen"));
  CHECK_FALSE(says("geen ernstige lichamelijke pijn", "pijn"));
  CHECK_FALSE(says("geen pijn of angst", "angst"));
  CHECK_FALSE(says("Pijn? Nee.", "Pijn"));
  CHECK_FALSE(says("het gaat niet om pijn", "pijn"));
  CHECK_FALSE(says("Heeft geen begeleiding nodig", "begeleiding"));
  for (const Said& said : {Said{"geen pijn maar wel angst", "chronische-pijn"},
                           Said{"Er speelt van alles maar geen geweld", "kindertrauma"},
                           Said{"heeft geen kinderen en wil verhuizen", "verhuizen-met-kind"}}) {
    INFO(said.text);
    CHECK(aspect(understand(said.text, *seed_vocabulary()), said.topic) == nullptr);
  }
}

TEST_CASE("words of what is lacked are searched by") {
  CHECK(says("heeft geen geld voor eten", "geld"));
  CHECK(says("heeft geen vrienden", "vrienden"));
  CHECK(says("kan geen kinderen krijgen", "kinderen"));
  CHECK(says("geen veilige plek", "plek"));
  CHECK(says("Spreekt geen Nederlands", "Nederlands"));
}

TEST_CASE("a word that a topic of one's own is known by the lack of is searched by") {
  Topic horses;
  horses.term = "paarden";
  horses.signs = {"heeft geen paardenstal meer"};
  CHECK(understand("geen paardenstal", Vocabulary({horses})).affirmed.find("paardenstal") !=
        std::string::npos);
}

TEST_CASE("what a specialist does none of is denied, a provision too") {
  const std::string text = "Ik doe geen schuldhulpverlening en wil geen dagbesteding";
  const std::vector<Word> words = analyse(text);
  const NamesFound names = find_names(text, words, *seed_vocabulary(), Teller::specialist);
  CHECK(names.affirmed.empty());
  CHECK(names.negated.size() == 2);
  const std::string place = "Ik werk niet in de pleegzorg";
  CHECK(find_names(place, analyse(place), *seed_vocabulary(), Teller::specialist).negated.size() ==
        1);
}

TEST_CASE("what can be lacked is told from what cannot") {
  for (const char* word : {"thuiszorg", "uitkeringen", "huisarts", "begeleider", "rijbewijs",
                           "netwerk", "school", "inkomen"}) {
    INFO(word);
    CHECK(can_be_lacked(word));
  }
  for (const char* word : {"zorgen", "verslaving", "mishandeling", "pleegzorg", "vuurwerk", "alles",
                           "ontregeling", "politiecontact", "hyperactiviteit", "schulden", ""}) {
    INFO(word);
    CHECK_FALSE(can_be_lacked(word));
  }
}
