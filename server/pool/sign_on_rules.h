// What the pool makes of what a provider of single sign-on says about somebody: which values of a
// claim give which roles and teams. Read from a file when serving begins; what is wrong in it keeps
// the server from starting.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/domain/people.h"
#include "server/pool/id_token.h"
#include "server/store/store.h"

namespace expertise {

/// What one value of the claim gives.
struct SignOnRule {
  std::string value;
  std::vector<Role> roles;
  std::vector<TeamId> teams{};
  /// Where somebody new belongs, before that of the rules.
  std::optional<MunicipalityId> municipality{};
};

struct SignOnRules {
  /// The name of the claim, or a JSON pointer to it when it begins with `/`.
  std::string claim;
  /// Whether the provider gives an address only to whose it is.
  bool addresses_are_trusted = false;
  /// Ways of signing on (`acr`) of which the provider must have used one; empty asks nothing.
  std::vector<std::string> acr{};
  /// What is asked of the provider beside `openid profile email`.
  std::vector<std::string> scopes{};
  std::optional<MunicipalityId> municipality{};
  std::vector<SignOnRule> rules{};
};

struct GivenRights {
  std::vector<Role> roles;
  std::vector<TeamId> teams;
  std::optional<MunicipalityId> municipality;
};

/// Somebody as a provider proved them to be.
struct ProvenIdentity {
  std::string issuer;
  IdTokenClaims claims;
};

/// That somebody signed off at a provider: whose sessions end that were begun by it, or those of
/// one session there. One of the two may be empty.
struct EndedAtProvider {
  std::string issuer;
  std::string subject;
  std::string session;
  /// What began more than a minute later stays: clocks differ.
  Instant at;
};

/// Reads rules as JSON: see docs/operations.md. Teams and municipalities are named, or given by id,
/// and must be there. Throws std::runtime_error with the first fault and its place.
SignOnRules read_sign_on_rules(const std::string& text, Txn& txn);

/// What the values of somebody's claim give together, in the order of the rules.
GivenRights rights_of(const SignOnRules& rules, const std::vector<std::string>& values);

/// The user with the roles and teams that the rules give now in place of what they gave before:
/// what no rule names was given in the pool, and stays.
User with_rights(User user, const SignOnRules& rules, const GivenRights& given);

}  // namespace expertise
