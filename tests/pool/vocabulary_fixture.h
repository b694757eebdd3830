// What tests of the vocabulary share: a small vocabulary of the product, and a coordinator who
// keeps it beside an index that follows.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>

#include "server/pool/vocabulary_keeping.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

inline std::shared_ptr<const search::Vocabulary> make_seed(std::vector<search::Topic> more = {}) {
  std::vector<search::Topic> topics{
      {.code = "geld", .term = "geld", .life_domains = {"Financiën"}, .laws = {"Wgs"}},
      {.code = "schulden",
       .term = "schulden",
       .synonyms = {"betalingsachterstand"},
       .signs = {"post ligt ongeopend"},
       .near = {"licht verstandelijke beperking"},
       .broader = {"geld"},
       .life_domains = {"Financiën"},
       .ages = {"18-65"}},
      {.code = "lvb", .term = "licht verstandelijke beperking"},
      {.code = "woonoverlast", .term = "woonoverlast", .synonyms = {"burenruzie"}}};
  topics.insert(topics.end(), more.begin(), more.end());
  return std::make_shared<const search::Vocabulary>(std::move(topics));
}

struct VocabularyFixture : CaseFixture {
  std::shared_ptr<const search::Vocabulary> seed = make_seed();
  VocabularyKeeping keeping{context, index, seed};
  Actor administrator = machine;
  using CaseFixture::change;

  VocabularyFixture() {
    index.set_vocabulary(seed);
    bring_up(*store, index, seed);
  }

  search::Topic topic(const std::string& code) {
    return keeping.topic(coordinator, code).topic->topic;
  }
  std::int64_t revision(const std::string& code) {
    return keeping.topic(coordinator, code).topic->revision;
  }
  void change(const std::string& code, const std::function<void(search::Topic&)>& with,
              bool retired = false) {
    search::Topic changed = topic(code);
    with(changed);
    keeping.change(coordinator, changed, retired, {revision(code)});
  }
  std::vector<Fault> faults_of(const std::string& code,
                               const std::function<void(search::Topic&)>& with,
                               bool retired = false) {
    auto refusal = refused([&] { change(code, with, retired); });
    REQUIRE(refusal);
    return refusal->faults();
  }
  /// What the profile of this name is about, in an index.
  search::KeyedTopics about(const search::Index& where, const std::string& name) {
    const auto found = where.find({.filters = {.municipalities = {town.id.text()}}, .limit = 1000});
    for (const search::Hit& each : found.hits) {
      if (each.record->profile.name == name) return each.record->topics;
    }
    FAIL("no profile of " << name);
    return {};
  }
  /// Brings the index up, and checks that it says of these profiles what one made anew does.
  void check_as_made_anew(const std::vector<std::string>& names) {
    bring_up(*store, index, seed);
    TemporaryDirectory other;
    search::Index anew(other.path() / "index", "test", seed);
    bring_up(*store, anew, seed);
    for (const std::string& name : names) {
      CAPTURE(name);
      CHECK(about(index, name) == about(anew, name));
    }
  }
  Expert expert_about(const std::string& name, std::vector<std::string> topics,
                      const std::string& summary = {}) {
    Expert made = expert(name);
    change(made, [&](Specialist& each) {
      each.topics = std::move(topics);
      each.summary = summary;
    });
    bring_up(*store, index, seed);
    return made;
  }
  TopicImport import(const std::string& csv, bool dry_run = false, std::size_t removals = 0) {
    return keeping.import_topics(coordinator, csv, dry_run, removals);
  }
};

inline bool holds(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

inline bool is_about(const search::KeyedTopics& topics, const std::string& code) {
  return std::any_of(topics.begin(), topics.end(),
                     [&](const search::TopicWeight& each) { return each.topic == code; });
}

inline std::vector<std::string> names_in(const TopicPreview& preview) {
  std::vector<std::string> found;
  for (const Specialist& each : preview.use.profiles) found.push_back(each.name);
  return found;
}

}  // namespace expertise
