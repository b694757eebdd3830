#include "clients/cli/table.h"

#include <algorithm>

namespace expertise::cli {

namespace {

constexpr std::size_t widest = 48;

bool begins_character(char c) { return (static_cast<unsigned char>(c) >> 6) != 0x2; }

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string cut(const std::string& text, std::size_t most) {
  if (width(text) <= most) return text;
  std::string result;
  std::size_t count = 0;
  for (char c : text) {
    if (begins_character(c) && ++count == most) break;
    result += c;
  }
  return result + "…";
}

}  // namespace

std::string harmless(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    bool c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) ++i;
    result += byte < 0x20 || byte == 0x7f || c1 ? ' ' : text[i];
  }
  return result;
}

void Table::print(std::ostream& out) const {
  std::vector<std::size_t> widths;
  for (const auto& head : heads_) widths.push_back(width(head));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(widest, width(harmless(row[i]))));
    }
  }
  auto line = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      bool last = i + 1 == row.size();
      std::string text = last ? harmless(row[i]) : cut(harmless(row[i]), widest);
      out << text;
      if (!last) out << std::string(widths[i] - std::min(widths[i], width(text)) + 2, ' ');
    }
    out << "\n";
  };
  line(heads_);
  for (const auto& row : rows_) line(row);
}

}  // namespace expertise::cli
