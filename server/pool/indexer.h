// Follows the log and brings the index up to it, in order, with the vocabulary that people changed;
// puts the index right, from its copy or else by building it anew from the store, when it is
// missing, damaged, of another history, or ahead of the truth. Its thread sleeps until the store
// tells that there is something new.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "search/index.h"
#include "server/store/store.h"

namespace expertise {

/// That the index is put right, and why.
struct IndexBuild {
  /// missing, damaged, foreign; other_history when it is ahead of the store or of another one.
  std::string reason;
  /// start, search, write, watch
  std::string found_by;
  /// For an operator; nothing of what was searched.
  std::string what;
};

/// One line of JSON, for the log of the program.
std::string line_of(const IndexBuild& build, Instant at);

class Indexer {
 public:
  /// Gives the index the vocabulary that the store's changes make of `seed`, and starts the thread.
  /// From here on an index of another history answers nothing until it is put right. `store` and
  /// `index` must outlive it. Throws what the store throws.
  Indexer(Store& store, search::Index& index,
          std::shared_ptr<const search::Vocabulary> seed = search::seed_vocabulary());
  ~Indexer();

  /// Tells the thread that there may be something new; never blocks.
  void wake();
  /// Waits until the index stands at or past `seq`; false after `timeout_ms`.
  bool wait_for(std::uint64_t seq, int timeout_ms);
  /// Breaks off what it does, a building of the index too; it does nothing more.
  void stop();
  /// How many events the index is behind.
  std::uint64_t behind() const;
  /// How often it built the index anew since it was started.
  std::uint64_t times_built() const;
  /// Whether there is a copy, from which the index is right again in a moment.
  bool has_copy() const;
  /// What it began to build since this was asked before, the last hundred of it.
  std::vector<IndexBuild> take_begun();
  /// Why it cannot go on at this moment, for the operator; empty when all is well.
  std::string trouble() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What search knows of a specialist.
search::Profile search_profile(const Specialist& specialist);

/// Brings the index up to the store's head in the calling thread.
void bring_up(Store& store, search::Index& index,
              const std::shared_ptr<const search::Vocabulary>& seed = search::seed_vocabulary());

}  // namespace expertise
