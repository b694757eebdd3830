#include "server/operator/sign_on_options.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "server/domain/text.h"
#include "server/operator/private_files.h"

namespace expertise {

namespace {

constexpr std::size_t label_characters = 60;
constexpr std::size_t client_id_bytes = 300;

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void check(const SignOnOptions& options, const std::string& public_origin) {
  if (public_origin.empty()) {
    throw std::runtime_error("single sign-on needs --public-origin: where the provider sends back");
  }
  if (address_fault(options.issuer) || options.issuer.find_first_of("?#") != std::string::npos) {
    throw std::runtime_error("--sign-on-issuer must be like https://login.example.nl/gemeente");
  }
  if (options.client_id.empty() || options.client_id.size() > client_id_bytes) {
    throw std::runtime_error("single sign-on needs --sign-on-client-id");
  }
  if (options.secret_file.empty() == options.key_file.empty()) {
    throw std::runtime_error(
        "single sign-on needs either --sign-on-secret-file or --sign-on-key-file");
  }
  if (options.rules_file.empty()) throw std::runtime_error("single sign-on needs --sign-on-rules");
  std::vector<Fault> found;
  check_text(options.label, {.least = 1, .most = label_characters}, "", found);
  if (!found.empty()) {
    throw std::runtime_error(
        "single sign-on needs --sign-on-label: whose accounts they are, in 1 to 60 characters");
  }
}

// What is wrong in a file is said with the file's name.
template <class Read>
auto read_from(const std::string& path, Read read) {
  try {
    return read(content_of(path));
  } catch (const std::runtime_error& fault) {
    throw std::runtime_error("in " + path + ": " + fault.what());
  }
}

}  // namespace

std::unique_ptr<SingleSignOn> single_sign_on_of(const SignOnOptions& options, Product& product,
                                                WebCaller& web, const std::string& public_origin) {
  if (options.issuer.empty()) return nullptr;
  check(options, public_origin);
  SignOnProvider provider{.issuer = options.issuer,
                          .client_id = options.client_id,
                          .label = options.label,
                          .public_origin = public_origin};
  if (options.key_file.empty()) {
    provider.secret = read_secret(options.secret_file, "secret for single sign-on");
  } else {
    provider.key = read_from(
        options.key_file, [&](const std::string& pem) { return SigningKey(pem, options.key_id); });
  }
  provider.rules = read_from(options.rules_file, [&](const std::string& text) {
    const auto txn = product.store->begin(Access::read);
    return read_sign_on_rules(text, *txn);
  });
  provider.tell = [](const std::string& what) {
    std::cerr << "single sign-on: " + what + "\n" << std::flush;
  };
  return std::make_unique<SingleSignOn>(Context{*product.store, product.env}, product.people, web,
                                        std::move(provider));
}

}  // namespace expertise
