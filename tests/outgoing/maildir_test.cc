// A Maildir that another program delivers into, with what can lie in it.
#include "server/outgoing/maildir.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/temporary_directory.h"

namespace expertise {

namespace {

namespace fs = std::filesystem;

struct Box {
  Box() {
    for (const char* part : {"new", "cur", "tmp"}) fs::create_directory(path / part);
  }
  void deliver(const std::string& name, const std::string& mail) const {
    std::ofstream(path / "new" / name, std::ios::binary) << mail;
  }
  bool holds(const std::string& where) const {
    return fs::exists(fs::symlink_status(path / where));
  }

  TemporaryDirectory directory;
  const fs::path& path = directory.path();
};

}  // namespace

TEST_CASE("a mail is read whole and set aside as seen", "[maildir]") {
  Box box;
  Maildir maildir(box.path.string());
  CHECK(maildir.waiting(10).empty());
  const std::string mail("Subject: a\r\n\r\n\0b", 16);
  box.deliver("1.a.host", mail);
  box.deliver(".hidden", mail);
  REQUIRE(maildir.waiting(10) == std::vector<std::string>{"1.a.host"});
  CHECK(maildir.read("1.a.host") == mail);
  maildir.set_aside("1.a.host");
  CHECK(maildir.waiting(10).empty());
  CHECK(box.holds("cur/1.a.host:2,S"));
  CHECK(box.holds("new/.hidden"));
  maildir.set_aside("1.a.host");  // gone meanwhile
}

TEST_CASE("flags that a mail has already are left, and nothing is written over", "[maildir]") {
  Box box;
  Maildir maildir(box.path.string());
  box.deliver("1.a.host:2,", "a");
  maildir.set_aside("1.a.host:2,");
  CHECK(fs::file_size(box.path / "cur/1.a.host:2,S") == 1);
  box.deliver("1.a.host", "bb");
  maildir.set_aside("1.a.host");
  CHECK(fs::file_size(box.path / "cur/1.a.host:2,S") == 1);
  CHECK(fs::file_size(box.path / "cur/1.a.host.1:2,S") == 2);
  const std::string longest(254, 'x');
  box.deliver(longest, "ccc");
  maildir.set_aside(longest);
  CHECK(maildir.waiting(10).empty());
}

TEST_CASE("only a regular file of a bounded size is read", "[maildir]") {
  Box box;
  Maildir maildir(box.path.string());
  box.deliver("largest", std::string(Maildir::mail_bytes, 'x'));
  box.deliver("larger", std::string(Maildir::mail_bytes + 1, 'x'));
  fs::create_symlink("largest", box.path / "new" / "link");
  fs::create_directory(box.path / "new" / "directory");
  REQUIRE(mkfifo((box.path / "new" / "pipe").c_str(), 0600) == 0);
  CHECK(maildir.read("largest").value().size() == Maildir::mail_bytes);
  for (const char* name : {"larger", "link", "directory", "pipe", "nothing"}) {
    CAPTURE(name);
    CHECK_FALSE(maildir.read(name));
    maildir.set_aside(name);
    CHECK_FALSE(box.holds(std::string("new/") + name));
  }
  CHECK(fs::is_symlink(box.path / "cur/link:2,S"));
}

TEST_CASE("no more is listed than asked for", "[maildir]") {
  Box box;
  Maildir maildir(box.path.string());
  for (int i = 0; i < 5; ++i) box.deliver(std::to_string(i), "a");
  CHECK(maildir.waiting(3).size() == 3);
  CHECK(maildir.waiting(100).size() == 5);
}

TEST_CASE("a directory that is no Maildir is refused at the start", "[maildir]") {
  Box box;
  CHECK_THROWS_AS(Maildir((box.path / "nothing").string()), std::runtime_error);
  fs::remove(box.path / "cur");
  CHECK_THROWS_AS(Maildir(box.path.string()), std::runtime_error);
  std::ofstream(box.path / "cur") << "a file";
  CHECK_THROWS_AS(Maildir(box.path.string()), std::runtime_error);
}

}  // namespace expertise
