// Where a person's sign-on is kept between calls: a file that only they can read. The environment
// goes before it. It knows no server.
#pragma once

#include <optional>
#include <string>

namespace expertise::cli {

struct Credentials {
  std::string url;
  std::string token;
};

/// EXPERTISEPOOL_URL and EXPERTISEPOOL_TOKEN where set, else what login kept, else
/// http://localhost:8080 without a token.
Credentials credentials();

/// Keeps them for the next call (mode 0600 in the folder of the user's settings). Throws
/// std::runtime_error when that cannot be done.
void keep(const Credentials& credentials);

/// Forgets what was kept.
void forget();

}  // namespace expertise::cli
