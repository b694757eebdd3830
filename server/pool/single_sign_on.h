// Signing on at a provider by OpenID Connect: the code flow with PKCE, told what the provider
// offers by its own description (discovery). What begins in a browser ends in that browser:
// everything that goes along is worked out from a secret in its cookie, and nothing is kept here in
// between. It knows no HTTP of our own and no JSON of others beyond what this takes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/outgoing/outgoing.h"
#include "server/pool/context.h"
#include "server/pool/people.h"
#include "server/pool/sign_on_rules.h"
#include "server/pool/signed_tokens.h"

namespace expertise {

/// A provider, and how this pool is known there: by a secret, or by a private key.
struct SignOnProvider {
  /// Exactly as it writes itself, such as `https://login.example.nl/realms/gemeente`.
  std::string issuer;
  std::string client_id;
  std::string secret{};
  std::optional<SigningKey> key{};
  /// Whose accounts they are, as people know them.
  std::string label;
  /// The origin people see, such as `https://pool.example.nl`.
  std::string public_origin;
  SignOnRules rules{};
  /// Told what goes wrong, in a sentence for the operator without anything of a person.
  std::function<void(const std::string&)> tell{};
};

/// What the browser brings back from the provider.
struct ProviderAnswer {
  std::string code{};
  std::string state{};
  /// Who says so (RFC 9207); empty when it was not said.
  std::string issuer{};
  /// Why there is no code; empty when there is one.
  std::string error{};
};

/// Safe to use from many threads at once. What it needs must outlive it.
class SingleSignOn {
 public:
  SingleSignOn(Context context, People& people, WebCaller& web, SignOnProvider provider);
  ~SingleSignOn();

  const std::string& label() const;
  /// Where a browser goes to end what it has at the provider too; nothing when that is not offered,
  /// or not known yet.
  std::optional<std::string> sign_off_address() const;

  struct Begun {
    /// Where the browser goes.
    std::string address;
    /// For this browser alone, for ten minutes.
    std::string secret;
  };
  /// `return_to` is a path of the client, or empty. Throws Refusal(unavailable, `provider_away`)
  /// when the provider cannot be reached and was not for a day. Fault at `/returnTo`
  /// (`not_a_path`).
  Begun begin(std::string_view return_to, Language language);

  struct Finished {
    SignedOn signed_on;
    std::string return_to;
  };
  /// Refused (unauthenticated): `single_sign_on_expired` when it was not begun in this browser
  /// within ten minutes, `provider_refused` when the provider says no, `single_sign_on_failed` when
  /// what it says does not hold. Refused (unavailable): `provider_away`, and `busy` when eight are
  /// asking and eight wait. After 50 failures from an origin too_many; only what the provider was
  /// asked counts. Else as People::sign_on_by_provider.
  Finished finish(std::string_view secret, const ProviderAnswer& answer, std::string_view origin,
                  const BrowserSeen& browser = {});

  /// Takes a logout token of the provider (OpenID Connect Back-Channel Logout 1.0) and ends what
  /// was begun by whom or what it names, whether that is anything or not. False when it is not
  /// taken: not of this provider, not for this client, not now, or seen before. Refused
  /// (unavailable): `provider_away`, `busy`. After 50 that were not taken from an origin too_many.
  bool sign_off(std::string_view logout_token, std::string_view origin);

  /// Asks the provider anew what it offers, when that is an hour old.
  void look_up();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Where the provider sends the browser back to.
inline constexpr std::string_view return_path = "/aanmelden/terug";

}  // namespace expertise
