// The world outside over libcurl: files and programs over HTTPS, hardened against being led into
// the internal network, and mail over SMTP.
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

/// The same for programs, with the same exceptions.
std::unique_ptr<WebCaller> curl_web_caller(std::vector<std::string> allowed);

/// Whether an IP address (as text, of either family) is one of the public
/// internet; false for what is no address.
bool is_public_address(const std::string& address);

/// Where mail is handed in.
struct MailServer {
  /// `smtp://host:port`, encrypted by STARTTLS, or `smtps://host:port`.
  std::string address;
  /// The sender, as a bare address.
  std::string from;
  /// Signs on when there is a user.
  std::string user{};
  std::string password{};
  /// A file of certificates to trust in place of those of the system; empty = those of the system.
  std::string certificates{};
};

/// Nothing goes unencrypted or to a server whose certificate does not hold, but to this machine
/// itself over smtp:// (as 127.0.0.1, ::1 or localhost) when it offers no STARTTLS. Throws
/// std::runtime_error with a sentence for the operator when the settings cannot be used.
std::unique_ptr<Mailer> curl_mailer(MailServer server);

/// A header's value: on one line, and what is not ASCII as encoded words (RFC 2047).
std::string header_text(const std::string& text);

}  // namespace expertise
