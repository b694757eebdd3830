// Kills a process that writes to a store from many threads, at random moments, again and again, and
// looks what is left: every write that was acknowledged is there, none is there by half, and both
// chains hold. What was not acknowledged may be there or not, but whole.
//   store_kill_test [ROUNDS] [SEED]
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/store/store.h"

using namespace expertise;

namespace {

constexpr int threads = 6;
constexpr int latest_kill_ms = 120;
constexpr int long_enough_ms = 60'000;

/// What the writing process says of a write once it is durable; small enough to arrive whole.
struct Acknowledgement {
  IdBytes neighbourhood;
  std::uint64_t seq;
};

/// The rows that every write of a round hangs on.
struct Ground {
  MunicipalityId municipality;
  UserId asker;
  ConsultationId consultation;
};

void require(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

Ground lay_ground(Store& store, Env& env) {
  Ground ground{env.new_id<MunicipalityId>(), env.new_id<UserId>(), env.new_id<ConsultationId>()};
  auto txn = store.begin(Access::write);
  txn->put(Municipality{.id = ground.municipality, .name = "Voorbeeldstad"});
  User asker;
  asker.id = ground.asker;
  asker.municipality = ground.municipality;
  asker.email = asker.id.text() + "@voorbeeld.example";
  txn->put(asker);
  Consultation consultation;
  consultation.id = ground.consultation;
  consultation.municipality = ground.municipality;
  consultation.asker = ground.asker;
  consultation.asked_at = consultation.answer_by = env.now();
  txn->put(consultation);
  txn->commit();
  return ground;
}

/// One use case: a row, a message, who read it, and the event, all or nothing.
Acknowledgement write_one(Store& store, Env& env, const Ground& ground) {
  auto id = env.new_id<NeighbourhoodId>();
  auto txn = store.begin(Access::write);
  txn->put(Neighbourhood{id, ground.municipality, "Wijk " + id.text()});
  Message message;
  message.id = env.new_id<MessageId>();
  message.consultation = ground.consultation;
  message.kind = MessageKind::message;
  message.written_at = env.now();
  txn->put_message(message, CaseText::of(id.text()));
  AccessEntry read;
  read.at = env.now();
  read.consultation = ground.consultation;
  read.municipality = ground.municipality;
  txn->record_access(read);
  Event event;
  event.at = env.now();
  event.kind = EventKind::neighbourhood_put;
  event.municipality = ground.municipality;
  event.consultation = ground.consultation;
  event.details = {{"neighbourhood", id.text()}};
  std::uint64_t seq = txn->append(event).seq;
  txn->commit();
  return {id.bytes(), seq};
}

/// The process that is killed: writes for ever and says what is durable.
[[noreturn]] void write_until_killed(const std::string& path, const MasterKey& key,
                                     const Ground& ground, int say) {
  try {
    auto env = system_env();
    auto store = open_sqlite_store(path, key, *env);
    std::vector<std::thread> writers;
    for (int i = 0; i < threads; ++i) {
      writers.emplace_back([&] {
        for (;;) {
          Acknowledgement done = write_one(*store, *env, ground);
          if (::write(say, &done, sizeof done) != sizeof done) return;
        }
      });
    }
    for (std::thread& writer : writers) writer.join();
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "the writing process: %s\n", fault.what());
  }
  ::_exit(1);
}

/// Collects what is said until `milliseconds` have passed, `most` were heard, or nobody can say
/// more.
void listen(int from, int milliseconds, std::size_t most, std::vector<Acknowledgement>& said) {
  auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (said.size() < most) {
    auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return;
    pollfd ready{from, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(left.count())) <= 0) continue;
    Acknowledgement one;
    if (::read(from, &one, sizeof one) != sizeof one) return;
    said.push_back(one);
  }
}

/// When the process is killed: so long after its start, in the middle of opening the store, or
/// after its first write.
struct Moment {
  bool while_opening;
  int milliseconds;
};

std::vector<Acknowledgement> write_and_kill(const std::string& path, const MasterKey& key,
                                            const Ground& ground, Moment moment) {
  int ends[2];
  require(::pipe(ends) == 0, "no pipe");
  pid_t child = ::fork();
  require(child >= 0, "no process");
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(path, key, ground, ends[1]);
  }
  ::close(ends[1]);
  constexpr std::size_t all = SIZE_MAX;
  std::vector<Acknowledgement> said;
  if (!moment.while_opening) listen(ends[0], long_enough_ms, 1, said);
  listen(ends[0], moment.milliseconds, all, said);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  listen(ends[0], long_enough_ms, all, said);
  ::close(ends[0]);
  require(WIFSIGNALED(status), "the writing process ended by itself");
  return said;
}

/// What the log holds after `from`, as the ids of the rows it tells of.
std::set<NeighbourhoodId> rows_of_events(Store& store, std::uint64_t from) {
  std::set<NeighbourhoodId> rows;
  for (;;) {
    std::vector<Event> events = store.events_after(from, 1000);
    if (events.empty()) return rows;
    for (const Event& event : events) {
      rows.insert(NeighbourhoodId::parse(event.details.at("neighbourhood")).value());
    }
    from = events.back().seq;
  }
}

void check_what_is_left(Store& store, const Ground& ground, std::uint64_t head_before,
                        const std::vector<Acknowledgement>& said) {
  auto fault = store.verify();
  if (fault) {
    throw std::runtime_error(fault->chain + " " + std::to_string(fault->seq) + ": " + fault->what);
  }
  std::set<NeighbourhoodId> logged = rows_of_events(store, head_before);
  require(store.head().seq == head_before + logged.size(), "an event stands there twice");
  for (const Acknowledgement& one : said) {
    require(logged.contains(NeighbourhoodId(one.neighbourhood)), "an acknowledged event is lost");
    require(one.seq <= store.head().seq, "an acknowledged event is past the head");
  }
  auto txn = store.begin(Access::read);
  for (NeighbourhoodId id : logged) {
    require(txn->neighbourhood(id).has_value(), "an event is there without its row");
  }
  require(txn->message_count(ground.consultation) == logged.size(), "messages and events differ");
  AccessQuery reads;
  reads.municipalities = {ground.municipality};
  require(txn->find(reads).total == logged.size(), "access entries and events differ");
  PoolScope here;
  here.municipalities = {ground.municipality};
  require(txn->neighbourhoods(here).size() == logged.size(), "a row is there without its event");
}

void check_texts(Store& store, Env& env, const Ground& ground, std::size_t expected) {
  auto txn = store.begin(Access::write);
  AccessEntry entry;
  entry.at = env.now();
  std::size_t texts = 0;
  for (const ThreadEntry& each :
       txn->read_thread(ground.consultation, {MessageKind::message}, entry)) {
    texts += each.versions.at(0).text.has_value();
  }
  require(texts == expected, "a text cannot be read");
}

std::size_t run_round(const std::string& path, const MasterKey& key, Moment moment) {
  auto env = system_env();
  Ground ground;
  std::uint64_t head = 0;
  {
    auto store = open_sqlite_store(path, key, *env);
    ground = lay_ground(*store, *env);
    head = store->head().seq;
  }
  std::vector<Acknowledgement> said = write_and_kill(path, key, ground, moment);
  auto store = open_sqlite_store(path, key, *env);
  check_what_is_left(*store, ground, head, said);
  check_texts(*store, *env, ground, static_cast<std::size_t>(store->head().seq - head));
  return said.size();
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = argc > 1 ? std::atoi(argv[1]) : 10;
  unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : std::random_device()();
  std::printf("%d rounds, seed %u\n", rounds, seed);
  std::mt19937 generator(seed);
  std::uniform_int_distribution<int> milliseconds(0, latest_kill_ms);

  std::string folder = (std::filesystem::temp_directory_path() / "expertisepool-kill-XXXXXX");
  if (!mkdtemp(folder.data())) return 1;
  MasterKey key{7};
  std::size_t acknowledged = 0;
  try {
    for (int round = 1; round <= rounds; ++round) {
      Moment moment{round % 5 == 0, milliseconds(generator)};
      acknowledged += run_round(folder + "/pool.db", key, moment);
    }
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "lost: %s (the store is left in %s)\n", fault.what(), folder.c_str());
    return 1;
  }
  std::filesystem::remove_all(folder);
  std::printf("%zu acknowledged writes, none lost\n", acknowledged);
  return acknowledged > 0 ? 0 : 1;
}
