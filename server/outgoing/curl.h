// The world outside over libcurl: files over HTTPS, hardened against being led into the internal
// network.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/outgoing/outgoing.h"

namespace expertise {

/// Never follows a redirect, takes no proxy, keeps no cookies, checks
/// certificates, and connects to public addresses only: the address of every
/// connection is looked at when it is opened, so that a name that resolves
/// otherwise the second time does not help. `allowed` lists exceptions as
/// `host:port`, which may be internal and plain http.
std::unique_ptr<WebReader> curl_web_reader(std::vector<std::string> allowed);

/// Whether an IP address (as text, of either family) is one of the public
/// internet; false for what is no address.
bool is_public_address(const std::string& address);

}  // namespace expertise
