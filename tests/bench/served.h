// What the benchmarks of the running server share: the operator's commands, and the server as a
// process of its own.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace expertise::bench {

struct Pipe {
  FILE* file;
  explicit Pipe(const std::string& command) : file(popen(command.c_str(), "r")) {
    if (file == nullptr) throw std::runtime_error("cannot run " + command);
  }
  ~Pipe() {
    if (file != nullptr) pclose(file);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
};

// The last line that a command wrote.
inline std::string last_line_of(const std::string& command) {
  Pipe pipe(command + " 2>&1 </dev/null");
  std::array<char, 4096> line{};
  std::string last;
  while (fgets(line.data(), line.size(), pipe.file) != nullptr) last = line.data();
  while (!last.empty() && last.back() == '\n') last.pop_back();
  return last;
}

/// The server as a process of its own, ended with it.
class Server {
 public:
  Server(const std::string& program, const std::filesystem::path& data,
         std::vector<std::string> options) {
    std::vector<std::string> words{program, "serve", "--data", data.string()};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      execv(program.c_str(), arguments.data());
      _exit(127);
    }
    close(ends[1]);
    FILE* output = fdopen(ends[0], "r");
    std::array<char, 4096> line{};
    while (fgets(line.data(), line.size(), output) != nullptr) {
      const std::string text = line.data();
      const auto at = text.find("listening on ");
      if (at == std::string::npos) continue;
      address_ = text.substr(at + 13, text.find_last_not_of("\n") - at - 12);
      return;
    }
    throw std::runtime_error("the server did not start");
  }
  ~Server() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Where it listens.
  const std::string& address() const { return address_; }
  pid_t process() const { return process_; }

 private:
  pid_t process_ = -1;
  std::string address_;
};

}  // namespace expertise::bench
