// The server as a program sees it: sends one request, gives the answer, and turns everything that
// went wrong into one kind of error with the exit status that a script can act on. The only file
// that knows sockets.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

namespace expertise::cli {

/// What a script can tell apart.
enum class Exit : int {
  done = 0,
  refused = 1,         // the server said no; it says why
  wrong_call = 2,      // the words of the call are off
  unreachable = 3,     // no server, or it failed
  sign_on_needed = 4,  // no token, or one that no longer holds
};

class Failure : public std::runtime_error {
 public:
  Failure(Exit exit, const std::string& what) : std::runtime_error(what), exit_(exit) {}
  Exit exit() const { return exit_; }

 private:
  Exit exit_;
};

struct Answer {
  int status = 0;
  /// Empty where there is no body.
  std::string body;
  std::string etag;

  /// The body as JSON. Throws Failure(unreachable) when it is not.
  nlohmann::json json() const;
};

class Api {
 public:
  /// `url` such as `http://localhost:8080`. Throws Failure(wrong_call) when it is not one.
  Api(const std::string& url, std::string token);
  ~Api();

  /// `path` begins behind `/v1`. Throws Failure for every answer that is not 2xx, with the server's
  /// own sentence and each fault on a line.
  Answer get(const std::string& path);
  Answer post(const std::string& path, const nlohmann::json& body,
              const std::string& if_match = {});
  Answer remove(const std::string& path);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A value for a query: everything but letters, digits and `-._~` percent-encoded.
std::string query_value(const std::string& text);

}  // namespace expertise::cli
