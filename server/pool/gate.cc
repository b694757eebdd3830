#include "server/pool/gate.h"

#include "server/domain/refusal.h"

namespace expertise {

Gate::Place Gate::enter() {
  std::unique_lock lock(mutex_);
  std::size_t waiting = next_ticket_ - serving_;
  if ((waiting > 0 || inside_ >= at_once_) && waiting >= most_waiting_) {
    throw Refusal(Reason::unavailable, "busy", {{"retry_after", "1"}});
  }
  std::uint64_t ticket = next_ticket_++;
  turn_.wait(lock, [&] { return serving_ == ticket && inside_ < at_once_; });
  ++serving_;
  ++inside_;
  turn_.notify_all();
  return Place(*this);
}

std::size_t Gate::waiting() {
  std::lock_guard lock(mutex_);
  return next_ticket_ - serving_;
}

void Gate::leave() {
  {
    std::lock_guard lock(mutex_);
    --inside_;
  }
  turn_.notify_all();
}

}  // namespace expertise
