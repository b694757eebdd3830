// Matches end to end over HTTP: makes a synthetic pool with the operator's commands, serves it, and
// asks it with two clients at once; once for a pool in which nobody has an agreement, and once for
// one in which everybody has. Usage: http_bench EXPERTISEPOOLD [PROFILES] (10000). Prints the
// latency of short questions and of cases, how many are answered a second, and how soon a word that
// a coordinator adds to the vocabulary finds the people who have it.
#include <httplib.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include "tests/bench/served.h"
#include "tests/bench/synthetic.h"
#include "tests/temporary_directory.h"

namespace {

using namespace expertise::search;
using namespace expertise::bench;
namespace fs = std::filesystem;
using nlohmann::json;

constexpr int clients = 2;
constexpr int questions_a_client = 400;
constexpr std::size_t edits = 20;
constexpr std::chrono::milliseconds between_looks{10};
constexpr std::chrono::seconds patience(30);

// Words of nobody's language: each is a free addition in the profile of every twentieth.
std::string own_word(std::size_t edit) {
  return std::string("qwirv") + static_cast<char>('a' + edit % edits) + "lont";
}

// In a new pool nobody has an agreement yet; later nearly everybody has.
enum class Pool { without_agreements, with_agreements };

void write_profiles(const fs::path& path, Synthetic& synthetic, std::size_t count, Pool pool) {
  const std::string until = pool == Pool::with_agreements ? "2099-12-31" : "";
  std::ofstream out(path);
  for (std::size_t i = 0; i < count; ++i) {
    Profile each = synthetic.profile(i);
    each.topics.push_back(own_word(i));
    out << json{{"id", each.id},
                {"name", each.name},
                {"title", each.title.empty() ? "Deskundige" : each.title},
                {"organisation", each.organisation},
                {"summary", each.summary},
                {"expertise", std::set<std::string>(each.topics.begin(), each.topics.end())},
                {"life_domains",
                 std::set<std::string>(each.life_domains.begin(), each.life_domains.end())},
                {"laws", each.laws},
                {"age_groups", each.age_groups},
                {"confidentiality_until", until},
                {"conduct_until", until},
                {"covenant_until", until},
                {"languages", {"nl"}}}
               .dump()
        << '\n';
  }
}

/// Speaks for one user; throws when an answer is not what it should be.
class Client {
 public:
  Client(const std::string& address, const std::string& token)
      : client_(address), headers_{{"Authorization", "Bearer " + token}} {
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
  }
  httplib::Response get(const std::string& path) {
    return checked(path, client_.Get(path, headers_));
  }
  httplib::Response post(const std::string& path, const json& body) {
    return checked(path, client_.Post(path, headers_, body.dump(), "application/json"));
  }
  httplib::Response put(const std::string& path, const std::string& seen, const json& body) {
    httplib::Headers headers = headers_;
    headers.emplace("If-Match", seen);
    return checked(path, client_.Put(path, headers, body.dump(), "application/json"));
  }

 private:
  static httplib::Response checked(const std::string& path, const httplib::Result& answer) {
    if (answer && answer->status / 100 == 2) return *answer;
    throw std::runtime_error(path + " was answered with " +
                             (answer ? std::to_string(answer->status) : std::string("nothing")));
  }

  httplib::Client client_;
  httplib::Headers headers_;
};

std::vector<double> ask(const std::string& address, const std::string& token,
                        const std::vector<std::string>& questions) {
  Client client(address, token);
  std::vector<double> times;
  for (const std::string& question : questions) {
    const auto start = std::chrono::steady_clock::now();
    client.post("/v1/matches", {{"question", question}, {"limit", 12}});
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    times.push_back(taken.count());
  }
  return times;
}

void measure(const char* kind, const Server& server, const std::string& token,
             const std::array<std::vector<std::string>, clients>& questions) {
  std::array<std::vector<double>, clients> times;
  const auto start = std::chrono::steady_clock::now();
  std::array<std::exception_ptr, clients> faults;
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      try {
        times[i] = ask(server.address(), token, questions[i]);
      } catch (...) {
        faults[i] = std::current_exception();
      }
    });
  }
  for (std::thread& each : threads) each.join();
  for (const std::exception_ptr& each : faults) {
    if (each) std::rethrow_exception(each);
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::vector<double> all;
  for (const auto& each : times) all.insert(all.end(), each.begin(), each.end());
  std::sort(all.begin(), all.end());
  std::printf("%-6s p50 %.1f ms  p99 %.1f ms  most %.1f ms  %.0f a second\n", kind,
              all[all.size() / 2], all[all.size() * 99 / 100], all.back(),
              static_cast<double>(all.size()) / taken.count());
}

// How many people a search by this word finds among those who have the topic.
std::size_t found_by(Client& asker, const std::string& word, const std::string& topic) {
  const json body{{"text", word}, {"filters", {{"topics", {topic}}}}, {"limit", 12}};
  return json::parse(asker.post("/v1/specialists/_search", body).body).at("total");
}

// The work of an earlier change is none of the next one.
void wait_until_in_step(Client& asker) {
  while (json::parse(asker.get("/v1/status").body).at("index").at("behind") != 0) {
  }
}

// A topic that nobody has gets a word that stands in many profiles: how long until a search by that
// word finds all of them as people of the topic. Who asks without a pause keeps one of the cores
// from the work that is measured, so a hundred times a second it is.
double edit_until_found(Client& coordinator, Client& asker, std::size_t edit, std::size_t people) {
  const std::string word = own_word(edit);
  const std::string term = "proefzaak nummer " + std::to_string(edit);
  const httplib::Response made = coordinator.post("/v1/vocabulary", {{"term", term}});
  const std::string code = json::parse(made.body).at("code");
  wait_until_in_step(asker);
  const auto start = std::chrono::steady_clock::now();
  coordinator.put("/v1/vocabulary/topics/" + code, made.get_header_value("ETag"),
                  {{"term", term}, {"synonyms", {word}}});
  while (found_by(asker, word, code) < people) {
    if (std::chrono::steady_clock::now() - start > patience) {
      throw std::runtime_error("of " + std::to_string(people) + " people with " + word + " only " +
                               std::to_string(found_by(asker, word, code)) + " are found");
    }
    std::this_thread::sleep_for(between_looks);
  }
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

void measure_edits(const Server& server, const std::string& coordinator_token,
                   const std::string& asker_token, std::size_t profiles) {
  Client coordinator(server.address(), coordinator_token);
  Client asker(server.address(), asker_token);
  std::vector<double> times;
  for (std::size_t i = 0; i < edits; ++i) {
    times.push_back(edit_until_found(coordinator, asker, i, profiles / edits));
  }
  std::sort(times.begin(), times.end());
  std::printf("PUT /v1/vocabulary/topics: a new word of %zu profiles finds them after\n",
              profiles / edits);
  std::printf("%-6s p50 %.0f ms  most %.0f ms  of %zu\n", "edit", times[edits / 2], times.back(),
              edits);
}

// Makes a user with a role, and gives a token.
std::string token_of(const std::string& program, const std::string& with_data,
                     const std::string& role) {
  const std::string email = role + "@example.nl";
  last_line_of(program + " user add --email " + email + " --name " + role + " --role " + role +
               " --team Bench" + with_data);
  return last_line_of(program + " token create --user " + email + with_data);
}

void bench(const std::string& program, std::size_t profiles, const fs::path& place, Pool pool) {
  const fs::path directory = place / (pool == Pool::with_agreements ? "with" : "without");
  fs::create_directory(directory);
  const fs::path data = directory / "data";
  const std::string with_data = " --data " + data.string();
  Synthetic synthetic(7);
  write_profiles(directory / "profiles.jsonl", synthetic, profiles, pool);
  last_line_of(program + " init --municipality Benchstad" + with_data);
  const std::string told = last_line_of(program + " import specialists" + with_data + " " +
                                        (directory / "profiles.jsonl").string());
  if (!told.starts_with(std::to_string(profiles) + " rows")) {
    throw std::runtime_error("the profiles were not imported: " + told);
  }
  last_line_of(program + " team add --name Bench" + with_data);
  const std::string token = token_of(program, with_data, "team_member");
  const std::string coordinator = token_of(program, with_data, "coordinator");
  const Server server(program, data, {"--port", "0"});
  std::array<std::vector<std::string>, clients> warming;
  std::array<std::vector<std::string>, clients> short_ones;
  std::array<std::vector<std::string>, clients> cases;
  for (int i = 0; i < clients; ++i) {
    for (int n = 0; n < questions_a_client; ++n) {
      if (n < questions_a_client / 8) warming[i].push_back(synthetic.long_question());
      short_ones[i].push_back(synthetic.short_question());
      cases[i].push_back(synthetic.long_question());
    }
  }
  std::printf("POST /v1/matches at %zu profiles %s agreements, %d clients\n", profiles,
              pool == Pool::with_agreements ? "with" : "without", clients);
  measure("warm", server, token, warming);
  measure("short", server, token, short_ones);
  measure("case", server, token, cases);
  if (pool == Pool::with_agreements) measure_edits(server, coordinator, token, profiles);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::cerr << "usage: http_bench EXPERTISEPOOLD [PROFILES]\n";
    return 2;
  }
  const std::size_t profiles = argc > 2 ? std::stoul(argv[2]) : 10'000;
  const expertise::TemporaryDirectory place;
  for (const Pool pool : {Pool::without_agreements, Pool::with_agreements}) {
    bench(argv[1], profiles, place.path(), pool);
  }
} catch (const std::exception& fault) {
  std::cerr << "http_bench: " << fault.what() << '\n';
  return 1;
}
