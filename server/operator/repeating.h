// Does something again and again, on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>

namespace expertise {

/// Until destroyed.
class Repeating {
 public:
  Repeating(std::string what, std::chrono::seconds pause, std::function<void()> work)
      : what_(std::move(what)), pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}
  ~Repeating() {
    {
      std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
      lock.unlock();
      try {
        work_();
      } catch (const std::exception& fault) {
        // Nothing is lost: what is due stays due, and is tried again in a moment.
        std::cerr << what_ << " failed and will be tried again: " << fault.what() << std::endl;
      }
      lock.lock();
      changed_.wait_for(lock, pause_, [this] { return ending_; });
    }
  }

  const std::string what_;
  const std::chrono::seconds pause_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace expertise
