#include "server/http/metrics.h"

#include <sstream>

namespace expertise::http {

void Metrics::count(std::string_view operation, int status, std::chrono::milliseconds took) {
  std::size_t bucket = 0;
  while (bucket < bucket_milliseconds.size() && took.count() > bucket_milliseconds[bucket]) {
    ++bucket;
  }
  std::lock_guard lock(mutex_);
  ++answers_[{operation, status}];
  Durations& durations = durations_[operation];
  ++durations.buckets[bucket];
  if (took.count() > 0) durations.total_milliseconds += static_cast<std::uint64_t>(took.count());
}

std::string Metrics::counted() {
  std::ostringstream made;
  std::lock_guard lock(mutex_);
  made << "# HELP expertisepool_http_answers_total Answers by operation and status.\n"
          "# TYPE expertisepool_http_answers_total counter\n";
  for (const auto& [key, count] : answers_) {
    made << "expertisepool_http_answers_total{operation=\"" << key.first << "\",status=\""
         << key.second << "\"} " << count << "\n";
  }
  constexpr double milliseconds = 1000.0;
  made << "# HELP expertisepool_http_answer_seconds How long answering took.\n"
          "# TYPE expertisepool_http_answer_seconds histogram\n";
  for (const auto& [operation, durations] : durations_) {
    const auto line = [&, &operation = operation](std::string_view suffix) -> std::ostream& {
      return made << "expertisepool_http_answer_seconds" << suffix << "{operation=\"" << operation
                  << "\"";
    };
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < bucket_milliseconds.size(); ++i) {
      so_far += durations.buckets[i];
      line("_bucket") << ",le=\"" << bucket_milliseconds[i] / milliseconds << "\"} " << so_far
                      << "\n";
    }
    so_far += durations.buckets.back();
    line("_bucket") << ",le=\"+Inf\"} " << so_far << "\n";
    line("_sum") << "} " << static_cast<double>(durations.total_milliseconds) / milliseconds
                 << "\n";
    line("_count") << "} " << so_far << "\n";
  }
  return made.str();
}

void Metrics::append(std::string& made, const Gauge& gauge) {
  std::ostringstream line;
  line << "# HELP " << gauge.name << " " << gauge.help << "\n# TYPE " << gauge.name << " gauge\n"
       << gauge.name << " " << gauge.value << "\n";
  made += line.str();
}

}  // namespace expertise::http
