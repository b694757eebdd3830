// The one writer with group commit, and the readers. A turn is the use of a connection for one
// transaction. Turns that write follow each other in one SQLite transaction, each a savepoint in
// it, and share the cost of making it durable; what happened in them is told only when it is. It
// knows no tables.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/store/sqlite/connection.h"
#include "server/store/store.h"

namespace expertise::sqlite {

/// How long a caller waits for a connection before it is refused.
inline constexpr std::chrono::seconds longest_wait{10};

/// Leaving without commit() undoes everything that was done in it.
class Turn {
 public:
  virtual ~Turn() = default;
  virtual Connection& connection() = 0;
  /// Ends the turn; the connection is not to be used after it.
  virtual void commit() = 0;
  /// What the batch should know of this turn once it commits.
  virtual void appended(const Checkpoint& head) = 0;
  virtual void destroyed_text() = 0;
};

/// Safe to use from many threads.
class Writer {
 public:
  /// `head` is the last event in the database of `connection`.
  Writer(std::unique_ptr<Connection> connection, const Checkpoint& head);
  /// Every turn must have ended. Empties the write-ahead log.
  ~Writer();

  /// Waits for the turns before it. Throws Refusal(unavailable) after `longest_wait` or when the
  /// disk refuses.
  std::unique_ptr<Turn> take();
  /// The last durable event.
  Checkpoint head();
  /// Returns when no earlier call is running any more, so that what it speaks to may then go. Never
  /// to be called from within such a call.
  void on_durable(std::function<void()> call);

 private:
  class WriteTurn;
  /// Turns that become durable together; shared by those who wait for its end.
  struct Batch {
    std::size_t members = 0;
    bool ended = false;
    bool failed = false;
    std::optional<Checkpoint> head;
    bool destroyed_text = false;
  };

  void open_batch();
  /// Ends the turn of the caller. Whoever finds nobody waiting to join the batch commits it for
  /// all, so that a writer alone waits for no other thread.
  void end_turn();
  void undo_batch();
  void fail_batch();
  void commit_batch();
  void try_to_empty_log();
  /// The store's own thread: tells of durable events, and tries again to empty the log.
  void follow();

  std::unique_ptr<Connection> connection_;  // used by who has the turn

  std::mutex mutex_;  // guards all below
  std::condition_variable turn_is_free_;
  std::condition_variable batch_ended_;
  std::condition_variable follow_;
  std::condition_variable call_ended_;
  bool taken_ = false;
  std::size_t waiting_ = 0;
  std::shared_ptr<Batch> batch_;  // changed only by who has the turn
  bool log_holds_destroyed_text_ = false;
  bool stopping_ = false;
  Checkpoint head_;
  std::uint64_t told_;
  std::function<void()> call_;
  bool calling_ = false;

  std::thread follower_;
};

/// A few connections that only read. Safe to use from many threads.
class Readers {
 public:
  explicit Readers(const std::string& path);
  /// Throws Refusal(unavailable) when none comes free in `longest_wait`.
  std::unique_ptr<Turn> take();

 private:
  class ReadTurn;
  static constexpr std::size_t most = 8;

  std::string path_;
  std::mutex mutex_;
  std::condition_variable one_is_free_;
  std::vector<std::unique_ptr<Connection>> free_;
  std::size_t made_ = 0;
};

}  // namespace expertise::sqlite
