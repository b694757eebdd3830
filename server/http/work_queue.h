// A fixed number of threads and a bounded queue of jobs for them. Whoever offers a job is told when
// there is no room, so that overload is refused at the door and never piles up.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace expertise::http {

class WorkQueue {
 public:
  WorkQueue(std::size_t workers, std::size_t most_waiting);
  /// Does what was accepted, then ends the threads.
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  /// False when there is no room: the job is not done. Jobs must not throw.
  [[nodiscard]] bool offer(std::function<void()> job);

 private:
  void work();

  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace expertise::http
