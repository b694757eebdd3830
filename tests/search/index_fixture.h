// What the tests of the index share: a directory that goes away again, and profiles to put in.
#pragma once

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

}  // namespace expertise::search
