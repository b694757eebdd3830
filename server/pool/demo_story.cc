#include "server/pool/demo_story.h"

#include <algorithm>
#include <utility>

#include "server/domain/working_time.h"
#include "server/pool/clock_work.h"

namespace expertise {

namespace {

// How finely the leap is walked through, in working minutes: deadlines lie in office hours.
constexpr int stride_minutes = 15;

}  // namespace

void ShiftingEnv::move_to(Instant instant) {
  const auto wanted = instant - world_.now();
  auto ahead = ahead_.load();
  while (ahead < wanted && !ahead_.compare_exchange_weak(ahead, wanted)) {
  }
}

DemoStory::DemoStory(Context context, ShiftingEnv& clock, std::vector<StoryStep> steps,
                     std::string password)
    : context_(context), clock_(clock), steps_(std::move(steps)), password_(std::move(password)) {}

Instant DemoStory::move_clock(Instant to) {
  std::lock_guard lock(moving_);
  Instant now = clock_.now();
  if (to < now) throw Refusal({Fault{"/to", "clock_goes_forward"}});
  if (to - now > leap_most) {
    throw Refusal({Fault{"/to", "leap_too_far", {{"days", std::to_string(leap_most.count())}}}});
  }
  take_sessions_along(to - now);
  while (now < to) {
    now = std::min(add_working_minutes(now, stride_minutes, {}), to);
    clock_.move_to(now);
    do_what_is_due(context_, now);
  }
  return clock_.now();
}

// How long ago each session was used, and how long it lasts, stays as it was before the leap: one
// that had ended has ended still.
void DemoStory::take_sessions_along(std::chrono::milliseconds leap) {
  auto txn = context_.store.begin(Access::write);
  UserQuery query{.scope = {.everything = true}, .page = {.offset = 0, .limit = Page::most}};
  for (;;) {
    auto users = txn->find(query);
    for (const User& user : users.items) {
      for (Session session : txn->sessions(user.id)) {
        session.last_used_at += leap;
        session.expires_at += leap;
        txn->put(session);
      }
    }
    query.page.offset += users.items.size();
    if (users.items.empty() || query.page.offset >= users.total) break;
  }
  txn->commit();
}

}  // namespace expertise
