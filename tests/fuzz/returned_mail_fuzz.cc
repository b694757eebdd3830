// Mail that came back: anybody can write some. What is read of it is bounded and stands in it.
#include "server/outgoing/returned_mail.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace expertise;
  using fuzz::holds;
  const std::string mail(fuzz::text_of(data, size));
  const auto report = read_delivery_report(mail);
  const auto again = read_delivery_report(mail);
  holds(report.has_value() == again.has_value(), "the same is read each time");
  if (!report) return 0;
  holds(report->message_ids == again->message_ids, "the same mails are named each time");
  holds(!report->message_ids.empty() && report->message_ids.size() <= 50,
        "a report names some mails, and few");
  for (const std::string& each : report->message_ids) {
    holds(each.size() <= 250 && each.find('@') != std::string::npos &&
              each.find_first_of("<> \t\r\n") == std::string::npos,
          "what names a mail has its form", each);
  }
  holds(!report->not_delivered.empty() && report->not_delivered.size() <= 50 * 50,
        "a report is about somebody");
  for (const NotDelivered& each : report->not_delivered) {
    holds(!each.addresses.empty() && each.addresses.size() <= 2, "somebody has an address or two");
    for (const std::string& address : each.addresses) {
      holds(!address.empty(), "an address is not empty");
    }
  }
  return 0;
}
