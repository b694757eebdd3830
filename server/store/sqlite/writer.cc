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

// Writing: a savepoint in the open batch.
class Writer::WriteTurn : public Turn {
 public:
  explicit WriteTurn(Writer& writer) : writer_(writer) {}

  ~WriteTurn() override {
    if (ended_) return;
    try {
      if (connection().in_transaction()) {
        connection().query("ROLLBACK TO turn").run();
        connection().query("RELEASE turn").run();
      }
    } catch (const std::exception&) {
      writer_.fail_batch();
    }
    writer_.after_turn();
  }

  Connection& connection() override { return *writer_.connection_; }

  void commit() override {
    if (!connection().in_transaction()) throw Refusal(Reason::unavailable, "cannot_write");
    connection().query("RELEASE turn").run();
    ended_ = true;

    std::unique_lock lock(writer_.mutex_);
    std::shared_ptr<Batch> batch = writer_.batch_;
    ++batch->members;
    if (head_) batch->head = head_;
    batch->destroyed_text |= destroyed_text_;
    writer_.taken_ = false;
    writer_.turn_is_free_.notify_one();
    writer_.work_.notify_one();
    writer_.batch_ended_.wait(lock, [&] { return batch->ended; });
    if (batch->failed) throw Refusal(Reason::unavailable, "cannot_write");
  }

  void appended(const Checkpoint& head) override { head_ = head; }
  void destroyed_text() override { destroyed_text_ = true; }

 private:
  Writer& writer_;
  std::optional<Checkpoint> head_;
  bool destroyed_text_ = false;
  bool ended_ = false;
};

Writer::Writer(std::unique_ptr<Connection> connection, const Checkpoint& head)
    : connection_(std::move(connection)), head_(head), committer_([this] { commit_batches(); }) {}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_one();
  committer_.join();
  connection_->empty_log();
}

std::unique_ptr<Turn> Writer::take() {
  {
    std::unique_lock lock(mutex_);
    ++waiting_;
    bool mine = turn_is_free_.wait_for(lock, longest_wait, [this] {
      return !taken_ && !(batch_ && batch_->members >= most_in_batch);
    });
    --waiting_;
    if (!mine) {
      work_.notify_one();
      throw Refusal(Reason::unavailable, "busy");
    }
    taken_ = true;
  }
  try {
    if (!batch_) open_batch();
    connection_->query("SAVEPOINT turn").run();
  } catch (...) {
    after_turn();
    throw;
  }
  return std::make_unique<WriteTurn>(*this);
}

Checkpoint Writer::head() {
  std::lock_guard lock(mutex_);
  return head_;
}

void Writer::on_durable(std::function<void()> call) {
  std::lock_guard lock(mutex_);
  call_ = std::move(call);
}

void Writer::open_batch() {
  connection_->query("BEGIN IMMEDIATE").run();
  std::lock_guard lock(mutex_);
  batch_ = std::make_shared<Batch>();
}

// The caller has the turn.
void Writer::after_turn() {
  if (batch_ && !connection_->in_transaction()) {
    fail_batch();
  } else if (batch_ && batch_->members == 0) {
    try {
      connection_->query("ROLLBACK").run();
    } catch (const std::exception&) {
      // Nothing was promised to anybody; opening the next batch meets the fault again.
    }
    std::lock_guard lock(mutex_);
    batch_.reset();
  }
  {
    std::lock_guard lock(mutex_);
    taken_ = false;
  }
  turn_is_free_.notify_one();
  work_.notify_one();
}

// The caller has the turn. Everybody in the batch is told that nothing of it happened.
void Writer::fail_batch() {
  try {
    if (connection_->in_transaction()) connection_->query("ROLLBACK").run();
  } catch (const std::exception&) {
    // SQLite has then rolled back by itself.
  }
  std::lock_guard lock(mutex_);
  if (!batch_) return;
  batch_->failed = true;
  batch_->ended = true;
  batch_.reset();
  batch_ended_.notify_all();
}

// The committer thread: waits until nobody wants to join the batch, or it is full.
void Writer::commit_batches() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (log_holds_destroyed_text_) {
      work_.wait_for(lock, empty_log_again, [this] { return stopping_ || commit_is_due(); });
    } else {
      work_.wait(lock, [this] { return stopping_ || commit_is_due(); });
    }
    if (commit_is_due()) {
      commit_batch(lock);
    } else if (stopping_) {
      return;
    } else if (!taken_ && !batch_) {
      empty_log(lock);
    }
  }
}

bool Writer::commit_is_due() const {
  return !taken_ && batch_ && batch_->members > 0 &&
         (waiting_ == 0 || batch_->members >= most_in_batch);
}

void Writer::commit_batch(std::unique_lock<std::mutex>& lock) {
  taken_ = true;
  std::shared_ptr<Batch> batch = batch_;
  lock.unlock();
  bool durable = true;
  try {
    connection_->query("COMMIT").run();
  } catch (const std::exception&) {
    durable = false;
  }
  if (!durable) fail_batch();
  lock.lock();
  if (durable) {
    batch_.reset();
    if (batch->head) head_ = *batch->head;
    if (batch->destroyed_text) {
      log_holds_destroyed_text_ = true;
      empty_log(lock);
    }
    batch->ended = true;
    batch_ended_.notify_all();
  }
  taken_ = false;
  turn_is_free_.notify_one();
  if (durable && batch->head && call_) {
    lock.unlock();
    call_();
    lock.lock();
  }
}

// Takes the turn for it, or has it already.
void Writer::empty_log(std::unique_lock<std::mutex>& lock) {
  bool had_turn = std::exchange(taken_, true);
  lock.unlock();
  bool emptied = connection_->empty_log();
  lock.lock();
  if (emptied) log_holds_destroyed_text_ = false;
  if (!had_turn) {
    taken_ = false;
    turn_is_free_.notify_one();
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

Readers::Readers(const std::string& path) : path_(path) {}

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
  } catch (...) {
    std::lock_guard lock(mutex_);
    --made_;
    one_is_free_.notify_one();
    throw;
  }
  return std::make_unique<ReadTurn>(*this, std::move(connection));
}

}  // namespace expertise::sqlite
