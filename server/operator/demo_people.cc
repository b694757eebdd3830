#include "server/operator/demo_people.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace expertise {

namespace {

const Actor& machine() {
  static const Actor actor = Actor::machine_operator();
  return actor;
}

template <class Map>
const typename Map::mapped_type& named(const Map& map, const typename Map::key_type& name,
                                       const std::string& what) {
  auto found = map.find(name);
  if (found == map.end()) throw std::runtime_error("the demo has no such " + what);
  return found->second;
}

std::string address_of(const DemoUser& user) { return user.key + "@example.nl"; }

std::string role_in_dutch(const std::vector<Role>& roles) {
  switch (roles.front()) {
    case Role::team_member:
      return "wijkteammedewerker";
    case Role::partner:
      return "partner in de wijk";
    case Role::specialist:
      return "specialist";
    case Role::coordinator:
      return "coördinator";
    case Role::reviewer:
      return "onafhankelijk toetser";
    case Role::administrator:
      return "beheerder";
  }
  return {};
}

}  // namespace

DemoPeople::DemoPeople(Product& product, const DemoData& data, const std::function<void()>& made)
    : product_(product) {
  make_places(data);
  make_specialists(data);
  make_users(data, made);
  make_groups(data);
}

void DemoPeople::make_places(const DemoData& data) {
  for (const DemoMunicipality& each : data.municipalities) {
    Municipality municipality =
        product_.people.put(machine(), Municipality{.name = each.name, .region = data.region});
    municipalities_[each.name] = municipality;
    for (const DemoTeam& team : each.teams) {
      Team made{.municipality = municipality.id, .name = team.name};
      for (const std::string& name : team.neighbourhoods) {
        Neighbourhood neighbourhood{.municipality = municipality.id, .name = name};
        neighbourhoods_[name] = product_.people.put(machine(), neighbourhood);
        made.neighbourhoods.push_back(neighbourhoods_[name].id);
      }
      teams_[team.name] = product_.people.put(machine(), made);
    }
  }
}

void DemoPeople::make_specialists(const DemoData& data) {
  for (const auto& [name, municipality] : municipalities_) {
    std::stringstream rows;
    for (const DemoSpecialist& each : data.specialists) {
      if (each.municipality == name) rows << each.row << '\n';
    }
    auto report = product_.profiles.import_specialists(machine(), rows, FileFormat::json_lines,
                                                       municipality.id, FaultyRows::refuse_all,
                                                       [](std::size_t, std::size_t) {});
    if (report.refused) throw Refusal(report.faults);
  }
  auto txn = product_.store->begin(Access::read);
  for (const DemoSpecialist& each : data.specialists) {
    const Municipality& home = named(municipalities_, each.municipality, "municipality");
    auto specialist = txn->specialist_by_external_id(home.id, each.id);
    if (!specialist) throw std::runtime_error("the specialist " + each.id + " was not imported");
    specialists_[each.id] = specialist->id;
    if (each.whereabouts.empty()) continue;
    specialist->availability.whereabouts = each.whereabouts;
    product_.profiles.change_availability(machine(), specialist->id, specialist->availability,
                                          {specialist->revision});
  }
}

void DemoPeople::make_users(const DemoData& data, const std::function<void()>& made) {
  for (const DemoUser& each : data.users) {
    User user{.municipality = named(municipalities_, each.municipality, "municipality").id,
              .name = each.name,
              .email = address_of(each),
              .roles = each.roles};
    for (const std::string& team : each.teams) user.teams.push_back(named(teams_, team, team).id);
    if (!each.partner_of.empty())
      user.partner_of = named(teams_, each.partner_of, each.partner_of).id;
    keep(each.key, product_.people.add_user(machine(), user, std::string(demo_password)));
    made();
  }
  for (const DemoSpecialist& each : data.specialists) {
    User user{.municipality = named(municipalities_, each.municipality, "municipality").id,
              .name = each.name,
              .email = each.email,
              .roles = {Role::specialist},
              .specialist = specialist(each.id)};
    // The others act in the scripts too, but nobody needs to sign on as each of them.
    std::optional<std::string> password;
    if (data.specialists_with_password.contains(each.id)) password = demo_password;
    keep(each.id, product_.people.add_user(machine(), user, password));
    made();
  }
}

void DemoPeople::make_groups(const DemoData& data) {
  for (const DemoMunicipality& each : data.municipalities) {
    Municipality& municipality = municipalities_[each.name];
    municipality.deputy = actor(each.deputy).user;
    for (const DemoUser& user : data.users) {
      if (user.municipality == each.name && user.key != each.deputy &&
          actor(user.key).is(Role::coordinator)) {
        coordinators_[municipality.id] = user.key;
      }
    }
    municipality = product_.people.put(machine(), municipality);
    for (const DemoTeam& team : each.teams) {
      teams_[team.name].contact = actor(team.contact).user;
      teams_[team.name] = product_.people.put(machine(), teams_[team.name]);
    }
    for (const DemoGroup& group : each.groups) {
      Group made{.municipality = municipality.id, .name = group.name};
      for (const std::string& member : group.members) made.members.push_back(specialist(member));
      groups_[{municipality.id, group.name}] = product_.people.put(machine(), made).id;
    }
  }
}

// Somebody's rights follow from what was just made, and change no more while the scripts are
// played.
void DemoPeople::keep(const std::string& name, const User& user) {
  Actor acting{.user = user.id,
               .municipalities = {user.municipality},
               .roles = user.roles,
               .teams = user.teams,
               .specialist = user.specialist,
               .partner_of = user.partner_of,
               .origin = "demo"};
  for (const auto& [team_name, team] : teams_) {
    if (acting.in(team.id) && !acting.in(team.municipality))
      acting.municipalities.push_back(team.municipality);
  }
  actors_[name] = std::move(acting);
}

const Actor& DemoPeople::actor(const std::string& name) const {
  return named(actors_, name, "person as " + name);
}

const Actor& DemoPeople::actor(UserId user) const {
  for (const auto& [name, acting] : actors_) {
    if (acting.user == user) return acting;
  }
  throw std::runtime_error("the demo has no such user");
}

const Actor& DemoPeople::actor(SpecialistId specialist) const {
  for (const auto& [name, acting] : actors_) {
    if (acting.specialist == specialist) return acting;
  }
  throw std::runtime_error("nobody of the demo keeps that profile");
}

const Actor& DemoPeople::coordinator(MunicipalityId municipality) const {
  return actor(named(coordinators_, municipality, "coordinator"));
}

SpecialistId DemoPeople::specialist(const std::string& external_id) const {
  return named(specialists_, external_id, "specialist as " + external_id);
}

GroupId DemoPeople::group(const Actor& actor, const std::string& name) const {
  for (const MunicipalityId& each : actor.municipalities) {
    if (auto found = groups_.find({each, name}); found != groups_.end()) return found->second;
  }
  throw std::runtime_error("the demo has no group " + name);
}

NeighbourhoodId DemoPeople::neighbourhood(const std::string& name) const {
  return named(neighbourhoods_, name, "neighbourhood as " + name).id;
}

TeamId DemoPeople::team(const Actor& actor, const std::string& neighbourhood) const {
  NeighbourhoodId wanted = this->neighbourhood(neighbourhood);
  for (const auto& [name, team] : teams_) {
    const auto& served = team.neighbourhoods;
    if (actor.in(team.id) && std::find(served.begin(), served.end(), wanted) != served.end())
      return team.id;
  }
  if (actor.teams.size() == 1) return actor.teams.front();
  throw std::runtime_error("nobody of the actor's teams serves " + neighbourhood);
}

std::string accounts_text(const DemoData& data) {
  std::ostringstream text;
  text << "Dit is een demonstratie: alle mensen en vragen zijn verzonnen.\n"
       << "Wachtwoord van iedereen: " << demo_password << "\n";
  auto line = [&](const std::string& role, const std::string& address, const std::string& who) {
    text << "  " << address << std::string(address.size() < 32 ? 32 - address.size() : 1, ' ')
         << role << ": " << who << "\n";
  };
  for (const DemoMunicipality& municipality : data.municipalities) {
    text << "\n" << municipality.name << "\n";
    for (const DemoUser& each : data.users) {
      if (each.municipality != municipality.name) continue;
      std::string who = each.name;
      for (const std::string& team : each.teams) who += ", " + team;
      if (!each.partner_of.empty()) who += ", bij " + each.partner_of;
      if (!each.about.empty()) who += " (" + each.about + ")";
      line(role_in_dutch(each.roles), address_of(each), who);
    }
    for (const DemoSpecialist& each : data.specialists) {
      if (each.municipality == municipality.name &&
          data.specialists_with_password.contains(each.id))
        line("specialist", each.email, each.name + ", " + each.title);
    }
  }
  return text.str();
}

}  // namespace expertise
