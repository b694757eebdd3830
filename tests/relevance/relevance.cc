// How well does the product answer the questions of a collection? Prints the figures, and keeps a
// floor under them when told to.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/relevance/answering.h"
#include "tests/relevance/report.h"

namespace {

using namespace expertise::relevance;

constexpr const char* usage =
    "usage: relevance [DIR] [--output DIR] [--ablation] [--floor NAME=VALUE]...\n"
    "  DIR         a collection (see tests/relevance/README.md); the judged questions of the tree\n"
    "              when none is given\n"
    "  --output    writes run.tsv, teams.jsonl, personal_data.jsonl and understood.jsonl there\n"
    "  --ablation  prints what each technique brings: the figures without it, one at a time\n"
    "  --floor     fails when a figure is less: ndcg, mrr, recall or success, with .short,\n"
    "              .sentence or .case for one kind; teams, precision, recall-pii; team-size fails\n"
    "              when it is more\n";

struct WrongCall : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Floor {
  std::string name;
  double value = 0;
};

struct Options {
  std::string collection = EXPERTISEPOOL_JUDGED_QUESTIONS;
  std::string output;
  bool ablation = false;
  std::vector<Floor> floors;
};

Floor read_floor(const std::string& text) {
  const std::size_t sign = text.find('=');
  std::size_t read = 0;
  try {
    const std::string number = text.substr(sign == std::string::npos ? text.size() : sign + 1);
    const Floor floor{text.substr(0, sign), std::stod(number, &read)};
    if (read == number.size()) return floor;
  } catch (const std::logic_error&) {
    // Told below.
  }
  throw WrongCall("a floor is NAME=VALUE, not " + text);
}

Options read_options(const std::vector<std::string>& words) {
  Options options;
  bool collection_given = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = [&] {
      if (i + 1 == words.size()) throw WrongCall(words[i] + " takes a value");
      return words[++i];
    };
    if (words[i] == "--ablation") {
      options.ablation = true;
    } else if (words[i] == "--output") {
      options.output = value();
    } else if (words[i] == "--floor") {
      options.floors.push_back(read_floor(value()));
    } else if (words[i].starts_with("--") || collection_given) {
      throw WrongCall("what is " + words[i] + "?");
    } else {
      options.collection = words[i];
      collection_given = true;
    }
  }
  return options;
}

struct Technique {
  const char* name;
  bool Without::*off;
};

constexpr Technique techniques[] = {
    {"topics of the question", &Without::topics},
    {"words of the question", &Without::words},
    {"signs from daily life", &Without::signs},
    {"synonyms", &Without::synonyms},
    {"near and broader topics", &Without::neighbours},
    {"what is denied left out", &Without::negation},
    {"age, law, domain, place", &Without::facets},
    {"topics that profiles name", &Without::own_topics},
    {"who is asked for", &Without::wishes},
};

void print_ablation(const Collection& collection, const Figures& whole) {
  const double all = figure(whole, "ndcg");
  std::printf("\n%-28s %8s %8s %8s %8s %8s %8s\n", "without", "all", "short", "sentence", "case",
              "first", "brings");
  const auto row = [&](const char* name, const Figures& figures) {
    std::printf("%-28s", name);
    for (const char* kind : {"all", "short", "sentence", "case"}) {
      const auto found = figures.by_kind.find(kind);
      if (found == figures.by_kind.end()) {
        std::printf(" %8s", "-");
      } else {
        std::printf(" %8.4f", found->second.ndcg.value());
      }
    }
    std::printf(" %8.4f %+8.4f\n", figure(figures, "success"), all - figure(figures, "ndcg"));
  };
  row("(nothing)", whole);
  for (const Technique& technique : techniques) {
    Without without;
    without.*technique.off = true;
    row(technique.name, measure(collection, answer(collection, without)));
  }
}

bool holds(const Floor& floor, const Figures& figures) {
  const double reached = figure(figures, floor.name);
  const bool smaller_is_better = floor.name == "team-size";
  if (smaller_is_better ? reached <= floor.value : reached >= floor.value) return true;
  std::cout << floor.name << " is " << reached << ", " << (smaller_is_better ? "above" : "below")
            << " the floor of " << floor.value << '\n';
  return false;
}

}  // namespace

int main(int argc, char** argv) try {
  const Options options = read_options({argv + 1, argv + argc});
  const Collection collection = read_collection(options.collection);
  const std::vector<Answer> answers = answer(collection);
  const Figures figures = measure(collection, answers);
  print(std::cout, figures);
  if (!options.output.empty()) write(options.output, answers);
  if (options.ablation) print_ablation(collection, figures);
  bool all_hold = true;
  for (const Floor& floor : options.floors) all_hold = holds(floor, figures) && all_hold;
  return all_hold ? 0 : 1;
} catch (const WrongCall& fault) {
  std::cerr << "relevance: " << fault.what() << '\n' << usage;
  return 2;
} catch (const std::exception& fault) {
  std::cerr << "relevance: " << fault.what() << '\n';
  return 2;
}
