// Handles, postings and records of one generation, and how they move on together: a handle is never
// opened between a commit and the change in memory that goes with it.
#include "search/fields.h"
#include "search/index_engine.h"

namespace expertise::search {
namespace {

constexpr std::size_t max_idle_handles = 64;

// Records kept in memory: all of any real pool, some tens of megabytes.
constexpr std::size_t max_records = 20'000;

// Calls `take` with each document and the value of each term of this field that it has.
template <typename Take>
void each_of(const Xapian::Database& database, Field field, const Take& take) {
  const std::string prefix(prefix_of(field));
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    const std::string name = *term;
    for (auto posting = database.postlist_begin(name); posting != database.postlist_end(name);
         ++posting) {
      take(*posting, name.substr(prefix.size()));
    }
  }
}

}  // namespace

bool is_searched(std::string_view term) {
  return !term.starts_with(prefix_of(Field::name_word)) &&
         !term.starts_with(prefix_of(Field::sort_key));
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
    if (result[i]) continue;
    try {
      const std::string text = reader.database->get_document(documents[i].document).get_data();
      result[i] = std::make_shared<const ProfileRecord>(read_record(text));
      fresh.push_back(i);
    } catch (const Xapian::DocNotFoundError&) {
      // Removed since it was scored.
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

void Generation::advance(const std::function<void()>& commit, std::vector<PostingChange> changes) {
  const std::unique_lock opening(opening_mutex_);
  commit();
  const std::unique_lock searching(postings_mutex_);
  revision_.fetch_add(1);
  const std::lock_guard lock(records_mutex_);
  for (PostingChange& change : changes) {
    if (change.document == 0) continue;
    records_.erase(change.document);
    if (!change.removed.empty()) postings_.remove(change.document, change.removed);
    if (!change.added) continue;
    std::vector<std::pair<std::string, std::uint32_t>> terms;
    for (const auto& [term, weight] : change.added->terms) {
      if (is_searched(term)) terms.emplace_back(term, weight);
    }
    postings_.add(change.document, std::move(change.added->id), std::move(change.added->sort_key),
                  terms);
  }
}

void Generation::load(const Xapian::Database& database) {
  std::unordered_map<DocumentNumber, std::string> sort_keys;
  each_of(database, Field::sort_key,
          [&](DocumentNumber document, std::string key) { sort_keys[document] = std::move(key); });
  each_of(database, Field::id, [&](DocumentNumber document, std::string id) {
    postings_.add_document(document, std::move(id), std::move(sort_keys[document]));
  });
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string name = *term;
    if (!is_searched(name)) continue;
    for (auto posting = database.postlist_begin(name); posting != database.postlist_end(name);
         ++posting) {
      postings_.add_term(name, *posting, posting.get_wdf());
    }
  }
}

}  // namespace expertise::search
