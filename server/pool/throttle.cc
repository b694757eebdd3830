#include "server/pool/throttle.h"

#include <algorithm>

#include "server/domain/refusal.h"

namespace expertise {

std::chrono::seconds Throttle::delay_after(int failures) const {
  std::chrono::seconds delay = limits_.first_delay;
  for (int i = limits_.free_failures; i < failures && delay < limits_.longest_delay; ++i)
    delay *= 2;
  return std::min(delay, limits_.longest_delay);
}

void Throttle::attempt(const std::string& key, Instant now) {
  std::lock_guard lock(mutex_);
  auto found = failures_.find(key);
  if (found == failures_.end()) {
    make_room(now);
    failures_[key] = {.count = 1, .last = now};
    return;
  }
  Failures& failures = found->second;
  if (now - failures.last >= limits_.forgotten_after) failures.count = 0;
  if (failures.count >= limits_.free_failures) {
    auto wait = failures.last + delay_after(failures.count) - now;
    if (wait > std::chrono::milliseconds(0)) {
      auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
      throw Refusal(Reason::too_many, "too_many_failures",
                    {{"retry_after", std::to_string(seconds)}});
    }
  }
  ++failures.count;
  failures.last = now;
}

void Throttle::take_back(const std::string& key) {
  std::lock_guard lock(mutex_);
  auto found = failures_.find(key);
  if (found != failures_.end() && --found->second.count <= 0) failures_.erase(found);
}

void Throttle::forget(const std::string& key) {
  std::lock_guard lock(mutex_);
  failures_.erase(key);
}

void Throttle::make_room(Instant now) {
  if (failures_.size() < limits_.keys_most) return;
  std::erase_if(failures_, [&](const auto& each) {
    return now - each.second.last >= limits_.forgotten_after;
  });
  if (failures_.size() < limits_.keys_most) return;
  auto oldest =
      std::min_element(failures_.begin(), failures_.end(),
                       [](const auto& a, const auto& b) { return a.second.last < b.second.last; });
  failures_.erase(oldest);
}

}  // namespace expertise
