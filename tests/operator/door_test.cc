// A command given beside a serving process is carried out inside it, with its input and output.
#include "server/operator/door.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <sstream>

#include "tests/operator/fixture.h"

namespace expertise {

namespace {

struct Answer {
  std::optional<int> status;
  std::string out;
  std::string err;
};

Answer knock(const DataDirectory& data, const Command& command, const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  auto status = through_door(data, command, {in, out, err});
  return {status, out.str(), err.str()};
}

// A caller that does not speak as ours does.
void send_raw(const DataDirectory& data, std::string_view bytes) {
  int caller = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, data.door().c_str(), sizeof address.sun_path - 1);
  REQUIRE(::connect(caller, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::send(caller, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(bytes.size()));
  ::close(caller);
}

}  // namespace

TEST_CASE("nobody answers where nobody serves", "[operator]") {
  TemporaryDirectory directory;
  CHECK_FALSE(knock({directory.path()}, {"status", {}}).status);
}

TEST_CASE("a command through the door is carried out inside and answered", "[operator]") {
  OperatorFixture fixture;
  Door door(fixture.product);
  struct stat found {};
  REQUIRE(::stat(fixture.data.door().c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);

  auto added = knock(fixture.data,
                     {"user add",
                      {{"email", "bea@example.nl"},
                       {"name", "Bea Beheer"},
                       {"role", "administrator"},
                       {"password-stdin", "yes"}}},
                     "een-heel-lang-wachtwoord\n");
  CHECK(added.status == 0);
  CHECK(added.err.empty());
  auto user = fixture.product.people.user_by_email(Actor::machine_operator(), "bea@example.nl");
  REQUIRE(user);
  CHECK(added.out == user->id.text() + "\n");
  CHECK_NOTHROW(
      fixture.product.people.sign_on("bea@example.nl", "een-heel-lang-wachtwoord", "test"));

  auto wrong = knock(fixture.data, {"user add", {{"email", "x@example.nl"}}});
  CHECK(wrong.status == 2);
  CHECK(wrong.out.empty());
  CHECK(wrong.err.find("--name") != std::string::npos);
}

TEST_CASE("a whole file goes through the door", "[operator]") {
  OperatorFixture fixture;
  Door door(fixture.product);
  std::string rows;
  for (int i = 0; i < 1000; ++i) {
    rows += "{\"id\":\"" + std::to_string(i) + "\",\"name\":\"Figurant " + std::to_string(i) +
            "\",\"summary\":\"" + std::string(200, 'x') + "\"}\n";
  }
  auto done = knock(fixture.data, {"import specialists", {{"format", "jsonl"}}}, rows);
  CHECK(done.status == 0);
  CHECK(done.out.find("1000 added") != std::string::npos);
}

TEST_CASE("a caller who speaks nonsense does not keep the door shut", "[operator]") {
  OperatorFixture fixture;
  Door door(fixture.product);
  send_raw(fixture.data, "GET / HTTP/1.1\r\n\r\n");
  send_raw(fixture.data, std::string_view("c\xff\xff\xff\xff", 5));
  send_raw(fixture.data, std::string_view("c\x02\x00\x00\x00[]", 7));
  send_raw(fixture.data, "");
  CHECK(knock(fixture.data, {"verify", {}}).status == 0);
}

TEST_CASE("a door left by a killed process is replaced, and goes with its process", "[operator]") {
  OperatorFixture fixture;
  {
    int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, fixture.data.door().c_str(), sizeof address.sun_path - 1);
    REQUIRE(::bind(left, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::close(left);
  }
  CHECK_FALSE(knock(fixture.data, {"status", {}}).status);
  {
    Door door(fixture.product);
    CHECK(knock(fixture.data, {"verify", {}}).status == 0);
  }
  CHECK_FALSE(std::filesystem::exists(fixture.data.door()));
}

TEST_CASE("a data directory whose path is too long for a socket is refused", "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / std::string(100, 'd')};
  FakeEnv env;
  auto ownership = Ownership::take(data);
  Product product(data, env);
  CHECK_THROWS_WITH(Door(product), Catch::Contains("too long"));
}

}  // namespace expertise
