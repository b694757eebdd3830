// Use cases around people: signing on, users with their roles, municipalities, teams,
// neighbourhoods, groups. Every change is one transaction with its event. It knows no HTTP; secrets
// come in as text and are kept only as hashes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/actor.h"
#include "server/pool/context.h"

namespace expertise {

/// A signed-on person. `secret` is filled only when it was just made: it is shown once.
struct SignedOn {
  Actor actor;
  User user;
  Session session;
  std::string secret;
};

struct PeopleOverview {
  std::vector<Municipality> municipalities;
  std::vector<Neighbourhood> neighbourhoods;
  std::vector<Team> teams;
  std::vector<Group> groups;
};

class People {
 public:
  explicit People(Context context);
  ~People();

  // Signing on. A browser session ends after 30 minutes without use and after 10 hours; a token at
  // its end (at most 366 days).

  /// Refused (unauthenticated) the same way, in the same time, for an unknown address, a wrong
  /// password and a disabled user; after 10 failures for an address too_many with growing delay. At
  /// most two passwords are checked at once, 16 wait, past that unavailable.
  SignedOn sign_on(std::string_view email, std::string_view password, std::string_view origin);
  /// As sign_on, for a program: gives a token of that label.
  SignedOn sign_on_for_token(std::string_view email, std::string_view password,
                             std::string_view label, std::string_view origin);
  /// Who holds this secret now; nothing when it is unknown, past its end, or the user is disabled.
  /// Rights are read anew each time: a change of role counts at once.
  std::optional<SignedOn> recognise(std::string_view secret, std::string_view origin);
  void sign_off(const Actor& actor, SessionId session);
  std::vector<Session> sessions(const Actor& actor);
  void end_session(const Actor& actor, SessionId session);
  SignedOn create_token(const Actor& actor, UserId user, std::string_view label, int days);
  /// Ends every other session of the user.
  void change_password(const Actor& actor, std::string_view current, std::string_view wanted,
                       std::optional<SessionId> keep);

  // Administering. `id` of what is added is given by the store's caller only in tests; leave it
  // nil.

  /// With no password the user signs on by token until one is set.
  User add_user(const Actor& actor, User user, std::optional<std::string> password);
  /// Role changes and disabling end the user's sessions.
  User change_user(const Actor& actor, User user);
  void set_password(const Actor& actor, UserId user, std::string_view password);
  User user(const Actor& actor, UserId id);
  Paged<User> users(const Actor& actor, UserQuery query);
  std::optional<User> user_by_email(const Actor& actor, std::string_view email);

  Municipality put(const Actor& actor, Municipality municipality);
  Neighbourhood put(const Actor& actor, Neighbourhood neighbourhood);
  Team put(const Actor& actor, Team team);
  Group put(const Actor& actor, Group group);
  /// Everything of the municipalities that the actor belongs to.
  PeopleOverview overview(const Actor& actor);
  /// Names of users by id, for people who share a consultation or a municipality with the actor.
  std::map<UserId, std::string> names(const std::vector<UserId>& ids);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise
