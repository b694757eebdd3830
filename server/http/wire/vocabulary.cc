#include "server/http/wire/vocabulary.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "search/fold.h"
#include "server/http/query.h"
#include "server/http/wire/answers.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits word_limits{0, 120};

/// Whether a word of `text` begins with `prefix`; both folded.
bool has_word_beginning(const std::string& text, const std::string& prefix) {
  for (std::size_t at = text.find(prefix); at != std::string::npos;
       at = text.find(prefix, at + 1)) {
    if (at == 0 || text[at - 1] == ' ') return true;
  }
  return false;
}

bool is_named(const search::Topic& topic, const std::string& prefix) {
  if (has_word_beginning(search::fold(topic.term), prefix)) return true;
  return std::any_of(topic.synonyms.begin(), topic.synonyms.end(), [&](const std::string& each) {
    return has_word_beginning(search::fold(each), prefix);
  });
}

bool holds(const std::vector<std::string>& values, const std::string& wanted) {
  const std::string folded = search::fold(wanted);
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& each) { return search::fold(each) == folded; });
}

json topic_json(const search::Topic& topic) {
  return {{"code", topic.code},         {"term", topic.term},
          {"synonyms", topic.synonyms}, {"lifeDomains", topic.life_domains},
          {"laws", topic.laws},         {"ageGroups", topic.ages}};
}

}  // namespace

json topic_refs(const Call& call, const std::vector<std::string>& topic_codes) {
  const auto vocabulary = call.services().matching.vocabulary();
  json made = json::array();
  for (const std::string& each : topic_codes) {
    const search::Topic* topic = vocabulary->find(each);
    made.push_back({{"code", each}, {"term", topic ? topic->term : each}});
  }
  return made;
}

Answer list_topics(Call& call) {
  QueryReader query(call.request.query);
  const std::string prefix = search::fold(query.text("q", word_limits).value_or(""));
  const auto life_domain = query.text("lifeDomain", word_limits);
  const auto law = query.text("law", word_limits);
  const Page page = query.page();
  query.finish();

  std::vector<const search::Topic*> found;
  const auto vocabulary = call.services().matching.vocabulary();
  for (const search::Topic& topic : vocabulary->topics()) {
    if (!prefix.empty() && !is_named(topic, prefix)) continue;
    if (life_domain && !holds(topic.life_domains, *life_domain)) continue;
    if (law && !holds(topic.laws, *law)) continue;
    found.push_back(&topic);
  }
  std::sort(found.begin(), found.end(), [](const search::Topic* a, const search::Topic* b) {
    return std::pair(search::fold(a->term), a->code) < std::pair(search::fold(b->term), b->code);
  });
  const auto shown = part(std::move(found), page);
  json items = json::array();
  for (const search::Topic* each : shown.items) items.push_back(topic_json(*each));
  return list_answer(items, shown.total);
}

}  // namespace expertise::http
