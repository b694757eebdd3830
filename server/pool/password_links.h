// Links to choose a new password with, for who forgot it: made for a user, and sent by mail to who
// asked. Of a link only a hash is kept; what waits is an address, never a link.
#pragma once

#include <string>

#include "server/domain/actor.h"
#include "server/outgoing/outgoing.h"
#include "server/pool/context.h"

namespace expertise {

/// Gives the token of a link for this user, for 30 minutes and one use; earlier ones no longer
/// work.
std::string make_password_link(Context context, const Actor& by, const User& user);

/// Where such a link leads. What stands behind the `#` is sent to no server and into no log.
std::string password_link_address(const std::string& public_origin, const std::string& token);

/// Sends what was asked for. For one thread at a time.
class PasswordLinks {
 public:
  /// Mail goes over `mailer`, which must outlive this, with links to `public_origin`.
  PasswordLinks(Context context, Mailer& mailer, std::string sender, std::string public_origin);

  /// Gives how many were sent. Throws std::runtime_error when the mail server cannot be reached:
  /// what waits is tried again for half an hour.
  std::size_t send_due(Instant now);

 private:
  bool is_sent(const PasswordRequest& request, Instant now);
  void forget(const PasswordRequest& request);

  Context context_;
  Mailer& mailer_;
  std::string sender_;
  std::string public_origin_;
  /// After a failure the mail server is left alone for a while.
  Instant not_before_{};
};

}  // namespace expertise
