// The side of the index that meets Xapian: open databases, the one writer, and the translation of
// Xapian's errors. Included by index*.cc only.
#pragma once

#include <xapian.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/index.h"
#include "search/index_files.h"
#include "search/postings.h"
#include "search/profile_document.h"

namespace expertise::search {

enum class Slot : Xapian::valueno { id = 0, sort_key = 1 };

/// A database handle, lent to one thread at a time.
struct Reader {
  std::unique_ptr<Xapian::Database> database;
  std::uint64_t revision = 0;  ///< of the generation, when the handle was last brought up to date
};

/// One generation of the index on disk and the handles that read it. Handles are kept for the next
/// reader and brought up to date when a write has happened since. Throws Xapian's errors.
class Generation {
 public:
  explicit Generation(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  Reader borrow();
  void give_back(Reader reader);
  /// Handles lent from now on see the newest commit.
  void written() { revision_.fetch_add(1); }

  /// What is searched; made from the files by `load`, changed under the lock with every write.
  void load(const Xapian::Database& database);
  Postings postings;
  mutable std::shared_mutex postings_mutex;

  /// The records of these documents in their order, null for those that are gone. Records are kept
  /// in memory up to a limit, so that most are not read.
  std::vector<std::shared_ptr<const ProfileRecord>> records(const Reader& reader,
                                                            const std::vector<Scored>& documents);
  /// Forgets a record that was changed; after `written`.
  void forget(DocumentNumber document);

 private:
  std::filesystem::path path_;
  std::atomic<std::uint64_t> revision_{0};
  std::mutex mutex_;
  std::vector<Reader> idle_;
  std::mutex records_mutex_;
  std::unordered_map<DocumentNumber, std::shared_ptr<const ProfileRecord>> records_;
};

struct Index::Impl {
  Impl(std::filesystem::path directory, std::string identity_text,
       std::shared_ptr<const Vocabulary> initial_vocabulary);
  ~Impl();

  /// Runs `read` with a reader, and again on a reopened one when a writer overtook it. Damage is
  /// noted and thrown as IndexDamaged. Not for callers that hold `write_mutex`.
  template <typename Read>
  auto reading(const Read& read) {
    return reading_of(present(), read);
  }

  template <typename Read>
  auto reading_of(const std::shared_ptr<Generation>& lender, const Read& read) {
    try {
      for (int attempt = 0;; ++attempt) {
        // A reader that was overtaken again and again holds the writer back for once.
        std::unique_lock<std::mutex> calm(write_mutex, std::defer_lock);
        if (attempt == max_reopenings) calm.lock();
        try {
          Reader reader = lender->borrow();
          auto result = read(std::as_const(reader));
          lender->give_back(std::move(reader));
          return result;
        } catch (const Xapian::DatabaseModifiedError&) {
          // The handle is dropped; the next one is opened anew or brought up to date.
          if (attempt == max_reopenings) throw;
        }
      }
    } catch (const Xapian::DatabaseError& fault) {
      note_damage(*lender, fault.get_description());
      throw IndexDamaged(IndexState::damaged, fault.get_description());
    } catch (const Xapian::Error& fault) {
      throw std::runtime_error("search failed: " + fault.get_description());
    }
  }

  /// The generation that may be read; throws IndexDamaged when there is none.
  std::shared_ptr<Generation> present() const;
  std::shared_ptr<const Vocabulary> vocabulary() const;
  /// Turns the state to `damaged`, unless another generation has taken the place of this one.
  void note_damage(const Generation& damaged, const std::string& what);

  void open();
  Xapian::WritableDatabase& writer(const Generation& generation);
  void write(Generation& generation, const std::vector<Change>& changes,
             const Checkpoint& checkpoint);
  [[noreturn]] void write_failed(const Generation& generation, const Xapian::Error& fault);
  void fill(const std::filesystem::path& path, const std::function<std::vector<Profile>()>& next,
            const Checkpoint& checkpoint) const;
  void become(IndexState new_state, std::string why, std::shared_ptr<Generation> now);

  static constexpr int max_reopenings = 8;

  IndexFiles files;
  std::string identity;

  std::mutex write_mutex;  // held by whoever writes; guards the next two
  std::unique_ptr<Xapian::WritableDatabase> writing;
  bool sealed = false;

  mutable std::mutex state_mutex;  // guards the rest
  IndexState state = IndexState::missing;
  std::string trouble;
  std::shared_ptr<Generation> generation;
  std::shared_ptr<const Vocabulary> words;
};

/// What stands in the index about its history.
Checkpoint read_checkpoint(const Xapian::Database& database);

}  // namespace expertise::search
