#include "server/pool/log_heads.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <stdexcept>

#include "server/domain/local_time.h"
#include "server/domain/refusal.h"

namespace expertise {

namespace {

constexpr std::size_t lines_at_once = 500;
constexpr std::size_t entries_at_once = 5'000;
constexpr off_t half_line_most = 4'096;

// Made anew in each transaction: what is signed is what that transaction sees.
SignedHead sign(Txn& txn, const LogKey& key, const std::optional<AccessSegment>& segment,
                Instant now) {
  const auto last = txn.last_signed_head();
  const Checkpoint events = txn.last_event();
  LogHeads heads{.number = last ? last->number + 1 : 1,
                 .at = now,
                 .pool = txn.store_id(),
                 .event_seq = events.seq,
                 .event_hash = events.hash};
  if (segment) {
    heads.segment = segment->segment;
    heads.access_seq = segment->head.seq;
    heads.access_hash = segment->head.hash;
  }
  SignedHead signed_head{.number = heads.number,
                         .at = now,
                         .segment = segment ? segment->segment : std::string(),
                         .access_seq = heads.access_seq,
                         .line = signed_line(heads, key)};
  txn.put(signed_head);
  return signed_head;
}

bool is_signed(Txn& txn, const AccessSegment& segment) {
  const auto last = txn.last_signed_head(segment.segment);
  return last && last->access_seq == segment.head.seq;
}

// Those that have a follower, and of which the last head is not signed.
std::vector<AccessSegment> full_and_unsigned(Txn& txn) {
  std::vector<AccessSegment> found = txn.access_segments();
  if (!found.empty()) found.pop_back();
  std::erase_if(found, [&](const AccessSegment& each) {
    return each.destroyed_at.has_value() || is_signed(txn, each);
  });
  return found;
}

bool is_signed_today(Txn& txn, Instant now) {
  const auto last = txn.last_signed_head();
  return last && local_day(last->at) == local_day(now);
}

[[noreturn]] void cannot_write(const std::string& path) {
  throw std::runtime_error("cannot write the heads of the logs to " + path + ": " +
                           std::strerror(errno));
}

// Where the last whole line of a file of this size ends; below 0 with `errno` when that cannot be
// known: a file that goes on longer without the end of a line is not ours to shorten.
off_t end_of_lines(int file, off_t size) {
  off_t end = size;
  for (char last = 0; end > 0; --end) {
    errno = EINVAL;
    if (size - end > half_line_most || ::pread(file, &last, 1, end - 1) != 1) return -1;
    if (last == '\n') break;
  }
  return end;
}

bool write_whole(int file, const std::string& text) {
  errno = ENOSPC;  // a short write sets none
  return ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
         ::fsync(file) == 0;
}

// Only whole lines stay: half a line that a crash left goes, and one that cannot be written whole.
void append_to_file(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) cannot_write(path);
  const off_t size = ::lseek(file, 0, SEEK_END);
  const off_t end = end_of_lines(file, size);
  // A file that may only grow (chattr +a) cannot be shortened, and mostly need not be.
  bool is_written = end >= 0 && (end == size || ::ftruncate(file, end) == 0);
  int fault = errno;
  if (is_written && !write_whole(file, text)) {
    is_written = false;
    fault = errno;
    // Where that fails too, the next time takes it away.
    [[maybe_unused]] const int ignored = ::ftruncate(file, end);
  }
  ::close(file);
  errno = fault;
  if (!is_written) cannot_write(path);
}

std::string text_of(const std::vector<SignedHead>& heads) {
  std::string text;
  for (const SignedHead& each : heads) text += each.line + "\n";
  return text;
}

void note_sent(Store& store, const std::vector<SignedHead>& heads, HeadsWay way, Instant now) {
  auto txn = store.begin(Access::write);
  for (const SignedHead& each : heads) {
    // The other mark may have been set meanwhile.
    auto kept = txn->signed_heads_after(each.number - 1, 1);
    if (kept.empty()) continue;
    (way == HeadsWay::file ? kept.front().filed_at : kept.front().mailed_at) = now;
    txn->put(kept.front());
  }
  txn->commit();
}

// Against the logs as they are in one transaction.
class HeadCheck {
 public:
  explicit HeadCheck(Store& store)
      : store_(store), txn_(store.begin(Access::read)), pool_(txn_->store_id()) {
    for (AccessSegment& each : txn_->access_segments()) {
      segments_.emplace(each.segment, std::move(each));
    }
  }

  /// What is wrong with this line; empty when it holds.
  std::string fault(const LogHeads& heads) {
    if (heads.pool != pool_) return "is of another pool";
    if (heads.event_seq > 0) {
      const auto hash = store_.event_hash(heads.event_seq);
      const std::string where = "event " + std::to_string(heads.event_seq);
      if (!hash) return where + " is gone: the event log was shortened";
      if (*hash != heads.event_hash) return where + " is another: the event log was rewritten";
    }
    return heads.access_seq > 0 ? access_fault(heads) : std::string();
  }

 private:
  std::string access_fault(const LogHeads& heads) {
    const std::string where =
        "entry " + std::to_string(heads.access_seq) + " of access " + heads.segment;
    const auto found = segments_.find(heads.segment);
    if (found == segments_.end()) return where + " is gone: the access log was shortened";
    const AccessSegment& segment = found->second;
    if (heads.access_seq > segment.head.seq) {
      return where + " is gone: the access log was shortened";
    }
    std::optional<Hash> hash;
    if (heads.access_seq == segment.head.seq) {
      hash = segment.head.hash;
    } else if (segment.destroyed_at) {
      return {};
    } else {
      hash = txn_->access_hash(heads.segment, heads.access_seq);
      if (!hash) return where + " is gone: the access log was shortened";
    }
    return *hash == heads.access_hash ? std::string()
                                      : where + " is another: the access log was rewritten";
  }

  Store& store_;
  std::unique_ptr<Txn> txn_;
  std::string pool_;
  std::map<std::string, AccessSegment> segments_;
};

bool is_month(const std::string& text) {
  return text.size() == 7 && parse_local_date(text + "-01").has_value();
}

// The first month of which the term is not over at `now`.
std::string first_kept(int years, Instant now) {
  const auto today = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now));
  return date_text((today.year() - std::chrono::years(years)) / today.month() / std::chrono::day(1))
      .substr(0, 7);
}

// An event for each municipality, whose coordinators can then see it.
void note_destroyed(Txn& txn, const AccessSegment& segment, const SignedHead& head, int years,
                    Instant now) {
  Event event{.at = now,
              .kind = EventKind::access_segment_destroyed,
              .details = {{"segment", segment.segment},
                          {"count", std::to_string(segment.head.seq)},
                          {"hash", hex(segment.head.hash)},
                          {"signed_head", std::to_string(head.number)},
                          {"years", std::to_string(years)}}};
  const auto municipalities = txn.municipalities({.everything = true});
  if (municipalities.empty()) txn.append(event);
  for (const Municipality& each : municipalities) {
    event.municipality = each.id;
    txn.append(event);
  }
}

}  // namespace

std::size_t sign_heads(Context context, const LogKey& key, Instant now) {
  {
    auto txn = context.store.begin(Access::read);
    if (is_signed_today(*txn, now) && full_and_unsigned(*txn).empty()) return 0;
  }
  auto txn = context.store.begin(Access::write);
  std::size_t count = 0;
  for (const AccessSegment& each : full_and_unsigned(*txn)) {
    sign(*txn, key, each, now);
    ++count;
  }
  // Those of full months hold the last event too, but not the newest month.
  auto segments = txn->access_segments();
  std::optional<AccessSegment> newest;
  if (!segments.empty()) newest = std::move(segments.back());
  if (count > 0 || !is_signed_today(*txn, now)) {
    sign(*txn, key, newest, now);
    ++count;
  }
  txn->commit();
  return count;
}

std::size_t file_heads(Context context, const std::string& path, Instant now) {
  const auto due =
      context.store.begin(Access::read)->signed_heads_due(HeadsWay::file, lines_at_once);
  if (due.empty()) return 0;
  append_to_file(path, text_of(due));
  note_sent(context.store, due, HeadsWay::file, now);
  return due.size();
}

std::size_t mail_heads(Context context, Mailer& mailer, const HeadsPost& post, Instant now) {
  const auto due =
      context.store.begin(Access::read)->signed_heads_due(HeadsWay::mail, lines_at_once);
  if (due.empty()) return 0;
  const std::string pool = context.store.begin(Access::read)->store_id();
  const MailAnswer answer = mailer.send(
      {.to = post.to,
       .subject = "Expertisepool: stand van de logboeken",
       .text = "Bewaar deze regels buiten de pool. Met\n"
               "  expertisepoold verify --heads BESTAND --public-key SLEUTEL\n"
               "is later te zien of er in de logboeken iets is weggehaald of veranderd.\n\n" +
               text_of(due),
       .at = now,
       .message_id = "heads-" + std::to_string(due.back().number) + "." + pool + "@" +
                     post.sender.substr(post.sender.rfind('@') + 1)});
  if (answer.outcome == MailOutcome::stopped) return 0;
  if (answer.outcome != MailOutcome::sent) {
    throw std::runtime_error("the heads of the logs were not mailed: " + answer.said);
  }
  note_sent(context.store, due, HeadsWay::mail, now);
  return due.size();
}

HeadsChecked check_heads(Store& store, std::istream& lines, const std::vector<PublicKey>& keys) {
  HeadCheck check(store);
  HeadsChecked checked;
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.starts_with('#')) continue;
    const auto read = read_signed_line(line);
    std::string what;
    if (!read) {
      what = "is no signed head, or was changed after it was signed";
    } else if (std::find(keys.begin(), keys.end(), read->key) == keys.end()) {
      what = "is signed with another key, " + key_text(read->key);
    } else {
      what = check.fault(read->heads);
    }
    if (!what.empty()) {
      if (!checked.fault) checked.fault = HeadFault{number, std::move(what)};
      continue;
    }
    ++checked.held;
    checked.last = read->heads;
  }
  return checked;
}

HeadsChecked check_own_heads(Store& store) {
  HeadCheck check(store);
  HeadsChecked checked;
  std::uint64_t last = 0;
  for (;;) {
    const auto part = store.begin(Access::read)->signed_heads_after(last, lines_at_once);
    for (const SignedHead& each : part) {
      const auto read = read_signed_line(each.line);
      std::string what;
      if (each.number != last + 1) {
        what = "is gone";
      } else if (!read || read->heads.number != each.number) {
        what = "is no signed head, or was changed after it was signed";
      } else {
        what = check.fault(read->heads);
      }
      if (!what.empty()) {
        checked.fault = HeadFault{static_cast<std::size_t>(last + 1), std::move(what)};
        return checked;
      }
      last = each.number;
      ++checked.held;
      checked.last = read->heads;
    }
    if (part.size() < lines_at_once) return checked;
  }
}

std::vector<Destroyed> destroy_access_months(Context context, const std::string& month, int years,
                                             Instant now) {
  std::vector<Fault> found;
  if (!is_month(month)) found.push_back({"--before", "not_a_date"});
  if (years < 1 || years > 30) {
    found.push_back({"--years", "out_of_range", {{"least", "1"}, {"most", "30"}}});
  }
  if (!found.empty()) throw Refusal(std::move(found));

  std::vector<Destroyed> destroyed;
  {
    auto txn = context.store.begin(Access::write);
    auto segments = txn->access_segments();
    if (!segments.empty()) segments.pop_back();
    std::erase_if(segments, [&](const AccessSegment& each) { return each.segment >= month; });
    for (const AccessSegment& each : segments) {
      if (each.destroyed_at) {
        destroyed.push_back({each.segment, 0});
        continue;
      }
      if (each.segment >= first_kept(years, now)) {
        throw Refusal(Reason::wrong_state, "term_not_over",
                      {{"month", each.segment}, {"years", std::to_string(years)}});
      }
      if (!is_signed(*txn, each)) {
        throw Refusal(Reason::wrong_state, "not_signed", {{"month", each.segment}});
      }
      note_destroyed(*txn, each, *txn->last_signed_head(each.segment), years, now);
      txn->mark_destroyed(each.segment, now);
      destroyed.push_back({each.segment, 0});
    }
    txn->commit();
  }
  for (Destroyed& each : destroyed) {
    for (std::size_t removed = entries_at_once; removed > 0;) {
      auto txn = context.store.begin(Access::write);
      removed = txn->remove_access_entries(each.segment, entries_at_once);
      txn->commit();
      each.entries += removed;
    }
  }
  std::erase_if(destroyed, [](const Destroyed& each) { return each.entries == 0; });
  return destroyed;
}

}  // namespace expertise
