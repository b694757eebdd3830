#include "server/http/fixed_headers.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace expertise::http {

namespace {

using Fixed = std::pair<const char*, const char*>;

/// Nothing of it is guessed at, framed or shared with another site.
constexpr std::array<Fixed, 4> common{{{"X-Content-Type-Options", "nosniff"},
                                       {"X-Frame-Options", "DENY"},
                                       {"Referrer-Policy", "no-referrer"},
                                       {"Cross-Origin-Opener-Policy", "same-origin"}}};

/// Nothing is kept in between, nothing of it is a page, a frame or a script.
constexpr std::array<Fixed, 4> of_api{
    {{"Cache-Control", "no-store"},
     {"Content-Security-Policy",
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
     {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
     {"Vary", "Accept-Language, Authorization, Cookie"}}};

/// Trusted types: no text of a person ever becomes a script, even where a script would let it.
constexpr std::array<Fixed, 3> of_pages{
    {{"Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
     {"Permissions-Policy",
      "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
      "encrypted-media=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), "
      "midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"},
     {"Cross-Origin-Resource-Policy", "same-origin"}}};

template <std::size_t N>
void add(Answer& answer, const std::array<Fixed, N>& headers) {
  for (const auto& [name, value] : headers) answer.headers.emplace_back(name, value);
}

std::string http_date(Instant instant) {
  using std::chrono::floor;
  const auto day = floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{floor<std::chrono::seconds>(instant - day)};
  constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::size_t length = sizeof "Thu, 05 Mar 2026 08:30:00 GMT";
  std::array<char, 2 * length> made{};
  std::snprintf(made.data(), made.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                weekdays[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return made.data();
}

}  // namespace

void add_api_headers(Answer& answer, std::string_view version, Language language, Instant now) {
  const bool is_open =
      std::any_of(answer.headers.begin(), answer.headers.end(),
                  [](const auto& header) { return header.first == "Access-Control-Allow-Origin"; });
  answer.headers.emplace_back("API-Version", version);
  answer.headers.emplace_back("Date", http_date(now));
  add(answer, common);
  add(answer, of_api);
  answer.headers.emplace_back("Cross-Origin-Resource-Policy",
                              is_open ? "cross-origin" : "same-origin");
  if (!answer.content_type.empty()) {
    answer.headers.emplace_back("Content-Language", code(language));
  }
}

void add_page_headers(Answer& answer, Instant now) {
  answer.headers.emplace_back("Date", http_date(now));
  add(answer, common);
  add(answer, of_pages);
}

}  // namespace expertise::http
