// What a browser says of itself becomes a few words that we know.
#include "server/http/browser_name.h"

#include <catch2/catch.hpp>

namespace expertise::http {

TEST_CASE("a browser is named in a few words, and nothing is kept as it came", "[session]") {
  const auto [said, name] = GENERATE(table<std::string, std::string>({
      {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
       "Firefox, Windows"},
      {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
       "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
       "Edge, Windows"},
      {"Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) "
       "Chrome/140.0.0.0 Mobile Safari/537.36",
       "Chrome, Android"},
      {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
       "Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
       "Safari, iPhone"},
      {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
       "Version/18.5 Safari/605.1.15",
       "Safari, macOS"},
      {"curl/8.5.0", ""},
      {"<script>alert(1)</script>", ""},
      {"", ""},
  }));
  CHECK(browser_name(said) == name);
}

}  // namespace expertise::http
