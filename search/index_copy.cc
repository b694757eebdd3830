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

bool Index::Impl::take_copy_for(std::thread::id thread) {
  const std::lock_guard lock(write_mutex);
  const auto copy = copy_files.current();
  if (!copy) return false;
  try {
    if (copy_files.verify(*copy) != IndexFiles::Seal::intact) return false;
    if (read_standing(Xapian::Database(copy->string())).identity != identity) return false;
    // One that ended the process is not taken again.
    if (!copy_files.begin_opening(*copy)) return false;
    const fs::path path = files.copy_here(*copy);
    auto now = std::make_shared<Generation>(path);
    now->load(Xapian::Database(path.string()));
    files.sync(path);
    files.put_seal(path);
    writing.reset();
    files.make_current(path);
    copy_files.end_opening(*copy);
    sealed = true;
    become(IndexState::ready, {}, std::move(now), thread);
    return true;
  } catch (const Xapian::Error&) {
    return false;
  } catch (const std::system_error&) {
    // For want of room, say, which may be there the next time.
    copy_files.end_opening(*copy);
    return false;
  } catch (const std::runtime_error&) {
    return false;
  }
}

bool Index::take_copy(const std::function<bool()>& bring_up) {
  if (!impl_->take_copy_for(std::this_thread::get_id())) return false;
  const auto end = [&](bool is_good) {
    const std::lock_guard lock(impl_->state_mutex);
    impl_->ready_for.reset();
    // It may have been found damaged meanwhile.
    if (is_good || impl_->state != IndexState::ready) return;
    impl_->state = IndexState::damaged;
    impl_->trouble = "its copy could not be brought up to date";
  };
  bool is_good = false;
  try {
    is_good = bring_up();
  } catch (...) {
    end(false);
    throw;
  }
  end(is_good);
  return state() == IndexState::ready;
}

}  // namespace expertise::search
