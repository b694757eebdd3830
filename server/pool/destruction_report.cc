#include "server/pool/destruction_report.h"

#include <charconv>

namespace expertise {

namespace {

using What = DestroyedThing::What;

std::string detail(const Event& event, const char* name) {
  const auto found = event.details.find(name);
  return found == event.details.end() ? std::string() : found->second;
}

template <class Number>
Number number(const Event& event, const char* name) {
  const std::string text = detail(event, name);
  Number read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  return read;
}

std::string ground_of(const Event& event, const RetentionRule& rule, ErasureReason reason) {
  switch (reason) {
    case ErasureReason::term_over:
      return "Termijn van " + detail(event, "days") + " dagen voorbij, gerekend vanaf " +
             std::string(rule.starts) + ". " + std::string(rule.ground);
    case ErasureReason::request_of_resident:
      return "Verzoek van de inwoner. AVG, artikel 17, eerste lid";
    case ErasureReason::unlawful:
      return "Onrechtmatig bewaard. AVG, artikel 17, eerste lid, onder d";
    case ErasureReason::not_a_case:
      return "Geen echte vraag: bij vergissing, dubbel of om te proberen";
    case ErasureReason::replayed:
      return "Eerder vernietigd; opnieuw nadat een reservekopie was teruggezet";
  }
  return {};
}

void take_reason(const Event& event, RetentionClass of, DestroyedThing& made) {
  const RetentionRule& rule = retention_rule(of);
  made.reason = from_code<ErasureReason>(detail(event, "reason"));
  made.ground = ground_of(event, rule, made.reason.value_or(ErasureReason::replayed));
  made.way = rule.way;
}

void take_wording(const Event& event, DestroyedThing& made) {
  made.what = What::wording;
  made.id = detail(event, "message");
  made.version = number<int>(event, "version");
  made.ground = "AVG, artikel 17 (persoonsgegevens die er niet hoorden)";
  made.way = retention_rule(RetentionClass::consultations).way;
  made.heading = "Losse teksten";
}

void take_person(const Event& event, DestroyedThing& made) {
  made.id = detail(event, "user");
  made.what = made.id.empty() ? What::specialist : What::user;
  if (made.id.empty()) made.id = detail(event, "specialist");
  take_reason(event, RetentionClass::people, made);
  made.heading = "Mensen die weg zijn";
}

void take_month(const Event& event, DestroyedThing& made) {
  made.what = What::access_month;
  made.id = detail(event, "segment");
  made.entries = number<std::int64_t>(event, "count");
  made.ground = "Termijn van " + detail(event, "years") + " jaar voorbij, gerekend vanaf " +
                std::string(retention_rule(RetentionClass::access_log).starts) + ". " +
                std::string(retention_rule(RetentionClass::access_log).ground);
  made.way = retention_rule(RetentionClass::access_log).way;
  made.heading = "Maanden van het leeslogboek, van alle gemeenten van de pool samen";
}

}  // namespace

DestroyedThing destroyed_thing(const Event& event) {
  DestroyedThing made;
  made.decided_by = UserId::parse(detail(event, "decided_by"));
  if (!made.decided_by) made.decided_by = event.actor;
  switch (event.kind) {
    case EventKind::text_destroyed:
      take_wording(event, made);
      break;
    case EventKind::person_forgotten:
      take_person(event, made);
      break;
    case EventKind::access_segment_destroyed:
      take_month(event, made);
      break;
    default:
      if (event.consultation) made.id = event.consultation->text();
      take_reason(event, RetentionClass::consultations, made);
      made.heading = "Consultaties";
  }
  return made;
}

}  // namespace expertise
