// What the object that stands between a program and its disk shares with those who look at what it
// did: the page by which harm is ordered, and the form of its record.
#pragma once

#include <atomic>
#include <cstdint>

namespace expertise::recovery {

/// The page that orders harm, as eight little-endian numbers of 64 bits in a file that both sides
/// map or write. `calls` is written last.
struct Orders {
  /// Which calls count, as a sum of Call; 0 = no harm.
  std::atomic<std::int64_t> calls;
  /// Which files count, as a sum of Files.
  std::atomic<std::int64_t> files;
  /// The how-manieth of those calls is hit, from 1.
  std::atomic<std::int64_t> nth;
  /// How many are hit from there.
  std::atomic<std::int64_t> times;
  /// A number of errno, or one of Deed.
  std::atomic<std::int64_t> deed;
  /// Calls that counted since `calls` was written, and how many of them were hit; told back.
  std::atomic<std::int64_t> seen;
  std::atomic<std::int64_t> hit;
  /// By how much the clock of the day is off.
  std::atomic<std::int64_t> clock_shift_ms;
};

enum Call : std::int64_t {
  write_call = 1,
  sync_call = 2,
  truncate_call = 4,
  open_call = 8,
  memory_call = 16
};
enum Files : std::int64_t { store_files = 1, index_files = 2, other_files = 4 };
enum Deed : std::int64_t { kill_the_process = -1, write_half = -2 };

/// A step on the disk. In the file it is followed by `path_size` bytes of path (of the second one
/// too for `rename`, behind a zero byte), as seen from the data directory, and `size` bytes of
/// content.
struct DiskStep {
  enum Kind : std::uint32_t { create, write, truncate, sync, unlink, rename, make_folder };
  std::uint32_t kind;
  std::uint32_t path_size;
  /// Of a write; the new size of a truncation; of a sync how long the record was when it began, so
  /// that it vouches for nothing that was written beside it.
  std::uint64_t offset;
  std::uint64_t size;
};

}  // namespace expertise::recovery
