#include "server/pool/sign_on_failures.h"

#include <utility>

#include "server/pool/on_record.h"
#include "server/pool/people_state.h"

namespace expertise {

namespace {

// Beside the keys of a window: everybody else.
constexpr const char* of_others = "others";

}  // namespace

void SignOnFailures::note(Context context, const std::optional<User>& user, std::string_view origin,
                          std::string_view result, std::string_view typed) {
  const Instant now = context.env.now();
  begin_window(context, now);
  Key key{user ? std::optional(user->id) : std::nullopt, std::string(origin.substr(0, 100)),
          std::string(result), user ? Hash{} : hash_of(typed)};
  Count count;
  if (user) count.municipality = user->municipality;
  Instant window_of_key;
  {
    std::lock_guard lock(mutex_);
    if (!counts_.contains(key) && counts_.size() >= keys_most) {
      key = Key(std::nullopt, of_others, of_others, Hash{});
      count.municipality.reset();
    }
    if (auto known = counts_.find(key); known != counts_.end()) {
      ++known->second.uncounted;
      return;
    }
    counts_.emplace(key, count);
    window_of_key = began_;
  }
  const AccessEntry entry{.at = now,
                          .action = "sign_on",
                          .object = "session",
                          .municipality = count.municipality,
                          .result = std::get<2>(key),
                          .actor = std::get<0>(key),
                          .origin = std::get<1>(key)};
  try {
    on_record(context.store, [&](Txn& txn) { return txn.record_access(entry); });
  } catch (...) {
    // The next one is the first again, unless others were counted on it: their entry tells of it.
    std::lock_guard lock(mutex_);
    const auto kept = counts_.find(key);
    if (began_ == window_of_key && kept != counts_.end() && kept->second.uncounted == 0) {
      counts_.erase(kept);
    }
    throw;
  }
}

void SignOnFailures::write_counted(Context context, Instant now) { begin_window(context, now); }

void SignOnFailures::begin_window(Context context, Instant now) {
  Counts due;
  {
    std::lock_guard lock(mutex_);
    // The clock may be set back.
    if (now < began_ || now - began_ >= window) {
      add(due_, counts_);
      counts_.clear();
      began_ = now;
    }
    due.swap(due_);
  }
  if (due.empty()) return;
  try {
    on_record(context.store, [&](Txn& txn) {
      for (const auto& [key, count] : due) {
        txn.record_access({.at = now,
                           .action = "sign_on",
                           .object = "session",
                           .municipality = count.municipality,
                           .result = std::get<2>(key),
                           .actor = std::get<0>(key),
                           .purpose = "counted",
                           .origin = std::get<1>(key),
                           .count = count.uncounted});
      }
      return true;
    });
  } catch (...) {
    std::lock_guard lock(mutex_);
    add(due_, due);
    throw;
  }
}

// Addresses that nobody has are counted together, and what is past the bound with the others.
void SignOnFailures::add(Counts& to, const Counts& counts) {
  for (const auto& [key, count] : counts) {
    if (count.uncounted == 0) continue;
    Key counted = key;
    std::get<3>(counted) = Hash{};
    Count added{.municipality = count.municipality};
    if (!to.contains(counted) && to.size() >= keys_most) {
      counted = Key(std::nullopt, of_others, of_others, Hash{});
      added.municipality.reset();
    }
    to.emplace(std::move(counted), added).first->second.uncounted += count.uncounted;
  }
}

}  // namespace expertise
