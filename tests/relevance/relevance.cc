// Answers the judged questions with the product's own search and ranking, and says how good the
// answers are. Usage: relevance SET_DIR [--run FILE] [--teams FILE] [--floor NDCG]. The run and
// team files are for evaluate.py; with a floor the program fails when nDCG@10 over all questions is
// less.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "search/index.h"
#include "search/rank.h"
#include "search/team.h"

namespace {

using nlohmann::json;
namespace search = expertise::search;

constexpr const char* municipality = "m";
constexpr double relevant_from = 1.5;

struct Question {
  std::string id;
  std::string kind;
  std::string text;
};

using Grades = std::map<std::string, std::map<std::string, double>>;

std::vector<search::Profile> read_profiles(const std::string& path) {
  std::vector<search::Profile> profiles;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const json row = json::parse(line);
    search::Profile profile;
    profile.id = row.at("id");
    profile.municipality = municipality;
    profile.name = row.at("name");
    profile.title = row.at("title");
    profile.organisation = row.at("organisation");
    profile.summary = row.at("summary");
    profile.topics = row.at("expertise");
    profile.life_domains = row.at("life_domains");
    profile.laws = row.at("laws");
    profile.age_groups = row.at("age_groups");
    profile.languages = row.at("languages");
    profile.neighbourhoods = row.at("area");
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

std::vector<Question> read_questions(const std::string& path) {
  std::vector<Question> questions;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const json row = json::parse(line);
    questions.push_back({row.at("id"), row.at("kind"), row.at("text")});
  }
  return questions;
}

Grades read_grades(const std::string& path) {
  Grades grades;
  std::ifstream in(path);
  std::string question, profile;
  double grade = 0;
  while (in >> question >> profile >> grade) grades[question][profile] = grade;
  return grades;
}

double gain(double grade) { return std::exp2(grade) - 1; }

double ndcg_at_10(const std::vector<search::Candidate>& ranked,
                  const std::map<std::string, double>& grades) {
  std::vector<double> ideal;
  for (const auto& [profile, grade] : grades) ideal.push_back(gain(grade));
  std::sort(ideal.rbegin(), ideal.rend());
  double found = 0, best = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const double discount = 1 / std::log2(static_cast<double>(i) + 2);
    if (i < ideal.size()) best += ideal[i] * discount;
    if (i >= ranked.size()) continue;
    const auto grade = grades.find(ranked[i].id);
    if (grade != grades.end()) found += gain(grade->second) * discount;
  }
  return best > 0 ? found / best : 0;
}

struct Tally {
  double ndcg = 0;
  double first_right = 0;
  int questions = 0;
  int with_right_answer = 0;
};

struct Options {
  std::string set;
  std::string run;
  std::string teams;
  double floor = 0;
};

Options read_options(int argc, char** argv) {
  if (argc < 2)
    throw std::runtime_error("usage: relevance SET_DIR [--run F] [--teams F] [--floor N]");
  Options options{argv[1], {}, {}, 0};
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--run") options.run = argv[i + 1];
    if (name == "--teams") options.teams = argv[i + 1];
    if (name == "--floor") options.floor = std::stod(argv[i + 1]);
  }
  return options;
}

int measure(const Options& options, search::Index& index) {
  const std::vector<search::Profile> profiles = read_profiles(options.set + "/profiles.jsonl");
  const Grades grades = read_grades(options.set + "/qrels.tsv");
  std::set<std::string> places;
  for (const auto& profile : profiles) {
    places.insert(profile.neighbourhoods.begin(), profile.neighbourhoods.end());
  }
  bool given = false;
  index.rebuild(
      [&] {
        const bool first = !std::exchange(given, true);
        return first ? profiles : std::vector<search::Profile>{};
      },
      {1, "relevance"});

  std::ofstream run(options.run.empty() ? "/dev/null" : options.run);
  std::ofstream teams(options.teams.empty() ? "/dev/null" : options.teams);
  std::map<std::string, Tally> tallies;
  for (const Question& question : read_questions(options.set + "/queries.jsonl")) {
    search::Query query;
    query.question =
        search::understand(question.text, *index.vocabulary(), {places.begin(), places.end()});
    query.filters.municipalities = {municipality};
    query.limit = search::rank_depth;
    const std::vector<search::Candidate> ranked =
        search::rank(index.find(query).hits, query.question, {}, {}, *index.vocabulary());
    for (std::size_t i = 0; i < ranked.size() && i < 20; ++i) {
      run << question.id << '\t' << ranked[i].id << '\t' << ranked[i].score << '\n';
    }
    json team = json::array();
    for (const auto& member : search::smallest_team(ranked, query.question).members) {
      team.push_back(member.id);
    }
    teams << json{{"id", question.id}, {"team", team}}.dump() << '\n';

    const auto graded = grades.find(question.id);
    if (graded == grades.end()) continue;
    double best = 0;
    for (const auto& [profile, grade] : graded->second) best = std::max(best, grade);
    if (best < 1) continue;
    for (const std::string& kind : {question.kind, std::string("all")}) {
      Tally& tally = tallies[kind];
      ++tally.questions;
      tally.ndcg += ndcg_at_10(ranked, graded->second);
      if (best < relevant_from) continue;
      ++tally.with_right_answer;
      const auto first = ranked.empty() ? graded->second.end() : graded->second.find(ranked[0].id);
      if (first != graded->second.end() && first->second >= relevant_from) ++tally.first_right;
    }
  }
  for (const auto& [kind, tally] : tallies) {
    std::cout << kind << "  nDCG@10 " << tally.ndcg / tally.questions << "  success@1 "
              << tally.first_right / std::max(tally.with_right_answer, 1)
              << "  n=" << tally.questions << '\n';
  }
  const double reached = tallies["all"].ndcg / std::max(tallies["all"].questions, 1);
  if (reached < options.floor) {
    std::cout << "below the floor of " << options.floor << '\n';
    return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const Options options = read_options(argc, argv);
  std::string place = (std::filesystem::temp_directory_path() / "relevance-XXXXXX").string();
  if (mkdtemp(place.data()) == nullptr) throw std::runtime_error("no temporary directory");
  int result = 0;
  {
    search::Index index(place, "relevance", search::seed_vocabulary());
    result = measure(options, index);
  }
  std::filesystem::remove_all(place);
  return result;
} catch (const std::exception& fault) {
  std::cerr << "relevance: " << fault.what() << '\n';
  return 2;
}
