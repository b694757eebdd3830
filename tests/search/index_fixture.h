// What the tests of the index share: a directory that goes away again, and profiles to put in.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "search/index.h"
#include "tests/temporary_directory.h"

namespace expertise::search {

using expertise::TemporaryDirectory;

inline Profile profile(const std::string& id, const std::string& title, const std::string& summary,
                       const std::string& municipality = "amer") {
  Profile result;
  result.id = id;
  result.municipality = municipality;
  result.name = "Persoon " + id;
  result.title = title;
  result.summary = summary;
  return result;
}

inline void fill(Index& index, const std::vector<Profile>& profiles, const Checkpoint& checkpoint) {
  std::vector<std::vector<Profile>> batches{profiles};
  std::size_t given = 0;
  index.rebuild(
      [&]() -> std::vector<Profile> {
        return given < batches.size() ? batches[given++] : std::vector<Profile>{};
      },
      checkpoint);
}

inline Query ask(const std::string& text, std::vector<std::string> municipalities = {"amer"}) {
  Query query;
  query.question = understand(text, *seed_vocabulary());
  query.filters.municipalities = std::move(municipalities);
  return query;
}

inline std::vector<std::string> ids(const Found& found) {
  std::vector<std::string> result;
  for (const Hit& hit : found.hits) result.push_back(hit.record->profile.id);
  return result;
}

/// Somebody for debts, for young people and for the old.
inline std::vector<Profile> three() {
  Profile debts = profile("d", "Schuldhulpverlener", "Ik help bij schulden en ongeopende post.");
  debts.topics = {"schulden", "beslagvrije voet"};
  debts.life_domains = {"Financiën"};
  debts.laws = {"Wgs"};
  debts.age_groups = {"18-65"};
  debts.neighbourhoods = {"Kruiskamp"};
  debts.ways = {"phone"};
  debts.organisation = "Stadsbank";
  Profile youth = profile("j", "Jeugdwerker", "Jongeren die spijbelen en blowen.");
  youth.topics = {"schoolverzuim"};
  youth.life_domains = {"Werk en opleiding", "Middelengebruik"};
  youth.laws = {"Jeugdwet"};
  youth.age_groups = {"12-18"};
  youth.languages = {"nl", "Turks"};
  youth.neighbourhoods = {"Liendert"};
  youth.knowledge_kind = {"experience"};
  Profile old = profile("o", "Casemanager dementie", "Ouderen met geheugenproblemen thuis.");
  old.topics = {"dementie"};
  old.life_domains = {"Geestelijke gezondheid"};
  old.laws = {"Wlz"};
  old.age_groups = {"65+"};
  return {debts, youth, old};
}

/// An index of those three.
struct Filled {
  TemporaryDirectory directory;
  Index index{directory.path(), "test", seed_vocabulary()};

  Filled() { fill(index, three(), {1, "a"}); }
  std::vector<std::string> found(const Query& query) const { return ids(index.find(query)); }
  std::vector<std::string> filtered(void (*set)(Filters&)) const {
    Query query = ask("");
    set(query.filters);
    return found(query);
  }
};

/// So many who help with debts, each with a word of their own.
inline std::vector<Profile> helpers(std::size_t count) {
  std::vector<Profile> profiles;
  for (std::size_t i = 0; i < count; ++i) {
    profiles.push_back(profile("p" + std::to_string(i), "Schuldhulpverlener",
                               "Schulden en huur, nummer" + std::to_string(i)));
  }
  return profiles;
}

/// The files of the present generation of an index.
inline std::filesystem::path generation(const std::filesystem::path& directory) {
  std::string name;
  std::ifstream(directory / "current") >> name;
  return directory / name;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// Flips a bit of one byte.
inline void flip_byte(const std::filesystem::path& path, std::size_t at) {
  std::string content = read_file(path);
  if (at >= content.size()) throw std::out_of_range("no such byte in " + path.string());
  content[at] = static_cast<char>(content[at] ^ 0x10);
  write_file(path, content);
}

}  // namespace expertise::search
