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
                           "Er is haast!",
                           "er is haast, morgen is het te laat",
                           "we hebben haast",
                           "We hebben haast met de aanvraag",
                           "haast geboden",
                           "Gas en stroom worden morgen afgesloten",
                           "Morgen is de afsluiting van het water",
                           "Het gezin mag morgen niet dakloos worden",
                           "Ik had een dringende vraag",
                           "Hij werd vorig jaar ziek en heeft dringend hulp nodig",
                           "werd gisteren acuut dakloos",
                           "Meneer werd acuut verward en dwaalt",
                           "Wij zoeken met spoed iemand",
                           "met spoed een plek bij wie vorig jaar hulp gaf",
                           "Met spoed iemand die hem vorig jaar zag",
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
        "is niet acuut", "Het gezin wordt morgen niet ontruimd",
        "de ontruiming van morgen gaat niet door"}) {
    INFO(text);
    CHECK_FALSE(urgent(text));
  }
}

TEST_CASE("what looks like haste and is not has none") {
  for (const char* text : {"Hij kan haast niet meer lopen",
                           "wil urgentie voor een woning",
                           "is met spoed opgenomen",
                           "kind met spoed weggehaald",
                           "dringend eigen gebruik door de verhuurder",
                           "gisteren was hij nog thuis",
                           "morgen is het gesprek met school",
                           "binnen 6 weken beslist de gemeente",
                           "vanavond was zij te laat",
                           "werd vorig jaar ontruimd",
                           "schulden",
                           "Hij heeft haast geen contacten",
                           "Zij is haast blind",
                           "is haast nooit thuis",
                           "Hij valt haast bij elke stap",
                           "Morgen is de afsluiting van het traject",
                           "Vandaag de casus afgesloten",
                           "Ze ziet er vandaag goed uit.",
                           "Vorig jaar met spoed naar het ziekenhuis gebracht",
                           "werd in 2019 acuut ziek",
                           "Twee jaar geleden acuut ziek geworden"}) {
    INFO(text);
    CHECK_FALSE(urgent(text));
  }
}
