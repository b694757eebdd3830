#include "server/pool/topic_changes.h"

#include <algorithm>

#include "search/fold.h"
#include "server/pool/topic_difference.h"

namespace expertise {

namespace {

EventKind kind_of_change(const LivingTopic* before, bool retired) {
  if (!before) return EventKind::topic_added;
  if (retired && !before->retired) return EventKind::topic_retired;
  if (!retired && before->retired) return EventKind::topic_restored;
  return EventKind::topic_changed;
}

search::Topic bare(const std::string& code) { return {.code = code}; }

}  // namespace

search::Topic keeping_name(search::Topic topic, const LivingTopic* before,
                           const LivingTopics& topics) {
  if (!before) return topic;
  const std::string& old_name = before->topic.term;
  const auto is_named = [](const std::string& name) {
    return [folded = search::fold(name)](const std::string& each) {
      return search::fold(each) == folded;
    };
  };
  auto& synonyms = topic.synonyms;
  if (is_named(topic.term)(old_name)) return topic;
  std::erase_if(synonyms, is_named(topic.term));
  const bool is_there = std::any_of(synonyms.begin(), synonyms.end(), is_named(old_name));
  if (!is_there && !topics.owner_of(old_name, topic.code)) synonyms.push_back(old_name);
  return topic;
}

TopicEdit edit_of(const Actor& actor, Instant now, const LivingTopic* before,
                  const search::Topic& after, bool retired) {
  return {.code = after.code,
          .revision = before ? before->revision + 1 : 1,
          .retired = retired,
          .difference = difference(before ? before->seed : bare(after.code), after),
          .changed_at = now,
          .changed_by = actor.user};
}

Details write_topic(Txn& txn, const Actor& actor, Instant now, const LivingTopic* before,
                    const search::Topic& after, bool retired) {
  Details changed = difference(before ? before->topic : bare(after.code), after);
  const bool is_changed = !before || !changed.empty() || retired != before->retired;
  if (!is_changed) return changed;
  const TopicEdit edit = edit_of(actor, now, before, after, retired);
  txn.put(edit);
  Event event{.at = now, .kind = kind_of_change(before, retired), .actor = actor.user};
  if (!actor.municipalities.empty()) event.municipality = actor.municipalities.front();
  event.details = changed;
  event.details["topic"] = after.code;
  event.details["name"] = after.term;
  event.details["revision"] = std::to_string(edit.revision);
  txn.append(std::move(event));
  return changed;
}

}  // namespace expertise
