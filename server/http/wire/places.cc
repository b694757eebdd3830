#include "server/http/wire/places.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits name_limits{1, PeopleLimits::name_characters};
constexpr TextLimits region_limits{0, PeopleLimits::name_characters};

template <class IdType>
json id_list(const std::vector<IdType>& ids) {
  json made = json::array();
  for (const IdType& each : ids) made.push_back(each.text());
  return made;
}

json place_json(const Municipality& municipality) {
  json made = {{"id", municipality.id.text()},
               {"name", municipality.name},
               {"region", municipality.region},
               {"goodFridayClosed", municipality.good_friday_closed},
               {"liberationDayClosedEveryYear", municipality.liberation_day_closed_every_year},
               {"closingDays", municipality.closing_days}};
  put(made, "deputy", municipality.deputy);
  return made;
}

json place_json(const Neighbourhood& neighbourhood) {
  return {{"id", neighbourhood.id.text()},
          {"municipality", neighbourhood.municipality.text()},
          {"name", neighbourhood.name}};
}

json place_json(const Team& team) {
  json made = {{"id", team.id.text()},
               {"municipality", team.municipality.text()},
               {"name", team.name},
               {"neighbourhoods", id_list(team.neighbourhoods)}};
  put(made, "contact", team.contact);
  return made;
}

json place_json(const Group& group) {
  return {{"id", group.id.text()},
          {"municipality", group.municipality.text()},
          {"name", group.name},
          {"members", id_list(group.members)}};
}

void read(ObjectReader& root, Municipality& municipality) {
  municipality.name = root.text("name", name_limits);
  municipality.region = root.text("region", region_limits);
  municipality.deputy = root.optional_id<UserId>("deputy");
  municipality.good_friday_closed = root.flag("goodFridayClosed", false);
  municipality.liberation_day_closed_every_year = root.flag("liberationDayClosedEveryYear", false);
  municipality.closing_days = root.dates("closingDays", PeopleLimits::closing_days);
}

void read(ObjectReader& root, Neighbourhood& neighbourhood) {
  neighbourhood.municipality = root.id<MunicipalityId>("municipality");
  neighbourhood.name = root.text("name", name_limits);
}

void read(ObjectReader& root, Team& team) {
  team.municipality = root.id<MunicipalityId>("municipality");
  team.name = root.text("name", name_limits);
  team.contact = root.optional_id<UserId>("contact");
  team.neighbourhoods =
      root.ids<NeighbourhoodId>("neighbourhoods", PeopleLimits::neighbourhoods_of_a_team);
}

void read(ObjectReader& root, Group& group) {
  group.municipality = root.id<MunicipalityId>("municipality");
  group.name = root.text("name", name_limits);
  group.members = root.ids<SpecialistId>("members", PeopleLimits::members_of_a_group);
}

template <class Place>
using ListOf = std::vector<Place> PeopleOverview::*;

template <class Place>
std::vector<Place> all(const Call& call, ListOf<Place> list) {
  return std::move(call.services().people.overview(call.actor()).*list);
}

template <class Place>
Answer list_places(Call& call, ListOf<Place> list) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  const auto found = part(all(call, list), page);
  json items = json::array();
  for (const Place& each : found.items) items.push_back(place_json(each));
  return list_answer(items, found.total);
}

template <class Place>
Place find(const Call& call, ListOf<Place> list) {
  auto places = all(call, list);
  const auto wanted = call.id<decltype(Place::id)>();
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const Place& each) { return each.id == wanted; });
  if (found == places.end()) throw Refusal(Reason::not_found);
  return std::move(*found);
}

template <class Place>
Place read_place(const Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  Place place;
  read(root, place);
  body.finish();
  return place;
}

template <class Place>
Answer add_place(Call& call, const std::string& collection) {
  const Place made = call.services().people.put(call.actor(), read_place<Place>(call));
  return created(collection + "/" + made.id.text(), place_json(made));
}

template <class Place>
Answer change_place(Call& call, ListOf<Place> list) {
  Place place = read_place<Place>(call);
  // One that is not there, or not to be seen, must not come into being by its id.
  place.id = find(call, list).id;
  return json_answer(200, place_json(call.services().people.put(call.actor(), std::move(place))));
}

}  // namespace

Answer list_municipalities(Call& call) {
  return list_places(call, &PeopleOverview::municipalities);
}
Answer add_municipality(Call& call) { return add_place<Municipality>(call, "municipalities"); }
Answer get_municipality(Call& call) {
  return json_answer(200, place_json(find(call, &PeopleOverview::municipalities)));
}
Answer change_municipality(Call& call) {
  return change_place(call, &PeopleOverview::municipalities);
}

Answer list_neighbourhoods(Call& call) {
  return list_places(call, &PeopleOverview::neighbourhoods);
}
Answer add_neighbourhood(Call& call) { return add_place<Neighbourhood>(call, "neighbourhoods"); }
Answer get_neighbourhood(Call& call) {
  return json_answer(200, place_json(find(call, &PeopleOverview::neighbourhoods)));
}
Answer change_neighbourhood(Call& call) {
  return change_place(call, &PeopleOverview::neighbourhoods);
}

Answer list_teams(Call& call) { return list_places(call, &PeopleOverview::teams); }
Answer add_team(Call& call) { return add_place<Team>(call, "teams"); }
Answer get_team(Call& call) {
  return json_answer(200, place_json(find(call, &PeopleOverview::teams)));
}
Answer change_team(Call& call) { return change_place(call, &PeopleOverview::teams); }

Answer list_groups(Call& call) { return list_places(call, &PeopleOverview::groups); }
Answer add_group(Call& call) { return add_place<Group>(call, "groups"); }
Answer get_group(Call& call) {
  return json_answer(200, place_json(find(call, &PeopleOverview::groups)));
}
Answer change_group(Call& call) { return change_place(call, &PeopleOverview::groups); }

}  // namespace expertise::http
