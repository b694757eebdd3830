// A copy of the index beside it. To build an index anew every profile is analysed, which takes
// minutes for a large pool; to take the copy takes as long as reading it. It is compact, so that
// nothing of who was removed is in it; it is read whole before it counts, carries a seal, and is in
// another directory, so that what befalls one does not befall both.
#include <algorithm>
#include <new>
#include <system_error>

#include "search/index_engine.h"

namespace expertise::search {
namespace {

namespace fs = std::filesystem;

// Following what was written since must be a small part of building anew.
constexpr std::size_t least_written = 100;
constexpr std::size_t part_written = 50;

// The copy is a convenience: what is left of the disk is for what cannot be made again.
constexpr std::uintmax_t room_left = 4;

// Told to end, or the index is another meanwhile: nothing is wrong with the copy there is.
struct BrokenOff {};

std::uintmax_t size_of(const fs::path& directory) {
  std::uintmax_t size = 0;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  return size;
}

}  // namespace

fs::path Index::copy_directory(const fs::path& directory) { return directory.string() + ".copy"; }

bool Index::has_copy() const {
  const auto path = impl_->copy_files.current();
  return path && fs::exists(*path);
}

bool Index::Impl::is_copy_due(std::size_t profiles, Renewal renewal) const {
  const std::size_t many = std::max(least_written, profiles / part_written);
  return copy_is_old || written_since_copy > (renewal == Renewal::any ? 0 : many);
}

bool Index::Impl::make_copy(Renewal renewal, const std::function<bool()>& go_on) {
  std::shared_ptr<Generation> target;
  Xapian::Database source;
  std::size_t written = 0;
  {
    const std::lock_guard lock(write_mutex);
    target = present();
    const auto former = copy_files.current();
    const bool has_former = former && fs::exists(*former);
    if (has_former && !is_copy_due(target->standing().count, renewal)) return true;
    copy_files.remove_others(former);
    if (fs::space(target->path()).available < room_left * size_of(target->path())) {
      // One that is old may hold who was removed.
      copy_files.give_up();
      return false;
    }
    source = opened_anew(*target);
    written = written_since_copy;
    copy_is_old = false;
  }
  const fs::path copy = copy_files.begin_generation();
  try {
    source.compact(copy.string(), Xapian::DBCOMPACT_NO_RENUMBER);
  } catch (const Xapian::DatabaseModifiedError&) {
    // Who wrote twice meanwhile took away what was read.
    const std::lock_guard lock(write_mutex);
    fs::remove_all(copy);
    source = opened_anew(*target);
    source.compact(copy.string(), Xapian::DBCOMPACT_NO_RENUMBER);
    written = written_since_copy;
  }
  const Xapian::Database made(copy.string());
  std::size_t steps = 0;
  const auto pause = [&] {
    constexpr std::size_t often = 512;
    if (++steps % often == 0 && !go_on()) throw BrokenOff{};
  };
  const ContentReader reader{[&](DocumentNumber, const auto&, const auto&) { pause(); },
                             [&](const auto&, DocumentNumber, std::uint32_t) { pause(); }};
  check_documents(made, read_content(made, reader), pause);
  copy_files.sync(copy);
  copy_files.put_seal(copy);
  const std::lock_guard lock(write_mutex);
  if (present() != target) throw BrokenOff{};
  copy_files.make_current(copy);
  written_since_copy -= written;
  return true;
}

bool Index::put_aside(Renewal renewal, const std::function<bool()>& go_on) {
  bool is_kept = false;
  try {
    return impl_->make_copy(renewal, go_on);
  } catch (const BrokenOff&) {
    is_kept = true;
  } catch (const IndexDamaged&) {
    is_kept = true;
  } catch (const Xapian::Error&) {
  } catch (const std::runtime_error&) {
  } catch (const std::bad_alloc&) {
  }
  const std::lock_guard lock(impl_->write_mutex);
  impl_->copy_is_old = true;
  const IndexFiles& copies = impl_->copy_files;
  if (is_kept) {
    copies.remove_others(copies.current());
  } else {
    // One that cannot be made again may hold who was removed.
    copies.give_up();
  }
  return false;
}

bool Index::Impl::take_copy_for(std::thread::id thread) {
  const std::lock_guard lock(write_mutex);
  copy_is_old = true;  // until it is known to be good
  const auto copy = copy_files.current();
  if (!copy) return false;
  bool is_being_opened = false;
  try {
    if (copy_files.verify(*copy) != IndexFiles::Seal::intact) return false;
    // One that ended the process is not taken again.
    if (!copy_files.begin_opening(*copy)) return false;
    is_being_opened = true;
    if (read_standing(Xapian::Database(copy->string())).identity == identity) {
      const fs::path path = files.copy_here(*copy);
      auto now = std::make_shared<Generation>(path);
      now->load(Xapian::Database(path.string()));
      files.sync(path);
      files.put_seal(path);
      writing.reset();
      files.make_current(path);
      sealed = true;
      become(IndexState::ready, {}, std::move(now), thread);
      copy_is_old = false;
    }
  } catch (const Xapian::Error& fault) {
    // For want of descriptors, say, it can be taken the next time.
    if (!is_want(fault)) copy_files.give_up();
  } catch (const std::runtime_error&) {
    // For want of room, say.
  } catch (const std::bad_alloc&) {
  }
  if (is_being_opened) copy_files.end_opening(*copy);
  return !copy_is_old;
}

bool Index::take_copy(const std::function<bool()>& bring_up) {
  if (!impl_->take_copy_for(std::this_thread::get_id())) return false;
  const auto show = [&](bool is_good) {
    const std::lock_guard lock(impl_->state_mutex);
    impl_->ready_for.reset();
    // It may have been found damaged meanwhile.
    if (is_good || impl_->state != IndexState::ready) return;
    impl_->state = IndexState::damaged;
    impl_->trouble = "its copy is of another history";
  };
  bool is_good = false;
  try {
    is_good = bring_up();
  } catch (const IndexDamaged&) {
    // Its files are as they were made, so it was no good when it was made.
  } catch (...) {
    // Of the index itself nothing is wrong: it is behind, as after a restart.
    show(true);
    throw;
  }
  show(is_good);
  if (!is_good) impl_->copy_files.give_up();
  return state() == IndexState::ready;
}

}  // namespace expertise::search
