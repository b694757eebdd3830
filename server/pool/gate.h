// Lets a few callers work at once and the rest wait in the order they came; past a bound it
// refuses. For work that keeps a core busy, where more at once only makes everybody slower.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace expertise {

class Gate {
 public:
  Gate(std::size_t at_once, std::size_t most_waiting)
      : at_once_(at_once), most_waiting_(most_waiting) {}

  /// Holds a place until it is destroyed.
  class Place {
   public:
    explicit Place(Gate& gate) : gate_(gate) {}
    ~Place() { gate_.leave(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Gate& gate_;
  };

  /// Waits for its turn. Throws Refusal(unavailable, `busy`) when too many wait already.
  [[nodiscard]] Place enter();
  /// How many wait at this moment.
  std::size_t waiting();

 private:
  void leave();

  const std::size_t at_once_;
  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::size_t inside_ = 0;
  std::uint64_t next_ticket_ = 0;
  std::uint64_t serving_ = 0;
};

}  // namespace expertise
