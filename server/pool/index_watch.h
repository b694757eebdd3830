// Looks after the index while it is used: whether its files are still those that were written, now
// and then whether all of them can be read as they were written, and whether the index knows as
// many people as the store. Keeps a copy of it; the indexer takes that, or builds anew, when it is
// not.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

#include "search/index.h"
#include "server/domain/local_time.h"
#include "server/pool/indexer.h"
#include "server/store/store.h"

namespace expertise {

class IndexWatch {
 public:
  /// All three must outlive it.
  IndexWatch(Store& store, search::Index& index, Indexer& indexer)
      : store_(store), index_(index), indexer_(indexer) {}

  /// How often all of it is read.
  static constexpr std::chrono::minutes between_readings{10};

  /// What somebody took out of their profile is not kept in the copy for longer than this.
  static constexpr std::chrono::hours between_renewals{24};

  /// To be called every few seconds, by one thread. Takes a moment; when it reads everything it
  /// rests four times as long as it works, so that people do not notice. Gives what is wrong, or
  /// nothing.
  std::optional<std::string> look_after(Instant now);
  /// Reads everything at once; gives what is wrong, or nothing.
  std::optional<std::string> read_all();
  /// Breaks off what look_after does, and lets it do nothing more.
  void stop();

 private:
  void compare_with_store();
  std::optional<std::string> found_wrong();

  Store& store_;
  search::Index& index_;
  Indexer& indexer_;
  std::optional<Instant> last_reading_;
  std::optional<Instant> last_renewal_;
  // Where none could be made it is tried again after the next reading.
  bool may_copy_ = true;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
};

}  // namespace expertise
