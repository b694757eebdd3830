#include "server/operator/retention_commands.h"

#include <exception>
#include <filesystem>
#include <map>
#include <tuple>
#include <vector>

#include "server/domain/local_time.h"
#include "server/operator/command_options.h"
#include "server/pool/destruction_report.h"
#include "server/pool/erasing.h"
#include "server/pool/retention.h"

namespace expertise {

namespace {

Context context_of(Product& product) { return {*product.store, product.env}; }

std::string day_of(Instant moment) { return local_date(moment); }

std::string name_of(Txn& txn, MunicipalityId id) {
  const auto municipality = txn.municipality(id);
  return municipality ? municipality->name : id.text();
}

std::string who(const DestroyedThing& thing) {
  if (thing.decided_by) return "besluit van gebruiker " + thing.decided_by->text();
  return thing.reason == ErasureReason::term_over ? "vanzelf, door de termijn"
                                                  : "de beheerder van de server";
}

// One thing that was destroyed, as a line of the report.
std::string destroyed_line(const DestroyedThing& thing) {
  switch (thing.what) {
    case DestroyedThing::What::consultation:
      return "consultatie " + thing.id;
    case DestroyedThing::What::wording:
      return "bericht " + thing.id + ", versie " + std::to_string(thing.version);
    case DestroyedThing::What::user:
      return "gebruiker " + thing.id;
    case DestroyedThing::What::specialist:
      return "profiel " + thing.id;
    case DestroyedThing::What::access_month:
      return "maand " + thing.id + ", " + std::to_string(thing.entries) + " regels";
  }
  return {};
}

// Under which heading of the report it falls: class, ground and way.
std::tuple<std::string, std::string, std::string> heading_of(const DestroyedThing& thing) {
  return {std::string(thing.heading), thing.ground, std::string(thing.way)};
}

}  // namespace

int erase_for_good(Product& product, const Command& command, Streams streams) {
  const ConsultationId id = needed_consultation(command);
  const auto reason = needed_code<ErasureReason>(command, "reason");
  if (reason == ErasureReason::term_over || reason == ErasureReason::replayed) {
    throw WrongCall{"--reason " + std::string(code(reason)) + " is given by the program itself"};
  }
  const UserId decided_by = needed_user(product, command, "decided-by");
  const bool is_new =
      erase_consultation(context_of(product), by_operator(), id, reason, decided_by);
  product.destroyed.follow();
  product.matching.catch_up();
  streams.out << (is_new ? "erased " : "was erased before: ") << id.text() << "\n";
  return 0;
}

int retention_terms(Product& product, const Command& command, Streams streams) {
  if (command.option("class") || command.option("days")) {
    const auto what = needed_code<RetentionClass>(command, "class");
    const RetentionRule& rule = retention_rule(what);
    if (!rule.is_chosen()) {
      throw WrongCall{"the term of " + std::string(code(what)) +
                      " is not chosen by a municipality"};
    }
    choose_term(context_of(product), by_operator(),
                {.municipality = municipality_of(product, command).id,
                 .what = what,
                 .days = needed_number(command, "days", rule.least, rule.most)},
                needed_user(product, command, "decided-by"));
  }
  for (const auto& [what, text] : codes<RetentionClass>) {
    const RetentionRule& rule = retention_rule(what);
    streams.out << text << ": " << rule.days << " days"
                << (rule.is_chosen() ? " advised, " + std::to_string(rule.least) + " to " +
                                           std::to_string(rule.most) + " may be chosen"
                                     : std::string())
                << "\n  vanaf " << rule.starts << "\n  grond: " << rule.ground
                << "\n  daarna: " << rule.way << "\n";
  }
  auto txn = product.store->begin(Access::read);
  for (const RetentionTerm& term : txn->retention_terms()) {
    streams.out << "chosen: " << name_of(*txn, term.municipality) << ", " << code(term.what) << ", "
                << term.days << " days\n";
  }
  return 0;
}

bool is_retention_stopped(const DataDirectory& directory, std::ostream& say) {
  if (!std::filesystem::exists(directory.retention_stopped())) return false;
  say << "nothing is destroyed by its term: this pool was put back from a backup, and holds and "
         "terms of after it are not in it. Look at hold and retention-terms, then: expertisepoold "
         "retention --resume"
      << std::endl;
  return true;
}

int retention(Product& product, const Command& command, Streams streams) {
  if (command.option("resume")) {
    const bool was_stopped = std::filesystem::remove(product.directory.retention_stopped());
    streams.out << (was_stopped ? "what is over is destroyed again from now on\n"
                                : "it was not stopped\n");
    return 0;
  }
  const Instant now = product.env.now();
  const bool is_dry = command.option("dry-run").has_value();
  if (!is_dry && is_retention_stopped(product.directory, streams.err)) return 1;
  const std::vector<Over> over = what_is_over(context_of(product), now);
  std::vector<Over> told;
  std::exception_ptr fault;
  if (is_dry) {
    told = over;
  } else {
    try {
      destroy_what_is_over(context_of(product), by_operator(), now,
                           [&](const Over& each) { told.push_back(each); });
    } catch (...) {
      fault = std::current_exception();  // thrown when what went is told
    }
  }
  auto txn = product.store->begin(Access::read);
  std::size_t held = 0;
  for (const Over& each : over) held += each.held_until ? 1 : 0;
  for (const Over& each : told) {
    streams.out << code(each.what) << " " << uuid_text(each.id) << "  "
                << name_of(*txn, each.term.municipality) << "  since " << day_of(each.since) << ", "
                << each.term.days << " days";
    if (each.held_until) streams.out << ", held until " << day_of(*each.held_until);
    streams.out << "\n";
  }
  if (is_dry) {
    streams.out << over.size() - held << " would be destroyed, " << held << " held\n";
  } else {
    streams.out << told.size() << " destroyed, " << held << " held\n";
  }
  if (txn->retention_terms().empty()) {
    streams.out << "no municipality chose a term yet (retention-terms --class C --days N): nothing "
                   "is destroyed by itself\n";
  }
  txn.reset();
  product.destroyed.follow();
  product.matching.catch_up();
  if (fault) std::rethrow_exception(fault);
  return 0;
}

int hold_consultation(Product& product, const Command& command, Streams streams) {
  if (command.option("consultation")) {
    const ConsultationId id = needed_consultation(command);
    const UserId decided_by = needed_user(product, command, "decided-by");
    if (command.option("end")) {
      end_hold(context_of(product), by_operator(), id, decided_by);
    } else {
      hold(context_of(product), by_operator(), id, needed_code<HoldReason>(command, "reason"),
           needed_day(command, "until"), decided_by);
    }
  }
  auto txn = product.store->begin(Access::read);
  for (const Hold& each : txn->holds()) {
    streams.out << each.consultation.text() << "  " << name_of(*txn, each.municipality) << "  "
                << code(each.reason) << "  until " << day_of(each.until)
                << (each.until > product.env.now() ? "" : " (over)") << "\n";
  }
  return 0;
}

int destruction_report(Product& product, const Command& command, Streams streams) {
  const Municipality municipality = municipality_of(product, command);
  const Instant from = needed_day(command, "from");
  const Instant before = needed_day(command, "until");
  if (before <= from) throw WrongCall{"--until is not after --from"};
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<Event>> parts;
  for (Event& event : destroyed(context_of(product), municipality.id, from, before)) {
    auto& part = parts[heading_of(destroyed_thing(event))];
    part.push_back(std::move(event));
  }
  auto& out = streams.out;
  const Checkpoint head = product.store->head();
  out << "VERKLARING VAN VERNIETIGING\n\nGemeente: " << municipality.name << "\nTijdvak: van "
      << day_of(from) << " tot " << day_of(before)
      << " (die dag niet meegeteld)\nGemaakt: " << day_of(product.env.now())
      << "\nControle: gebeurtenis " << head.seq << ", " << hex(head.hash) << "\n";
  if (parts.empty()) out << "\nEr is in dit tijdvak niets vernietigd.\n";
  for (const auto& [heading, events] : parts) {
    const auto& [what, ground, way] = heading;
    out << "\n"
        << what << ": " << events.size() << "\n  Grond: " << ground << "\n  Wijze: " << way << "\n";
    for (const Event& event : events) {
      const DestroyedThing thing = destroyed_thing(event);
      out << "  " << day_of(event.at) << "  " << destroyed_line(thing) << "  " << who(thing)
          << "  (gebeurtenis " << event.seq << ")\n";
    }
  }
  out << "\nIeder nummer staat in het logboek van de pool, dat niet kan worden veranderd zonder "
         "dat "
         "het opvalt.\nOndertekening namens de zorgdrager:\n\nNaam:\nFunctie:\nDatum:\n";
  return 0;
}

}  // namespace expertise
