#include "server/domain/local_words.h"

#include <array>
#include <string_view>

namespace expertise {

namespace {

struct Name {
  std::string_view nl;
  std::string_view en;
  std::string_view in(Language language) const { return language == Language::nl ? nl : en; }
};

constexpr std::array<Name, 7> weekdays{{{"maandag", "Monday"},
                                        {"dinsdag", "Tuesday"},
                                        {"woensdag", "Wednesday"},
                                        {"donderdag", "Thursday"},
                                        {"vrijdag", "Friday"},
                                        {"zaterdag", "Saturday"},
                                        {"zondag", "Sunday"}}};
constexpr std::array<Name, 12> months{{{"januari", "January"},
                                       {"februari", "February"},
                                       {"maart", "March"},
                                       {"april", "April"},
                                       {"mei", "May"},
                                       {"juni", "June"},
                                       {"juli", "July"},
                                       {"augustus", "August"},
                                       {"september", "September"},
                                       {"oktober", "October"},
                                       {"november", "November"},
                                       {"december", "December"}}};

}  // namespace

std::string weekday_words(LocalDay day, Language language) {
  return std::string(weekdays[static_cast<std::size_t>(weekday_index(day))].in(language));
}

std::string date_words(LocalDay day, Language language) {
  const Name& month = months[static_cast<unsigned>(day.month()) - 1];
  return weekday_words(day, language) + " " + std::to_string(static_cast<unsigned>(day.day())) +
         " " + std::string(month.in(language));
}

std::string time_words(int minute, Language language) {
  const int past_hour = minute % 60;
  const std::string point = language == Language::nl ? "." : ":";
  return std::to_string(minute / 60) + point + (past_hour < 10 ? "0" : "") +
         std::to_string(past_hour);
}

}  // namespace expertise
