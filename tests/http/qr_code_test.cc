// A QR code as a picture: the three corners that every reader looks for, and an edge of light.
#include "server/http/qr_code.h"

#include <catch2/catch.hpp>
#include <regex>
#include <set>
#include <stdexcept>

namespace expertise::http {

namespace {

std::set<std::pair<int, int>> dark_squares(const std::string& path) {
  static const std::regex stroke("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  std::set<std::pair<int, int>> dark;
  std::size_t read = 0;
  for (std::sregex_iterator each(path.begin(), path.end(), stroke), end; each != end; ++each) {
    read += static_cast<std::size_t>(each->length());
    CHECK((*each)[3] == (*each)[4]);
    const int x = std::stoi((*each)[1]);
    for (int i = 0; i < std::stoi((*each)[3]); ++i) dark.insert({x + i, std::stoi((*each)[2])});
  }
  CHECK(read == path.size());
  return dark;
}

}  // namespace

TEST_CASE("a QR code has its corners and a light edge", "[qr]") {
  const QrCode made = qr_code("otpauth://totp/Expertisepool:nel%40voorbeeld.test?secret=ABC");
  const auto dark = dark_squares(made.path);
  const int last = made.size - 1;
  for (const auto& [x, y] : dark) {
    CHECK((x >= 4 && y >= 4 && x <= last - 4 && y <= last - 4));
  }
  for (const auto& [x, y] : {std::pair(4, 4), std::pair(last - 10, 4), std::pair(4, last - 10)}) {
    for (int i = 0; i < 7; ++i) {
      for (int j = 0; j < 7; ++j) {
        const bool ring = i == 0 || j == 0 || i == 6 || j == 6;
        const bool heart = i >= 2 && i <= 4 && j >= 2 && j <= 4;
        CHECK(dark.contains({x + i, y + j}) == (ring || heart));
      }
    }
  }
}

TEST_CASE("a text that does not fit is no QR code", "[qr]") {
  CHECK_THROWS_AS(qr_code(std::string(5000, 'x')), std::runtime_error);
}

}  // namespace expertise::http
