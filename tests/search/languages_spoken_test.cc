// Which languages are spoken, and where people only come from.
#include "search/languages_spoken.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "search/question.h"

using namespace expertise::search;

namespace {

using Codes = std::vector<std::string>;

Codes spoken(const std::string& text) { return languages_spoken(text, analyse(text)); }

}  // namespace

TEST_CASE("a language that is spoken, understood or asked for is read") {
  CHECK(spoken("spreekt alleen Tigrinya") == Codes{"ti"});
  CHECK(spoken("Turkstalig gezin") == Codes{"tr"});
  CHECK(spoken("een Turkssprekende hulpverlener") == Codes{"tr"});
  CHECK(spoken("er is een tolk Arabisch nodig") == Codes{"ar"});
  CHECK(spoken("met een Arabische tolk") == Codes{"ar"});
  CHECK(spoken("wie Pools spreekt") == Codes{"pl"});
  CHECK(spoken("Moedertaal: Turks") == Codes{"tr"});
  CHECK(spoken("Zij spreekt Arabisch, Frans en Turks") == Codes{"ar", "tr", "fr"});
  CHECK(spoken("spreekt geen Nederlands, alleen Turks") == Codes{"tr"});
  CHECK(spoken("spreekt geen Nederlands maar Arabisch") == Codes{"ar"});
  CHECK(spoken("Spreekt geen Nederlands. Arabische tolk nodig.") == Codes{"ar"});
  CHECK(spoken("brieven vertalen naar het Turks") == Codes{"tr"});
  CHECK(spoken("Gebruikt Nederlandse Gebarentaal") == Codes{"dse"});
  CHECK(spoken("Geen Nederlandse Gebarentaal? Nederlandse Gebarentaal spreekt zij") ==
        Codes{"dse"});
  CHECK(spoken("Nederlands met Gebaren") == Codes{"nmg"});
  CHECK(spoken("Turks") == Codes{"tr"});
}

TEST_CASE("what people are called is a sign of their language") {
  CHECK(spoken("Poolse man zonder huis") == Codes{"pl"});
  CHECK(spoken("Turkse alleenstaande moeder met schulden") == Codes{"tr"});
  CHECK(spoken("Syrisch gezin in een te klein huis") == Codes{"ar"});
  CHECK(spoken("een vrouw uit Polen met schulden") == Codes{"pl"});
  CHECK(spoken("Mevrouw is Turks en valt vaak") == Codes{"tr"});
}

TEST_CASE("origin, food and television are no language") {
  for (const char* text : {"Haar moeder is in Marokko gebleven", "Meneer eet graag Franse kaas",
                           "kijkt de hele dag Turkse televisie", "de zoon woont in Polen",
                           "ging op vakantie naar Marokko", "Praat veel over Marokko",
                           "kan terug naar Polen", "kan naar de Turkse bakker",
                           "kan in Polen wonen", "examen Engels niet gehaald vanwege schulden"}) {
    INFO(text);
    CHECK(spoken(text).empty());
  }
}

TEST_CASE("a language that is not spoken or not needed is not asked for") {
  for (const char* text :
       {"Hij spreekt geen Turks", "geen Turks nodig", "Arabische tolk niet nodig bij moeder",
        "spreekt geen Nederlands of Engels", "Spreekt geen Nederlandse Gebarentaal"}) {
    INFO(text);
    CHECK(spoken(text).empty());
  }
}

TEST_CASE("a neighbourhood that somebody left is not that of the question") {
  const std::vector<std::string> places{"Kruiskamp", "De Koppel"};
  const auto in = [&](const std::string& text) {
    return understand(text, *seed_vocabulary(), places).neighbourhoods;
  };
  CHECK(in("woonde vroeger in Kruiskamp").empty());
  CHECK(in("Hij woonde in de Koppel tot zijn scheiding").empty());
  CHECK(in("is verhuisd uit Kruiskamp naar de Koppel") == Codes{"De Koppel"});
  CHECK(in("woont niet meer in Kruiskamp").empty());
  CHECK(in("gaat niet naar school in Kruiskamp") == Codes{"Kruiskamp"});
  CHECK(in("Gezin woont in Kruiskamp") == Codes{"Kruiskamp"});
  CHECK(in("woonde in Kruiskamp. Nu in de Koppel.") == Codes{"De Koppel"});
}
