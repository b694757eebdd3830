#include "server/domain/local_words.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace expertise {

namespace {

LocalDay day_of(const std::string& text) { return parse_local_date(text).value(); }

}  // namespace

TEST_CASE("every day of the week has its name in both languages", "[local_words]") {
  std::vector<std::string> dutch, english;
  for (int i = 0; i < 7; ++i) {
    // From a Monday on, over the end of a year.
    const LocalDay day = plus_days(day_of("2026-12-28"), i);
    dutch.push_back(weekday_words(day, Language::nl));
    english.push_back(weekday_words(day, Language::en));
  }
  CHECK(dutch == std::vector<std::string>{"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
                                          "zaterdag", "zondag"});
  CHECK(english == std::vector<std::string>{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                            "Saturday", "Sunday"});
}

TEST_CASE("a date is said with its day and month in both languages", "[local_words]") {
  CHECK(date_words(day_of("2026-11-24"), Language::nl) == "dinsdag 24 november");
  CHECK(date_words(day_of("2026-11-24"), Language::en) == "Tuesday 24 November");
  CHECK(date_words(day_of("2028-02-29"), Language::nl) == "dinsdag 29 februari");
  const std::vector<std::string> dutch{"januari",   "februari", "maart",    "april",
                                       "mei",       "juni",     "juli",     "augustus",
                                       "september", "oktober",  "november", "december"};
  const std::vector<std::string> english{"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
  for (unsigned month = 1; month <= 12; ++month) {
    const LocalDay first{std::chrono::year(2026), std::chrono::month(month), std::chrono::day(1)};
    CHECK(date_words(first, Language::nl).ends_with(" 1 " + dutch[month - 1]));
    CHECK(date_words(first, Language::en).ends_with(" 1 " + english[month - 1]));
  }
}

TEST_CASE("a time of day is said with two digits of minutes", "[local_words]") {
  CHECK(time_words(0, Language::nl) == "0.00");
  CHECK(time_words(9 * 60 + 5, Language::nl) == "9.05");
  CHECK(time_words(9 * 60 + 5, Language::en) == "9:05");
  CHECK(time_words(14 * 60 + 30, Language::en) == "14:30");
  CHECK(time_words(24 * 60 - 1, Language::nl) == "23.59");
}

}  // namespace expertise
