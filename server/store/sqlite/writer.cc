#include "server/store/sqlite/writer.h"

#include <stdexcept>

#include "server/domain/refusal.h"

namespace expertise::sqlite {

namespace {

/// When this many turns wait for it, the batch is committed before the next turn.
constexpr std::size_t most_in_batch = 256;
/// How soon emptying the log is tried again when a reader was in the way.
constexpr std::chrono::milliseconds empty_log_again{500};

}  // namespace

// Writing: a savepoint in the open batch. The first turn of a batch needs none, for undoing it is
// undoing the batch; SQLite is slow at many changes within a savepoint.
class Writer::WriteTurn : public Turn {
 public:
  WriteTurn(Writer& writer, bool is_first) : writer_(writer), is_first_(is_first) {}

  ~WriteTurn() override {
    if (ended_) return;
    try {
      if (!is_first_ && connection().in_transaction()) {
        connection().query("ROLLBACK TO turn").run();
        connection().query("RELEASE turn").run();
      }
    } catch (const std::exception&) {
      writer_.fail_batch();
    }
    writer_.end_turn();
  }

  Connection& connection() override { return *writer_.connection_; }

  void commit() override {
    if (!connection().in_transaction()) throw Refusal(Reason::unavailable, "cannot_write");
    if (!is_first_) connection().query("RELEASE turn").run();
    ended_ = true;

    std::shared_ptr<Batch> batch = writer_.batch_;
    ++batch->members;
    if (head_) batch->head = head_;
    batch->destroyed_text |= destroyed_text_;
    writer_.end_turn();
    std::unique_lock lock(writer_.mutex_);
    writer_.batch_ended_.wait(lock, [&] { return batch->ended; });
    if (batch->failed) throw Refusal(Reason::unavailable, "cannot_write");
  }

  void appended(const Checkpoint& head) override { head_ = head; }
  void destroyed_text() override { destroyed_text_ = true; }

 private:
  Writer& writer_;
  bool is_first_;
  std::optional<Checkpoint> head_;
  bool destroyed_text_ = false;
  bool ended_ = false;
};

Writer::Writer(std::unique_ptr<Connection> connection, const Checkpoint& head)
    : connection_(std::move(connection)),
      head_(head),
      told_(head.seq),
      follower_([this] { follow(); }) {}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  follow_.notify_one();
  follower_.join();
  connection_->empty_log();
}

std::unique_ptr<Turn> Writer::take() {
  {
    std::unique_lock lock(mutex_);
    ++waiting_;
    bool mine = turn_is_free_.wait_for(lock, longest_wait, [this] { return !taken_; });
    --waiting_;
    if (!mine) throw Refusal(Reason::unavailable, "busy");
    taken_ = true;
  }
  bool is_first = batch_ == nullptr;
  try {
    if (is_first) {
      open_batch();
    } else {
      connection_->query("SAVEPOINT turn").run();
    }
    return std::make_unique<WriteTurn>(*this, is_first);
  } catch (...) {
    end_turn();
    throw;
  }
}

Checkpoint Writer::head() {
  std::lock_guard lock(mutex_);
  return head_;
}

void Writer::on_durable(std::function<void()> call) {
  std::unique_lock lock(mutex_);
  call_ended_.wait(lock, [this] { return !calling_; });
  call_ = std::move(call);
}

void Writer::open_batch() {
  auto batch = std::make_shared<Batch>();
  // When undoing the one before failed: nothing of it was promised to anybody.
  if (connection_->in_transaction()) connection_->query("ROLLBACK").run();
  connection_->query("BEGIN IMMEDIATE").run();
  batch_ = std::move(batch);
}

void Writer::end_turn() {
  if (batch_ && !connection_->in_transaction()) {
    fail_batch();
  } else if (batch_ && batch_->members == 0) {
    undo_batch();
  }
  std::unique_lock lock(mutex_);
  if (batch_ && (waiting_ == 0 || batch_->members >= most_in_batch)) {
    lock.unlock();
    commit_batch();
    lock.lock();
  }
  // In the same breath as the look at who waits: they, or nobody, end the batch.
  taken_ = false;
  lock.unlock();
  turn_is_free_.notify_one();
}

// Of a batch that nobody joined.
void Writer::undo_batch() {
  try {
    connection_->query("ROLLBACK").run();
  } catch (const std::exception&) {
    // Nothing was promised to anybody; opening the next batch meets the fault again.
  }
  batch_.reset();
}

// Everybody in the batch is told that nothing of it happened.
void Writer::fail_batch() {
  try {
    if (connection_->in_transaction()) connection_->query("ROLLBACK").run();
  } catch (const std::exception&) {
    // SQLite has then rolled back by itself.
  }
  if (!batch_) return;
  std::shared_ptr<Batch> batch = std::move(batch_);
  std::lock_guard lock(mutex_);
  batch->failed = true;
  batch->ended = true;
  batch_ended_.notify_all();
}

void Writer::commit_batch() {
  try {
    connection_->query("COMMIT").run();
  } catch (const std::exception&) {
    fail_batch();
    return;
  }
  std::shared_ptr<Batch> batch = std::move(batch_);
  if (batch->destroyed_text) try_to_empty_log();
  std::lock_guard lock(mutex_);
  if (batch->head) head_ = *batch->head;
  batch->ended = true;
  batch_ended_.notify_all();
  if (batch->head || log_holds_destroyed_text_) follow_.notify_one();
}

// The caller has the turn, and no transaction is open.
void Writer::try_to_empty_log() {
  bool emptied = connection_->empty_log();
  std::lock_guard lock(mutex_);
  log_holds_destroyed_text_ = !emptied;
}

void Writer::follow() {
  std::unique_lock lock(mutex_);
  auto has_work = [this] { return stopping_ || head_.seq != told_; };
  for (;;) {
    if (log_holds_destroyed_text_) {
      follow_.wait_for(lock, empty_log_again, has_work);
    } else {
      follow_.wait(lock, [&] { return has_work() || log_holds_destroyed_text_; });
    }
    if (stopping_) return;
    if (head_.seq != told_) {
      told_ = head_.seq;
      std::function<void()> call = call_;
      calling_ = true;
      lock.unlock();
      if (call) call();
      lock.lock();
      calling_ = false;
      call_ended_.notify_all();
    } else if (log_holds_destroyed_text_ && !taken_ && !batch_) {
      taken_ = true;
      lock.unlock();
      try_to_empty_log();
      end_turn();
      lock.lock();
    }
  }
}

// Reading: one snapshot.
class Readers::ReadTurn : public Turn {
 public:
  ReadTurn(Readers& readers, std::unique_ptr<Connection> connection)
      : readers_(readers), connection_(std::move(connection)) {}

  ~ReadTurn() override { give_back(); }
  Connection& connection() override { return *connection_; }
  void commit() override { give_back(); }
  void appended(const Checkpoint&) override { throw std::logic_error("a read turn appends"); }
  void destroyed_text() override { throw std::logic_error("a read turn destroys"); }

 private:
  void give_back() {
    if (!connection_) return;
    try {
      connection_->query("ROLLBACK").run();
    } catch (const std::exception&) {
      connection_.reset();  // a new one is opened in its place
    }
    std::lock_guard lock(readers_.mutex_);
    if (connection_) {
      readers_.free_.push_back(std::move(connection_));
    } else {
      --readers_.made_;
    }
    readers_.one_is_free_.notify_one();
  }

  Readers& readers_;
  std::unique_ptr<Connection> connection_;
};

// With room for all, so that giving one back never fails.
Readers::Readers(const std::string& path) : path_(path) { free_.reserve(most); }

std::unique_ptr<Turn> Readers::take() {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(mutex_);
    bool mine = one_is_free_.wait_for(lock, longest_wait,
                                      [this] { return !free_.empty() || made_ < most; });
    if (!mine) throw Refusal(Reason::unavailable, "busy");
    if (free_.empty()) {
      ++made_;
    } else {
      connection = std::move(free_.back());
      free_.pop_back();
    }
  }
  try {
    if (!connection) connection = std::make_unique<Connection>(path_, Mode::read);
    connection->query("BEGIN").run();
    return std::make_unique<ReadTurn>(*this, std::move(connection));
  } catch (...) {
    std::lock_guard lock(mutex_);
    --made_;
    one_is_free_.notify_one();
    throw;
  }
}

}  // namespace expertise::sqlite
