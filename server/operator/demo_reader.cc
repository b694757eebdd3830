#include "server/operator/demo_reader.h"

#include <span>

#include "schema/embedded.h"

namespace expertise {

/// The files of schema/demo, built in.
std::span<const EmbeddedFile> demo_files();

std::string_view demo_file(std::string_view name) {
  for (const EmbeddedFile& file : demo_files()) {
    if (file.name == name) return file.content;
  }
  throw std::runtime_error("the demo file " + std::string(name) + " is not built in");
}

nlohmann::json demo_json(const char* name) {
  nlohmann::json value = nlohmann::json::parse(demo_file(name), nullptr, false);
  if (value.is_discarded()) throw std::runtime_error(std::string(name) + " is no JSON");
  return value;
}

}  // namespace expertise
