#include "server/pool/topic_difference.h"

#include <algorithm>

namespace expertise {

namespace {

bool holds(const std::vector<std::string>& entries, const std::string& entry) {
  return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

std::string added(std::string_view list) { return "added_" + std::string(list); }
std::string removed(std::string_view list) { return "removed_" + std::string(list); }

// Those of `entries` that `others` does not hold, as one text.
std::string only_in(const std::vector<std::string>& entries,
                    const std::vector<std::string>& others) {
  std::string joined;
  for (const std::string& each : entries) {
    if (holds(others, each)) continue;
    if (!joined.empty()) joined += topic_separator;
    joined += each;
  }
  return joined;
}

}  // namespace

Details difference(const search::Topic& from, const search::Topic& to) {
  Details found;
  const auto put = [&](const std::string& key, std::string value) {
    if (!value.empty()) found[key] = std::move(value);
  };
  if (from.term != to.term) put("term", to.term);
  for (const auto& [name, entries] : topic_lists) {
    put(added(name), only_in(to.*entries, from.*entries));
    put(removed(name), only_in(from.*entries, to.*entries));
  }
  return found;
}

search::Topic with_difference(search::Topic topic, const Details& difference) {
  if (const auto term = difference.find("term"); term != difference.end()) {
    topic.term = term->second;
  }
  for (const auto& [name, entries] : topic_lists) {
    auto& list = topic.*entries;
    const auto gone = entries_of(difference, removed(name));
    std::erase_if(list, [&](const std::string& each) { return holds(gone, each); });
    for (const std::string& each : entries_of(difference, added(name))) {
      if (!holds(list, each)) list.push_back(each);
    }
  }
  return topic;
}

std::vector<std::string> entries_of(const Details& difference, const std::string& key) {
  std::vector<std::string> entries;
  const auto found = difference.find(key);
  if (found == difference.end()) return entries;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(topic_separator), rest.size());
    entries.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return entries;
}

search::Topic words_of(const search::Topic& topic, const Details& difference) {
  search::Topic words{.code = topic.code, .term = topic.term};
  if (const auto term = difference.find("term"); term != difference.end()) {
    words.synonyms.push_back(term->second);
  }
  const auto take = [&](std::string_view list, std::vector<std::string>& into) {
    for (const std::string& key : {added(list), removed(list)}) {
      for (std::string& each : entries_of(difference, key)) into.push_back(std::move(each));
    }
  };
  for (const char* list : {"synonyms", "signs", "who"}) take(list, words.signs);
  for (const char* list : {"near", "broader"}) take(list, words.near);
  return words;
}

}  // namespace expertise
