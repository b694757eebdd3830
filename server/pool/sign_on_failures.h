// Attempts to sign on that failed, in the access log, without letting who guesses fill it: of each
// person (or address that nobody has) and origin the first in a quarter of an hour is written at
// once, and those that follow are counted and written as one entry when it is over. Private to the
// use cases of People.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "server/domain/event.h"
#include "server/domain/people.h"
#include "server/pool/context.h"

namespace expertise {

/// Safe to use from many threads at once. At most `2 * (keys_most + 1)` entries come of a window,
/// however many attempts there are.
class SignOnFailures {
 public:
  static constexpr std::chrono::minutes window{15};
  static constexpr std::size_t keys_most = 100;

  /// Throws Refusal(unavailable, `cannot_record_access`) when it is to be written and cannot be.
  /// `user` is nothing when nobody has the address. Then `typed` tells addresses apart, so that
  /// one that nobody has takes the same work as one that somebody has: a hash of it is held in
  /// memory for the window, and nothing of it is ever written, for it may be a password.
  void note(Context context, const std::optional<User>& user, std::string_view origin,
            std::string_view result, std::string_view typed = {});
  /// Writes what was counted in windows that are over at `now`. Throws as note does; what could not
  /// be written stays.
  void write_counted(Context context, Instant now);

 private:
  // Whose it is, the origin, the result, and a hash of what was typed where nobody has it.
  using Key = std::tuple<std::optional<UserId>, std::string, std::string, Hash>;
  struct Count {
    std::optional<MunicipalityId> municipality;
    std::int64_t uncounted = 0;
  };
  using Counts = std::map<Key, Count>;

  void begin_window(Context context, Instant now);
  static void add(Counts& to, const Counts& counts);

  // Never held while something is written.
  std::mutex mutex_;
  Instant began_{};
  Counts counts_;
  // Of windows that are over, and not written yet.
  Counts due_;
};

}  // namespace expertise
