// Who of the pool may be asked within a certain time, kept in memory and in step with the log, so
// that a search among thousands reads nobody's row who is not there.
#pragma once

#include <memory>

#include "search/allowed.h"
#include "server/domain/availability.h"
#include "server/domain/code.h"
#include "server/store/store.h"

namespace expertise {

enum class AvailableWithin { any, now, today, this_week };

template <>
inline constexpr CodeTable<AvailableWithin, 4> codes<AvailableWithin>{
    {{AvailableWithin::any, "any"},
     {AvailableWithin::now, "now"},
     {AvailableWithin::today, "today"},
     {AvailableWithin::this_week, "this_week"}}};

/// Whether somebody in this state is free within that time.
bool is_within(FreeState state, AvailableWithin within);

/// Safe to use from many threads at once.
class FreeBoard {
 public:
  /// `store` must outlive it.
  explicit FreeBoard(Store& store);
  ~FreeBoard();

  /// Reads whose hours or leave changed since the last time; the first time, and when the days that
  /// it knows are nearly over, everybody's. Not within a transaction.
  enum class Ahead { week, more };
  /// With `more` everybody's is read a day earlier than anybody needs it.
  void catch_up(Instant now, Ahead ahead = Ahead::week);

  /// Who may be offered and free within that time at `now`, by hours, leave, pause and switch as of
  /// the last time: it leaves out nobody who is, and the row says the rest (load, calendars). It
  /// may outlive the board. Nothing when the board does not know the week yet.
  std::shared_ptr<const search::Allowed> may_be_free(AvailableWithin within, Instant now) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise
