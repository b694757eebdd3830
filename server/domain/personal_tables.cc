#include "server/domain/personal_tables.h"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>

#include "schema/embedded.h"

namespace expertise {

std::span<const EmbeddedFile> personal_data_tables();

void for_each_table_word(std::string_view file, const std::function<void(std::string_view)>& take) {
  auto tables = personal_data_tables();
  auto found = std::find_if(tables.begin(), tables.end(),
                            [&](const EmbeddedFile& each) { return each.name == file; });
  if (found == tables.end()) throw std::logic_error("no table " + std::string(file));
  std::string_view text = found->content;
  for (std::size_t line = 0; line < text.size();) {
    std::size_t line_end = std::min(text.find('\n', line), text.size());
    for (std::size_t begin = line; begin < line_end && text[line] != '#';) {
      std::size_t end = std::min({text.find(' ', begin), line_end, text.size()});
      if (end > begin) take(text.substr(begin, end - begin));
      begin = end + 1;
    }
    line = line_end + 1;
  }
}

}  // namespace expertise
