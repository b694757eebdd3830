#include "server/pool/free_board.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "server/domain/availability_grid.h"
#include "server/domain/local_time.h"

namespace expertise {

namespace {

constexpr std::size_t events_at_once = 2000;
constexpr int days_of_a_week = 7;
constexpr std::chrono::milliseconds moment{1};

bool concerns_availability(EventKind kind) {
  return kind == EventKind::specialist_added || kind == EventKind::specialist_changed ||
         kind == EventKind::availability_changed || kind == EventKind::specialist_left;
}

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

}  // namespace

bool is_within(FreeState state, AvailableWithin within) {
  switch (within) {
    case AvailableWithin::any:
      return true;
    case AvailableWithin::now:
      return state == FreeState::now;
    case AvailableWithin::today:
      return state == FreeState::now || state == FreeState::today;
    case AvailableWithin::this_week:
      return state == FreeState::now || state == FreeState::today || state == FreeState::this_week;
  }
  return false;
}

struct FreeBoard::Impl {
  explicit Impl(Store& the_store) : store(the_store) {}

  bool knows_week_of(LocalDay today) const {
    return grid && grid->covers(today) && grid->covers(plus_days(today, days_of_a_week));
  }

  void take(const Specialist& specialist) {
    const std::size_t column =
        columns.try_emplace(specialist.id.text(), columns.size()).first->second;
    if (specialist.active) {
      grid->put(column, specialist.availability);
    } else {
      grid->remove(column);
    }
  }

  void read_all(LocalDay today) {
    // What is read below may be newer than this; those events come again and change nothing.
    seen = store.head().seq;
    columns.clear();
    grid.emplace(today);
    auto txn = store.begin(Access::read);
    SpecialistQuery query;
    query.scope.everything = true;
    query.page.limit = Page::most;
    for (;;) {
      const auto page = txn->find(query);
      for (const Specialist& each : page.items) take(each);
      if (page.items.size() < query.page.limit) return;
      query.page.offset += page.items.size();
    }
  }

  void follow() {
    for (;;) {
      const auto events = store.events_after(seen, events_at_once);
      if (events.empty()) return;
      std::set<SpecialistId> changed;
      for (const Event& event : events) {
        if (concerns_availability(event.kind) && event.specialist) {
          changed.insert(*event.specialist);
        }
      }
      if (!changed.empty()) {
        auto txn = store.begin(Access::read);
        for (const Specialist& each : txn->specialists({changed.begin(), changed.end()})) {
          take(each);
        }
      }
      seen = events.back().seq;
    }
  }

  Store& store;
  mutable std::shared_mutex mutex;
  std::atomic<std::uint64_t> seen{0};
  std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> columns;
  std::optional<AvailabilityGrid> grid;
};

FreeBoard::FreeBoard(Store& store) : impl_(std::make_shared<Impl>(store)) {}
FreeBoard::~FreeBoard() = default;

void FreeBoard::catch_up(Instant now) {
  const LocalDay today = local_day(now);
  {
    const std::shared_lock lock(impl_->mutex);
    if (impl_->knows_week_of(today) && impl_->seen >= impl_->store.head().seq) return;
  }
  const std::unique_lock lock(impl_->mutex);
  if (!impl_->knows_week_of(today)) impl_->read_all(today);
  impl_->follow();
}

std::function<bool(std::string_view id)> FreeBoard::may_be_free(AvailableWithin within,
                                                                Instant now) const {
  const LocalDay today = local_day(now);
  const std::shared_lock lock(impl_->mutex);
  if (!impl_->knows_week_of(today)) return {};
  const auto until = [&](int days) { return instant_of(plus_days(today, days), 0); };
  const Instant end = within == AvailableWithin::now ? now + moment
                      : within == AvailableWithin::today
                          ? until(1)
                          : until(days_of_a_week - weekday_index(today));
  const ColumnSet people = within == AvailableWithin::any ? impl_->grid->present_on(today)
                                                          : impl_->grid->free_within(now, end);
  return [impl = impl_, people, known = impl_->columns.size()](std::string_view id) {
    const std::shared_lock reading(impl->mutex);
    const auto found = impl->columns.find(id);
    // Who came since then is judged by the row.
    return found == impl->columns.end() || found->second >= known || people.holds(found->second);
  };
}

}  // namespace expertise
