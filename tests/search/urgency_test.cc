// What cannot wait, and what can.
#include "search/urgency.h"

#include <catch2/catch.hpp>
#include <string>

using namespace expertise::search;

namespace {

bool urgent(const std::string& text) { return is_urgent(text, analyse(text)); }

}  // namespace

TEST_CASE("haste is read as people say it") {
  for (const char* text : {"graag vandaag nog reactie",
                           "Spoed!",
                           "met spoed een plek gezocht",
                           "met spoed gezocht: een bed",
                           "zo spoedig mogelijk antwoord",
                           "dringend advies nodig",
                           "een dringende vraag",
                           "er is haast bij",
                           "dit kan niet wachten",
                           "vanavond moet er een bed zijn",
                           "vanmiddag nog graag contact",
                           "Gezin staat nu op straat",
                           "staat op straat met twee kinderen",
                           "morgen wordt het gezin ontruimd",
                           "Ze moet er overmorgen uit",
                           "binnen 24 uur moet er iets zijn",
                           "binnen twee dagen opgelost",
                           "graag deze week nog",
                           "Over 2 dagen is de ontruiming",
                           "kan vannacht nergens slapen"}) {
    INFO(text);
    CHECK(urgent(text));
  }
}

TEST_CASE("what is said to have no haste has none") {
  for (const char* text :
       {"Het heeft geen spoed", "geen haast", "Er is geen haast bij, wel graag advies",
        "Is niet dringend", "het is niet zo dringend", "Niet urgent, wel belangrijk",
        "spoed is er niet", "geen medische spoed", "Spoed? Nee.", "hoeft niet vandaag nog",
        "is niet acuut"}) {
    INFO(text);
    CHECK_FALSE(urgent(text));
  }
}

TEST_CASE("what looks like haste and is not has none") {
  for (const char* text :
       {"Hij kan haast niet meer lopen", "wil urgentie voor een woning", "is met spoed opgenomen",
        "kind met spoed weggehaald", "dringend eigen gebruik door de verhuurder",
        "gisteren was hij nog thuis", "morgen is het gesprek met school",
        "binnen 6 weken beslist de gemeente", "vanavond was zij te laat",
        "werd vorig jaar ontruimd", "schulden"}) {
    INFO(text);
    CHECK_FALSE(urgent(text));
  }
}
