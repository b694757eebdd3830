// Attempts to sign on that failed, in the access log, without letting who guesses fill it: of each
// person and origin the first in a quarter of an hour is written at once, and those that follow are
// counted and written as one entry when it is over. Private to the use cases of People.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <tuple>

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
  /// `user` is nothing when nobody has the address: what was typed is never kept, it may be a
  /// password.
  void note(Context context, const std::optional<User>& user, std::string_view origin,
            const char* result);
  /// Writes what was counted in windows that are over at `now`. Throws as note does; what could not
  /// be written stays.
  void write_counted(Context context, Instant now);

 private:
  using Key = std::tuple<std::optional<UserId>, std::string, std::string>;
  struct Count {
    std::optional<MunicipalityId> municipality;
    std::int64_t uncounted = 0;
  };

  void write_and_begin(Context context, Instant now);

  std::mutex mutex_;
  Instant began_{};
  std::map<Key, Count> counts_;
};

}  // namespace expertise
