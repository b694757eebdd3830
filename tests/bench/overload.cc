// Ten times as many questions as the server can answer, through its Unix socket as nginx brings
// them: measures what it answers when it is asked as fast as it answers, then offers ten times that
// and does not wait for answers, then measures again. Who is not answered must be told to come
// back; whether the server lives is asked all the time. Usage:
//   overload EXPERTISEPOOLD PROFILES SECONDS [shape]
// `shape` holds it only to what does not depend on the machine's speed.
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <unordered_map>

#include "tests/bench/served.h"
#include "tests/bench/synthetic.h"

namespace {

using namespace expertise::search;
using namespace expertise::bench;
namespace fs = std::filesystem;
using nlohmann::json;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int times_too_much = 10;
constexpr std::size_t at_once_when_measured = 8;
constexpr std::size_t most_open = 8000;
constexpr std::chrono::seconds patience(30);

// Each connection that is open is a descriptor, here and at the server.
void allow_open() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void write_profiles(const fs::path& path, Synthetic& synthetic, std::size_t count) {
  std::ofstream out(path);
  for (std::size_t i = 0; i < count; ++i) {
    const Profile each = synthetic.profile(i);
    out << json{{"id", each.id},
                {"name", each.name},
                {"title", each.title.empty() ? "Deskundige" : each.title},
                {"organisation", each.organisation},
                {"summary", each.summary},
                {"expertise", std::set<std::string>(each.topics.begin(), each.topics.end())},
                {"laws", each.laws},
                {"age_groups", each.age_groups},
                {"confidentiality_until", "2099-12-31"},
                {"conduct_until", "2099-12-31"},
                {"covenant_until", "2099-12-31"},
                {"languages", {"nl"}}}
               .dump()
        << '\n';
  }
}

int connection_to(const std::string& path) {
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (::connect(made, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(made);
    return -1;
  }
  return made;
}

/// How requests were answered.
struct Answers {
  std::vector<double> good;     ///< milliseconds of each
  std::vector<double> refused;  ///< with 503 and when to come back
  std::size_t other = 0;
  std::size_t unanswered = 0;

  void add(const std::string& answer, double took) {
    if (answer.starts_with("HTTP/1.1 200 ")) {
      good.push_back(took);
    } else if (answer.starts_with("HTTP/1.1 503 ") &&
               answer.find("\r\nRetry-After: ") != std::string::npos) {
      refused.push_back(took);
    } else if (answer.empty()) {
      ++unanswered;
    } else {
      ++other;
      std::cerr << answer.substr(0, 400) << '\n';
    }
  }
};

double at(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

/// One thread that asks by many connections at once and reads what comes.
class Asker {
 public:
  Asker(std::string path, std::vector<std::string> requests)
      : path_(std::move(path)), requests_(std::move(requests)), epoll_(::epoll_create1(0)) {}
  ~Asker() { ::close(epoll_); }

  /// Keeps so many asked at once.
  Answers closed_loop(Clock::duration lasting) {
    Answers answers;
    const auto until = Clock::now() + lasting;
    while (Clock::now() < until) {
      while (open_.size() < at_once_when_measured) ask(Clock::now(), answers);
      read(answers, 10);
    }
    finish(answers);
    return answers;
  }

  /// So many a second, whatever comes back.
  Answers open_loop(Clock::duration lasting, double a_second) {
    Answers answers;
    const auto start = Clock::now();
    std::size_t asked = 0;
    for (auto now = start; now < start + lasting; now = Clock::now()) {
      const auto due =
          static_cast<std::size_t>(std::chrono::duration<double>(now - start).count() * a_second);
      for (; asked < due && open_.size() < most_open; ++asked) {
        ask(start + std::chrono::duration_cast<Clock::duration>(
                        std::chrono::duration<double>(static_cast<double>(asked) / a_second)),
            answers);
      }
      read(answers, 1);
    }
    finish(answers);
    return answers;
  }

 private:
  struct Asked {
    Clock::time_point from;
    std::string answer;
  };

  void ask(Clock::time_point from, Answers& answers) {
    const int socket = connection_to(path_);
    const std::string& request = requests_[next_++ % requests_.size()];
    if (socket < 0 || ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) {
      if (socket >= 0) ::close(socket);
      ++answers.unanswered;
      return;
    }
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
    open_.emplace(socket, Asked{from, {}});
  }

  void read(Answers& answers, int wait_ms) {
    std::array<epoll_event, 256> events{};
    const int count = ::epoll_wait(epoll_, events.data(), events.size(), wait_ms);
    std::array<char, 65536> buffer;
    for (int i = 0; i < count; ++i) {
      const int socket = events[static_cast<std::size_t>(i)].data.fd;
      Asked& asked = open_.at(socket);
      for (;;) {
        const auto got = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (got > 0) {
          // The head is enough.
          if (asked.answer.size() < 2048) asked.answer.append(buffer.data(), std::size_t(got));
          continue;
        }
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) break;
        answers.add(asked.answer, Milliseconds(Clock::now() - asked.from).count());
        ::close(socket);
        open_.erase(socket);
        break;
      }
    }
  }

  void finish(Answers& answers) {
    const auto until = Clock::now() + patience;
    while (!open_.empty() && Clock::now() < until) read(answers, 50);
    answers.unanswered += open_.size();
    for (const auto& [socket, asked] : open_) ::close(socket);
    open_.clear();
  }

  std::string path_;
  std::vector<std::string> requests_;
  int epoll_;
  std::size_t next_ = 0;
  std::unordered_map<int, Asked> open_;
};

std::string all_of(const std::string& path, const std::string& request) {
  const int socket = connection_to(path);
  if (socket < 0) return {};
  std::string answer;
  if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    std::array<char, 4096> buffer;
    for (;;) {
      const auto got = ::recv(socket, buffer.data(), buffer.size(), 0);
      if (got <= 0) break;
      answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
  ::close(socket);
  return answer;
}

/// Asks all the time whether the server lives.
class Liveness {
 public:
  explicit Liveness(const std::string& path)
      : thread_([this, path] {
          while (!ended_) {
            const auto from = Clock::now();
            answers_.add(all_of(path, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                         Milliseconds(Clock::now() - from).count());
            std::this_thread::sleep_until(from + std::chrono::milliseconds(20));
          }
        }) {}
  Answers end() {
    ended_ = true;
    thread_.join();
    return answers_;
  }

 private:
  std::atomic<bool> ended_{false};
  Answers answers_;
  std::thread thread_;
};

int failures = 0;
void expect(bool holds, const char* what) {
  if (holds) return;
  ++failures;
  std::cout << "FAILED: " << what << '\n';
}

void run(const std::string& program, std::size_t profiles, Clock::duration lasting, bool is_shape,
         const fs::path& place) {
  const fs::path data = place / "data";
  const std::string with_data = " --data " + data.string();
  Synthetic synthetic(7);
  write_profiles(place / "profiles.jsonl", synthetic, profiles);
  last_line_of(program + " init --municipality Proefstad" + with_data);
  last_line_of(program + " import specialists" + with_data + " " +
               (place / "profiles.jsonl").string());
  last_line_of(program + " team add --name Proefteam" + with_data);
  last_line_of(program + " user add --email lid@example.nl --name Lid --role team_member --team " +
               "Proefteam" + with_data);
  const std::string token =
      last_line_of(program + " token create --user lid@example.nl" + with_data);
  const std::string path = (place / "http.sock").string();
  const Server server(program, data, {"--unix-socket", path});

  std::vector<std::string> requests;
  for (int i = 0; i < 500; ++i) {
    const std::string body = json{{"question", synthetic.long_question()}, {"limit", 12}}.dump();
    requests.push_back("POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                       token + "\r\nAccept: application/json\r\nContent-Type: application/json" +
                       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  Asker asker(path, requests);
  const auto rate = [](const Answers& answers, Clock::duration time) {
    return static_cast<double>(answers.good.size()) / std::chrono::duration<double>(time).count();
  };
  asker.closed_loop(lasting / 4);
  const double capacity = rate(asker.closed_loop(lasting), lasting);

  Liveness liveness(path);
  const Answers flooded = asker.open_loop(lasting, capacity * times_too_much);
  const Answers live = liveness.end();
  const double goodput = rate(flooded, lasting);
  const Clock::duration second = std::chrono::seconds(1);
  const Answers after = asker.closed_loop(second);

  std::printf("POST /v1/matches at %zu profiles: %.0f a second; offered %.0f a second\n", profiles,
              capacity, capacity * times_too_much);
  std::printf("  answered %zu, %.0f a second (%.0f %%), p50 %.0f ms  p99 %.0f ms  most %.0f ms\n",
              flooded.good.size(), goodput, 100 * goodput / capacity, at(flooded.good, 0.5),
              at(flooded.good, 0.99), at(flooded.good, 1));
  std::printf("  503 with Retry-After %zu, p99 %.0f ms; other %zu, unanswered %zu\n",
              flooded.refused.size(), at(flooded.refused, 0.99), flooded.other, flooded.unanswered);
  std::printf("  /health/live %zu of %zu, p99 %.2f ms  most %.2f ms\n", live.good.size(),
              live.good.size() + live.refused.size() + live.other + live.unanswered,
              at(live.good, 0.99), at(live.good, 1));
  std::printf("  in the second after: %.0f a second (%.0f %%), refused %zu\n", rate(after, second),
              100 * rate(after, second) / capacity, after.refused.size());

  expect(flooded.refused.size() > flooded.good.size(), "most are refused");
  expect(!flooded.good.empty(), "some are answered");
  expect(flooded.other == 0, "every other answer is 503 with Retry-After");
  expect(flooded.unanswered == 0, "every request is answered");
  expect(!live.good.empty() && live.refused.empty() && live.other + live.unanswered == 0,
         "it says that it lives");
  expect(after.refused.empty() && after.other + after.unanswered == 0 && !after.good.empty(),
         "afterwards everybody is answered");
  if (is_shape) return;
  expect(goodput >= 0.8 * capacity, "at least 80 % of what it can answer is answered");
  expect(at(flooded.good, 0.99) < 500, "what is answered takes less than 500 ms");
  expect(rate(after, second) >= 0.8 * capacity, "in the second after it answers as before");
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4) {
    std::cerr << "usage: overload EXPERTISEPOOLD PROFILES SECONDS [shape]\n";
    return 2;
  }
  allow_open();
  std::string place = (fs::temp_directory_path() / "overload-XXXXXX").string();
  if (mkdtemp(place.data()) == nullptr) throw std::runtime_error("no temporary directory");
  try {
    run(argv[1], std::stoul(argv[2]), std::chrono::seconds(std::stoul(argv[3])), argc > 4, place);
  } catch (...) {
    fs::remove_all(place);
    throw;
  }
  fs::remove_all(place);
  return failures == 0 ? 0 : 1;
} catch (const std::exception& fault) {
  std::cerr << "overload: " << fault.what() << '\n';
  return 1;
}
