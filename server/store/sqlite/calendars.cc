// Calendars that specialists keep elsewhere, in their table. An address leaves its ciphertext only
// when it is asked for by itself.
#include <charconv>
#include <stdexcept>

#include "server/store/sqlite/bindings.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string columns =
    "id, specialist, municipality, host, added_at, read_at, next_at, failures, fault, entity_tag, "
    "worked_out_at, busy, appointments, unreadable, unknown_zones";

// `begin end` in milliseconds.
std::vector<std::string> lines_of(const std::vector<Span>& spans) {
  std::vector<std::string> lines;
  lines.reserve(spans.size());
  for (const Span& each : spans) {
    lines.push_back(std::to_string(each.begin.time_since_epoch().count()) + " " +
                    std::to_string(each.end.time_since_epoch().count()));
  }
  return lines;
}

std::vector<Span> spans_of(const std::vector<std::string>& lines) {
  std::vector<Span> spans;
  spans.reserve(lines.size());
  for (const std::string& line : lines) {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    const char* const last = line.data() + line.size();
    auto first = std::from_chars(line.data(), last, begin);
    if (first.ec != std::errc() || first.ptr == last ||
        std::from_chars(first.ptr + 1, last, end).ptr != last || begin >= end) {
      throw std::runtime_error("the busy time of a calendar is damaged");
    }
    spans.push_back(
        {Instant(std::chrono::milliseconds(begin)), Instant(std::chrono::milliseconds(end))});
  }
  return spans;
}

Calendar calendar_row(Query& row) {
  Calendar c;
  std::vector<std::string> busy;
  row.read(c.id, c.specialist, c.municipality, c.host, c.added_at, c.read_at, c.next_at, c.failures,
           c.fault, c.entity_tag, c.worked_out_at, busy, c.appointments, c.unreadable,
           c.unknown_zones);
  c.busy = spans_of(busy);
  return c;
}

}  // namespace

void SqliteTxn::put(const Calendar& c, const std::optional<std::string>& address) {
  check_writing();
  if (address) {
    Bytes plain(address->begin(), address->end());
    Bytes sealed = vault_.encrypt(plain, vault_.master(), calendar_address_binding(c.id));
    wipe(plain);
    change("INSERT INTO calendar (" + columns +
           ", address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
           "ON CONFLICT (id) DO UPDATE SET host = excluded.host, address = excluded.address")
        .bind(c.id, c.specialist, c.municipality, c.host, c.added_at, c.read_at, c.next_at,
              c.failures, c.fault, c.entity_tag, c.worked_out_at, lines_of(c.busy), c.appointments,
              c.unreadable, c.unknown_zones, sealed)
        .run();
    return;
  }
  change(
      "UPDATE calendar SET read_at = ?, next_at = ?, failures = ?, fault = ?, entity_tag = ?, "
      "worked_out_at = ?, busy = ?, appointments = ?, unreadable = ?, unknown_zones = ? WHERE id = "
      "?")
      .bind(c.read_at, c.next_at, c.failures, c.fault, c.entity_tag, c.worked_out_at,
            lines_of(c.busy), c.appointments, c.unreadable, c.unknown_zones, c.id)
      .run();
}

std::map<SpecialistId, std::vector<Calendar>> SqliteTxn::calendars(
    const std::vector<SpecialistId>& ids) {
  constexpr std::size_t most_at_once = 1000;
  if (ids.size() > most_at_once) {
    throw std::logic_error("more calendars asked for than allowed");
  }
  Where where;
  where.add_in("specialist", ids);
  Query query =
      read("SELECT " + columns + " FROM calendar" + where.text() + " ORDER BY added_at, id");
  where.bind(query);
  std::map<SpecialistId, std::vector<Calendar>> found;
  for (Calendar& each : all(std::move(query), calendar_row)) {
    found[each.specialist].push_back(std::move(each));
  }
  return found;
}

std::optional<Calendar> SqliteTxn::calendar(CalendarId id) {
  Query query = read("SELECT " + columns + " FROM calendar WHERE id = ?");
  query.bind(id);
  return one(std::move(query), calendar_row);
}

std::optional<std::string> SqliteTxn::calendar_address(CalendarId id) {
  Query query = read("SELECT address FROM calendar WHERE id = ?");
  query.bind(id);
  auto sealed = one_value<Bytes>(std::move(query));
  if (!sealed) return std::nullopt;
  auto plain = vault_.decrypt(*sealed, vault_.master(), calendar_address_binding(id));
  if (!plain) throw std::runtime_error("the address of a calendar was changed or moved");
  return std::string(plain->begin(), plain->end());
}

void SqliteTxn::remove_calendar(CalendarId id) {
  change("DELETE FROM calendar WHERE id = ?").bind(id).run();
}

std::vector<CalendarId> SqliteTxn::calendars_due(Instant now, std::size_t limit) {
  Query query = read("SELECT id FROM calendar WHERE next_at <= ? ORDER BY next_at, id LIMIT ?");
  query.bind(now, limit);
  return all_values<CalendarId>(std::move(query));
}

}  // namespace expertise::sqlite
