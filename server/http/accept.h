// What a request says that it can take: media types (Accept), codings (Accept-Encoding) and what
// it has already (If-None-Match), and whether a Content-Type is JSON or a form. It knows the
// grammar of these headers (RFC 9110, 12.5) and nothing of what is served.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace expertise::http {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view calendar_type = "text/calendar";

/// Whether `accept` lets a type by, itself or by a wildcard; without the header everything goes.
bool accepts(std::optional<std::string_view> accept, std::string_view type);

/// Whether `accept` names the type itself, as a browser that opens a page does for HTML.
bool asks_for(std::optional<std::string_view> accept, std::string_view type);

/// Whether `accept_encoding` lets a coding by; without the header none goes.
bool accepts_coding(std::optional<std::string_view> accept_encoding, std::string_view coding);

/// `application/json`, with no parameter but `charset=utf-8`.
bool is_json_type(std::string_view content_type);

/// `application/x-www-form-urlencoded`, whatever its parameters.
bool is_form_type(std::string_view content_type);

/// If-None-Match (RFC 9110, 13.1.2): compared weakly, so that an edge that compressed it anew and
/// weakened the tag is still told that nothing changed.
bool names_tag(std::optional<std::string_view> if_none_match, std::string_view tag);

/// Takes the next piece up to `separator` off the front of `text`, without blanks around it.
std::string_view next_piece(std::string_view& text, char separator);

}  // namespace expertise::http
