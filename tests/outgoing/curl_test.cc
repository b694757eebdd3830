// What may be asked of machines outside, and what may not. The server asked is one of our own.
#include "server/outgoing/curl.h"

#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <future>
#include <map>
#include <thread>

using namespace expertise;

namespace {

// Answers on a port of the loopback address until destroyed.
class Neighbour {
 public:
  Neighbour() {
    server.Get("/agenda.ics", [](const httplib::Request& request, httplib::Response& answer) {
      answer.set_header("ETag", "\"seven\"");
      if (request.get_header_value("If-None-Match") == "\"seven\"") {
        answer.status = 304;
        return;
      }
      answer.set_content("BEGIN:VCALENDAR", "text/calendar");
    });
    server.Post("/token", [](const httplib::Request& request, httplib::Response& answer) {
      answer.status = 400;
      answer.set_content(request.get_header_value("Authorization") + " " +
                             request.get_header_value("Content-Type") + " " + request.body,
                         "application/json");
    });
    server.Get("/moved", [](const httplib::Request&, httplib::Response& answer) {
      answer.set_redirect("/agenda.ics");
    });
    server.Get("/endless", [](const httplib::Request&, httplib::Response& answer) {
      answer.set_content_provider("text/calendar", [](std::size_t, httplib::DataSink& sink) {
        static const std::string piece(1 << 16, 'x');
        return sink.write(piece.data(), piece.size());
      });
    });
    server.Get("/silent", [this](const httplib::Request&, httplib::Response&) {
      asked.set_value();
      going.get_future().wait();
    });
    port = server.bind_to_any_port("127.0.0.1");
    thread = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  ~Neighbour() {
    server.stop();
    thread.join();
  }

  std::string host() const { return "127.0.0.1:" + std::to_string(port); }
  std::string address(const std::string& path) const { return "http://" + host() + path; }

  httplib::Server server;
  std::promise<void> asked;
  std::promise<void> going;
  int port = 0;
  std::thread thread;
};

}  // namespace

TEST_CASE("only what is on the public internet is a public address", "[outgoing]") {
  for (const char* inside : {"127.0.0.1",
                             "127.255.255.255",
                             "0.0.0.0",
                             "10.0.0.1",
                             "10.255.255.255",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "100.127.255.255",
                             "192.0.0.1",
                             "198.18.0.1",
                             "198.19.255.255",
                             "203.0.113.5",
                             "224.0.0.1",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::ffff:10.0.0.1",
                             "::ffff:8.8.8.8",
                             "fe80::1",
                             "fc00::1",
                             "fd12:3456::1",
                             "ff02::1",
                             "64:ff9b::a00:1",
                             "2001:db8::1",
                             "2001::1",
                             "2002:a00:1::",
                             "3fff::1",
                             "",
                             "localhost",
                             "8.8.8"}) {
    CAPTURE(inside);
    CHECK_FALSE(is_public_address(inside));
  }
  for (const char* outside :
       {"8.8.8.8", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.0", "172.15.255.255",
        "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0",
        "169.253.255.255", "169.255.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2a00:1450:400e::1", "2001:4860:4860::8888", "2002:808:808::"}) {
    CAPTURE(outside);
    CHECK(is_public_address(outside));
  }
}

TEST_CASE("an address that cannot be used is told from one that can", "[outgoing]") {
  for (const char* bad : {"", "agenda", "ftp://host/agenda.ics", "file:///etc/passwd", "https://",
                          "https://name:secret@host/x", "https://name@host/x", "https://host/a b",
                          "gopher://host", "javascript:alert(1)", "https://host/\r\nX: 1"}) {
    CAPTURE(bad);
    CHECK(address_fault(bad) == FetchFault::bad_address);
  }
  CHECK_FALSE(address_fault("https://host.example/agenda.ics?key=1"));
  CHECK_FALSE(address_fault("webcal://host.example/agenda.ics"));
  const std::string start = "https://host.example/";
  CHECK_FALSE(address_fault(start + std::string(address_bytes - start.size(), 'x')));
  CHECK(address_fault(start + std::string(address_bytes - start.size() + 1, 'x')));
}

TEST_CASE("the internal network is asked nothing", "[outgoing]") {
  Neighbour neighbour;
  auto web = curl_web_reader({});
  // Plain http, or an internal address under any of its names.
  CHECK(web->fetch(neighbour.address("/agenda.ics"), "").fault == FetchFault::bad_address);
  for (const char* host : {"127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"}) {
    CAPTURE(host);
    CHECK(web->fetch("https://" + std::string(host) + "/agenda.ics", "").fault ==
          FetchFault::not_allowed);
  }
  CHECK(web->fetch("https://host.example:8443/agenda.ics", "").fault == FetchFault::not_allowed);
  // What is allowed is one port of one host.
  auto other = curl_web_reader({"127.0.0.1:1"});
  CHECK(other->fetch(neighbour.address("/agenda.ics"), "").fault == FetchFault::bad_address);
}

TEST_CASE("a calendar is fetched, and not again when it stayed the same", "[outgoing]") {
  Neighbour neighbour;
  auto web = curl_web_reader({neighbour.host()});
  Fetched first = web->fetch(neighbour.address("/agenda.ics"), "");
  REQUIRE_FALSE(first.fault);
  CHECK(first.body == "BEGIN:VCALENDAR");
  CHECK(first.entity_tag == "\"seven\"");
  Fetched again = web->fetch(neighbour.address("/agenda.ics"), first.entity_tag);
  CHECK_FALSE(again.fault);
  CHECK(again.unchanged);
  CHECK(again.body.empty());
}

TEST_CASE("what answers otherwise than with a file says how", "[outgoing]") {
  Neighbour neighbour;
  auto web = curl_web_reader({neighbour.host(), "127.0.0.1:1"});
  CHECK(web->fetch(neighbour.address("/moved"), "").fault == FetchFault::redirected);
  CHECK(web->fetch(neighbour.address("/nothing"), "").fault == FetchFault::refused);
  CHECK(web->fetch(neighbour.address("/endless"), "").fault == FetchFault::too_large);
  CHECK(web->fetch("http://127.0.0.1:1/", "").fault == FetchFault::unreachable);
  // It speaks no TLS.
  CHECK(web->fetch("https://" + neighbour.host() + "/", "").fault == FetchFault::unreachable);
}

TEST_CASE("a program is asked by GET or with a form, and its answer is given whatever it is",
          "[outgoing]") {
  Neighbour neighbour;
  auto web = curl_web_caller({neighbour.host()});
  const WebCallAnswer plain = web->call({.address = neighbour.address("/agenda.ics")});
  CHECK_FALSE(plain.fault);
  CHECK(plain.status == 200);
  CHECK(plain.body == "BEGIN:VCALENDAR");
  const WebCallAnswer answer = web->call(
      {.address = neighbour.address("/token"), .form = "a=1&b=%26", .authorization = "Basic YTpi"});
  CHECK_FALSE(answer.fault);
  CHECK(answer.status == 400);
  CHECK(answer.body == "Basic YTpi application/x-www-form-urlencoded a=1&b=%26");
  CHECK(web->call({.address = neighbour.address("/nothing")}).status == 404);
  CHECK(web->call({.address = neighbour.address("/moved")}).fault == FetchFault::redirected);
  CHECK(web->call({.address = neighbour.address("/endless")}).fault == FetchFault::too_large);
  CHECK_THROWS(web->call({.address = neighbour.address("/token"), .authorization = "a\r\nb"}));
  web->stop();
  CHECK(web->call({.address = neighbour.address("/agenda.ics")}).fault == FetchFault::stopped);
}

TEST_CASE("a program inside is not asked, but on the port that is allowed", "[outgoing]") {
  Neighbour neighbour;
  auto web = curl_web_caller({"127.0.0.1:1"});
  CHECK(web->call({.address = neighbour.address("/token")}).fault == FetchFault::bad_address);
  for (const char* inside : {"https://127.0.0.1/", "https://localhost/", "https://[::1]/"}) {
    CHECK(web->call({.address = inside, .form = "a=1"}).fault == FetchFault::not_allowed);
  }
}

TEST_CASE("what is being fetched when we end is given up, and so is what follows", "[outgoing]") {
  Neighbour neighbour;
  auto web = curl_web_reader({neighbour.host()});
  Fetched given_up;
  std::thread fetching([&] { given_up = web->fetch(neighbour.address("/silent"), ""); });
  neighbour.asked.get_future().wait();
  web->stop();
  fetching.join();
  neighbour.going.set_value();
  CHECK(given_up.fault == FetchFault::stopped);
  CHECK(web->fetch(neighbour.address("/agenda.ics"), "").fault == FetchFault::stopped);
}

namespace {

// A mail server that says what it is told to say, on a port of the loopback address.
class PostOffice {
 public:
  PostOffice() {
    listening_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    bind(listening_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(listening_, 4);
    socklen_t size = sizeof address;
    getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~PostOffice() {
    shutdown(listening_, SHUT_RDWR);
    thread_.join();
    close(listening_);
  }

  MailServer as_server(const std::string& host = "127.0.0.1") const {
    return {.address = "smtp://" + host + ":" + std::to_string(port), .from = "pool@example.nl"};
  }

  int port = 0;
  /// What is said to a line that begins so, in place of what is usual.
  std::map<std::string, std::string> says;
  std::vector<std::string> heard;
  std::string taken;

 private:
  void serve() {
    for (;;) {
      const int one = accept(listening_, nullptr, nullptr);
      if (one < 0) return;
      talk(one);
      close(one);
    }
  }
  static void say(int to, const std::string& line) {
    const std::string bytes = line + "\r\n";
    static_cast<void>(send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL));
  }
  static bool hear(int from, std::string& line) {
    line.clear();
    for (char c = 0; recv(from, &c, 1, 0) == 1;) {
      if (c == '\n') return true;
      if (c != '\r') line += c;
    }
    return false;
  }
  void talk(int with) {
    say(with, "220 post office");
    std::string line;
    while (hear(with, line)) {
      heard.push_back(line);
      const std::string verb = line.substr(0, 4);
      if (says.contains(verb)) {
        say(with, says[verb]);
      } else if (verb == "QUIT") {
        return say(with, "221 bye");
      } else if (verb == "DATA") {
        say(with, "354 go on");
        taken.clear();
        while (hear(with, line) && line != ".") taken += line + "\n";
        say(with, says.contains("end") ? says["end"] : "250 taken");
      } else {
        say(with, "250 ok");
      }
    }
  }

  int listening_ = -1;
  std::thread thread_;
};

Mail some_mail() {
  return {.to = "nour@example.nl",
          .subject = "Er is een vraag aan jou",
          .text = "Hallo,\n\nVoor de co\u00f6rdinator.\n.\nEinde\n",
          .at = parse_rfc3339("2026-11-23T08:05:09Z").value(),
          .message_id = "abc@example.nl"};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("mail is handed in whole, with what its header needs", "[outgoing]") {
  PostOffice office;
  auto mailer = curl_mailer(office.as_server());
  CHECK(mailer->send(some_mail()).outcome == MailOutcome::sent);
  CHECK(std::find(office.heard.begin(), office.heard.end(), "MAIL FROM:<pool@example.nl>") !=
        office.heard.end());
  CHECK(std::find(office.heard.begin(), office.heard.end(), "RCPT TO:<nour@example.nl>") !=
        office.heard.end());
  for (const char* line :
       {"From: Expertisepool <pool@example.nl>\n", "To: <nour@example.nl>\n",
        "Subject: Er is een vraag aan jou\n", "Date: Mon, 23 Nov 2026 08:05:09 +0000\n",
        "Message-ID: <abc@example.nl>\n", "Auto-Submitted: auto-generated\n",
        "Content-Type: text/plain; charset=utf-8\n",
        "Content-Transfer-Encoding: quoted-printable\n", "co=C3=B6rdinator", "\nEinde\n"}) {
    CAPTURE(line);
    CHECK(holds(office.taken, line));
  }
}

TEST_CASE("a calendar goes along as what it is", "[outgoing]") {
  PostOffice office;
  Mail mail = some_mail();
  mail.calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
  mail.calendar_method = "REQUEST";
  CHECK(curl_mailer(office.as_server())->send(mail).outcome == MailOutcome::sent);
  CHECK(holds(office.taken, "text/calendar; charset=utf-8; method=REQUEST"));
  CHECK(holds(office.taken, "afspraak.ics"));
}

TEST_CASE("nothing in a mail becomes a header of its own", "[outgoing]") {
  PostOffice office;
  Mail mail = some_mail();
  mail.subject = "Vraag\r\nBcc: dief@example.nl\r\n\r\nInhoud";
  mail.message_id = "x>\r\nX-Extra: 1";
  CHECK(curl_mailer(office.as_server())->send(mail).outcome == MailOutcome::sent);
  CHECK_FALSE(holds(office.taken, "\nBcc:"));
  CHECK_FALSE(holds(office.taken, "\nX-Extra:"));
  for (const char* address : {"", "nobody", "a@b>\r\nRCPT TO:<dief@example.nl", "a b@example.nl",
                              "<a@example.nl>", "a@example.nl,b@example.nl"}) {
    CAPTURE(address);
    mail.to = address;
    CHECK(curl_mailer(office.as_server())->send(mail).outcome == MailOutcome::refused);
  }
}

TEST_CASE("a header that is not ASCII is written in encoded words", "[outgoing]") {
  CHECK(header_text("Een vraag") == "Een vraag");
  CHECK(header_text("Coördinator") == "=?utf-8?Q?Co=C3=B6rdinator?=");
  CHECK(header_text("a\nb\rc") == "a b c");
  const std::string folded =
      header_text("De coördinator heeft iemand gevraagd voor je vraag en nog meer");
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find("\r\n ", begin), folded.size());
    CHECK(end - begin <= 75);
    begin = end == folded.size() ? end : end + 3;
  }
}

TEST_CASE("what a mail server says no to is told apart", "[outgoing]") {
  PostOffice office;
  auto mailer = curl_mailer(office.as_server());
  const auto outcome_when = [&](const std::string& verb, const std::string& said) {
    office.says = {{verb, said}};
    return mailer->send(some_mail()).outcome;
  };
  CHECK(outcome_when("RCPT", "550 5.1.1 no such person") == MailOutcome::refused);
  CHECK(outcome_when("RCPT", "550 nobody here") == MailOutcome::refused);
  CHECK(outcome_when("RCPT", "550 5.7.1 relaying denied") == MailOutcome::later);
  CHECK(outcome_when("RCPT", "451 later") == MailOutcome::later);
  CHECK(outcome_when("MAIL", "550 not you") == MailOutcome::unreachable);
  CHECK(outcome_when("end", "554 spam") == MailOutcome::rejected);
  CHECK(outcome_when("end", "452 full") == MailOutcome::later);
  office.says.clear();
  CHECK(mailer->send(some_mail()).outcome == MailOutcome::sent);
}

TEST_CASE("nothing goes unencrypted to another machine", "[outgoing]") {
  PostOffice office;
  auto mailer = curl_mailer(office.as_server("127.0.0.2"));
  CHECK(mailer->send(some_mail()).outcome == MailOutcome::unreachable);
  for (const std::string& line : office.heard) CHECK_FALSE(holds(line, "MAIL FROM"));
  CHECK(office.taken.empty());
}

TEST_CASE("a mail server that is not there is told as such, and ending waits for none",
          "[outgoing]") {
  int port = 0;
  {
    PostOffice gone;
    port = gone.port;
  }
  auto mailer = curl_mailer(
      {.address = "smtp://127.0.0.1:" + std::to_string(port), .from = "pool@example.nl"});
  CHECK(mailer->send(some_mail()).outcome == MailOutcome::unreachable);
  mailer->stop();
  CHECK(mailer->send(some_mail()).outcome == MailOutcome::stopped);
}

TEST_CASE("settings of mail that cannot be used are refused at the start", "[outgoing]") {
  for (const char* address : {"", "mail.example.nl", "http://mail.example.nl",
                              "smtp://name:secret@mail.example.nl", "smtp://mail.example.nl/x"}) {
    CAPTURE(address);
    CHECK_THROWS_AS(curl_mailer({.address = address, .from = "pool@example.nl"}),
                    std::runtime_error);
  }
  for (const char* from : {"", "pool", "Pool <pool@example.nl>", "a@b\r\nc"}) {
    CAPTURE(from);
    CHECK_THROWS_AS(curl_mailer({.address = "smtps://mail.example.nl", .from = from}),
                    std::runtime_error);
  }
}
