// Ages that are told otherwise than as a number of years, and whose they are not.
#include "search/question_age_bands.h"

#include <catch2/catch.hpp>
#include <string>

#include "search/question.h"
#include "search/question_age.h"
#include "search/question_age_words.h"

using namespace expertise::search;

namespace {

const std::chrono::year_month_day today{std::chrono::year(2026), std::chrono::November,
                                        std::chrono::day(24)};

std::optional<AgeBand> band(const std::string& text) { return age_of(analyse(text), today); }

std::vector<int> ages(const std::string& text) { return ages_in(analyse(text), today); }

}  // namespace

TEST_CASE("ages in words and short forms are read") {
  CHECK(number("eenentwintig") == 21);
  CHECK(number("vijfenzeventig") == 75);
  CHECK(number("negentig") == 90);
  CHECK_FALSE(number("ontwintig").has_value());
  CHECK_FALSE(number("entwintig").has_value());
  CHECK(band("M 17 jr blowt") == AgeBand{17, 17});
  CHECK(band("17jr, blowt") == AgeBand{17, 17});
  CHECK(band("jongen van zeventien") == AgeBand{17, 17});
  CHECK(band("jongen van zeventien blowt") == AgeBand{17, 17});
  CHECK(band("vrouw van vijfenzeventig") == AgeBand{75, 75});
  CHECK(band("Ze is tachtig en valt") == AgeBand{80, 80});
  CHECK(band("twaalfjarige slaat zijn moeder") == AgeBand{12, 12});
  CHECK(band("kinderen van vier en zeven") == AgeBand{4, 7});
}

TEST_CASE("numbers in words that count something else are no ages") {
  for (const char* text :
       {"moeder van drie", "moeder van 3", "hij is een van twee", "ze is twee banen kwijt",
        "driejarige opleiding", "hij is dertig jaar verslaafd", "ze is vier maanden zwanger"}) {
    INFO(text);
    CHECK(ages(text).empty());
  }
}

TEST_CASE("about how old somebody is can be said in tens") {
  CHECK(band("een tachtiger die valt") == AgeBand{80, 89});
  CHECK(band("begin-dertigers met schulden") == AgeBand{30, 33});
  CHECK(band("vrouw begin dertig") == AgeBand{30, 33});
  CHECK(band("eind twintig, dakloos") == AgeBand{27, 29});
  CHECK(band("man rond de 40") == AgeBand{38, 42});
  CHECK(band("vrouw in de 50") == AgeBand{50, 59});
  CHECK(band("halverwege dertig") == AgeBand{34, 36});
  for (const char* text :
       {"rond de 40 euro", "eind 2026 loopt het af", "begin 20 maart", "rond 40 uur"}) {
    INFO(text);
    CHECK_FALSE(band(text).has_value());
  }
}

TEST_CASE("a year of birth tells the age before and after the birthday of this year") {
  CHECK(band("Mevrouw geboren in 1941") == AgeBand{84, 85});
  CHECK(band("meneer van 1948") == AgeBand{77, 78});
  CHECK(band("vrouw (1990), schulden") == AgeBand{35, 36});
  CHECK_FALSE(age_of(analyse("Mevrouw geboren in 1941")).has_value());
  CHECK_FALSE(band("ruzie over het huis van 1948").has_value());
  CHECK_FALSE(band("schulden sinds 2019").has_value());
  CHECK_FALSE(band("Vader 2019 overleden").has_value());
  CHECK_FALSE(band("man 2019 overleden").has_value());
}

TEST_CASE("somebody's age of now may be told as a birthday") {
  CHECK(band("woont op zijn 35e nog thuis") == AgeBand{35, 35});
  CHECK_FALSE(band("op zijn 35e verlamd geraakt").has_value());
  CHECK(band("man van 50, op zijn 35e nog gezond") == AgeBand{50, 50});
}

TEST_CASE("the class of primary school tells the age") {
  CHECK(band("jongen in groep 7 wordt gepest") == AgeBand{10, 11});
  CHECK(band("zit in groep een") == std::nullopt);
  CHECK(band("groep 1") == AgeBand{4, 5});
  CHECK_FALSE(band("een groep 8 mensen").has_value());
  CHECK_FALSE(band("groep 9").has_value());
  CHECK(band("jongen van 12 in groep 7") == AgeBand{12, 12});
}

TEST_CASE("numbers that tell children apart are no ages") {
  CHECK(ages("kind 1 is 8 jaar, kind 2 is 12 jaar") == std::vector<int>{8, 12});
  CHECK(band("kind 1 is 8 jaar, kind 2 is 12 jaar") == AgeBand{8, 12});
  CHECK(ages("kind 1\t8\tschool\nkind 2\t12\tthuis") == std::vector<int>{8, 12});
  CHECK(ages("Kind 1 gaat naar school, kind 2 niet").empty());
  CHECK(ages("zoon 8 en dochter 12") == std::vector<int>{8, 12});
}

TEST_CASE("children of grown-ups who are no children any more, or not yet, tell no age") {
  for (const char* text :
       {"Mevrouw heeft alzheimer, de kinderen wonen ver weg",
        "Ouders met LVB verwachten hun eerste kind", "haar volwassen kinderen bellen nooit",
        "de kinderen zijn het huis uit", "heeft geen kinderen", "als kind misbruikt"}) {
    INFO(text);
    CHECK_FALSE(band(text).has_value());
  }
  CHECK(band("Moeder is gevlucht met haar kinderen") == AgeBand{0, 17});
  CHECK(band("weduwe met jonge kinderen") == AgeBand{0, 17});
  CHECK(band("De kinderen zijn uit huis geplaatst") == AgeBand{0, 17});
  CHECK(band("Kind dreigt uit huis geplaatst te worden") == AgeBand{0, 17});
  CHECK(band("Echtpaar 79 en 84, de kinderen wonen ver weg") == AgeBand{79, 84});
}

TEST_CASE("who becomes 18 in so many days is of that age, and the days stay when it is set") {
  const auto& vocabulary = *seed_vocabulary();
  const Understood question = understand("wordt over vier maanden 18", vocabulary);
  CHECK(question.age == AgeBand{17, 17});
  CHECK(question.days_until_eighteen == 120);
  const Understood jongere = understand("jongere wordt over vier maanden 18", vocabulary);
  CHECK(jongere.age == AgeBand{17, 17});
  const auto set = [&](const std::string& text, int years) {
    return corrected(understand(text, vocabulary), {{}, {}, {}, {.ages = {{years, years}}}},
                     vocabulary)
        .days_until_eighteen;
  };
  CHECK(set("jongere met schulden wordt over vier maanden 18", 17) == 120);
  CHECK(set("moeder van 40, dochter wordt over vier maanden 18", 17) == 120);
  CHECK(set("moeder van 40, dochter wordt over 14 maanden 18", 17) == 365);
  CHECK(set("moeder van 40, dochter wordt over vier maanden 18", 12) == std::nullopt);
}

TEST_CASE("a text of nothing but ages is read to its end") {
  std::string text;
  for (int i = 0; i < 15'000; ++i) text += "20 jaar ";
  CHECK(ages(text).size() == 15'000);
  std::string list = "kinderen van vier";
  for (int i = 0; i < 11'999; ++i) list += " en twee";
  CHECK(ages(list).size() == 12'000);
}
