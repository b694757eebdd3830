// What tells of danger, and what looks so and is not.
#include "search/acute.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "search/lexicon.h"
#include "search/question.h"
#include "search/readable.h"

using namespace expertise::search;

namespace {

bool is_danger(const std::string& text) { return !acute_danger(text, analyse(text)).empty(); }

}  // namespace

TEST_CASE("a wish to die is danger, however plainly it is said") {
  for (const char* text :
       {"Meneer wil niet meer. Hij zegt dat het zo genoeg is geweest. Hij is 91.",
        "Mijn moeder zegt dat het mooi is geweest",
        "Oma van 88 wil niet meer.",
        "Hij is bang, wil voor de trein",
        "Moeder wil niet meer, zegt ze steeds",
        "Ze zegt dat het voor haar niet meer hoeft",
        "wil ze echt niet meer leven",
        "Dan wil ik niet meer verder leven",
        "ik maak er een eind aan",
        "Ze zegt: ik maak er zelf een einde aan",
        "Mevrouw is klaar met leven",
        "hij is levensmoe",
        "Ze hoopt niet meer wakker te worden",
        "Was ik maar dood, zegt hij",
        "hij ziet het niet meer zitten.",
        "Het leven hoeft niet meer van haar",
        "Hij springt straks voor de trein",
        "zichzelf iets wil aandoen",
        "Ze snijdt in haar polsen",
        "Ze snijdt zich in haar polsen",
        "Hij heeft gisteren in zijn polsen gesneden",
        "Ik snij in mijn polsen",
        "ze sneed zichzelf in de polsen",
        "er zitten sneetjes in haar polsen",
        "heeft vorige week een TS gedaan",
        "suïcidegedachten"}) {
    INFO(text);
    CHECK(is_danger(text));
  }
}

TEST_CASE("danger for others and from gas is danger") {
  for (const char* text :
       {"Vader heeft het gas opengedraaid", "de gaskraan stond open", "De baby is geschud",
        "Ze zegt dat ze haar baby heeft geschud", "hij schudt zijn baby als hij huilt",
        "bang dat ze de kinderen iets aandoet", "hij zou haar iets aandoen"}) {
    INFO(text);
    CHECK(is_danger(text));
  }
}

TEST_CASE("who does not want something else any more is in no danger") {
  for (const char* text :
       {"Hij wil niet meer naar school", "Ze wil niet meer met hem praten",
        "Hij is bang voor de trein", "Mevrouw had dagbesteding, maar wil niet meer",
        "Dat wil ze niet meer.", "wil niet meer leven van een uitkering",
        "het is mooi geweest met al die formulieren",
        "Als ik er niet meer ben, wie zorgt dan voor mijn zoon?", "Er is geen geld voor de trein",
        "Is daar iets aan te doen?", "Weet iemand of er nog iets aan te doen is?",
        "Zijn hele leven zat hij in instellingen", "Mevrouw heeft artrose in haar polsen",
        "Hij heeft pijn in zijn polsen"}) {
    INFO(text);
    CHECK_FALSE(is_danger(text));
  }
}

TEST_CASE("danger that is denied outright is none") {
  for (const char* text :
       {"Geen suïcidale gedachten", "er is geen doodswens", "Hij denkt niet aan suïcide",
        "is niet acuut suïcidaal", "geen actuele plannen voor zelfmoord",
        "zonder suïcidale gedachten", "Suïcidale gedachten heeft hij niet",
        "suïcidaliteit is niet aan de orde", "Geen suïcidale gedachten, maar wel schulden",
        "geen sprake van suïcidaliteit", "er is nu niet sprake van suïcidale gedachten",
        "geen gedachten over zelfmoord", "geen enkele gedachte aan zelfmoord",
        "Suïcidaal is hij niet", "heeft nooit in haar polsen gesneden"}) {
    INFO(text);
    CHECK_FALSE(is_danger(text));
  }
}

TEST_CASE("in doubt there is danger") {
  for (const char* text :
       {"Hij zegt geen doodswens te hebben, maar ik vertrouw het niet",
        "zegt niet suïcidaal te zijn. Toch ben ik er niet gerust op", "ontkent suïcidale gedachten",
        "geen hulp bij suïcidale gedachten", "Ik weet niet of ze suïcidaal is",
        "suïcide is niet uitgesloten", "niet alleen suïcidaal, ook psychotisch",
        "Geen suïcidale gedachten, zegt ze. Er lag een afscheidsbrief.",
        "Wil dood maar doet het niet.", "Suïcidaal maar zegt het niet.",
        "Suïcidaal en weet het zelf niet.", "Komt niet van de gedachten aan zelfmoord af",
        "Komt niet los van gedachten aan zelfmoord", "Durft niet over suïcide te praten",
        "Praat niet over suïcidale gedachten", "Er is nog geen plan voor de suïcidale gedachten",
        "Niet enkel suïcidaal, ook agressief"}) {
    INFO(text);
    CHECK(is_danger(text));
  }
}

TEST_CASE("a wish to die in small words alone is searched by what it tells of") {
  const auto vocabulary = seed_vocabulary();
  for (const char* text :
       {"Meneer wil niet meer. Hij zegt dat het zo genoeg is geweest. Hij is 91.",
        "Ze wil er niet meer zijn"}) {
    INFO(text);
    CHECK(readable(text, *vocabulary) == Readable::yes);
    CHECK_FALSE(says_nothing(text, *vocabulary));
    const Understood question = understand(text, *vocabulary);
    CHECK(question.acute_danger);
    REQUIRE_FALSE(question.aspects.empty());
    CHECK(question.aspects.front().topic == "suicidaliteit");
    REQUIRE_FALSE(question.topics.empty());
    CHECK(question.topics.front() == TopicWeight{"suicidaliteit", 1.0});
  }
}

TEST_CASE("what may be a wish to die adds no topic to others that are told") {
  const Understood question =
      understand("Mevrouw heeft schulden. Ze wil niet meer.", *seed_vocabulary());
  CHECK(question.acute_danger);
  CHECK(std::none_of(question.aspects.begin(), question.aspects.end(),
                     [](const Aspect& each) { return each.topic == "suicidaliteit"; }));
}

TEST_CASE("the topics that phrases of danger tell of are there") {
  for (const AcutePhrase& phrase : acute_phrases()) {
    if (!phrase.topic.empty()) CHECK(seed_vocabulary()->find(phrase.topic) != nullptr);
    CHECK_FALSE(phrase.words.empty());
  }
}
