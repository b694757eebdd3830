// Counts what was asked and how it was answered, as Prometheus reads it (text format 0.0.4). Labels
// are names of operations and statuses only, so that their number is bounded and nothing of a
// request is in them.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace expertise::http {

/// A value that is read when it is asked for.
struct Gauge {
  std::string_view name;
  std::string_view help;
  double value = 0;
};

/// Safe to use from many threads at once.
class Metrics {
 public:
  /// `operation` must be a constant of the table of routes, or of the program.
  void count(std::string_view operation, int status, std::chrono::milliseconds took);

  /// Everything counted, with these gauges.
  template <std::size_t N>
  std::string text(const std::array<Gauge, N>& gauges) {
    std::string made = counted();
    for (const Gauge& gauge : gauges) append(made, gauge);
    return made;
  }

  /// Upper bounds of the buckets of durations; one more holds the rest.
  static constexpr std::array<int, 10> bucket_milliseconds{5,   10,  25,   50,   100,
                                                           250, 500, 1000, 2500, 10000};

 private:
  struct Durations {
    std::array<std::uint64_t, bucket_milliseconds.size() + 1> buckets{};
    std::uint64_t total_milliseconds = 0;
  };

  std::string counted();
  static void append(std::string& made, const Gauge& gauge);

  std::mutex mutex_;
  std::map<std::pair<std::string_view, int>, std::uint64_t> answers_;
  std::map<std::string_view, Durations> durations_;
};

}  // namespace expertise::http
