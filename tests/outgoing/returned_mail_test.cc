// What mail that came back says, as the mail servers that people have write it, and damaged.
#include "server/outgoing/returned_mail.h"

#include <catch2/catch.hpp>

#include "tests/outgoing/returned_mails.h"

namespace expertise {

namespace {

const std::string id = "0123456789abcdef0123456789abcdef@voorbeeld.test";
const std::string address = "nour@example.nl";

bool names(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// One person, under the address that was mailed, and our Message-ID.
void check_found(const std::string& mail, const NotDelivered& expected) {
  const auto report = read_delivery_report(mail);
  REQUIRE(report);
  CHECK(names(report->message_ids, id));
  CHECK(report->not_delivered == std::vector<NotDelivered>{expected});
}

}  // namespace

TEST_CASE("a report of each of the usual mail servers is read", "[returned]") {
  check_found(from_postfix(id, address), {{address}});
  check_found(with_crlf(from_postfix(id, address)), {{address}});
  check_found(from_exchange(id, address), {{address}});
  check_found(from_gmail(id, address), {{address}});
  check_found(from_exim(id, address), {{"elders@example.org", address}});
}

TEST_CASE("a fault of the sender is none of the address", "[returned]") {
  check_found(from_postfix(id, address, "failed", "5.7.1"), {{address}, false});
}

TEST_CASE("a report about addresses in other letters is read", "[returned]") {
  std::string mail = from_postfix(id, "zoë@example.nl");
  const std::string plain = "message/delivery-status";
  mail.replace(mail.find(plain), plain.size(), "message/global-delivery-status");
  check_found(mail, {{"zoë@example.nl"}});
}

TEST_CASE("what is no lasting failure is no report of one", "[returned]") {
  CHECK_FALSE(read_delivery_report(from_postfix(id, address, "delayed", "4.4.1")));
  CHECK_FALSE(read_delivery_report(from_postfix(id, address, "failed", "4.4.7")));
  CHECK_FALSE(read_delivery_report(from_postfix(id, address, "delivered", "2.0.0")));
  CHECK_FALSE(read_delivery_report(from_postfix(id, address, "relayed", "5.1.1")));
  CHECK_FALSE(read_delivery_report(from_somebody_away(id, address)));
  CHECK_FALSE(read_delivery_report(from_a_reader(id, address)));
  CHECK_FALSE(read_delivery_report(""));
  CHECK_FALSE(read_delivery_report(std::string("\0\xff\n\n\0", 5)));
}

TEST_CASE("a report cut off at any byte is read as far as it goes, or not", "[returned]") {
  for (const std::string& whole : {from_postfix(id, address), from_exchange(id, address)}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto report = read_delivery_report(whole.substr(0, size));
      if (!report) continue;
      CAPTURE(size);
      REQUIRE(report->not_delivered.size() == 1);
      for (const std::string& each : report->not_delivered.front().addresses) {
        CHECK(each == address);
      }
    }
  }
}

TEST_CASE("a report with any byte changed is read or not, and nothing else happens", "[returned]") {
  const std::string whole = from_postfix(id, address);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char other : {'\0', '\n', '\xff', '<', ';'}) {
      std::string changed = whole;
      changed[at] = other;
      const auto report = read_delivery_report(changed);
      CHECK((!report || !report->not_delivered.empty()));
    }
  }
}

TEST_CASE("parts within parts without end are left alone", "[returned]") {
  std::string mail = "Content-Type: multipart/report; report-type=delivery-status; boundary=b0\n\n";
  for (int depth = 0; mail.size() < 1'000'000; ++depth) {
    const std::string at = std::to_string(depth);
    mail += "--b" + at + "\nContent-Type: multipart/mixed; boundary=b" + std::to_string(depth + 1) +
            "\n\n";
  }
  CHECK_FALSE(read_delivery_report(mail));
  std::string letters =
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n";
  while (letters.size() < 1'000'000) letters += "Content-Type: message/rfc822\n\n";
  CHECK_FALSE(read_delivery_report(letters));
  std::string people = from_postfix(id, address);
  const std::string field = "Final-Recipient";
  std::string many;
  for (int i = 0; i < 5'000; ++i) {
    many += "Final-Recipient: rfc822;a" + std::to_string(i) +
            "@example.nl\nAction: failed\nStatus: 5.1.1\n\n";
  }
  people.insert(people.find(field), many);
  const auto report = read_delivery_report(people);
  REQUIRE(report);
  CHECK(report->not_delivered.size() <= 50);
}

}  // namespace expertise
