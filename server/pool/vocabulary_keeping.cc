#include "server/pool/vocabulary_keeping.h"

#include <algorithm>
#include <array>

#include "search/fold.h"
#include "server/pool/topic_changes.h"
#include "server/pool/topic_difference.h"

namespace expertise {

namespace {

constexpr std::size_t ids_at_once = 1000;

void must_keep(const Actor& actor) {
  if (!may(actor, Action::keep_vocabulary)) throw Refusal(Reason::not_allowed);
}

/// Whether a word of `text` begins with `prefix`; both folded.
bool has_word_beginning(const std::string& text, const std::string& prefix) {
  for (std::size_t at = text.find(prefix); at != std::string::npos;
       at = text.find(prefix, at + 1)) {
    if (at == 0 || text[at - 1] == ' ') return true;
  }
  return false;
}

bool any_begins(const std::vector<std::string>& texts, const std::string& prefix) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& each) {
    return has_word_beginning(search::fold(each), prefix);
  });
}

bool is_named(const search::Topic& topic, const std::string& prefix, bool in_signs) {
  return has_word_beginning(search::fold(topic.term), prefix) ||
         any_begins(topic.synonyms, prefix) || (in_signs && any_begins(topic.signs, prefix));
}

bool holds(const std::vector<std::string>& values, const std::string& wanted) {
  const std::string folded = search::fold(wanted);
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& each) { return search::fold(each) == folded; });
}

// Whether it stands below no topic that is in use.
bool is_top(const LivingTopic& living, const LivingTopics& topics) {
  const auto& above = living.topic.broader;
  return std::none_of(above.begin(), above.end(), [&](const std::string& code) {
    const LivingTopic* broader = topics.find(code);
    return broader && !broader->retired;
  });
}

bool passes(const LivingTopic& living, const TopicQuery& query, const std::string& prefix,
            const LivingTopics& topics) {
  const search::Topic& topic = living.topic;
  const auto& above = topic.broader;
  if (living.retired != query.retired) return false;
  if (query.changed && !living.changed_at) return false;
  if (query.top && !is_top(living, topics)) return false;
  if (query.broader && std::find(above.begin(), above.end(), *query.broader) == above.end()) {
    return false;
  }
  if (query.life_domain && !holds(topic.life_domains, *query.life_domain)) return false;
  if (query.law && !holds(topic.laws, *query.law)) return false;
  return prefix.empty() || is_named(topic, prefix, query.in_signs);
}

// The specialists of these ids whom the actor sees, in order of name.
std::vector<Specialist> seen_specialists(Txn& txn, const Actor& actor,
                                         const std::vector<std::string>& ids) {
  const PoolScope scope = pool_scope_of(actor, Action::read_pool);
  std::vector<SpecialistId> wanted;
  for (const std::string& each : ids) {
    if (auto id = SpecialistId::parse(each)) wanted.push_back(*id);
  }
  std::vector<Specialist> found;
  for (std::size_t at = 0; at < wanted.size(); at += ids_at_once) {
    const auto begin = wanted.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end =
        wanted.begin() + static_cast<std::ptrdiff_t>(std::min(wanted.size(), at + ids_at_once));
    for (Specialist& each : txn.specialists({begin, end})) {
      if (each.active && scope.holds(each.municipality)) found.push_back(std::move(each));
    }
  }
  std::sort(found.begin(), found.end(), [](const Specialist& a, const Specialist& b) {
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
  });
  return found;
}

search::Topic coded(search::Topic topic) {
  topic = tidied(std::move(topic));
  if (topic.code.empty()) topic.code = search::topic_code(topic.term);
  return topic;
}

void check_new(const search::Topic& topic, const LivingTopics& topics, std::vector<Fault>& found) {
  add_faults_of_new(topic, topics.all().size() + 1, found);
  const LivingTopic* same = topics.find(topic.code);
  const bool is_told = std::any_of(found.begin(), found.end(),
                                   [](const Fault& each) { return each.place == "/term"; });
  if (!same || is_told) return;
  found.push_back({"/term",
                   same->retired ? "name_of_retired_topic" : "name_of_another_topic",
                   {{"topic", same->topic.term}}});
}

// Taken out of use or back into it, every word of a topic counts.
search::Topic whole_of(search::Topic topic) {
  topic.near.clear();
  topic.broader.clear();
  return topic;
}

// What a change is told by: the words that come or go. Whoever has the topic already is touched
// only when it gets or loses a neighbour.
search::Topic told_of(const search::Topic& topic, const LivingTopic* before,
                      const Details& difference) {
  search::Topic words = words_of(topic, difference);
  const bool is_renamed = before && before->topic.term != topic.term;
  if (is_renamed) words.signs.push_back(before->topic.term);
  words.term.clear();
  if (words.near.empty()) words.code.clear();
  return words;
}

}  // namespace

VocabularyKeeping::VocabularyKeeping(Context context, const search::Index& index,
                                     std::shared_ptr<const search::Vocabulary> seed)
    : context_(context), index_(index), seed_(std::move(seed)), choices_(topic_choices(*seed_)) {}

std::shared_ptr<const LivingTopics> VocabularyKeeping::living(Txn& txn) {
  const std::uint64_t changes = txn.topic_changes();
  {
    const std::lock_guard lock(mutex_);
    if (kept_ && kept_at_ == changes) return kept_;
  }
  return std::make_shared<const LivingTopics>(*seed_, txn.topic_edits());
}

std::shared_ptr<const LivingTopics> VocabularyKeeping::living() {
  auto txn = context_.store.begin(Access::read);
  auto made = living(*txn);
  const std::uint64_t changes = txn->topic_changes();
  // What a transaction sees that may write could still come to nothing, so only this is kept.
  const std::lock_guard lock(mutex_);
  kept_ = made;
  kept_at_ = changes;
  return made;
}

TopicUse VocabularyKeeping::use_of(Txn& txn, const Actor& actor, const std::string& code,
                                   const search::Topic& words) const {
  TopicUse use;
  try {
    use.profiles = seen_specialists(txn, actor, index_.touched_by(words));
  } catch (const search::IndexDamaged&) {
    throw Refusal(Reason::unavailable, "index_rebuilding", {{"retry_after", "5"}});
  }
  use.profile_count = use.profiles.size();
  if (use.profiles.size() > TopicUse::profiles_shown) use.profiles.resize(TopicUse::profiles_shown);
  const Scope scope = scope_of(actor, Action::read_consultation);
  if (scope.empty()) return use;
  const ConsultationQuery query{.scope = scope, .topic = code, .page = {.limit = 0}};
  use.questions = txn.find(query).total;
  return use;
}

TopicPage VocabularyKeeping::topics(const TopicQuery& query) {
  TopicPage page;
  page.topics = living();
  const std::string prefix = search::fold(query.words);
  for (const LivingTopic* each : page.topics->by_term()) {
    if (!passes(*each, query, prefix, *page.topics)) continue;
    const std::size_t place = page.total++;
    if (place >= query.page.offset && page.items.size() < query.page.limit) {
      page.items.push_back(each);
    }
  }
  return page;
}

TopicView VocabularyKeeping::topic(const Actor& actor, std::string_view code) {
  TopicView view{.topics = living()};
  view.topic = view.topics->find(code);
  if (!view.topic) throw Refusal(Reason::not_found);
  if (!may(actor, Action::keep_vocabulary)) return view;
  try {
    auto txn = context_.store.begin(Access::read);
    const search::Topic& found = view.topic->topic;
    view.use = use_of(*txn, actor, found.code, {.code = found.code, .term = found.term});
  } catch (const Refusal&) {
    // Without the index the topic itself can still be read.
  }
  return view;
}

std::optional<std::string> VocabularyKeeping::term_of(std::string_view code) {
  const auto topics = living();
  const LivingTopic* found = topics->find(code);
  if (!found) return std::nullopt;
  return found->topic.term;
}

Paged<Event> VocabularyKeeping::history(const Actor& actor, std::string_view code,
                                        const Page& page) {
  must_keep(actor);
  if (!living()->find(code)) throw Refusal(Reason::not_found);
  return context_.store.begin(Access::read)->topic_events(code, page);
}

TopicView VocabularyKeeping::add(const Actor& actor, search::Topic topic) {
  must_keep(actor);
  topic = coded(std::move(topic));
  auto txn = context_.store.begin(Access::write);
  const auto topics = living(*txn);
  std::vector<Fault> found = faults(topic, false, nullptr, *topics, choices_);
  check_new(topic, *topics, found);
  if (!found.empty()) throw Refusal(std::move(found));
  write_topic(*txn, actor, context_.env.now(), nullptr, topic, false);
  txn->commit();
  return this->topic(actor, topic.code);
}

TopicView VocabularyKeeping::change(const Actor& actor, search::Topic topic, bool retired,
                                    Seen seen) {
  must_keep(actor);
  topic = tidied(std::move(topic));
  auto txn = context_.store.begin(Access::write);
  const auto topics = living(*txn);
  const LivingTopic* before = topics->find(topic.code);
  if (!before) throw Refusal(Reason::not_found);
  if (before->revision != seen.revision) throw Refusal(Reason::stale);
  topic = keeping_name(std::move(topic), before, *topics);
  std::vector<Fault> found = faults(topic, retired, before, *topics, choices_);
  if (!found.empty()) throw Refusal(std::move(found));
  write_topic(*txn, actor, context_.env.now(), before, topic, retired);
  txn->commit();
  return this->topic(actor, topic.code);
}

TopicPreview VocabularyKeeping::preview(const Actor& actor, search::Topic topic, bool retired) {
  must_keep(actor);
  const auto topics = living();
  const bool is_new = topic.code.empty();
  topic = coded(std::move(topic));
  const LivingTopic* before = is_new ? nullptr : topics->find(topic.code);
  if (!is_new && !before) throw Refusal({Fault{"/code", "unknown_topic"}});
  topic = keeping_name(std::move(topic), before, *topics);
  std::vector<Fault> found = faults(topic, retired, before, *topics, choices_);
  if (is_new) check_new(topic, *topics, found);
  if (!found.empty()) throw Refusal(std::move(found));
  TopicPreview preview;
  preview.difference =
      difference(before ? before->topic : search::Topic{.code = topic.code}, topic);
  const bool turns = before && before->retired != retired;
  auto txn = context_.store.begin(Access::read);
  preview.use = use_of(*txn, actor, topic.code,
                       turns ? whole_of(topic) : told_of(topic, before, preview.difference));
  return preview;
}

}  // namespace expertise
