// Tables as comma-separated values (RFC 4180), read as bounded as strangers' files need to be and
// written so that a spreadsheet program runs nothing. It knows bytes and cells, not what they mean.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace expertise {

struct CsvLimits {
  static constexpr std::size_t cell_bytes = 20'000;
  static constexpr std::size_t columns = 200;
};

/// Reads one row after the other. Lines end in LF or CRLF; a quoted cell may hold both, separators
/// and doubled quotes. A byte order mark at the start is skipped. The separator is the one of `;`,
/// `,` and tab that occurs most outside quotes in the first line (Dutch Excel writes `;`); `,` when
/// none does. Empty lines are skipped.
class CsvReader {
 public:
  struct Row {
    /// Where the row begins, counted from 1; rows with quoted line ends span several lines.
    std::size_t line = 0;
    std::vector<std::string> cells;
    /// Empty when the row is sound, else why it is not: `quote_not_closed`, `text_after_quote`,
    /// `quote_in_cell`, `cell_too_long`, `too_many_columns`, `control_character` (NUL). The cells
    /// of such a row are those read so far, and reading goes on behind it.
    std::string fault;
  };

  /// `text` must outlive the reader.
  explicit CsvReader(std::string_view text);

  /// The next row, the header line included; nothing at the end.
  std::optional<Row> next();

  char separator() const { return separator_; }

 private:
  struct CellEnd {
    bool row_ends = false;
    std::string fault;
  };
  CellEnd read_cell(std::string& cell);
  CellEnd read_quoted(std::string& cell);
  bool at_line_end() const;
  void skip_line_end();
  void skip_line();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  char separator_ = ',';
};

/// One row with its line end (CRLF). Cells are quoted where RFC 4180 asks for it; a cell that
/// begins with = + - @, tab or carriage return gets a ' in front, so that it is text and not a
/// formula (OWASP, CSV injection). One that begins with ' before such a sign gets one more, so that
/// `without_guard` gives every text back.
std::string csv_row(const std::vector<std::string>& cells, char separator = ';');

/// The text of a cell that `csv_row` wrote: without the ' that it put in front.
std::string without_guard(std::string cell);

}  // namespace expertise
