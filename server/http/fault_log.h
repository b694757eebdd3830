// Where faults of ours are written down: one line of JSON each on standard error, under the mark
// that the person was given. Never a text, a header or an address of a request.
#pragma once

#include <memory>
#include <string_view>

#include "server/domain/env.h"

namespace expertise::http {

/// Safe to use from many threads at once.
class FaultLog {
 public:
  FaultLog();
  ~FaultLog();
  FaultLog(const FaultLog&) = delete;
  FaultLog& operator=(const FaultLog&) = delete;

  /// `what` comes from libraries and from us; it is cut and cleaned all the same.
  void write(Instant at, std::string_view id, std::string_view operation, std::string_view what);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise::http
