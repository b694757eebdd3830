// Small files that are on the disk whole, or as they were.
#include "server/operator/private_files.h"

#include <signal.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/pool/fixture.h"

namespace expertise {

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// As on a disk that is full: no file grows past this, as long as it lives.
class FullDisk {
 public:
  explicit FullDisk(rlim_t most) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{most, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("lines are added behind the last whole line", "[private files]") {
  TemporaryDirectory directory;
  const auto path = directory.path() / "list";
  append_to_private_file(path, "een\n");
  CHECK(bytes_of(path) == "een\n");
  std::ofstream(path, std::ios::app) << "half";
  append_to_private_file(path, "twee\n");
  CHECK(bytes_of(path) == "een\ntwee\n");
}

TEST_CASE("of lines that do not fit nothing is added", "[private files]") {
  TemporaryDirectory directory;
  const auto path = directory.path() / "list";
  append_to_private_file(path, "een\n");
  std::string said;
  {
    const FullDisk full(10);
    said = sentence_of([&] { append_to_private_file(path, "veel te lang om te passen\n"); });
  }
  CHECK_FALSE(said.empty());
  CHECK(bytes_of(path) == "een\n");
}

TEST_CASE("a file gets its name also where the one that had it cannot be overwritten",
          "[private files]") {
  TemporaryDirectory directory;
  const auto from = directory.path() / "next";
  const auto to = directory.path() / "key";
  std::ofstream(from) << "nieuw";
  CHECK_FALSE(replace_and_overwrite(from, to));
  CHECK(bytes_of(to) == "nieuw");
  std::ofstream(from) << "nieuwer";
  CHECK(replace_and_overwrite(from, to));
  CHECK(bytes_of(to) == "nieuwer");
}

TEST_CASE("it is told beforehand that a file cannot be written", "[private files]") {
  TemporaryDirectory directory;
  const auto path = directory.path() / "key";
  CHECK_FALSE(sentence_of([&] { must_be_writable(path); }).empty());
  std::ofstream(path) << "sleutel";
  CHECK(sentence_of([&] { must_be_writable(path); }).empty());
  CHECK(bytes_of(path) == "sleutel");
}

}  // namespace expertise
