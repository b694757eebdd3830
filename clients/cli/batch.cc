#include "clients/cli/batch.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <vector>

namespace expertise::cli {

namespace {

using nlohmann::json;

constexpr std::size_t kept = 20;
constexpr std::size_t most_questions = 100'000;

struct Question {
  std::string id;
  std::string text;
};

std::vector<Question> read_questions(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw Failure(Exit::wrong_call, "cannot read " + path);
  std::vector<Question> questions;
  std::set<std::string> ids;
  std::string line;
  std::string faults;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto value = json::parse(line, nullptr, false);
    auto is_text = [&](const char* key) {
      return value.contains(key) && value[key].is_string() &&
             !value[key].get<std::string>().empty();
    };
    if (!value.is_object() || !is_text("id") || !is_text("text")) {
      faults += "\n  line " + std::to_string(number) + ": not an object with texts `id` and `text`";
      continue;
    }
    Question question{value["id"].get<std::string>(), value["text"].get<std::string>()};
    if (question.id.find_first_of("\t\n\r") != std::string::npos) {
      faults += "\n  line " + std::to_string(number) + ": the id holds a tab or line end";
    }
    if (!ids.insert(question.id).second)
      faults +=
          "\n  line " + std::to_string(number) + ": the id " + question.id + " was there before";
    questions.push_back(std::move(question));
    if (questions.size() > most_questions)
      throw Failure(Exit::wrong_call,
                    path + " holds more than " + std::to_string(most_questions) + " questions");
  }
  if (!faults.empty()) throw Failure(Exit::wrong_call, path + " cannot be used:" + faults);
  return questions;
}

// The byte at which each character of the text begins, and its end.
std::vector<std::size_t> character_starts(const std::string& text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) >> 6) != 0x2) starts.push_back(i);
  }
  starts.push_back(text.size());
  return starts;
}

json found_texts(const std::string& text, const json& findings) {
  auto starts = character_starts(text);
  json found = json::array();
  for (const auto& finding : findings) {
    auto from = finding.value("from", std::size_t{0});
    auto to = finding.value("to", std::size_t{0});
    if (from < to && to < starts.size())
      found.push_back(text.substr(starts[from], starts[to] - starts[from]));
  }
  return found;
}

// A person as the file they came from knows them.
std::string key_of(const json& specialist) {
  auto external = specialist.value("externalId", std::string());
  return external.empty() ? specialist.value("id", std::string()) : external;
}

struct Files {
  std::ostringstream run, teams, personal_data, understood;
};

void add(Files& files, const Question& question, const json& match) {
  std::map<std::string, std::string> keys;
  std::size_t rank = 0;
  for (const auto& candidate : match.at("candidates")) {
    const auto& specialist = candidate.at("specialist");
    keys[specialist.value("id", std::string())] = key_of(specialist);
    if (rank++ < kept) {
      files.run << question.id << '\t' << key_of(specialist) << '\t' << std::setprecision(10)
                << candidate.at("score").get<double>() << '\n';
    }
  }
  json team = json::array();
  for (const auto& member : match.at("team").at("members")) {
    auto id = member.value("specialist", std::string());
    team.push_back(keys.contains(id) ? keys[id] : id);
  }
  files.teams << json{{"id", question.id}, {"team", team}}.dump() << '\n';
  files.personal_data << json{{"id", question.id},
                              {"found", found_texts(question.text, match.at("personalData"))}}
                             .dump()
                      << '\n';
  files.understood << json{{"id", question.id}, {"understood", match.at("understood")}}.dump()
                   << '\n';
}

// A bar on a terminal; in a file or pipe a line for each quarter.
void show_progress(std::ostream& out, std::size_t done, std::size_t total) {
  static const bool terminal = ::isatty(STDERR_FILENO) != 0;
  std::size_t percent = done * 100 / total;
  if (!terminal) {
    bool new_quarter = percent / 25 != (done - 1) * 100 / total / 25;
    if (new_quarter) out << percent << " %  " << done << " of " << total << std::endl;
    return;
  }
  out << "\r[" << std::string(percent / 4, '#') << std::string(25 - percent / 4, ' ') << "] "
      << std::setw(3) << percent << " %  " << done << " of " << total << std::flush;
  if (done == total) out << "\n";
}

void write_whole(const std::filesystem::path& path, const std::ostringstream& text) {
  auto beside = path;
  beside += ".new";
  std::ofstream file(beside, std::ios::binary);
  file << text.str();
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(beside, path, error);
  if (!file || error) throw Failure(Exit::wrong_call, "cannot write " + path.string());
}

}  // namespace

void match_batch(Api& api, const std::string& path, const std::string& output,
                 std::ostream& progress) {
  auto questions = read_questions(path);
  std::error_code error;
  std::filesystem::create_directories(output, error);
  if (error) throw Failure(Exit::wrong_call, "cannot make " + output + ": " + error.message());
  Files files;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    try {
      add(files, questions[i],
          api.post("/matches", {{"question", questions[i].text}, {"limit", kept}}).json());
    } catch (const Failure& failure) {
      throw Failure(failure.exit(), "question " + questions[i].id + ": " + failure.what());
    }
    show_progress(progress, i + 1, questions.size());
  }
  std::filesystem::path folder(output);
  write_whole(folder / "run.tsv", files.run);
  write_whole(folder / "teams.jsonl", files.teams);
  write_whole(folder / "personal_data.jsonl", files.personal_data);
  write_whole(folder / "understood.jsonl", files.understood);
}

}  // namespace expertise::cli
