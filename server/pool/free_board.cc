#include "server/pool/free_board.h"

#include <algorithm>
#include <array>
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

// As many rows as can be asked for at once.
constexpr std::size_t events_at_once = 1000;
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

namespace {

// Everybody by column; made anew once a week, and then another one: who still looks at this one
// keeps it.
struct Board {
  explicit Board(LocalDay today) : grid(today) {}

  bool knows(LocalDay today, int days) const {
    return grid.covers(today) && grid.covers(plus_days(today, days));
  }

  void take(const Specialist& specialist) {
    const std::size_t column =
        columns.try_emplace(specialist.id.text(), columns.size()).first->second;
    if (specialist.active) {
      grid.put(column, specialist.availability);
    } else {
      grid.remove(column);
    }
  }

  void read_all(Store& store) {
    // What is read below may be newer than this; those events come again and change nothing.
    seen = store.head().seq;
    auto txn = store.begin(Access::read);
    SpecialistQuery query;
    query.scope.everything = true;
    query.page.limit = Page::most;
    query.behind = SpecialistId();
    for (;;) {
      const auto page = txn->find(query);
      for (const Specialist& each : page.items) take(each);
      if (page.items.size() < query.page.limit) return;
      query.behind = page.items.back().id;
    }
  }

  void follow(Store& store) {
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
        ++changes;
      }
      seen = events.back().seq;
    }
  }

  // Columns are given out anew by each board.
  static std::uint32_t next_numbering() {
    static std::atomic<std::uint32_t> last{0};
    return ++last;
  }

  const std::uint32_t numbering = next_numbering();
  std::uint64_t changes = 0;
  mutable std::shared_mutex mutex;
  std::atomic<std::uint64_t> seen{0};
  std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> columns;
  AvailabilityGrid grid;
};

// Those of a moment, by the columns of the board.
class FreePeople final : public search::Allowed {
 public:
  FreePeople(std::shared_ptr<const Board> board, ColumnSet people)
      : board_(std::move(board)), people_(std::move(people)), known_(board_->columns.size()) {}

  std::uint32_t numbering() const override { return board_->numbering; }
  std::optional<std::uint32_t> number_of(std::string_view id) const override {
    const std::shared_lock reading(board_->mutex);
    const auto found = board_->columns.find(id);
    if (found == board_->columns.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found->second);
  }
  // Who came since then is judged by the row.
  bool allows(std::uint32_t number) const override {
    return number >= known_ || people_.holds(number);
  }
  bool allows_unnumbered() const override { return true; }

 private:
  std::shared_ptr<const Board> board_;
  ColumnSet people_;
  std::size_t known_;
};

// What an answer depends on: who asks the same within the half hour gets the same people.
struct Asked {
  std::uint32_t numbering = 0;
  std::uint64_t changes = 0;
  AvailabilityGrid::HalfHours half_hours;
  bool operator==(const Asked&) const = default;
};

struct Answered {
  Asked asked;
  std::shared_ptr<const FreePeople> people;
};

}  // namespace

struct FreeBoard::Impl {
  explicit Impl(Store& the_store) : store(the_store) {}

  std::shared_ptr<Board> present() const {
    const std::lock_guard lock(mutex);
    return board;
  }

  // One that knows the week of today: who comes while it is made waits for it only when there is
  // none that does.
  std::shared_ptr<Board> of(LocalDay today, int days) {
    auto now = present();
    if (now && now->knows(today, days)) return now;
    const std::lock_guard one_at_a_time(making);
    now = present();
    if (now && now->knows(today, days)) return now;
    now = std::make_shared<Board>(today);
    now->read_all(store);
    const std::lock_guard lock(mutex);
    board = now;
    return now;
  }

  Store& store;
  std::mutex making;
  mutable std::mutex mutex;
  std::shared_ptr<Board> board;

  std::mutex answering;
  std::array<Answered, codes<AvailableWithin>.size()> answered;
};

FreeBoard::FreeBoard(Store& store) : impl_(std::make_unique<Impl>(store)) {}
FreeBoard::~FreeBoard() = default;

void FreeBoard::catch_up(Instant now, Ahead ahead) {
  const int days = ahead == Ahead::week ? days_of_a_week : days_of_a_week + 1;
  const auto board = impl_->of(local_day(now), days);
  if (board->seen >= impl_->store.head().seq) return;
  const std::unique_lock lock(board->mutex);
  board->follow(impl_->store);
}

std::shared_ptr<const search::Allowed> FreeBoard::may_be_free(AvailableWithin within,
                                                              Instant now) const {
  const LocalDay today = local_day(now);
  const auto board = impl_->present();
  if (!board || !board->knows(today, days_of_a_week)) return nullptr;
  const std::shared_lock lock(board->mutex);
  const auto until = [&](int days) { return instant_of(plus_days(today, days), 0); };
  const Instant end = within == AvailableWithin::now ? now + moment
                      : within == AvailableWithin::this_week
                          ? until(days_of_a_week - weekday_index(today))
                          : until(1);
  const Instant begin = within == AvailableWithin::any ? until(0) : now;
  const Asked asked{board->numbering, board->changes, board->grid.touched_by(begin, end)};
  const std::lock_guard answering(impl_->answering);
  Answered& last = impl_->answered[static_cast<std::size_t>(within)];
  if (!last.people || last.asked != asked) {
    last = {asked, std::make_shared<FreePeople>(board, within == AvailableWithin::any
                                                           ? board->grid.present_on(today)
                                                           : board->grid.free_within(now, end))};
  }
  return last.people;
}

}  // namespace expertise
