// The product over HTTP: binds an address, answers each request through the table of routes or with
// a file of the web client, and ends in order. It owns no state of the product; what it serves are
// the use cases it is given.
#pragma once

#include <memory>
#include <string>

#include "server/pool/appointments.h"
#include "server/pool/calendars.h"
#include "server/pool/consultations.h"
#include "server/pool/demo_story.h"
#include "server/pool/indexer.h"
#include "server/pool/keeping.h"
#include "server/pool/matching.h"
#include "server/pool/notifications.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "server/pool/single_sign_on.h"
#include "server/pool/vocabulary_keeping.h"

namespace expertise {

/// What the requests are answered with. All of it must outlive the server.
struct Services {
  People& people;
  Profiles& profiles;
  Calendars& calendars;
  Matching& matching;
  VocabularyKeeping& vocabulary;
  Consultations& consultations;
  Appointments& appointments;
  Notifications& notifications;
  Keeping& keeping;
  Store& store;
  Indexer& indexer;
  Env& env;
  /// Where a demo tells its story; nothing everywhere else.
  DemoStory* story = nullptr;
  /// Where people sign on at a provider too; nothing where that is not set up.
  SingleSignOn* single_sign_on = nullptr;
};

struct ServerOptions {
  /// A loopback address; the edge (nginx) faces the network.
  std::string host = "127.0.0.1";
  /// 0 = any free port.
  int port = 8080;
  /// When not empty, the path of a Unix socket to listen on instead of host and port.
  std::string unix_socket{};
  /// The origin people see, such as `https://pool.example.nl`; with https the session cookie is
  /// `Secure` and carries the `__Host-` prefix. Empty = plain http on this machine itself.
  std::string public_origin{};
  /// The directory of the web client; empty = the API alone.
  std::string web{};
};

class Server {
 public:
  Server(Services services, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Takes the address; gives the port (0 for a Unix socket). Throws std::runtime_error when it is
  /// taken or cannot be had, or when the web client cannot be read.
  int bind();
  /// Answers requests until stop(); call after bind().
  void run();
  /// Lets what is being answered end, and drops who has not finished asking; run() returns within
  /// eight seconds. May be called from any thread, more than once, also before run(); not from a
  /// signal handler.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise
