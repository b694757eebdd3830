#include "clients/cli/commands.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "clients/cli/table.h"

namespace expertise::cli {

namespace {

using nlohmann::json;

std::string text(const json& value, const char* key) {
  if (!value.is_object() || !value.contains(key)) return {};
  const json& found = value[key];
  if (found.is_string()) return found.get<std::string>();
  return found.is_null() ? std::string() : found.dump();
}

std::string name(const json& value, const char* key) {
  return value.is_object() && value.contains(key) ? text(value[key], "name") : std::string();
}

std::string joined(const json& list, const char* key) {
  std::string result;
  for (const auto& each : list) {
    if (!result.empty()) result += ", ";
    result += key ? text(each, key) : each.get<std::string>();
  }
  return result;
}

// A line of the server's text may hold anything; a terminal must not obey it. Line ends stay.
void print_text(std::ostream& out, const std::string& value, const std::string& indent) {
  std::size_t from = 0;
  while (from <= value.size()) {
    auto end = value.find('\n', from);
    if (end == std::string::npos) end = value.size();
    out << indent << harmless(value.substr(from, end - from)) << "\n";
    from = end + 1;
  }
}

bool as_json(Terminal& terminal, const Answer& answer) {
  if (terminal.output != Output::json) return false;
  terminal.out << answer.json().dump(2) << "\n";
  return true;
}

json filters_of(const Narrowing& narrowing) {
  json filters = json::object();
  auto put = [&](const char* key, const std::vector<std::string>& values) {
    if (!values.empty()) filters[key] = values;
  };
  put("lifeDomains", narrowing.life_domains);
  put("laws", narrowing.laws);
  put("ageGroups", narrowing.age_groups);
  put("languages", narrowing.languages);
  put("neighbourhoods", narrowing.neighbourhoods);
  if (!narrowing.available.empty()) filters["available"] = narrowing.available;
  return filters;
}

std::string reasons_of(const json& candidate) {
  return candidate.contains("reasons") ? joined(candidate["reasons"], "text") : std::string();
}

void print_candidates(Terminal& terminal, const json& candidates) {
  Table table({"id", "name", "title", "organisation", "free", "why"});
  for (const auto& candidate : candidates) {
    const json& specialist = candidate.at("specialist");
    table.add({text(specialist, "id"), text(specialist, "name"), text(specialist, "title"),
               text(specialist, "organisation"), text(specialist.at("presence"), "state"),
               reasons_of(candidate)});
  }
  table.print(terminal.out);
}

// What is to be done for an eighteenth birthday, each strand with its steps.
void print_transition(Terminal& terminal, const json& transition) {
  std::ostream& out = terminal.out;
  out << "Around the 18th birthday:\n";
  for (const auto& row : transition.at("rows")) {
    const std::string from = joined(row.at("fromLaws"), nullptr);
    print_text(out,
               text(row, "title") + (from.empty() ? "" : ": " + from) + " -> " +
                   joined(row.at("toLaws"), nullptr),
               "  ");
    print_text(out, text(row, "change"), "    ");
    if (row.contains("limit")) print_text(out, text(row, "limit"), "    ! ");
    for (const auto& step : row.at("steps")) {
      print_text(out, text(step, "when") + " (" + text(step, "time") + "): " + text(step, "what"),
                 "    - ");
    }
    print_text(out, joined(row.at("sources"), "text"), "    = ");
  }
}

std::string invitation_line(const json& invitation) {
  return name(invitation, "specialist") + ": " + text(invitation, "state") + ", answer by " +
         text(invitation, "answerBy") + "  (" + text(invitation, "id") + ")";
}

void print_consultations(Terminal& terminal, const json& list) {
  Table table({"id", "state", "answer by", "asked by", "topics", "question"});
  for (const auto& each : list.at("items")) {
    table.add({text(each, "id"), text(each, "state"), text(each, "answerBy"), name(each, "asker"),
               joined(each.at("topics"), "term"), text(each, "subject")});
  }
  table.print(terminal.out);
  auto shown = list.at("items").size();
  auto total = list.at("total").get<std::size_t>();
  if (shown < total) terminal.out << shown << " of " << total << "\n";
}

void print_facts(Terminal& terminal, const json& consultation) {
  auto& out = terminal.out;
  auto line = [&](const char* label, const std::string& value) {
    if (!value.empty())
      out << label << std::string(14 - std::string(label).size(), ' ') << harmless(value) << "\n";
  };
  line("id", text(consultation, "id"));
  line("state", text(consultation, "state"));
  line("asked", text(consultation, "askedAt") + " by " + name(consultation, "asker"));
  line("answer by", text(consultation, "answerBy"));
  line("topics", joined(consultation.at("topics"), "term"));
  line("neighbourhood", name(consultation, "neighbourhood"));
  for (const auto& invitation : consultation.at("invitations"))
    line("invited", invitation_line(invitation));
  line("next", joined(consultation.at("steps"), nullptr));
}

void print_thread(Terminal& terminal, const json& messages) {
  auto& out = terminal.out;
  for (const auto& message : messages.at("items")) {
    out << "\n"
        << text(message, "kind") << "  " << harmless(name(message, "author")) << "  "
        << text(message, "writtenAt") << "\n";
    const json& version = message.at("versions").back();
    if (version.contains("destroyedAt")) {
      out << "  (removed " << text(version, "destroyedAt") << ")\n";
      continue;
    }
    const json parts = version.value("parts", json::object());
    for (const auto& [part, value] : parts.items()) {
      if (!value.is_string() || value.get<std::string>().empty()) continue;
      if (part != "text") out << "  " << part << ":\n";
      print_text(out, value.get<std::string>(), part == "text" ? "  " : "    ");
    }
  }
}

// Whether this is the invitation's own id; else the pending invitation in the consultation of that
// id.
std::string invitation_id(Api& api, const std::string& id) {
  json own = api.get("/users/me").json();
  std::string specialist =
      own.contains("specialist") ? text(own["specialist"], "id") : std::string();
  try {
    json consultation = api.get("/consultations/" + query_value(id)).json();
    for (const auto& invitation : consultation.at("invitations")) {
      if (text(invitation, "state") == "pending" &&
          text(invitation.at("specialist"), "id") == specialist) {
        return text(invitation, "id");
      }
    }
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::refused) throw;
  }
  return id;
}

void decide(Terminal& terminal, const std::string& id, const json& decision, const char* done) {
  auto answer = terminal.api.post(
      "/invitations/" + query_value(invitation_id(terminal.api, id)) + "/decision", decision);
  if (terminal.output == Output::json) {
    terminal.out << json{{"decision", decision.at("decision")}}.dump() << "\n";
  } else {
    terminal.out << done << "\n";
  }
}

std::string listed(const json& entries) {
  std::string made;
  for (const auto& each : entries) made += (made.empty() ? "" : ", ") + each.get<std::string>();
  return harmless(made);
}

void print_change(Terminal terminal, const json& change) {
  terminal.out << "line " << change.at("line") << ": " << text(change, "outcome") << " "
               << harmless(text(change, "term"));
  if (change.contains("retired")) {
    terminal.out << (change.at("retired").get<bool>() ? ", goes out of use" : ", back in use");
  }
  terminal.out << "\n";
  for (const auto& list : change.at("difference").at("lists")) {
    for (const char* what : {"removed", "added"}) {
      const json& entries = list.at(what);
      if (entries.empty()) continue;
      terminal.out << "  " << text(list, "list") << ": " << entries.size() << " " << what << ": "
                   << listed(entries) << "\n";
    }
  }
}

}  // namespace

void who_am_i(Terminal terminal) {
  auto answer = terminal.api.get("/users/me");
  if (as_json(terminal, answer)) return;
  json user = answer.json();
  terminal.out << harmless(text(user, "name")) << " <" << harmless(text(user, "email")) << ">, "
               << joined(user.at("roles"), nullptr) << ", " << harmless(name(user, "municipality"))
               << "\n";
}

void search(Terminal terminal, const std::string& words, const Narrowing& narrowing) {
  auto answer = terminal.api.post(
      "/specialists/_search",
      {{"text", words}, {"filters", filters_of(narrowing)}, {"limit", narrowing.limit}});
  if (as_json(terminal, answer)) return;
  json result = answer.json();
  if (auto meant = text(result, "didYouMean"); !meant.empty())
    terminal.out << "Did you mean: " << harmless(meant) << "\n";
  print_candidates(terminal, result.at("items"));
  terminal.out << result.at("total") << " found\n";
}

void match(Terminal terminal, const std::string& question, const Narrowing& narrowing) {
  auto answer = terminal.api.post(
      "/matches",
      {{"question", question}, {"filters", filters_of(narrowing)}, {"limit", narrowing.limit}});
  if (as_json(terminal, answer)) return;
  json result = answer.json();
  print_text(terminal.out, text(result, "described"), "");
  for (const auto& finding : result.at("personalData")) {
    terminal.out << "Careful: personal data (" << text(finding, "kind") << ") from character "
                 << text(finding, "from") << "\n";
  }
  if (result.contains("transitionToAdulthood")) {
    print_transition(terminal, result["transitionToAdulthood"]);
  }
  print_candidates(terminal, result.at("candidates"));
  const json& members = result.at("team").at("members");
  if (members.size() > 1) {
    terminal.out << "Together they cover the whole question:\n";
    for (const auto& member : members) {
      for (const auto& candidate : result.at("candidates")) {
        if (text(candidate.at("specialist"), "id") == text(member, "specialist")) {
          terminal.out << "  " << harmless(text(candidate.at("specialist"), "name")) << ": "
                       << joined(member.at("covers"), nullptr) << "\n";
        }
      }
    }
  }
  if (const json& gaps = result.at("team").at("uncovered"); !gaps.empty()) {
    terminal.out << "Nobody covers: " << joined(gaps, nullptr) << "\n";
  }
}

void ask(Terminal terminal, const Asking& asking) {
  json body = {{"text", asking.text}, {"passOnAutomatically", !asking.only_by_me}};
  auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) body[key] = value;
  };
  put("urgency", asking.urgency);
  put("way", asking.way);
  put("resident", asking.resident);
  put("team", asking.team);
  put("group", asking.group);
  put("ownReference", asking.own_reference);
  if (!asking.excluded_specialists.empty())
    body["excludedSpecialists"] = asking.excluded_specialists;
  if (!asking.excluded_organisations.empty())
    body["excludedOrganisations"] = asking.excluded_organisations;
  std::vector<std::string> invited = asking.specialists;
  if (asking.invite_best > 0) {
    json filters = json::object();
    if (!asking.excluded_specialists.empty())
      filters["excludedSpecialists"] = asking.excluded_specialists;
    if (!asking.excluded_organisations.empty())
      filters["excludedOrganisations"] = asking.excluded_organisations;
    int wanted = asking.invite_best;
    auto found =
        terminal.api.post("/matches", {{"question", asking.text}, {"filters", filters}}).json();
    for (const auto& candidate : found.at("candidates")) {
      // Whoever lacks an agreement is shown in a match, but cannot be invited.
      if (wanted == 0) break;
      if (candidate.at("specialist").at("presence").contains("lackingAgreement")) continue;
      invited.push_back(text(candidate.at("specialist"), "id"));
      --wanted;
    }
  }
  if (asking.invite_best > 0 && invited.size() == asking.specialists.size()) {
    throw Failure(Exit::refused, "none of the people found can be invited now (see: match)");
  }
  if (!invited.empty()) body["specialists"] = invited;
  auto answer = terminal.api.post("/consultations", body);
  if (as_json(terminal, answer)) return;
  print_facts(terminal, answer.json());
}

void inbox(Terminal terminal, const std::vector<std::string>& invitation_states) {
  std::string path = "/consultations?relation=invited&order=deadline_first&limit=200";
  for (const auto& state : invitation_states) path += "&invitationState=" + query_value(state);
  if (!invitation_states.empty()) {
    for (const char* state : {"open", "in_consultation", "awaiting_asker", "advised"}) {
      path += std::string("&state=") + state;
    }
  }
  auto answer = terminal.api.get(path);
  if (!as_json(terminal, answer)) print_consultations(terminal, answer.json());
}

void mine(Terminal terminal, const std::vector<std::string>& states) {
  std::string path = "/consultations?relation=asked&limit=200";
  for (const auto& state : states) path += "&state=" + query_value(state);
  auto answer = terminal.api.get(path);
  if (!as_json(terminal, answer)) print_consultations(terminal, answer.json());
}

void show(Terminal terminal, const std::string& consultation) {
  auto answer = terminal.api.get("/consultations/" + query_value(consultation));
  json facts = answer.json();
  json thread;
  if (text(facts, "sight") == "full") {
    thread = terminal.api.get("/consultations/" + query_value(consultation) + "/messages").json();
  }
  if (terminal.output == Output::json) {
    terminal.out << json{{"consultation", facts}, {"messages", thread}}.dump(2) << "\n";
    return;
  }
  print_facts(terminal, facts);
  if (thread.is_object()) {
    print_thread(terminal, thread);
  } else {
    terminal.out << "The text is not shown to you in this state.\n";
  }
}

void accept(Terminal terminal, const std::string& id) {
  decide(terminal, id, {{"decision", "accept"}}, "Accepted.");
}

void decline(Terminal terminal, const std::string& id, const std::string& reason,
             const std::string& note) {
  json decision = {{"decision", "decline"}, {"reason", reason}};
  if (!note.empty()) decision["note"] = note;
  decide(terminal, id, decision, "Declined.");
}

void step(Terminal terminal, const std::string& consultation, const std::string& what,
          const json& fields, ChangesState changes) {
  std::string path = "/consultations/" + query_value(consultation);
  std::string etag = changes == ChangesState::yes ? terminal.api.get(path).etag : std::string();
  auto answer = terminal.api.post(path + "/" + what, fields, etag);
  if (terminal.output == Output::json) {
    terminal.out << (answer.body.empty() ? json::object() : answer.json()).dump(2) << "\n";
    return;
  }
  json result = answer.body.empty() ? json() : answer.json();
  if (result.is_object() && result.contains("state")) {
    print_facts(terminal, result);
  } else {
    terminal.out << "Done.\n";
  }
}

void log(Terminal terminal, const LogFilter& filter) {
  std::string path =
      filter.consultation.empty()
          ? "/events?limit=" + std::to_string(filter.limit)
          : "/consultations/" + query_value(filter.consultation) + "/events?limit=200";
  if (filter.consultation.empty()) {
    for (const auto& kind : filter.kinds) path += "&kind=" + query_value(kind);
    if (!filter.from.empty()) path += "&from=" + query_value(filter.from);
    if (!filter.before.empty()) path += "&before=" + query_value(filter.before);
  }
  auto answer = terminal.api.get(path);
  if (as_json(terminal, answer)) return;
  Table table({"nr", "at", "by", "what", "consultation"});
  json events = answer.json();
  for (const auto& event : events.at("items")) {
    table.add({text(event, "seq"), text(event, "at"), name(event, "actor"), text(event, "text"),
               text(event, "consultation")});
  }
  table.print(terminal.out);
}

void export_topics(Terminal terminal, const std::string& file) {
  const auto csv = terminal.api.get("/vocabulary/_export").json().at("csv").get<std::string>();
  if (file == "-") {
    terminal.out << csv;
    return;
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << csv << std::flush;
  if (!out) throw Failure(Exit::wrong_call, "cannot write " + file);
  terminal.out << "Written to " << file << "\n";
}

void import_topics(Terminal terminal, const std::string& csv, Keeping keeping, int removals) {
  const bool dry_run = keeping == Keeping::try_only;
  auto answer = terminal.api.post("/vocabulary/_import",
                                  {{"csv", csv}, {"dryRun", dry_run}, {"removals", removals}});
  const json report = answer.json();
  if (!as_json(terminal, answer)) {
    for (const auto& fault : report.at("faults")) {
      terminal.out << harmless(text(fault, "where")) << ": " << harmless(text(fault, "detail"))
                   << "\n";
    }
    if (dry_run) {
      for (const auto& change : report.at("changes")) print_change(terminal, change);
    }
    terminal.out << report.at("rows") << " rows: " << report.at("added") << " added, "
                 << report.at("changed") << " changed, " << report.at("unchanged") << " unchanged, "
                 << report.at("faulty") << " faulty\n";
    const int leaving = report.at("removals").get<int>();
    if (dry_run && leaving > 0) {
      terminal.out << leaving << " entries would go: agree to it with --removals " << leaving
                   << "\n";
    }
  }
  if (!report.at("faults").empty()) {
    throw Failure(Exit::refused, dry_run ? "This file cannot be read in as it is."
                                         : "Nothing was kept: mend the rows and try again.");
  }
}

}  // namespace expertise::cli
