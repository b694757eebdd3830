// The files of the web client, read into memory once and answered from there in the smallest coding
// that a browser takes. A path is only looked up among what was read, so that none can lead
// elsewhere on the disk. It knows nothing of the API or of what is in the files.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace expertise::http {

struct StaticLimits {
  static constexpr std::size_t file_bytes = 8 * 1024 * 1024;
  static constexpr std::size_t all_bytes = 64 * 1024 * 1024;
};

/// Does not change once made; safe to use from many threads at once.
class StaticFiles {
 public:
  /// Nothing to serve: the API stands alone.
  StaticFiles() = default;

  /// All files below `directory` but hidden ones and links. Throws std::runtime_error when there is
  /// no index.html in it, or a file cannot be read or is over a limit.
  static StaticFiles read(const std::filesystem::path& directory);

  bool empty() const { return files_.empty(); }

  /// The answer to a request outside the API; nothing when nothing is here. The page of the client
  /// (index.html) answers every path without a file extension for who asks for HTML, because the
  /// client has routes of its own.
  std::optional<Answer> answer(const Request& request) const;

 private:
  /// One way of sending a file.
  struct Form {
    std::string bytes;
    /// Strong, in quotes; differs between the forms of a file.
    std::string tag;
    /// Of `Content-Encoding`; empty for the file as it is.
    std::string_view coding;
  };
  struct File {
    std::string_view type;
    std::string_view kept;  // Cache-Control
    Form plain;
    std::optional<Form> gzip;
    std::optional<Form> brotli;
  };

  static File prepared(std::string_view path, std::string content);
  static const Form& chosen(const File& file, const Request& request);
  const File* found(const Request& request) const;

  /// By path as in a request, such as `/assets/main-BqX1.js`.
  std::map<std::string, File, std::less<>> files_;
};

/// Where the web client is when nobody says so: beside this build, or where a package puts it.
/// Empty when it is in neither place.
std::string web_client_at_hand();

}  // namespace expertise::http
