// A data directory has one owner, and its master key is never replaced.
#include "server/operator/product.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/operator/fixture.h"

namespace expertise {

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("one process at a time owns a data directory", "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  auto first = Ownership::take(data);
  REQUIRE(first);
  CHECK(fs::status(data.root).permissions() == fs::perms::owner_all);
  CHECK_FALSE(Ownership::take(data));
  first.reset();
  CHECK(Ownership::take(data));
}

TEST_CASE("the master key is made once, for its owner only", "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  FakeEnv env;
  auto ownership = Ownership::take(data);
  { Product product(data, env); }
  CHECK(fs::file_size(data.key()) == 32);
  CHECK(fs::status(data.key()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  auto made = fs::last_write_time(data.key());
  { Product product(data, env); }
  CHECK(fs::last_write_time(data.key()) == made);
}

TEST_CASE("the key of the logs is made once, for its owner only, and anew when it is gone",
          "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  FakeEnv env;
  auto ownership = Ownership::take(data);
  LogKey first{};
  { first = Product(data, env).log_key; }
  CHECK(fs::file_size(data.log_key()) == 32);
  CHECK(fs::status(data.log_key()).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  { CHECK(Product(data, env).log_key == first); }
  fs::remove(data.log_key());
  { CHECK(Product(data, env).log_key != first); }
}

TEST_CASE("a pool whose key is gone is not opened, and gets no new key", "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  FakeEnv env;
  auto ownership = Ownership::take(data);
  { Product product(data, env); }
  fs::rename(data.key(), directory.path() / "key");
  CHECK_THROWS_WITH(Product(data, env), Catch::Contains("master key"));
  CHECK_FALSE(fs::exists(data.key()));

  fs::rename(directory.path() / "key", data.key());
  CHECK_NOTHROW(Product(data, env));
}

TEST_CASE("a pool whose database is gone or empty is not opened, and gets no new one",
          "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  CHECK_THROWS_WITH(must_hold_pool(data), Catch::Contains("there is no pool"));
  CHECK_FALSE(fs::exists(data.root));
  FakeEnv env;
  auto ownership = Ownership::take(data);
  { Product product(data, env); }
  CHECK_NOTHROW(must_hold_pool(data));
  fs::rename(data.database(), directory.path() / "pool.db");
  const auto is_told = [&] {
    CHECK_THROWS_WITH(must_hold_pool(data), Catch::Contains("missing or empty"));
    CHECK_THROWS_WITH(Product(data, env), Catch::Contains("missing or empty"));
  };
  is_told();
  CHECK_FALSE(fs::exists(data.database()));
  std::ofstream(data.database()).close();
  is_told();
  CHECK(fs::file_size(data.database()) == 0);

  fs::rename(directory.path() / "pool.db", data.database());
  CHECK_NOTHROW(Product(data, env));
}

TEST_CASE("a beginning that failed is no pool that is lost", "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  FakeEnv env;
  auto ownership = Ownership::take(data);
  std::ofstream(data.key()) << "kort";
  CHECK_THROWS_WITH(Product(data, env), Catch::Contains("32 bytes"));
  fs::remove(data.key());
  CHECK_NOTHROW(Product(data, env));
}

TEST_CASE("a key of another pool, or of another length, is refused", "[operator]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  FakeEnv env;
  auto ownership = Ownership::take(data);
  { Product product(data, env); }
  auto write_key = [&](std::size_t length) {
    std::ofstream(data.key(), std::ios::binary | std::ios::trunc) << std::string(length, 'x');
  };
  write_key(31);
  CHECK_THROWS_WITH(Product(data, env), Catch::Contains("32 bytes"));
  write_key(33);
  CHECK_THROWS_WITH(Product(data, env), Catch::Contains("32 bytes"));
  write_key(32);
  CHECK_THROWS_AS(Product(data, env), std::runtime_error);
}

}  // namespace expertise
