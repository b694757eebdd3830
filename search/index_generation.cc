// Handles, postings and records of one generation, and how they move on together: a handle is never
// opened between a commit and the change in memory that goes with it.
#include <sys/stat.h>

#include <algorithm>

#include "search/fields.h"
#include "search/index_engine.h"

namespace expertise::search {
namespace {

constexpr std::size_t max_idle_handles = 64;

// Records kept in memory: all of any real pool, some tens of megabytes.
constexpr std::size_t max_records = 20'000;

const std::size_t record_sum_begins = prefix_of(Field::record_sum).size();

}  // namespace

bool is_searched(std::string_view term) {
  return !term.starts_with(prefix_of(Field::name_word)) &&
         !term.starts_with(prefix_of(Field::sort_key)) &&
         !term.starts_with(prefix_of(Field::record_sum));
}

Reader Generation::borrow() {
  Reader reader;
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (reader.database && reader.revision == revision_.load()) return reader;
  const std::shared_lock lock(opening_mutex_);
  if (reader.database) {
    reader.database->reopen();
  } else {
    reader.database = std::make_unique<Xapian::Database>(path_.string());
  }
  reader.revision = revision_.load();
  return reader;
}

void Generation::give_back(Reader reader) {
  const std::lock_guard lock(idle_mutex_);
  if (idle_.size() < max_idle_handles) idle_.push_back(std::move(reader));
}

std::vector<std::shared_ptr<const ProfileRecord>> Generation::records(
    const Reader& reader, const std::vector<Scored>& documents) {
  std::vector<std::shared_ptr<const ProfileRecord>> result(documents.size());
  {
    const std::lock_guard lock(records_mutex_);
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const auto known = records_.find(documents[i].document);
      if (known != records_.end()) result[i] = known->second;
    }
  }
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (!result[i]) fresh.push_back(i);
  }
  std::vector<std::optional<std::uint64_t>> sums(documents.size());
  {
    const std::shared_lock lock(postings_mutex_);
    if (revision_.load() == reader.revision) {
      for (const std::size_t i : fresh) sums[i] = record_sums_[documents[i].document];
    }
  }
  for (const std::size_t i : fresh) {
    try {
      result[i] = std::make_shared<const ProfileRecord>(
          read_kept_record(reader.database->get_document(documents[i].document), sums[i]));
    } catch (const Xapian::DocNotFoundError& fault) {
      // The handle sees what was scored.
      throw Xapian::DatabaseCorruptError(fault.get_msg());
    }
  }
  const std::lock_guard lock(records_mutex_);
  if (records_.size() + fresh.size() > max_records) records_.clear();
  // A reader from before a write may have read what the write replaced.
  if (revision_.load() == reader.revision) {
    for (const std::size_t i : fresh) records_[documents[i].document] = result[i];
  }
  return result;
}

void Generation::advance(const std::function<void()>& commit, std::vector<PostingChange> changes,
                         const Standing& standing) {
  const std::unique_lock opening(opening_mutex_);
  commit();
  const std::unique_lock searching(postings_mutex_);
  revision_.fetch_add(1);
  standing_ = standing;
  const std::lock_guard lock(records_mutex_);
  for (PostingChange& change : changes) {
    if (change.document == 0) continue;
    if (sums_.size() <= change.document) sums_.resize(change.document + 1);
    sums_[change.document] = change.sum;
    record_sums_.resize(sums_.size());
    record_sums_[change.document] = change.now ? sum_of(change.now->record) : 0;
    records_.erase(change.document);
    for (const auto& [term, weight] : change.removed) {
      if (is_searched(term)) postings_.remove_term(term, change.document);
    }
    for (const auto& [term, weight] : change.added) {
      if (is_searched(term)) postings_.add_term(term, change.document, weight);
    }
    if (change.now) {
      postings_.add_document(change.document, std::move(change.now->id),
                             std::move(change.now->sort_key));
    } else {
      postings_.remove_document(change.document);
    }
  }
}

void Generation::load(const Xapian::Database& database) {
  ContentReader to;
  to.document = [this](DocumentNumber number, const std::string& id, const std::string& sort_key) {
    postings_.add_document(number, id, sort_key);
  };
  to.posting = [this](const std::string& term, DocumentNumber number, std::uint32_t weight) {
    if (is_searched(term)) {
      postings_.add_term(term, number, weight);
    } else if (term.starts_with(prefix_of(Field::record_sum))) {
      if (record_sums_.size() <= number) record_sums_.resize(std::size_t{number} + 1);
      record_sums_[number] = read_sum(std::string_view(term).substr(record_sum_begins));
    }
  };
  sums_ = read_content(database, to);
  record_sums_.resize(sums_.size());
  standing_ = read_standing(database);
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    // The version file is another one after each write.
    if (entry.path().extension() != ".glass") continue;
    tables_.push_back(file_at(entry.path()));
  }
}

Standing Generation::standing() const {
  const std::shared_lock lock(postings_mutex_);
  return standing_;
}

Generation::File Generation::file_at(const std::filesystem::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return {path};
  return {path, found.st_ino, static_cast<std::uint64_t>(found.st_size)};
}

bool Generation::has_its_files() const {
  return std::all_of(tables_.begin(), tables_.end(), [](const File& each) {
    const File now = file_at(each.path);
    // A table only grows.
    return now.inode == each.inode && now.size >= each.size;
  });
}

KnownDocument Generation::known(const std::string& id) const {
  const std::shared_lock lock(postings_mutex_);
  const std::optional<DocumentNumber> number = postings_.number_of(id);
  if (!number) return {};
  return {*number, sums_[*number]};
}

}  // namespace expertise::search
