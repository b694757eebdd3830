// Makes bytes smaller in the two codings that browsers take. It knows the two libraries and nothing
// of requests.
#pragma once

#include <string>
#include <string_view>

namespace expertise::http {

/// As small as the coding makes them, slowly: meant for what is made once and sent often. Throws
/// std::runtime_error when the library fails.
std::string brotli(std::string_view bytes);
std::string gzip(std::string_view bytes);

}  // namespace expertise::http
