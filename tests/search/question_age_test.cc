// Of whose eighteenth birthday a text speaks, and whether it is still to come.
#include "search/question_age.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>

#include "search/eighteen_in_text.h"

using namespace expertise::search;

namespace {

std::optional<int> days(const std::string& text) { return days_until_eighteen(analyse(text)); }
std::vector<int> ages(const std::string& text) { return ages_in(analyse(text)); }
bool gives(const std::string& text, int age) {
  const std::vector<int> all = ages(text);
  return std::find(all.begin(), all.end(), age) != all.end();
}
constexpr int within_the_year = 365;

using std::chrono::year_month_day;
constexpr year_month_day today{std::chrono::year{2026}, std::chrono::month{11},
                               std::chrono::day{22}};

std::optional<int> days_from_today(const std::string& text) {
  return days_until_eighteen(analyse(text), today);
}

std::optional<AgeBand> band(const std::string& text) { return age_of(analyse(text)); }

}  // namespace

TEST_CASE("a birthday that is told with its time is that far off") {
  const std::vector<std::pair<const char*, int>> told{
      {"jongen wordt over vier maanden 18", 120},
      {"hij is over 6 weken 18", 42},
      {"hij is over zes weken achttien jaar", 42},
      {"dochter wordt over een half jaar 18", 180},
      {"wordt over anderhalf jaar 18", 540},
      {"wordt over een jaar 18", 360},
      {"zij wordt binnen 3 maanden 18", 90},
      {"wordt over ongeveer drie maanden 18", 90},
      {"wordt over 3 mnd 18", 90},
      {"wordt over een paar maanden 18", 90},
      {"hij wordt 18 over drie maanden", 90},
      {"is over 2 maanden meerderjarig", 60},
      {"volgende maand wordt ze 18", 30},
      {"ze wordt volgende week 18", 7},
      {"hij wordt morgen 18", 1},
      {"hij is bijna 18", 60},
      {"hij is bijna 18 jaar", 60},
      {"jongen van bijna 18 jaar met LVB", 60},
      {"bijna 18, begeleiding stopt", 60},
      {"zoon bijna achttien en geen plan", 60},
      {"ze is bijna meerderjarig", 60},
      {"haar dochter wordt binnenkort 18", 60},
      {"moeder (42) van jongen die over 3 maanden 18 wordt", 90},
      {"moeder van 42, zoon wordt over 3 maanden 18", 90},
      {"jongen van 17 wordt over vier maanden 18", 120},
      {"dochter, 18 over drie maanden, wil op kamers", 90},
      {"bijna 18-jarige jongen", 60},
      {"jongere met lvb, is al bijna 18 jaar", 60},
      {"LVB jongere bijna 18 jaar", 60},
      {"Sam bijna 18 en dakloos", 60},
      {"wordt over 4 maanden 18; broer wordt over 14 maanden 18", 120},
  };
  for (const auto& [text, expected] : told) {
    INFO(text);
    CHECK(days(text) == expected);
    CHECK_FALSE(gives(text, 18));
  }
}

TEST_CASE("a birthday without a date is known to come within the year") {
  for (const char* text :
       {"hij wordt in maart 18 en de begeleiding stopt",
        "wordt op 12 maart 18",
        "hij wordt dit jaar 18 jaar",
        "in mei wordt zijn dochter 18",
        "als ze 18 wordt stopt alles",
        "als mijn zoon 18 wordt",
        "zodra hij 18 is moet hij weg",
        "een meisje dat 18 wordt",
        "zijn 18e verjaardag nadert",
        "haar achttiende verjaardag komt eraan",
        "de 18e verjaardag van haar zoon",
        "voor zijn 18e moet er een plan zijn",
        "vlak voor haar 18de is er nog geen woning",
        "rond haar achttiende verjaardag",
        "richting zijn 18e",
        "alle hulp stopt op zijn achttiende",
        "wat na zijn achttiende",
        "na haar 18e verjaardag stopt de begeleiding",
        "vanaf zijn 18e stopt de jeugdhulp",
        "mag tot zijn 18e in het pleeggezin blijven, en dan?",
        "hij is nog net geen 18",
        "vrouw met een zoon, voor zijn 18e moet er een plan zijn",
        "is nog geen 18 en zwanger",
        "wordt in mei meerderjarig",
        "meisje van zeventien jaar",
        "wordt in juni 2027 18",
        "ze wordt vrijdag 18",
        "zodra Sam 18 is stopt de jeugdhulp",
        "hij loopt tegen de 18 en de hulp stopt",
        "dochter, 18 in maart, wil op kamers",
        "tot hij 18 is mag hij blijven",
        "hij wordt eind van het jaar 18",
        "zij is 17",
        "Mw. (44) heeft een zoon die in oktober 18 wordt",
        "woont tot aan zijn 18e in een gezinshuis",
        "mijn zoon is nu 17",
        "vader van 50 en kinderen van 12 en 17",
        "als hij 18 wordt stopt alles, zegt moeder (42)",
        "moeder van 45 maakt zich zorgen over haar zoon, voor zijn 18e moet er hulp zijn",
        "vrouw van 45 met een zoon, rond zijn 18e verjaardag stopt de begeleiding"}) {
    INFO(text);
    CHECK(days(text) == within_the_year);
    CHECK_FALSE(gives(text, 18));
  }
}

TEST_CASE("a birthday that is long past does not come") {
  for (const char* text : {"drinkt sinds zijn 18e",
                           "sinds zijn 18e verjaardag verslaafd",
                           "sinds haar achttiende verjaardag niet meer thuis geweest",
                           "vanaf zijn 18e dakloos",
                           "vanaf haar 18e verjaardag op straat",
                           "na zijn 18e verjaardag in de schulden gekomen",
                           "na haar 18e op zichzelf gaan wonen",
                           "zat tot zijn 18e in een pleeggezin",
                           "mevrouw woonde tot haar achttiende in een instelling",
                           "tot zijn 18e in pleegzorg",
                           "op zijn 18e uit huis gezet",
                           "op haar achttiende verjaardag werd ze op straat gezet",
                           "rond zijn 18e psychotisch geworden",
                           "had voor zijn 18e al vastgezeten",
                           "vierde haar 18e verjaardag in de crisisopvang",
                           "Vrouw van 34, zat tot haar 18e in een pleeggezin",
                           "Vrouw van 34, tot haar 18e in een pleeggezin, moet nu haar huis uit",
                           "Man (52), voor zijn 18e in een internaat",
                           "Man van 40, rond zijn 18e eerste psychose",
                           "Meneer van 61 moet sinds zijn 18e medicijnen slikken",
                           "toen hij 18 werd stopte alles",
                           "werd 18 en stond op straat",
                           "toen ze 17 jaar was ging ze het huis uit",
                           "toen hij 17 was verhuisde hij",
                           "nog voor zijn 18e vader geworden",
                           "hij had op zijn 18e verjaardag niets geregeld",
                           "sinds hij 18 is drinkt hij",
                           "man van 40, op 18-jarige leeftijd dakloos",
                           "op 17-jarige leeftijd moeder geworden",
                           "voor haar 18e al zwanger",
                           "mevrouw, voor haar 18e in pleegzorg",
                           "moeder was 17 toen hij werd geboren",
                           "heeft tot haar 18e in een pleeggezin gezeten"}) {
    INFO(text);
    CHECK_FALSE(days(text).has_value());
    CHECK_FALSE(gives(text, 18));
    CHECK_FALSE(gives(text, 17));
  }
}

TEST_CASE("of a child it is not near, and of a young person the age says it") {
  for (const char* text :
       {"jongen van 12 blijft tot zijn 18e in het pleeggezin", "meisje van 9; als ze 18 wordt",
        "broers van 8 en 12, voor hun 18e moet er een plan zijn"}) {
    INFO(text);
    CHECK_FALSE(days(text).has_value());
  }
  // The age that is given says more than a birthday without a date.
  CHECK_FALSE(days("meisje van 16, voor haar 18e moet er een plan zijn").has_value());
  CHECK(ages("meisje van 16, voor haar 18e moet er een plan zijn") == std::vector<int>{16});
  CHECK_FALSE(days("jongen van 19, tot zijn 18e in pleegzorg").has_value());
  CHECK(days("broertje van 12, hij wordt in maart 18") == within_the_year);
}

TEST_CASE("eighteen of something else is no birthday and no age") {
  for (const char* text : {"bijna 18 jaar getrouwd",
                           "ze zijn bijna 18 jaar samen",
                           "bijna 18 jaar verslaafd",
                           "bijna 18 jaar geleden gescheiden",
                           "bijna 18 jaar in dienst",
                           "bijna 18 maanden dakloos",
                           "kind van bijna 18 maanden",
                           "bijna 18 uur per dag op bed",
                           "bijna 18 kilo afgevallen",
                           "bijna 18 kg kwijt",
                           "bijna 18 duizend euro schuld",
                           "bijna 18.000 euro schuld",
                           "over 2 weken 18 uur begeleiding per week",
                           "over 2 weken 18 gesprekken gehad",
                           "over drie maanden 18 kinderen op de groep",
                           "over 3 weken 18:30 uur afspraak",
                           "18 jaar getrouwd",
                           "al 18 jaar verslaafd",
                           "is 18 jaar verslaafd geweest",
                           "18 jaar geleden gescheiden",
                           "is 18 jaar samen met haar man",
                           "18 jaar later",
                           "18 maanden ziek",
                           "kind van 18 maanden",
                           "18 kilo afgevallen",
                           "18 uur per week hulp",
                           "hij wordt 18 uur per week begeleid",
                           "wordt 18 keer per dag gebeld",
                           "wordt 18 kilo lichter",
                           "op 18 maart wordt gebeld",
                           "wordt op 18 maart geopereerd",
                           "er wordt door 18 mensen geklaagd",
                           "heeft 18 katten",
                           "voor de 18e moet de huur betaald",
                           "op de 18e van de maand is het geld op",
                           "haar achttiende afspraak",
                           "komt voor de 18e keer niet",
                           "in de achttiende eeuw",
                           "Kerkstraat 18 wordt ontruimd",
                           "drinkt al bijna 18 jaar",
                           "al bijna 18 jaar drinkt hij",
                           "heeft bijna 18 jaar ervaring",
                           "na bijna 18 jaar huwelijk",
                           "haar partner is 18 jaar ouder",
                           "gebruikt 18 jaar",
                           "krijgt over 2 weken 18 foto's",
                           "wordt 18-2 gehoord",
                           "schuld van 18 mille",
                           "zit 18 jaar in de cel",
                           "bijna 18 jaar mantelzorger",
                           "op 18 jaar",
                           "vanaf 18 jaar betaalt iedereen zelf",
                           "hulp tot 18 jaar",
                           "over twee weken 18 jaar getrouwd",
                           "na 18 jaar huwelijk gescheiden"}) {
    INFO(text);
    CHECK_FALSE(days(text).has_value());
    CHECK_FALSE(gives(text, 18));
  }
}

TEST_CASE("who is eighteen does not become it") {
  for (const char* text : {"jongen van 18 wordt uit huis gezet", "Meisje (18) wordt bedreigd",
                           "jongen van 18 jaar wordt begeleid", "ze is net 18 geworden",
                           "Man, 18 jaar, wordt dakloos", "jongen 18 wordt mishandeld"}) {
    INFO(text);
    CHECK_FALSE(days(text).has_value());
    CHECK(ages(text) == std::vector<int>{18});
  }
}

TEST_CASE("the ways in which people say that a birthday is near") {
  const std::vector<std::pair<const char*, int>> told{
      {"wordt morgen 18", 1},
      {"Jongen wordt overmorgen 18", 2},
      {"volgende week 18", 7},
      {"Sam is volgende week 18", 7},
      {"over een half jaar 18", 180},
      {"dochter over drie maanden 18", 90},
      {"over drie maanden 18", 90},
      {"over 3 maanden 18, hulp stopt", 90},
      {"is bijna 18", 60},
      {"is bijna 18 en heeft geen plan", 60},
      {"hij is net geen 18", within_the_year},
      {"wordt in de zomer 18", within_the_year},
      {"ze wordt in de lente 18", within_the_year},
  };
  for (const auto& [text, expected] : told) {
    INFO(text);
    CHECK(days(text) == expected);
    CHECK_FALSE(gives(text, 18));
  }
}

TEST_CASE("a birthday with its day, month or season is counted from today") {
  const std::vector<std::pair<const char*, int>> told{
      {"op 3 maart 2027 wordt hij 18", 101},
      {"hij wordt 3 maart 18", 101},
      {"wordt op 12 december 18", 20},
      {"hij wordt in maart 18 en de begeleiding stopt", 113},
      {"in mei wordt zijn dochter 18", 174},
      {"dochter, 18 in maart, wil op kamers", 113},
      {"wordt in juni 2027 18", 205},
      {"in januari opgenomen, wordt in juni 18", 205},
      {"wordt in de zomer 18", 235},
      {"wordt komende winter 18", 54},
      {"wordt 22 november 2027 18", 364},
      {"wordt in maart 2028 18", 479},
      // The month is not over; which day it is nobody says.
      {"wordt in november 18", 8},
      {"ze wordt vrijdag 18", 5},
      {"hij wordt over drie maanden 18", 90},
  };
  for (const auto& [text, expected] : told) {
    INFO(text);
    CHECK(days_from_today(text) == expected);
  }
  // The words may stand in any order, and the year may be named beside the month.
  const std::vector<std::pair<const char*, int>> elsewhere{
      {"wordt volgend jaar in maart 18", 113},
      {"wordt volgend jaar in december 18", 388},
      {"volgend jaar in december wordt hij 18", 388},
      {"wordt in december van volgend jaar 18", 388},
      {"volgend jaar wordt zijn dochter op 3 december 18", 376},
      {"wordt 18 in december volgend jaar", 388},
      {"hij wordt 18 in december van volgend jaar", 388},
      {"wordt volgend jaar 18 in december", 388},
      {"hij wordt 18 volgend jaar in december", 388},
      {"wordt in de zomer van 2028 18", 601},
      {"wordt in december van 2027 18", 388},
      {"de uitkering stopt volgend jaar, hij wordt in december 18", 23},
      {"Hij wordt 18 op 3 maart 2027", 101},
      {"wordt 18 op 3 maart", 101},
      {"hij wordt 18 jaar op 3 maart", 101},
      {"zij wordt achttien jaar in maart", 113},
      {"zij wordt 18 op 18 maart", 116},
      {"wordt 18 in de zomer", 235},
      {"wordt 18 in de zomer van 2028", 601},
      {"wordt 18 half maart en de begeleiding stopt", 113},
      {"wordt 18 medio maart", 113},
      {"wordt 18 eind december", 23},
      {"ze wordt 18 op vrijdag", 5},
      {"mijn zoon die 18 wordt op 3 maart", 101},
      {"in maart wordt hij 18, in de zomer verhuist hij", 113},
  };
  for (const auto& [text, expected] : elsewhere) {
    INFO(text);
    CHECK(days_from_today(text) == expected);
    CHECK_FALSE(gives(text, 18));
  }
  // Not the birthday has that date.
  CHECK_FALSE(days_from_today("jongen 18 op 3 maart opgenomen").has_value());
  CHECK(days_from_today("hij wordt 18 en op 3 maart stopt de hulp") == within_the_year);
  // A year that is past is a slip of the pen or long ago: no birthday is counted from it.
  CHECK_FALSE(days_from_today("op 3 maart 2025 wordt hij 18").has_value());
  CHECK(days_from_today("jongen van 17, in maart opgenomen") == within_the_year);
}

TEST_CASE("years and a half, and years with months, are the age of now") {
  const std::vector<std::pair<const char*, int>> told{
      {"jongen van 17,5 jaar", 180},
      {"Meisje (17,5) in een pleeggezin", 180},
      {"jongen van 17.5 jaar", 180},
      {"jongen van 17½ jaar", 180},
      {"jongen van 17 en een half jaar", 180},
      {"zeventien en een half jaar, woont bij oma", 180},
      {"jongen van 17 jaar en 10 maanden", 60},
      {"Jongen, 17 jaar en tien maanden, LVB", 60},
      {"dochter van 17 jaar, 9 maanden", 90},
  };
  for (const auto& [text, expected] : told) {
    INFO(text);
    CHECK(days(text) == expected);
    CHECK(ages(text) == std::vector<int>{17});
    CHECK(band(text) == AgeBand{17, 17});
  }
  CHECK(ages("kind van 2,5 jaar") == std::vector<int>{2});
  CHECK_FALSE(days("kind van 2,5 jaar").has_value());
  CHECK(ages("kind van 4 jaar en 3 maanden") == std::vector<int>{4});
  CHECK(ages("kinderen van 4, 7 en 9") == std::vector<int>{4, 7, 9});
}

TEST_CASE("eighteen of money, parts and days is no birthday") {
  for (const char* text :
       {"bijna 18% van de huur", "bijna 18 % van de huur", "heeft bijna € 18 per dag",
        "wordt 18% hoger", "de huur wordt € 18 hoger", "bijna 18 dagen", "over 18 dagen",
        "18 dagen", "18 euro", "bijna 18 euro over", "bijna €18,50 over", "bijna 17,5% rente",
        "man betaalt 17,5% rente", "17,5 euro", "17,5 uur per week"}) {
    INFO(text);
    CHECK_FALSE(days(text).has_value());
    CHECK(ages(text).empty());
  }
}

TEST_CASE("the age is that of whom the question is about, not of a relative beside them") {
  CHECK(band("moeder (42) met kinderen van 4 en 7") == AgeBand{42, 42});
  CHECK(band("moeder (42) en haar kinderen van 4 en 7") == AgeBand{42, 42});
  CHECK(band("Mevrouw van 35 met drie kinderen (4, 7 en 9) en schulden") == AgeBand{35, 35});
  CHECK(band("Man van 50, zijn dochter van 16 woont bij haar moeder") == AgeBand{50, 50});
  CHECK(band("Meisje van 15 met een broer van 23 die dealt") == AgeBand{15, 15});
  CHECK(band("man (61), partner van 48") == AgeBand{61, 61});
  CHECK(band("vrouw van 30 heeft een 4-jarige zoon") == AgeBand{30, 30});
  // The client is named, and only the partner's age is.
  CHECK_FALSE(band("Mevrouw wordt geslagen door haar partner van 40").has_value());
}

TEST_CASE("when only a child's age is named, or help is asked about it, the child counts") {
  CHECK(band("zijn kinderen zijn 3 en 5") == AgeBand{3, 5});
  CHECK(ages("zijn kinderen zijn 3 en 5") == std::vector<int>{3, 5});
  CHECK(band("haar dochter van 16") == AgeBand{16, 16});
  CHECK(band("Mevrouw met een zoon van 16 die niet naar school gaat") == AgeBand{16, 16});
  CHECK(band("vrouw van 45 maakt zich zorgen over haar zoon van 15") == AgeBand{15, 45});
  CHECK(band("zoon van 19 in pleegzorg, moeder van 52") == AgeBand{19, 52});
  CHECK(band("dochter (45) zorgt voor moeder van 82") == AgeBand{45, 82});
  CHECK(band("broer van 40 drinkt") == AgeBand{40, 40});
  CHECK(band("broers van 12 en 17") == AgeBand{12, 17});
  // Every age still tells of an eighteenth birthday.
  CHECK(ages("moeder (42) met zoon van 17") == std::vector<int>{42, 17});
  CHECK(days("moeder (42) met zoon van 17") == within_the_year);
}
