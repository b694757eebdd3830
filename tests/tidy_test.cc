// The shape of the code, enforced: which folder may include which, where heavy headers may stand,
// which calls and names are banned. Reads the sources as text; knows nothing of what they do.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Source {
  std::string path;  // from the root
  std::vector<std::string> lines;
};

std::vector<Source> sources(const std::vector<std::string>& folders,
                            const std::vector<std::string>& extensions = {".h", ".cc"}) {
  fs::path root(EXPERTISEPOOL_SOURCE_DIR);
  std::vector<Source> found;
  for (const auto& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      const bool is_wanted =
          std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
      if (!entry.is_regular_file() || !is_wanted) continue;
      Source source{fs::relative(entry.path(), root).string(), {}};
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) source.lines.push_back(line);
      found.push_back(std::move(source));
    }
  }
  REQUIRE(found.size() > 20);
  return found;
}

std::vector<std::string> breaches(
    const std::vector<Source>& all,
    const std::function<bool(const Source&, const std::string&)>& breach) {
  std::vector<std::string> found;
  for (const auto& source : all) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (breach(source, source.lines[i])) {
        found.push_back(source.path + ":" + std::to_string(i + 1) + ": " + source.lines[i]);
      }
    }
  }
  return found;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& each) { return text.rfind(each, 0) == 0; });
}

std::string included(const std::string& line) {
  static const std::regex include(R"(^\s*#include\s*[<"]([^>"]+)[>"])");
  std::smatch match;
  return std::regex_search(line, match, include) ? match[1].str() : std::string();
}

}  // namespace

TEST_CASE("includes go downwards only", "[tidy]") {
  // Of our own headers, a file in the folder may include those that begin like this.
  const std::map<std::string, std::vector<std::string>> allowed{
      {"search/", {"search/"}},
      {"server/domain/", {"server/domain/", "schema/embedded.h"}},
      {"server/store/", {"server/store/", "server/domain/", "schema/"}},
      {"server/outgoing/", {"server/outgoing/", "server/domain/"}},
      {"server/pool/",
       {"server/pool/", "server/outgoing/outgoing.h", "server/store/store.h",
        "server/store/case_text.h", "server/store/signing_on.h", "server/domain/", "search/",
        "schema/embedded.h"}},
      {"server/http/",
       {"server/http/", "server/pool/", "server/store/store.h", "server/store/case_text.h",
        "server/domain/", "search/", "schema/"}},
      {"server/operator/",
       {"server/operator/", "server/outgoing/", "server/pool/", "server/store/store.h",
        "server/domain/", "search/", "schema/"}},
      {"clients/cli/", {"clients/cli/"}},
  };
  auto found = breaches(sources({"search", "server", "clients/cli"}), [&](const Source& source,
                                                                          const std::string& line) {
    std::string header = included(line);
    if (!starts_with_any(header, {"search/", "server/", "clients/", "schema/", "tests/"}))
      return false;
    for (const auto& [folder, headers] : allowed) {
      if (source.path.rfind(folder, 0) == 0) return !starts_with_any(header, headers);
    }
    return source.path != "server/main.cc";
  });
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("what pages of the web client share knows no page", "[tidy]") {
  const std::string web = "clients/web/src/";
  static const std::regex page(R"((\bfrom|\bimport)\b\s*\(?\s*['"][^'"]*/pages/)");
  auto found = breaches(
      sources({web + "api", web + "parts", web + "personal-data", web + "words"}, {".ts", ".tsx"}),
      [](const Source&, const std::string& line) { return std::regex_search(line, page); });
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("heavy headers stand in few files", "[tidy]") {
  const std::map<std::string, std::vector<std::string>> homes{
      {"xapian.h", {"search/"}},
      {"SQLiteCpp/", {"server/store/sqlite/"}},
      {"sqlite3.h", {"server/store/sqlite/"}},
      {"httplib.h", {"clients/cli/api.cc"}},
      {"nlohmann/json.hpp",
       {"server/domain/event.cc", "server/pool/import", "server/pool/ranking_record.cc",
        "server/pool/id_token.cc", "server/pool/passkey_proof.cc", "server/pool/sign_on_rules.cc",
        "server/pool/signed_tokens.cc", "server/pool/single_sign_on.cc", "server/http/",
        "server/operator/", "clients/cli/"}},
      {"CLI/", {"server/main.cc", "clients/cli/main.cc"}},
      {"date/", {"server/domain/"}},
      {"libical/", {"server/domain/calendar_reading.cc", "server/domain/calendar_writing.cc"}},
      {"curl/", {"server/outgoing/curl.cc"}},
      {"cjose/", {"server/pool/signed_tokens.cc"}},
      {"openssl/", {"server/pool/signed_tokens.cc"}},
      {"fido", {"server/pool/passkey_proof.cc"}},
      {"liboath/", {"server/pool/one_time_codes.cc"}},
      {"zxcvbn.h", {"server/pool/password_rules.cc"}},
      {"qrencode.h", {"server/http/qr_code.cc"}},
      {"brotli/", {"server/http/compression.cc"}},
      {"zlib.h", {"server/http/compression.cc"}},
      {"unicode/", {"search/", "server/domain/"}},
  };
  auto found = breaches(sources({"search", "server", "clients/cli"}),
                        [&](const Source& source, const std::string& line) {
                          std::string header = included(line);
                          for (const auto& [heavy, files] : homes) {
                            if (header.rfind(heavy, 0) == 0)
                              return !starts_with_any(source.path, files);
                          }
                          return false;
                        });
  CHECK(found == std::vector<std::string>{});
  auto in_headers = breaches(sources({"search", "server", "clients/cli"}),
                             [](const Source& source, const std::string& line) {
                               std::string header = included(line);
                               bool is_header = source.path.size() > 2 &&
                                                source.path.substr(source.path.size() - 2) == ".h";
                               bool is_public = source.path.find("/sqlite/") == std::string::npos &&
                                                source.path.rfind("search/", 0) != 0;
                               return is_header && is_public &&
                                      (header == "xapian.h" || header == "httplib.h" ||
                                       header.rfind("SQLiteCpp/", 0) == 0);
                             });
  CHECK(in_headers == std::vector<std::string>{});
}

TEST_CASE("time and randomness come through Env only", "[tidy]") {
  static const std::regex banned(
      R"(system_clock::now|\bstd::rand\b|\bsrand\(|\brandom_device\b|\brandombytes_|\bgettimeofday\(|\bstd::time\(|\blocaltime\b)");
  auto found =
      breaches(sources({"server", "search"}), [](const Source& source, const std::string& line) {
        return source.path != "server/domain/env.cc" && std::regex_search(line, banned);
      });
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("what is under the master key is put under another one with the rest", "[tidy]") {
  // A new file here must be known to key_change.cc, by bindings.h.
  const std::vector<std::string> known{"server/store/sqlite/calendars.cc",
                                       "server/store/sqlite/drafts.cc",
                                       "server/store/sqlite/key_change.cc",
                                       "server/store/sqlite/messages.cc",
                                       "server/store/sqlite/second_factor.cc",
                                       "server/store/sqlite/store.cc",
                                       "server/store/sqlite/vault."};
  auto found = breaches(sources({"server"}), [&](const Source& source, const std::string& line) {
    return !starts_with_any(source.path, known) && line.find("master()") != std::string::npos;
  });
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("banned calls and names do not occur", "[tidy]") {
  static const std::regex calls(
      R"(\bstrcpy\(|\bsprintf\(|\bgets\(|\bsystem\(|\bpopen\(|std::views|std::regex\b|using namespace std)");
  auto found = breaches(sources({"server", "search"}), [](const Source&, const std::string& line) {
    return std::regex_search(line, calls);
  });
  CHECK(found == std::vector<std::string>{});
  static const std::regex names(R"((manager|util|utils|helper|helpers|base|impl)(_|\.|$))");
  std::vector<std::string> badly_named;
  for (const auto& source : sources({"server", "search", "clients/cli", "tests"})) {
    if (std::regex_search(fs::path(source.path).filename().string(), names))
      badly_named.push_back(source.path);
  }
  CHECK(badly_named == std::vector<std::string>{});
}

// Rows read: | 6.2.1 | length | `tests/pool/passwords_test.cc`: *a password has ...* |
TEST_CASE("each requirement is met by tests that are there, or says why not", "[tidy]") {
  static const std::regex row(R"(^\| (\d+\.\d+\.\d+) \| [^|]+ \| (.{10,}) \|$)");
  static const std::regex reference(R"(`(tests/[^`]+)`: \*([^*]+)\*)");
  static const std::regex continued(R"re("\s*\n\s*")re");
  const fs::path root(EXPERTISEPOOL_SOURCE_DIR);
  std::ifstream table(root / "docs/asvs.md");
  std::map<std::string, std::string> files;
  std::vector<std::string> missing;
  std::map<std::string, int> requirements;
  for (std::string line; std::getline(table, line);) {
    std::smatch found;
    if (!std::regex_match(line, found, row)) continue;
    ++requirements[found[1]];
    const std::string met = found[2];
    for (std::sregex_iterator each(met.begin(), met.end(), reference), end; each != end; ++each) {
      const std::string path = (*each)[1];
      if (files.count(path) == 0) {
        std::stringstream text;
        text << std::ifstream(root / path).rdbuf();
        files[path] = std::regex_replace(text.str(), continued, "");
      }
      if (files[path].find((*each)[2]) == std::string::npos)
        missing.push_back(path + ": " + (*each)[2].str());
    }
  }
  CHECK(missing == std::vector<std::string>{});
  CHECK(requirements.size() == 109);
  for (const auto& [requirement, times] : requirements) {
    CAPTURE(requirement);
    CHECK(times == 1);
  }
}

TEST_CASE("every file says first what it is, and no header is included twice", "[tidy]") {
  std::vector<std::string> silent;
  for (const auto& source : sources({"server", "search", "clients/cli"})) {
    bool is_header = source.path.substr(source.path.size() - 2) == ".h";
    // An implementation may leave it to its header.
    if (is_header && (source.lines.empty() || source.lines.front().rfind("//", 0) != 0))
      silent.push_back(source.path);
    if (is_header &&
        std::find(source.lines.begin(), source.lines.end(), "#pragma once") == source.lines.end()) {
      silent.push_back(source.path + " (no #pragma once)");
    }
  }
  CHECK(silent == std::vector<std::string>{});
}

TEST_CASE("no file has grown past what one reader holds in mind", "[tidy]") {
  std::vector<std::string> long_files;
  for (const auto& source : sources({"server", "search", "clients/cli"})) {
    if (source.lines.size() > 600)
      long_files.push_back(source.path + ": " + std::to_string(source.lines.size()));
  }
  CHECK(long_files == std::vector<std::string>{});
}
