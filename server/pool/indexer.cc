#include "server/pool/indexer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include "search/topic_finder.h"
#include "server/pool/living_topics.h"
#include "server/pool/topic_difference.h"

namespace expertise {

namespace {

using Seed = std::shared_ptr<const search::Vocabulary>;

constexpr std::size_t events_at_once = 2000;
constexpr std::size_t ids_at_once = 1000;

search::Checkpoint to_search(const Checkpoint& checkpoint) {
  return {checkpoint.seq, checkpoint.seq == 0 ? std::string() : hex(checkpoint.hash)};
}

bool concerns_search(EventKind kind) {
  return kind == EventKind::specialist_added || kind == EventKind::specialist_changed ||
         kind == EventKind::specialist_left;
}

bool concerns_vocabulary(EventKind kind) {
  return kind == EventKind::topic_added || kind == EventKind::topic_changed ||
         kind == EventKind::topic_retired || kind == EventKind::topic_restored;
}

// The topics as they are now; the index gets them as its vocabulary. It keeps the one it has, and
// nothing is given, where nobody changed a topic.
std::optional<LivingTopics> take_vocabulary(Store& store, search::Index& index, const Seed& seed) {
  auto edits = store.begin(Access::read)->topic_edits();
  if (edits.empty()) return std::nullopt;
  std::optional<LivingTopics> topics(std::in_place, *seed, edits);
  index.set_vocabulary(topics->vocabulary(*index.vocabulary()));
  return topics;
}

// The topic with all that are near to it, whichever of the two says so.
search::Topic with_neighbours(search::Topic topic, const search::Vocabulary& vocabulary) {
  const search::Topic* own = vocabulary.find(topic.code);
  if (own == nullptr) return topic;
  const auto number = static_cast<std::uint32_t>(own - vocabulary.topics().data());
  for (const std::uint32_t each : vocabulary.finder().neighbours(number)) {
    topic.near.push_back(vocabulary.topics()[each].code);
  }
  return topic;
}

// Whom these changes of topics touch. Read from the events, so that after a restart halfway it is
// the same.
void add_touched(const search::Index& index, const std::vector<Event>& events,
                 const LivingTopics& topics, std::set<SpecialistId>& touched) {
  const std::size_t everybody = index.size();
  for (const Event& event : events) {
    const auto code = event.details.find("topic");
    if (!concerns_vocabulary(event.kind) || code == event.details.end()) continue;
    // A whole list that is read in touches all of them soon.
    if (touched.size() >= everybody) return;
    const LivingTopic* living = topics.find(code->second);
    const search::Topic topic = living ? living->topic : search::Topic{.code = code->second};
    std::vector<std::string> ids = index.touched_by(words_of(topic, event.details));
    const bool turned =
        event.kind == EventKind::topic_retired || event.kind == EventKind::topic_restored;
    if (turned) {
      const auto all = index.touched_by(with_neighbours(topic, *index.vocabulary()));
      ids.insert(ids.end(), all.begin(), all.end());
    }
    for (const std::string& each : ids) {
      if (auto id = SpecialistId::parse(each)) touched.insert(*id);
    }
  }
}

// Whether the index stands for a part of this very history.
bool is_of_this_history(Store& store, const search::Checkpoint& checkpoint) {
  if (checkpoint.sequence == 0) return checkpoint.hash.empty();
  auto hash = store.event_hash(checkpoint.sequence);
  return hash && hex(*hash) == checkpoint.hash;
}

// Whether to go on with what takes long.
using GoOn = std::function<bool()>;

void rebuild(Store& store, search::Index& index, const Seed& seed, const GoOn& go_on) {
  // What is read below may be newer than this; those events come again and change nothing.
  Checkpoint start = store.head();
  take_vocabulary(store, index, seed);
  auto txn = store.begin(Access::read);
  SpecialistQuery query;
  query.scope.everything = true;
  query.page.limit = Page::most;
  query.behind = SpecialistId();
  index.rebuild(
      [&]() {
        if (!go_on()) throw std::runtime_error("broken off at the end of the process");
        std::vector<search::Profile> profiles;
        auto page = txn->find(query);
        if (!page.items.empty()) query.behind = page.items.back().id;
        for (const Specialist& specialist : page.items)
          profiles.push_back(search_profile(specialist));
        return profiles;
      },
      to_search(start));
}

// The changes that these events ask for, from the rows as they are now.
std::vector<search::Change> changes_for(Store& store, const search::Index& index,
                                        const std::vector<Event>& events,
                                        const std::optional<LivingTopics>& topics) {
  std::set<SpecialistId> touched;
  if (topics) add_touched(index, events, *topics, touched);
  for (const Event& event : events) {
    if (concerns_search(event.kind) && event.specialist) touched.insert(*event.specialist);
  }
  std::vector<search::Change> changes;
  if (touched.empty()) return changes;
  auto txn = store.begin(Access::read);
  std::vector<SpecialistId> ids(touched.begin(), touched.end());
  for (std::size_t at = 0; at < ids.size(); at += ids_at_once) {
    std::vector<SpecialistId> some(
        ids.begin() + std::ptrdiff_t(at),
        ids.begin() + std::ptrdiff_t(std::min(ids.size(), at + ids_at_once)));
    for (const Specialist& specialist : txn->specialists(some)) {
      if (specialist.active) {
        changes.emplace_back(search_profile(specialist));
      } else {
        changes.emplace_back(search::Removal{specialist.id.text()});
      }
    }
  }
  return changes;
}

// Follows the log from `seen`; gives how far it came. The checkpoint in the index moves only with
// its documents: events that do not concern search cost it no write.
std::uint64_t follow(Store& store, search::Index& index, const Seed& seed, std::uint64_t seen,
                     const std::function<void(std::uint64_t)>& came_to) {
  for (;;) {
    auto events = store.events_after(seen, events_at_once);
    if (events.empty()) return seen;
    const bool has_topics = std::any_of(events.begin(), events.end(), [](const Event& each) {
      return concerns_vocabulary(each.kind);
    });
    const auto topics = has_topics ? take_vocabulary(store, index, seed) : std::nullopt;
    auto changes = changes_for(store, index, events, topics);
    const Event& last = events.back();
    if (!changes.empty()) index.apply(changes, to_search({last.seq, last.hash}));
    seen = last.seq;
    came_to(seen);
  }
}

// False when there is no copy that is good.
bool take_copy(Store& store, search::Index& index, const Seed& seed) {
  return index.take_copy([&] {
    if (!is_of_this_history(store, index.checkpoint())) return false;
    follow(store, index, seed, index.checkpoint().sequence, [](std::uint64_t) {});
    return true;
  });
}

// Makes an index that is not as it should be sound.
void put_right(Store& store, search::Index& index, const Seed& seed, const GoOn& go_on) {
  if (!take_copy(store, index, seed)) rebuild(store, index, seed, go_on);
}

std::string_view words_for(search::IndexState state) {
  switch (state) {
    case search::IndexState::missing:
      return "missing";
    case search::IndexState::damaged:
      return "damaged";
    case search::IndexState::foreign:
      return "foreign";
    case search::IndexState::ready:
      break;
  }
  return "other_history";
}

std::string_view words_for(search::FoundBy found_by) {
  switch (found_by) {
    case search::FoundBy::start:
      return "start";
    case search::FoundBy::search:
      return "search";
    case search::FoundBy::write:
      return "write";
    case search::FoundBy::watch:
      break;
  }
  return "watch";
}

// What is wrong with the index as it is; nothing when it is sound. One of another history is
// disowned: it answers nothing from now on.
std::optional<search::IndexTrouble> judge(Store& store, search::Index& index) {
  search::IndexTrouble found = index.found_wrong();
  if (found.state != search::IndexState::ready) return found;
  const search::Checkpoint checkpoint = index.checkpoint();
  if (is_of_this_history(store, checkpoint)) return std::nullopt;
  found.what = "the index stands at event " + std::to_string(checkpoint.sequence) +
               ", which the store does not have, or has otherwise";
  index.disown(found.what);
  return found;
}

IndexBuild build_for(const search::IndexTrouble& trouble) {
  // The engine may name the word at which it met the fault: of a search its kind says enough.
  const bool is_of_a_search = trouble.found_by == search::FoundBy::search;
  return {.reason = std::string(words_for(trouble.state)),
          .found_by = std::string(words_for(trouble.found_by)),
          .what = is_of_a_search ? trouble.what.substr(0, trouble.what.find(':')) : trouble.what};
}

}  // namespace

search::Profile search_profile(const Specialist& specialist) {
  search::Profile profile;
  profile.id = specialist.id.text();
  profile.external_id = specialist.external_id;
  profile.municipality = specialist.municipality.text();
  profile.name = specialist.name;
  profile.title = specialist.title;
  profile.organisation = specialist.organisation;
  profile.summary = specialist.summary;
  profile.topics = specialist.topics;
  profile.life_domains = specialist.life_domains;
  profile.laws = specialist.laws;
  profile.age_groups = specialist.age_groups;
  profile.target_groups = specialist.target_groups;
  profile.languages = specialist.languages;
  profile.neighbourhoods = specialist.neighbourhoods;
  for (Way way : specialist.ways) profile.ways.emplace_back(code(way));
  profile.knowledge_kind.emplace_back(code(specialist.knowledge));
  return profile;
}

void bring_up(Store& store, search::Index& index, const Seed& seed) {
  take_vocabulary(store, index, seed);
  if (judge(store, index)) put_right(store, index, seed, [] { return true; });
  follow(store, index, seed, index.checkpoint().sequence, [](std::uint64_t) {});
}

std::string line_of(const IndexBuild& build, Instant at) {
  constexpr std::size_t what_bytes = 200;
  // Fit to stand in a JSON string: printable ASCII without quotes and backslashes.
  std::string what = build.what.substr(0, what_bytes);
  for (char& c : what) {
    if (c < ' ' || c > '~' || c == '"' || c == '\\') c = '?';
  }
  return R"({"time":")" + rfc3339(at) + R"(","level":"warning","event":"index_build","reason":")" +
         build.reason + R"(","found_by":")" + build.found_by + R"(","what":")" + what + R"("})";
}

struct Indexer::Impl {
  Store& store;
  search::Index& index;
  const Seed seed;
  std::mutex mutex;
  std::condition_variable changed;
  bool woken = true;
  bool stopping = false;
  // Until the first success, and after each fault, it starts from what the index itself says.
  bool standing = false;
  std::string trouble;
  std::vector<IndexBuild> begun;
  std::optional<search::IndexTrouble> found_at_first;
  // One that fails is tried again each second: that is the same one.
  bool is_building = false;
  std::atomic<std::uint64_t> seen{0};
  std::atomic<std::uint64_t> times_built{0};
  std::thread thread;

  Impl(Store& the_store, search::Index& the_index, Seed the_seed)
      : store(the_store), index(the_index), seed(std::move(the_seed)) {}

  void note(IndexBuild build) {
    constexpr std::size_t builds_kept = 100;
    std::lock_guard lock(mutex);
    if (is_building) return;
    is_building = true;
    if (begun.size() == builds_kept) begun.erase(begun.begin());
    begun.push_back(std::move(build));
  }

  // Makes the index sound, where it is not; gives the event that it stands for.
  std::uint64_t start() {
    auto reason = std::exchange(found_at_first, std::nullopt);
    if (!reason) reason = judge(store, index);
    if (reason) {
      note(build_for(*reason));
      put_right(store, index, seed, [this] { return goes_on(); });
    }
    std::lock_guard lock(mutex);
    // Also where it stood already: a copy that was taken, and then could not be followed.
    times_built += std::exchange(is_building, false) ? 1 : 0;
    return index.checkpoint().sequence;
  }

  void came_to(std::uint64_t seq) {
    seen = seq;
    std::lock_guard lock(mutex);
    changed.notify_all();
  }

  bool goes_on() {
    std::lock_guard lock(mutex);
    return !stopping;
  }

  void run() {
    for (;;) {
      bool failed = false;
      try {
        if (!standing || index.state() != search::IndexState::ready) came_to(start());
        follow(store, index, seed, seen, [this](std::uint64_t seq) { came_to(seq); });
        stands(true, {});
      } catch (const std::exception& fault) {
        failed = true;
        stands(false, fault.what());
      }
      std::unique_lock lock(mutex);
      // Also without word from the store it looks once a second: a reader may have found the index
      // damaged, or after a fault the disk may have room again.
      changed.wait_for(lock, std::chrono::seconds(1),
                       [&] { return stopping || (woken && !failed); });
      if (stopping) return;
      woken = false;
    }
  }

  void stands(bool is_so, std::string what) {
    std::lock_guard lock(mutex);
    standing = is_so;
    trouble = std::move(what);
    changed.notify_all();
  }
};

Indexer::Indexer(Store& store, search::Index& index, Seed seed)
    : impl_(std::make_unique<Impl>(store, index, std::move(seed))) {
  take_vocabulary(store, index, impl_->seed);
  // Before anybody asks. What it says is kept: who looks again sees only that it was disowned.
  impl_->found_at_first = judge(store, index);
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

Indexer::~Indexer() {
  stop();
  impl_->thread.join();
}

void Indexer::stop() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->changed.notify_all();
}

void Indexer::wake() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->woken = true;
  }
  impl_->changed.notify_all();
}

bool Indexer::wait_for(std::uint64_t seq, int timeout_ms) {
  std::unique_lock lock(impl_->mutex);
  return impl_->changed.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                                 [&] { return impl_->standing && impl_->seen >= seq; });
}

std::uint64_t Indexer::behind() const {
  std::uint64_t head = impl_->store.head().seq;
  std::uint64_t seen = impl_->seen;
  return head > seen ? head - seen : 0;
}

bool Indexer::has_copy() const { return impl_->index.has_copy(); }

std::uint64_t Indexer::times_built() const { return impl_->times_built; }

std::vector<IndexBuild> Indexer::take_begun() {
  std::lock_guard lock(impl_->mutex);
  return std::exchange(impl_->begun, {});
}

std::string Indexer::trouble() const {
  if (impl_->index.state() != search::IndexState::ready) return impl_->index.trouble();
  std::lock_guard lock(impl_->mutex);
  return impl_->trouble;
}

}  // namespace expertise
