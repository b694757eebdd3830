#include "server/http/wire/vocabulary.h"

#include <nlohmann/json.hpp>

#include "server/http/framing.h"
#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"
#include "server/pool/topic_difference.h"

namespace expertise::http {

namespace {

using nlohmann::json;
using Limits = TopicLimits;

constexpr TextLimits word_limits{0, 120};
constexpr TextLimits entry_limits{1, Limits::word_characters};
// The body itself is bounded.
constexpr TextLimits file_limits{1, FramingLimits::file_bytes, TextShape::text};
// More entries than all topics can hold.
constexpr int removals_at_most = 10'000'000;

// The names that lists have in the API.
std::string_view api_name(std::string_view list) {
  if (list == "life_domains") return "lifeDomains";
  return list == "ages" ? "ageGroups" : list;
}

json refs(const LivingTopics& topics, const std::vector<std::string>& codes) {
  json made = json::array();
  for (const std::string& each : codes) {
    const LivingTopic* found = topics.find(each);
    made.push_back({{"code", each}, {"term", found ? found->topic.term : each}});
  }
  return made;
}

json topic_json(const LivingTopics& topics, const LivingTopic& living) {
  const search::Topic& topic = living.topic;
  json made = {{"code", topic.code},
               {"term", topic.term},
               {"synonyms", topic.synonyms},
               {"lifeDomains", topic.life_domains},
               {"laws", topic.laws},
               {"ageGroups", topic.ages},
               {"broader", refs(topics, topic.broader)},
               {"narrower", topics.narrower(topic.code).size()},
               {"retired", living.retired}};
  put(made, "changedAt", living.changed_at);
  return made;
}

json difference_json(const Details& difference) {
  json lists = json::array();
  for (const auto& [name, entries] : topic_lists) {
    const auto added = entries_of(difference, "added_" + std::string(name));
    const auto removed = entries_of(difference, "removed_" + std::string(name));
    if (added.empty() && removed.empty()) continue;
    lists.push_back({{"list", api_name(name)}, {"added", added}, {"removed", removed}});
  }
  json made = {{"lists", lists}};
  if (const auto term = difference.find("term"); term != difference.end()) {
    made["term"] = term->second;
  }
  return made;
}

json use_json(Names& names, const TopicUse& use) {
  json items = json::array();
  for (const Specialist& each : use.profiles) names.want(each.id);
  for (const Specialist& each : use.profiles) items.push_back(names.ref(each.id));
  json made = {{"profiles", {{"items", items}, {"total", use.profile_count}}}};
  if (use.questions) made["questions"] = *use.questions;
  return made;
}

Answer view_answer(const Call& call, int status, const TopicView& view) {
  const LivingTopic& living = *view.topic;
  const search::Topic& topic = living.topic;
  json narrower = json::array();
  for (const LivingTopic* each : view.topics->narrower(topic.code)) {
    narrower.push_back({{"code", each->topic.code}, {"term", each->topic.term}});
  }
  json made = {{"code", topic.code},
               {"term", topic.term},
               {"synonyms", topic.synonyms},
               {"signs", topic.signs},
               {"near", refs(*view.topics, topic.near)},
               {"broader", refs(*view.topics, topic.broader)},
               {"narrower", narrower},
               {"lifeDomains", topic.life_domains},
               {"laws", topic.laws},
               {"ageGroups", topic.ages},
               {"who", topic.who},
               {"retired", living.retired},
               {"ofProduct", living.of_product()},
               {"difference", difference_json(difference(living.seed, topic))},
               {"revision", living.revision}};
  Names names(call);
  put(made, "changedAt", living.changed_at);
  if (living.changed_by) made["changedBy"] = names.ref(*living.changed_by);
  if (view.use) made["use"] = use_json(names, *view.use);
  Answer answer =
      status == 201 ? created("vocabulary/topics/" + topic.code, made) : json_answer(status, made);
  answer.headers.emplace_back("ETag", entity_tag(living.revision));
  return answer;
}

search::Topic read_topic(ObjectReader& root) {
  const auto list = [&](const char* name, std::size_t most) {
    return root.texts(name, most, entry_limits);
  };
  return {.term = root.text("term", entry_limits),
          .synonyms = list("synonyms", Limits::synonyms),
          .signs = list("signs", Limits::signs),
          .near = list("near", Limits::near),
          .broader = list("broader", Limits::broader),
          .life_domains = list("lifeDomains", Limits::life_domains),
          .laws = list("laws", Limits::laws),
          .ages = list("ageGroups", Limits::ages),
          .who = list("who", Limits::who)};
}

std::string_view outcome_code(RowOutcome outcome) {
  return outcome == RowOutcome::added ? "added" : "changed";
}

json fault_json(const Fault& fault, Language language) {
  return {{"place", fault.place},
          {"where", place_in_words(fault.place, language)},
          {"code", fault.code},
          {"detail", in_words(fault, language)}};
}

json change_json(const TopicRowChange& change) {
  json made = {{"line", change.line},
               {"code", change.code},
               {"term", change.term},
               {"outcome", outcome_code(change.outcome)},
               {"difference", difference_json(change.difference)}};
  if (change.turned_retired) made["retired"] = *change.turned_retired;
  return made;
}

}  // namespace

json topic_refs(const Call& call, const std::vector<std::string>& topic_codes) {
  const auto vocabulary = call.services().matching.vocabulary();
  json made = json::array();
  for (const std::string& each : topic_codes) {
    const search::Topic* topic = vocabulary->find(each);
    made.push_back(
        {{"code", each},
         {"term", topic ? topic->term : call.services().vocabulary.term_of(each).value_or(each)}});
  }
  return made;
}

Answer list_topics(Call& call) {
  QueryReader query(call.request.query);
  TopicQuery wanted;
  wanted.words = query.text("q", word_limits).value_or("");
  wanted.in_signs = query.flag("withSigns");
  wanted.life_domain = query.text("lifeDomain", word_limits);
  wanted.law = query.text("law", word_limits);
  wanted.broader = query.text("broader", word_limits);
  wanted.top = query.flag("top");
  wanted.changed = query.flag("changed");
  wanted.retired = query.flag("retired");
  wanted.page = query.page();
  query.finish();
  const TopicPage found = call.services().vocabulary.topics(wanted);
  json items = json::array();
  for (const LivingTopic* each : found.items) items.push_back(topic_json(*found.topics, *each));
  return list_answer(items, found.total);
}

Answer add_topic(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  search::Topic topic = read_topic(root);
  body.finish();
  return view_answer(call, 201, call.services().vocabulary.add(call.actor(), std::move(topic)));
}

Answer get_topic(Call& call) {
  return view_answer(call, 200,
                     call.services().vocabulary.topic(call.actor(), call.parameters.at(0)));
}

Answer change_topic(Call& call) {
  const Seen version = seen(call);
  Body body(call.request.body);
  ObjectReader root = body.root();
  search::Topic topic = read_topic(root);
  topic.code = std::string(call.parameters.at(0));
  const bool retired = root.flag("retired", false);
  body.finish();
  return view_answer(
      call, 200,
      call.services().vocabulary.change(call.actor(), std::move(topic), retired, version));
}

Answer preview_topic(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  search::Topic topic = read_topic(root);
  topic.code = root.text("code", word_limits);
  const bool retired = root.flag("retired", false);
  body.finish();
  const TopicPreview preview =
      call.services().vocabulary.preview(call.actor(), std::move(topic), retired);
  Names names(call);
  return json_answer(200, {{"use", use_json(names, preview.use)},
                           {"difference", difference_json(preview.difference)}});
}

Answer list_topic_events(Call& call) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  const auto found = call.services().vocabulary.history(call.actor(), call.parameters.at(0), page);
  Names names(call);
  for (const Event& each : found.items) {
    if (each.actor) names.want(*each.actor);
  }
  json items = json::array();
  for (const Event& each : found.items) {
    json made = {{"seq", each.seq},
                 {"at", rfc3339(each.at)},
                 {"kind", code(each.kind)},
                 {"text", in_words(each.kind, call.language)},
                 {"difference", difference_json(each.details)}};
    if (each.actor) made["actor"] = names.ref(*each.actor);
    items.push_back(std::move(made));
  }
  return list_answer(items, found.total);
}

Answer get_topic_choices(Call& call) {
  const TopicChoices& choices = call.services().vocabulary.choices();
  return json_answer(
      200,
      {{"lifeDomains", choices.life_domains}, {"laws", choices.laws}, {"ageGroups", choices.ages}});
}

Answer export_topics(Call& call) {
  return json_answer(200, {{"csv", call.services().vocabulary.export_topics(call.actor())}});
}

Answer import_topics(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string csv = root.text("csv", file_limits);
  const bool dry_run = root.flag("dryRun", false);
  const int removals = root.number_or("removals", 0, removals_at_most, 0);
  body.finish();
  const TopicImport done = call.services().vocabulary.import_topics(
      call.actor(), csv, dry_run, static_cast<std::size_t>(removals));
  json faults = json::array();
  for (const Fault& each : done.report.faults) faults.push_back(fault_json(each, call.language));
  json changes = json::array();
  for (const TopicRowChange& each : done.changes) changes.push_back(change_json(each));
  return json_answer(200, {{"rows", done.report.rows},
                           {"added", done.report.added},
                           {"changed", done.report.changed},
                           {"unchanged", done.report.unchanged},
                           {"faulty", done.report.faulty},
                           {"removals", done.removals},
                           {"kept", !dry_run && !done.report.refused},
                           {"faults", faults},
                           {"changes", changes}});
}

}  // namespace expertise::http
