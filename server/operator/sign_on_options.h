// Single sign-on as an operator sets it up: options and files, read and judged before serving
// begins.
#pragma once

#include <memory>
#include <string>

#include "server/operator/product.h"
#include "server/pool/single_sign_on.h"

namespace expertise {

struct SignOnOptions {
  std::string issuer;
  std::string client_id;
  /// The client's secret on its first line; or else the key.
  std::string secret_file;
  /// A private key in PEM, and how the provider names it; the name may be empty.
  std::string key_file;
  std::string key_id;
  std::string rules_file;
  /// Whose accounts they are, as people know them.
  std::string label;
};

/// Nothing without an issuer. Throws std::runtime_error with a sentence for the operator.
std::unique_ptr<SingleSignOn> single_sign_on_of(const SignOnOptions& options, Product& product,
                                                WebCaller& web, const std::string& public_origin);

}  // namespace expertise
