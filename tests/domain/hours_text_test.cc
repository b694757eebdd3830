// Weekly hours in Dutch sentences, read and written.
#include "server/domain/hours_text.h"

#include <catch2/catch.hpp>
#include <random>

using namespace expertise;

namespace {

// "1 540-720 780-1020|4 540-720": day numbers from Monday = 1.
std::string plain(const WeeklyHours& hours) {
  std::string text;
  for (std::size_t day = 0; day < 7; ++day) {
    if (hours[day].empty()) continue;
    if (!text.empty()) text += "|";
    text += std::to_string(day + 1);
    for (TimeRange range : hours[day])
      text.append(" ")
          .append(std::to_string(range.from))
          .append("-")
          .append(std::to_string(range.to));
  }
  return text;
}

std::string read(std::string_view sentence) {
  HoursReading reading = parse_hours(sentence);
  if (!reading.understood()) return std::string("? ").append(reading.not_understood);
  Availability availability;
  availability.weekly = reading.hours;
  CHECK(faults(availability).empty());
  return plain(reading.hours);
}

}  // namespace

TEST_CASE("hours are read as people say them", "[hours_text]") {
  auto [sentence, hours] = GENERATE(table<const char*, const char*>({
      {"ma, di en do ochtend", "1 540-720|2 540-720|4 540-720"},
      {"maandag t/m donderdag 9-17", "1 540-1020|2 540-1020|3 540-1020|4 540-1020"},
      {"wo 13:00-17:00 en vr middag", "3 780-1020|5 780-1020"},
      {"elke werkdag van 9 tot 12", "1 540-720|2 540-720|3 540-720|4 540-720|5 540-720"},
      {"ma-wo 8.30-12.00 uur", "1 510-720|2 510-720|3 510-720"},
      {"Maandag tot en met woensdag van 8:30 tot 12 uur", "1 510-720|2 510-720|3 510-720"},
      {"van maandag tot woensdag, ochtend", "1 540-720|2 540-720|3 540-720"},
      {"Dinsdagochtend en donderdagmiddag", "2 540-720|4 780-1020"},
      {"dinsdagavonden", "2 1080-1260"},
      {"ma ochtend en middag", "1 540-720 780-1020"},
      {"ma. en di. 's ochtends", "1 540-720|2 540-720"},
      {"ma en di; wo avond", "1 540-1020|2 540-1020|3 1080-1260"},
      {"ma hele dag, di ochtend", "1 540-1020|2 540-720"},
      {"de hele dag op vrijdag", "5 540-1020"},
      {"dinsdag", "2 540-1020"},
      {"ochtenden op maandag en dinsdag", "1 540-720|2 540-720"},
      {"elke ochtend", "1 540-720|2 540-720|3 540-720|4 540-720|5 540-720"},
      {"9-12", "1 540-720|2 540-720|3 540-720|4 540-720|5 540-720"},
      {"elke werkdag behalve woensdag 9-12", "1 540-720|2 540-720|4 540-720|5 540-720"},
      {"elke werkdag 9-12, behalve wo en vr", "1 540-720|2 540-720|4 540-720"},
      {"elke werkdag 9-12, vrijdag niet", "1 540-720|2 540-720|3 540-720|4 540-720"},
      {"ma t/m vr ochtend, niet op donderdag", "1 540-720|2 540-720|3 540-720|5 540-720"},
      {"doordeweeks vanaf 13:00", "1 780-1020|2 780-1020|3 780-1020|4 780-1020|5 780-1020"},
      {"di vanaf 18 uur", "2 1080-1260"},
      {"wo tot 12 uur", "3 540-720"},
      {"do tussen 10 en 12 uur", "4 600-720"},
      {"do half 10 tot half 12", "4 570-690"},
      {"vr 9u30 – 11u", "5 570-660"},
      {"vr 0930-1100", "5 570-660"},
      {"vr 05:00-7:00", "5 300-420"},
      {"za 0:00-24:00", "6 0-1440"},
      {"vr t/m ma 9-10", "1 540-600|5 540-600|6 540-600|7 540-600"},
      {"weekend avond", "6 1080-1260|7 1080-1260"},
      {"elke dag 9-10", "1 540-600|2 540-600|3 540-600|4 540-600|5 540-600|6 540-600|7 540-600"},
      {"ma 9-12 en 11-14", "1 540-840"},
      {"ma 9-12 en 12-14, di 9-10", "1 540-840|2 540-600"},
      {"Ik werk op ma/di/do van 9 tot 17 uur.", "1 540-1020|2 540-1020|4 540-1020"},
      {"MAANDAG 9.00-12.00u\nDINSDAG 13.00-15.00u", "1 540-720|2 780-900"},
      {"ma-ochtend, do-middag", "1 540-720|4 780-1020"},
      {"Geen vaste uren", ""},
      {"", ""},
      {" , ; ", ""},
  }));
  CAPTURE(sentence);
  CHECK(read(sentence) == hours);
}

TEST_CASE("what is not understood is given back as it was written", "[hours_text]") {
  auto [sentence, piece] = GENERATE(table<const char*, const char*>({
      {"ma ochtend in de oneven weken", "oneven"},
      {"om de week op dinsdag", "week"},
      {"ma 17-9", "17-9"},
      {"ma 9-5", "9-5"},
      {"ma 1 tot 3", "1 tot 3"},
      {"ma 9.75-12", "9.75"},
      {"ma 25-26", "25"},
      {"ma 9", "9"},
      {"ma 9-", "9"},
      {"op afspraak", "afspraak"},
      {"maandah ochtend", "maandah"},
      {"Maandag en Dinsdah", "Dinsdah"},
      {"behalve woensdag", "behalve"},
      {"24/7", "24"},
      {"ma 12345", "12345"},
      {"elke werkdag 9-12 behalve wo, za ochtend", "ochtend"},
      {"vrijdag niet ochtend", "ochtend"},
      {"月曜日", "月曜日"},
      {"ma\xff", "ma\xff"},
  }));
  CAPTURE(sentence);
  CHECK(read(sentence) == std::string("? ").append(piece));
}

TEST_CASE("a sentence past its bound is not understood", "[hours_text]") {
  std::string longest = "ma ochtend" + std::string(490, ' ');
  CHECK(read(longest) == "1 540-720");
  CHECK_FALSE(parse_hours(longest + " ").understood());
  std::string many = "ma ";
  for (int hour = 6; hour < 19; ++hour)
    many += std::to_string(hour) + ":00-" + std::to_string(hour) + ":30 ";
  CHECK_FALSE(parse_hours(many).understood());
}

TEST_CASE("hours are written as people say them", "[hours_text]") {
  auto [sentence, written] = GENERATE(table<const char*, const char*>({
      {"di, ma en do van 9 tot 12", "ma, di en do ochtend"},
      {"ma-do 9-16; vr 9-12", "ma t/m do 9.00-16.00 uur; vr ochtend"},
      {"elke werkdag 9-17", "elke werkdag hele dag"},
      {"elke dag 18-21", "elke dag avond"},
      {"ma t/m wo, vr en zo 8:30-9:00", "ma t/m wo, vr en zo 8.30-9.00 uur"},
      {"ma ochtend, 13-14 en avond", "ma ochtend, 13.00-14.00 uur en avond"},
      {"", "Geen vaste uren"},
  }));
  CHECK(hours_text(parse_hours(sentence).hours) == written);
}

TEST_CASE("what is written is read back as the same hours", "[hours_text]") {
  std::mt19937 random(5);
  for (int round = 0; round < 1000; ++round) {
    WeeklyHours hours;
    for (auto& ranges : hours) {
      if (random() % 3 == 0) continue;
      int cursor = static_cast<int>(random() % 700);
      for (std::size_t count = random() % 4; count > 0 && cursor < 1380; --count) {
        int to = std::min(1440, cursor + 1 + static_cast<int>(random() % 300));
        ranges.push_back({cursor, to});
        cursor = to + 1 + static_cast<int>(random() % 200);
      }
    }
    if (random() % 2) hours[1] = hours[2] = hours[4] = hours[0];
    std::string text = hours_text(hours);
    if (text.size() > 500) continue;
    CAPTURE(text);
    CHECK(parse_hours(text).not_understood == "");
    CHECK(plain(parse_hours(text).hours) == plain(hours));
  }
}

TEST_CASE("no bytes at all upset the reading of hours", "[hours_text]") {
  std::mt19937 random(6);
  static constexpr const char* pieces[] = {
      "ma",   "-",    "t/m",  " ", "9",   ":",       "30",       "tot",  "en met", "\xe2",
      "\x80", "niet", "half", ";", "uur", "behalve", "hele dag", "elke", ".",      "vanaf"};
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t k = random() % 14; k > 0; --k) text += pieces[random() % std::size(pieces)];
    Availability availability;
    availability.weekly = parse_hours(text).hours;
    CAPTURE(text);
    CHECK(faults(availability).empty());
  }
}
