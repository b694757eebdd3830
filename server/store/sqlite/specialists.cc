// Specialists in their table, how much work each has in hand, and how long they took to decide.
#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "server/store/sqlite/availability_text.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/scope.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

constexpr std::size_t most_at_once = 1000;

const std::string select_specialist =
    "SELECT id, municipality, external_id, name, title, organisation, summary, topics, "
    "life_domains, laws, age_groups, target_groups, languages, neighbourhoods, ways, knowledge, "
    "phone, email, contact_times, confidentiality_until, conduct_until, covenant_until, "
    "availability, active, revision FROM specialist s";

Specialist specialist_row(Query& row) {
  Specialist s;
  row.read(s.id, s.municipality, s.external_id, s.name, s.title, s.organisation, s.summary,
           s.topics, s.life_domains, s.laws, s.age_groups, s.target_groups, s.languages,
           s.neighbourhoods, s.ways, s.knowledge, s.phone, s.email, s.contact_times,
           s.agreements.confidentiality_until, s.agreements.conduct_until,
           s.agreements.covenant_until, s.availability, s.active, s.revision);
  return s;
}

// Those whose list of that name has the entry.
void add_entry(Where& where, const char* list, const std::optional<std::string>& entry) {
  if (!entry) return;
  where.add("s.id IN (SELECT specialist FROM specialist_entry WHERE list = ? AND entry = ?)",
            std::string(list), *entry);
}

// `milliseconds minutes`, as add_decision_time writes it.
DecisionTime decision_time(const std::string& line) {
  const std::size_t blank = std::min(line.find(' '), line.size());
  std::int64_t moment = 0;
  DecisionTime time;
  std::from_chars(line.data(), line.data() + blank, moment);
  if (blank < line.size()) {
    std::from_chars(line.data() + blank + 1, line.data() + line.size(), time.working_minutes);
  }
  time.decided_at = Instant(std::chrono::milliseconds(moment));
  return time;
}

void check_count(std::size_t count) {
  if (count > most_at_once) throw std::logic_error("more specialists asked for than allowed");
}

}  // namespace

void SqliteTxn::put(const Specialist& s) {
  change(
      "INSERT INTO specialist (id, municipality, external_id, name, title, organisation, summary, "
      "topics, life_domains, laws, age_groups, target_groups, languages, neighbourhoods, ways, "
      "knowledge, phone, email, contact_times, confidentiality_until, conduct_until, "
      "covenant_until, availability, active, revision) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, "
      "external_id = excluded.external_id, name = excluded.name, title = excluded.title, "
      "organisation = excluded.organisation, summary = excluded.summary, "
      "topics = excluded.topics, life_domains = excluded.life_domains, laws = excluded.laws, "
      "age_groups = excluded.age_groups, target_groups = excluded.target_groups, "
      "languages = excluded.languages, neighbourhoods = excluded.neighbourhoods, "
      "ways = excluded.ways, knowledge = excluded.knowledge, phone = excluded.phone, "
      "email = excluded.email, contact_times = excluded.contact_times, "
      "confidentiality_until = excluded.confidentiality_until, "
      "conduct_until = excluded.conduct_until, covenant_until = excluded.covenant_until, "
      "availability = excluded.availability, active = excluded.active, "
      "revision = excluded.revision")
      .bind(s.id, s.municipality, s.external_id, s.name, s.title, s.organisation, s.summary,
            s.topics, s.life_domains, s.laws, s.age_groups, s.target_groups, s.languages,
            s.neighbourhoods, s.ways, s.knowledge, s.phone, s.email, s.contact_times,
            s.agreements.confidentiality_until, s.agreements.conduct_until,
            s.agreements.covenant_until, s.availability, s.active, s.revision)
      .run();
  change("DELETE FROM specialist_entry WHERE specialist = ?").bind(s.id).run();
  auto put_entries = [&](const char* list, const std::vector<std::string>& entries) {
    for (const std::string& entry : entries) {
      change(
          "INSERT INTO specialist_entry (list, entry, specialist, municipality) "
          "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
          .bind(std::string(list), entry, s.id, s.municipality)
          .run();
    }
  };
  put_entries("topic", s.topics);
  put_entries("life_domain", s.life_domains);
  put_entries("neighbourhood",
              s.neighbourhoods.empty() ? std::vector<std::string>{""} : s.neighbourhoods);
}

std::optional<Specialist> SqliteTxn::specialist(SpecialistId id) {
  Query query = read(select_specialist + " WHERE s.id = ?");
  query.bind(id);
  return one(std::move(query), specialist_row);
}

std::vector<Specialist> SqliteTxn::specialists(const std::vector<SpecialistId>& ids) {
  check_count(ids.size());
  std::vector<Specialist> found;
  for (SpecialistId id : ids) {
    if (auto each = specialist(id)) found.push_back(std::move(*each));
  }
  return found;
}

std::optional<Specialist> SqliteTxn::specialist_by_external_id(MunicipalityId municipality,
                                                               std::string_view external_id) {
  if (external_id.empty()) return std::nullopt;
  Query query = read(select_specialist +
                     " WHERE s.municipality = ? AND s.external_id = ? AND s.external_id <> ''");
  query.bind(municipality, external_id);
  return one(std::move(query), specialist_row);
}

Paged<Specialist> SqliteTxn::find(const SpecialistQuery& query) {
  Where where;
  limit_to(query.scope, "s.municipality", where);
  if (query.municipality) where.add("s.municipality = ?", *query.municipality);
  if (!query.with_inactive) where.add("s.active = ?", true);
  if (query.organisation) where.add("s.organisation = ?", *query.organisation);
  add_entry(where, "topic", query.topic);
  add_entry(where, "life_domain", query.life_domain);
  if (query.neighbourhood) {
    where.add(
        "s.id IN (SELECT specialist FROM specialist_entry "
        "WHERE list = 'neighbourhood' AND entry IN ('', ?))",
        *query.neighbourhood);
  }
  if (query.behind) {
    where.add("s.id > ?", *query.behind);
    Query rows = read(select_specialist + where.text() + " ORDER BY s.id LIMIT ?");
    where.bind(rows).bind(std::min(query.page.limit, Page::most));
    Paged<Specialist> result;
    while (rows.next()) result.items.push_back(specialist_row(rows));
    return result;
  }
  return paged(connection(), select_specialist, "SELECT count(*) FROM specialist s", where,
               "s.name COLLATE NOCASE, s.id", query.page, specialist_row);
}

std::map<SpecialistId, Load> SqliteTxn::loads(const std::vector<SpecialistId>& ids,
                                              LoadSince since) {
  check_count(ids.size());
  std::map<SpecialistId, Load> loads;
  for (SpecialistId id : ids) loads[id];
  auto count = [&](Where where, int Load::*figure) {
    where.add_in("specialist", ids);
    Query query =
        read("SELECT specialist, count(*) FROM invitation" + where.text() + " GROUP BY specialist");
    where.bind(query);
    while (query.next()) loads[query.get<SpecialistId>(0)].*figure += query.get<int>(1);
  };
  Where in_hand;
  in_hand.add("in_hand = 1");
  count(std::move(in_hand), &Load::open);
  Where recent;
  recent.add("invited_at >= ?", since.recent);
  count(std::move(recent), &Load::recent);
  Where said;
  said.add("minutes_at >= ?", since.spent);
  said.add_in("specialist", ids);
  Query spent = read("SELECT specialist, consultation, minutes FROM invitation" + said.text());
  said.bind(spent);
  std::set<std::pair<SpecialistId, ConsultationId>> counted;
  while (spent.next()) {
    const auto specialist = spent.get<SpecialistId>(0);
    TimeSpent& time = loads[specialist].spent;
    if (counted.emplace(specialist, spent.get<ConsultationId>(1)).second) ++time.consultations;
    time.minutes += spent.get<int>(2);
  }
  return loads;
}

void SqliteTxn::add_decision_time(SpecialistId specialist, const DecisionTime& time) {
  check_writing();
  auto times = decision_times({specialist})[specialist];
  times.push_back(time);
  std::vector<std::string> latest;
  for (std::size_t i = times.size() - std::min(times.size(), DecisionTime::kept); i < times.size();
       ++i) {
    latest.push_back(std::to_string(times[i].decided_at.time_since_epoch().count()) + " " +
                     std::to_string(times[i].working_minutes));
  }
  change(
      "INSERT INTO decision_times (specialist, municipality, latest) "
      "VALUES (?, (SELECT municipality FROM specialist WHERE id = ?), ?) "
      "ON CONFLICT (specialist) DO UPDATE SET municipality = excluded.municipality, "
      "latest = excluded.latest")
      .bind(specialist, specialist, latest)
      .run();
}

std::map<SpecialistId, std::vector<DecisionTime>> SqliteTxn::decision_times(
    const std::vector<SpecialistId>& ids) {
  check_count(ids.size());
  Where where;
  where.add_in("specialist", ids);
  Query query = read("SELECT specialist, latest FROM decision_times" + where.text());
  where.bind(query);
  std::map<SpecialistId, std::vector<DecisionTime>> found;
  while (query.next()) {
    auto& times = found[query.get<SpecialistId>(0)];
    for (const std::string& line : query.get<std::vector<std::string>>(1)) {
      times.push_back(decision_time(line));
    }
  }
  return found;
}

}  // namespace expertise::sqlite
