// The people and places around the pool: municipalities with their teams and neighbourhoods, users
// with their roles, groups of specialists. Plain values with their limits; who may do what stands
// in policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/id.h"
#include "server/domain/refusal.h"

namespace expertise {

enum class Role { team_member, partner, specialist, coordinator, reviewer, administrator };

template <>
inline constexpr CodeTable<Role, 6> codes<Role>{{{Role::team_member, "team_member"},
                                                 {Role::partner, "partner"},
                                                 {Role::specialist, "specialist"},
                                                 {Role::coordinator, "coordinator"},
                                                 {Role::reviewer, "reviewer"},
                                                 {Role::administrator, "administrator"}}};

enum class Language { nl, en };

template <>
inline constexpr CodeTable<Language, 2> codes<Language>{
    {{Language::nl, "nl"}, {Language::en, "en"}}};

struct Municipality {
  MunicipalityId id;
  std::string name;
  std::string region;
  /// Stands in for the coordinators: also told when a question lies with them for a working day.
  std::optional<UserId> deputy;
  /// Municipal holidays and closing days; see working_time.
  bool good_friday_closed = false;
  bool liberation_day_closed_every_year = false;
  /// Local dates `YYYY-MM-DD` on which nobody works.
  std::vector<std::string> closing_days;

  bool operator==(const Municipality&) const = default;
};

struct Neighbourhood {
  NeighbourhoodId id;
  MunicipalityId municipality;
  std::string name;

  bool operator==(const Neighbourhood&) const = default;
};

struct Team {
  TeamId id;
  MunicipalityId municipality;
  std::string name;
  /// The face that partners of this team's neighbourhoods know.
  std::optional<UserId> contact;
  std::vector<NeighbourhoodId> neighbourhoods;

  bool operator==(const Team&) const = default;
};

/// Specialists who can be asked as one; the first to accept has the question.
struct Group {
  GroupId id;
  MunicipalityId municipality;
  std::string name;
  std::vector<SpecialistId> members;

  bool operator==(const Group&) const = default;
};

struct User {
  UserId id;
  MunicipalityId municipality;
  std::string name;
  /// Lower-case; unique in the installation.
  std::string email;
  Language language = Language::nl;
  std::vector<Role> roles;
  /// Teams of one or several municipalities.
  std::vector<TeamId> teams;
  /// The profile this user keeps, for a specialist.
  std::optional<SpecialistId> specialist;
  /// For a partner: the team whose named contact answers.
  std::optional<TeamId> partner_of;
  bool active = true;

  bool operator==(const User&) const = default;
};

struct PeopleLimits {
  static constexpr std::size_t name_characters = 120;
  static constexpr std::size_t email_bytes = 254;
  static constexpr std::size_t password_characters_least = 12;
  static constexpr std::size_t password_characters_most = 200;
  static constexpr std::size_t teams_of_a_user = 20;
  static constexpr std::size_t neighbourhoods_of_a_team = 60;
  static constexpr std::size_t members_of_a_group = 200;
  static constexpr std::size_t closing_days = 60;
};

/// Every fault in the value itself, with its place as a JSON pointer of the API's body; empty when
/// sound.
std::vector<Fault> faults(const Municipality& municipality);
std::vector<Fault> faults(const Neighbourhood& neighbourhood);
std::vector<Fault> faults(const Team& team);
std::vector<Fault> faults(const Group& group);
std::vector<Fault> faults(const User& user);

/// `mail@example.nl` in lower case without blanks around it, or nothing when it cannot be an
/// address.
std::optional<std::string> normal_email(std::string_view text);

}  // namespace expertise
