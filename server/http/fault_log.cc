#include "server/http/fault_log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <string>

namespace expertise::http {

namespace {

constexpr std::size_t what_bytes = 200;

/// Fit to stand in a JSON string: printable ASCII without quotes and backslashes.
std::string cleaned(std::string_view text) {
  std::string made(text.substr(0, what_bytes));
  for (char& c : made) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\') c = '?';
  }
  return made;
}

}  // namespace

struct FaultLog::Impl {
  spdlog::logger logger{"faults", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

FaultLog::FaultLog() : impl_(std::make_unique<Impl>()) {
  impl_->logger.set_pattern("%v");
  impl_->logger.flush_on(spdlog::level::err);
}

FaultLog::~FaultLog() = default;

void FaultLog::write(Instant at, std::string_view id, std::string_view operation,
                     std::string_view what) {
  impl_->logger.error(
      R"({{"time":"{}","level":"error","event":"fault","id":"{}","operation":"{}","what":"{}"}})",
      rfc3339(at), id, operation, cleaned(what));
}

}  // namespace expertise::http
