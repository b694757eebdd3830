#include "server/pool/sign_on_failures.h"

#include <algorithm>

#include "server/pool/on_record.h"

namespace expertise {

namespace {

// Beside the keys of a window: everybody else.
constexpr const char* of_others = "others";

}  // namespace

void SignOnFailures::note(Context context, const std::optional<User>& user, std::string_view origin,
                          const char* result) {
  const Instant now = context.env.now();
  std::lock_guard lock(mutex_);
  if (now - began_ >= window) write_and_begin(context, now);
  Key key{user ? std::optional(user->id) : std::nullopt, std::string(origin.substr(0, 100)),
          result};
  if (!counts_.contains(key) && counts_.size() >= keys_most) key = {{}, of_others, of_others};
  if (auto known = counts_.find(key); known != counts_.end()) {
    ++known->second.uncounted;
    return;
  }
  Count count;
  if (user) count.municipality = user->municipality;
  AccessEntry entry{.at = now,
                    .action = "sign_on",
                    .object = "session",
                    .municipality = count.municipality,
                    .result = std::get<2>(key),
                    .actor = std::get<0>(key),
                    .origin = std::get<1>(key)};
  on_record(context.store, [&](Txn& txn) { return txn.record_access(entry); });
  counts_.emplace(std::move(key), count);
}

void SignOnFailures::write_counted(Context context, Instant now) {
  std::lock_guard lock(mutex_);
  if (now - began_ >= window) write_and_begin(context, now);
}

void SignOnFailures::write_and_begin(Context context, Instant now) {
  const bool has_any = std::any_of(counts_.begin(), counts_.end(),
                                   [](const auto& each) { return each.second.uncounted > 0; });
  if (has_any) {
    on_record(context.store, [&](Txn& txn) {
      for (const auto& [key, count] : counts_) {
        if (count.uncounted == 0) continue;
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
  }
  counts_.clear();
  began_ = now;
}

}  // namespace expertise
