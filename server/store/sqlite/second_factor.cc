// Second factors and permits in their tables. The secret of a second factor leaves its ciphertext
// only for the one user whose it is.
#include <algorithm>
#include <stdexcept>

#include "server/store/sqlite/bindings.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

// How long the secret is, the secret, and the hashes one after the other.
Bytes plain_of(const SecondFactor& factor) {
  Bytes plain;
  plain.reserve(1 + factor.secret.size() + factor.recovery_codes.size() * sizeof(Hash));
  plain.push_back(static_cast<std::uint8_t>(factor.secret.size()));
  plain.insert(plain.end(), factor.secret.begin(), factor.secret.end());
  for (const Hash& each : factor.recovery_codes)
    plain.insert(plain.end(), each.begin(), each.end());
  return plain;
}

void take_plain(const Bytes& plain, SecondFactor& into) {
  const std::size_t size = plain.empty() ? 0 : plain.front();
  if (plain.size() < 1 + size || (plain.size() - 1 - size) % sizeof(Hash) != 0) {
    throw std::runtime_error("a second factor is cut short");
  }
  auto at = plain.begin() + 1;
  into.secret.assign(at, at + static_cast<std::ptrdiff_t>(size));
  at += static_cast<std::ptrdiff_t>(size);
  for (; at != plain.end(); at += sizeof(Hash)) {
    std::copy_n(at, sizeof(Hash), into.recovery_codes.emplace_back().begin());
  }
}

const std::string select_permit =
    "SELECT secret_hash, user, kind, made_at, expires_at, session FROM permit";

Permit permit_row(Query& row) {
  Permit p;
  row.read(p.secret_hash, p.user, p.kind, p.made_at, p.expires_at, p.session);
  return p;
}

PasswordRequest request_row(Query& row) {
  PasswordRequest r;
  row.read(r.email, r.asked_at);
  return r;
}

}  // namespace

void SqliteTxn::put(const SecondFactor& f) {
  check_writing();
  Bytes plain = plain_of(f);
  const Bytes sealed =
      vault_.encrypt(plain, vault_.master(), second_factor_binding(f.user, f.state));
  wipe(plain);
  change(
      "INSERT INTO second_factor (user, state, sealed, last_step, since) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (user, state) DO UPDATE SET sealed = excluded.sealed, "
      "last_step = excluded.last_step, since = excluded.since")
      .bind(f.user, f.state, sealed, f.last_step, f.since)
      .run();
}

std::optional<SecondFactor> SqliteTxn::second_factor(UserId user, FactorState state) {
  Query query =
      read("SELECT sealed, last_step, since FROM second_factor WHERE user = ? AND state = ?");
  query.bind(user, state);
  if (!query.next()) return std::nullopt;
  SecondFactor found{.user = user, .state = state};
  Bytes sealed;
  query.read(sealed, found.last_step, found.since);
  auto plain = vault_.decrypt(sealed, vault_.master(), second_factor_binding(user, state));
  if (!plain) throw std::runtime_error("a second factor was changed or moved");
  take_plain(*plain, found);
  wipe(*plain);
  return found;
}

void SqliteTxn::remove_second_factor(UserId user, FactorState state) {
  change("DELETE FROM second_factor WHERE user = ? AND state = ?").bind(user, state).run();
}

bool SqliteTxn::second_factor_required() {
  return one_value<bool>(read("SELECT second_factor_required FROM store")).value_or(false);
}

void SqliteTxn::require_second_factor(bool required) {
  change("UPDATE store SET second_factor_required = ?").bind(required).run();
}

void SqliteTxn::remove_sessions_without_second_factor() {
  change(
      "DELETE FROM session WHERE kind = ? AND by_provider = 0 AND passkey IS NULL AND user NOT IN "
      "(SELECT user FROM second_factor WHERE state = ?)")
      .bind(SessionKind::browser, FactorState::on)
      .run();
}

void SqliteTxn::put(const Permit& p) {
  change(
      "INSERT INTO permit (secret_hash, user, kind, made_at, expires_at, session) "
      "VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (secret_hash) DO UPDATE SET user = excluded.user, kind = excluded.kind, "
      "made_at = excluded.made_at, expires_at = excluded.expires_at, session = excluded.session")
      .bind(p.secret_hash, p.user, p.kind, p.made_at, p.expires_at, p.session)
      .run();
}

std::optional<Permit> SqliteTxn::permit(const Hash& secret_hash) {
  Query query = read(select_permit + " WHERE secret_hash = ?");
  query.bind(secret_hash);
  return one(std::move(query), permit_row);
}

std::vector<Permit> SqliteTxn::permits(UserId user, PermitKind kind) {
  Query query = read(select_permit + " WHERE user = ? AND kind = ? ORDER BY made_at, secret_hash");
  query.bind(user, kind);
  return all(std::move(query), permit_row);
}

void SqliteTxn::remove_permit(const Hash& secret_hash) {
  change("DELETE FROM permit WHERE secret_hash = ?").bind(secret_hash).run();
}

void SqliteTxn::remove_permits(UserId user, PermitKind kind) {
  change("DELETE FROM permit WHERE user = ? AND kind = ?").bind(user, kind).run();
}

void SqliteTxn::put(const PasswordRequest& r) {
  change("INSERT INTO password_request (email, asked_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .bind(r.email, r.asked_at)
      .run();
}

std::vector<PasswordRequest> SqliteTxn::password_requests(std::size_t limit) {
  Query query =
      read("SELECT email, asked_at FROM password_request ORDER BY asked_at, email LIMIT ?");
  query.bind(limit);
  return all(std::move(query), request_row);
}

void SqliteTxn::remove_password_request(std::string_view email) {
  change("DELETE FROM password_request WHERE email = ?").bind(email).run();
}

}  // namespace expertise::sqlite
