#include "server/http/browser_name.h"

#include <array>
#include <utility>

namespace expertise::http {

namespace {

using Known = std::pair<std::string_view, std::string_view>;

// In order: many browsers say that they are others too.
constexpr std::array<Known, 9> browsers{{{"Edg", "Edge"},
                                         {"OPR/", "Opera"},
                                         {"SamsungBrowser/", "Samsung Internet"},
                                         {"Firefox/", "Firefox"},
                                         {"FxiOS/", "Firefox"},
                                         {"CriOS/", "Chrome"},
                                         {"Chromium/", "Chromium"},
                                         {"Chrome/", "Chrome"},
                                         {"Safari/", "Safari"}}};

constexpr std::array<Known, 7> systems{{{"Windows", "Windows"},
                                        {"Android", "Android"},
                                        {"iPhone", "iPhone"},
                                        {"iPad", "iPad"},
                                        {"Mac OS X", "macOS"},
                                        {"CrOS", "ChromeOS"},
                                        {"Linux", "Linux"}}};

template <std::size_t size>
std::string_view first_in(std::string_view text, const std::array<Known, size>& known) {
  for (const auto& [sign, name] : known) {
    if (text.find(sign) != std::string_view::npos) return name;
  }
  return {};
}

}  // namespace

std::string browser_name(std::string_view user_agent) {
  std::string name(first_in(user_agent, browsers));
  const std::string_view system = first_in(user_agent, systems);
  if (!name.empty() && !system.empty()) name += ", ";
  name += system;
  return name;
}

}  // namespace expertise::http
