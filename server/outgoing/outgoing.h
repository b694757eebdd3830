// What the product asks of machines outside: somebody's calendar, a provider of identities, a mail
// server, and what mail came back. Faces, so that tests can stand in for the world; `curl.h` and
// `maildir.h` have the real ones.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"

namespace expertise {

/// Why an address gave nothing.
enum class FetchFault {
  bad_address,  // no https:// (or webcal://) address that can be used
  not_allowed,  // leads into the internal network
  unreachable,  // no such host, no connection, no valid certificate
  too_slow,
  too_large,
  redirected,  // answers with another address
  refused,     // answers, but not with the file
  stopped,     // we are ending; nothing is known of it
};

template <>
inline constexpr CodeTable<FetchFault, 8> codes<FetchFault>{
    {{FetchFault::bad_address, "bad_address"},
     {FetchFault::not_allowed, "internal_address"},
     {FetchFault::unreachable, "unreachable"},
     {FetchFault::too_slow, "calendar_too_slow"},
     {FetchFault::too_large, "calendar_too_large"},
     {FetchFault::redirected, "redirected"},
     {FetchFault::refused, "refused"},
     {FetchFault::stopped, "stopped"}}};

struct Fetched {
  std::optional<FetchFault> fault;
  /// The entity tag still holds: there is no body, what was read before is true.
  bool unchanged = false;
  std::string body;
  /// Empty when the answer had none.
  std::string entity_tag;
};

/// Reads files over the web. Safe to use from many threads at once.
class WebReader {
 public:
  virtual ~WebReader() = default;
  /// Takes at most `fetch_seconds`. Throws std::runtime_error when it cannot be tried at all.
  virtual Fetched fetch(const std::string& address, const std::string& entity_tag) = 0;
  /// Ends what is being fetched within a second or two, and all that would be: `stopped`.
  virtual void stop() = 0;
  virtual bool stopped() const = 0;
};

inline constexpr int fetch_seconds = 20;
inline constexpr std::size_t fetch_bytes = std::size_t{10} << 20;
inline constexpr std::size_t address_bytes = 2'000;

/// One question to a machine that answers programs.
struct WebCall {
  std::string address;
  /// Fields of a form, encoded, to send by POST; nothing asks by GET.
  std::optional<std::string> form{};
  /// What goes into the Authorization header; empty for none.
  std::string authorization{};
};

struct WebCallAnswer {
  /// Nothing was answered, and why.
  std::optional<FetchFault> fault;
  int status = 0;
  std::string body;
};

/// Asks programs over the web. Safe to use from many threads at once.
class WebCaller {
 public:
  virtual ~WebCaller() = default;
  /// Takes at most `call_seconds`. Throws std::runtime_error when it cannot be tried at all.
  virtual WebCallAnswer call(const WebCall& call) = 0;
  /// Ends what is being asked within a second or two, and all that would be: `stopped`.
  virtual void stop() = 0;
};

inline constexpr int call_seconds = 8;
inline constexpr std::size_t call_bytes = std::size_t{1} << 20;

/// What can be said of an address without asking it: `bad_address` unless it is an https:// or
/// webcal:// address (which is the same), at most `address_bytes` long, with a host and without a
/// name and password in it. Also http://, which a reader takes from hosts that are allowed by name
/// only.
std::optional<FetchFault> address_fault(const std::string& address);

/// `webcal://` is another name for `https://`; anything else stays as it is.
std::string as_https(const std::string& address);

struct Mail {
  std::string to;
  std::string subject;
  std::string text;
  Instant at;
  /// Unique in the world and the same at each attempt, without angle brackets.
  std::string message_id;
  /// An iCalendar file, and the method it names; empty when none goes along.
  std::string calendar{};
  std::string calendar_method{};
};

enum class MailOutcome {
  sent,
  unreachable,  // no server, no encryption, no signing on: it is of no use to go on with others
  later,        // the server asks to try this one again
  refused,      // the server takes no mail for this address
  rejected,     // the server takes this mail never
  stopped,      // we are ending; nothing is known of it
};

struct MailAnswer {
  MailOutcome outcome = MailOutcome::unreachable;
  /// What the server said, or what is wrong with the way there; for the operator.
  std::string said{};
};

/// Hands mail to a mail server. Safe to use from many threads at once.
class Mailer {
 public:
  virtual ~Mailer() = default;
  /// Takes at most `mail_seconds`. Throws std::runtime_error when it cannot be tried at all.
  virtual MailAnswer send(const Mail& mail) = 0;
  /// Ends what is being sent within a second or two, and all that would be: `stopped`.
  virtual void stop() = 0;
};

inline constexpr int mail_seconds = 30;

/// Somebody to whom a mail was not delivered, and will not be.
struct NotDelivered {
  /// All names that the report has for them: the address that was mailed, and where it led to.
  std::vector<std::string> addresses;
  /// The address takes no mail; false when the fault lies with the sender (RFC 3463, 5.7).
  bool refuses = true;
  bool operator==(const NotDelivered&) const = default;
};

struct DeliveryReport {
  /// The Message-IDs that the report gives for the mail that it is about, without angle brackets.
  std::vector<std::string> message_ids;
  std::vector<NotDelivered> not_delivered;
};

/// Where mail comes that is sent to the pool's own address. Anybody can send some.
class MailReturns {
 public:
  virtual ~MailReturns() = default;
  /// Names of mails that nobody looked at, in no order. Throws std::runtime_error when they cannot
  /// be listed.
  virtual std::vector<std::string> waiting(std::size_t most) = 0;
  /// Nothing when it is no report of a lasting failure.
  virtual std::optional<DeliveryReport> report(const std::string& name) = 0;
  /// It waits no longer. Throws std::runtime_error when that cannot be done.
  virtual void set_aside(const std::string& name) = 0;
};

}  // namespace expertise
