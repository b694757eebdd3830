// Messages and their wordings, in ciphertext, and the keys that open them. Whoever reads case text
// here has been written down first.
#include <stdexcept>

#include "server/domain/refusal.h"
#include "server/domain/text.h"
#include "server/store/sqlite/bindings.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

Binding version_binding(Binding::Kind kind, ConsultationId consultation, MessageId message,
                        int version) {
  return {.kind = kind, .owner = consultation.bytes(), .part = message.bytes(), .version = version};
}

Message message_row(Query& row) {
  Message m;
  row.read(m.id, m.consultation, m.kind, m.author, m.written_at);
  return m;
}

const std::string select_message = "SELECT id, consultation, kind, author, written_at FROM message";

}  // namespace

MunicipalityId SqliteTxn::municipality_of(ConsultationId consultation) {
  Query query = read("SELECT municipality FROM consultation WHERE id = ?");
  query.bind(consultation);
  auto municipality = one_value<MunicipalityId>(std::move(query));
  if (!municipality) throw std::logic_error("something of a consultation comes before it");
  return *municipality;
}

std::optional<Key> SqliteTxn::find_key(ConsultationId consultation) {
  Query query = read("SELECT wrapped FROM consultation_key WHERE consultation = ?");
  query.bind(consultation);
  auto wrapped = one_value<Bytes>(std::move(query));
  if (!wrapped) return std::nullopt;
  return vault_.unwrap(*wrapped, vault_.master(), consultation_key_binding(consultation));
}

// Nothing when the consultation was erased: then it never has a key again.
std::optional<Key> SqliteTxn::find_or_make_key(ConsultationId consultation) {
  check_writing();
  if (auto key = find_key(consultation)) return key;
  MunicipalityId municipality = municipality_of(consultation);
  if (is_erased(consultation)) return std::nullopt;
  Key key = vault_.new_key();
  change("INSERT INTO consultation_key (consultation, municipality, wrapped) VALUES (?, ?, ?)")
      .bind(consultation, municipality,
            vault_.wrap(key, vault_.master(), consultation_key_binding(consultation)))
      .run();
  return key;
}

void SqliteTxn::write_version(const Message& message, int version, std::optional<UserId> author,
                              Instant at, const CaseText& text) {
  std::optional<Key> consultation_key = find_or_make_key(message.consultation);
  if (!consultation_key) throw Refusal(Reason::wrong_state, "erased");
  using Kind = Binding::Kind;
  Key key = vault_.new_key();
  Bytes wrapped =
      vault_.wrap(key, *consultation_key,
                  version_binding(Kind::version_key, message.consultation, message.id, version));
  Bytes plain = text.encode();
  Bytes ciphertext = vault_.encrypt(
      plain, key, version_binding(Kind::text, message.consultation, message.id, version));
  wipe(plain);
  change(
      "INSERT INTO message_version (message, version, municipality, author, written_at, "
      "wrapped_key, ciphertext) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(message.id, version, municipality_of(message.consultation), author, at, wrapped,
            ciphertext)
      .run();
}

std::vector<MessageVersion> SqliteTxn::read_versions(const Message& message,
                                                     const std::optional<Key>& consultation_key) {
  using Kind = Binding::Kind;
  Query query = read(
      "SELECT version, author, written_at, destroyed_at, wrapped_key, ciphertext "
      "FROM message_version WHERE message = ? ORDER BY version");
  query.bind(message.id);
  return all(std::move(query), [&](Query& row) {
    MessageVersion v;
    std::optional<Bytes> wrapped, ciphertext;
    row.read(v.version, v.author, v.written_at, v.destroyed_at, wrapped, ciphertext);
    if (!wrapped || !ciphertext) return v;
    if (!consultation_key) throw std::runtime_error("a text has lost the key of its consultation");
    Key key = vault_.unwrap(
        *wrapped, *consultation_key,
        version_binding(Kind::version_key, message.consultation, message.id, v.version));
    auto plain = vault_.decrypt(
        *ciphertext, key, version_binding(Kind::text, message.consultation, message.id, v.version));
    if (!plain) throw std::runtime_error("a text was changed or moved");
    v.text = CaseText::decode(*plain);
    wipe(*plain);
    return v;
  });
}

void SqliteTxn::put_message(const Message& message, const CaseText& text) {
  change(
      "INSERT INTO message (id, consultation, municipality, kind, author, written_at) "
      "VALUES (?, ?, ?, ?, ?, ?)")
      .bind(message.id, message.consultation, municipality_of(message.consultation), message.kind,
            message.author, message.written_at)
      .run();
  write_version(message, 1, message.author, message.written_at, text);
}

int SqliteTxn::add_version(MessageId id, std::optional<UserId> author, Instant at,
                           const CaseText& text) {
  check_writing();
  std::optional<Message> found = message(id);
  if (!found) throw std::logic_error("a version of a message that is not there");
  int version = versions(id) + 1;
  write_version(*found, version, author, at, text);
  return version;
}

std::optional<Message> SqliteTxn::message(MessageId id) {
  Query query = read(select_message + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), message_row);
}

int SqliteTxn::versions(MessageId id) {
  Query query = read("SELECT count(*) FROM message_version WHERE message = ?");
  query.bind(id);
  return one_value<int>(std::move(query)).value_or(0);
}

std::size_t SqliteTxn::message_count(ConsultationId consultation) {
  Query query = read("SELECT count(*) FROM message WHERE consultation = ?");
  query.bind(consultation);
  return one_value<std::size_t>(std::move(query)).value_or(0);
}

bool SqliteTxn::destroy_version(MessageId message, int version, Instant at) {
  change(
      "UPDATE message_version SET destroyed_at = ?, wrapped_key = NULL, ciphertext = NULL "
      "WHERE message = ? AND version = ? AND destroyed_at IS NULL")
      .bind(at, message, version)
      .run();
  if (connection().changes() == 0) return false;
  turn_->destroyed_text();
  return true;
}

std::vector<ThreadEntry> SqliteTxn::read_thread(ConsultationId consultation,
                                                const std::vector<MessageKind>& kinds,
                                                const AccessEntry& entry) {
  record_access(entry);
  Where where;
  where.add("consultation = ?", consultation);
  where.add_in("kind", kinds);
  Query query = read(select_message + where.text() + " ORDER BY written_at, number");
  where.bind(query);
  std::optional<Key> key = find_key(consultation);
  return all(std::move(query), [&](Query& row) {
    Message m = message_row(row);
    return ThreadEntry{m, read_versions(m, key)};
  });
}

std::map<ConsultationId, CaseText> SqliteTxn::read_subjects(const std::vector<ConsultationId>& ids,
                                                            const AccessEntry& entry) {
  record_access(entry);
  std::map<ConsultationId, CaseText> subjects;
  for (ConsultationId id : ids) {
    Query query = read(select_message +
                       " WHERE consultation = ? AND kind = 'question' "
                       "ORDER BY written_at DESC, number DESC LIMIT 1");
    query.bind(id);
    auto question = one(std::move(query), message_row);
    if (!question) continue;
    std::vector<MessageVersion> wordings = read_versions(*question, find_key(id));
    for (auto latest = wordings.rbegin(); latest != wordings.rend(); ++latest) {
      if (!latest->text) continue;
      subjects[id] = CaseText::of(
          first_line(latest->text->part("text"), ConsultationLimits::subject_characters));
      break;
    }
  }
  return subjects;
}

Bytes SqliteTxn::seal(ConsultationId consultation, const Details& details) {
  std::optional<Key> key = find_or_make_key(consultation);
  if (!key) return {};
  std::string text = details_json(details);
  return vault_.encrypt({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, *key,
                        {.kind = Binding::Kind::details, .owner = consultation.bytes()});
}

std::optional<Details> SqliteTxn::open(ConsultationId consultation, const Bytes& sealed) {
  std::optional<Key> key = find_key(consultation);
  if (!key) return std::nullopt;
  auto plain =
      vault_.decrypt(sealed, *key, {.kind = Binding::Kind::details, .owner = consultation.bytes()});
  if (!plain) return std::nullopt;
  return parse_details({reinterpret_cast<const char*>(plain->data()), plain->size()});
}

bool SqliteTxn::erase(ConsultationId consultation, Instant at) {
  check_writing();
  if (is_erased(consultation)) return false;
  change("DELETE FROM consultation_key WHERE consultation = ?").bind(consultation).run();
  change(
      "UPDATE message_version SET destroyed_at = ?, wrapped_key = NULL, ciphertext = NULL "
      "WHERE message IN (SELECT id FROM message WHERE consultation = ?) AND destroyed_at IS NULL")
      .bind(at, consultation)
      .run();
  change("DELETE FROM consultation_topic WHERE consultation = ?").bind(consultation).run();
  change("DELETE FROM ranked_specialist WHERE consultation = ?").bind(consultation).run();
  change("DELETE FROM ranking_inputs WHERE consultation = ?").bind(consultation).run();
  change("DELETE FROM gap WHERE consultation = ?").bind(consultation).run();
  change(
      "DELETE FROM appointment_time WHERE appointment IN "
      "(SELECT id FROM appointment WHERE consultation = ?)")
      .bind(consultation)
      .run();
  change("DELETE FROM appointment WHERE consultation = ?").bind(consultation).run();
  change("DELETE FROM thought_along_together WHERE consultation = ?").bind(consultation).run();
  change("DELETE FROM notification WHERE consultation = ?").bind(consultation).run();
  remove_lesson(consultation);
  change(
      "UPDATE consultation SET topics = '', life_domains = '', laws = '', age_group = NULL, "
      "language = NULL, neighbourhood = NULL, excluded_specialists = x'', "
      "excluded_organisations = '', erased_at = ? WHERE id = ?")
      .bind(at, consultation)
      .run();
  turn_->destroyed_text();
  return true;
}

}  // namespace expertise::sqlite
