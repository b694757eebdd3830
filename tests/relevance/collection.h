// A collection to measure on, read from a folder: what can be found, the questions, and how well
// each thing found answers each question. Knows the forms of the files; nothing of search.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "search/profile.h"

namespace expertise::relevance {

struct Question {
  std::string id;
  std::string kind;  ///< "short", "sentence", "case"; empty where the collection has no kinds
  std::string text;
  /// The personal data in the text as written; nothing when it was not labelled.
  std::optional<std::vector<std::string>> personal_data;
};

/// Who could carry each aspect of a question; aspects that nobody carries are left out.
struct Carriers {
  std::string question;
  std::size_t aspects = 0;  ///< all of them, carried or not
  std::vector<std::set<std::string>> carried;
};

/// A question of the past with the people it was brought to.
struct Logged {
  std::string id;
  std::string text;
  std::string date;  ///< may be empty; the lines stand in order of time anyway
  std::vector<std::string> experts;
};

/// By question, by what may be found: the grade. What is not named has 0.
using Grades = std::map<std::string, std::map<std::string, double>>;

struct Collection {
  enum class Shape {
    pool,       ///< profiles.jsonl: people
    documents,  ///< corpus.jsonl without experts: texts
    log         ///< corpus.jsonl with experts: who dealt with which question
  };
  Shape shape = Shape::pool;
  std::vector<search::Profile> profiles;  ///< of a pool or of documents
  std::vector<Logged> log;
  std::vector<Question> questions;
  Grades grades;
  std::vector<Carriers> carriers;
  /// From this grade on it is a right answer: 1.5 where several judges were averaged, else 1.
  double right_from = 1;
};

/// The one municipality that all profiles of a collection are in.
inline constexpr const char* municipality = "m";

/// Reads the folder. Throws std::runtime_error that says what is missing, or which line of which
/// file cannot be read and why.
Collection read_collection(const std::filesystem::path& folder);

}  // namespace expertise::relevance
