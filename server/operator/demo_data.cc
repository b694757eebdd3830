#include "server/operator/demo_data.h"

#include <algorithm>
#include <stdexcept>

#include "server/domain/hours_text.h"
#include "server/operator/demo_clock.h"
#include "server/operator/demo_reader.h"

namespace expertise {

namespace {

using nlohmann::json;

DemoMunicipality read_municipality(DemoReader reader) {
  DemoMunicipality municipality{.name = reader.needed("name"), .deputy = reader.needed("deputy")};
  for (DemoReader& each : reader.parts("teams")) {
    municipality.teams.push_back({.name = each.needed("name"),
                                  .contact = each.needed("contact"),
                                  .neighbourhoods = each.list("neighbourhoods")});
    each.done();
  }
  for (DemoReader& each : reader.parts("groups")) {
    municipality.groups.push_back({.name = each.needed("name"), .members = each.list("members")});
    each.done();
  }
  reader.done();
  return municipality;
}

DemoUser read_user(DemoReader reader) {
  DemoUser user{.key = reader.needed("key"),
                .name = reader.needed("name"),
                .municipality = reader.needed("municipality")};
  for (const std::string& word : reader.list("roles"))
    user.roles.push_back(reader.coded<Role>(word));
  user.teams = reader.list("teams");
  user.partner_of = reader.text("partner_of");
  user.about = reader.text("about");
  reader.done();
  return user;
}

// `when` is a part of the week in words: "di 9-12 uur".
std::vector<Whereabouts> read_whereabouts(DemoReader reader) {
  const HoursReading when = parse_hours(reader.needed("when"));
  if (!when.understood()) reader.fail("when: " + when.not_understood);
  std::vector<AppointmentWay> ways;
  for (const std::string& word : reader.list("ways"))
    ways.push_back(reader.coded<AppointmentWay>(word));
  const std::string place = reader.text("place");
  reader.done();
  std::vector<Whereabouts> read;
  for (std::size_t day = 0; day < when.hours.size(); ++day) {
    for (const TimeRange& range : when.hours[day])
      read.push_back({static_cast<int>(day), range, ways, place});
  }
  return read;
}

DemoSpecialist read_specialist(json object, const std::string& place, LocalDay today) {
  for (const char* name : {"confidentiality_until", "conduct_until", "covenant_until"}) {
    auto found = object.find(name);
    if (found != object.end() && found->is_string())
      *found = date_text(day_from(today, found->get<std::string>()));
  }
  DemoSpecialist specialist;
  {
    DemoReader whole(object, place);
    specialist.id = whole.needed("id");
    specialist.name = whole.needed("name");
    specialist.title = whole.needed("title");
    specialist.email = whole.needed("email");
  }
  DemoReader reader(std::move(object), place);
  specialist.municipality = reader.needed("municipality");
  if (reader.has("leave")) {
    DemoReader leave = reader.part("leave");
    specialist.leave = DemoLeave{.from = day_from(today, leave.needed("from")),
                                 .until = day_from(today, leave.needed("until")),
                                 .substitute = leave.text("substitute")};
    leave.done();
  }
  if (auto since = reader.text("paused_since"); !since.empty())
    specialist.paused_since = day_from(today, since);
  for (DemoReader& each : reader.parts("whereabouts")) {
    for (Whereabouts& part : read_whereabouts(std::move(each)))
      specialist.whereabouts.push_back(std::move(part));
  }
  specialist.row = reader.rest();
  return specialist;
}

std::vector<DemoSpecialist> read_specialists(LocalDay today) {
  std::vector<DemoSpecialist> specialists;
  std::string_view lines = demo_file("specialists.jsonl");
  for (int number = 1; !lines.empty(); ++number) {
    auto end = std::min(lines.find('\n'), lines.size());
    std::string place = "specialists.jsonl line " + std::to_string(number);
    json object = json::parse(lines.substr(0, end), nullptr, false);
    if (!object.is_object()) throw std::runtime_error(place + ": no JSON object");
    specialists.push_back(read_specialist(std::move(object), place, today));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return specialists;
}

Closure read_closure(DemoReader& reader) {
  Closure closure;
  reader.code_of("result", closure.result);
  std::vector<int> values;
  reader.take("values", values);
  if (values.size() != 2) reader.fail("values takes two numbers: for the resident, for the asker");
  closure.value_for_resident = values[0];
  closure.value_for_asker = values[1];
  reader.take("minutes", closure.minutes);
  reader.take("referral_avoided", closure.referral_avoided);
  std::int64_t euros = 0;
  reader.take("budget_euro", euros);
  if (euros > 0) closure.tailored_budget_cents = euros * 100;
  return closure;
}

Advice read_advice(DemoReader reader) {
  Advice advice{.advice = reader.needed("advice"),
                .for_asker = reader.text("for_asker"),
                .for_resident = reader.text("for_resident"),
                .follow_up = reader.text("follow_up"),
                .other_expertise = reader.text("other_expertise"),
                .responsibility = reader.text("responsibility"),
                .contact = reader.text("contact")};
  reader.done();
  return advice;
}

ClosingTexts read_closing(DemoReader reader) {
  ClosingTexts texts{.referred_to = reader.text("referred_to"),
                     .budget_purpose = reader.text("budget_purpose"),
                     .budget_obstacle = reader.text("budget_obstacle"),
                     .note = reader.text("note")};
  reader.done();
  return texts;
}

DemoStep read_step(DemoReader reader) {
  DemoStep step{.after = reader.needed("after"),
                .act = reader.needed("do"),
                .who = reader.text("who"),
                .whom = reader.list("whom"),
                .text = reader.text("text"),
                .code = reader.text("code")};
  if (reader.has("advice")) step.advice = read_advice(reader.part("advice"));
  if (reader.has("result")) step.closure = read_closure(reader);
  if (reader.has("closing")) step.closing = read_closing(reader.part("closing"));
  reader.take("done", step.follow_up.done);
  reader.take("helped", step.follow_up.helped);
  reader.take("arrived", step.follow_up.arrived);
  reader.done();
  return step;
}

DemoConsultation read_consultation(DemoReader reader) {
  DemoConsultation consultation{.id = reader.needed("id")};
  reader.take("is_the_story", consultation.is_the_story);
  reader.code_of("origin", consultation.origin);
  consultation.by = reader.needed("by");
  consultation.neighbourhood = reader.text("neighbourhood");
  consultation.asked = reader.needed("asked");
  reader.code_of("urgency", consultation.urgency);
  reader.code_of("way", consultation.way);
  reader.code_of("resident", consultation.resident);
  consultation.invite = reader.list("invite");
  consultation.group = reader.text("group");
  reader.take("pass_on", consultation.pass_on);
  consultation.excluded_organisations = reader.list("excluded_organisations");
  consultation.question = reader.needed("question");
  consultation.added_topics = reader.list("added_topics");
  consultation.advice = reader.text("advice");
  consultation.topics = reader.list("topics");
  if (reader.has("closure")) {
    DemoReader closure = reader.part("closure");
    consultation.closure = read_closure(closure);
    closure.done();
  }
  for (DemoReader& each : reader.parts("steps")) consultation.steps.push_back(read_step(each));
  reader.done();
  return consultation;
}

}  // namespace

DemoData read_demo_data(LocalDay today, Story story) {
  DemoData data;
  DemoReader places(demo_json("places.json"), "places.json");
  data.region = places.needed("region");
  for (DemoReader& each : places.parts("municipalities"))
    data.municipalities.push_back(read_municipality(each));
  for (DemoReader& each : places.parts("users")) data.users.push_back(read_user(each));
  places.take("specialists_with_password", data.specialists_with_password);
  places.done();
  data.specialists = read_specialists(today);
  DemoReader scripts(json{{"consultations", demo_json("consultations.json")}},
                     "consultations.json");
  for (DemoReader& each : scripts.parts("consultations"))
    data.consultations.push_back(read_consultation(each));
  if (story == Story::to_be_told) {
    std::erase_if(data.consultations,
                  [](const DemoConsultation& each) { return each.is_the_story; });
  }
  return data;
}

}  // namespace expertise
