#include "server/http/wire/names.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

#include "server/http/sentences.h"
#include "server/http/wire/answers.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr std::size_t specialists_at_once = 1000;

template <class IdType>
json named(IdType id, const std::string& name) {
  return {{"id", id.text()}, {"name", name}};
}

}  // namespace

std::string left_name(const Call& call) { return sentence("person.left", {}, call.language); }

void Names::want(const Consultation& consultation) {
  want(consultation.asker);
  for (const UserId& each : consultation.participants) want(each);
  for (const SpecialistId& each : consultation.excluded_specialists) want(each);
}

void Names::want(const Invitation& invitation) { want(invitation.specialist); }

json Names::ref(UserId id) {
  want(id);
  look_up_users();
  return named(id, users_[id]);
}

json Names::ref(SpecialistId id) {
  const SpecialistName& found = specialist(id);
  json made = named(id, found.name);
  put(made, "title", found.title);
  put(made, "organisation", found.organisation);
  return made;
}

json Names::short_ref(SpecialistId id) { return named(id, specialist(id).name); }

json Names::ref(MunicipalityId id) {
  return named(id, place(id, [](Txn& txn, MunicipalityId each) { return txn.municipality(each); }));
}

json Names::ref(TeamId id) {
  return named(id, place(id, [](Txn& txn, TeamId each) { return txn.team(each); }));
}

json Names::ref(NeighbourhoodId id) {
  return named(id,
               place(id, [](Txn& txn, NeighbourhoodId each) { return txn.neighbourhood(each); }));
}

json Names::ref(GroupId id) {
  return named(id, place(id, [](Txn& txn, GroupId each) { return txn.group(each); }));
}

std::optional<UserId> Names::contact_of(TeamId id) {
  if (!txn_) txn_ = call_.services().store.begin(Access::read);
  const auto team = txn_->team(id);
  return team ? team->contact : std::nullopt;
}

void Names::look_up_users() {
  std::vector<UserId> missing;
  for (const UserId& id : users_wanted_) {
    if (!users_.contains(id)) missing.push_back(id);
  }
  users_wanted_.clear();
  if (missing.empty()) return;
  // In the one transaction of these names: a second reader for the same request could wait for ever
  // on others that hold one and want a second, too.
  if (!txn_) txn_ = call_.services().store.begin(Access::read);
  for (const UserId& id : missing) {
    auto user = txn_->user(id);
    if (!user) {
      users_[id].clear();
    } else {
      users_[id] = user->name.empty() ? left_name(call_) : std::move(user->name);
    }
  }
}

void Names::look_up_specialists() {
  std::vector<SpecialistId> missing;
  for (const SpecialistId& id : specialists_wanted_) {
    if (specialists_.try_emplace(id).second) missing.push_back(id);
  }
  specialists_wanted_.clear();
  if (missing.empty()) return;
  if (!txn_) txn_ = call_.services().store.begin(Access::read);
  for (auto from = missing.begin(); from != missing.end();) {
    const auto left = static_cast<std::size_t>(std::distance(from, missing.end()));
    const auto to =
        std::next(from, static_cast<std::ptrdiff_t>(std::min(left, specialists_at_once)));
    for (Specialist& each : txn_->specialists({from, to})) {
      if (each.name.empty()) each.name = left_name(call_);
      specialists_[each.id] = {std::move(each.name), std::move(each.title),
                               std::move(each.organisation)};
    }
    from = to;
  }
}

const Names::SpecialistName& Names::specialist(SpecialistId id) {
  want(id);
  look_up_specialists();
  return specialists_[id];
}

template <class IdType, class Find>
const std::string& Names::place(IdType id, Find&& find) {
  const auto [entry, is_new] = places_.try_emplace(id.bytes());
  if (is_new) {
    if (!txn_) txn_ = call_.services().store.begin(Access::read);
    if (auto found = find(*txn_, id)) entry->second = std::move(found->name);
  }
  return entry->second;
}

}  // namespace expertise::http
