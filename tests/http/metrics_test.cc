// What is counted, as Prometheus reads it.
#include "server/http/metrics.h"

#include <catch2/catch.hpp>

namespace expertise::http {
namespace {

using std::chrono::milliseconds;

TEST_CASE("answers are counted by operation and status", "[metrics]") {
  Metrics metrics;
  metrics.count("ask", 201, milliseconds(3));
  metrics.count("ask", 201, milliseconds(80));
  metrics.count("ask", 400, milliseconds(1));
  const std::string text = metrics.text(std::array{Gauge{"made_up", "A gauge.", 4}});
  const auto has = [&](std::string_view line) { return text.find(line) != std::string::npos; };
  CHECK(has("expertisepool_http_answers_total{operation=\"ask\",status=\"201\"} 2\n"));
  CHECK(has("expertisepool_http_answers_total{operation=\"ask\",status=\"400\"} 1\n"));
  CHECK(has("expertisepool_http_answer_seconds_bucket{operation=\"ask\",le=\"0.005\"} 2\n"));
  CHECK(has("expertisepool_http_answer_seconds_bucket{operation=\"ask\",le=\"+Inf\"} 3\n"));
  CHECK(has("expertisepool_http_answer_seconds_sum{operation=\"ask\"} 0.084\n"));
  CHECK(has("expertisepool_http_answer_seconds_count{operation=\"ask\"} 3\n"));
  CHECK(has("made_up 4\n"));
}

}  // namespace
}  // namespace expertise::http
