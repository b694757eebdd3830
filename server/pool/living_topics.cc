#include "server/pool/living_topics.h"

#include <algorithm>
#include <optional>
#include <set>

#include "search/dutch.h"
#include "search/fold.h"
#include "server/pool/topic_difference.h"

namespace expertise {

LivingTopics::LivingTopics(const search::Vocabulary& seed, const std::vector<TopicEdit>& edits) {
  topics_.reserve(seed.topics().size() + edits.size());
  for (const search::Topic& topic : seed.topics()) {
    by_code_.emplace(topic.code, topics_.size());
    topics_.push_back({.topic = topic, .seed = topic});
  }
  // Resolved before anybody's changes, which speak of codes: renaming a topic loses nobody.
  add_names();
  for (LivingTopic& each : topics_) {
    resolve(each.seed.code, each.seed.near);
    resolve(each.seed.code, each.seed.broader);
    each.topic = each.seed;
  }
  for (const TopicEdit& edit : edits) {
    auto found = by_code_.find(edit.code);
    const search::Topic bare{.code = edit.code};
    search::Topic made = with_difference(
        found == by_code_.end() ? bare : topics_[found->second].seed, edit.difference);
    if (made.term.empty()) continue;
    if (found == by_code_.end()) {
      found = by_code_.emplace(edit.code, topics_.size()).first;
      topics_.push_back({.seed = bare});
    }
    LivingTopic& living = topics_[found->second];
    living.topic = std::move(made);
    living.revision = edit.revision;
    living.retired = edit.retired;
    living.changed_at = edit.changed_at;
    living.changed_by = edit.changed_by;
  }
  if (!edits.empty()) add_names();
  link();
}

void LivingTopics::add_names() {
  terms_.clear();
  synonyms_.clear();
  for (std::size_t i = 0; i < topics_.size(); ++i) {
    const search::Topic& topic = topics_[i].topic;
    terms_.emplace(search::fold(topic.term), i);
    for (const std::string& each : topic.synonyms) synonyms_.emplace(search::fold(each), i);
  }
}

void LivingTopics::resolve(const std::string& own, std::vector<std::string>& references) const {
  std::vector<std::string> codes;
  for (const std::string& each : references) {
    const LivingTopic* found = named(each);
    if (!found || found->topic.code == own) continue;
    if (std::find(codes.begin(), codes.end(), found->topic.code) == codes.end()) {
      codes.push_back(found->topic.code);
    }
  }
  references = std::move(codes);
}

void LivingTopics::link() {
  std::vector<std::pair<std::string, const LivingTopic*>> folded;
  folded.reserve(topics_.size());
  for (const LivingTopic& each : topics_) folded.emplace_back(search::fold(each.topic.term), &each);
  std::sort(folded.begin(), folded.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->topic.code) < std::tie(b.first, b.second->topic.code);
  });
  for (const auto& [term, living] : folded) {
    by_term_.push_back(living);
    if (living->retired) continue;
    for (const std::string& code : living->topic.broader) narrower_[code].push_back(living);
  }
}

const LivingTopic* LivingTopics::find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? nullptr : &topics_[found->second];
}

const LivingTopic* LivingTopics::named(std::string_view words) const {
  if (const LivingTopic* found = find(words)) return found;
  const std::string folded = search::fold(words);
  const LivingTopic* retired = nullptr;
  for (const auto* names : {&terms_, &synonyms_}) {
    const LivingTopic* first = nullptr;
    auto [from, to] = names->equal_range(folded);
    for (; from != to; ++from) {
      const LivingTopic& each = topics_[from->second];
      if (each.retired) {
        retired = &each;
      } else if (!first || &each < first) {
        first = &each;
      }
    }
    if (first) return first;
  }
  return retired;
}

const LivingTopic* LivingTopics::owner_of(std::string_view name, std::string_view but) const {
  const std::string folded = search::fold(name);
  for (const auto* names : {&terms_, &synonyms_}) {
    auto [from, to] = names->equal_range(folded);
    for (; from != to; ++from) {
      const LivingTopic& each = topics_[from->second];
      if (!each.retired && each.topic.code != but) return &each;
    }
  }
  return nullptr;
}

const LivingTopic* LivingTopics::owner_of_form(std::string_view name, std::string_view but) const {
  const auto only_word = [](std::string_view text) -> std::optional<search::Word> {
    std::vector<search::Word> words = search::analyse(text);
    if (words.size() != 1 || words.front().stop) return std::nullopt;
    return std::move(words.front());
  };
  std::call_once(forms_->once, [&] {
    for (const auto* names : {&terms_, &synonyms_}) {
      for (const auto& [named, topic] : *names) {
        if (named.find(' ') != std::string::npos) continue;
        if (const std::optional<search::Word> word = only_word(named)) {
          forms_->names.emplace(word->term, NameOfOneWord{word->token.folded, topic});
        }
      }
    }
  });
  const std::optional<search::Word> word = only_word(name);
  if (!word) return nullptr;
  const std::string& said = word->token.folded;
  auto [from, to] = forms_->names.equal_range(word->term);
  for (; from != to; ++from) {
    const auto& [named, topic] = from->second;
    const LivingTopic& each = topics_[topic];
    if (each.retired || each.topic.code == but) continue;
    if (search::is_form_of(said, named) || search::is_form_of(named, said)) return &each;
  }
  return nullptr;
}

const std::vector<const LivingTopic*>& LivingTopics::narrower(std::string_view code) const {
  static const std::vector<const LivingTopic*> none;
  const auto found = narrower_.find(std::string(code));
  return found == narrower_.end() ? none : found->second;
}

bool LivingTopics::is_in_circle(const search::Topic& topic) const {
  std::set<std::string> seen;
  std::vector<std::string> open = topic.broader;
  while (!open.empty()) {
    const std::string code = std::move(open.back());
    open.pop_back();
    if (code == topic.code) return true;
    if (!seen.insert(code).second) continue;
    const LivingTopic* above = find(code);
    if (above) open.insert(open.end(), above->topic.broader.begin(), above->topic.broader.end());
  }
  return false;
}

std::shared_ptr<const search::Vocabulary> LivingTopics::vocabulary(
    const search::Vocabulary& former) const {
  std::vector<search::Topic> in_use;
  for (const LivingTopic& each : topics_) {
    if (!each.retired) in_use.push_back(each.topic);
  }
  return std::make_shared<const search::Vocabulary>(std::move(in_use), &former);
}

}  // namespace expertise
