// What a row of a file of users means.
#include <array>
#include <map>
#include <set>

#include "server/pool/import.h"
#include "server/pool/profiles.h"

namespace expertise {

namespace {

using Shape = ImportColumn::Shape;

constexpr std::array user_columns{
    ImportColumn{"email", Shape::text, "/email"},
    ImportColumn{"name", Shape::text, "/name"},
    ImportColumn{"roles", Shape::list, "/roles"},
    ImportColumn{"teams", Shape::list, "/teams"},
    ImportColumn{"language", Shape::text, "/language"},
    ImportColumn{"specialist", Shape::text, "/specialist"},
};

using TeamsByName = std::map<std::string, TeamId, std::less<>>;

void take_roles(const ImportRow& row, User& user, std::vector<Fault>& found) {
  const auto* given = row.list("roles");
  if (!given) return;
  user.roles.clear();
  for (std::size_t i = 0; i < given->size(); ++i) {
    if (auto role = from_code<Role>((*given)[i])) {
      user.roles.push_back(*role);
    } else {
      found.push_back({"roles/" + std::to_string(i), "not_an_option"});
    }
  }
}

// The file tells the teams of its own municipality; those of others stay.
void take_teams(const ImportRow& row, const TeamsByName& teams, User& user,
                std::vector<Fault>& found) {
  const auto* given = row.list("teams");
  if (!given) return;
  std::set<TeamId> here;
  for (const auto& [name, id] : teams) here.insert(id);
  std::vector<TeamId> wanted;
  for (std::size_t i = 0; i < given->size(); ++i) {
    auto team = teams.find((*given)[i]);
    if (team == teams.end()) {
      found.push_back({"teams/" + std::to_string(i), "unknown"});
    } else {
      wanted.push_back(team->second);
    }
  }
  for (const TeamId& each : user.teams) {
    if (!here.count(each)) wanted.push_back(each);
  }
  // In another order they are the same teams.
  if (std::set<TeamId>(wanted.begin(), wanted.end()) !=
          std::set<TeamId>(user.teams.begin(), user.teams.end()) ||
      wanted.size() != user.teams.size()) {
    user.teams = std::move(wanted);
  }
}

void take_language(const ImportRow& row, User& user, std::vector<Fault>& found) {
  const std::string* given = row.filled("language");
  if (!given) return;
  if (auto language = from_code<Language>(language_code(*given))) {
    user.language = *language;
  } else {
    found.push_back({"language", "not_an_option"});
  }
}

void take_specialist(Txn& txn, const ImportRow& row, User& user, std::vector<Fault>& found) {
  const std::string* given = row.filled("specialist");
  if (!given) return;
  if (auto specialist = txn.specialist_by_external_id(user.municipality, *given)) {
    user.specialist = specialist->id;
  } else {
    found.push_back({"specialist", "unknown"});
  }
}

}  // namespace

ImportReport Profiles::import_users(const Actor& actor, std::istream& file, FileFormat format,
                                    MunicipalityId municipality, FaultyRows faulty,
                                    const Progress& progress) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
  TeamsByName teams;
  {
    auto txn = context_.store.begin(Access::read);
    if (!txn->municipality(municipality)) throw Refusal(Reason::not_found);
    for (const Team& team : txn->teams({.municipalities = {municipality}}))
      teams.emplace(team.name, team.id);
  }
  std::set<std::string, std::less<>> seen;
  auto keep = [&](Txn& txn, const ImportRow& row, std::vector<Fault>& found) {
    const std::string* given = row.text("email");
    std::string email = given ? normal_email(*given).value_or(*given) : std::string();
    if (!email.empty() && !seen.insert(email).second) found.push_back({"email", "duplicate"});
    auto before = txn.user_by_email(email);
    if (before && before->municipality != municipality) {
      found.push_back({"email", "already_taken"});
      before.reset();
    }
    User after = before.value_or(User{.municipality = municipality, .email = email});
    if (!before) after.id = context_.env.new_id<UserId>();
    if (const std::string* name = row.text("name")) after.name = *name;
    take_roles(row, after, found);
    take_teams(row, teams, after, found);
    take_language(row, after, found);
    take_specialist(txn, row, after, found);
    add_value_faults(people_.check(txn, after), user_columns, found);
    if (!found.empty()) return RowOutcome::faulty;
    if (before == after) return RowOutcome::unchanged;
    people_.keep(txn, actor, before, after);
    return before ? RowOutcome::changed : RowOutcome::added;
  };
  return import_file(context_, file, format, user_columns, faulty, progress, keep);
}

}  // namespace expertise
