// What a row of a file of specialists means.
#include <algorithm>
#include <charconv>
#include <set>

#include "server/domain/hours_text.h"
#include "server/domain/text.h"
#include "server/pool/import.h"
#include "server/pool/profile_changes.h"
#include "server/pool/profiles.h"

namespace expertise {

namespace {

using Shape = ImportColumn::Shape;

constexpr std::array specialist_columns{
    ImportColumn{"id", Shape::text, "/externalId"},
    ImportColumn{"name", Shape::text, "/name"},
    ImportColumn{"title", Shape::text, "/title"},
    ImportColumn{"organisation", Shape::text, "/organisation"},
    ImportColumn{"summary", Shape::text, "/summary"},
    ImportColumn{"expertise", Shape::list, "/topics"},
    ImportColumn{"life_domains", Shape::list, "/lifeDomains"},
    ImportColumn{"laws", Shape::list, "/laws"},
    ImportColumn{"age_groups", Shape::list, "/ageGroups"},
    ImportColumn{"target_groups", Shape::list, "/targetGroups"},
    ImportColumn{"languages", Shape::list, "/languages"},
    ImportColumn{"area", Shape::list, "/neighbourhoods"},
    ImportColumn{"ways", Shape::list, "/ways"},
    ImportColumn{"knowledge", Shape::text, "/knowledge"},
    ImportColumn{"phone", Shape::text, "/phone"},
    ImportColumn{"email", Shape::text, "/email"},
    ImportColumn{"contact_times", Shape::text, "/contactTimes"},
    ImportColumn{"hours", Shape::text, "/availability/weekly"},
    ImportColumn{"capacity", Shape::whole_number, "/availability/mostOpen"},
    ImportColumn{"confidentiality_until", Shape::text, "/agreements/confidentialityUntil"},
    ImportColumn{"conduct_until", Shape::text, "/agreements/conductUntil"},
    ImportColumn{"covenant_until", Shape::text, "/agreements/covenantUntil"},
};

void take(const std::string* given, std::string& field) {
  if (given) field = *given;
}

void take(const std::vector<std::string>* given, std::vector<std::string>& field) {
  if (given) field = *given;
}

void take_languages(const ImportRow& row, Specialist& specialist) {
  const auto* given = row.list("languages");
  if (!given) return;
  specialist.languages.clear();
  for (const std::string& each : *given) {
    // Two names of one language are one.
    std::string code = language_code(each);
    auto& known = specialist.languages;
    if (std::find(known.begin(), known.end(), code) == known.end()) known.push_back(code);
  }
}

void take_ways(const ImportRow& row, Specialist& specialist, std::vector<Fault>& found) {
  const auto* given = row.list("ways");
  if (!given) return;
  specialist.ways.clear();
  for (std::size_t i = 0; i < given->size(); ++i) {
    if (auto way = from_code<Way>((*given)[i])) {
      specialist.ways.push_back(*way);
    } else {
      found.push_back({"ways/" + std::to_string(i), "not_an_option"});
    }
  }
}

// Hours and capacity that are blank stay as the specialist has them.
void take_availability(const ImportRow& row, Specialist& specialist, std::vector<Fault>& found) {
  if (const std::string* sentence = row.filled("hours")) {
    HoursReading reading = parse_hours(*sentence);
    if (reading.understood()) {
      specialist.availability.weekly = reading.hours;
    } else {
      found.push_back({"hours", "hours_not_understood"});
    }
  }
  if (const std::string* number = row.filled("capacity")) {
    int capacity = 0;
    const char* end = number->data() + number->size();
    auto read = std::from_chars(number->data(), end, capacity);
    if (read.ec == std::errc{} && read.ptr == end) {
      specialist.availability.most_open = capacity;
    } else {
      found.push_back({"capacity", "not_a_whole_number"});
    }
  }
}

// What the row says over what is there; a field that it does not have stays as it is.
void take_fields(const ImportRow& row, Specialist& specialist, std::vector<Fault>& found) {
  take(row.text("name"), specialist.name);
  take(row.text("title"), specialist.title);
  take(row.text("organisation"), specialist.organisation);
  take(row.text("summary"), specialist.summary);
  take(row.list("expertise"), specialist.topics);
  take(row.list("life_domains"), specialist.life_domains);
  take(row.list("laws"), specialist.laws);
  take(row.list("age_groups"), specialist.age_groups);
  take(row.list("target_groups"), specialist.target_groups);
  take(row.list("area"), specialist.neighbourhoods);
  take_languages(row, specialist);
  take_ways(row, specialist, found);
  if (const std::string* knowledge = row.filled("knowledge")) {
    if (auto kind = from_code<KnowledgeKind>(*knowledge)) {
      specialist.knowledge = *kind;
    } else {
      found.push_back({"knowledge", "not_an_option"});
    }
  }
  take(row.text("phone"), specialist.phone);
  if (const std::string* email = row.text("email"))
    specialist.email = normal_email(*email).value_or(*email);
  take(row.text("contact_times"), specialist.contact_times);
  take_availability(row, specialist, found);
  take(row.text("confidentiality_until"), specialist.agreements.confidentiality_until);
  take(row.text("conduct_until"), specialist.agreements.conduct_until);
  take(row.text("covenant_until"), specialist.agreements.covenant_until);
}

}  // namespace

ImportReport Profiles::import_specialists(const Actor& actor, std::istream& file, FileFormat format,
                                          MunicipalityId municipality, FaultyRows faulty,
                                          const Progress& progress) {
  if (!may(actor, Action::keep_pool)) throw Refusal(Reason::not_allowed);
  if (!pool_scope_of(actor, Action::keep_pool).holds(municipality) ||
      !context_.store.begin(Access::read)->municipality(municipality)) {
    throw Refusal(Reason::not_found);
  }
  std::set<std::string, std::less<>> seen;
  auto keep = [&](Txn& txn, const ImportRow& row, std::vector<Fault>& found) {
    const std::string* id = row.filled("id");
    std::optional<Specialist> before;
    Specialist after;
    if (!id) {
      add_value_faults({{"/externalId", "required"}}, specialist_columns, found);
    } else if (!seen.insert(*id).second) {
      found.push_back({"id", "duplicate"});
    } else {
      before = txn.specialist_by_external_id(municipality, *id);
    }
    if (before) {
      after = *before;
    } else {
      after.id = context_.env.new_id<SpecialistId>();
      after.municipality = municipality;
      if (id) after.external_id = *id;
    }
    take_fields(row, after, found);
    add_value_faults(faults(after), specialist_columns, found);
    if (!found.empty()) return RowOutcome::faulty;
    Specialist kept =
        write_profile(txn, context_.env, actor, before ? &*before : nullptr, std::move(after));
    if (!before) return RowOutcome::added;
    return kept.revision == before->revision ? RowOutcome::unchanged : RowOutcome::changed;
  };
  return import_file(context_, file, format, specialist_columns, faulty, progress, keep);
}

}  // namespace expertise
