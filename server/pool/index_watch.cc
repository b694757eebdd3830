#include "server/pool/index_watch.h"

namespace expertise {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int rest_for_work = 4;

}  // namespace

std::optional<std::string> IndexWatch::look_after(Instant now) {
  using Renewal = search::Index::Renewal;
  if (!last_reading_) last_reading_ = last_renewal_ = now;
  auto worked_from = Clock::now();
  const auto rest = [&] {
    std::unique_lock lock(mutex_);
    const auto worked = Clock::now() - worked_from;
    changed_.wait_for(lock, worked * rest_for_work, [this] { return stopping_; });
    worked_from = Clock::now();
    return !stopping_;
  };
  const auto is_within = [&](Instant last, auto term) { return now >= last && now - last < term; };
  if (is_within(*last_reading_, between_readings)) {
    const bool is_sound = index_.look() == search::IndexState::ready;
    if (is_sound && may_copy_ && !index_.has_copy()) {
      may_copy_ = index_.put_aside(Renewal::far_behind, rest);
    }
    return found_wrong();
  }
  last_reading_ = now;
  index_.check([&](search::Index::Haste haste) {
    if (haste == search::Index::Haste::none) return rest();
    const std::lock_guard lock(mutex_);
    return !stopping_;
  });
  compare_with_store();
  const bool is_old = !is_within(*last_renewal_, between_renewals);
  may_copy_ = index_.state() == search::IndexState::ready &&
              index_.put_aside(is_old ? Renewal::any : Renewal::far_behind, rest);
  if (may_copy_ && is_old) last_renewal_ = now;
  return found_wrong();
}

std::optional<std::string> IndexWatch::read_all() {
  const auto go_on = [this](search::Index::Haste) {
    const std::lock_guard lock(mutex_);
    return !stopping_;
  };
  if (index_.check(go_on) == search::IndexState::ready) compare_with_store();
  return found_wrong();
}

std::optional<std::string> IndexWatch::found_wrong() {
  if (index_.state() == search::IndexState::ready) return std::nullopt;
  indexer_.wake();
  return index_.trouble();
}

void IndexWatch::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

void IndexWatch::compare_with_store() {
  constexpr std::chrono::milliseconds rest{200};
  // A row can be read a moment before the log says that it was written.
  for (int looks_left = 3; index_.state() == search::IndexState::ready; --looks_left) {
    const std::uint64_t head = store_.head().seq;
    if (indexer_.behind() > 0) return;
    SpecialistQuery query;
    query.scope.everything = true;
    query.page.limit = 1;
    const std::size_t people = store_.begin(Access::read)->find(query).total;
    const std::size_t known = index_.size();
    // What was written meanwhile may be in one and not yet in the other.
    if (store_.head().seq != head || people == known) return;
    if (looks_left == 1) {
      return index_.distrust("the index knows " + std::to_string(known) + " people, the pool has " +
                             std::to_string(people));
    }
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, rest, [this] { return stopping_; })) return;
  }
}

}  // namespace expertise
