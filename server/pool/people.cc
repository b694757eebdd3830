#include "server/pool/people.h"

#include <algorithm>

#include "server/pool/password_rules.h"
#include "server/pool/people_state.h"
#include "server/pool/second_factor.h"
#include "server/pool/works_in.h"

namespace expertise {

namespace {

void must(const Actor& actor, Action action) {
  if (!may(actor, action)) throw Refusal(Reason::not_allowed);
}

template <class Enum>
std::string joined_codes(const std::vector<Enum>& values) {
  std::string text;
  for (Enum value : values) {
    if (!text.empty()) text += ',';
    text += code(value);
  }
  return text;
}

std::string entry(const std::string& list, std::size_t index) {
  return list + '/' + std::to_string(index);
}

// References of a user to what must be there, and what must be theirs alone.
void check_references(Txn& txn, const User& user, std::vector<Fault>& found) {
  if (!txn.municipality(user.municipality)) found.push_back({"/municipality", "unknown"});
  for (std::size_t i = 0; i < user.teams.size(); ++i) {
    if (!txn.team(user.teams[i])) found.push_back({entry("/teams", i), "unknown"});
  }
  if (user.specialist) {
    auto specialist = txn.specialist(*user.specialist);
    if (!specialist || specialist->municipality != user.municipality) {
      found.push_back({"/specialist", "unknown"});
    } else if (auto keeper = txn.user_of_specialist(*user.specialist);
               keeper && keeper->id != user.id) {
      found.push_back({"/specialist", "already_taken"});
    }
  }
  if (user.partner_of) {
    auto team = txn.team(*user.partner_of);
    if (!team || team->municipality != user.municipality)
      found.push_back({"/partnerOf", "unknown"});
  }
  if (auto same = txn.user_by_email(user.email); same && same->id != user.id)
    found.push_back({"/email", "already_taken"});
}

void refuse_faults(std::vector<Fault> found) {
  if (!found.empty()) throw Refusal(std::move(found));
}

// Names of the fields in which two versions of a user differ; never their contents.
std::string changed_fields(const User& before, const User& after) {
  std::string names;
  auto note = [&](bool differs, std::string_view name) {
    if (!differs) return;
    if (!names.empty()) names += ',';
    names += name;
  };
  note(before.municipality != after.municipality, "municipality");
  note(before.name != after.name, "name");
  note(before.email != after.email, "email");
  note(before.language != after.language, "language");
  note(before.roles != after.roles, "roles");
  note(before.teams != after.teams, "teams");
  note(before.specialist != after.specialist, "specialist");
  note(before.partner_of != after.partner_of, "partner_of");
  note(before.active != after.active, "active");
  return names;
}

bool has_other_rights(const User& before, const User& after) {
  return before.municipality != after.municipality || before.roles != after.roles ||
         before.teams != after.teams || before.specialist != after.specialist ||
         before.partner_of != after.partner_of || before.active != after.active;
}

bool is_active_administrator(const User& user) {
  return user.active &&
         std::find(user.roles.begin(), user.roles.end(), Role::administrator) != user.roles.end();
}

bool is_last_administrator(Txn& txn, const User& user) {
  UserQuery query;
  query.scope.everything = true;
  query.role = Role::administrator;
  query.page.limit = Page::most;
  for (;; query.page.offset += Page::most) {
    auto found = txn.find(query);
    for (const User& each : found.items) {
      if (each.id != user.id && is_active_administrator(each)) return false;
    }
    if (query.page.offset + Page::most >= found.total) return true;
  }
}

// Whose users somebody sees: an administrator everybody's, who may transfer a consultation those of
// the municipalities whose pool they see.
PoolScope users_seen_by(const Actor& actor) {
  if (may(actor, Action::administer)) return {.everything = true};
  return may(actor, Action::transfer) ? pool_scope_of(actor, Action::read_pool) : PoolScope{};
}

bool may_see(const Actor& actor, const User& user) {
  return actor.user == user.id || users_seen_by(actor).holds(user.municipality);
}

template <class Value>
bool name_is_taken(const std::vector<Value>& all, const Value& value) {
  return std::any_of(all.begin(), all.end(), [&](const Value& each) {
    return each.id != value.id && each.name == value.name;
  });
}

PoolScope only(MunicipalityId municipality) { return {.municipalities = {municipality}}; }

// Checks shared by all that lie in a municipality: it is there, in reach, and does not change.
void check_place(Txn& txn, const PoolScope& reach, MunicipalityId municipality,
                 const MunicipalityId* before, std::vector<Fault>& found) {
  if (before && *before != municipality) {
    found.push_back({"/municipality", "cannot_change"});
  } else if (!reach.holds(municipality) || !txn.municipality(municipality)) {
    found.push_back({"/municipality", "unknown"});
  }
}

// Writes what `check` found sound, with its event; what is there already in the same words is left.
template <class Value, class Find, class Check>
Value keep_place(Context context, const Actor& actor, Value value, EventKind kind,
                 const std::string& name, Find find, Check check) {
  std::vector<Fault> found = faults(value);
  auto txn = context.store.begin(Access::write);
  std::optional<Value> before;
  if (!value.id.is_nil()) {
    before = find(*txn, value.id);
    if (!before) throw Refusal(Reason::not_found);
  }
  check(*txn, before, found);
  refuse_faults(std::move(found));
  if (before == value) {
    txn->commit();  // What is there may be in the same batch, not yet on disk.
    return value;
  }
  if (value.id.is_nil()) value.id = context.env.template new_id<decltype(value.id)>();
  txn->put(value);
  MunicipalityId where;
  if constexpr (std::is_same_v<Value, Municipality>) {
    where = value.id;
  } else {
    where = value.municipality;
  }
  txn->append(fact(kind, actor, context.env, where,
                   {{name, value.id.text()}, {"change", before ? "changed" : "added"}}));
  txn->commit();
  return value;
}

}  // namespace

People::People(Context context, PasswordStrength strength)
    : impl_(std::make_unique<Impl>(context, strength)) {}

People::~People() = default;

std::vector<Fault> People::check(Txn& txn, const User& user) {
  std::vector<Fault> found = faults(user);
  check_references(txn, user, found);
  auto before = txn.user(user.id);
  if (before && is_active_administrator(*before) && !is_active_administrator(user) &&
      is_last_administrator(txn, user)) {
    found.push_back({"/roles", "last_administrator"});
  }
  return found;
}

void People::keep(Txn& txn, const Actor& actor, const std::optional<User>& before,
                  const User& user) {
  txn.put(user);
  Details details{{"user", user.id.text()}};
  EventKind kind = EventKind::user_added;
  if (before) {
    bool disabled = before->active && !user.active;
    if (disabled) txn.put_left(user.id, impl_->context.env.now());
    if (!before->active && user.active) txn.put_left(user.id, std::nullopt);
    kind = disabled ? EventKind::user_disabled : EventKind::user_changed;
    if (disabled || before->roles != user.roles) {
      txn.remove_sessions(user.id);
      forget_permits(txn, user.id);
    }
    details["changed"] = changed_fields(*before, user);
    // Each is told on its own, and a new address is read by whoever has the new address.
    User renamed = *before;
    renamed.email = user.email;
    if (kind == EventKind::user_changed && renamed != *before && renamed != user) {
      txn.append(fact(kind, actor, impl_->context.env, user.municipality,
                      {{"user", user.id.text()}, {"changed", "email"}}));
      details["changed"] = changed_fields(renamed, user);
    }
  }
  if (!before || before->roles != user.roles) details["roles"] = joined_codes(user.roles);
  if (!before || has_other_rights(*before, user)) {
    AccessEntry entry = account_entry(actor, impl_->context.env, user, "change_rights", "user");
    if (actor.is(Role::administrator)) entry.role = "administrator";
    txn.record_access(entry);
  }
  if (before && before->email != user.email) {
    record_sign_on_changed(txn, actor, impl_->context.env, user, "address");
  }
  txn.append(fact(kind, actor, impl_->context.env, user.municipality, std::move(details)));
}

User People::add_user(const Actor& actor, User user, std::optional<std::string> password) {
  must(actor, Action::administer);
  if (auto normal = normal_email(user.email)) user.email = *normal;
  if (user.id.is_nil()) user.id = impl_->context.env.new_id<UserId>();
  auto check_new = [&](Txn& txn) {
    std::vector<Fault> found = check(txn, user);
    if (txn.user(user.id)) found.push_back({"/id", "already_taken"});
    return found;
  };

  // Everything is checked before the costly hash, and again in the transaction that writes.
  std::optional<std::string> hash;
  if (password) {
    std::vector<Fault> found = check_new(*impl_->context.store.begin(Access::read));
    if (auto fault = password_fault(*password, {user.email, user.name}, "/password"))
      found.push_back(*fault);
    refuse_faults(std::move(found));
    hash = impl_->passwords.hash(*password);
  }
  auto txn = impl_->context.store.begin(Access::write);
  refuse_faults(check_new(*txn));
  keep(*txn, actor, std::nullopt, user);
  if (hash) txn->put_password(user.id, *hash);
  txn->commit();
  return user;
}

User People::change_user(const Actor& actor, User user) {
  must(actor, Action::administer);
  if (auto normal = normal_email(user.email)) user.email = *normal;
  auto txn = impl_->context.store.begin(Access::write);
  auto before = txn->user(user.id);
  if (!before) throw Refusal(Reason::not_found);
  refuse_faults(check(*txn, user));
  if (*before != user) keep(*txn, actor, before, user);
  txn->commit();
  return user;
}

void People::set_password(const Actor& actor, UserId id, std::string_view password) {
  must(actor, Action::administer);
  std::optional<User> user;
  {
    auto txn = impl_->context.store.begin(Access::read);
    user = txn->user(id);
  }
  if (!user) throw Refusal(Reason::not_found);
  if (auto fault = password_fault(password, {user->email, user->name}, "/password"))
    refuse_faults({*fault});
  std::string hash = impl_->passwords.hash(password);

  auto txn = impl_->context.store.begin(Access::write);
  txn->put_password(id, hash);
  txn->remove_sessions(id);
  forget_permits(*txn, id);
  txn->append(fact(EventKind::user_changed, actor, impl_->context.env, user->municipality,
                   {{"user", id.text()}, {"changed", "password"}}));
  record_sign_on_changed(*txn, actor, impl_->context.env, *user, "password");
  txn->commit();
}

User People::user(const Actor& actor, UserId id) {
  auto txn = impl_->context.store.begin(Access::read);
  auto user = txn->user(id);
  if (!user || !may_see(actor, *user)) throw Refusal(Reason::not_found);
  return *user;
}

Paged<User> People::users(const Actor& actor, UserQuery query) {
  if (!may(actor, Action::administer)) must(actor, Action::transfer);
  query.scope = users_seen_by(actor);
  auto txn = impl_->context.store.begin(Access::read);
  return txn->find(query);
}

std::optional<User> People::user_by_email(const Actor& actor, std::string_view email) {
  auto address = normal_email(email);
  if (!address) return std::nullopt;
  auto txn = impl_->context.store.begin(Access::read);
  auto user = txn->user_by_email(*address);
  if (!user || !may_see(actor, *user)) return std::nullopt;
  return user;
}

Municipality People::put(const Actor& actor, Municipality municipality) {
  must(actor, Action::administer);
  auto find = [](Txn& txn, MunicipalityId id) { return txn.municipality(id); };
  auto check = [&](Txn& txn, const std::optional<Municipality>&, std::vector<Fault>& found) {
    if (name_is_taken(txn.municipalities({.everything = true}), municipality))
      found.push_back({"/name", "already_taken"});
    if (!municipality.deputy) return;
    auto deputy = txn.user(*municipality.deputy);
    if (!deputy || !deputy->active || deputy->municipality != municipality.id)
      found.push_back({"/deputy", "unknown"});
  };
  return keep_place(impl_->context, actor, municipality, EventKind::municipality_put,
                    "municipality", find, check);
}

Neighbourhood People::put(const Actor& actor, Neighbourhood neighbourhood) {
  must(actor, Action::administer);
  PoolScope reach = pool_scope_of(actor, Action::administer);
  auto find = [](Txn& txn, NeighbourhoodId id) { return txn.neighbourhood(id); };
  auto check = [&](Txn& txn, const std::optional<Neighbourhood>& before,
                   std::vector<Fault>& found) {
    check_place(txn, reach, neighbourhood.municipality, before ? &before->municipality : nullptr,
                found);
    if (name_is_taken(txn.neighbourhoods(only(neighbourhood.municipality)), neighbourhood))
      found.push_back({"/name", "already_taken"});
  };
  return keep_place(impl_->context, actor, neighbourhood, EventKind::neighbourhood_put,
                    "neighbourhood", find, check);
}

Team People::put(const Actor& actor, Team team) {
  must(actor, Action::administer);
  PoolScope reach = pool_scope_of(actor, Action::administer);
  auto find = [](Txn& txn, TeamId id) { return txn.team(id); };
  auto check = [&](Txn& txn, const std::optional<Team>& before, std::vector<Fault>& found) {
    check_place(txn, reach, team.municipality, before ? &before->municipality : nullptr, found);
    if (name_is_taken(txn.teams(only(team.municipality)), team))
      found.push_back({"/name", "already_taken"});
    for (std::size_t i = 0; i < team.neighbourhoods.size(); ++i) {
      auto each = txn.neighbourhood(team.neighbourhoods[i]);
      if (!each || each->municipality != team.municipality)
        found.push_back({entry("/neighbourhoods", i), "unknown"});
    }
    if (team.contact) {
      auto contact = txn.user(*team.contact);
      if (!contact || !contact->active || !works_in(txn, *contact, team.municipality))
        found.push_back({"/contact", "unknown"});
    }
  };
  return keep_place(impl_->context, actor, team, EventKind::team_put, "team", find, check);
}

Group People::put(const Actor& actor, Group group) {
  must(actor, Action::keep_pool);
  PoolScope reach = pool_scope_of(actor, Action::keep_pool);
  auto find = [&](Txn& txn, GroupId id) {
    auto known = txn.group(id);
    if (known && !reach.holds(known->municipality)) known.reset();
    return known;
  };
  auto check = [&](Txn& txn, const std::optional<Group>& before, std::vector<Fault>& found) {
    check_place(txn, reach, group.municipality, before ? &before->municipality : nullptr, found);
    if (name_is_taken(txn.groups(only(group.municipality)), group))
      found.push_back({"/name", "already_taken"});
    for (std::size_t i = 0; i < group.members.size(); ++i) {
      auto member = txn.specialist(group.members[i]);
      if (!member || member->municipality != group.municipality)
        found.push_back({entry("/members", i), "unknown"});
    }
  };
  return keep_place(impl_->context, actor, group, EventKind::group_put, "group", find, check);
}

PeopleOverview People::overview(const Actor& actor) {
  PoolScope scope{.everything = may(actor, Action::administer),
                  .municipalities = actor.municipalities};
  auto txn = impl_->context.store.begin(Access::read);
  return {.municipalities = txn->municipalities(scope),
          .neighbourhoods = txn->neighbourhoods(scope),
          .teams = txn->teams(scope),
          .groups = txn->groups(pool_scope_of(actor, Action::read_pool))};
}

std::map<UserId, std::string> People::names(const std::vector<UserId>& ids) {
  constexpr std::size_t most = 1000;
  std::map<UserId, std::string> names;
  auto txn = impl_->context.store.begin(Access::read);
  for (const UserId& id : ids) {
    if (names.size() == most) break;
    if (names.count(id)) continue;
    if (auto user = txn->user(id)) names[id] = user->name;
  }
  return names;
}

}  // namespace expertise
