#include "server/http/static_files.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <stdexcept>

#include "server/http/accept.h"
#include "server/http/compression.h"

namespace expertise::http {

namespace {

constexpr std::string_view page = "/index.html";
constexpr std::string_view html_type = "text/html";

struct Type {
  std::string_view extension;
  std::string_view type;
  bool shrinks = false;
};

constexpr std::array<Type, 16> types{{{"css", "text/css; charset=utf-8", true},
                                      {"gif", "image/gif"},
                                      {"html", "text/html; charset=utf-8", true},
                                      {"ico", "image/x-icon", true},
                                      {"jpg", "image/jpeg"},
                                      {"js", "text/javascript; charset=utf-8", true},
                                      {"json", "application/json", true},
                                      {"map", "application/json", true},
                                      {"pdf", "application/pdf"},
                                      {"png", "image/png"},
                                      {"svg", "image/svg+xml", true},
                                      {"txt", "text/plain; charset=utf-8", true},
                                      {"webmanifest", "application/manifest+json", true},
                                      {"webp", "image/webp"},
                                      {"woff2", "font/woff2"},
                                      {"xml", "application/xml", true}}};

constexpr Type unknown_type{"", "application/octet-stream"};

/// Behind the last dot of the last segment; empty when there is none.
std::string_view extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == name.npos ? std::string_view() : name.substr(dot + 1);
}

const Type& type_of(std::string_view path) {
  const std::string_view extension = extension_of(path);
  for (const Type& each : types) {
    if (each.extension == extension) return each;
  }
  return unknown_type;
}

/// What Vite puts in `assets` carries a hash of its content in its name.
std::string_view kept_for(std::string_view path) {
  return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

std::string hash_of(std::string_view content) {
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                     nullptr, 0);
  std::array<char, 2 * digest.size() + 1> text{};
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  return text.data();
}

std::string content_of(const std::filesystem::path& path, std::uintmax_t size) {
  std::string content(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(content.data(), static_cast<std::streamsize>(size));
  if (!file || file.peek() != std::ifstream::traits_type::eof()) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return content;
}

}  // namespace

StaticFiles StaticFiles::read(const std::filesystem::path& directory) {
  namespace fs = std::filesystem;
  StaticFiles made;
  std::uintmax_t bytes = 0;
  for (auto at = fs::recursive_directory_iterator(directory);
       at != fs::recursive_directory_iterator(); ++at) {
    const fs::path& path = at->path();
    const bool is_hidden = path.filename().string().starts_with('.');
    if (is_hidden && at->is_directory()) at.disable_recursion_pending();
    if (is_hidden || at->is_symlink() || !at->is_regular_file()) continue;
    const std::uintmax_t size = at->file_size();
    bytes += size;
    if (size > StaticLimits::file_bytes || bytes > StaticLimits::all_bytes) {
      throw std::runtime_error(path.string() + " is too large to be served from memory");
    }
    std::string name = "/" + fs::relative(path, directory).generic_string();
    File file = prepared(name, content_of(path, size));
    made.files_.emplace(std::move(name), std::move(file));
  }
  if (!made.files_.contains(page)) {
    throw std::runtime_error("there is no web client in " + directory.string() +
                             ": it has no index.html");
  }
  return made;
}

StaticFiles::File StaticFiles::prepared(std::string_view path, std::string content) {
  const Type& type = type_of(path);
  const std::string hash = hash_of(content);
  File file{type.type, kept_for(path), Form{std::move(content), "\"" + hash + "\"", ""}, {}, {}};
  if (!type.shrinks) return file;
  const auto shrunk = [&](std::string bytes, std::string_view coding) -> std::optional<Form> {
    if (bytes.size() >= file.plain.bytes.size()) return std::nullopt;
    return Form{std::move(bytes), "\"" + hash + "-" + std::string(coding) + "\"", coding};
  };
  file.gzip = shrunk(http::gzip(file.plain.bytes), "gzip");
  file.brotli = shrunk(http::brotli(file.plain.bytes), "br");
  return file;
}

const StaticFiles::Form& StaticFiles::chosen(const File& file, const Request& request) {
  const auto accepted = request.header("accept-encoding");
  if (file.brotli && accepts_coding(accepted, file.brotli->coding)) return *file.brotli;
  if (file.gzip && accepts_coding(accepted, file.gzip->coding)) return *file.gzip;
  return file.plain;
}

const StaticFiles::File* StaticFiles::found(const Request& request) const {
  const std::string_view wanted = request.path == "/" ? page : std::string_view(request.path);
  if (const auto file = files_.find(wanted); file != files_.end()) return &file->second;
  const bool is_a_route = extension_of(wanted).empty();
  if (!is_a_route || !asks_for(request.header("accept"), html_type)) return nullptr;
  const auto file = files_.find(page);
  return file == files_.end() ? nullptr : &file->second;
}

std::optional<Answer> StaticFiles::answer(const Request& request) const {
  const File* file = found(request);
  if (!file) return std::nullopt;
  constexpr int not_modified = 304;
  const Form& form = chosen(*file, request);
  Answer made;
  made.headers.emplace_back("ETag", form.tag);
  made.headers.emplace_back("Cache-Control", file->kept);
  made.headers.emplace_back("Vary", "Accept, Accept-Encoding");
  if (names_tag(request.header("if-none-match"), form.tag)) {
    made.status = not_modified;
    return made;
  }
  if (!form.coding.empty()) made.headers.emplace_back("Content-Encoding", form.coding);
  made.content_type = file->type;
  made.body = form.bytes;
  return made;
}

std::string web_client_at_hand() {
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  for (const auto& directory : {program.parent_path().parent_path() / "web",
                                std::filesystem::path("/usr/share/expertisepool/web")}) {
    std::error_code nothing;
    if (std::filesystem::exists(directory / "index.html", nothing)) return directory.string();
  }
  return {};
}

}  // namespace expertise::http
