// The files of an index: which generation is the present one, and whether the files are as they
// were left. Knows directories and bytes, not what is in the index.
//
//   current                names the present generation, replaced by a rename
//   generation-N/          the files of one index
//   generation-N.seal      size and hash of each of those files, put at an orderly end and taken
//                          away before the first write after it
//   generation-N.opening   there while one without a seal is read for the first time: one that is
//                          there before ended the process that read it
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace expertise::search {

class IndexFiles {
 public:
  explicit IndexFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

  /// The directory of the present generation; nothing when there is none or its name is no good.
  std::optional<std::filesystem::path> current() const;

  /// An empty place for a new generation beside the present one.
  std::filesystem::path begin_generation() const;

  /// A copy of a generation of another directory, as a new generation here; not durable yet. Throws
  /// std::system_error when it cannot be written, and leaves nothing of it.
  std::filesystem::path copy_here(const std::filesystem::path& generation) const;
  /// Brings the files of a generation to the disk.
  void sync(const std::filesystem::path& generation) const;

  /// Makes a generation the present one, durably and in one step, and removes all others.
  void make_current(const std::filesystem::path& generation) const;

  /// From now on there is no present generation, nor anything of one.
  void give_up() const;
  /// Removes all generations but this one.
  void remove_others(const std::optional<std::filesystem::path>& generation) const;

  enum class Seal { absent, intact, broken };
  /// Compares the files of a generation with its seal.
  Seal verify(const std::filesystem::path& generation) const;
  void put_seal(const std::filesystem::path& generation) const;
  void break_seal(const std::filesystem::path& generation) const;

  /// False when the process ended the last time that this one was opened.
  bool begin_opening(const std::filesystem::path& generation) const;
  void end_opening(const std::filesystem::path& generation) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace expertise::search
