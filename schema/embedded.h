// A file of the tree that was built into the program: its name and its whole content. The cmake
// function of embed.cmake makes a list of them; nothing is read from disk at run time.
#pragma once

#include <string_view>

namespace expertise {

struct EmbeddedFile {
  /// Without its folder: `0001_start.sql`.
  std::string_view name;
  std::string_view content;
};

}  // namespace expertise
