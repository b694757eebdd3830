// Makes of a record of the server's steps on its disk (between.cc) what a power cut could have left
// at any moment, and opens it: what was synced is there; of what was not any part may be, whole or
// torn by sectors; names that were made, moved or removed hold up to some step since their folder
// was synced.
//   power_loss_states RECORD PROMISES STATES SEED [WHOLE]
// PROMISES has lines `LENGTH_OF_THE_RECORD WHAT ID NUMBER`. In every WHOLE-th state all of the
// product is opened: the index must notice what it lacks. Prints how many states lost something or
// were faulty.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string_view>

#include "server/operator/product.h"
#include "tests/recovery/between.h"
#include "tests/recovery/left_over.h"

using namespace expertise;
using namespace expertise::recovery;

namespace {

constexpr std::size_t sector = 512;
constexpr int processes = 2;
constexpr int indexing_timeout_ms = 60'000;

struct RecordedStep {
  std::uint64_t at;
  DiskStep step;
  std::string_view path;
  std::string_view to;
  std::string_view content;
};

struct PromiseOfMoment {
  std::uint64_t at = 0;
  Promise promise;
};

// A file apart from its names.
struct Contents {
  std::string synced;
  std::vector<const RecordedStep*> since;
};

using Names = std::map<std::string, std::shared_ptr<Contents>, std::less<>>;

void cut(std::string& bytes, std::uint64_t size) { bytes.resize(size, '\0'); }

void put(std::string& bytes, std::uint64_t offset, std::string_view content) {
  if (bytes.size() < offset + content.size()) bytes.resize(offset + content.size(), '\0');
  content.copy(bytes.data() + offset, content.size());
}

void apply(const RecordedStep& each, std::string& bytes) {
  if (each.step.kind == DiskStep::truncate) {
    cut(bytes, each.step.offset);
  } else {
    put(bytes, each.step.offset, each.content);
  }
}

/// How a power cut treats what was not synced.
enum class Fate { all_stays, nothing_stays, some_stays, some_is_torn, the_last_is_torn };
constexpr int fates = 5;

void apply_torn(const RecordedStep& each, std::string& bytes, std::mt19937& random) {
  if (each.step.kind == DiskStep::truncate) return;
  for (std::size_t from = 0; from < each.content.size();) {
    const std::uint64_t offset = each.step.offset + from;
    const std::size_t size = std::min(each.content.size() - from, sector - offset % sector);
    if (random() % 2 == 0) put(bytes, offset, each.content.substr(from, size));
    from += size;
  }
}

std::string left_of(const Contents& contents, Fate fate, std::mt19937& random) {
  std::string bytes = contents.synced;
  const std::size_t count = contents.since.size();
  const std::size_t last = count == 0 ? 0 : random() % count;
  for (std::size_t i = 0; i < count; ++i) {
    const RecordedStep& each = *contents.since[i];
    switch (fate) {
      case Fate::all_stays:
        apply(each, bytes);
        break;
      case Fate::nothing_stays:
        break;
      case Fate::some_stays:
        if (random() % 2 == 0) apply(each, bytes);
        break;
      case Fate::some_is_torn:
        if (random() % 3 == 0) {
          apply(each, bytes);
        } else if (random() % 2 == 0) {
          apply_torn(each, bytes, random);
        }
        break;
      case Fate::the_last_is_torn:
        if (i < last) apply(each, bytes);
        if (i == last) apply_torn(each, bytes, random);
        break;
    }
  }
  return bytes;
}

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? "." : std::string(path.substr(0, slash));
}

void rename_in(Names& names, const RecordedStep& each) {
  // Of a folder all that is in it moves.
  std::vector<std::pair<std::string, std::shared_ptr<Contents>>> moved;
  for (auto name = names.begin(); name != names.end();) {
    const std::string& path = name->first;
    const bool is_it = path == each.path || path.starts_with(std::string(each.path) + "/");
    if (!is_it) {
      ++name;
      continue;
    }
    moved.emplace_back(std::string(each.to) + path.substr(each.path.size()), name->second);
    name = names.erase(name);
  }
  for (auto& [path, contents] : moved) names[path] = contents;
}

/// The disk as the record makes it, step by step.
class Disk {
 public:
  void take(const RecordedStep& each) {
    switch (each.step.kind) {
      case DiskStep::create:
      case DiskStep::unlink:
      case DiskStep::rename:
      case DiskStep::make_folder:
        change_names(now_, each, true);
        renamed_.push_back(&each);
        return;
      case DiskStep::write:
      case DiskStep::truncate:
        if (const auto found = now_.find(each.path); found != now_.end()) {
          found->second->since.push_back(&each);
        }
        return;
      case DiskStep::sync:
        sync(each);
        return;
    }
  }

  /// Writes a state that a power cut could leave to `folder`.
  void cut_power(const std::filesystem::path& folder, Fate fate, std::mt19937& random) const {
    Names names = synced_names_;
    std::size_t kept = renamed_.size();
    if (fate == Fate::nothing_stays) kept = 0;
    if (fate != Fate::nothing_stays && fate != Fate::all_stays) kept = random() % (kept + 1);
    for (std::size_t i = 0; i < kept; ++i) change_names(names, *renamed_[i], false);
    for (const auto& [path, contents] : names) {
      const auto file = folder / path;
      if (!contents) {
        std::filesystem::create_directories(file);
        continue;
      }
      std::filesystem::create_directories(file.parent_path());
      std::ofstream(file, std::ios::binary) << left_of(*contents, fate, random);
    }
  }

 private:
  // What a step makes is the same file, whether its name was synced or not.
  void change_names(Names& names, const RecordedStep& each, bool is_new) const {
    if (each.step.kind == DiskStep::rename) {
      rename_in(names, each);
    } else if (each.step.kind == DiskStep::unlink) {
      if (const auto found = names.find(each.path); found != names.end()) names.erase(found);
    } else if (is_new) {
      auto& made = made_[&each];
      if (each.step.kind == DiskStep::create) made = std::make_shared<Contents>();
      names[std::string(each.path)] = made;
    } else {
      names[std::string(each.path)] = made_.at(&each);
    }
  }

  void sync(const RecordedStep& each) {
    const auto found = now_.find(each.path);
    if (found != now_.end() && found->second) {
      Contents& contents = *found->second;
      auto first = contents.since.begin();
      for (; first != contents.since.end() && (*first)->at < each.step.offset; ++first) {
        apply(**first, contents.synced);
      }
      contents.since.erase(contents.since.begin(), first);
      return;
    }
    // A folder: its names, and in one order with those of the others.
    std::size_t vouched = 0;
    for (std::size_t i = 0; i < renamed_.size(); ++i) {
      const bool is_of_it = folder_of(renamed_[i]->path) == each.path;
      if (is_of_it && renamed_[i]->at < each.step.offset) vouched = i + 1;
    }
    for (std::size_t i = 0; i < vouched; ++i) change_names(synced_names_, *renamed_[i], false);
    renamed_.erase(renamed_.begin(), renamed_.begin() + static_cast<std::ptrdiff_t>(vouched));
  }

  Names now_;
  Names synced_names_;
  std::vector<const RecordedStep*> renamed_;
  mutable std::map<const RecordedStep*, std::shared_ptr<Contents>> made_;
};

std::vector<RecordedStep> read_record(const char* path) {
  const int file = ::open(path, O_RDONLY);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) throw std::runtime_error("no record");
  const auto size = static_cast<std::size_t>(status.st_size);
  // For the life of the process.
  const void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (mapped == MAP_FAILED) throw std::runtime_error("the record is empty");
  const std::string_view bytes(static_cast<const char*>(mapped), size);
  std::vector<RecordedStep> steps;
  for (std::size_t at = 0; at + sizeof(DiskStep) <= size;) {
    RecordedStep each{};
    each.at = at;
    std::memcpy(&each.step, bytes.data() + at, sizeof(DiskStep));
    const std::size_t end = at + sizeof(DiskStep) + each.step.path_size + each.step.size;
    if (end > size) break;  // the last one, cut off by a kill
    each.path = bytes.substr(at + sizeof(DiskStep), each.step.path_size);
    if (const auto divided = each.path.find('\0'); divided != each.path.npos) {
      each.to = each.path.substr(divided + 1);
      each.path = each.path.substr(0, divided);
    }
    each.content = bytes.substr(at + sizeof(DiskStep) + each.step.path_size, each.step.size);
    steps.push_back(each);
    at = end;
  }
  return steps;
}

std::vector<PromiseOfMoment> read_promises_of(const char* path) {
  std::ifstream file(path);
  std::vector<PromiseOfMoment> promises;
  PromiseOfMoment each;
  while (file >> each.at >> each.promise.what >> each.promise.id >> each.promise.number) {
    promises.push_back(each);
  }
  if (promises.empty()) throw std::runtime_error("nothing was promised");
  std::stable_sort(promises.begin(), promises.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return promises;
}

struct Count {
  int states = 0;
  int lost = 0;
  int faulty = 0;
  int whole = 0;
};

/// All of the product: the index must be in step and know as many people as the store.
void open_whole(const std::filesystem::path& data, Env& env) {
  const auto ownership = Ownership::take({data});
  Product product({data}, env);
  product.matching.catch_up();
  product.indexer.wait_for(product.store->head().seq, indexing_timeout_ms);
  if (product.indexer.behind() != 0) throw std::runtime_error("the index is behind");
  SpecialistQuery everybody;
  everybody.scope.everything = true;
  auto txn = product.store->begin(Access::read);
  const std::size_t people = txn->find(everybody).total;
  if (product.index.size() != people) {
    throw std::runtime_error("the index knows " + std::to_string(product.index.size()) + " of " +
                             std::to_string(people) + " people");
  }
}

struct Task {
  const std::vector<RecordedStep>& steps;
  const std::vector<PromiseOfMoment>& promises;
  /// From a moment of the record to what cuts the power then.
  std::multimap<std::uint64_t, unsigned> moments;
  int whole_each;
};

std::string check(const std::filesystem::path& data, const Task& task, std::uint64_t moment,
                  bool is_whole, Env& env, Count& count) {
  std::vector<Promise> due;
  for (const auto& each : task.promises) {
    if (each.at <= moment) due.push_back(each.promise);
  }
  try {
    const auto missing = missing_of(due, look_at(data, env));
    if (missing) {
      ++count.lost;
      return *missing;
    }
    if (is_whole) {
      ++count.whole;
      open_whole(data, env);
    }
    return "";
  } catch (const std::exception& fault) {
    ++count.faulty;
    return fault.what();
  }
}

Count cut_at_each(const Task& task, const std::filesystem::path& folder) {
  const auto env = system_env();
  Disk disk;
  Count count;
  auto next = task.steps.begin();
  for (const auto& [moment, seed] : task.moments) {
    for (; next != task.steps.end() && next->at < moment; ++next) disk.take(*next);
    std::mt19937 random(seed);
    const auto fate = static_cast<Fate>(random() % fates);
    std::filesystem::create_directories(folder);
    disk.cut_power(folder, fate, random);
    const bool is_whole = ++count.states % task.whole_each == 0;
    const std::string what = check(folder, task, moment, is_whole, *env, count);
    if (!what.empty() && count.lost + count.faulty <= 3) {
      std::cerr << "cut at " << moment << " (state " << seed << ", fate " << static_cast<int>(fate)
                << "): " << what << "\n";
    }
    std::filesystem::remove_all(folder);
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  try {
    const auto steps = read_record(argv[1]);
    const auto promises = read_promises_of(argv[2]);
    const int states = std::atoi(argv[3]);
    std::mt19937 random(static_cast<unsigned>(std::atoi(argv[4])));
    const int whole_each = argc > 5 ? std::atoi(argv[5]) : 50;

    // Half of them where something was just acknowledged, the others anywhere after the first
    // promise.
    std::vector<Task> tasks(processes, Task{steps, promises, {}, whole_each});
    const auto first = std::find_if(steps.begin(), steps.end(), [&](const RecordedStep& each) {
      return each.at >= promises.front().at;
    });
    const auto after = static_cast<std::size_t>(steps.end() - first);
    for (int i = 0; i < states; ++i) {
      const std::uint64_t moment =
          i % 2 == 0 || after == 0 ? promises[random() % promises.size()].at
                                   : (first + static_cast<std::ptrdiff_t>(random() % after))->at;
      tasks[static_cast<std::size_t>(i % 4 / 2)].moments.emplace(moment, random());
    }

    const bool has_memory = std::filesystem::exists("/dev/shm");
    std::string root = (has_memory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) +
                       "/expertisepool-power-XXXXXX";
    if (!mkdtemp(root.data())) throw std::runtime_error("no temporary directory");
    int said[2];
    if (::pipe(said) != 0) throw std::runtime_error("no pipe");
    for (int i = 0; i < processes; ++i) {
      if (::fork() != 0) continue;
      const Count count =
          cut_at_each(tasks[static_cast<std::size_t>(i)], root + "/" + std::to_string(i));
      const bool is_said = ::write(said[1], &count, sizeof count) == sizeof count;
      ::_exit(is_said ? 0 : 1);
    }
    Count all;
    bool is_whole = true;
    for (int i = 0; i < processes; ++i) {
      int status = 0;
      ::wait(&status);
      Count count;
      if (status != 0 || ::read(said[0], &count, sizeof count) != sizeof count) {
        is_whole = false;
        continue;
      }
      all.states += count.states;
      all.lost += count.lost;
      all.faulty += count.faulty;
      all.whole += count.whole;
    }
    std::filesystem::remove_all(root);
    if (!is_whole) throw std::runtime_error("a process that looked at states ended early");
    std::printf(
        "{\"steps\": %zu, \"promises\": %zu, \"states\": %d, \"lost\": %d, \"faulty\": %d, "
        "\"whole\": %d}\n",
        steps.size(), promises.size(), all.states, all.lost, all.faulty, all.whole);
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << fault.what() << "\n";
    return 1;
  }
}
