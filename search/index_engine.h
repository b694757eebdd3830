// The side of the index that meets Xapian: open databases, the one writer, and the translation of
// Xapian's errors. Included by index*.cc only.
#pragma once

#include <xapian.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/index.h"
#include "search/index_files.h"
#include "search/index_sums.h"
#include "search/postings.h"
#include "search/profile_document.h"
#include "search/telling.h"

namespace expertise::search {

/// A term with its weight, as the engine keeps it.
using KeptTerm = std::pair<std::string, std::uint32_t>;

/// What a write changes of one document. A term that weighs another from now on is removed and
/// added.
struct PostingChange {
  DocumentNumber document = 0;
  std::optional<ProfileDocument> now;  ///< nothing when it is removed
  std::vector<KeptTerm> removed;
  std::vector<KeptTerm> added;
  DocumentSum sum;
};

/// What an index says of itself; committed with its documents.
struct Standing {
  std::string identity;
  Checkpoint checkpoint;
  std::uint64_t count = 0;
  std::uint64_t sum = 0;  ///< of the shares of all documents

  bool operator==(const Standing&) const = default;
};

/// Throws Xapian::DatabaseCorruptError when nothing of the kind stands there.
Standing read_standing(const Xapian::Database& database);
void note_standing(Xapian::WritableDatabase& database, const Standing& standing);

/// A document that is in the index, or number 0.
struct KnownDocument {
  DocumentNumber number = 0;
  DocumentSum sum;
};

/// Is given all there is: each document, then each term with its documents in order.
struct ContentReader {
  std::function<void(DocumentNumber, const std::string& id, const std::string& sort_key)> document;
  std::function<void(const std::string& term, DocumentNumber, std::uint32_t weight)> posting;
};

/// Reads every document and posting and gives the sums of the documents by number. Throws
/// Xapian::DatabaseCorruptError when they do not add up to what the index says of itself.
std::vector<DocumentSum> read_content(const Xapian::Database& database, const ContentReader& to);
/// The sum of a document by what the terms of the document itself say, and these.
DocumentSum read_terms(const Xapian::Document& document,
                       const std::function<void(const std::string&, std::uint32_t weight)>& to);
/// Whether the fault is want of descriptors or memory, which says nothing of the files.
bool is_want(const Xapian::Error& fault);
/// Reads everything once more from the side of the documents, calling `pause` after each. Throws
/// Xapian::DatabaseCorruptError when one has other terms than these sums say, or another record.
void check_documents(const Xapian::Database& database, const std::vector<DocumentSum>& sums,
                     const std::function<void()>& pause);
/// The record of a document; throws Xapian::DatabaseCorruptError when it is not as it was written,
/// by the sum that is given or that the document holds.
ProfileRecord read_kept_record(const Xapian::Document& document,
                               std::optional<std::uint64_t> known_sum = std::nullopt);

/// Words of names only serve completion, which asks the files; what is sorted by, and the sum of
/// the record, are read once.
bool is_searched(std::string_view term);

/// A database handle, lent to one thread at a time.
struct Reader {
  std::unique_ptr<Xapian::Database> database;
  std::uint64_t revision = 0;  ///< of the generation whose commits the handle sees
};

/// One generation of the index: its files, the handles that read them, and what is kept of them in
/// memory. A revision counts the writes; handle, postings and records of one revision fit together.
/// Throws Xapian's errors.
class Generation {
 public:
  explicit Generation(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t revision() const { return revision_.load(); }

  /// Fills the postings from the files; before anybody else has the generation. Throws
  /// Xapian::DatabaseCorruptError when the files do not hold what was written.
  void load(const Xapian::Database& database);
  /// Of the documents by number. Only before anything is written.
  const std::vector<DocumentSum>& sums() const { return sums_; }

  /// What the files must say of themselves since the last write.
  Standing standing() const;
  /// Whether the files are still those that were loaded.
  bool has_its_files() const;
  KnownDocument known(const std::string& id) const;

  /// A handle of the newest revision. Waits for a commit in progress only when there is no handle
  /// at rest.
  Reader borrow();
  void give_back(Reader reader);

  /// Runs `read` on the postings and returns its result with their revision.
  template <typename Read>
  auto with_postings(const Read& read) const {
    const std::shared_lock lock(postings_mutex_);
    return std::make_pair(read(postings_), revision_.load());
  }

  /// The records of these documents in their order, null for those that are gone. Records are kept
  /// in memory up to a limit, so that most are not read.
  std::vector<std::shared_ptr<const ProfileRecord>> records(const Reader& reader,
                                                            const std::vector<Scored>& documents);

  /// Runs `commit`, then takes the changes over in memory as the next revision.
  void advance(const std::function<void()>& commit, std::vector<PostingChange> changes,
               const Standing& standing);

 private:
  std::filesystem::path path_;
  std::atomic<std::uint64_t> revision_{0};

  std::shared_mutex opening_mutex_;  // held by whoever opens a handle, alone by who commits
  std::mutex idle_mutex_;
  std::vector<Reader> idle_;

  mutable std::shared_mutex postings_mutex_;
  Postings postings_;
  std::vector<DocumentSum> sums_;  // by number
  std::vector<std::uint64_t> record_sums_;
  Standing standing_;

  struct File {
    std::filesystem::path path;
    std::uint64_t inode = 0;  ///< 0 = there is none
    std::uint64_t size = 0;
  };
  static File file_at(const std::filesystem::path& path);
  std::vector<File> tables_;

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
        std::unique_lock<std::timed_mutex> calm(write_mutex, std::defer_lock);
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
      note_damage(*lender, FoundBy::search, fault.get_description());
      throw IndexDamaged(IndexState::damaged, fault.get_description());
    } catch (const Xapian::Error& fault) {
      throw std::runtime_error("search failed: " + fault.get_description());
    }
  }

  /// The generation that may be read; throws IndexDamaged when there is none.
  std::shared_ptr<Generation> present() const;
  std::shared_ptr<const Vocabulary> vocabulary() const;
  /// Of that vocabulary; worked out when it is first asked for.
  std::shared_ptr<const Telling> telling();
  /// Turns the state to `damaged`, unless another generation has taken the place of this one.
  void note_damage(const Generation& damaged, FoundBy found_by, const std::string& what);

  void open();
  Xapian::WritableDatabase& writer(const Generation& target);
  void write(Generation& generation, const std::vector<Change>& changes,
             const Checkpoint& checkpoint);
  [[noreturn]] void write_failed(const Generation& generation, const Xapian::Error& fault);
  void fill(const std::filesystem::path& path, const std::function<std::vector<Profile>()>& next,
            const Checkpoint& checkpoint) const;
  bool is_copy_due(std::size_t profiles, Renewal renewal) const;
  bool make_copy(Renewal renewal, const std::function<bool()>& go_on);
  /// Puts the copy in its place, ready for one thread.
  bool take_copy_for(std::thread::id thread);
  /// With `only_for` it is `ready` for that thread alone.
  void become(IndexState new_state, std::string why, std::shared_ptr<Generation> now,
              std::optional<std::thread::id> only_for = std::nullopt);
  /// What it is for the calling thread, with the reason. For who holds `state_mutex`.
  std::pair<IndexState, std::string> standing_here() const;
  /// What the files of a generation that is being read say now; throws when that is not what was
  /// last written. For who holds `write_mutex`.
  Xapian::Database opened_anew(const Generation& target) const;

  static constexpr int max_reopenings = 8;

  IndexFiles files;
  IndexFiles copy_files;  // of the copy that is put aside
  std::string identity;

  std::timed_mutex write_mutex;  // held by whoever writes; guards the next four
  std::size_t written_since_copy = 0;
  bool copy_is_old = true;  // as far as is known
  std::unique_ptr<Xapian::WritableDatabase> writing;
  bool sealed = false;

  mutable std::mutex state_mutex;  // guards the rest
  IndexState state = IndexState::missing;
  FoundBy found_by = FoundBy::start;
  std::string trouble;
  std::optional<std::thread::id> ready_for;  // nothing: for all
  std::shared_ptr<Generation> generation;
  std::shared_ptr<const Vocabulary> words;

  std::mutex telling_mutex;  // guards the next two
  std::shared_ptr<const Vocabulary> telling_of;
  std::shared_ptr<const Telling> told;
};

}  // namespace expertise::search
