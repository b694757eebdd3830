#include "server/pool/profile_changes.h"

#include "server/pool/appointment_changes.h"
#include "server/pool/leaving.h"

namespace expertise {

namespace {

// Names of the fields in which two versions of a profile differ; never their contents.
std::string changed_fields(const Specialist& before, const Specialist& after) {
  std::string names;
  auto note = [&](bool differs, std::string_view name) {
    if (!differs) return;
    if (!names.empty()) names += ',';
    names += name;
  };
  note(before.municipality != after.municipality, "municipality");
  note(before.external_id != after.external_id, "external_id");
  note(before.name != after.name, "name");
  note(before.title != after.title, "title");
  note(before.organisation != after.organisation, "organisation");
  note(before.summary != after.summary, "summary");
  note(before.topics != after.topics, "topics");
  note(before.life_domains != after.life_domains, "life_domains");
  note(before.laws != after.laws, "laws");
  note(before.age_groups != after.age_groups, "age_groups");
  note(before.target_groups != after.target_groups, "target_groups");
  note(before.languages != after.languages, "languages");
  note(before.neighbourhoods != after.neighbourhoods, "neighbourhoods");
  note(before.ways != after.ways, "ways");
  note(before.knowledge != after.knowledge, "knowledge");
  note(before.phone != after.phone, "phone");
  note(before.email != after.email, "email");
  note(before.contact_times != after.contact_times, "contact_times");
  note(before.agreements != after.agreements, "agreements");
  note(before.availability != after.availability, "availability");
  note(before.active != after.active, "active");
  return names;
}

EventKind kind_of_change(const Specialist* before, const Specialist& after,
                         const std::string& changed) {
  if (!before) return EventKind::specialist_added;
  if (before->active && !after.active) return EventKind::specialist_left;
  if (changed == "availability") return EventKind::availability_changed;
  return EventKind::specialist_changed;
}

// Who left reads less and answers no more.
void record_rights_changed(Txn& txn, const Actor& actor, Instant now,
                           const Specialist& specialist) {
  std::string role;
  for (const Role each : {Role::coordinator, Role::administrator, Role::specialist}) {
    if (role.empty() && actor.is(each)) role = code(each);
  }
  txn.record_access({.at = now,
                     .action = "change_rights",
                     .object = "specialist",
                     .municipality = specialist.municipality,
                     .result = "done",
                     .actor = actor.user,
                     .role = role,
                     .purpose = "specialist:" + specialist.id.text(),
                     .origin = actor.origin});
}

// Who left is no longer looked after: their calendars are nobody's business any more.
void disconnect_calendars(Txn& txn, const Actor& actor, Instant now, const Specialist& specialist) {
  const std::vector<Calendar> calendars = txn.calendars({specialist.id})[specialist.id];
  for (const Calendar& each : calendars) {
    txn.remove_calendar(each.id);
    txn.append({.at = now,
                .kind = EventKind::calendar_removed,
                .actor = actor.user,
                .municipality = specialist.municipality,
                .specialist = specialist.id,
                .details = {{"calendar", each.id.text()}}});
  }
}

}  // namespace

void check_references(Txn& txn, const Specialist& specialist, std::vector<Fault>& found) {
  if (!specialist.external_id.empty()) {
    auto same = txn.specialist_by_external_id(specialist.municipality, specialist.external_id);
    if (same && same->id != specialist.id) found.push_back({"/externalId", "already_taken"});
  }
  check_substitutes(txn, specialist, "/availability", found);
}

void check_substitutes(Txn& txn, const Specialist& specialist, const std::string& place,
                       std::vector<Fault>& found) {
  const auto& absences = specialist.availability.absences;
  for (std::size_t i = 0; i < absences.size(); ++i) {
    if (!absences[i].substitute) continue;
    auto substitute = txn.specialist(*absences[i].substitute);
    if (!substitute || substitute->municipality != specialist.municipality ||
        substitute->id == specialist.id) {
      found.push_back({place + "/absences/" + std::to_string(i) + "/substitute", "unknown"});
    }
  }
}

Specialist write_profile(Txn& txn, Env& env, const Actor& actor, const Specialist* before,
                         Specialist after) {
  const Instant now = env.now();
  after.revision = before ? before->revision : 1;
  if (before && *before == after) return after;
  if (before) ++after.revision;
  Event event;
  event.at = now;
  event.actor = actor.user;
  event.municipality = after.municipality;
  event.specialist = after.id;
  event.details["revision"] = std::to_string(after.revision);
  std::string changed = before ? changed_fields(*before, after) : std::string();
  if (before) event.details["changed"] = changed;
  event.kind = kind_of_change(before, after, changed);
  txn.put(after);
  txn.append(std::move(event));
  if (before && before->active != after.active) record_rights_changed(txn, actor, now, after);
  if (before && !before->active && after.active) txn.put_left(after.id, std::nullopt);
  if (before && before->active && !after.active) {
    txn.put_left(after.id, now);
    disconnect_calendars(txn, actor, now, after);
    cancel_appointments_of(txn, actor, now, after.id, "left");
    hand_on_open_work(txn, env, actor, now, after.id);
  }
  return after;
}

}  // namespace expertise
