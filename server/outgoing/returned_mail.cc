#include "server/outgoing/returned_mail.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace expertise {

namespace {

// A report is about one mail and few people.
constexpr std::size_t groups_most = 50;
constexpr std::size_t ids_most = 50;
constexpr std::size_t id_bytes = 250;

struct Unreference {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unreference>;

Owned<GMimeParser> parser_of(std::string_view bytes) {
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  return Owned<GMimeParser>(g_mime_parser_new_with_stream(stream.get()));
}

bool is_same(std::string_view one, std::string_view other) {
  return one.size() == other.size() &&
         g_ascii_strncasecmp(one.data(), other.data(), one.size()) == 0;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string header(GMimeObject* object, const char* name) {
  const char* value = object ? g_mime_object_get_header(object, name) : nullptr;
  return value ? std::string(trimmed(value)) : std::string();
}

// `text/plain`, in lower case.
std::string type_of(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  char* made = type ? g_mime_content_type_get_mime_type(type) : nullptr;
  std::string text = made ? made : "";
  g_free(made);
  std::transform(text.begin(), text.end(), text.begin(), g_ascii_tolower);
  return text;
}

// The bytes of a part as they were before they were encoded for the way.
std::string content_of(GMimeObject* part) {
  GMimeDataWrapper* wrapper =
      GMIME_IS_PART(part) ? g_mime_part_get_content(GMIME_PART(part)) : nullptr;
  if (!wrapper) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(wrapper, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

// All that stands as `<left@right>` in a text.
void add_ids(std::string_view text, std::vector<std::string>& ids) {
  for (auto begin = text.find('<'); begin != std::string_view::npos && ids.size() < ids_most;
       begin = text.find('<', begin + 1)) {
    const auto end = text.find_first_of("<> \t\r\n", begin + 1);
    if (end == std::string_view::npos) return;
    const std::string_view id = text.substr(begin + 1, end - begin - 1);
    if (text[end] != '>' || id.size() > id_bytes || id.find('@') == std::string_view::npos)
      continue;
    ids.emplace_back(id);
  }
}

// The fields of a delivery status come in groups with an empty line between them.
std::vector<std::string> groups_of(std::string text) {
  std::erase(text, '\r');
  std::vector<std::string> groups;
  std::size_t begin = 0;
  while (begin < text.size() && groups.size() < groups_most) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    if (end > begin) groups.push_back(text.substr(begin, end - begin) + "\n\n");
    begin = std::min(text.size(), end) + 2;
  }
  return groups;
}

// `rfc822; name@example.nl`
void add_address(const std::string& field, std::vector<std::string>& addresses) {
  const auto semicolon = field.find(';');
  if (semicolon == std::string::npos) return;
  std::string_view address = trimmed(std::string_view(field).substr(semicolon + 1));
  if (address.starts_with('<') && address.ends_with('>')) {
    address = address.substr(1, address.size() - 2);
  }
  if (address.empty()) return;
  if (std::find(addresses.begin(), addresses.end(), address) == addresses.end()) {
    addresses.emplace_back(address);
  }
}

void read_status(const std::string& content, DeliveryReport& report) {
  for (const std::string& group : groups_of(content)) {
    const Owned<GMimeParser> parser = parser_of(group);
    const Owned<GMimeObject> fields(g_mime_parser_construct_part(parser.get(), nullptr));
    if (!fields) continue;
    add_ids(header(fields.get(), "X-Original-Message-ID"), report.message_ids);
    const std::string status = header(fields.get(), "Status");
    if (!is_same(header(fields.get(), "Action"), "failed") || !status.starts_with("5.")) continue;
    NotDelivered found{.refuses = !status.starts_with("5.7.")};
    add_address(header(fields.get(), "Final-Recipient"), found.addresses);
    add_address(header(fields.get(), "Original-Recipient"), found.addresses);
    if (!found.addresses.empty()) report.not_delivered.push_back(std::move(found));
  }
}

void read_part(GMimeObject* part, DeliveryReport& report) {
  const std::string type = type_of(part);
  if (type == "message/delivery-status" || type == "message/global-delivery-status") {
    read_status(content_of(part), report);
  } else if (GMIME_IS_MESSAGE_PART(part)) {
    GMimeMessage* returned = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    if (returned) add_ids(header(GMIME_OBJECT(returned), "Message-ID"), report.message_ids);
  } else if (type == "text/rfc822-headers" || type == "message/global-headers") {
    const std::string headers = content_of(part) + "\n\n";
    const Owned<GMimeParser> parser = parser_of(headers);
    const Owned<GMimeObject> returned(g_mime_parser_construct_part(parser.get(), nullptr));
    add_ids(header(returned.get(), "Message-ID"), report.message_ids);
  } else if (type == "text/plain") {
    add_ids(content_of(part), report.message_ids);
  }
}

bool is_report(GMimeObject* body) {
  if (!body || !GMIME_IS_MULTIPART(body) || type_of(body) != "multipart/report") return false;
  const char* of = g_mime_object_get_content_type_parameter(body, "report-type");
  return of && is_same(of, "delivery-status");
}

}  // namespace

std::optional<DeliveryReport> read_delivery_report(const std::string& mail) {
  static const bool started = (g_mime_init(), true);
  static_cast<void>(started);
  const Owned<GMimeParser> parser = parser_of(mail);
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  GMimeObject* body = message ? g_mime_message_get_mime_part(message.get()) : nullptr;
  if (!is_report(body)) return std::nullopt;
  DeliveryReport report;
  GMimeMultipart* parts = GMIME_MULTIPART(body);
  const int count = g_mime_multipart_get_count(parts);
  for (int i = 0; i < count; ++i) read_part(g_mime_multipart_get_part(parts, i), report);
  for (const char* name : {"In-Reply-To", "References"}) {
    add_ids(header(GMIME_OBJECT(message.get()), name), report.message_ids);
  }
  if (report.not_delivered.empty() || report.message_ids.empty()) return std::nullopt;
  return report;
}

}  // namespace expertise
