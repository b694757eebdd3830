#include "server/http/session.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace expertise::http {

namespace {

constexpr std::string_view https = "https://";
constexpr std::string_view http = "http://";
constexpr std::size_t address_bytes_most = 45;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_origin(std::string_view text) {
  const bool has_scheme = text.starts_with(https) || text.starts_with(http);
  if (!has_scheme) return false;
  text.remove_prefix(text.find("//") + 2);
  return !text.empty() && text.find_first_of("/?#@ \"\\") == std::string_view::npos;
}

std::optional<std::string_view> cookie_value(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view pair = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

/// The last address of an X-Forwarded-For list: the one that our own edge wrote.
std::optional<std::string> forwarded_address(std::string_view list) {
  std::string_view last = list.substr(list.rfind(',') + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  const bool is_address = !last.empty() && last.size() <= address_bytes_most &&
                          last.find_first_not_of("0123456789abcdefABCDEF.:") == last.npos;
  if (!is_address) return std::nullopt;
  return std::string(last);
}

}  // namespace

Site::Site(std::string public_origin, int port)
    : public_origin_(std::move(public_origin)),
      port_(port),
      is_https_(public_origin_.starts_with(https)) {
  if (public_origin_.empty()) return;
  if (!is_origin(public_origin_)) {
    throw std::runtime_error("the public origin must be like https://pool.example.nl");
  }
}

bool Site::is_own(std::string_view origin) const {
  if (!public_origin_.empty()) return equal_ignoring_case(origin, public_origin_);
  const std::string port = ":" + std::to_string(port_);
  for (const std::string_view host : {"localhost", "127.0.0.1", "[::1]"}) {
    const std::string own = std::string(http) + std::string(host) + port;
    if (equal_ignoring_case(origin, own)) return true;
  }
  return false;
}

std::string Site::address() const {
  if (!public_origin_.empty()) return public_origin_;
  return std::string(http) + "localhost:" + std::to_string(port_);
}

std::optional<RelyingParty> Site::relying_party() const {
  std::string origin = address();
  for (char& each : origin) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each + 32);
  }
  const std::string_view usual_port = is_https_ ? ":443" : ":80";
  if (origin.ends_with(usual_port)) origin.resize(origin.size() - usual_port.size());
  std::string host = origin.substr(origin.find("//") + 2);
  host.resize(std::min(host.find(':'), host.size()));
  // The last label of a name holds more than digits; of an address it does not (or `[` begins it).
  const std::string_view last = std::string_view(host).substr(host.rfind('.') + 1);
  const bool is_name = !host.starts_with('[') && last.find_first_not_of("0123456789") != last.npos;
  const bool is_trusted = is_https_ || host == "localhost";
  if (!is_name || !is_trusted) return std::nullopt;
  return RelyingParty{std::move(host), std::move(origin)};
}

std::string Site::cookie_with(std::string_view secret) const {
  return cookie(cookie_name(), secret);
}

std::string Site::device_cookie_with(std::string_view secret) const {
  return cookie(device_cookie_name(), secret) + "; Max-Age=2592000";  // 30 days
}

std::string Site::begun_cookie_with(std::string_view secret) const {
  return cookie(begun_cookie_name(), secret) + "; Max-Age=600";
}

std::string Site::begun_cookie_gone() const {
  return cookie(begun_cookie_name(), "") + "; Max-Age=0";
}

std::string Site::cookie(std::string_view name, std::string_view secret) const {
  std::string made(name);
  made.append("=").append(secret).append("; Path=/; HttpOnly; SameSite=Strict");
  if (is_https_) made.append("; Secure");
  return made;
}

std::string Site::cookie_gone() const { return cookie_with("") + "; Max-Age=0"; }

std::string Site::origin_of(const Request& request) const {
  if (is_https_) {
    if (const auto list = request.header("x-forwarded-for")) {
      if (auto address = forwarded_address(*list)) return *address;
    }
  }
  return request.remote;
}

std::optional<Credential> credential(const Request& request, const Site& site) {
  constexpr std::string_view scheme = "bearer ";
  if (const auto authorization = request.header("authorization")) {
    const bool is_bearer = equal_ignoring_case(authorization->substr(0, scheme.size()), scheme);
    return Credential{Carrier::bearer,
                      std::string(is_bearer ? authorization->substr(scheme.size()) : "")};
  }
  if (const auto cookies = request.header("cookie")) {
    if (const auto value = cookie_value(*cookies, site.cookie_name())) {
      return Credential{Carrier::cookie, std::string(*value)};
    }
  }
  return std::nullopt;
}

std::string cookie_of(const Request& request, std::string_view name) {
  const auto cookies = request.header("cookie");
  const auto value = cookies ? cookie_value(*cookies, name) : std::nullopt;
  return std::string(value.value_or(""));
}

bool is_from_other_site(const Request& request, const Site& site) {
  if (const auto origin = request.header("origin"); origin && !site.is_own(*origin)) return true;
  const auto fetch_site = request.header("sec-fetch-site");
  return fetch_site && *fetch_site != "same-origin" && *fetch_site != "none";
}

}  // namespace expertise::http
