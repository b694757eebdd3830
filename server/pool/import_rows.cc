#include "server/pool/import_rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "server/domain/text.h"

namespace expertise {

namespace {

using Json = nlohmann::json;
using Shape = ImportColumn::Shape;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
// An object of lists of texts.
constexpr int deepest = 2;

const ImportColumn* column_of(std::span<const ImportColumn> columns, std::string_view name) {
  for (const ImportColumn& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

// A name from a file as a place; a name that nobody could read is left out.
std::string place_of(std::string_view name) {
  constexpr std::size_t longest = 60;
  std::vector<Fault> found;
  check_text(name, {.least = 1, .most = longest}, "", found);
  return found.empty() ? std::string(name) : std::string();
}

void put_list(std::vector<std::string>& list, std::string_view entry) {
  if (auto bare = trimmed(entry); !bare.empty()) list.emplace_back(bare);
}

void put_json_list(const std::string& name, const Json& value, ImportRow& row) {
  if (!value.is_array()) return row.faults.push_back({name, "not_a_list"});
  auto& list = row.fields[name];
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i].is_string()) {
      put_list(list, value[i].get_ref<const std::string&>());
    } else {
      row.faults.push_back({name + '/' + std::to_string(i), "not_a_text"});
    }
  }
}

void put_json_field(const ImportColumn& column, const Json& value, ImportRow& row) {
  std::string name(column.name);
  if (value.is_null()) return;
  if (column.shape == Shape::list) return put_json_list(name, value, row);
  if (column.shape == Shape::whole_number) {
    if (!value.is_number_integer()) return row.faults.push_back({name, "not_a_whole_number"});
    row.fields[name] = {value.dump()};
    return;
  }
  if (!value.is_string()) return row.faults.push_back({name, "not_a_text"});
  row.fields[name] = {std::string(trimmed(value.get_ref<const std::string&>()))};
}

void cannot_read(ImportRow& row, std::string why,
                 std::map<std::string, std::string> parameters = {}) {
  row.is_unreadable = true;
  row.faults = {{"", std::move(why), std::move(parameters)}};
}

// An object parsed with bounded depth, each key once.
std::optional<Json> parse_object(std::string_view text, ImportRow& row) {
  bool too_deep = false;
  std::set<std::string> keys;
  auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
    too_deep = too_deep || depth > deepest;
    if (event == Json::parse_event_t::key && depth == 1) {
      const auto& key = value.get_ref<const std::string&>();
      if (!keys.insert(key).second) row.faults.push_back({place_of(key), "duplicate"});
    }
    return depth <= deepest;
  };
  Json object = Json::parse(text, watch, false);
  // To the library a NUL is the end, whatever stands behind it.
  const bool has_nul = text.find('\0') != std::string_view::npos;
  if (too_deep) {
    cannot_read(row, "too_deep");
  } else if (has_nul || object.is_discarded()) {
    cannot_read(row, is_utf8(text) ? "not_json" : "not_utf8");
  } else if (!object.is_object()) {
    cannot_read(row, "not_an_object");
  } else {
    return object;
  }
  return std::nullopt;
}

void read_json(std::string_view text, std::span<const ImportColumn> columns, ImportRow& row) {
  auto object = parse_object(text, row);
  if (!object) return;
  for (const auto& [name, value] : object->items()) {
    if (const ImportColumn* column = column_of(columns, name)) {
      put_json_field(*column, value, row);
    } else {
      row.faults.push_back({place_of(name), "unknown_field"});
    }
  }
}

void put_cell(const ImportColumn& column, std::string_view cell, ImportRow& row) {
  auto& values = row.fields[std::string(column.name)];
  if (column.shape != Shape::list) {
    values = {std::string(trimmed(cell))};
    return;
  }
  for (std::size_t from = 0; from <= cell.size();) {
    std::size_t to = std::min(cell.find('|', from), cell.size());
    put_list(values, cell.substr(from, to - from));
    from = to + 1;
  }
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

const std::string* ImportRow::text(std::string_view field) const {
  auto found = fields.find(field);
  return found == fields.end() ? nullptr : &found->second.front();
}

const std::string* ImportRow::filled(std::string_view field) const {
  const std::string* given = text(field);
  return given && !given->empty() ? given : nullptr;
}

const std::vector<std::string>* ImportRow::list(std::string_view field) const {
  auto found = fields.find(field);
  return found == fields.end() ? nullptr : &found->second;
}

ImportRows::ImportRows(std::string_view text, FileFormat format,
                       std::span<const ImportColumn> columns)
    : columns_(columns), format_(format), rest_(text) {
  total_ = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  if (!text.empty() && text.back() != '\n') ++total_;
  if (format_ == FileFormat::csv) {
    cells_.emplace(text);
    read_header();
  } else if (rest_.substr(0, byte_order_mark.size()) == byte_order_mark) {
    rest_.remove_prefix(byte_order_mark.size());
  }
}

void ImportRows::read_header() {
  auto header = cells_->next();
  if (total_ > 0) --total_;
  if (!header) return faults_.push_back({"line 1", "required"});
  if (!header->fault.empty()) return faults_.push_back({"line 1", header->fault});
  for (const std::string& cell : header->cells) {
    std::string name = lower(trimmed(cell));
    const ImportColumn* column = column_of(columns_, name);
    std::string place = place_of(name);
    place = place.empty() ? "line 1" : "line 1/" + place;
    if (!column) {
      faults_.push_back({place, "unknown_field"});
    } else if (std::find(header_.begin(), header_.end(), column) != header_.end()) {
      faults_.push_back({place, "duplicate"});
    }
    header_.push_back(column);
  }
}

std::optional<ImportRow> ImportRows::next() {
  return format_ == FileFormat::csv ? next_cells() : next_line();
}

std::optional<ImportRow> ImportRows::next_line() {
  while (!rest_.empty()) {
    std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++line_;
    if (trimmed(line).empty()) continue;
    ImportRow row;
    row.line = line_;
    if (line.size() > ImportLimits::line_bytes) {
      cannot_read(row, "too_long", {{"limit", std::to_string(ImportLimits::line_bytes)}});
    } else {
      read_json(line, columns_, row);
    }
    return row;
  }
  return std::nullopt;
}

std::optional<ImportRow> ImportRows::next_cells() {
  while (auto cells = cells_->next()) {
    ImportRow row;
    row.line = cells->line;
    std::size_t bytes = 0;
    for (const std::string& cell : cells->cells) bytes += trimmed(cell).size();
    if (!cells->fault.empty()) {
      cannot_read(row, cells->fault);
    } else if (bytes == 0) {
      continue;  // Spreadsheet programs write rows of nothing but separators.
    } else if (bytes > ImportLimits::line_bytes) {
      cannot_read(row, "too_long", {{"limit", std::to_string(ImportLimits::line_bytes)}});
    } else if (cells->cells.size() != header_.size()) {
      cannot_read(row, "wrong_number_of_cells", {{"expected", std::to_string(header_.size())}});
    } else {
      for (std::size_t i = 0; i < header_.size(); ++i) {
        if (header_[i]) put_cell(*header_[i], cells->cells[i], row);
      }
    }
    return row;
  }
  return std::nullopt;
}

void add_value_faults(const std::vector<Fault>& of_value, std::span<const ImportColumn> columns,
                      std::vector<Fault>& found) {
  auto top = [](std::string_view place) { return place.substr(0, place.find('/')); };
  const std::size_t own = found.size();
  for (const Fault& fault : of_value) {
    Fault placed = fault;
    placed.place.clear();
    for (const ImportColumn& column : columns) {
      std::string_view rest = fault.place;
      if (column.place.empty() || rest.substr(0, column.place.size()) != column.place) continue;
      rest.remove_prefix(column.place.size());
      if (!rest.empty() && rest.front() != '/') continue;
      placed.place = std::string(column.name) + std::string(rest);
    }
    bool explained =
        std::any_of(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(own),
                    [&](const Fault& each) { return top(each.place) == top(placed.place); });
    if (!explained) found.push_back(std::move(placed));
  }
}

}  // namespace expertise
