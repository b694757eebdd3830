// Whether the index is what was written. The engine keeps no sums: a flipped byte, a lost table or
// another index in its place it reads on. What an index says of itself lies in its metadata, so it
// is committed with the documents, and its sum is held against all that is read.
#include <charconv>

#include "search/index_engine.h"

namespace expertise::search {
namespace {

constexpr const char* identity_key = "identity";
constexpr const char* checkpoint_key = "checkpoint";
constexpr const char* count_key = "count";
constexpr const char* sum_key = "sum";

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    throw Xapian::DatabaseCorruptError("the index does not say how far it is");
  }
  return number;
}

constexpr auto slot(Slot slot) { return static_cast<Xapian::valueno>(slot); }

DocumentSum sum_of_values(const Xapian::Document& document) {
  return {document.get_value(slot(Slot::id)), document.get_value(slot(Slot::sort_key)),
          document.get_value(slot(Slot::record_sum))};
}

// The values of one slot, asked for in order of number.
class Values {
 public:
  Values(const Xapian::Database& database, Slot which)
      : at_(database.valuestream_begin(slot(which))), end_(database.valuestream_end(slot(which))) {}

  /// Empty values are not stored: a name without letters has an empty sort key.
  std::string of(Xapian::docid number) {
    if (at_ != end_) at_.skip_to(number);
    return at_ != end_ && at_.get_docid() == number ? *at_ : std::string();
  }

 private:
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
};

struct BrokenOff {};

// Everything of a document once more, from its own side.
void check_documents(const Xapian::Database& database, const std::vector<DocumentSum>& sums,
                     const std::function<void()>& pause) {
  for (auto each = database.postlist_begin(""); each != database.postlist_end(""); ++each) {
    const Xapian::Document document = database.get_document(*each);
    if (*each >= sums.size() || read_terms(document, [](const auto&) {}) != sums[*each]) {
      throw Xapian::DatabaseCorruptError("a profile has other terms than it had");
    }
    read_kept_record(document);
    pause();
  }
}

}  // namespace

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
  std::vector<DocumentSum> sums(std::size_t{database.get_lastdocid()} + 1);
  std::vector<Xapian::docid> numbers;
  Values sort_keys(database, Slot::sort_key);
  Values record_sums(database, Slot::record_sum);
  for (auto value = database.valuestream_begin(slot(Slot::id));
       value != database.valuestream_end(slot(Slot::id)); ++value) {
    const Xapian::docid number = value.get_docid();
    if (number >= sums.size()) throw Xapian::DatabaseCorruptError("a profile of no number");
    const std::string sort_key = sort_keys.of(number);
    sums[number] = DocumentSum(*value, sort_key, record_sums.of(number));
    numbers.push_back(number);
    to.document(number, *value, sort_key);
  }
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
  const Standing standing = read_standing(database);
  std::uint64_t found = 0;
  for (const Xapian::docid number : numbers) found += sums[number].share(number);
  if (numbers.size() != standing.count || database.get_doccount() != standing.count ||
      found != standing.sum) {
    throw Xapian::DatabaseCorruptError("the index does not hold what was written");
  }
  return sums;
}

DocumentSum read_terms(const Xapian::Document& document,
                       const std::function<void(const std::string& term)>& to) {
  DocumentSum sum = sum_of_values(document);
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string name = *term;
    sum.add(sum_of(name), term.get_wdf());
    to(name);
  }
  return sum;
}

ProfileRecord read_kept_record(const Xapian::Document& document) {
  const std::string record = document.get_data();
  if (sum_bytes(record) != document.get_value(slot(Slot::record_sum))) {
    throw Xapian::DatabaseCorruptError("a record is not as it was written");
  }
  return read_record(record);
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
  const std::lock_guard lock(impl_->write_mutex);
  std::shared_ptr<Generation> target;
  try {
    target = impl_->present();
    impl_->opened_anew(*target);
  } catch (const IndexDamaged&) {
    // Known already.
  } catch (const Xapian::Error& fault) {
    impl_->note_damage(*target, fault.get_description());
  }
  return state();
}

IndexState Index::check(const std::function<bool(Haste)>& go_on) {
  constexpr std::size_t often = 512;
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
      std::unique_lock lock(impl_->write_mutex);
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
      if (is_last) impl_->note_damage(*target, fault.get_description());
    } catch (const Xapian::Error& fault) {
      impl_->note_damage(*target, fault.get_description());
      return state();
    } catch (const std::exception& fault) {
      impl_->note_damage(*target, fault.what());
      return state();
    }
  }
  return state();
}

void Index::distrust(const std::string& why) {
  try {
    impl_->note_damage(*impl_->present(), why);
  } catch (const IndexDamaged&) {
    // Known already.
  }
}

}  // namespace expertise::search
