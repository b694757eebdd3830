// From a request to who asks: the secret in a cookie or an Authorization header, and the defence of
// the cookie against other sites. It knows no passwords and no rights.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/pool/passkey_proof.h"

namespace expertise::http {

/// Where the product is seen by a browser.
class Site {
 public:
  /// `public_origin` such as `https://pool.example.nl`; empty = plain http on this machine itself.
  /// Throws std::runtime_error when it is no origin.
  Site(std::string public_origin, int port);

  /// Whether `origin`, as a browser sends it, is this site.
  bool is_own(std::string_view origin) const;
  /// The origin people see, `https://pool.example.nl`.
  std::string address() const;
  /// What passkeys are for: the origin as browsers write it (lower case, no usual port), and its
  /// host. Nothing when the host is an IP address, for which browsers make none, or when browsers
  /// do not trust the way to it (http to another machine).
  std::optional<RelyingParty> relying_party() const;
  /// `__Host-session` over https, which browsers bind to this host; `session` without.
  std::string_view cookie_name() const { return is_https_ ? "__Host-session" : "session"; }
  /// The Set-Cookie value that hands out a secret, and the one that takes it back.
  std::string cookie_with(std::string_view secret) const;
  std::string cookie_gone() const;
  /// The same for a device on which no code is asked for a while.
  std::string_view device_cookie_name() const { return is_https_ ? "__Host-device" : "device"; }
  std::string device_cookie_with(std::string_view secret) const;
  /// The same for what was begun at a provider of single sign-on, for ten minutes.
  std::string_view begun_cookie_name() const { return is_https_ ? "__Host-begun" : "begun"; }
  std::string begun_cookie_with(std::string_view secret) const;
  std::string begun_cookie_gone() const;
  /// The network address of who asks: behind the edge (https) the one that the edge names.
  std::string origin_of(const Request& request) const;

 private:
  std::string cookie(std::string_view name, std::string_view secret) const;

  std::string public_origin_;
  int port_;
  bool is_https_;
};

enum class Carrier { bearer, cookie };

struct Credential {
  Carrier carrier = Carrier::bearer;
  std::string secret;
};

/// What the request carries; an Authorization header goes before a cookie, and one of another
/// scheme gives an empty secret, which nobody has.
std::optional<Credential> credential(const Request& request, const Site& site);

/// The value of a cookie; empty when the request carries none of that name.
std::string cookie_of(const Request& request, std::string_view name);

/// Whether a browser says that another site made this request (Origin, Sec-Fetch-Site).
bool is_from_other_site(const Request& request, const Site& site);

}  // namespace expertise::http
