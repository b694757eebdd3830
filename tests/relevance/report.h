// Measures answers against a collection's grades, prints the figures and writes the answers to
// files, in the forms that evaluate.py reads.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/relevance/answering.h"
#include "tests/relevance/measures.h"

namespace expertise::relevance {

struct Figures {
  std::map<std::string, RankingMeans> by_kind;  ///< "all" too
  std::optional<TeamMeans> teams;               ///< where it is known who could carry what
  std::optional<FlagCounts> personal_data;      ///< where it was labelled
};

Figures measure(const Collection& collection, const std::vector<Answer>& answers);

void print(std::ostream& out, const Figures& figures);

/// Writes run.tsv, teams.jsonl, personal_data.jsonl and understood.jsonl; the folder is made.
void write(const std::filesystem::path& folder, const std::vector<Answer>& answers);

/// A figure by its name: a measure of the ranking ("ndcg", "mrr", "recall", "success"), with a kind
/// after a dot or over all ("ndcg.short"), "teams", "team-size", "precision" or "recall-pii".
/// Throws std::invalid_argument for a name that is none, or a figure that was not measured.
double figure(const Figures& figures, const std::string& name);

}  // namespace expertise::relevance
