#include "tests/relevance/report.h"

#include <array>
#include <fstream>
#include <iomanip>
#include <limits>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>

namespace expertise::relevance {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 4> kinds{"short", "sentence", "case", "all"};

std::vector<std::string> ids_of(const Answer& answer) {
  std::vector<std::string> ids;
  for (const auto& [id, score] : answer.ranked) ids.push_back(id);
  return ids;
}

void measure_teams(const Collection& collection, const std::map<std::string, const Answer*>& known,
                   Figures& out) {
  if (collection.carriers.empty()) return;
  out.teams.emplace();
  for (const Carriers& carriers : collection.carriers) {
    const auto answer = known.find(carriers.question);
    std::set<std::string> team;
    if (answer != known.end()) team = {answer->second->team.begin(), answer->second->team.end()};
    out.teams->add(team, carriers);
  }
}

json age_of(const search::Understood& understood) {
  if (!understood.age) return nullptr;
  return {{"from", understood.age->from}, {"to", understood.age->to}};
}

json understood_of(const search::Understood& understood) {
  json aspects = json::array();
  for (const search::Aspect& each : understood.aspects) {
    aspects.push_back({{"topic", each.topic},
                       {"label", each.label},
                       {"words", each.words},
                       {"negated", each.negated},
                       {"certain", each.certain}});
  }
  return {{"aspects", aspects},
          {"lifeDomains", understood.life_domains},
          {"laws", understood.laws},
          {"age", age_of(understood)},
          {"languages", understood.languages},
          {"neighbourhoods", understood.neighbourhoods},
          {"urgent", understood.urgent},
          {"acuteDanger", understood.acute_danger}};
}

double ranking_figure(const RankingMeans& means, const std::string& name) {
  if (name == "ndcg") return means.ndcg.value();
  if (name == "mrr") return means.reciprocal_rank.value();
  if (name == "recall") return means.recall.value();
  if (name == "success") return means.success.value();
  throw std::invalid_argument("there is no measure " + name);
}

}  // namespace

Figures measure(const Collection& collection, const std::vector<Answer>& answers) {
  Figures result;
  std::map<std::string, const Answer*> known;
  for (const Answer& answer : answers) known.emplace(answer.question, &answer);
  for (const Question& question : collection.questions) {
    const Answer& answer = *known.at(question.id);
    if (question.personal_data) {
      if (!result.personal_data) result.personal_data.emplace();
      result.personal_data->add(*question.personal_data, answer.personal_data);
    }
    const auto grades = collection.grades.find(question.id);
    if (grades == collection.grades.end()) continue;
    const auto measured = measure(ids_of(answer), grades->second, collection.right_from);
    if (!measured) continue;
    result.by_kind["all"].add(*measured);
    if (!question.kind.empty()) result.by_kind[question.kind].add(*measured);
  }
  measure_teams(collection, known, result);
  return result;
}

void print(std::ostream& out, const Figures& figures) {
  out << std::fixed << std::setprecision(4);
  for (const char* kind : kinds) {
    const auto found = figures.by_kind.find(kind);
    if (found == figures.by_kind.end()) continue;
    const RankingMeans& means = found->second;
    out << std::left << std::setw(9) << kind << " nDCG@10 " << means.ndcg.value() << "  MRR "
        << means.reciprocal_rank.value() << "  recall@10 " << means.recall.value() << "  success@1 "
        << means.success.value() << "  n=" << means.ndcg.count() << '\n';
  }
  if (const auto& teams = figures.teams) {
    out << "teams     aspect recall " << teams->aspect_recall.value() << "  full cover "
        << teams->full_cover.value() << "  mean size " << teams->size.value()
        << "  smallest possible " << teams->smallest.value() << "  (" << std::setprecision(2)
        << teams->size_ratio() << " times)  n=" << teams->size.count() << '\n'
        << std::setprecision(4);
  }
  if (const auto& flags = figures.personal_data) {
    out << "personal  precision " << flags->precision() << "  recall " << flags->recall()
        << "  right " << flags->right << "  wrong " << flags->wrong << "  missed " << flags->missed
        << '\n';
  }
}

void write(const std::filesystem::path& folder, const std::vector<Answer>& answers) {
  std::filesystem::create_directories(folder);
  const auto open = [&](const char* name) {
    std::ofstream file(folder / name);
    file.exceptions(std::ofstream::failbit | std::ofstream::badbit);
    return file;
  };
  std::ofstream run = open("run.tsv");
  std::ofstream teams = open("teams.jsonl");
  std::ofstream personal_data = open("personal_data.jsonl");
  std::ofstream understood = open("understood.jsonl");
  run << std::setprecision(std::numeric_limits<double>::max_digits10);
  for (const Answer& answer : answers) {
    for (const auto& [id, score] : answer.ranked) {
      run << answer.question << '\t' << id << '\t' << score << '\n';
    }
    teams << json{{"id", answer.question}, {"team", answer.team}}.dump() << '\n';
    personal_data << json{{"id", answer.question}, {"found", answer.personal_data}}.dump() << '\n';
    understood
        << json{{"id", answer.question}, {"understood", understood_of(answer.understood)}}.dump()
        << '\n';
  }
}

double figure(const Figures& figures, const std::string& name) {
  const auto measured = [&](const auto& part) -> const auto& {
    if (!part) throw std::invalid_argument(name + " cannot be measured on this collection");
    return *part;
  };
  if (name == "teams") return measured(figures.teams).aspect_recall.value();
  if (name == "team-size") return measured(figures.teams).size_ratio();
  if (name == "precision") return measured(figures.personal_data).precision();
  if (name == "recall-pii") return measured(figures.personal_data).recall();
  const std::size_t dot = name.find('.');
  const std::string kind = dot == std::string::npos ? "all" : name.substr(dot + 1);
  const auto found = figures.by_kind.find(kind);
  if (found == figures.by_kind.end()) throw std::invalid_argument("there is no kind " + kind);
  return ranking_figure(found->second, name.substr(0, dot));
}

}  // namespace expertise::relevance
