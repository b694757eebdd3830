// What a handler works with: one request that found its route, who makes it, and the use cases to
// answer it with. Also what a caller sends along in headers: the state it has seen, and the key
// that makes a repeat harmless.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/fault_log.h"
#include "server/http/message.h"
#include "server/http/metrics.h"
#include "server/http/server.h"
#include "server/http/session.h"
#include "server/http/static_files.h"

namespace expertise::http {

/// What is the same for every request.
struct Surroundings {
  Services services;
  Site site;
  /// The description of the API, and its version.
  std::string_view description;
  std::string version;
  StaticFiles web{};
  Metrics metrics{};
  FaultLog faults{};
};

struct Call {
  Surroundings& around;
  const Request& request;
  /// Of the path, in order.
  std::vector<std::string_view> parameters;
  Language language = Language::nl;
  /// Somebody, on every route that asks for signing on.
  std::optional<SignedOn> caller;

  const Services& services() const { return around.services; }
  const Actor& actor() const { return caller->actor; }
  Instant now() const { return around.services.env.now(); }

  /// The identifier in the path; the router has seen that it is one.
  template <class IdType>
  IdType id(std::size_t position = 0) const {
    return IdType::parse(parameters.at(position)).value();
  }
};

/// The revision of If-Match. Refused: precondition_required without, invalid input when it is not
/// one strong entity tag of ours.
Seen seen(const Call& call);

/// The Idempotency-Key with the digest of method, path and `canonical_body`; nothing without the
/// header. Refused when it is not 8 to 128 letters, digits, or `._~-`.
std::optional<Once> once(const Call& call, std::string_view canonical_body);

/// `"7"`, as If-Match wants it back.
std::string entity_tag(std::int64_t revision);

}  // namespace expertise::http
