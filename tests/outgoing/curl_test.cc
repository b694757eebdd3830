// What may be asked of machines outside, and what may not. The server asked is one of our own.
#include "server/outgoing/curl.h"

#include <httplib.h>

#include <catch2/catch.hpp>
#include <future>
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
