#include "server/http/wire/specialists.h"

#include <nlohmann/json.hpp>

#include "server/domain/hours_text.h"
#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/availability.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;
using Limits = SpecialistLimits;

constexpr TextLimits name_limits{1, Limits::name_characters};
constexpr TextLimits entry_limits{1, Limits::entry_characters};
constexpr TextLimits word_limits{0, Limits::entry_characters};
constexpr TextLimits proposal_limits{0, 8000, TextShape::text};

json agreements_json(const Agreements& agreements) {
  json made = json::object();
  put(made, "confidentialityUntil", agreements.confidentiality_until);
  put(made, "conductUntil", agreements.conduct_until);
  put(made, "covenantUntil", agreements.covenant_until);
  return made;
}

json presence_json(const Call& call, Names& names, const Presence& presence) {
  json made = {{"state", code(presence.free_busy.state)},
               {"text", in_words(presence.free_busy, call.now(), call.language)},
               {"open", presence.load.open},
               {"recent", presence.load.recent}};
  put(made, "until", presence.free_busy.until);
  put(made, "next", presence.free_busy.next);
  if (presence.free_busy.substitute) made["substitute"] = names.ref(*presence.free_busy.substitute);
  if (presence.lacking_agreement) made["lackingAgreement"] = *presence.lacking_agreement;
  if (presence.usual_answer) {
    made["usualAnswer"] = {{"workingMinutes", presence.usual_answer->working_minutes},
                           {"text", in_words(*presence.usual_answer, call.language)}};
  }
  if (presence.time_spent) {
    made["timeSpent"] = {{"consultations", presence.time_spent->consultations},
                         {"minutes", presence.time_spent->minutes},
                         {"text", in_words(*presence.time_spent, call.language)}};
  }
  return made;
}

/// The fields that a profile has in every direction.
void read_profile(ObjectReader& root, Specialist& specialist) {
  const auto list = [&](const char* name) {
    return root.texts(name, Limits::list_entries, entry_limits);
  };
  specialist.name = root.text("name", name_limits);
  specialist.title = root.text("title", {0, Limits::title_characters});
  specialist.organisation = root.text("organisation", {0, Limits::organisation_characters});
  specialist.summary = root.text("summary", {0, Limits::summary_characters, TextShape::text});
  specialist.topics = list("topics");
  specialist.life_domains = list("lifeDomains");
  specialist.laws = list("laws");
  specialist.age_groups = list("ageGroups");
  specialist.target_groups = list("targetGroups");
  specialist.languages = list("languages");
  specialist.neighbourhoods = list("neighbourhoods");
  specialist.ways = root.choices<Way>("ways", codes<Way>.size());
  specialist.knowledge = root.choice_or("knowledge", KnowledgeKind::professional);
  specialist.phone = root.text("phone", {0, Limits::phone_characters});
  specialist.email = root.text("email", {0, PeopleLimits::email_bytes});
  specialist.contact_times = root.text("contactTimes", {0, Limits::entry_characters});
}

/// The fields that stay as they are when they are not given.
void read_kept(ObjectReader& root, Specialist& specialist) {
  if (auto municipality = root.optional_id<MunicipalityId>("municipality")) {
    specialist.municipality = *municipality;
  }
  if (root.has("externalId")) {
    specialist.external_id = root.text("externalId", {0, Limits::external_id_characters});
  }
  if (auto agreements = root.optional_object("agreements")) {
    specialist.agreements = {agreements->optional_date("confidentialityUntil"),
                             agreements->optional_date("conductUntil"),
                             agreements->optional_date("covenantUntil")};
  }
  specialist.active = root.flag("active", specialist.active);
}

Answer profile_answer(const Call& call, int status, SpecialistId id) {
  const ProfileView view = call.services().profiles.profile(call.actor(), id);
  Names names(call);
  const json made = specialist_json(call, names, view.specialist, view.presence);
  Answer answer =
      status == 201 ? created("specialists/" + id.text(), made) : json_answer(status, made);
  answer.headers.emplace_back("ETag", entity_tag(view.specialist.revision));
  return answer;
}

Answer availability_answer(const Specialist& specialist) {
  Answer answer = json_answer(200, availability_json(specialist.availability, specialist.revision));
  answer.headers.emplace_back("ETag", entity_tag(specialist.revision));
  return answer;
}

}  // namespace

void want(Names& names, const Presence& presence) {
  if (presence.free_busy.substitute) names.want(*presence.free_busy.substitute);
}

json specialist_json(const Call& call, Names& names, const Specialist& specialist,
                     const Presence& presence) {
  json ways = json::array();
  for (const Way each : specialist.ways) ways.push_back(code(each));
  json made = {{"id", specialist.id.text()},
               {"municipality", specialist.municipality.text()},
               {"name", specialist.name.empty() ? left_name(call) : specialist.name},
               {"topics", specialist.topics},
               {"lifeDomains", specialist.life_domains},
               {"laws", specialist.laws},
               {"ageGroups", specialist.age_groups},
               {"targetGroups", specialist.target_groups},
               {"languages", specialist.languages},
               {"neighbourhoods", specialist.neighbourhoods},
               {"ways", ways},
               {"knowledge", code(specialist.knowledge)},
               {"agreements", agreements_json(specialist.agreements)},
               {"active", specialist.active},
               {"presence", presence_json(call, names, presence)},
               {"revision", specialist.revision}};
  for (const ThoughtAlong& each : call.services().matching.thought_along(specialist.id)) {
    made["thoughtAlong"].push_back(
        {{"code", each.topic}, {"term", each.term}, {"times", each.times}});
  }
  put(made, "externalId", specialist.external_id);
  put(made, "title", specialist.title);
  put(made, "organisation", specialist.organisation);
  put(made, "summary", specialist.summary);
  put(made, "phone", specialist.phone);
  put(made, "email", specialist.email);
  put(made, "contactTimes", specialist.contact_times);
  return made;
}

Answer list_specialists(Call& call) {
  QueryReader query(call.request.query);
  SpecialistQuery wanted;
  wanted.municipality = query.id<MunicipalityId>("municipality");
  wanted.topic = query.text("topic", word_limits);
  wanted.life_domain = query.text("lifeDomain", word_limits);
  wanted.organisation = query.text("organisation", {0, Limits::organisation_characters});
  wanted.neighbourhood = query.text("neighbourhood", word_limits);
  wanted.with_inactive = query.flag("withInactive");
  wanted.page = query.page();
  query.finish();
  const auto found = call.services().profiles.browse(call.actor(), wanted);
  Names names(call);
  for (const ProfileView& each : found.items) want(names, each.presence);
  json items = json::array();
  for (const ProfileView& each : found.items) {
    items.push_back(specialist_json(call, names, each.specialist, each.presence));
  }
  return list_answer(items, found.total);
}

Answer add_specialist(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  Specialist specialist;
  read_profile(root, specialist);
  if (!root.has("municipality")) root.fault("municipality", "required");
  read_kept(root, specialist);
  if (auto availability = root.optional_object("availability")) {
    specialist.availability = read_availability(*availability);
  }
  body.finish();
  const auto made = call.services().profiles.add(call.actor(), std::move(specialist),
                                                 once(call, body.canonical()));
  return profile_answer(call, 201, made.id);
}

Answer get_specialist(Call& call) { return profile_answer(call, 200, call.id<SpecialistId>()); }

Answer change_specialist(Call& call) {
  const auto id = call.id<SpecialistId>();
  const Seen version = seen(call);
  Body body(call.request.body);
  ObjectReader root = body.root();
  Specialist specialist = call.services().profiles.profile(call.actor(), id).specialist;
  read_profile(root, specialist);
  read_kept(root, specialist);
  body.finish();
  call.services().profiles.change(call.actor(), std::move(specialist), version);
  return profile_answer(call, 200, id);
}

Answer get_availability(Call& call) {
  return availability_answer(
      call.services().profiles.profile(call.actor(), call.id<SpecialistId>()).specialist);
}

Answer change_availability(Call& call) {
  const Seen version = seen(call);
  Body body(call.request.body);
  ObjectReader root = body.root();
  Availability availability = read_availability(root);
  body.finish();
  return availability_answer(call.services().profiles.change_availability(
      call.actor(), call.id<SpecialistId>(), std::move(availability), version));
}

Answer propose_profile(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string text = root.text("text", proposal_limits);
  std::optional<WeeklyHours> hours;
  if (root.has("hoursText")) hours = read_hours_text(root);
  body.finish();
  const ProfileProposal proposal = call.services().matching.propose(call.actor(), text);
  json topics = json::array();
  for (const search::Aspect& each : proposal.topics) {
    topics.push_back({{"code", each.topic},
                      {"term", each.label},
                      {"words", each.words},
                      {"certain", each.certain}});
  }
  json made = {{"topics", topics},
               {"lifeDomains", proposal.life_domains},
               {"laws", proposal.laws},
               {"ageGroups", proposal.age_groups},
               {"languages", proposal.languages},
               {"neighbourhoods", proposal.neighbourhoods},
               {"targetGroups", proposal.target_groups}};
  if (hours) made["hours"] = {{"weekly", weekly_json(*hours)}, {"said", hours_text(*hours)}};
  return json_answer(200, made);
}

}  // namespace expertise::http
