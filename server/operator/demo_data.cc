#include "server/operator/demo_data.h"

#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

#include "schema/embedded.h"
#include "server/operator/demo_clock.h"

namespace expertise {

/// The files of schema/demo, built in.
std::span<const EmbeddedFile> demo_files();

namespace {

using nlohmann::json;

std::string_view file_named(std::string_view name) {
  for (const EmbeddedFile& file : demo_files()) {
    if (file.name == name) return file.content;
  }
  throw std::runtime_error("the demo file " + std::string(name) + " is not built in");
}

// Takes entries out of one object, so that what is left over is what nobody knows.
class Reader {
 public:
  Reader(json object, std::string place) : object_(std::move(object)), place_(std::move(place)) {
    if (!object_.is_object()) fail("not an object");
  }

  template <class Value>
  void take(const char* name, Value& value) {
    auto found = object_.find(name);
    if (found == object_.end()) return;
    try {
      value = found->template get<Value>();
    } catch (const json::exception& fault) {
      fail(std::string(name) + ": " + fault.what());
    }
    object_.erase(found);
  }
  std::string text(const char* name) {
    std::string value;
    take(name, value);
    return value;
  }
  std::string needed(const char* name) {
    std::string value = text(name);
    if (value.empty()) fail(std::string(name) + " is missing");
    return value;
  }
  std::vector<std::string> list(const char* name) {
    std::vector<std::string> values;
    take(name, values);
    return values;
  }
  template <class Enum>
  void code_of(const char* name, Enum& value) {
    std::string word = text(name);
    if (!word.empty()) value = coded<Enum>(word);
  }
  template <class Enum>
  Enum coded(const std::string& word) const {
    auto known = from_code<Enum>(word);
    if (!known) fail("unknown code " + word);
    return *known;
  }
  /// What stands under `name`, an empty object when nothing does.
  Reader part(const char* name) {
    json value = json::object();
    take(name, value);
    return Reader(std::move(value), place_ + "/" + name);
  }
  std::vector<Reader> parts(const char* name) {
    json values = json::array();
    take(name, values);
    if (!values.is_array()) fail(std::string(name) + " is no list");
    std::vector<Reader> readers;
    for (std::size_t i = 0; i < values.size(); ++i) {
      readers.emplace_back(std::move(values[i]), place_ + "/" + name + "/" + std::to_string(i));
    }
    return readers;
  }
  bool has(const char* name) const { return object_.contains(name); }
  std::string rest() const { return object_.dump(); }
  void done() const {
    if (!object_.empty()) fail("unknown entry " + object_.begin().key());
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(place_ + ": " + what);
  }

 private:
  json object_;
  std::string place_;
};

json parse(const char* name) {
  json value = json::parse(file_named(name), nullptr, false);
  if (value.is_discarded()) throw std::runtime_error(std::string(name) + " is no JSON");
  return value;
}

DemoMunicipality read_municipality(Reader reader) {
  DemoMunicipality municipality{.name = reader.needed("name"), .deputy = reader.needed("deputy")};
  for (Reader& each : reader.parts("teams")) {
    municipality.teams.push_back({.name = each.needed("name"),
                                  .contact = each.needed("contact"),
                                  .neighbourhoods = each.list("neighbourhoods")});
    each.done();
  }
  for (Reader& each : reader.parts("groups")) {
    municipality.groups.push_back({.name = each.needed("name"), .members = each.list("members")});
    each.done();
  }
  reader.done();
  return municipality;
}

DemoUser read_user(Reader reader) {
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

DemoSpecialist read_specialist(json object, const std::string& place, LocalDay today) {
  for (const char* name : {"confidentiality_until", "conduct_until", "covenant_until"}) {
    auto found = object.find(name);
    if (found != object.end() && found->is_string())
      *found = date_text(day_from(today, found->get<std::string>()));
  }
  DemoSpecialist specialist;
  {
    Reader whole(object, place);
    specialist.id = whole.needed("id");
    specialist.name = whole.needed("name");
    specialist.title = whole.needed("title");
    specialist.email = whole.needed("email");
  }
  Reader reader(std::move(object), place);
  specialist.municipality = reader.needed("municipality");
  if (reader.has("leave")) {
    Reader leave = reader.part("leave");
    specialist.leave = DemoLeave{.from = day_from(today, leave.needed("from")),
                                 .until = day_from(today, leave.needed("until")),
                                 .substitute = leave.text("substitute")};
    leave.done();
  }
  if (auto since = reader.text("paused_since"); !since.empty())
    specialist.paused_since = day_from(today, since);
  specialist.row = reader.rest();
  return specialist;
}

std::vector<DemoSpecialist> read_specialists(LocalDay today) {
  std::vector<DemoSpecialist> specialists;
  std::string_view lines = file_named("specialists.jsonl");
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

Closure read_closure(Reader& reader) {
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

Advice read_advice(Reader reader) {
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

ClosingTexts read_closing(Reader reader) {
  ClosingTexts texts{.referred_to = reader.text("referred_to"),
                     .budget_purpose = reader.text("budget_purpose"),
                     .budget_obstacle = reader.text("budget_obstacle"),
                     .note = reader.text("note")};
  reader.done();
  return texts;
}

DemoStep read_step(Reader reader) {
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

DemoConsultation read_consultation(Reader reader) {
  DemoConsultation consultation{.id = reader.needed("id")};
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
  consultation.removed_topics = reader.list("removed_topics");
  consultation.advice = reader.text("advice");
  consultation.topics = reader.list("topics");
  if (reader.has("closure")) {
    Reader closure = reader.part("closure");
    consultation.closure = read_closure(closure);
    closure.done();
  }
  for (Reader& each : reader.parts("steps")) consultation.steps.push_back(read_step(each));
  reader.done();
  return consultation;
}

}  // namespace

DemoData read_demo_data(LocalDay today) {
  DemoData data;
  Reader places(parse("places.json"), "places.json");
  data.region = places.needed("region");
  for (Reader& each : places.parts("municipalities"))
    data.municipalities.push_back(read_municipality(each));
  for (Reader& each : places.parts("users")) data.users.push_back(read_user(each));
  places.take("specialists_with_password", data.specialists_with_password);
  places.done();
  data.specialists = read_specialists(today);
  Reader scripts(json{{"consultations", parse("consultations.json")}}, "consultations.json");
  for (Reader& each : scripts.parts("consultations"))
    data.consultations.push_back(read_consultation(each));
  return data;
}

}  // namespace expertise
