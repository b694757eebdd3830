// What a personal access token may be used for: a closed list, coarser than the table of rights. A
// token never gives more than its owner has; its scopes only take away. Which operation needs which
// stands with its route.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "server/domain/code.h"

namespace expertise {

enum class TokenScope {
  read,        // see what its owner sees, case text included; changes nothing
  ask,         // put questions, and go on with them on the asker's side
  advise,      // the specialist's steps
  keep,        // profiles, working hours, calendars, and how one is told
  coordinate,  // divide the work, review; the pool, its groups and the vocabulary
  administer,  // users and their access, teams, places
  sign_on,     // one's own second factor, passkeys, sessions and tokens
};

template <>
inline constexpr CodeTable<TokenScope, 7> codes<TokenScope>{{{TokenScope::read, "read"},
                                                             {TokenScope::ask, "ask"},
                                                             {TokenScope::advise, "advise"},
                                                             {TokenScope::keep, "keep"},
                                                             {TokenScope::coordinate, "coordinate"},
                                                             {TokenScope::administer, "administer"},
                                                             {TokenScope::sign_on, "sign_on"}}};

/// A set of scopes.
class TokenScopes {
 public:
  constexpr TokenScopes() = default;
  constexpr TokenScopes(std::initializer_list<TokenScope> some) {
    for (const TokenScope each : some) bits_ |= bit(each);
  }
  explicit TokenScopes(const std::vector<TokenScope>& some) {
    for (const TokenScope each : some) bits_ |= bit(each);
  }
  static constexpr TokenScopes all() {
    TokenScopes every;
    for (const auto& [each, text] : codes<TokenScope>) every.bits_ |= bit(each);
    return every;
  }

  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool has(TokenScope scope) const { return (bits_ & bit(scope)) != 0; }
  /// Whether they have one in common.
  constexpr bool meets(TokenScopes other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool covers(TokenScopes other) const { return (other.bits_ & ~bits_) == 0; }
  /// In the order of the list.
  std::vector<TokenScope> list() const {
    std::vector<TokenScope> some;
    for (const auto& [each, text] : codes<TokenScope>) {
      if (has(each)) some.push_back(each);
    }
    return some;
  }
  constexpr bool operator==(const TokenScopes&) const = default;

 private:
  static constexpr std::uint16_t bit(TokenScope scope) {
    return static_cast<std::uint16_t>(1u << static_cast<unsigned>(scope));
  }
  std::uint16_t bits_ = 0;
};

}  // namespace expertise
