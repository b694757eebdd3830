#include "server/operator/demo.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iomanip>
#include <limits>
#include <stdexcept>

#include "server/operator/demo_play.h"

namespace expertise {

namespace {

// Before the first question of the scripts.
constexpr std::chrono::days demo_began_before{160};
constexpr int index_patience_ms = 60'000;
// Of the whole, what making the people takes.
constexpr double share_of_people = 0.6;

// Shows how far it is, at most once for each percent.
class Bar {
 public:
  explicit Bar(std::ostream& out) : out_(out) {}
  ~Bar() {
    if (last_ >= 0) out_ << "\n";
  }
  Bar(const Bar&) = delete;
  Bar& operator=(const Bar&) = delete;

  void show(double share) {
    int percent = static_cast<int>(share * 100);
    if (percent == last_) return;
    last_ = percent;
    auto filled = static_cast<std::size_t>(percent / 4);
    out_ << "\r[" << std::string(filled, '#') << std::string(25 - filled, ' ') << "] "
         << std::setw(3) << percent << " %" << std::flush;
  }

 private:
  std::ostream& out_;
  int last_ = -1;
};

// Everything in `directory` but its lock, which the caller holds.
void empty(const DataDirectory& directory) {
  for (const auto& entry : std::filesystem::directory_iterator(directory.root)) {
    if (entry.path() != directory.lock()) std::filesystem::remove_all(entry.path());
  }
}

// The name is on disk only when its folder is.
void sync_folder(const std::filesystem::path& folder) {
  int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) {
    throw std::runtime_error("cannot write " + folder.string() + ": " + std::strerror(errno));
  }
}

void write_accounts(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

// Of what happened in the invented past nobody is told now, and what was due by then was read.
void leave_told(Product& product, Instant now) {
  product.notifications.tell_what_is_due(now);
  auto txn = product.store->begin(Access::write);
  txn->set_notifications_followed(product.store->head().seq);
  UserQuery query{.scope = {.everything = true}};
  query.page.limit = Page::most;
  for (std::size_t total = 1; query.page.offset < total; query.page.offset += Page::most) {
    const auto users = txn->find(query);
    total = users.total;
    for (const User& each : users.items) {
      txn->mark_read(each.id, 1, std::numeric_limits<std::int64_t>::max(), now);
    }
  }
  txn->commit();
}

// Makes the pool in a directory that is ours and empty.
void make(const DataDirectory& directory, Env& world, const DemoData& data, Instant now,
          std::ostream& progress) {
  ScriptedEnv env(world, now - demo_began_before);
  Product product(directory, env);
  Bar bar(progress);
  double people_in_all = static_cast<double>(data.users.size() + data.specialists.size());
  double made = 0;
  DemoPeople people(product, data, [&] { bar.show(share_of_people * (++made / people_in_all)); });
  // Nobody is found before the index knows them.
  if (!product.indexer.wait_for(product.store->head().seq, index_patience_ms)) {
    throw std::runtime_error("the index does not come up: " + product.indexer.trouble());
  }
  play(product, env, data, people, now,
       [&](double share) { bar.show(share_of_people + (1 - share_of_people) * share); });
  product.indexer.wait_for(product.store->head().seq, index_patience_ms);
  leave_told(product, now);
  write_accounts(directory.demo_accounts(), accounts_text(data));
}

// `data` for `data/` too, and for the working directory its own name.
std::filesystem::path whole_path(const std::filesystem::path& path) {
  auto whole = std::filesystem::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

// Whether there is nothing there that a rename would lose.
bool is_free(const DataDirectory& directory) {
  if (!std::filesystem::exists(directory.root)) return true;
  if (!std::filesystem::is_directory(directory.root)) return false;
  for (const auto& entry : std::filesystem::directory_iterator(directory.root)) {
    if (entry.path() != directory.lock()) return false;
  }
  return true;
}

}  // namespace

int make_demo_pool(const DataDirectory& directory, Env& env, std::ostream& out,
                   std::ostream& progress, Story story) {
  const DataDirectory wanted{whole_path(directory.root)};
  if (std::filesystem::exists(wanted.database())) {
    progress << "there is a pool in " << directory.root.string() << " already\n";
    return 1;
  }
  if (!is_free(wanted)) {
    progress << directory.root.string() << " is not an empty directory\n";
    return 1;
  }
  const DataDirectory beside{wanted.root.string() + ".in-the-making"};
  auto ownership = Ownership::take(beside);
  if (!ownership) {
    progress << "somebody else is making a demo pool in " << directory.root.string() << "\n";
    return 1;
  }
  empty(beside);  // left by a load that was killed

  const Instant now = env.now();
  const DemoData data = read_demo_data(local_day(now), story);
  make(beside, env, data, now, progress);

  sync_folder(beside.root);
  // An empty directory gives way to the rename; one that was filled meanwhile does not.
  std::filesystem::remove(wanted.lock());
  std::filesystem::rename(beside.root, wanted.root);
  sync_folder(wanted.root.parent_path());
  out << accounts_text(data);
  return 0;
}

}  // namespace expertise
