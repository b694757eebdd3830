// Birthdays by their date: of today and of late, of years that are written, in figures.
#include <catch2/catch.hpp>
#include <chrono>

#include "search/eighteen.h"
#include "search/eighteen_in_text.h"
#include "search/question_age.h"

using namespace expertise::search;

namespace {

using std::chrono::year_month_day;
constexpr year_month_day today{std::chrono::year{2026}, std::chrono::month{11},
                               std::chrono::day{23}};

std::optional<int> days(const std::string& text) {
  return days_until_eighteen(analyse(text), today);
}
std::vector<int> ages(const std::string& text) { return ages_in(analyse(text), today); }

}  // namespace

TEST_CASE("who becomes eighteen today, or did of late, is eighteen") {
  for (const char* text : {"wordt vandaag 18 en heeft schulden",
                           "Vandaag wordt hij 18",
                           "hij wordt 18 vandaag",
                           "wordt vandaag achttien jaar",
                           "Zij werd gisteren 18",
                           "Gisteren werd ze 18",
                           "is gisteren 18 geworden",
                           "hij is vandaag 18 geworden",
                           "hij is sinds gisteren 18",
                           "werd eergisteren 18",
                           "werd vorige week 18",
                           "werd vorige maand 18",
                           "werd vorige maand 18 waardoor de pleegzorg stopte",
                           "wordt vandaag 18 jaar oud",
                           "werd een half jaar geleden 18",
                           "zoon die vorige maand 18 werd",
                           "ze werd afgelopen vrijdag 18",
                           "werd afgelopen zomer 18 en de hulp stopte",
                           "werd twee weken geleden 18",
                           "werd deze week 18",
                           "werd dit jaar 18",
                           "werd onlangs 18 jaar",
                           "werd in maart 18 en de pleegzorg stopte",
                           "werd 18 op 3 maart 2026",
                           "werd gisteren meerderjarig",
                           "Op 3 maart 2026 wordt hij 18",
                           "wordt 18 op 3-3-2026",
                           "hij wordt 23 november 18",
                           "wordt in maart 2026 18"}) {
    INFO(text);
    CHECK(ages(text) == std::vector<int>{18});
    CHECK_FALSE(days(text).has_value());
  }
  CHECK(ages("meneer werd gisteren 80") == std::vector<int>{80});
  CHECK(ages("De dosering werd vorige maand 20, nu meer").empty());
  CHECK(ages("Jongen is op 24-12 17 geworden") == std::vector<int>{17});
}

TEST_CASE("what was done of late to eighteen of something is no age") {
  for (const char* text :
       {"gisteren werd 112 gebeld", "er werd gisteren 18 keer gebeld", "werd vorige week 18 uur",
        "toen ze vorige week 18 werd", "is gisteren naar Kerkstraat 18 verhuisd",
        "werd vandaag op kamer 18 geplaatst", "toen hij 18 werd stopte alles",
        "werd 18 en stond op straat"}) {
    INFO(text);
    CHECK(ages(text).empty());
    CHECK_FALSE(days(text).has_value());
  }
}

TEST_CASE("a time that is still to come is told the same way whichever it is") {
  CHECK(days("wordt morgen 18") == 1);
  CHECK(days("wordt overmorgen 18") == 2);
  CHECK(days("wordt deze week 18") == 7);
  CHECK(days("wordt deze maand 18") == 30);
  CHECK(days("wordt dit jaar 18") == 365);
  CHECK(days("belde gisteren, hij wordt in december 18") == 22);
}

TEST_CASE("an amount behind a month is no year") {
  const auto in_march = days("Hij wordt 18 in maart");
  REQUIRE(in_march);
  CHECK(days("Hij wordt 18 in maart. 1500 euro huurschuld") == in_march);
  CHECK(days("Hij wordt 18 in maart 1500 euro huurschuld") == in_march);
  CHECK(days("wordt 18 op 3 maart, 1200 euro schuld") == days("wordt 18 op 3 maart"));
}

TEST_CASE("a year that is written counts") {
  CHECK(days("wordt 18 op 1 januari 2027") == 39);
  CHECK(days("wordt in 2027 18") == 220);
  CHECK(days("hij wordt 18 in 2028") == 586);
  CHECK(days("wordt begin 2027 18") == 70);
  CHECK(days("wordt in 2026 18") == 365);
  // Of a child it is told as it is, and nothing changes yet.
  CHECK(days("wordt in 2029 18") == 951);
  CHECK_FALSE(days("jongen van 16, broer wordt in 2030 18").has_value());
  CHECK(days("jongen van 17, broer wordt in 2030 18") == 365);
  for (const char* text : {"hij wordt 18 op 1 januari 1900", "op 1 januari 3000 wordt hij 18",
                           "wordt in 1998 18", "Op 3 maart 2024 wordt hij 18"}) {
    INFO(text);
    CHECK_FALSE(days(text).has_value());
    CHECK(ages(text).empty());
  }
}

TEST_CASE("what a year tells is told of the transition") {
  const auto vocabulary = seed_vocabulary();
  const auto of = [&](const std::string& text) {
    return transition_to_adulthood(understand(text, *vocabulary, {}, today), *vocabulary);
  };
  CHECK_FALSE(of("wordt in 2029 18, pleegzorg stopt").has_value());
  CHECK_FALSE(of("hij wordt 18 op 1 januari 1900, pleegzorg stopt").has_value());
  const auto since_march = of("Op 3 maart 2026 wordt hij 18, pleegzorg stopt");
  REQUIRE(since_march.has_value());
  CHECK(since_march->age == 18);
  const auto now = of("wordt vandaag 18 en heeft schulden");
  REQUIRE(now.has_value());
  CHECK(now->age == 18);
}

TEST_CASE("a date in figures is a date") {
  for (const char* text :
       {"wordt 18 op 24-12-2026", "wordt op 24-12-2026 18", "wordt 18 op 24/12",
        "wordt 18 op 24-12", "hij wordt op 24-12 18", "wordt 18 op 2026-12-24",
        "wordt 18 op 24/12/2026", "wordt 18 op 24.12.2026", "wordt 18 op 24-12-26",
        "Op 24-12-2026 wordt hij 18", "wordt 18 24-12-2026", "wordt 18 jaar op 24-12-2026",
        "wordt 18 op donderdag 24-12-2026", "wordt 18 op donderdag 24 december",
        "wordt 18 op 24 dec", "op 24 december wordt hij 18",
        "als hij op 24-12-2026 18 wordt stopt alles"}) {
    INFO(text);
    CHECK(days(text) == 31);
    CHECK(ages(text).empty());
  }
  CHECK(days("Hij wordt 18 5-12-2026") == 12);
  CHECK_FALSE(days("schuld sinds 24-12-2026, 18 keer gebeld").has_value());
  CHECK(ages("broers van 16-18 jaar") == std::vector<int>{16, 18});
  CHECK(ages("kinderen van 4, 7 en 9").size() == 3);
  CHECK(ages("op 3-4-2009 geboren").empty());
}

TEST_CASE("a day that a month does not have is none") {
  CHECK(days("wordt op 31 februari 18") == days("wordt in februari 18"));
  CHECK(days("wordt 18 op 31-02-2027") == days("wordt in februari 2027 18"));
  CHECK(days("wordt op 31 april 18") == days("wordt in april 18"));
  CHECK(days("wordt 18 op 35 december") == days("wordt 18 in december"));
  // Who was born on it has its birthday in other years too.
  CHECK(days("wordt op 29 februari 18") == days("wordt op 28 februari 18"));
}
