// What is sent out of the logs: read back as it was signed, and nothing else is taken for it.
#include "server/domain/signed_head.h"

#include <catch2/catch.hpp>

#include "tests/fake_env.h"

using namespace expertise;

namespace {

LogHeads some_heads() {
  LogHeads heads{.number = 12,
                 .at = at("2026-11-23T00:00:03.250Z"),
                 .pool = "00112233445566778899aabbccddeeff",
                 .event_seq = 4711,
                 .segment = "2026-11",
                 .access_seq = 90125};
  heads.event_hash.fill(0xab);
  heads.access_hash.fill(0x01);
  return heads;
}

const LogKey key{9, 8, 7};

}  // namespace

TEST_CASE("signed heads come back as they were signed", "[signed_head]") {
  LogHeads heads = some_heads();
  SECTION("with an access log") {}
  SECTION("before anything was recorded") {
    heads.segment = "-";
    heads.access_seq = 0;
    heads.access_hash = {};
  }
  const std::string line = signed_line(heads, key);
  CHECK(line.find('\n') == std::string::npos);
  const auto read = read_signed_line(line);
  REQUIRE(read);
  CHECK(read->heads == heads);
  CHECK(read->key == public_key_of(key));
}

TEST_CASE("a line that was changed in any character is no signed head", "[signed_head]") {
  const std::string line = signed_line(some_heads(), key);
  for (std::size_t i = 0; i < line.size(); ++i) {
    CAPTURE(i);
    std::string other = line;
    other[i] = other[i] == '1' ? '2' : '1';
    CHECK_FALSE(read_signed_line(other));
    other = line;
    other.erase(i, 1);
    CHECK_FALSE(read_signed_line(other));
    other = line;
    other.insert(i, 1, ' ');
    CHECK_FALSE(read_signed_line(other));
  }
  CHECK_FALSE(read_signed_line(""));
  CHECK_FALSE(read_signed_line(line + " "));
  CHECK_FALSE(read_signed_line(std::string(2'000, 'a')));
}

TEST_CASE("another key signs otherwise, and says so", "[signed_head]") {
  const LogKey other{1};
  const auto read = read_signed_line(signed_line(some_heads(), other));
  REQUIRE(read);
  CHECK(read->key == public_key_of(other));
  CHECK(read->key != public_key_of(key));
  // The key of one cannot be put in place of the key of the other.
  std::string line = signed_line(some_heads(), other);
  line.replace(line.find(key_text(read->key)), 64, key_text(public_key_of(key)));
  CHECK_FALSE(read_signed_line(line));
}

TEST_CASE("a public key is read back from its text", "[signed_head]") {
  const PublicKey open = public_key_of(key);
  CHECK(parse_key(key_text(open)) == open);
  CHECK_FALSE(parse_key("ab"));
  CHECK_FALSE(parse_key(key_text(open) + "00"));
  CHECK_FALSE(parse_key(std::string(64, 'x')));
}
