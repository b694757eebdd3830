// Durable replacement is the usual dance: write beside, sync, rename, sync the directory.
#include "search/index_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

namespace expertise::search {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "generation-";
constexpr std::size_t max_name = 64;

void sync_path(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path.string());
  const int result = ::fsync(descriptor);
  const int fault = errno;
  ::close(descriptor);
  if (result != 0) throw std::system_error(fault, std::generic_category(), path.string());
}

void replace_file(const fs::path& path, const std::string& content) {
  const fs::path beside = path.string() + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << content;
    out.flush();
    if (!out) throw std::system_error(EIO, std::generic_category(), beside.string());
  }
  sync_path(beside, O_RDONLY);
  fs::rename(beside, path);
  sync_path(path.parent_path(), O_RDONLY | O_DIRECTORY);
}

// Not against people, only against chance: eight bytes at a time, mixed by multiplication.
std::uint64_t hash_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::system_error(EIO, std::generic_category(), path.string());
  std::vector<char> buffer(std::size_t{1} << 18);
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto got = static_cast<std::size_t>(in.gcount());
    for (std::size_t i = 0; i < got; i += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, buffer.data() + i, std::min<std::size_t>(8, got - i));
      hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 29;
    }
  }
  return hash;
}

// In order of name. Lock files come and go and are left out.
std::vector<fs::path> files_of(const fs::path& generation) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(generation)) {
    if (entry.is_regular_file() && entry.path().filename() != "flintlock") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// One line a file.
std::string describe_files(const fs::path& generation) {
  std::ostringstream out;
  for (const fs::path& file : files_of(generation)) {
    out << file.filename().string() << ' ' << fs::file_size(file) << ' ' << hash_file(file) << '\n';
  }
  return out.str();
}

fs::path seal_path(const fs::path& generation) { return generation.string() + ".seal"; }
fs::path opening_path(const fs::path& generation) { return generation.string() + ".opening"; }

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

std::optional<fs::path> IndexFiles::current() const {
  std::string name = read_file(directory_ / "current");
  while (!name.empty() && name.back() == '\n') name.pop_back();
  if (!name.starts_with(prefix) || name.size() > max_name) return std::nullopt;
  if (!std::all_of(name.begin() + prefix.size(), name.end(),
                   [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  return directory_ / name;
}

fs::path IndexFiles::begin_generation() const {
  fs::create_directories(directory_);
  for (int number = 1;; ++number) {
    const fs::path candidate = directory_ / (std::string(prefix) + std::to_string(number));
    if (candidate == current()) continue;
    fs::remove(seal_path(candidate));
    fs::remove(opening_path(candidate));
    fs::remove_all(candidate);
    return candidate;
  }
}

fs::path IndexFiles::copy_here(const fs::path& generation) const {
  const fs::path copy = begin_generation();
  try {
    fs::create_directory(copy);
    for (const fs::path& file : files_of(generation)) fs::copy_file(file, copy / file.filename());
  } catch (const std::system_error&) {
    std::error_code ignored;
    fs::remove_all(copy, ignored);
    throw;
  }
  return copy;
}

void IndexFiles::sync(const fs::path& generation) const {
  for (const fs::path& file : files_of(generation)) sync_path(file, O_RDONLY);
  sync_path(generation, O_RDONLY | O_DIRECTORY);
}

void IndexFiles::make_current(const fs::path& generation) const {
  sync_path(directory_, O_RDONLY | O_DIRECTORY);
  replace_file(directory_ / "current", generation.filename().string() + "\n");
  remove_others(generation);
}

void IndexFiles::give_up() const {
  std::error_code ignored;
  fs::remove(directory_ / "current", ignored);
  remove_others(std::nullopt);
}

void IndexFiles::remove_others(const std::optional<fs::path>& generation) const {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
    const std::string name = entry.path().filename().string();
    const std::string kept = generation ? generation->filename().string() : std::string();
    const bool is_kept = generation && (name == kept || name.starts_with(kept + "."));
    if (name.starts_with(prefix) && !is_kept) fs::remove_all(entry.path(), ignored);
  }
}

IndexFiles::Seal IndexFiles::verify(const fs::path& generation) const {
  if (!fs::exists(seal_path(generation))) return Seal::absent;
  return read_file(seal_path(generation)) == describe_files(generation) ? Seal::intact
                                                                        : Seal::broken;
}

void IndexFiles::put_seal(const fs::path& generation) const {
  replace_file(seal_path(generation), describe_files(generation));
}

void IndexFiles::break_seal(const fs::path& generation) const {
  if (fs::remove(seal_path(generation))) sync_path(directory_, O_RDONLY | O_DIRECTORY);
}

bool IndexFiles::begin_opening(const fs::path& generation) const {
  if (fs::exists(opening_path(generation))) return false;
  try {
    replace_file(opening_path(generation), "");
  } catch (const std::system_error&) {
    // No room for it, or not ours to write in: it is read all the same.
  }
  return true;
}

void IndexFiles::end_opening(const fs::path& generation) const {
  std::error_code fault;
  fs::remove(opening_path(generation), fault);
}

}  // namespace expertise::search
