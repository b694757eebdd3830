#include "server/store/sqlite/codec.h"

namespace expertise::sqlite {

std::string to_lines(const std::vector<std::string>& entries) {
  std::string lines;
  for (const std::string& entry : entries) {
    for (char c : entry) {
      if (c == '\\') {
        lines += "\\\\";
      } else if (c == '\n') {
        lines += "\\n";
      } else {
        lines += c;
      }
    }
    lines += '\n';
  }
  return lines;
}

std::vector<std::string> from_lines(std::string_view lines) {
  std::vector<std::string> entries;
  std::string entry;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at] == '\n') {
      entries.push_back(std::move(entry));
      entry.clear();
    } else if (lines[at] == '\\' && at + 1 < lines.size()) {
      ++at;
      entry += lines[at] == 'n' ? '\n' : lines[at];
    } else {
      entry += lines[at];
    }
  }
  if (!entry.empty()) throw std::runtime_error("a list does not end with its last line");
  return entries;
}

const std::uint8_t* fixed_bytes(const SQLite::Column& column, std::size_t size) {
  if (static_cast<std::size_t>(column.getBytes()) != size) {
    throw std::runtime_error("wrong size in column " + std::string(column.getName()));
  }
  return static_cast<const std::uint8_t*>(column.getBlob());
}

}  // namespace expertise::sqlite
