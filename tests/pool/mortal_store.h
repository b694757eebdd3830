// A store in front of a real one that dies at random in the middle of a write, as a process does
// that is killed.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "tests/pool/counting_store.h"

namespace expertise {

/// What a process that is killed does not live to see.
struct Killed {};

/// Dies at random at a commit: before it, and nothing is kept; or after it, and nobody is told.
class MortalTxn : public CountingTxn {
 public:
  MortalTxn(std::unique_ptr<Txn> behind, int& commits, std::size_t& profiles,
            std::function<bool()> dies)
      : CountingTxn(std::move(behind), commits, profiles), dies_(std::move(dies)) {}
  void commit() override {
    if (dies_()) throw Killed{};
    CountingTxn::commit();
    if (dies_()) throw Killed{};
  }

 private:
  std::function<bool()> dies_;
};

class MortalStore : public CountingStore {
 public:
  MortalStore(Store& behind, std::function<bool()> dies)
      : CountingStore(behind), dies_(std::move(dies)) {}
  std::unique_ptr<Txn> begin(Access access) override {
    auto txn = CountingStore::begin(access);
    if (access == Access::read) return txn;
    return std::make_unique<MortalTxn>(std::move(txn), written_, profiles, dies_);
  }

 private:
  std::function<bool()> dies_;
  int written_ = 0;
};

}  // namespace expertise
