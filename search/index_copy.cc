// A copy of the index beside it. To build an index anew every profile is analysed, which takes
// minutes for a large pool; to take the copy takes as long as reading it. It is made of files that
// were read and found sound, carries a seal from the start, and is in another directory, so that
// what befalls one does not befall both.
#include <algorithm>
#include <chrono>
#include <system_error>

#include "search/index_engine.h"

namespace expertise::search {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

// What somebody took out of their profile is not kept for longer than this.
constexpr std::chrono::hours longest_kept{24};

// Following what was written since must be a small part of building anew.
constexpr std::size_t least_written = 100;
constexpr std::size_t part_written = 50;

// The copy is a convenience: what is left of the disk is for what cannot be made again.
constexpr std::uintmax_t room_left = 4;

std::uintmax_t size_of(const fs::path& directory) {
  std::uintmax_t size = 0;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  return size;
}

}  // namespace

std::filesystem::path Index::copy_directory(const std::filesystem::path& directory) {
  return directory.string() + ".copy";
}

bool Index::has_copy() const {
  const auto path = impl_->copy_files.current();
  return path && fs::exists(*path);
}

bool Index::Impl::is_copy_due(std::size_t profiles) const {
  const bool fell_behind =
      written_since_copy > std::max<std::size_t>(least_written, profiles / part_written);
  const bool is_aged = written_since_copy > 0 && Clock::now() - copied_at > longest_kept;
  return copy_is_old || fell_behind || is_aged;
}

bool Index::put_aside() {
  const IndexFiles& copies = impl_->copy_files;
  try {
    fs::path copy;
    {
      const std::lock_guard lock(impl_->write_mutex);
      const std::shared_ptr<Generation> target = impl_->present();
      if (has_copy() && !impl_->is_copy_due(target->standing().count)) return true;
      if (fs::space(target->path()).available < room_left * size_of(target->path())) return false;
      copy = copies.copy_here(target->path());
      impl_->written_since_copy = 0;
      impl_->copy_is_old = false;
      impl_->copied_at = Clock::now();
    }
    copies.sync(copy);
    copies.put_seal(copy);
    copies.make_current(copy);
    return true;
  } catch (const IndexDamaged&) {
    return false;
  } catch (const std::system_error&) {
    const std::lock_guard lock(impl_->write_mutex);
    impl_->copy_is_old = true;
    return false;
  }
}

bool Index::take_copy() {
  const IndexFiles& copies = impl_->copy_files;
  const std::lock_guard lock(impl_->write_mutex);
  const auto copy = copies.current();
  if (!copy) return false;
  try {
    if (copies.verify(*copy) != IndexFiles::Seal::intact) return false;
    if (read_standing(Xapian::Database(copy->string())).identity != impl_->identity) return false;
    // One that ended the process is not taken again.
    if (!copies.begin_opening(*copy)) return false;
    const fs::path path = impl_->files.copy_here(*copy);
    auto now = std::make_shared<Generation>(path);
    now->load(Xapian::Database(path.string()));
    impl_->files.sync(path);
    impl_->files.put_seal(path);
    impl_->writing.reset();
    impl_->files.make_current(path);
    copies.end_opening(*copy);
    impl_->sealed = true;
    impl_->become(IndexState::ready, {}, std::move(now));
    return true;
  } catch (const Xapian::Error&) {
    return false;
  } catch (const std::system_error&) {
    // For want of room, say, which may be there the next time.
    copies.end_opening(*copy);
    return false;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace expertise::search
