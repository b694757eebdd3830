#include "server/domain/csv.h"

#include <algorithm>
#include <array>

namespace expertise {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr char guard = '\'';

char separator_of_first_line(std::string_view text) {
  static constexpr std::array<char, 3> separators{',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    for (std::size_t i = 0; i < separators.size(); ++i) counts[i] += c == separators[i];
  }
  auto most = std::max_element(counts.begin(), counts.end());
  return separators[static_cast<std::size_t>(most - counts.begin())];
}

// Whether a formula stands in it, or would but for the ' in front, however many.
bool wants_guard(std::string_view cell) {
  static constexpr std::string_view starts = "=+-@\t\r";
  const std::size_t first = cell.find_first_not_of(guard);
  return first != std::string_view::npos && starts.find(cell[first]) != std::string_view::npos;
}

}  // namespace

CsvReader::CsvReader(std::string_view text) : text_(text) {
  if (text_.substr(0, byte_order_mark.size()) == byte_order_mark)
    text_.remove_prefix(byte_order_mark.size());
  separator_ = separator_of_first_line(text_);
}

bool CsvReader::at_line_end() const {
  return at_ < text_.size() &&
         (text_[at_] == '\n' ||
          (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n'));
}

void CsvReader::skip_line_end() {
  if (text_[at_] == '\r') ++at_;
  ++at_;
  ++line_;
}

void CsvReader::skip_line() {
  while (at_ < text_.size() && !at_line_end()) ++at_;
  if (at_ < text_.size()) skip_line_end();
}

CsvReader::CellEnd CsvReader::read_quoted(std::string& cell) {
  const std::size_t opening = at_++;
  const std::size_t line = line_;
  // Without its closing quote a cell would swallow the rest of the file: give up that line only.
  auto give_up = [&](std::string fault) -> CellEnd {
    at_ = opening;
    line_ = line;
    return {true, std::move(fault)};
  };
  for (;; ++at_) {
    if (at_ >= text_.size()) return give_up("quote_not_closed");
    char c = text_[at_];
    if (c == '"') {
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
      ++at_;
    }
    if (c == '\0') return give_up("control_character");
    if (c == '\n') ++line_;
    if (cell.size() == CsvLimits::cell_bytes) return give_up("cell_too_long");
    cell += c;
  }
  ++at_;
  if (at_ >= text_.size() || at_line_end()) return {true, {}};
  if (text_[at_] != separator_) return {true, "text_after_quote"};
  ++at_;
  return {};
}

CsvReader::CellEnd CsvReader::read_cell(std::string& cell) {
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell);
  for (; at_ < text_.size() && !at_line_end(); ++at_) {
    char c = text_[at_];
    if (c == separator_) {
      ++at_;
      return {};
    }
    if (c == '"') return {true, "quote_in_cell"};
    if (c == '\0') return {true, "control_character"};
    if (cell.size() == CsvLimits::cell_bytes) return {true, "cell_too_long"};
    cell += c;
  }
  return {true, {}};
}

std::optional<CsvReader::Row> CsvReader::next() {
  while (at_line_end()) skip_line_end();
  if (at_ >= text_.size()) return std::nullopt;
  Row row;
  row.line = line_;
  for (CellEnd end; !end.row_ends;) {
    if (row.cells.size() == CsvLimits::columns) {
      row.fault = "too_many_columns";
      break;
    }
    std::string cell;
    end = read_cell(cell);
    row.cells.push_back(std::move(cell));
    row.fault = std::move(end.fault);
  }
  skip_line();
  return row;
}

std::string csv_row(const std::vector<std::string>& cells, char separator) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += separator;
    const std::string& cell = cells[i];
    const std::string defused(wants_guard(cell) ? 1 : 0, guard);
    const bool quoted = cell.find_first_of("\"\r\n") != std::string::npos ||
                        cell.find(separator) != std::string::npos ||
                        // A row of one empty cell would be an empty line.
                        (cells.size() == 1 && cell.empty());
    if (!quoted) {
      row += defused + cell;
      continue;
    }
    row += '"';
    row += defused;
    for (char c : cell) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\r\n";
}

std::string without_guard(std::string cell) {
  if (cell.starts_with(guard) && wants_guard(cell)) cell.erase(0, 1);
  return cell;
}

}  // namespace expertise
