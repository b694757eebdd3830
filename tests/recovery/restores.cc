// Backs a pool up while many threads write to it, puts it back, and looks: both logs hold, and
// every write that was acknowledged before the backup began is in it.
//   restores_test [ROUNDS] [SEED]
#include <stdlib.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/operator/restore.h"
#include "server/pool/erasing.h"

using namespace expertise;

namespace {

constexpr int threads = 4;

void require(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

struct Ground {
  MunicipalityId municipality;
  UserId decider;
};

Ground lay_ground(Product& product) {
  const Actor machine = Actor::machine_operator();
  Municipality town;
  town.name = "Voorbeeldstad";
  town = product.people.put(machine, town);
  User decider;
  decider.municipality = town.id;
  decider.name = "Cora";
  decider.email = "cora@voorbeeld.example";
  decider.roles = {Role::coordinator};
  return {town.id, product.people.add_user(machine, decider, std::nullopt).id};
}

// One use case: a question with its text, and the event; all or nothing.
ConsultationId write_one(Product& product, const Ground& ground) {
  Env& env = product.env;
  Consultation made;
  made.id = env.new_id<ConsultationId>();
  made.municipality = ground.municipality;
  made.asker = ground.decider;
  made.asked_at = made.answer_by = env.now();
  auto txn = product.store->begin(Access::write);
  txn->put(made);
  txn->put_message({.id = env.new_id<MessageId>(),
                    .consultation = made.id,
                    .kind = MessageKind::question,
                    .author = ground.decider,
                    .written_at = env.now()},
                   CaseText::of(made.id.text()));
  txn->append({.at = env.now(),
               .kind = EventKind::question_asked,
               .actor = ground.decider,
               .municipality = ground.municipality,
               .consultation = made.id});
  txn->commit();
  return made.id;
}

// The text of each, in one transaction.
std::string text_of(Txn& txn, ConsultationId id, Instant now) {
  const auto thread =
      txn.read_thread(id, {MessageKind::question},
                      {.at = now, .action = "read", .object = "consultation", .result = "shown"});
  if (thread.empty() || !thread[0].versions.at(0).text) return "";
  return std::string(thread[0].versions[0].text->part("text"));
}

void round(const std::filesystem::path& root, Product& product, const Ground& ground, int number,
           std::minstd_rand& random) {
  std::mutex mutex;
  std::vector<ConsultationId> acknowledged;
  std::atomic<bool> done = false;
  std::atomic<bool> failed = false;
  std::vector<std::thread> writers;
  for (int i = 0; i < threads; ++i) {
    writers.emplace_back([&] {
      try {
        while (!done) {
          const ConsultationId id = write_one(product, ground);
          const std::lock_guard lock(mutex);
          acknowledged.push_back(id);
        }
      } catch (const std::exception&) {
        failed = true;
      }
    });
  }
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return acknowledged.size();
  };
  const std::size_t wanted = 5 + random() % 40;
  while (count() < wanted && !failed) std::this_thread::yield();
  const std::size_t before = count();
  const auto copy = root / ("backup" + std::to_string(number));
  std::ostringstream out, err;
  std::istringstream in;
  const int made = carry_out(product, {"backup", {{"file", copy.string()}}}, {in, out, err});
  done = true;
  for (std::thread& each : writers) each.join();
  require(made == 0, "the backup failed: " + err.str());
  require(!failed, "a write failed beside the backup");

  // One of them is erased after the backup, and must not come back.
  const ConsultationId erased = acknowledged[random() % before];
  erase_consultation({*product.store, product.env}, Actor::machine_operator(), erased,
                     ErasureReason::not_a_case, ground.decider);
  product.destroyed.follow();

  const DataDirectory again{root / ("again" + std::to_string(number))};
  const int restored = restore(again,
                               {.backup = copy,
                                .key = product.directory.key(),
                                .destroyed = product.directory.destroyed(),
                                .without_destroyed = false},
                               product.env, {in, out, err});
  require(restored == 0, "the restore failed: " + err.str());
  const auto ownership = Ownership::take(again);
  Product back(again, product.env);
  require(!back.store->verify(), "a log does not hold");
  auto txn = back.store->begin(Access::write);
  for (std::size_t i = 0; i < before; ++i) {
    const ConsultationId id = acknowledged[i];
    const std::string expected = id == erased ? "" : id.text();
    require(text_of(*txn, id, product.env.now()) == expected,
            id == erased ? "what was erased came back" : "an acknowledged question is missing");
  }
  txn->commit();
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
  std::minstd_rand random(seed);
  std::string pattern =
      (std::filesystem::temp_directory_path() / "expertisepool-restores-XXXXXX").string();
  if (!mkdtemp(pattern.data())) return 1;
  const std::filesystem::path root = pattern;
  int right = 0;
  try {
    auto env = system_env();
    const DataDirectory data{root / "data"};
    const auto ownership = Ownership::take(data);
    Product product(data, *env);
    const Ground ground = lay_ground(product);
    for (int i = 0; i < rounds; ++i) {
      round(root, product, ground, i, random);
      ++right;
    }
  } catch (const std::exception& fault) {
    std::cerr << "round " << right + 1 << ": " << fault.what() << "\n";
  }
  std::cout << rounds << " restores: " << right << " right\n";
  std::error_code ignored;
  std::filesystem::remove_all(root, ignored);
  return right == rounds ? 0 : 1;
}
