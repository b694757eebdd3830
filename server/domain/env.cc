#include "server/domain/env.h"

#include <sodium.h>

#include <cstdio>
#include <stdexcept>

namespace expertise {

namespace {

class SystemEnv : public Env {
 public:
  SystemEnv() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  }
  Instant now() override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  void random(std::span<std::uint8_t> bytes) override {
    randombytes_buf(bytes.data(), bytes.size());
  }
};

// Reads exactly `digits` decimal digits at `at`, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    char c = text[at + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Minutes east of UTC in `Z` or `+hh:mm`; nothing when it is neither. `-00:00` says that the offset
// is not known, and is no moment to us.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z") return 0;
  if (text == "-00:00") return std::nullopt;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  int hours = number_at(text, 1, 2);
  int minutes = number_at(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  int total = hours * 60 + minutes;
  return text[0] == '-' ? -total : total;
}

}  // namespace

IdBytes Env::new_uuid() {
  IdBytes bytes{};
  random(bytes);
  auto ms = static_cast<std::uint64_t>(now().time_since_epoch().count());
  for (int i = 0; i < 6; ++i)
    bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return bytes;
}

std::unique_ptr<Env> system_env() { return std::make_unique<SystemEnv>(); }

std::string rfc3339(Instant instant) {
  auto day = std::chrono::floor<std::chrono::days>(instant);
  std::chrono::year_month_day date(day);
  auto ms = (instant - day).count();
  char text[40];
  int used = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", int(date.year()),
                           unsigned(date.month()), unsigned(date.day()), int(ms / 3'600'000),
                           int(ms / 60'000 % 60), int(ms / 1000 % 60));
  std::string result(text, static_cast<std::size_t>(used));
  if (ms % 1000 != 0) {
    std::snprintf(text, sizeof text, ".%03d", int(ms % 1000));
    result += text;
  }
  return result + "Z";
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || text.size() > 40) return std::nullopt;
  int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  int hour = number_at(text, 11, 2), minute = number_at(text, 14, 2),
      second = number_at(text, 17, 2);
  if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  if (year < 1 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
      second < 0 || second > 59) {
    return std::nullopt;
  }
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                   std::chrono::day(unsigned(day))};
  if (!date.ok()) return std::nullopt;
  std::size_t at = 19;
  int ms = 0;
  if (text[at] == '.') {
    int scale = 100;
    std::size_t first = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
      ms += scale * (text[at++] - '0');
      scale /= 10;
    }
    if (at == first) return std::nullopt;
  }
  auto offset = offset_minutes(text.substr(at));
  if (!offset) return std::nullopt;
  return Instant(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute - *offset) + std::chrono::seconds(second) +
         std::chrono::milliseconds(ms);
}

}  // namespace expertise
