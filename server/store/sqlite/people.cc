// Municipalities, neighbourhoods, teams, groups and users in their tables.
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/scope.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_municipality =
    "SELECT id, name, region, deputy, good_friday_closed, liberation_day_closed_every_year, "
    "closing_days FROM municipality";
const std::string select_neighbourhood = "SELECT id, municipality, name FROM neighbourhood";
const std::string select_team = "SELECT id, municipality, name, contact, neighbourhoods FROM team";
const std::string select_group = "SELECT id, municipality, name, members FROM specialist_group";
const std::string select_user =
    "SELECT id, municipality, name, email, language, roles, teams, specialist, partner_of, active "
    "FROM user u";

Municipality municipality_row(Query& row) {
  Municipality m;
  row.read(m.id, m.name, m.region, m.deputy, m.good_friday_closed,
           m.liberation_day_closed_every_year, m.closing_days);
  return m;
}

Neighbourhood neighbourhood_row(Query& row) {
  Neighbourhood n;
  row.read(n.id, n.municipality, n.name);
  return n;
}

Team team_row(Query& row) {
  Team t;
  row.read(t.id, t.municipality, t.name, t.contact, t.neighbourhoods);
  return t;
}

Group group_row(Query& row) {
  Group g;
  row.read(g.id, g.municipality, g.name, g.members);
  return g;
}

User user_row(Query& row) {
  User u;
  row.read(u.id, u.municipality, u.name, u.email, u.language, u.roles, u.teams, u.specialist,
           u.partner_of, u.active);
  return u;
}

// Everything in scope, in order of name.
template <class Read>
auto list(Connection& connection, const std::string& select, const char* municipality,
          const PoolScope& scope, Read read) {
  Where where;
  limit_to(scope, municipality, where);
  Query query = connection.query(select + where.text() + " ORDER BY name COLLATE NOCASE, id");
  where.bind(query);
  return all(std::move(query), read);
}

}  // namespace

void SqliteTxn::put(const Municipality& m) {
  change(
      "INSERT INTO municipality (id, name, region, deputy, good_friday_closed, "
      "liberation_day_closed_every_year, closing_days) VALUES (?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET name = excluded.name, region = excluded.region, "
      "deputy = excluded.deputy, good_friday_closed = excluded.good_friday_closed, "
      "liberation_day_closed_every_year = excluded.liberation_day_closed_every_year, "
      "closing_days = excluded.closing_days")
      .bind(m.id, m.name, m.region, m.deputy, m.good_friday_closed,
            m.liberation_day_closed_every_year, m.closing_days)
      .run();
}

std::optional<Municipality> SqliteTxn::municipality(MunicipalityId id) {
  Query query = read(select_municipality + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), municipality_row);
}

std::vector<Municipality> SqliteTxn::municipalities(const PoolScope& scope) {
  return list(connection(), select_municipality, "id", scope, municipality_row);
}

void SqliteTxn::put(const Neighbourhood& n) {
  change(
      "INSERT INTO neighbourhood (id, municipality, name) VALUES (?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name")
      .bind(n.id, n.municipality, n.name)
      .run();
}

std::optional<Neighbourhood> SqliteTxn::neighbourhood(NeighbourhoodId id) {
  Query query = read(select_neighbourhood + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), neighbourhood_row);
}

std::vector<Neighbourhood> SqliteTxn::neighbourhoods(const PoolScope& scope) {
  return list(connection(), select_neighbourhood, "municipality", scope, neighbourhood_row);
}

void SqliteTxn::put(const Team& t) {
  change(
      "INSERT INTO team (id, municipality, name, contact, neighbourhoods) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name, "
      "contact = excluded.contact, neighbourhoods = excluded.neighbourhoods")
      .bind(t.id, t.municipality, t.name, t.contact, t.neighbourhoods)
      .run();
}

std::optional<Team> SqliteTxn::team(TeamId id) {
  Query query = read(select_team + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), team_row);
}

std::vector<Team> SqliteTxn::teams(const PoolScope& scope) {
  return list(connection(), select_team, "municipality", scope, team_row);
}

void SqliteTxn::put(const Group& g) {
  change(
      "INSERT INTO specialist_group (id, municipality, name, members) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name, "
      "members = excluded.members")
      .bind(g.id, g.municipality, g.name, g.members)
      .run();
}

std::optional<Group> SqliteTxn::group(GroupId id) {
  Query query = read(select_group + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), group_row);
}

std::vector<Group> SqliteTxn::groups(const PoolScope& scope) {
  return list(connection(), select_group, "municipality", scope, group_row);
}

void SqliteTxn::put(const User& u) {
  change(
      "INSERT INTO user (id, municipality, name, email, language, roles, teams, specialist, "
      "partner_of, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name, "
      "email = excluded.email, language = excluded.language, roles = excluded.roles, "
      "teams = excluded.teams, specialist = excluded.specialist, "
      "partner_of = excluded.partner_of, active = excluded.active")
      .bind(u.id, u.municipality, u.name, u.email, u.language, u.roles, u.teams, u.specialist,
            u.partner_of, u.active)
      .run();
  change("DELETE FROM user_role WHERE user = ?").bind(u.id).run();
  for (Role role : u.roles) {
    change("INSERT INTO user_role (user, role) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(u.id, role)
        .run();
  }
  change("DELETE FROM user_team WHERE user = ?").bind(u.id).run();
  for (TeamId team : u.teams) {
    change("INSERT INTO user_team (user, team) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(u.id, team)
        .run();
  }
}

std::optional<User> SqliteTxn::user(UserId id) {
  Query query = read(select_user + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), user_row);
}

std::optional<User> SqliteTxn::user_by_email(std::string_view email) {
  Query query = read(select_user + " WHERE email = ?");
  query.bind(email);
  return one(std::move(query), user_row);
}

std::optional<User> SqliteTxn::user_of_specialist(SpecialistId id) {
  Query query = read(select_user + " WHERE specialist = ? ORDER BY active DESC, id LIMIT 1");
  query.bind(id);
  return one(std::move(query), user_row);
}

Paged<User> SqliteTxn::find(const UserQuery& query) {
  Where where;
  limit_to(query.scope, "u.municipality", where);
  if (!query.working_in.empty()) {
    where.add("u.active = ?", true);
    Where here;
    here.add_in("u.municipality", query.working_in);
    Where team;
    team.add_in("t.municipality", query.working_in);
    here.add_within("u.id IN (SELECT m.user FROM user_team m JOIN team t ON t.id = m.team",
                    std::move(team), ")");
    where.add_any(std::move(here));
  }
  if (query.municipality) where.add("u.municipality = ?", *query.municipality);
  if (query.role) where.add("u.id IN (SELECT user FROM user_role WHERE role = ?)", *query.role);
  if (query.team) where.add("u.id IN (SELECT user FROM user_team WHERE team = ?)", *query.team);
  return paged(connection(), select_user, "SELECT count(*) FROM user u", where,
               "u.name COLLATE NOCASE, u.id", query.page, user_row);
}

}  // namespace expertise::sqlite
