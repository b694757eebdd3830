#include "search/calendar_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "search/question_age_words.h"

namespace expertise::search {
namespace {

constexpr unsigned days_a_week = 7;
constexpr unsigned middle_of_month = 15;
constexpr unsigned most_days = 31;
constexpr unsigned most_months = 12;
constexpr int this_century = 2000;
// "op 24-12 17 geworden": an age, and no birthday to come is in such a year.
constexpr int last_age_of_interest = 23;
constexpr std::string_view who_becomes_it = "18";

constexpr std::array<std::string_view, 12> months{"januari",   "februari", "maart",    "april",
                                                  "mei",       "juni",     "juli",     "augustus",
                                                  "september", "oktober",  "november", "december"};
// May has three letters anyway.
constexpr std::array<std::string_view, 12> short_months{"jan", "feb", "mrt", "apr", "mei", "jun",
                                                        "jul", "aug", "sep", "okt", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekdays{"zondag",    "maandag", "dinsdag", "woensdag",
                                                   "donderdag", "vrijdag", "zaterdag"};

template <std::size_t count>
unsigned place_in(const std::array<std::string_view, count>& list, std::string_view word) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? 0 : static_cast<unsigned>(found - list.begin()) + 1;
}

unsigned month_of(std::string_view word) {
  const unsigned month = place_in(months, word);
  if (month != 0) return month;
  return word == "sept" ? 9 : place_in(short_months, word);
}

// The month in the middle of a season.
unsigned month_of_season(std::string_view word) {
  if (word == "winter") return 1;
  if (is_one_of(word, {"lente", "voorjaar"})) return 4;
  if (word == "zomer") return 7;
  return is_one_of(word, {"herfst", "najaar"}) ? 10 : 0;
}

std::optional<int> figures(std::string_view word) {
  int value = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = fault == std::errc() && end == word.data() + word.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<int> year_of(std::string_view word) {
  return word.size() == 4 ? figures(word) : std::nullopt;
}

// "in 2027", "begin 2027"; not an amount, a house number or the year behind a month.
std::optional<Calendar> year_at(const std::vector<Word>& words, std::size_t at) {
  if (at == 0 || !is_year(word_at(words, at))) return std::nullopt;
  const std::string_view before = word_at(words, at - 1);
  Calendar result{.month = 7, .day = 1, .year = year_of(word_at(words, at)), .whole_year = true};
  if (before == "begin") result.month = 2;
  if (before == "eind") result.month = 11;
  if (!is_one_of(before, {"in", "jaar", "begin", "eind", "half", "medio", "midden"})) {
    return std::nullopt;
  }
  return result;
}

// "maart 2027", "maart van 2027"; not "in maart. 1500 euro schuld".
std::optional<int> year_behind(const std::vector<Word>& words, std::size_t month) {
  const std::size_t before = month + (beside(words, month) == "van" ? 1 : 0);
  const auto year = year_of(beside(words, before));
  return year && !counts_something_else(words, before + 1) ? year : std::nullopt;
}

// What `date_in_figures` made.
std::optional<Calendar> read_figures(std::string_view word) {
  if (!is_date_in_figures(word)) return std::nullopt;
  const std::size_t day = word.find('-');
  const std::size_t month = std::min(word.find('-', day + 1), word.size());
  Calendar result{
      .month = static_cast<unsigned>(figures(word.substr(day + 1, month - day - 1)).value_or(0)),
      .day = static_cast<unsigned>(figures(word.substr(0, day)).value_or(0))};
  if (month < word.size()) result.year = figures(word.substr(month + 1));
  return result;
}

// A number right behind this one, with a sign or space between.
bool goes_on(const std::vector<Word>& words, std::size_t at) {
  return at + 1 < words.size() && !words[at].token.has_letter && !words[at + 1].token.has_letter &&
         words[at + 1].token.begin == words[at].token.end + 1;
}

std::optional<std::string> date_of(std::string_view day, std::string_view month,
                                   std::optional<int> year) {
  const auto d = day.size() <= 2 ? figures(day) : std::nullopt;
  const auto m = month.size() <= 2 ? figures(month) : std::nullopt;
  if (!d || !m || *d < 1 || *m < 1) return std::nullopt;
  if (static_cast<unsigned>(*d) > most_days || static_cast<unsigned>(*m) > most_months) {
    return std::nullopt;
  }
  std::string result = std::to_string(*d) + "-" + std::to_string(*m);
  if (year) result += "-" + std::to_string(*year);
  return result;
}

// Where two numbers are a day and a month, and not "16-18 jaar".
bool leads_to_a_day(std::string_view word) {
  return is_one_of(word, {"op", "wordt", "word", "werd", "rond", "per"}) || is_weekday(word);
}

}  // namespace

bool is_date_in_figures(std::string_view word) { return word.find('-') != std::string_view::npos; }

bool is_year(std::string_view word) {
  return year_of(word) &&
         (word.starts_with("19") || word.starts_with("20") || word.starts_with("21"));
}

bool is_weekday(std::string_view word) { return place_in(weekdays, word) != 0; }

bool is_month_of_date(std::string_view word) { return month_of(word) != 0; }

std::optional<DateInFigures> date_in_figures(const std::vector<Word>& words, std::size_t at) {
  std::size_t count = 1;
  while (count < 3 && goes_on(words, at + count - 1)) ++count;
  if (count < 2) return std::nullopt;
  const std::string_view first = word_at(words, at);
  const std::string_view second = word_at(words, at + 1);
  const bool led =
      at > 0 && leads_to_a_day(word_at(words, at - 1)) && !words[at].token.starts_sentence;
  std::optional<std::string> read;
  if (count == 3) {
    const std::string_view third = word_at(words, at + 2);
    if (const auto year = year_of(third)) {
      read = date_of(first, second, year);
    } else if (year_of(first)) {
      read = date_of(third, second, year_of(first));
    } else if (led && third.size() == 2 && !goes_on(words, at + 2)) {
      const int told = figures(third).value_or(0);
      if (told <= last_age_of_interest) {
        // "wordt 18 5-12"
        if (first == who_becomes_it && third != who_becomes_it) return std::nullopt;
        count = 2;
      } else {
        read = date_of(first, second, this_century + told);
      }
    }
  }
  if (count == 2 && led && !words[at].token.amount && !words[at + 1].token.continues &&
      !counts_something_else(words, at + 1) &&
      !is_one_of(beside(words, at + 1), {"jaar", "jarig", "jarige", "jarigen"})) {
    read = date_of(first, second, std::nullopt);
  }
  if (!read) return std::nullopt;
  return DateInFigures{count, *std::move(read)};
}

std::optional<Calendar> calendar_at(const std::vector<Word>& words, std::size_t at) {
  const std::string_view word = word_at(words, at);
  if (const auto date = read_figures(word)) return date;
  if (const auto year = year_at(words, at)) return year;
  if (const unsigned weekday = place_in(weekdays, word)) return Calendar{.weekday = weekday - 1};
  const auto before = at > 0 ? number(word_at(words, at - 1)) : std::nullopt;
  const unsigned named = before ? month_of(word) : place_in(months, word);
  const unsigned month = named != 0 ? named : month_of_season(word);
  if (month == 0) return std::nullopt;
  Calendar result{.month = month};
  if (named != 0 && before && *before >= 1 && *before <= static_cast<int>(most_days)) {
    result.day = static_cast<unsigned>(*before);
  }
  result.year = year_behind(words, at);
  return result;
}

int days_from(std::chrono::year_month_day today, const Calendar& then) {
  using std::chrono::sys_days;
  const sys_days now = today;
  if (then.weekday) {
    const unsigned ahead =
        (*then.weekday + days_a_week - std::chrono::weekday(now).c_encoding()) % days_a_week;
    return static_cast<int>(ahead == 0 ? days_a_week : ahead);
  }
  const std::chrono::month month(then.month);
  const auto in_year = [&](std::chrono::year year) {
    const auto last = (year / month / std::chrono::last).day();
    std::optional<std::chrono::day> day;
    if (then.day) day = std::chrono::day(*then.day);
    // Who was born on 29 February has no such day in most years; 31 February is a slip.
    const bool leap_day = then.month == 2 && then.day == 29U;
    if (day && *day > last) day = leap_day ? std::optional(last) : std::nullopt;
    sys_days found = year / month / day.value_or(std::chrono::day(middle_of_month));
    // Its middle is past, but the month is not over.
    const bool this_month = year == today.year() && month == today.month();
    if (!day && this_month && found <= now) found = year / month / last;
    if (then.whole_year && found <= now) {
      found = year / std::chrono::December / std::chrono::day(most_days);
    }
    return static_cast<int>((found - now).count());
  };
  if (then.year) return in_year(std::chrono::year(*then.year));
  const int days = in_year(today.year());
  return days < 0 ? in_year(today.year() + std::chrono::years(1)) : days;
}

}  // namespace expertise::search
