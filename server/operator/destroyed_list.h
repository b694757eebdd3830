// A list, outside the store, of what was destroyed in it: after an older copy of the store was put
// back, whatever the list has and the store's log has not is destroyed again. Ids and hashes only.
// It follows the log; whoever keeps backups keeps it with them, and its newest copy counts.
#pragma once

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include "server/pool/context.h"

namespace expertise {

/// Safe to use from many threads.
class DestroyedList {
 public:
  /// Destroys again what this store was put back from before, then brings the list in step with its
  /// log. Throws std::runtime_error with a sentence for the operator when the list cannot be read
  /// or written.
  DestroyedList(std::filesystem::path path, const Context& context);

  /// How many things were destroyed again.
  std::size_t destroyed_again() const { return destroyed_again_; }

  /// Adds what the log tells was destroyed since; on the disk when it returns.
  void follow();
  /// Copies it to a file. What another list of this store put there stays. Throws
  /// std::runtime_error.
  void copy_to(const std::filesystem::path& path);

 private:
  void settle();
  void append(const std::string& lines);

  const std::filesystem::path path_;
  const Context context_;
  std::size_t destroyed_again_ = 0;
  std::mutex mutex_;  // guards the file and what follows
  std::uint64_t followed_ = 0;
  /// Where the log was when lines of another history were seen to, until that is marked.
  std::optional<std::uint64_t> seen_to_from_;
};

}  // namespace expertise
