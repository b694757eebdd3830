// Tables of strangers: rows that end, cells within their limits, every fault with its place; and
// what we write is read back the same, with nothing in it that a spreadsheet program runs.
#include <array>

#include "server/domain/csv.h"
#include "server/domain/text.h"
#include "server/http/sentences.h"
#include "server/pool/import_rows.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise;
using fuzz::holds;

constexpr std::array columns{
    ImportColumn{"name", ImportColumn::Shape::text, "/name"},
    ImportColumn{"laws", ImportColumn::Shape::list, "/laws"},
    ImportColumn{"capacity", ImportColumn::Shape::whole_number, "/capacity"},
};

void check_written(const std::vector<std::string>& cells) {
  const std::string written = csv_row({"a", "b"}) + csv_row(cells);
  CsvReader reader(written);
  reader.next();
  const auto back = reader.next();
  if (cells.size() == 1 && cells.front().empty()) return;
  holds(back && back->fault.empty(), "a row that is written is sound");
  holds(back->cells.size() == cells.size(), "no cell comes or goes");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = back->cells[i];
    holds(cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos,
          "a spreadsheet program runs nothing");
    holds(without_guard(cell) == cells[i], "a cell stays as it is");
  }
}

void check_rows(std::string_view text) {
  CsvReader reader(text);
  std::size_t line = 0;
  std::size_t rows = 0;
  while (const auto row = reader.next()) {
    holds(row->line > line, "rows come one after the other");
    line = row->line;
    holds(++rows <= text.size(), "there are no more rows than bytes");
    holds(row->cells.size() <= CsvLimits::columns, "there are not too many cells");
    for (const std::string& each : row->cells) {
      holds(each.size() <= CsvLimits::cell_bytes, "a cell has its length");
    }
    holds(row->fault.empty() || http::find_sentence(row->fault), "a fault has a sentence",
          row->fault);
    if (row->fault.empty()) check_written(row->cells);
  }
  holds(!reader.next(), "the end is the end");
}

void check_fault(const Fault& fault) {
  holds(http::find_sentence(fault.code) != nullptr, "a fault has a sentence", fault.code);
  holds(is_utf8(fault.place), "the place of a fault is whole characters", fault.place);
  for (const auto& [name, value] : fault.parameters) {
    holds(is_utf8(value), "what a fault says is whole characters");
  }
}

void check_import(std::string_view text, FileFormat format) {
  ImportRows rows(text, format, columns);
  for (const Fault& each : rows.faults()) check_fault(each);
  if (!rows.faults().empty()) return;
  std::size_t count = 0;
  std::size_t line = 0;
  while (const auto row = rows.next()) {
    holds(row->line > line, "rows come one after the other");
    line = row->line;
    holds(++count <= rows.total(), "there are no more rows than were counted");
    holds(!row->is_unreadable || (row->fields.empty() && !row->faults.empty()),
          "what cannot be read says why, and nothing else");
    for (const Fault& each : row->faults) check_fault(each);
    for (const auto& [name, values] : row->fields) {
      holds(name == "laws" || values.size() == 1, "a text is one");
      for (const std::string& each : values) {
        holds(trimmed(each).size() == each.size(), "there are no blanks around");
      }
    }
    row->text("name");
    row->list("laws");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_rows(text);
  check_import(text, FileFormat::csv);
  check_import(text, FileFormat::json_lines);
  // As rows under a heading that is known.
  check_import("name;laws;capacity\n" + std::string(text), FileFormat::csv);
  return 0;
}
