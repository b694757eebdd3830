// Stands between a program and its disk, clock and memory (LD_PRELOAD): writes down every step in a
// data directory, makes ordered calls fail or kill the process, and puts the clock off. It knows
// nothing of what the program is.
//   BETWEEN_FOLDER       the data directory; nothing else is looked at
//   BETWEEN_RECORD       file that steps are appended to (see between.h); none when left out
//   BETWEEN_ORDERS       file with the orders; none when left out
//   BETWEEN_SYNCHRONOUS  what SQLite is told in place of FULL, to show that the record sees losses
// The wal-index (-shm) is mapped memory and not recorded: nothing of it is believed after a crash,
// it is made again from the log. Any other file that is mapped for writing ends the process, for
// then this is blind.
#include "tests/recovery/between.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

using namespace expertise::recovery;

struct sqlite3;

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
}

namespace {

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

Orders* orders = nullptr;
int record = -1;
char folder[PATH_MAX];
std::size_t folder_size = 0;

// Around each step and its record, so that the record is in the order of the steps.
std::mutex& gate() {
  static std::mutex mutex;
  return mutex;
}

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "between: %s (%s)\n", what, std::strerror(errno));
  std::abort();
}

// Not through the functions below: their names are ours.
__attribute__((constructor)) void begin() {
  if (const char* path = getenv("BETWEEN_ORDERS")) {
    const int file = next<int (*)(const char*, int, ...)>("open")(path, O_RDWR | O_CLOEXEC);
    if (file < 0) give_up("no orders");
    void* page = next<void* (*)(void*, size_t, int, int, int, off_t)>("mmap")(
        nullptr, sizeof(Orders), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page == MAP_FAILED) give_up("no orders");
    orders = static_cast<Orders*>(page);
  }
  if (const char* path = getenv("BETWEEN_RECORD")) {
    record = next<int (*)(const char*, int, ...)>("open")(
        path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (record < 0) give_up("no record");
  }
  if (const char* path = getenv("BETWEEN_FOLDER")) {
    folder_size = std::string_view(path).copy(folder, sizeof folder - 1);
  }
}

// As seen from the data directory; nothing when it lies elsewhere, and for what is not looked at.
// The directory itself is ".".
bool inside(std::string_view path, std::string_view& relative) {
  if (folder_size == 0 || !path.starts_with(std::string_view(folder, folder_size))) return false;
  path.remove_prefix(folder_size);
  if (path.empty() || path == "/") {
    relative = ".";
    return true;
  }
  if (path[0] != '/' || path.ends_with("-shm") || path.ends_with(" (deleted)")) return false;
  relative = path.substr(1);
  return relative != "lock" && relative != "operator.sock";
}

// The file behind a descriptor, in `buffer`.
bool inside(int descriptor, char (&buffer)[PATH_MAX], std::string_view& relative) {
  char link[32];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = ::readlink(link, buffer, sizeof buffer);
  return size > 0 && inside(std::string_view(buffer, static_cast<std::size_t>(size)), relative);
}

Files files_of(std::string_view path) {
  if (path.starts_with("pool.db")) return store_files;
  return path.starts_with("index") ? index_files : other_files;
}

// What is to be done to this call: 0 is nothing.
std::int64_t ordered(Call call, std::int64_t files) {
  if (!orders || (orders->calls & call) == 0) return 0;
  if (call != memory_call && (orders->files & files) == 0) return 0;
  const std::int64_t number = ++orders->seen;
  if (number < orders->nth || number >= orders->nth + orders->times) return 0;
  ++orders->hit;
  if (orders->deed == kill_the_process) ::kill(::getpid(), SIGKILL);
  return orders->deed;
}

bool fails(Call call, std::string_view path) {
  const std::int64_t deed = ordered(call, files_of(path));
  if (deed <= 0) return false;
  errno = static_cast<int>(deed);
  return true;
}

void append(DiskStep::Kind kind, std::string_view path, std::uint64_t offset, const void* content,
            std::size_t size) {
  if (record < 0) return;
  DiskStep step{kind, static_cast<std::uint32_t>(path.size()), offset, size};
  iovec parts[]{{&step, sizeof step},
                {const_cast<char*>(path.data()), path.size()},
                {const_cast<void*>(content), size}};
  const auto put = next<ssize_t (*)(int, const iovec*, int)>("writev");
  if (put(record, parts, 3) != static_cast<ssize_t>(sizeof step + path.size() + size)) {
    give_up("the record cannot be written");
  }
}

std::uint64_t record_size() {
  struct stat status {};
  return record >= 0 && ::fstat(record, &status) == 0 ? static_cast<std::uint64_t>(status.st_size)
                                                      : 0;
}

// Before it is done: what is killed in between is then written down and did not happen, which a
// crash may make of any step that was not synced.
template <class Do>
ssize_t written(int descriptor, const void* bytes, size_t size, off_t offset, Do&& put) {
  char buffer[PATH_MAX];
  std::string_view path;
  if (!inside(descriptor, buffer, path)) return put(size);
  const std::int64_t deed = ordered(write_call, files_of(path));
  if (deed > 0) {
    errno = static_cast<int>(deed);
    return -1;
  }
  if (deed == write_half && size > 1) size /= 2;
  const std::lock_guard lock(gate());
  if (offset < 0) {
    const int flags = ::fcntl(descriptor, F_GETFL);
    struct stat status {};
    const bool appends = (flags & O_APPEND) != 0 && ::fstat(descriptor, &status) == 0;
    offset = appends ? status.st_size : ::lseek(descriptor, 0, SEEK_CUR);
  }
  append(DiskStep::write, path, static_cast<std::uint64_t>(offset), bytes, size);
  const ssize_t done = put(size);
  if (record >= 0 && done != static_cast<ssize_t>(size)) give_up("a recorded write failed");
  return done;
}

int synced(int descriptor, const char* how) {
  char buffer[PATH_MAX];
  std::string_view path;
  const auto real = next<int (*)(int)>(how);
  if (!inside(descriptor, buffer, path)) return real(descriptor);
  if (fails(sync_call, path)) return -1;
  std::uint64_t begun = 0;
  {
    const std::lock_guard lock(gate());
    begun = record_size();
  }
  const int done = real(descriptor);
  const std::lock_guard lock(gate());
  if (done == 0) append(DiskStep::sync, path, begun, nullptr, 0);
  return done;
}

template <class Do>
int opened(const char* name, int flags, Do&& real) {
  std::string_view path;
  char whole[PATH_MAX];
  std::string_view given(name);
  if (given.starts_with("./") || !given.starts_with("/")) {
    if (::getcwd(whole, sizeof whole) != nullptr &&
        std::strlen(whole) + given.size() + 2 < sizeof whole) {
      std::strcat(std::strcat(whole, "/"), name);
      given = whole;
    }
  }
  if (!inside(given, path) || path == ".") return real();
  if (fails(open_call, path)) return -1;
  const std::lock_guard lock(gate());
  const bool is_new = (flags & O_CREAT) != 0 && ::access(name, F_OK) != 0;
  if (is_new) append(DiskStep::create, path, 0, nullptr, 0);
  struct stat status {};
  if (!is_new && (flags & O_TRUNC) != 0 && ::stat(name, &status) == 0 && status.st_size > 0) {
    append(DiskStep::truncate, path, 0, nullptr, 0);
  }
  return real();
}

int mode_of(int flags, va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, int) : 0;
}

std::int64_t shift_ms() { return orders ? orders->clock_shift_ms.load() : 0; }

bool memory_fails() {
  if (ordered(memory_call, 0) <= 0) return false;
  errno = ENOMEM;
  return true;
}

}  // namespace

extern "C" {

#define OPENING(name)                                                     \
  int name(const char* path, int flags, ...) {                            \
    va_list more;                                                         \
    va_start(more, flags);                                                \
    const int mode = mode_of(flags, more);                                \
    va_end(more);                                                         \
    static const auto real = next<int (*)(const char*, int, ...)>(#name); \
    return opened(path, flags, [&] { return real(path, flags, mode); });  \
  }
OPENING(open)
OPENING(open64)
#undef OPENING

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  return written(descriptor, bytes, size, -1,
                 [&](size_t most) { return real(descriptor, bytes, most); });
}

#define WRITING(name)                                                                   \
  ssize_t name(int descriptor, const void* bytes, size_t size, off_t offset) {          \
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>(#name); \
    return written(descriptor, bytes, size, offset,                                     \
                   [&](size_t most) { return real(descriptor, bytes, most, offset); }); \
  }
WRITING(pwrite)
WRITING(pwrite64)
#undef WRITING

int fsync(int descriptor) { return synced(descriptor, "fsync"); }
int fdatasync(int descriptor) { return synced(descriptor, "fdatasync"); }

#define TRUNCATING(name)                                                            \
  int name(int descriptor, off_t size) {                                            \
    static const auto real = next<int (*)(int, off_t)>(#name);                      \
    char buffer[PATH_MAX];                                                          \
    std::string_view path;                                                          \
    if (!inside(descriptor, buffer, path)) return real(descriptor, size);           \
    if (fails(truncate_call, path)) return -1;                                      \
    const std::lock_guard lock(gate());                                             \
    append(DiskStep::truncate, path, static_cast<std::uint64_t>(size), nullptr, 0); \
    return real(descriptor, size);                                                  \
  }
TRUNCATING(ftruncate)
TRUNCATING(ftruncate64)
#undef TRUNCATING

#define REMOVING(name)                                                            \
  int name(const char* file) {                                                    \
    static const auto real = next<int (*)(const char*)>(#name);                   \
    std::string_view path;                                                        \
    if (!inside(file, path)) return real(file);                                   \
    const std::lock_guard lock(gate());                                           \
    if (::access(file, F_OK) == 0) append(DiskStep::unlink, path, 0, nullptr, 0); \
    return real(file);                                                            \
  }
REMOVING(unlink)
REMOVING(remove)
#undef REMOVING

int rename(const char* from, const char* to) {
  static const auto real = next<int (*)(const char*, const char*)>("rename");
  std::string_view first;
  std::string_view second;
  if (!inside(from, first) || !inside(to, second)) return real(from, to);
  const std::lock_guard lock(gate());
  std::string both(first);
  both += '\0';
  both += second;
  append(DiskStep::rename, both, 0, nullptr, 0);
  return real(from, to);
}

int mkdir(const char* name, mode_t mode) {
  static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
  std::string_view path;
  if (!inside(name, path) || path == ".") return real(name, mode);
  const std::lock_guard lock(gate());
  if (::access(name, F_OK) != 0) append(DiskStep::make_folder, path, 0, nullptr, 0);
  return real(name, mode);
}

#define MAPPING(name)                                                                      \
  void* name(void* at, size_t size, int rights, int flags, int descriptor, off_t offset) { \
    static const auto real = next<void* (*)(void*, size_t, int, int, int, off_t)>(#name);  \
    char buffer[PATH_MAX];                                                                 \
    std::string_view path;                                                                 \
    if (descriptor >= 0 && (rights & PROT_WRITE) != 0 && (flags & MAP_SHARED) != 0 &&      \
        inside(descriptor, buffer, path)) {                                                \
      give_up("a file is mapped for writing");                                             \
    }                                                                                      \
    return real(at, size, rights, flags, descriptor, offset);                              \
  }
MAPPING(mmap)
MAPPING(mmap64)
#undef MAPPING

int clock_gettime(clockid_t which, timespec* now) noexcept {
  static const auto real = next<int (*)(clockid_t, timespec*)>("clock_gettime");
  const int done = real(which, now);
  if (done == 0 && which == CLOCK_REALTIME && shift_ms() != 0) {
    const std::int64_t ms = now->tv_sec * 1000 + now->tv_nsec / 1'000'000 + shift_ms();
    now->tv_sec = ms / 1000;
    now->tv_nsec = ms % 1000 * 1'000'000 + now->tv_nsec % 1'000'000;
  }
  return done;
}

time_t time(time_t* where) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (where) *where = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(timeval* where, void*) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  *where = {now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

void* malloc(size_t size) noexcept { return memory_fails() ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) noexcept {
  return memory_fails() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* at, size_t size) noexcept {
  return memory_fails() ? nullptr : __libc_realloc(at, size);
}

int sqlite3_exec(sqlite3* database, const char* sql, int (*each)(void*, int, char**, char**),
                 void* given, char** message) {
  static const auto real =
      next<int (*)(sqlite3*, const char*, int (*)(void*, int, char**, char**), void*, char**)>(
          "sqlite3_exec");
  constexpr std::string_view told = "PRAGMA synchronous = FULL;";
  const char* instead = getenv("BETWEEN_SYNCHRONOUS");
  if (!instead || std::string_view(sql).find(told) == std::string_view::npos) {
    return real(database, sql, each, given, message);
  }
  std::string changed(sql);
  changed.replace(changed.find(told), told.size(),
                  "PRAGMA synchronous = " + std::string(instead) + ";");
  return real(database, changed.c_str(), each, given, message);
}

}  // extern "C"
