// Names beside identifiers: what a representation says about people, places and specialists that
// are only known by id in the values. Looks each up once, many together; it decides no rights: the
// ids come from values that the reader may see.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>

#include "server/http/call.h"

namespace expertise::http {

/// What somebody is called who left, and of whom it is no longer known who they were.
std::string left_name(const Call& call);

class Names {
 public:
  explicit Names(const Call& call) : call_(call) {}

  // First everything that will be named; nothing is looked up yet.
  void want(UserId id) { users_wanted_.insert(id); }
  void want(SpecialistId id) { specialists_wanted_.insert(id); }
  void want(const Consultation& consultation);
  void want(const Invitation& invitation);

  // Then the representations: `{"id": …, "name": …}`, for a specialist also title and organisation.
  // A name that is not there (any more) is empty.
  nlohmann::json ref(UserId id);
  nlohmann::json ref(SpecialistId id);
  nlohmann::json ref(MunicipalityId id);
  nlohmann::json ref(TeamId id);
  nlohmann::json ref(NeighbourhoodId id);
  nlohmann::json ref(GroupId id);
  /// Only id and name.
  nlohmann::json short_ref(SpecialistId id);

  /// The person who stands for a team, if there is one.
  std::optional<UserId> contact_of(TeamId id);

 private:
  struct SpecialistName {
    std::string name;
    std::string title;
    std::string organisation;
  };

  void look_up_users();
  void look_up_specialists();
  const SpecialistName& specialist(SpecialistId id);
  template <class IdType, class Find>
  const std::string& place(IdType id, Find&& find);

  const Call& call_;
  std::set<UserId> users_wanted_;
  std::set<SpecialistId> specialists_wanted_;
  std::map<UserId, std::string> users_;
  std::map<SpecialistId, SpecialistName> specialists_;
  std::map<IdBytes, std::string> places_;
  std::unique_ptr<Txn> txn_;
};

}  // namespace expertise::http
