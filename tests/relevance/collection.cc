#include "tests/relevance/collection.h"

#include <charconv>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace expertise::relevance {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// The judged pool's grades are means of two judges.
constexpr double right_for_judges = 1.5;

[[noreturn]] void refuse(const fs::path& file, std::size_t line, const std::string& why) {
  throw std::runtime_error(file.string() + ", line " + std::to_string(line) + ": " + why);
}

void each_line(const fs::path& file,
               const std::function<void(const std::string&, std::size_t)>& use) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) use(line, number);
  }
}

// Calls `use` with every line of a file of JSON objects; what is wrong in it is told with its
// place.
void each_object(const fs::path& file, const std::function<void(const json&)>& use) {
  each_line(file, [&](const std::string& line, std::size_t number) {
    try {
      use(json::parse(line));
    } catch (const json::exception& fault) {
      refuse(file, number, fault.what());
    }
  });
}

std::vector<std::string> list(const json& row, const char* key) {
  return row.value(key, std::vector<std::string>{});
}

search::Profile read_profile(const json& row) {
  search::Profile profile;
  profile.id = row.at("id");
  profile.municipality = municipality;
  profile.name = row.value("name", "");
  profile.title = row.value("title", "");
  profile.organisation = row.value("organisation", "");
  profile.summary = row.value("summary", "");
  profile.topics = list(row, "expertise");
  profile.life_domains = list(row, "life_domains");
  profile.laws = list(row, "laws");
  profile.age_groups = list(row, "age_groups");
  profile.target_groups = list(row, "target_groups");
  profile.languages = list(row, "languages");
  profile.neighbourhoods = list(row, "area");
  return profile;
}

// A document is a profile of which nothing is known but its text.
search::Profile read_document(const json& row) {
  search::Profile profile;
  profile.id = row.at("id");
  profile.municipality = municipality;
  profile.summary = row.at("text");
  return profile;
}

void read_corpus(const fs::path& file, Collection& out) {
  each_object(file, [&](const json& row) {
    if (row.contains("experts")) {
      out.log.push_back({row.at("id"), row.at("text"), row.value("date", ""), row.at("experts")});
    } else {
      out.profiles.push_back(read_document(row));
    }
  });
  if (out.log.empty() == out.profiles.empty()) {
    throw std::runtime_error(file.string() +
                             " must hold documents, or logged questions that all have experts");
  }
  out.shape = out.log.empty() ? Collection::Shape::documents : Collection::Shape::log;
}

Question read_question(const json& row) {
  Question question{row.at("id"), row.value("kind", ""), row.at("text"), {}};
  if (row.contains("pii")) {
    question.personal_data.emplace();
    for (const json& each : row.at("pii")) question.personal_data->push_back(each.at("text"));
  }
  return question;
}

Carriers read_carriers(const json& row) {
  Carriers result{row.at("id"), row.at("aspects").size(), {}};
  for (const json& each : row.at("carriers")) {
    if (!each.empty()) result.carried.push_back(each.get<std::set<std::string>>());
  }
  return result;
}

Grades read_grades(const fs::path& file) {
  Grades grades;
  each_line(file, [&](const std::string& line, std::size_t number) {
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (second == std::string::npos) {
      refuse(file, number, "must be question, what is found and grade, with tabs between");
    }
    double grade = 0;
    const char* const end = line.data() + line.size();
    const auto read = std::from_chars(line.data() + second + 1, end, grade);
    if (read.ec != std::errc() || read.ptr != end) refuse(file, number, "the grade is no number");
    grades[line.substr(0, first)][line.substr(first + 1, second - first - 1)] = grade;
  });
  return grades;
}

}  // namespace

Collection read_collection(const fs::path& folder) {
  Collection result;
  const bool pool = fs::exists(folder / "profiles.jsonl");
  const char* const found = pool ? "profiles.jsonl" : "corpus.jsonl";
  for (const char* needed : {found, "queries.jsonl", "qrels.tsv"}) {
    if (fs::exists(folder / needed)) continue;
    throw std::runtime_error(
        folder.string() + " is no collection: there is no " + needed +
        ". It must hold profiles.jsonl (people) or corpus.jsonl (documents, or a log of questions "
        "with their experts), with queries.jsonl and qrels.tsv");
  }
  if (pool) {
    each_object(folder / found,
                [&](const json& row) { result.profiles.push_back(read_profile(row)); });
    result.right_from = right_for_judges;
  } else {
    read_corpus(folder / found, result);
  }
  each_object(folder / "queries.jsonl",
              [&](const json& row) { result.questions.push_back(read_question(row)); });
  result.grades = read_grades(folder / "qrels.tsv");
  if (fs::exists(folder / "aspects.jsonl")) {
    each_object(folder / "aspects.jsonl",
                [&](const json& row) { result.carriers.push_back(read_carriers(row)); });
  }
  if (result.questions.empty() || result.grades.empty()) {
    throw std::runtime_error(folder.string() + " holds no questions or no grades");
  }
  return result;
}

}  // namespace expertise::relevance
