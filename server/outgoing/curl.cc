#include "server/outgoing/curl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <stdexcept>

namespace expertise {

namespace {

struct FreeCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeMime {
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Handle = std::unique_ptr<CURL, FreeCurl>;
using Url = std::unique_ptr<CURLU, FreeUrl>;
using List = std::unique_ptr<curl_slist, FreeList>;
using Mime = std::unique_ptr<curl_mime, FreeMime>;

Handle new_handle() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == 0;
  Handle handle(started ? curl_easy_init() : nullptr);
  if (!handle) throw std::runtime_error("libcurl cannot start");
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");
  return handle;
}

void add(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (!longer) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

Url parsed(const std::string& address) {
  if (address.size() > address_bytes) return nullptr;
  for (char c : address) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) return nullptr;
  }
  Url url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, as_https(address).c_str(), 0) != CURLUE_OK) {
    return nullptr;
  }
  if (!part_of(url.get(), CURLUPART_USER).empty() ||
      !part_of(url.get(), CURLUPART_PASSWORD).empty() ||
      part_of(url.get(), CURLUPART_HOST).empty()) {
    return nullptr;
  }
  return url;
}

bool is_public_v4(std::uint32_t address) {
  struct Net {
    std::uint32_t first;
    int bits;
  };
  // The IANA registry of special-purpose addresses, and multicast and reserved
  // space.
  constexpr std::array<Net, 16> special{{{0x00000000, 8},
                                         {0x0a000000, 8},
                                         {0x64400000, 10},
                                         {0x7f000000, 8},
                                         {0xa9fe0000, 16},
                                         {0xac100000, 12},
                                         {0xc0000000, 24},
                                         {0xc0000200, 24},
                                         {0xc0586300, 24},
                                         {0xc0a80000, 16},
                                         {0xc6120000, 15},
                                         {0xc6336400, 24},
                                         {0xcb007100, 24},
                                         {0xe0000000, 4},
                                         {0xf0000000, 4},
                                         {0xffffffff, 32}}};
  return std::none_of(special.begin(), special.end(), [&](const Net& net) {
    return (address >> (32 - net.bits)) == (net.first >> (32 - net.bits));
  });
}

std::uint32_t v4_at(const std::uint8_t* bytes) {
  return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
         (std::uint32_t{bytes[2]} << 8) | bytes[3];
}

bool is_public_v6(const std::uint8_t* bytes) {
  // Global unicast is 2000::/3; within it documentation, Teredo, ORCHID and
  // benchmarking (2001::/23, 2001:db8::/32, 3fff::/20) are not, and 6to4
  // carries a version 4 address.
  if ((bytes[0] & 0xe0) != 0x20) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x01) {
    if (bytes[2] < 0x02) return false;
    if (bytes[2] == 0x0d && bytes[3] == 0xb8) return false;
  }
  if (bytes[0] == 0x3f && bytes[1] == 0xff && bytes[2] < 0x10) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_public_v4(v4_at(bytes + 2));
  return true;
}

bool is_public(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    return is_public_v6(v6.sin6_addr.s6_addr);
  }
  return false;
}

int is_stopped(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::atomic<bool>*>(data)->load() ? 1 : 0;
}

// One exchange with a host outside, with everything that keeps it outside.
struct Exchange {
  const std::vector<std::string>& allowed;
  std::atomic<bool>& is_stopping;
  int seconds;
  std::size_t bytes;

  bool is_allowed = false;
  bool is_internal = false;
  bool is_too_large = false;
  std::string body{};
  std::string entity_tag{};
  long status = 0;

  /// `set_up` adds what is particular to it; gives why there was no answer.
  template <class SetUp>
  std::optional<FetchFault> run(const std::string& address, List headers, SetUp set_up) {
    Url url = parsed(address);
    if (!url) return FetchFault::bad_address;
    if (is_stopping) return FetchFault::stopped;
    const std::string host = part_of(url.get(), CURLUPART_HOST);
    const std::string port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    is_allowed = std::find(allowed.begin(), allowed.end(), host + ":" + port) != allowed.end();
    const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && !(scheme == "http" && is_allowed)) return FetchFault::bad_address;
    if (port != "443" && !is_allowed) return FetchFault::not_allowed;

    Handle handle = new_handle();
    CURL* curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_CURLU, url.get());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_allowed ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(seconds / 2));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(seconds));
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bytes));
    // Compressed, a small answer could unfold into a very large one; what
    // unfolds is counted too.
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Expertisepool");
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &is_stopped);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &is_stopping);
    set_up(curl);

    const CURLcode outcome = curl_easy_perform(curl);
    if (outcome == CURLE_ABORTED_BY_CALLBACK) return FetchFault::stopped;
    if (is_internal) return FetchFault::not_allowed;
    if (is_too_large || outcome == CURLE_FILESIZE_EXCEEDED) return FetchFault::too_large;
    if (outcome == CURLE_OPERATION_TIMEDOUT) return FetchFault::too_slow;
    if (outcome != CURLE_OK) return FetchFault::unreachable;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300 && status < 400 && status != 304) return FetchFault::redirected;
    return std::nullopt;
  }

 private:
  static curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
    auto& exchange = *static_cast<Exchange*>(data);
    if (!exchange.is_allowed && !is_public(&address->addr)) {
      exchange.is_internal = true;
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static std::size_t take_body(char* piece, std::size_t size, std::size_t count, void* data) {
    auto& exchange = *static_cast<Exchange*>(data);
    if (exchange.body.size() + size * count > exchange.bytes) {
      exchange.is_too_large = true;
      return 0;
    }
    exchange.body.append(piece, size * count);
    return size * count;
  }

  static std::size_t take_header(char* piece, std::size_t size, std::size_t count, void* data) {
    auto& exchange = *static_cast<Exchange*>(data);
    std::string_view line(piece, size * count);
    constexpr std::string_view name = "etag:";
    bool is_tag = line.size() > name.size() && line.size() < 300 &&
                  std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
                    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
                  });
    if (is_tag) {
      line.remove_prefix(name.size());
      auto begin = line.find_first_not_of(" \t");
      auto end = line.find_last_not_of(" \t\r\n");
      if (begin != std::string_view::npos) {
        exchange.entity_tag = line.substr(begin, end - begin + 1);
      }
    }
    return size * count;
  }
};

bool is_one_line(const std::string& text) {
  return text.find_first_of("\r\n") == std::string::npos;
}

class CurlWebReader : public WebReader {
 public:
  explicit CurlWebReader(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

  Fetched fetch(const std::string& address, const std::string& entity_tag) override {
    Exchange exchange{allowed_, stopped_, fetch_seconds, fetch_bytes};
    List headers;
    add(headers, "Accept: text/calendar, */*;q=0.1");
    if (!entity_tag.empty() && is_one_line(entity_tag)) {
      add(headers, "If-None-Match: " + entity_tag);
    }
    const auto fault = exchange.run(address, std::move(headers), [](CURL*) {});
    if (fault) return {.fault = fault};
    if (exchange.status == 304 && !entity_tag.empty()) {
      return {.unchanged = true, .entity_tag = entity_tag};
    }
    if (exchange.status == 304) return {.fault = FetchFault::redirected};
    if (exchange.status != 200) return {.fault = FetchFault::refused};
    return {.body = std::move(exchange.body), .entity_tag = std::move(exchange.entity_tag)};
  }

  void stop() override { stopped_ = true; }
  bool stopped() const override { return stopped_; }

 private:
  const std::vector<std::string> allowed_;
  std::atomic<bool> stopped_{false};
};

class CurlWebCaller : public WebCaller {
 public:
  explicit CurlWebCaller(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

  WebCallAnswer call(const WebCall& call) override {
    Exchange exchange{allowed_, stopped_, call_seconds, call_bytes};
    List headers;
    add(headers, "Accept: application/json");
    if (!call.authorization.empty()) {
      if (!is_one_line(call.authorization)) throw std::runtime_error("a header of two lines");
      add(headers, "Authorization: " + call.authorization);
    }
    const auto fault = exchange.run(call.address, std::move(headers), [&](CURL* curl) {
      if (!call.form) return;
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(call.form->size()));
      curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, call.form->c_str());
    });
    if (fault) return {.fault = fault};
    return {.status = static_cast<int>(exchange.status), .body = std::move(exchange.body)};
  }

  void stop() override { stopped_ = true; }

 private:
  const std::vector<std::string> allowed_;
  std::atomic<bool> stopped_{false};
};

bool is_visible(char c) { return c > ' ' && c < 0x7f; }

bool is_bare_address(const std::string& address) {
  constexpr std::size_t longest = 254;
  return address.size() <= longest && address.find('@') != std::string::npos &&
         std::all_of(address.begin(), address.end(), is_visible) &&
         address.find_first_of("<>\",;") == std::string::npos;
}

bool is_this_machine(const std::string& host) {
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

// `Mon, 23 Nov 2026 09:05:00 +0000`
std::string date_header(Instant at) {
  constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::string moment = rfc3339(std::chrono::floor<std::chrono::seconds>(at));
  return std::string(days[std::chrono::weekday(day).c_encoding()]) + ", " +
         std::to_string(static_cast<unsigned>(date.day())) + " " +
         months[static_cast<unsigned>(date.month()) - 1] + " " + moment.substr(0, 4) + " " +
         moment.substr(moment.find('T') + 1, 8) + " +0000";
}

class CurlMailer : public Mailer {
 public:
  explicit CurlMailer(MailServer server) : server_(std::move(server)) {
    Url url(curl_url());
    const bool is_url = url && curl_url_set(url.get(), CURLUPART_URL, server_.address.c_str(),
                                            CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    const std::string scheme = is_url ? part_of(url.get(), CURLUPART_SCHEME) : std::string();
    const bool has_more = is_url && (!part_of(url.get(), CURLUPART_USER).empty() ||
                                     part_of(url.get(), CURLUPART_PATH) != "/" ||
                                     !part_of(url.get(), CURLUPART_QUERY).empty());
    if ((scheme != "smtp" && scheme != "smtps") || has_more) {
      throw std::runtime_error(
          "the mail server must be given as smtp://host:port or "
          "smtps://host:port, and nothing more");
    }
    if (!is_bare_address(server_.from)) {
      throw std::runtime_error("mail needs a sender: one bare address, such as pool@example.nl");
    }
    // The part of the sender's address behind the @ is the name that servers are greeted with.
    const std::string domain = server_.from.substr(server_.from.rfind('@') + 1);
    const std::string host = part_of(url.get(), CURLUPART_HOST);
    const std::string port = part_of(url.get(), CURLUPART_PORT);
    url_ = scheme + "://" + host + (port.empty() ? "" : ":" + port) + "/" + domain;
    is_this_machine_ = is_this_machine(host);
  }

  MailAnswer send(const Mail& mail) override {
    if (!is_bare_address(mail.to)) return {MailOutcome::refused, "no address for mail"};
    Handle handle = new_handle();
    CURL* curl = handle.get();
    std::array<char, CURL_ERROR_SIZE> fault{};
    std::string said;
    set_way(curl, fault.data(), said);
    const std::string from = "<" + server_.from + ">";
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    List to;
    add(to, "<" + mail.to + ">");
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
    List headers = headers_of(mail);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    Mime mime(curl_mime_init(curl));
    add_part(mime.get(), mail.text, "text/plain; charset=utf-8");
    if (!mail.calendar.empty()) {
      curl_mimepart* part =
          add_part(mime.get(), mail.calendar,
                   "text/calendar; charset=utf-8; method=" + header_text(mail.calendar_method));
      curl_mime_filename(part, "afspraak.ics");
    }
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime.get());
    if (stopped_) return {MailOutcome::stopped};
    const CURLcode outcome = curl_easy_perform(curl);
    return judged(outcome, fault.data(), said);
  }

  void stop() override { stopped_ = true; }

 private:
  void set_way(CURL* curl, char* fault, std::string& said) {
    curl_easy_setopt(curl, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const auto encryption = is_this_machine_ ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(encryption));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server_.certificates.empty()) {
      curl_easy_setopt(curl, CURLOPT_CAINFO, server_.certificates.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(mail_seconds));
    if (!server_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, server_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, server_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fault);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &said);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &is_stopped);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopped_);
  }

  List headers_of(const Mail& mail) const {
    List headers;
    add(headers, "From: Expertisepool <" + server_.from + ">");
    add(headers, "To: <" + mail.to + ">");
    add(headers, "Subject: " + header_text(mail.subject));
    add(headers, "Date: " + date_header(mail.at));
    add(headers, "Message-ID: <" + header_text(mail.message_id) + ">");
    // RFC 3834: nobody's out-of-office has to answer this.
    add(headers, "Auto-Submitted: auto-generated");
    return headers;
  }

  // Lines end as mail wants it; a calendar's do already.
  static std::string with_line_ends(const std::string& text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) made += '\r';
      made += text[i];
    }
    return made;
  }

  static curl_mimepart* add_part(curl_mime* mime, const std::string& text,
                                 const std::string& type) {
    curl_mimepart* part = curl_mime_addpart(mime);
    const std::string lines = with_line_ends(text);
    curl_mime_data(part, lines.data(), lines.size());
    curl_mime_type(part, type.c_str());
    curl_mime_encoder(part, "quoted-printable");
    return part;
  }

  // Keeps the last reply of the server that is about the mail, not the goodbye.
  static std::size_t take_reply(char* bytes, std::size_t size, std::size_t count, void* data) {
    constexpr std::size_t longest = 300;
    std::string_view line(bytes, size * count);
    if (!line.starts_with("221")) {
      while (!line.empty() && !is_visible(line.back())) line.remove_suffix(1);
      static_cast<std::string*>(data)->assign(line.substr(0, longest));
    }
    return size * count;
  }

  static MailAnswer judged(CURLcode outcome, std::string_view fault, const std::string& said) {
    if (outcome == CURLE_OK) return {MailOutcome::sent, said};
    if (outcome == CURLE_ABORTED_BY_CALLBACK) return {MailOutcome::stopped};
    const bool is_reply = said.size() > 3 && (said[0] == '4' || said[0] == '5');
    const bool is_way = !is_reply || outcome == CURLE_LOGIN_DENIED ||
                        outcome == CURLE_USE_SSL_FAILED || outcome == CURLE_OPERATION_TIMEDOUT ||
                        fault.starts_with("MAIL failed");
    if (is_way) return {MailOutcome::unreachable, is_reply ? said : std::string(fault)};
    if (said[0] == '4') return {MailOutcome::later, said};
    if (!fault.starts_with("RCPT failed")) return {MailOutcome::rejected, said};
    // 5.7: not the address, but what we may hand in here (RFC 3463).
    const bool is_policy = said.substr(3, 3) == " 5." && said.substr(6, 2) == "7.";
    return {is_policy ? MailOutcome::later : MailOutcome::refused, said};
  }

  const MailServer server_;
  std::string url_;
  bool is_this_machine_ = false;
  std::atomic<bool> stopped_{false};
};

// A character as an encoded word has it (RFC 2047, Q).
std::string encoded(std::string_view character) {
  static constexpr char digits[] = "0123456789ABCDEF";
  if (character == " ") return "_";
  const char first = character.front();
  const bool is_plain =
      character.size() == 1 && ((first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') ||
                                (first >= 'a' && first <= 'z'));
  if (is_plain) return std::string(character);
  std::string made;
  for (char c : character) {
    const auto byte = static_cast<unsigned char>(c);
    made += '=';
    made += digits[byte >> 4];
    made += digits[byte & 15];
  }
  return made;
}

}  // namespace

std::string header_text(const std::string& text) {
  constexpr std::size_t word_most = 60;
  std::string line = text;
  bool is_plain = true;
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte == 0x7f) c = ' ';
    if (byte > 0x7f) is_plain = false;
  }
  if (is_plain) return line;
  std::string made;
  std::string word;
  const auto end_word = [&] {
    if (!made.empty()) made += "\r\n ";
    made += "=?utf-8?Q?" + word + "?=";
    word.clear();
  };
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) ++end;
    const std::string next = encoded(std::string_view(line).substr(at, end - at));
    if (word.size() + next.size() > word_most) end_word();
    word += next;
    at = end;
  }
  end_word();
  return made;
}

std::unique_ptr<Mailer> curl_mailer(MailServer server) {
  return std::make_unique<CurlMailer>(std::move(server));
}

std::string as_https(const std::string& address) {
  constexpr std::string_view calendar = "webcal://";
  if (address.compare(0, calendar.size(), calendar) == 0) {
    return "https://" + address.substr(calendar.size());
  }
  return address;
}

std::optional<FetchFault> address_fault(const std::string& address) {
  Url url = parsed(address);
  if (!url) return FetchFault::bad_address;
  std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") return FetchFault::bad_address;
  return std::nullopt;
}

bool is_public_address(const std::string& address) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  std::array<std::uint8_t, 16> v6{};
  return inet_pton(AF_INET6, address.c_str(), v6.data()) == 1 && is_public_v6(v6.data());
}

std::unique_ptr<WebReader> curl_web_reader(std::vector<std::string> allowed) {
  return std::make_unique<CurlWebReader>(std::move(allowed));
}

std::unique_ptr<WebCaller> curl_web_caller(std::vector<std::string> allowed) {
  return std::make_unique<CurlWebCaller>(std::move(allowed));
}

}  // namespace expertise
