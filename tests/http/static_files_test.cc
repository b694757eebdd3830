// The web client's files: which are found, in which form and for how long they may be kept, and
// that no path leads past them.
#include "server/http/static_files.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/store/fixture.h"

namespace expertise::http {
namespace {

struct WebDirectory {
  WebDirectory() {
    std::filesystem::create_directory(root);
    put("index.html", "<!doctype html><title>Expertisepool</title>" + std::string(400, ' '));
    put("icon.svg", "<svg/>");
    put("robots.txt", "");
    put("assets/main-BqX1c.js", script);
    put("assets/main-Zz09d.css", "body { margin: 0 }");
    put("assets/letter-Aa11.woff2", std::string(2000, 'w'));
    put("assets/teken.vreemd", "x");
    put(".secret", "for nobody");
    put(".hidden/inside.txt", "for nobody");
    std::ofstream(directory.path() / "outside.txt") << "beside it";
    std::filesystem::create_symlink("../outside.txt", root / "link.txt");
    std::filesystem::create_directory_symlink("..", root / "up");
  }
  void put(const std::string& name, const std::string& content) const {
    const auto path = root / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }
  std::optional<Answer> get(std::string path, std::vector<Header> headers = {}) const {
    return files().answer(
        {.method = "GET", .path = std::move(path), .headers = std::move(headers)});
  }
  const StaticFiles& files() const {
    if (read.empty()) read = StaticFiles::read(root);
    return read;
  }

  TemporaryDirectory directory;
  std::filesystem::path root = directory.path() / "web";
  std::string script = "console.log('goedemorgen');" + std::string(3000, ' ');
  mutable StaticFiles read;
};

const std::vector<Header> page_wanted{{"accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};

std::string header(const Answer& answer, const std::string& name) {
  for (const auto& [each, value] : answer.headers) {
    if (each == name) return value;
  }
  return {};
}

TEST_CASE_METHOD(WebDirectory, "each file has the type of its extension", "[static]") {
  const auto [path, type] = GENERATE(
      table<std::string, std::string>({{"/", "text/html; charset=utf-8"},
                                       {"/index.html", "text/html; charset=utf-8"},
                                       {"/icon.svg", "image/svg+xml"},
                                       {"/robots.txt", "text/plain; charset=utf-8"},
                                       {"/assets/main-BqX1c.js", "text/javascript; charset=utf-8"},
                                       {"/assets/main-Zz09d.css", "text/css; charset=utf-8"},
                                       {"/assets/letter-Aa11.woff2", "font/woff2"},
                                       {"/assets/teken.vreemd", "application/octet-stream"}}));
  CAPTURE(path);
  const auto answer = get(path);
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->content_type == type);
}

TEST_CASE_METHOD(WebDirectory, "names with a hash are kept for a year, all else is asked again",
                 "[static]") {
  CHECK(header(*get("/assets/main-BqX1c.js"), "Cache-Control") ==
        "public, max-age=31536000, immutable");
  CHECK(header(*get("/"), "Cache-Control") == "no-cache");
  CHECK(header(*get("/icon.svg"), "Cache-Control") == "no-cache");
  CHECK(header(*get("/vragen", page_wanted), "Cache-Control") == "no-cache");
}

TEST_CASE_METHOD(WebDirectory, "the smallest form that the other side takes is sent", "[static]") {
  const auto coding = [&](const std::string& accepted, const std::string& path) {
    return header(*get(path, {{"accept-encoding", accepted}}), "Content-Encoding");
  };
  const std::string path = "/assets/main-BqX1c.js";
  CHECK(coding("gzip, deflate, br", path) == "br");
  CHECK(coding("gzip, br;q=0", path) == "gzip");
  CHECK(coding("GZIP;q=0.5", path) == "gzip");
  CHECK(coding("*", path) == "br");
  CHECK(coding("br;q=0, *", path) == "gzip");
  CHECK(coding("identity", path).empty());
  CHECK(coding("", path).empty());
  CHECK(coding("deflate, zstd", path).empty());
  // What is small already, or would not become smaller, goes as it is.
  CHECK(coding("gzip, br", "/assets/letter-Aa11.woff2").empty());
  CHECK(coding("gzip", "/icon.svg").empty());
}

TEST_CASE_METHOD(WebDirectory, "each form has its own tag, length and bytes", "[static]") {
  const std::string path = "/assets/main-BqX1c.js";
  const Answer plain = *get(path);
  const Answer gzip = *get(path, {{"accept-encoding", "gzip"}});
  const Answer brotli = *get(path, {{"accept-encoding", "br"}});
  CHECK(plain.body == script);
  CHECK(gzip.body.substr(0, 2) == "\x1f\x8b");
  CHECK(gzip.body.size() < 200);
  CHECK(brotli.body.size() < gzip.body.size());
  CHECK(header(plain, "ETag") != header(gzip, "ETag"));
  CHECK(header(gzip, "ETag") != header(brotli, "ETag"));
  for (const Answer& each : {plain, gzip, brotli}) {
    CHECK(header(each, "ETag").starts_with('"'));
    CHECK(header(each, "Vary") == "Accept, Accept-Encoding");
  }
}

TEST_CASE_METHOD(WebDirectory, "who has a file already is told so without a body", "[static]") {
  const std::string path = "/assets/main-BqX1c.js";
  const std::string tag = header(*get(path), "ETag");
  const auto status = [&](const std::string& tags) {
    return get(path, {{"if-none-match", tags}})->status;
  };
  CHECK(status(tag) == 304);
  CHECK(status("W/" + tag) == 304);
  CHECK(status("\"other\", " + tag) == 304);
  CHECK(status("*") == 304);
  CHECK(status("\"other\"") == 200);
  CHECK(status("") == 200);
  // The tag of another form is not the tag of what would be sent.
  CHECK(get(path, {{"if-none-match", tag}, {"accept-encoding", "br"}})->status == 200);
  const Answer answer = *get(path, {{"if-none-match", tag}});
  CHECK(answer.body.empty());
  CHECK(answer.content_type.empty());
  CHECK(header(answer, "ETag") == tag);
  CHECK(header(answer, "Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE_METHOD(WebDirectory, "a tag changes with the content and not with the reading",
                 "[static]") {
  const std::string before = header(*get("/"), "ETag");
  read = StaticFiles::read(root);
  CHECK(header(*get("/"), "ETag") == before);
  put("index.html", "<!doctype html><title>Anders</title>");
  // What was read stays what is served.
  CHECK(header(*get("/"), "ETag") == before);
  read = StaticFiles::read(root);
  CHECK(header(*get("/"), "ETag") != before);
}

TEST_CASE_METHOD(WebDirectory, "the client's own routes get its page, for who opens a page",
                 "[static]") {
  const std::string page = get("/")->body;
  for (const std::string path :
       {"/vragen", "/vragen/0190b5c0-0000-7000-8000-000000000001", "/de/pool/", "/v2.1/vragen"}) {
    CAPTURE(path);
    const auto answer = get(path, page_wanted);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == page);
    CHECK_FALSE(get(path));
    CHECK_FALSE(get(path, {{"accept", "*/*"}}));
    CHECK_FALSE(get(path, {{"accept", "application/json"}}));
    CHECK_FALSE(get(path, {{"accept", "text/html;q=0"}}));
  }
  CHECK_FALSE(get("/assets/main-old.js", page_wanted));
  CHECK_FALSE(get("/foto.png", page_wanted));
}

TEST_CASE_METHOD(WebDirectory, "no path leads to what was not read", "[static]") {
  const std::string path =
      GENERATE("/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/assets/../index.js",
               "/./icon.svg", "//icon.svg", "/assets//main-BqX1c.js", "/link.txt",
               "/up/outside.txt", "/.secret", "/.hidden/inside.txt", "/icon.svg/", "/ICON.SVG",
               "/icon.svg%00", "/assets\\main-BqX1c.js", "icon.svg", "/etc/passwd.txt");
  CAPTURE(path);
  CHECK_FALSE(get(path));
  const auto answer = get(path, page_wanted);
  // At most the page itself.
  CHECK((!answer || answer->body == get("/")->body));
}

TEST_CASE_METHOD(WebDirectory, "a directory without the page is refused", "[static]") {
  std::filesystem::remove(root / "index.html");
  CHECK_THROWS_WITH(StaticFiles::read(root), Catch::Contains("no index.html"));
  CHECK_THROWS(StaticFiles::read(root / "nowhere"));
}

TEST_CASE_METHOD(WebDirectory, "a file that is too large to hold is refused", "[static]") {
  put("assets/film.bin", "");
  const auto path = root / "assets/film.bin";
  std::filesystem::resize_file(path, StaticLimits::file_bytes);
  CHECK_NOTHROW(StaticFiles::read(root));
  std::filesystem::resize_file(path, StaticLimits::file_bytes + 1);
  CHECK_THROWS_WITH(StaticFiles::read(root), Catch::Contains("too large"));
}

TEST_CASE("without files nothing is found", "[static]") {
  const StaticFiles none;
  CHECK(none.empty());
  CHECK_FALSE(none.answer({.method = "GET", .path = "/", .headers = page_wanted}));
}

}  // namespace
}  // namespace expertise::http
