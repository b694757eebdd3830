#include "clients/cli/credentials.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace expertise::cli {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::filesystem::path file() {
  std::string settings = environment("XDG_CONFIG_HOME");
  std::filesystem::path folder = settings.empty()
                                     ? std::filesystem::path(environment("HOME")) / ".config"
                                     : std::filesystem::path(settings);
  return folder / "expertisepool" / "credentials";
}

}  // namespace

Credentials credentials() {
  Credentials result;
  std::ifstream kept(file());
  std::getline(kept, result.url);
  std::getline(kept, result.token);
  if (auto url = environment("EXPERTISEPOOL_URL"); !url.empty()) {
    // A token belongs to the server that gave it.
    if (url != result.url) result.token.clear();
    result.url = url;
  }
  if (auto token = environment("EXPERTISEPOOL_TOKEN"); !token.empty()) result.token = token;
  if (result.url.empty()) result.url = "http://localhost:8080";
  return result;
}

void keep(const Credentials& credentials) {
  std::error_code error;
  std::filesystem::create_directories(file().parent_path(), error);
  std::string text = credentials.url + "\n" + credentials.token + "\n";
  auto beside = file();
  beside += ".new";
  int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool written = descriptor >= 0 &&
                 ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (descriptor >= 0) ::close(descriptor);
  if (written) std::filesystem::rename(beside, file(), error);
  if (!written || error) throw std::runtime_error("cannot keep the sign-on in " + file().string());
}

void forget() {
  std::error_code error;
  std::filesystem::remove(file(), error);
}

}  // namespace expertise::cli
