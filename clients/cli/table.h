// Rows of text in columns for a terminal: as wide as they need, cut where the terminal ends. Counts
// characters, not bytes.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace expertise::cli {

class Table {
 public:
  explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  /// Every column at most 48 characters wide but the last.
  void print(std::ostream& out) const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<std::string>> rows_;
};

/// The text without what a terminal would obey: control characters become blanks.
std::string harmless(const std::string& text);

}  // namespace expertise::cli
