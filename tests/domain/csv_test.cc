// Tables as text, read and written: the standard, what Dutch Excel makes of it, and what strangers
// send.
#include "server/domain/csv.h"

#include <catch2/catch.hpp>
#include <random>

using namespace expertise;

namespace {

using Cells = std::vector<std::string>;

std::vector<CsvReader::Row> rows_of(std::string_view text) {
  CsvReader reader(text);
  std::vector<CsvReader::Row> rows;
  while (auto row = reader.next()) rows.push_back(std::move(*row));
  return rows;
}

std::vector<Cells> cells_of(std::string_view text) {
  std::vector<Cells> found;
  for (auto& row : rows_of(text)) {
    CHECK(row.fault.empty());
    found.push_back(std::move(row.cells));
  }
  return found;
}

// "line fault" of every row, "line" alone when it is sound.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& row : rows_of(text))
    found.push_back(std::to_string(row.line) + (row.fault.empty() ? "" : " " + row.fault));
  return found;
}

}  // namespace

TEST_CASE("rows and cells are read as the standard says", "[csv]") {
  CHECK(cells_of("a,b\r\n1,2\r\n") == std::vector<Cells>{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of("a,b\n1,2") == std::vector<Cells>{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of("a,b\n\"x, \"\"y\"\"\nz\",\n") ==
        std::vector<Cells>{{"a", "b"}, {"x, \"y\"\nz", ""}});
  CHECK(cells_of("a,b\n,\n\n\r\n \n") == std::vector<Cells>{{"a", "b"}, {"", ""}, {" "}});
  CHECK(cells_of("\"\"\n") == std::vector<Cells>{{""}});
  CHECK(cells_of("a\rb\n") == std::vector<Cells>{{"a\rb"}});
  CHECK(cells_of("").empty());
  CHECK(cells_of("\n\r\n").empty());
}

TEST_CASE("the separator is the one of the first line", "[csv]") {
  CHECK(CsvReader("naam;functie\nx,y;z").separator() == ';');
  CHECK(CsvReader("naam,functie\nx;y;z,w").separator() == ',');
  CHECK(CsvReader("naam\tfunctie").separator() == '\t');
  CHECK(CsvReader("\"a;b;c\",d").separator() == ',');
  CHECK(CsvReader("naam").separator() == ',');
  CHECK(cells_of("\xEF\xBB\xBFnaam;wijk\nA;\"x;y\"\n") ==
        std::vector<Cells>{{"naam", "wijk"}, {"A", "x;y"}});
}

TEST_CASE("a faulty row is told with its line and the next ones are still read", "[csv]") {
  CHECK(lines_of("a,b\n\"x\ny\",1\nz,2\n") == std::vector<std::string>{"1", "2", "4"});
  CHECK(lines_of("a,b\nx\"y,1\nz,2\n") == std::vector<std::string>{"1", "2 quote_in_cell", "3"});
  CHECK(lines_of("a,b\n\"x\"y,1\nz,2\n") ==
        std::vector<std::string>{"1", "2 text_after_quote", "3"});
  CHECK(lines_of("a,b\nx,\"y\nz,2\nw,3\n") ==
        std::vector<std::string>{"1", "2 quote_not_closed", "3", "4"});
  CHECK(lines_of(std::string_view("a,b\nx\0y,1\nz,2\n", 14)) ==
        std::vector<std::string>{"1", "2 control_character", "3"});
}

TEST_CASE("cells and columns are read up to their bounds and refused past them", "[csv]") {
  const std::string longest(CsvLimits::cell_bytes, 'x');
  CHECK(lines_of("a\n" + longest + "\n\"" + longest + "\"\n") ==
        std::vector<std::string>{"1", "2", "3"});
  CHECK(lines_of("a\n" + longest + "x\nb\n") ==
        std::vector<std::string>{"1", "2 cell_too_long", "3"});
  CHECK(lines_of("a\n\"" + longest + "x\"\nb\n") ==
        std::vector<std::string>{"1", "2 cell_too_long", "3"});
  const std::string widest(CsvLimits::columns - 1, ',');
  CHECK(lines_of(widest + "\n" + widest + ",\n" + widest + "\n") ==
        std::vector<std::string>{"1", "2 too_many_columns", "3"});
}

TEST_CASE("a file of open quotes costs no more than its size allows", "[csv]") {
  std::string text = "a\n";
  for (int i = 0; i < 2000; ++i) text += "\"x\n\"y\n";
  CHECK(rows_of(text).size() > 1);
  std::string never_closed = "a\n\"";
  for (int i = 0; i < 200'000; ++i) never_closed += "x\n";
  CHECK(lines_of(never_closed)[1] == "2 cell_too_long");
}

TEST_CASE("written cells are quoted where needed and run nothing", "[csv]") {
  CHECK(csv_row({"a", "b c", ""}) == "a;b c;\r\n");
  CHECK(csv_row({"a;b", "c,d", "e\"f", "g\nh"}) == "\"a;b\";c,d;\"e\"\"f\";\"g\nh\"\r\n");
  CHECK(csv_row({"c,d"}, ',') == "\"c,d\"\r\n");
  CHECK(csv_row({"=1+1", "+31", "-2", "@x", "\tx", "\rx", "a=b"}) ==
        "'=1+1;'+31;'-2;'@x;'\tx;\"'\rx\";a=b\r\n");
  CHECK(csv_row({"'=1+1", "''@x", "'s avonds", "'"}) == "''=1+1;'''@x;'s avonds;'\r\n");
  CHECK(csv_row({""}) == "\"\"\r\n");
}

TEST_CASE("what is written is read back", "[csv]") {
  std::mt19937 random(11);
  const std::string letters = "ab\",;\r\n é'=+-@\t";
  for (int round = 0; round < 300; ++round) {
    std::vector<Cells> table{{"kop", "b", "c"}};
    std::string text = csv_row(table[0]);
    for (int i = 0; i < 4; ++i) {
      Cells cells(3);
      for (auto& cell : cells)
        for (std::size_t k = random() % 6; k > 0; --k) cell += letters[random() % letters.size()];
      cells[0].push_back('x');
      text += csv_row(cells);
      table.push_back(cells);
    }
    std::vector<Cells> back = cells_of(text);
    for (Cells& cells : back)
      for (std::string& cell : cells) cell = without_guard(std::move(cell));
    CHECK(back == table);
  }
}

TEST_CASE("the guard against formulas comes off, whatever a text begins with", "[csv]") {
  const std::string signs = "'=+-@\t\rx ";
  std::vector<std::string> texts{""};
  // Every text of four of these and less.
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].size() == 4) break;
    for (const char sign : signs) texts.push_back(texts[i] + sign);
  }
  for (const std::string& text : texts) {
    const std::string cell = cells_of(csv_row({"a", "b"}) + csv_row({text, "b"})).at(1).at(0);
    CAPTURE(text, cell);
    REQUIRE(without_guard(cell) == text);
    REQUIRE((cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos));
  }
  CHECK(texts.size() == 1 + 9 + 81 + 729 + 6561);
  // What somebody wrote by hand, without a guard, is what it is.
  CHECK(without_guard("=1+1") == "=1+1");
}

TEST_CASE("no bytes at all upset the reader", "[csv]") {
  std::mt19937 random(12);
  const std::string letters =
      std::string("\"\"\n\r;,\t", 7) + std::string(1, '\0') + "x\xff\xef\xbb\xbf";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t k = random() % 60; k > 0; --k) text += letters[random() % letters.size()];
    std::size_t line = 0;
    for (const auto& row : rows_of(text)) {
      CHECK(row.line > line);
      line = row.line;
    }
  }
}
