// Opening, writing and rebuilding the index; finding is in index_find.cc, checking in
// index_check.cc.
#include "search/index.h"

#include <algorithm>
#include <array>
#include <future>
#include <iterator>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "search/dutch.h"
#include "search/fields.h"
#include "search/index_engine.h"
#include "search/profile_document.h"

namespace expertise::search {
namespace {

// Smaller flushes are faster here: the change lists stay within the cache.
constexpr std::size_t rebuild_flush = 4'000;

std::string full_identity(const std::string& identity) {
  return "analysis " + std::to_string(analysis_version) + ", document " +
         std::to_string(document_version) + ", history " + identity;
}

// What a document has beside what it is searched by. Not as values of Xapian's: a write that fails
// while it brings those to disk ends the process, for it does that in a destructor.
std::array<std::string, 2> kept_terms(const ProfileDocument& made) {
  return {field_term(Field::sort_key, made.sort_key),
          field_term(Field::record_sum, sum_text(made.record))};
}

Xapian::Document to_xapian(const ProfileDocument& made) {
  Xapian::Document document;
  for (const auto& [term, weight] : made.terms) document.add_term(term, weight);
  for (const std::string& term : kept_terms(made)) document.add_boolean_term(term);
  document.set_data(made.record);
  return document;
}

// Analysing a profile takes many times as long as writing it, so all cores do. A place without a
// profile gives an empty document.
std::vector<ProfileDocument> documents_of(const std::vector<const Profile*>& profiles,
                                          const Vocabulary& vocabulary) {
  std::vector<ProfileDocument> documents(profiles.size());
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t parts = std::min(cores, profiles.size());
  std::vector<std::future<void>> running;
  for (std::size_t part = 0; part < parts; ++part) {
    running.push_back(std::async(std::launch::async, [&, part] {
      for (std::size_t i = part; i < profiles.size(); i += parts) {
        if (profiles[i]) documents[i] = make_document(*profiles[i], vocabulary);
      }
    }));
  }
  for (std::future<void>& each : running) each.get();
  return documents;
}

// The faults that mean that what is on disk is not an index any more.
bool is_damage(const Xapian::Error& fault) {
  const std::string_view type = fault.get_type();
  return type == "DatabaseCorruptError" || type == "DatabaseOpeningError" ||
         type == "DatabaseNotFoundError" || type == "DatabaseModifiedError";
}

DocumentSum document_sum(const ProfileDocument& made) {
  DocumentSum sum;
  for (const auto& [term, weight] : made.terms) sum.add(sum_of(term), weight);
  for (const std::string& term : kept_terms(made)) sum.add(sum_of(term), 0);
  return sum;
}

// The document that has this id, or 0.
Xapian::docid find_document(const Xapian::Database& database, const std::string& id_term) {
  const auto posting = database.postlist_begin(id_term);
  return posting == database.postlist_end(id_term) ? 0 : *posting;
}

const std::string& id_of(const Change& change) {
  const auto* profile = std::get_if<Profile>(&change);
  return profile != nullptr ? profile->id : std::get<Removal>(change).id;
}

// Sorted, as the engine's are.
std::vector<KeptTerm> terms_of(const ProfileDocument& made) {
  std::vector<KeptTerm> result(made.terms.begin(), made.terms.end());
  for (std::string& term : kept_terms(made)) result.emplace_back(std::move(term), 0);
  std::sort(result.begin(), result.end());
  return result;
}

// The terms of a document that is known, which must be what was written.
std::vector<KeptTerm> terms_of(const Xapian::Document& document, const KnownDocument& known) {
  std::vector<KeptTerm> result;
  const DocumentSum sum = read_terms(document, [&](const std::string& term, std::uint32_t weight) {
    result.emplace_back(term, weight);
  });
  if (sum != known.sum) throw Xapian::DatabaseCorruptError("a profile has other terms than it had");
  return result;
}

// What makes the terms of `former` those of `now`; both are sorted.
void note_difference(const std::vector<KeptTerm>& former, const std::vector<KeptTerm>& now,
                     PostingChange& change) {
  std::set_difference(former.begin(), former.end(), now.begin(), now.end(),
                      std::back_inserter(change.removed));
  std::set_difference(now.begin(), now.end(), former.begin(), former.end(),
                      std::back_inserter(change.added));
}

// Of a document that was read for it the engine writes only what is another.
void write_difference(Xapian::WritableDatabase& database, Xapian::Document document,
                      const PostingChange& change) {
  for (const auto& [term, weight] : change.removed) document.remove_term(term);
  for (const auto& [term, weight] : change.added) document.add_term(term, weight);
  document.set_data(change.now->record);
  database.replace_document(change.document, document);
}

// Writes the document in the place of the one that is known, or removes that one; afterwards it is
// what is known, and the index adds up to `sum`.
PostingChange write_change(Xapian::WritableDatabase& database, const std::string& id,
                           std::optional<ProfileDocument> made, KnownDocument& known,
                           std::uint64_t& sum) {
  if (find_document(database, field_term(Field::id, id)) != known.number) {
    throw Xapian::DatabaseCorruptError("a profile is not where it was written");
  }
  PostingChange change;
  change.document = known.number;
  change.now = std::move(made);
  std::vector<KeptTerm> now;
  if (change.now) now = terms_of(*change.now);
  if (known.number != 0) {
    const Xapian::Document document = database.get_document(known.number);
    note_difference(terms_of(document, known), now, change);
    if (change.now) {
      write_difference(database, document, change);
    } else {
      database.delete_document(known.number);
    }
    sum -= known.sum.share(known.number);
  } else if (change.now) {
    change.document = database.add_document(to_xapian(*change.now));
    change.added = std::move(now);
  }
  known = {};
  if (!change.now) return change;
  change.sum = document_sum(*change.now);
  known = {change.document, change.sum};
  sum += known.sum.share(known.number);
  return change;
}

}  // namespace

Index::Impl::Impl(std::filesystem::path directory, std::string identity_text,
                  std::shared_ptr<const Vocabulary> initial_vocabulary)
    : files(directory),
      copy_files(copy_directory(directory)),
      identity(full_identity(identity_text)),
      words(std::move(initial_vocabulary)) {
  open();
}

Index::Impl::~Impl() {
  // The seal only saves a check at the next start, so a fault here is no reason to fail.
  try {
    if (!writing) return;
    writing->close();
    if (state == IndexState::ready && !sealed) files.put_seal(generation->path());
  } catch (const Xapian::Error&) {
  } catch (const std::exception&) {
  }
}

void Index::Impl::become(IndexState new_state, std::string why, std::shared_ptr<Generation> now,
                         std::optional<std::thread::id> only_for) {
  const std::lock_guard lock(state_mutex);
  state = new_state;
  found_by = FoundBy::start;
  trouble = std::move(why);
  generation = std::move(now);
  ready_for = only_for;
}

std::pair<IndexState, std::string> Index::Impl::standing_here() const {
  if (state == IndexState::ready && ready_for && *ready_for != std::this_thread::get_id()) {
    return {IndexState::damaged, "its copy is being brought up to date"};
  }
  return {state, trouble};
}

std::shared_ptr<Generation> Index::Impl::present() const {
  const std::lock_guard lock(state_mutex);
  const auto [standing, why] = standing_here();
  if (standing != IndexState::ready) throw IndexDamaged(standing, why);
  return generation;
}

std::shared_ptr<const Vocabulary> Index::Impl::vocabulary() const {
  const std::lock_guard lock(state_mutex);
  return words;
}

std::shared_ptr<const Telling> Index::Impl::telling() {
  const std::shared_ptr<const Vocabulary> now = vocabulary();
  const std::lock_guard lock(telling_mutex);
  if (telling_of != now) {
    told = std::make_shared<const Telling>(*now);
    telling_of = now;
  }
  return told;
}

void Index::Impl::note_damage(const Generation& damaged, FoundBy by, const std::string& what) {
  const std::lock_guard lock(state_mutex);
  if (generation.get() != &damaged) return;
  state = IndexState::damaged;
  found_by = by;
  trouble = what;
}

void Index::Impl::open() {
  const std::optional<std::filesystem::path> path = files.current();
  if (!path) return become(IndexState::missing, "there is no index", nullptr);
  try {
    switch (files.verify(*path)) {
      case IndexFiles::Seal::broken:
        return become(IndexState::damaged, "the files are not as they were left", nullptr);
      case IndexFiles::Seal::intact:
        sealed = true;
        break;
      case IndexFiles::Seal::absent: {
        // The engine falls over some files that are damaged, in its own check of them too.
        if (!files.begin_opening(*path)) {
          return become(IndexState::damaged, "the process ended while it was read", nullptr);
        }
        std::ostringstream remarks;
        if (Xapian::Database::check(path->string(), 0, &remarks) != 0) {
          return become(IndexState::damaged, remarks.str(), nullptr);
        }
      }
    }
    const Xapian::Database database(path->string());
    const std::string found = read_standing(database).identity;
    if (found != identity) {
      return become(IndexState::foreign, "the index is of " + found + ", not of " + identity,
                    nullptr);
    }
    auto now = std::make_shared<Generation>(*path);
    now->load(database);
    if (!sealed) {
      check_documents(database, now->sums(), [] {});
      files.end_opening(*path);
    }
    become(IndexState::ready, {}, std::move(now));
  } catch (const Xapian::DatabaseNotFoundError& fault) {
    become(IndexState::missing, fault.get_description(), nullptr);
  } catch (const Xapian::Error& fault) {
    become(IndexState::damaged, fault.get_description(), nullptr);
  } catch (const std::exception& fault) {
    become(IndexState::damaged, fault.what(), nullptr);
  }
}

Xapian::WritableDatabase& Index::Impl::writer(const Generation& target) {
  if (!writing) {
    // Never create-or-open: a lost table would be made anew, empty, without a word.
    writing = std::make_unique<Xapian::WritableDatabase>(target.path().string(), Xapian::DB_OPEN);
  }
  if (sealed) {
    files.break_seal(target.path());
    sealed = false;
  }
  return *writing;
}

void Index::Impl::write(Generation& target, const std::vector<Change>& changes,
                        const Checkpoint& checkpoint) {
  const std::shared_ptr<const Vocabulary> known = vocabulary();
  std::vector<const Profile*> profiles;
  for (const Change& change : changes) profiles.push_back(std::get_if<Profile>(&change));
  std::vector<ProfileDocument> documents = documents_of(profiles, *known);
  Xapian::WritableDatabase& database = writer(target);
  std::vector<PostingChange> done;
  done.reserve(changes.size());
  Standing standing = target.standing();
  standing.checkpoint = checkpoint;
  // The same profile may be changed more than once.
  std::unordered_map<std::string, KnownDocument> known_documents;
  database.begin_transaction();
  try {
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const std::string& id = id_of(changes[i]);
      const auto [at, is_first] = known_documents.try_emplace(id);
      if (is_first) at->second = target.known(id);
      std::optional<ProfileDocument> made;
      if (profiles[i] != nullptr) made = std::move(documents[i]);
      done.push_back(write_change(database, id, std::move(made), at->second, standing.sum));
    }
    standing.count = database.get_doccount();
    note_standing(database, standing);
  } catch (const std::invalid_argument&) {
    database.cancel_transaction();
    throw;
  }
  written_since_copy += done.size();
  copy_is_old = copy_is_old || std::any_of(done.begin(), done.end(), [](const PostingChange& each) {
                  return each.document != 0 && !each.now;
                });
  target.advance([&] { database.commit_transaction(); }, std::move(done), standing);
}

void Index::Impl::write_failed(const Generation& target, const Xapian::Error& fault) {
  writing.reset();  // what was not committed is gone with it
  const std::string what = fault.get_description();
  bool readable = !is_damage(fault);
  if (readable && std::string_view(fault.get_type()) != "DatabaseLockError") {
    try {
      const Xapian::Database database(target.path().string());
      readable = read_standing(database).identity == identity;
    } catch (const Xapian::Error&) {
      readable = false;
    }
  }
  if (readable) throw IndexWriteFailed(what);
  note_damage(target, FoundBy::write, what);
  throw IndexDamaged(IndexState::damaged, what);
}

void Index::Impl::fill(const std::filesystem::path& path,
                       const std::function<std::vector<Profile>()>& next,
                       const Checkpoint& checkpoint) const {
  const std::shared_ptr<const Vocabulary> known = vocabulary();
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE);
  std::size_t uncommitted = 0;
  // A profile may come twice when people change while they are read.
  std::unordered_map<Xapian::docid, DocumentSum> sums;
  // The next ones are analysed while these are written.
  std::vector<Profile> batch;
  std::future<std::vector<ProfileDocument>> analysed;
  const auto begin_next = [&] {
    batch = next();
    analysed = std::async(std::launch::async, [&batch, &known] {
      std::vector<const Profile*> profiles;
      for (const Profile& each : batch) profiles.push_back(&each);
      return documents_of(profiles, *known);
    });
  };
  for (begin_next(); !batch.empty();) {
    const std::vector<ProfileDocument> documents = analysed.get();
    begin_next();
    for (const ProfileDocument& document : documents) {
      const Xapian::docid number =
          database.replace_document(field_term(Field::id, document.id), to_xapian(document));
      sums[number] = document_sum(document);
      if (++uncommitted >= rebuild_flush) {
        database.commit();
        uncommitted = 0;
      }
    }
  }
  database.commit();
  Standing standing{identity, checkpoint, database.get_doccount()};
  for (const auto& [number, sum] : sums) standing.sum += sum.share(number);
  note_standing(database, standing);
  database.commit();
  database.close();
}

Index::Index(std::filesystem::path directory, std::string identity,
             std::shared_ptr<const Vocabulary> vocabulary)
    : impl_(std::make_unique<Impl>(std::move(directory), std::move(identity),
                                   std::move(vocabulary))) {}

Index::~Index() = default;

IndexState Index::state() const {
  const std::lock_guard lock(impl_->state_mutex);
  return impl_->standing_here().first;
}

std::string Index::trouble() const {
  const std::lock_guard lock(impl_->state_mutex);
  return impl_->standing_here().second;
}

IndexTrouble Index::found_wrong() const {
  const std::lock_guard lock(impl_->state_mutex);
  return {impl_->state, impl_->found_by, impl_->trouble};
}

Checkpoint Index::checkpoint() const { return impl_->present()->standing().checkpoint; }

std::size_t Index::size() const { return impl_->present()->standing().count; }

void Index::apply(const std::vector<Change>& changes, const Checkpoint& checkpoint) {
  const std::lock_guard lock(impl_->write_mutex);
  const std::shared_ptr<Generation> target = impl_->present();
  try {
    impl_->write(*target, changes, checkpoint);
  } catch (const Xapian::Error& fault) {
    impl_->write_failed(*target, fault);
  } catch (const std::system_error& fault) {
    throw IndexWriteFailed(fault.what());
  } catch (const std::bad_alloc&) {
    // What is in memory may be half of what is on disk.
    impl_->writing.reset();
    impl_->note_damage(*target, FoundBy::write, "there was no memory while it was written");
    throw;
  }
}

void Index::rebuild(const std::function<std::vector<Profile>()>& next,
                    const Checkpoint& checkpoint) {
  const std::lock_guard lock(impl_->write_mutex);
  std::shared_ptr<Generation> now;
  try {
    const std::filesystem::path path = impl_->files.begin_generation();
    now = std::make_shared<Generation>(path);
    impl_->fill(path, next, checkpoint);
    now->load(Xapian::Database(path.string()));
    impl_->files.put_seal(path);
    if (impl_->writing) {
      impl_->writing->close();
      impl_->writing.reset();
    }
    impl_->files.make_current(path);
  } catch (const Xapian::Error& fault) {
    throw IndexWriteFailed(fault.get_description());
  } catch (const std::system_error& fault) {
    throw IndexWriteFailed(fault.what());
  }
  impl_->sealed = true;
  impl_->copy_is_old = true;
  impl_->become(IndexState::ready, {}, std::move(now));
}

void Index::set_vocabulary(std::shared_ptr<const Vocabulary> vocabulary) {
  const std::lock_guard lock(impl_->state_mutex);
  impl_->words = std::move(vocabulary);
}

std::shared_ptr<const Vocabulary> Index::vocabulary() const { return impl_->vocabulary(); }

}  // namespace expertise::search
