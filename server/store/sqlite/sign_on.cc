// Passwords, sessions, identities, invitations to join, and the answers to creating requests, in
// their tables.
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/scope.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

// Longer than that a link would not be open either.
constexpr std::chrono::minutes requests_kept{30};

const std::string select_session =
    "SELECT id, user, kind, secret_hash, label, created_at, last_used_at, expires_at, "
    "by_provider, provider_session, passkey, scopes FROM session";

Session session_row(Query& row) {
  Session s;
  std::vector<TokenScope> scopes;
  row.read(s.id, s.user, s.kind, s.secret_hash, s.label, s.created_at, s.last_used_at, s.expires_at,
           s.by_provider, s.provider_session, s.passkey, scopes);
  s.scopes = TokenScopes(scopes);
  return s;
}

const std::string select_identity =
    "SELECT user, issuer, subject, linked_at, last_used_at FROM identity";

Identity identity_row(Query& row) {
  Identity i;
  row.read(i.user, i.issuer, i.subject, i.linked_at, i.last_used_at);
  return i;
}

const std::string select_joining =
    "SELECT id, municipality, name, email, language, token_hash, invited_by, invited_at, "
    "expires_at FROM joining_invitation";

JoiningInvitation joining_row(Query& row) {
  JoiningInvitation i;
  row.read(i.id, i.municipality, i.name, i.email, i.language, i.token_hash, i.invited_by,
           i.invited_at, i.expires_at);
  return i;
}

IdempotentAnswer answer_row(Query& row) {
  IdempotentAnswer a;
  row.read(a.user, a.key, a.request_digest, a.status, a.resource, a.at);
  return a;
}

}  // namespace

void SqliteTxn::put_password(UserId user, std::string_view encoded_hash) {
  change(
      "INSERT INTO password (user, encoded_hash) VALUES (?, ?) "
      "ON CONFLICT (user) DO UPDATE SET encoded_hash = excluded.encoded_hash")
      .bind(user, encoded_hash)
      .run();
}

std::optional<std::string> SqliteTxn::password(UserId user) {
  Query query = read("SELECT encoded_hash FROM password WHERE user = ?");
  query.bind(user);
  return one_value<std::string>(std::move(query));
}

void SqliteTxn::put(const Session& s) {
  change(
      "INSERT INTO session (id, user, kind, secret_hash, label, created_at, last_used_at, "
      "expires_at, by_provider, provider_session, passkey, scopes) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET user = excluded.user, kind = excluded.kind, "
      "secret_hash = excluded.secret_hash, label = excluded.label, "
      "created_at = excluded.created_at, last_used_at = excluded.last_used_at, "
      "expires_at = excluded.expires_at, by_provider = excluded.by_provider, "
      "provider_session = excluded.provider_session, "
      "passkey = excluded.passkey, scopes = excluded.scopes")
      .bind(s.id, s.user, s.kind, s.secret_hash, s.label, s.created_at, s.last_used_at,
            s.expires_at, s.by_provider, s.provider_session, s.passkey, s.scopes.list())
      .run();
}

std::optional<Session> SqliteTxn::session(const Hash& secret_hash) {
  Query query = read(select_session + " WHERE secret_hash = ?");
  query.bind(secret_hash);
  return one(std::move(query), session_row);
}

std::vector<Session> SqliteTxn::sessions(UserId user) {
  Query query = read(select_session + " WHERE user = ? ORDER BY created_at DESC, id DESC");
  query.bind(user);
  return all(std::move(query), session_row);
}

std::vector<Session> SqliteTxn::sessions_at_provider(const Hash& provider_session) {
  Query query =
      read(select_session + " WHERE provider_session = ? ORDER BY created_at DESC, id DESC");
  query.bind(provider_session);
  return all(std::move(query), session_row);
}

void SqliteTxn::remove_session(SessionId id) {
  change("DELETE FROM session WHERE id = ?").bind(id).run();
}

void SqliteTxn::remove_sessions(UserId user) {
  change("DELETE FROM session WHERE user = ?").bind(user).run();
}

void SqliteTxn::put(const Identity& i) {
  change(
      "INSERT INTO identity (user, issuer, subject, linked_at, last_used_at) "
      "VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (issuer, subject) DO UPDATE SET user = excluded.user, "
      "linked_at = excluded.linked_at, last_used_at = excluded.last_used_at")
      .bind(i.user, i.issuer, i.subject, i.linked_at, i.last_used_at)
      .run();
}

std::optional<Identity> SqliteTxn::identity(std::string_view issuer, std::string_view subject) {
  Query query = read(select_identity + " WHERE issuer = ? AND subject = ?");
  query.bind(issuer, subject);
  return one(std::move(query), identity_row);
}

std::vector<Identity> SqliteTxn::identities(UserId user) {
  Query query = read(select_identity + " WHERE user = ? ORDER BY issuer");
  query.bind(user);
  return all(std::move(query), identity_row);
}

void SqliteTxn::remove_identities(UserId user) {
  change("DELETE FROM identity WHERE user = ?").bind(user).run();
}

void SqliteTxn::put(const IdempotentAnswer& a) {
  change(
      "INSERT INTO idempotent_answer (user, key, request_digest, status, resource, at) "
      "VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (user, key) DO UPDATE SET request_digest = excluded.request_digest, "
      "status = excluded.status, resource = excluded.resource, at = excluded.at")
      .bind(a.user, a.key, a.request_digest, a.status, a.resource, a.at)
      .run();
}

std::optional<IdempotentAnswer> SqliteTxn::idempotent_answer(UserId user, std::string_view key) {
  Query query = read(
      "SELECT user, key, request_digest, status, resource, at FROM idempotent_answer "
      "WHERE user = ? AND key = ?");
  query.bind(user, key);
  return one(std::move(query), answer_row);
}

void SqliteTxn::put(const JoiningInvitation& i) {
  change(
      "INSERT INTO joining_invitation (id, municipality, name, email, language, token_hash, "
      "invited_by, invited_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name, "
      "email = excluded.email, language = excluded.language, token_hash = excluded.token_hash, "
      "invited_by = excluded.invited_by, invited_at = excluded.invited_at, "
      "expires_at = excluded.expires_at")
      .bind(i.id, i.municipality, i.name, i.email, i.language, i.token_hash, i.invited_by,
            i.invited_at, i.expires_at)
      .run();
}

std::optional<JoiningInvitation> SqliteTxn::joining_invitation(JoiningId id) {
  Query query = read(select_joining + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), joining_row);
}

std::optional<JoiningInvitation> SqliteTxn::joining_invitation(const Hash& token_hash) {
  Query query = read(select_joining + " WHERE token_hash = ?");
  query.bind(token_hash);
  return one(std::move(query), joining_row);
}

std::optional<JoiningInvitation> SqliteTxn::joining_invitation_to(std::string_view email) {
  Query query = read(select_joining + " WHERE email = ?");
  query.bind(email);
  return one(std::move(query), joining_row);
}

Paged<JoiningInvitation> SqliteTxn::find(const JoiningQuery& query) {
  Where where;
  limit_to(query.scope, "municipality", where);
  if (query.municipality) where.add("municipality = ?", *query.municipality);
  where.add("expires_at > ?", query.now);
  return paged(connection(), select_joining, "SELECT count(*) FROM joining_invitation", where,
               "invited_at DESC, id DESC", query.page, joining_row);
}

void SqliteTxn::remove_joining_invitation(JoiningId id) {
  change("DELETE FROM joining_invitation WHERE id = ?").bind(id).run();
}

std::vector<JoiningId> SqliteTxn::joining_invitations_due(Instant now, std::size_t limit) {
  Query query = read(
      "SELECT id FROM joining_invitation WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?");
  query.bind(now, limit);
  return all_values<JoiningId>(std::move(query));
}

void SqliteTxn::remove_expired(Instant now, Instant answers_before) {
  change("DELETE FROM session WHERE expires_at <= ?").bind(now).run();
  change("DELETE FROM permit WHERE expires_at <= ?").bind(now).run();
  change("DELETE FROM password_request WHERE asked_at <= ?").bind(now - requests_kept).run();
  change("DELETE FROM idempotent_answer WHERE at < ?").bind(answers_before).run();
}

}  // namespace expertise::sqlite
