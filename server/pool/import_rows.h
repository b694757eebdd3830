// A file of people as rows of named texts: JSON lines or CSV, read as bounded as strangers' files
// need to be. It knows which fields there may be and whether each is a text or a list; it does not
// know what they mean.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/csv.h"
#include "server/domain/refusal.h"
#include "server/pool/profiles.h"

namespace expertise {

struct ImportLimits {
  static constexpr std::size_t file_bytes = 300u << 20;
  static constexpr std::size_t line_bytes = 64u << 10;
  static constexpr std::size_t rows = 200'000;
  static constexpr std::size_t faults_kept = 1'000;
};

/// A field that a file may have.
struct ImportColumn {
  std::string_view name;
  enum class Shape { text, list, whole_number } shape = Shape::text;
  /// Where faults of the value lie that is made of it, as a JSON pointer: these are this field's.
  std::string_view place;
};

struct ImportRow {
  /// Where it begins, from 1.
  std::size_t line = 0;
  /// What was given, without white space at both ends; blank entries of a list are left out.
  std::map<std::string, std::vector<std::string>, std::less<>> fields;
  /// What is wrong with its form, with places such as `email` or `teams/2`; empty for the line as a
  /// whole.
  std::vector<Fault> faults;
  /// Nothing could be read of it: there are no fields, and a fault that says why.
  bool is_unreadable = false;

  /// The field's text; nothing when it was not given.
  const std::string* text(std::string_view field) const;
  /// As `text`, and nothing either when it is blank.
  const std::string* filled(std::string_view field) const;
  const std::vector<std::string>* list(std::string_view field) const;
};

/// Reads one row after the other of a text that must outlive it.
class ImportRows {
 public:
  ImportRows(std::string_view text, FileFormat format, std::span<const ImportColumn> columns);

  /// What is wrong with the file as a whole: unknown or double columns of a CSV.
  const std::vector<Fault>& faults() const { return faults_; }
  /// The next row that is not blank; nothing at the end.
  std::optional<ImportRow> next();
  /// How many rows there are at most.
  std::size_t total() const { return total_; }

 private:
  std::optional<ImportRow> next_line();
  std::optional<ImportRow> next_cells();
  void read_header();

  std::span<const ImportColumn> columns_;
  FileFormat format_;
  std::string_view rest_;
  std::size_t line_ = 0;
  std::size_t total_ = 0;
  std::optional<CsvReader> cells_;
  std::vector<const ImportColumn*> header_;
  std::vector<Fault> faults_;
};

/// Faults of a value at their fields in the file; one that a row's own fault explains is left out.
void add_value_faults(const std::vector<Fault>& of_value, std::span<const ImportColumn> columns,
                      std::vector<Fault>& found);

}  // namespace expertise
