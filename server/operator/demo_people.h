// The places and people of the demo pool: made through the use cases of people and profiles, and
// found again by the names that the scripts use for them. It knows no consultations.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "server/operator/demo_data.h"
#include "server/operator/product.h"

namespace expertise {

/// With this everybody of the demo who has a password signs on.
inline constexpr std::string_view demo_password = "welkom-in-de-pool";

class DemoPeople {
 public:
  /// Makes everything. `made` is called after each person. Throws Refusal, or std::runtime_error
  /// naming what the data files got wrong.
  DemoPeople(Product& product, const DemoData& data, const std::function<void()>& made);

  /// Who acts, with their rights: by the key of a user or the external id of a specialist. Throws
  /// std::runtime_error for a name that nobody has.
  const Actor& actor(const std::string& name) const;
  const Actor& actor(UserId user) const;
  /// Who keeps this profile.
  const Actor& actor(SpecialistId specialist) const;
  /// Who is first to act when a question lies with the coordinator.
  const Actor& coordinator(MunicipalityId municipality) const;
  SpecialistId specialist(const std::string& external_id) const;
  /// One of the municipality that the actor works in; throws std::runtime_error when there is none.
  GroupId group(const Actor& actor, const std::string& name) const;
  NeighbourhoodId neighbourhood(const std::string& name) const;
  /// The actor's team for this neighbourhood, or their only one.
  TeamId team(const Actor& actor, const std::string& neighbourhood) const;

 private:
  void make_places(const DemoData& data);
  void make_specialists(const DemoData& data);
  void make_users(const DemoData& data, const std::function<void()>& made);
  void make_groups(const DemoData& data);
  void keep(const std::string& name, const User& user);

  Product& product_;
  std::map<std::string, Municipality> municipalities_;
  std::map<std::string, Neighbourhood> neighbourhoods_;
  std::map<std::string, Team> teams_;
  std::map<std::pair<MunicipalityId, std::string>, GroupId> groups_;
  std::map<std::string, SpecialistId> specialists_;
  std::map<std::string, Actor> actors_;
  std::map<MunicipalityId, std::string> coordinators_;
};

/// Who can sign on, for people to read: role, address, name, by municipality.
std::string accounts_text(const DemoData& data);

}  // namespace expertise
