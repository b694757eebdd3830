// Whether the index is what was written. The engine keeps no sums: a flipped byte, a lost table or
// another index in its place it reads on. What an index says of itself lies in its metadata, so it
// is committed with the documents, and its sum is held against all that is read.
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <new>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "search/fields.h"
#include "search/index_engine.h"

namespace expertise::search {
namespace {

constexpr const char* identity_key = "identity";
constexpr const char* checkpoint_key = "checkpoint";
constexpr const char* count_key = "count";
constexpr const char* sum_key = "sum";
constexpr std::uint64_t most_gaps = 10'000'000;

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    throw Xapian::DatabaseCorruptError("the index does not say how far it is");
  }
  return number;
}

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

struct BrokenOff {};

}  // namespace

void check_documents(const Xapian::Database& database, const std::vector<DocumentSum>& sums,
                     const std::function<void()>& pause) {
  for (auto each = database.postlist_begin(""); each != database.postlist_end(""); ++each) {
    const Xapian::Document document = database.get_document(*each);
    if (*each >= sums.size() || read_terms(document, [](const auto&, auto) {}) != sums[*each]) {
      throw Xapian::DatabaseCorruptError("a profile has other terms than it had");
    }
    read_kept_record(document);
    pause();
  }
}

Standing read_standing(const Xapian::Database& database) {
  Standing standing;
  standing.identity = database.get_metadata(identity_key);
  const std::string checkpoint = database.get_metadata(checkpoint_key);
  const std::size_t space = checkpoint.find(' ');
  standing.checkpoint.sequence = number_of(std::string_view(checkpoint).substr(0, space));
  if (space != std::string::npos) standing.checkpoint.hash = checkpoint.substr(space + 1);
  standing.count = number_of(database.get_metadata(count_key));
  // An older layout has none; its identity tells.
  const std::string sum = database.get_metadata(sum_key);
  standing.sum = sum.empty() ? 0 : number_of(sum);
  return standing;
}

void note_standing(Xapian::WritableDatabase& database, const Standing& standing) {
  database.set_metadata(identity_key, standing.identity);
  database.set_metadata(checkpoint_key, std::to_string(standing.checkpoint.sequence) + " " +
                                            standing.checkpoint.hash);
  database.set_metadata(count_key, std::to_string(standing.count));
  database.set_metadata(sum_key, std::to_string(standing.sum));
}

std::vector<DocumentSum> read_content(const Xapian::Database& database, const ContentReader& to) {
  const Standing standing = read_standing(database);
  // Numbers of who left are not given again; no pool ever had so many.
  if (database.get_lastdocid() > standing.count + most_gaps) {
    throw Xapian::DatabaseCorruptError("profiles of numbers that were never given");
  }
  std::vector<DocumentSum> sums(std::size_t{database.get_lastdocid()} + 1);
  std::vector<Xapian::docid> numbers;
  std::unordered_map<Xapian::docid, std::string> sort_keys;
  each_of(database, Field::sort_key,
          [&](Xapian::docid number, std::string key) { sort_keys[number] = std::move(key); });
  each_of(database, Field::id, [&](Xapian::docid number, const std::string& id) {
    if (number >= sums.size()) throw Xapian::DatabaseCorruptError("a profile of no number");
    numbers.push_back(number);
    to.document(number, id, sort_keys[number]);
  });
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string name = *term;
    const std::uint64_t sum = sum_of(name);
    for (auto posting = database.postlist_begin(name); posting != database.postlist_end(name);
         ++posting) {
      if (*posting >= sums.size()) throw Xapian::DatabaseCorruptError("a term of no profile");
      sums[*posting].add(sum, posting.get_wdf());
      to.posting(name, *posting, posting.get_wdf());
    }
  }
  std::uint64_t found = 0;
  for (const Xapian::docid number : numbers) found += sums[number].share(number);
  if (numbers.size() != standing.count || database.get_doccount() != standing.count ||
      found != standing.sum) {
    throw Xapian::DatabaseCorruptError("the index does not hold what was written");
  }
  return sums;
}

DocumentSum read_terms(const Xapian::Document& document,
                       const std::function<void(const std::string&, std::uint32_t weight)>& to) {
  DocumentSum sum;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string name = *term;
    sum.add(sum_of(name), term.get_wdf());
    to(name, term.get_wdf());
  }
  return sum;
}

ProfileRecord read_kept_record(const Xapian::Document& document,
                               std::optional<std::uint64_t> known_sum) {
  const std::string record = document.get_data();
  const auto holds_sum = [&] {
    const std::string sum = field_term(Field::record_sum, sum_text(record));
    auto term = document.termlist_begin();
    term.skip_to(sum);
    return term != document.termlist_end() && *term == sum;
  };
  // The terms of a document take longer to read than all the rest of it.
  if (known_sum ? sum_of(record) != *known_sum : !holds_sum()) {
    throw Xapian::DatabaseCorruptError("a record is not as it was written");
  }
  return read_record(record);
}

bool is_want(const Xapian::Error& fault) {
  const char* said = fault.get_error_string();
  if (said == nullptr) return false;
  constexpr std::array wants{EMFILE, ENFILE, ENOMEM};
  return std::any_of(wants.begin(), wants.end(), [said](int number) {
    return std::generic_category().message(number) == said;
  });
}

Xapian::Database Index::Impl::opened_anew(const Generation& target) const {
  if (files.current() != target.path() || !target.has_its_files()) {
    throw Xapian::DatabaseCorruptError("the files are not those that were written");
  }
  Xapian::Database database(target.path().string());
  if (read_standing(database) != target.standing()) {
    throw Xapian::DatabaseCorruptError("another index stands in its place");
  }
  return database;
}

IndexState Index::look() {
  // Whoever writes finds out for themselves.
  const std::unique_lock lock(impl_->write_mutex, std::try_to_lock);
  if (!lock) return state();
  std::shared_ptr<Generation> target;
  try {
    target = impl_->present();
    impl_->opened_anew(*target);
  } catch (const IndexDamaged&) {
    // Known already.
  } catch (const Xapian::Error& fault) {
    if (!is_want(fault)) impl_->note_damage(*target, FoundBy::watch, fault.get_description());
  } catch (const std::bad_alloc&) {
    // Of the files nothing is known now.
  }
  return state();
}

IndexState Index::check(const std::function<bool(Haste)>& go_on) {
  constexpr std::size_t often = 512;
  constexpr std::chrono::milliseconds patience{100};
  std::shared_ptr<Generation> target;
  // Who writes twice while it is read takes what is read away; in the end the writers wait.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const bool is_last = attempt == 2;
    std::size_t steps = 0;
    const auto pause = [&] {
      if (++steps % often != 0) return;
      if (!go_on(is_last ? Haste::others_wait : Haste::none)) throw BrokenOff{};
    };
    try {
      std::unique_lock lock(impl_->write_mutex, std::defer_lock);
      while (!lock.try_lock_for(patience)) {
        if (!go_on(Haste::none)) return state();
      }
      target = impl_->present();
      const Xapian::Database database = impl_->opened_anew(*target);
      if (impl_->sealed && impl_->files.verify(target->path()) != IndexFiles::Seal::intact) {
        throw Xapian::DatabaseCorruptError("the files are not as they were left");
      }
      if (!is_last) lock.unlock();
      const ContentReader reader{[&](DocumentNumber, const auto&, const auto&) { pause(); },
                                 [&](const auto&, DocumentNumber, std::uint32_t) { pause(); }};
      check_documents(database, read_content(database, reader), pause);
      return state();
    } catch (const BrokenOff&) {
      return state();
    } catch (const IndexDamaged&) {
      return state();
    } catch (const Xapian::DatabaseModifiedError& fault) {
      if (is_last) impl_->note_damage(*target, FoundBy::watch, fault.get_description());
    } catch (const Xapian::Error& fault) {
      if (!is_want(fault)) impl_->note_damage(*target, FoundBy::watch, fault.get_description());
      return state();
    } catch (const std::bad_alloc&) {
      return state();
    } catch (const std::exception& fault) {
      impl_->note_damage(*target, FoundBy::watch, fault.what());
      return state();
    }
  }
  return state();
}

void Index::disown(const std::string& why) {
  const std::lock_guard lock(impl_->state_mutex);
  if (impl_->state != IndexState::ready) return;
  impl_->state = IndexState::foreign;
  impl_->trouble = why;
}

void Index::distrust(const std::string& why) {
  impl_->copy_files.give_up();
  try {
    impl_->note_damage(*impl_->present(), FoundBy::watch, why);
  } catch (const IndexDamaged&) {
    // Known already.
  }
}

}  // namespace expertise::search
