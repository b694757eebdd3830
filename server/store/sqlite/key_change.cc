#include "server/store/sqlite/key_change.h"

#include <functional>
#include <stdexcept>

#include "server/store/sqlite/bindings.h"
#include "server/store/sqlite/rows.h"

namespace expertise::sqlite {

namespace {

// One row under the master key: what stands there, to what it is bound, and how it is replaced.
struct Kept {
  Bytes sealed;
  Binding binding;
  std::function<void(const Bytes& fresh)> replace;
};

using Visit = std::function<void(const Kept&)>;

// Ids first, rows one by one: a row that changes must not move what is still to be read.
template <class IdType>
std::vector<IdType> ids(Connection& connection, const std::string& sql) {
  return all_values<IdType>(connection.query(sql));
}

std::uint64_t visit_consultations(Connection& connection, const Visit& visit) {
  const auto all =
      ids<ConsultationId>(connection, "SELECT consultation FROM consultation_key ORDER BY 1");
  for (const ConsultationId& id : all) {
    Query query = connection.query("SELECT wrapped FROM consultation_key WHERE consultation = ?");
    query.bind(id);
    auto wrapped = one_value<Bytes>(std::move(query));
    visit({wrapped.value(), consultation_key_binding(id), [&](const Bytes& fresh) {
             connection.query("UPDATE consultation_key SET wrapped = ? WHERE consultation = ?")
                 .bind(fresh, id)
                 .run();
           }});
  }
  return all.size();
}

void visit_drafts(Connection& connection, const Visit& visit) {
  for (const DraftId& id : ids<DraftId>(connection, "SELECT id FROM draft ORDER BY 1")) {
    UserId maker;
    std::int64_t revision = 0;
    Bytes wrapped;
    {
      Query query = connection.query("SELECT maker, revision, wrapped_key FROM draft WHERE id = ?");
      query.bind(id);
      query.next();
      query.read(maker, revision, wrapped);
    }
    visit(
        {wrapped, draft_binding(Binding::Kind::draft_key, id, maker, revision),
         [&](const Bytes& fresh) {
           connection.query("UPDATE draft SET wrapped_key = ? WHERE id = ?").bind(fresh, id).run();
         }});
  }
}

void visit_calendars(Connection& connection, const Visit& visit) {
  for (const CalendarId& id : ids<CalendarId>(connection, "SELECT id FROM calendar ORDER BY 1")) {
    Query query = connection.query("SELECT address FROM calendar WHERE id = ?");
    query.bind(id);
    auto address = one_value<Bytes>(std::move(query));
    visit({address.value(), calendar_address_binding(id), [&](const Bytes& fresh) {
             connection.query("UPDATE calendar SET address = ? WHERE id = ?").bind(fresh, id).run();
           }});
  }
}

void visit_second_factors(Connection& connection, const Visit& visit) {
  const auto users =
      ids<UserId>(connection, "SELECT DISTINCT user FROM second_factor ORDER BY user");
  for (const UserId& user : users) {
    for (FactorState state : {FactorState::on, FactorState::proposed}) {
      Query query =
          connection.query("SELECT sealed FROM second_factor WHERE user = ? AND state = ?");
      query.bind(user, state);
      auto sealed = one_value<Bytes>(std::move(query));
      if (!sealed) continue;
      visit({*sealed, second_factor_binding(user, state), [&](const Bytes& fresh) {
               connection.query("UPDATE second_factor SET sealed = ? WHERE user = ? AND state = ?")
                   .bind(fresh, user, state)
                   .run();
             }});
    }
  }
}

// How many keys of cases there were.
std::uint64_t visit_all(Connection& connection, const Visit& visit) {
  const std::uint64_t keys = visit_consultations(connection, visit);
  visit_drafts(connection, visit);
  visit_calendars(connection, visit);
  visit_second_factors(connection, visit);
  return keys;
}

Bytes opened(const Kept& kept, const Vault& vault) {
  auto plain = vault.decrypt(kept.sealed, vault.master(), kept.binding);
  if (!plain) throw std::runtime_error("a wrapped key was changed");
  return std::move(*plain);
}

}  // namespace

void rewrap_all(Connection& connection, const Vault& from, const Vault& to) {
  visit_all(connection, [&](const Kept& kept) {
    Bytes plain = opened(kept, from);
    kept.replace(to.encrypt(plain, to.master(), kept.binding));
    wipe(plain);
  });
  connection.query("UPDATE store SET key_check = ?").bind(to.check_value()).run();
}

std::uint64_t open_all(Connection& connection, const Vault& vault) {
  return visit_all(connection, [&](const Kept& kept) {
    Bytes plain = opened(kept, vault);
    wipe(plain);
  });
}

}  // namespace expertise::sqlite
