#include "server/pool/passwords.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <span>
#include <thread>
#include <vector>

#include "schema/embedded.h"
#include "search/words.h"
#include "server/pool/password_rules.h"
#include "server/pool/throttle.h"
#include "tests/fake_env.h"

namespace expertise {

std::span<const EmbeddedFile> breached_passwords();

namespace {

std::string fault_of(std::string_view password, std::string_view email = "nel@voorbeeld.test") {
  auto fault = password_fault(password, {email, "Nienke de Bakker"}, "/password");
  return fault ? fault->code : "";
}

}  // namespace

TEST_CASE("in production a password costs three passes over 64 MiB", "[passwords]") {
  PasswordStrength strength;
  CHECK(strength.passes == 3);
  CHECK(strength.memory_bytes == 64u * 1024 * 1024);
  Passwords passwords(strength);
  std::string hash = passwords.hash("kuiper-maandag-7-appel");
  CHECK(hash.find("$argon2id$v=19$m=65536,t=3,p=1$") == 0);
}

TEST_CASE("a password matches its own hash and no other", "[passwords]") {
  Passwords passwords(PasswordStrength::cheap());
  std::string hash = passwords.hash("kuiper-maandag-7-appel");
  CHECK(passwords.matches(hash, "kuiper-maandag-7-appel"));
  CHECK_FALSE(passwords.matches(hash, "kuiper-maandag-7-appeL"));
  CHECK_FALSE(passwords.matches(hash, ""));
  CHECK_FALSE(passwords.matches("geen hash", "kuiper-maandag-7-appel"));
  CHECK(passwords.hash("kuiper-maandag-7-appel") != hash);
  // Whole, also at its longest.
  const std::string longest(200, 'k');
  CHECK_FALSE(passwords.matches(passwords.hash(longest), longest.substr(0, 199) + "l"));
}

TEST_CASE("where there is no hash nothing matches, not even the dummy's own password",
          "[passwords]") {
  Passwords passwords(PasswordStrength::cheap());
  CHECK_FALSE(passwords.matches(std::nullopt, "nobody has this password"));
  CHECK_FALSE(passwords.matches(std::nullopt, ""));
}

TEST_CASE("the nineteenth at once is refused, and nobody of the others is lost", "[passwords]") {
  // Strong enough that the two at work are still at work when the others have come.
  Passwords passwords({.passes = 4, .memory_bytes = 32u << 20});
  std::atomic<int> done{0}, refused{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 40; ++i) {
    callers.emplace_back([&] {
      try {
        passwords.matches(std::nullopt, "wat dan ook");
        ++done;
      } catch (const Refusal& refusal) {
        if (refusal.reason() == Reason::unavailable && refusal.detail() == "too_busy") ++refused;
      }
    });
  }
  for (auto& caller : callers) caller.join();
  CHECK(done + refused == 40);
  CHECK(done >= 18);
  CHECK(refused > 0);
  CHECK_FALSE(passwords.matches(std::nullopt, "weer ruimte"));
}

TEST_CASE("a password has twelve to two hundred characters of sound text", "[passwords]") {
  CHECK(fault_of("elf tekens!") == "too_short");
  CHECK(fault_of("x8Kq!vT2pLw") == "too_short");
  CHECK(fault_of("x8Kq!vT2pLw9") == "");
  CHECK(fault_of("éàüïøñßçâêîô") == "");
  std::string longest;
  while (longest.size() < 200) longest += "vier woorden op een rij ";
  CHECK(fault_of(longest.substr(0, 200)) == "");
  CHECK(fault_of(longest.substr(0, 199) + "xx") == "too_long");
  CHECK(fault_of("kuiper\xff maandag") == "not_utf8");
  CHECK(fault_of(std::string_view("kuiper\0maandag", 14)) == "control_character");
  CHECK(fault_of("") == "required");
}

TEST_CASE("a password that many would try is refused", "[passwords]") {
  auto password = GENERATE(as<std::string>{}, "wachtwoord123", "Wachtwoord2026!", "Welkom2026!!",
                           "password1234", "123456789012", "qwertyuiop123", "aaaaaaaaaaaa",
                           "abababababab", "1q2w3e4r5t6y", "zyxwvutsrqpo", "2026-gemeente-2026",
                           "nel@voorbeeld.test", "NEL@voorbeeld.test", "Zomer2026!Zomer",
                           "Welkom01Welkom01", "Amsterdam2026!", "Feyenoord1908", "liverpoolfc123",
                           "iloveyou1234", "passwordpassword", "qazwsxedc123", "azertyuiopqs",
                           "21091984210984", "ikhouvanjou123", "thankyouverymuch");
  CAPTURE(password);
  CHECK(fault_of(password) == "password_too_common");
}

TEST_CASE("a sentence or a random row of signs is fine", "[passwords]") {
  auto password = GENERATE(as<std::string>{}, "kuiper-maandag-7-appel", "mijn hond eet graag kaas",
                           "x8Kq!vT2pLw9", "Wijkteam met de groene deur");
  CAPTURE(password);
  CHECK(fault_of(password) == "");
}

TEST_CASE("one's own name and address are no password", "[passwords]") {
  auto password = GENERATE(as<std::string>{}, "Nienke1984!!", "nienkebakker1984", "NienkeBakker!!",
                           "bakker.nienke", "n1enk3bakker!");
  CAPTURE(password);
  CHECK(fault_of(password) == "password_too_common");
}

TEST_CASE("one or two Dutch words with a number are too easy to guess", "[passwords]") {
  auto password = GENERATE(as<std::string>{}, "koekjestrommel", "Vergaderzaal12", "vakantie2026!",
                           "lekkerweertje", "hoofdletter1234", "zonnebloempit");
  CAPTURE(password);
  CHECK(fault_of(password) == "password_too_common");
}

TEST_CASE("four Dutch words are taken", "[passwords]") {
  auto password = GENERATE(as<std::string>{}, "fiets lamp wolk tandpasta", "boom huis kind maan",
                           "paarse olifant leest krant", "trein aap noot mies",
                           "kaasfietsregenstoel", "welkom-in-de-pool", "negen ganzen in het riet");
  CAPTURE(password);
  CHECK(fault_of(password) == "");
}

TEST_CASE("what is found most in breaches is refused, every one that is long enough",
          "[passwords]") {
  std::size_t count = 0;
  for (const EmbeddedFile& each : breached_passwords()) {
    search::each_line(each.content, [&](std::string_view line) {
      CAPTURE(line);
      CHECK(line.size() >= 12);
      CHECK(fault_of(line) == "password_too_common");
      ++count;
    });
  }
  CHECK(count == 308);
  CHECK(fault_of("POLNIYpizdec0211") == "password_too_common");
}

TEST_CASE("the longest password is judged by its first hundred bytes", "[passwords]") {
  const std::string start = "kuiper maandag appel " + std::string(79, 'a');
  CHECK(password_bits(start + "x8Kq!vT2pLw9", {}) == password_bits(start, {}));
}

TEST_CASE("a throttle remembers a bounded number of keys", "[passwords]") {
  Throttle throttle({.free_failures = 1, .keys_most = 3});
  Instant now = at("2026-03-05T08:30:00Z");
  for (const char* key : {"a", "b", "c", "d"}) {
    throttle.attempt(key, now);
    now += std::chrono::milliseconds(1);
  }
  // The one that failed longest ago was forgotten; the others still wait.
  CHECK_THROWS_AS(throttle.attempt("d", now), Refusal);
  CHECK_THROWS_AS(throttle.attempt("b", now), Refusal);
  CHECK_NOTHROW(throttle.attempt("a", now));
}

TEST_CASE("the delay of a throttle grows up to a quarter of an hour", "[passwords]") {
  Throttle throttle({.free_failures = 1});
  Instant now = at("2026-03-05T08:30:00Z");
  std::vector<std::string> delays;
  for (int i = 0; i < 8; ++i) {
    throttle.attempt("nel", now);
    try {
      throttle.attempt("nel", now);
    } catch (const Refusal& refusal) {
      delays.push_back(refusal.parameters().at("retry_after"));
      now += std::chrono::seconds(std::stoi(delays.back()));
    }
  }
  CHECK(delays == std::vector<std::string>{"30", "60", "120", "240", "480", "900", "900", "900"});
}

}  // namespace expertise
