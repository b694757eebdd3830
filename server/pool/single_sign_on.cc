#include "server/pool/single_sign_on.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <vector>

#include "server/pool/gate.h"
#include "server/pool/people_state.h"
#include "server/pool/throttle.h"

namespace expertise {

namespace {

using nlohmann::json;

constexpr std::chrono::minutes begun_within{10};
constexpr std::chrono::hours known_for{1};
constexpr std::chrono::hours known_at_most{24};
constexpr std::chrono::minutes assertion_holds{1};
constexpr std::chrono::minutes asked_again_after{1};
constexpr std::size_t return_bytes = 300;
constexpr std::size_t secret_characters = 43;

Refusal away() { return Refusal(Reason::unavailable, "provider_away", {{"retry_after", "30"}}); }
Refusal failed() { return Refusal(Reason::unauthenticated, "single_sign_on_failed"); }
Refusal expired() { return Refusal(Reason::unauthenticated, "single_sign_on_expired"); }

// Percent-encoding of everything but the unreserved characters of RFC 3986.
std::string encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string made;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      made += c;
    } else {
      made += '%';
      made += digits[byte >> 4];
      made += digits[byte & 15];
    }
  }
  return made;
}

using Fields = std::vector<std::pair<std::string_view, std::string>>;

std::string form_of(const Fields& fields) {
  std::string made;
  for (const auto& [name, value] : fields) {
    if (!made.empty()) made += '&';
    made.append(name).append("=").append(encoded(value));
  }
  return made;
}

std::string with_query(const std::string& address, const Fields& fields) {
  return address + (address.find('?') == std::string::npos ? "?" : "&") + form_of(fields);
}

std::string base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

bool are_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// A path of our own client: never another site, whatever a browser makes of it.
bool is_path(std::string_view text) {
  const auto is_sound = [](char c) { return c > ' ' && c < 0x7f && c != '\\'; };
  return text.size() <= return_bytes && text.starts_with('/') && !text.starts_with("//") &&
         std::all_of(text.begin(), text.end(), is_sound);
}

std::string text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// What the cookie of a browser says: when it was begun, what nobody can guess, where to go after.
struct Cookie {
  Instant begun_at;
  std::string return_to;
};

std::optional<Cookie> read_cookie(std::string_view text) {
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos || second - first - 1 != secret_characters) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  const char* const end = text.data() + first;
  const auto read = std::from_chars(text.data(), end, seconds);
  auto return_to = from_base64url(text.substr(second + 1));
  const bool is_sound = read.ec == std::errc() && read.ptr == end && seconds >= 0 &&
                        seconds < 100'000'000'000 && return_to;
  if (!is_sound) return std::nullopt;
  return Cookie{Instant(std::chrono::seconds(seconds)), *return_to};
}

// What a provider says that it offers.
struct Offered {
  std::string authorization;
  std::string token;
  std::string keys_address;
  std::string sign_off;
  bool says_issuer = false;
  /// The set of its keys, as it gave them.
  std::string keys;
  Instant read_at;
};

// Which logout tokens were taken: none is taken twice. One that came before a restart may come
// again, and ends nothing that began since it was made.
class SeenTokens {
 public:
  bool contains(const std::string& id, Instant now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_until_, [&](const auto& each) { return each.second <= now; });
    return kept_until_.contains(hash_of(id));
  }
  void add(const std::string& id, Instant now) {
    const std::lock_guard lock(mutex_);
    kept_until_.emplace(hash_of(id), now + token_made_within + 2 * clocks_apart);
  }

 private:
  std::mutex mutex_;
  std::map<Hash, Instant> kept_until_;
};

}  // namespace

struct SingleSignOn::Impl {
  Impl(Context given, People& the_people, WebCaller& the_web, SignOnProvider the_provider)
      : context(given), people(the_people), web(the_web), provider(std::move(the_provider)) {
    context.env.random(key);
  }

  Context context;
  People& people;
  WebCaller& web;
  SignOnProvider provider;
  /// Of this process: what was begun before it started cannot be finished.
  std::array<std::uint8_t, 32> key{};
  /// A provider that takes its time holds up no more than these.
  Gate gate{8, 8};
  Throttle origins{ThrottleLimits{.free_failures = 50}};
  /// Who makes up tokens of signing off keeps nobody from signing on.
  Throttle sign_off_origins{ThrottleLimits{.free_failures = 50}};
  Gate sign_off_gate{4, 4};
  SeenTokens seen;

  std::mutex reading;
  std::atomic<std::uint64_t> times_read{0};
  mutable std::mutex mutex;
  std::shared_ptr<const Offered> offered;
  Instant asked_for_keys_at;

  std::string redirect() const { return provider.public_origin + std::string(return_path); }

  void tell(const std::string& what) const {
    if (provider.tell) provider.tell(what);
  }

  // A value that belongs to this cookie and this use alone.
  std::string derived(std::string_view use, std::string_view cookie) const {
    std::string input(use);
    input.append("\n").append(cookie);
    std::string digest(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<const unsigned char*>(input.data()), input.size(),
                       key.data(), key.size());
    return base64url(digest);
  }

  std::shared_ptr<const Offered> known() const {
    std::lock_guard lock(mutex);
    return offered;
  }

  std::optional<json> fetched(const std::string& address, const char* what) const {
    const WebCallAnswer answer = web.call({.address = address});
    if (answer.fault) {
      tell(std::string(what) +
           " of the provider cannot be had: " + std::string(code(*answer.fault)));
      return std::nullopt;
    }
    json read = json::parse(answer.body, nullptr, false);
    if (answer.status != 200 || !read.is_object()) {
      tell(std::string(what) + " of the provider: it answered " + std::to_string(answer.status) +
           ", or without JSON");
      return std::nullopt;
    }
    return read;
  }

  std::optional<Offered> read_offer() const {
    std::string base = provider.issuer;
    if (base.ends_with('/')) base.pop_back();
    const auto read = fetched(base + "/.well-known/openid-configuration", "the description");
    if (!read) return std::nullopt;
    if (text_at(*read, "issuer") != provider.issuer) {
      tell("the provider names itself otherwise than --sign-on-issuer: " +
           text_at(*read, "issuer").substr(0, 200));
      return std::nullopt;
    }
    Offered made{.authorization = text_at(*read, "authorization_endpoint"),
                 .token = text_at(*read, "token_endpoint"),
                 .keys_address = text_at(*read, "jwks_uri"),
                 .sign_off = text_at(*read, "end_session_endpoint"),
                 .read_at = context.env.now()};
    const bool is_plain_allowed = provider.issuer.starts_with("http://");
    for (const std::string* each : {&made.authorization, &made.token, &made.keys_address}) {
      if (address_fault(*each) || !(is_plain_allowed || each->starts_with("https://"))) {
        tell("the provider does not say where to sign on, as https addresses");
        return std::nullopt;
      }
    }
    if (address_fault(made.sign_off)) made.sign_off.clear();
    const auto says = read->find("authorization_response_iss_parameter_supported");
    made.says_issuer = says != read->end() && says->is_boolean() && says->get<bool>();
    const auto keys = fetched(made.keys_address, "the keys");
    if (!keys) return std::nullopt;
    made.keys = keys->dump();
    return made;
  }

  // What it offers, asked anew when that is too old or `must_be_new`. One asks at a time; what is
  // known already goes on counting for a day.
  std::shared_ptr<const Offered> offer(bool must_be_new = false) {
    const Instant now = context.env.now();
    const std::uint64_t before = times_read;
    auto held = known();
    if (held && !must_be_new && now - held->read_at < known_for) return held;
    const bool may_be_used = held && now - held->read_at < known_at_most;
    std::unique_lock lock(reading, std::defer_lock);
    if (must_be_new || !may_be_used) {
      lock.lock();
    } else if (!lock.try_lock()) {
      return held;
    }
    // Somebody else asked while we waited; what came of that counts for us too.
    if (times_read != before) {
      auto newer = known();
      return may_be_used || newer != held ? newer : nullptr;
    }
    auto read = read_offer();
    ++times_read;
    if (!read) return may_be_used ? held : nullptr;
    auto made = std::make_shared<const Offered>(std::move(*read));
    std::lock_guard keep(mutex);
    offered = made;
    return made;
  }

  // The same for many at once: where the provider must be asked first, few wait for it.
  std::shared_ptr<const Offered> offer_at_hand() {
    const auto held = known();
    if (held && context.env.now() - held->read_at < known_at_most) return held;
    const Gate::Place place = gate.enter();
    return offer();
  }

  // The tokens for a code, as the provider gives them.
  json tokens_for(const Offered& from, const ProviderAnswer& answer, std::string_view secret) {
    Fields fields{{"grant_type", "authorization_code"},
                  {"code", answer.code},
                  {"redirect_uri", redirect()},
                  {"code_verifier", derived("verifier", secret)}};
    WebCall call{.address = from.token};
    if (provider.key) {
      fields.emplace_back("client_id", provider.client_id);
      fields.emplace_back("client_assertion_type",
                          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      fields.emplace_back("client_assertion", assertion());
    } else {
      call.authorization =
          "Basic " + base64(encoded(provider.client_id) + ":" + encoded(provider.secret));
    }
    call.form = form_of(fields);
    const WebCallAnswer given = web.call(call);
    if (given.fault || given.status >= 500) {
      tell("the provider gives no tokens: " +
           (given.fault ? std::string(code(*given.fault)) : std::to_string(given.status)));
      throw away();
    }
    json read = json::parse(given.body, nullptr, false);
    if (given.status != 200 || !read.is_object()) {
      const std::string why = read.is_object() ? text_at(read, "error").substr(0, 100) : "";
      tell("the provider gives no tokens: " + std::to_string(given.status) + " " + why);
      throw failed();
    }
    return read;
  }

  // Who we are, signed, for the issuer alone.
  std::string assertion() {
    const auto seconds = [](Instant at) {
      return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    };
    const Instant now = context.env.now();
    const json claims = {{"iss", provider.client_id},
                         {"sub", provider.client_id},
                         {"aud", provider.issuer},
                         {"jti", new_secret(context.env)},
                         {"iat", seconds(now)},
                         {"nbf", seconds(now)},
                         {"exp", seconds(now + assertion_holds)}};
    return provider.key->sign(claims.dump());
  }

  // The provider may sign with a newer key than we know.
  OpenedToken opened_with_keys_of(const Offered& from, std::string_view token) {
    OpenedToken opened = open_token(token, from.keys);
    if (opened.signature == TokenSignature::key_unknown) {
      if (const auto newer = offer(true)) opened = open_token(token, newer->keys);
    }
    return opened;
  }

  IdTokenClaims judged(std::shared_ptr<const Offered> from, const json& tokens,
                       std::string_view secret) {
    const OpenedToken opened = opened_with_keys_of(*from, text_at(tokens, "id_token"));
    if (opened.signature != TokenSignature::holds) {
      tell("the ID token is not taken: " + opened.why);
      throw failed();
    }
    const IdTokenExpected expected{.issuer = provider.issuer,
                                   .client_id = provider.client_id,
                                   .nonce = derived("nonce", secret),
                                   .access_token = text_at(tokens, "access_token"),
                                   .acr = provider.rules.acr,
                                   .claim = provider.rules.claim};
    JudgedIdToken result = judge_id_token(opened.payload, expected, context.env.now());
    if (!result.fault.empty()) {
      tell("the ID token is not taken: " + result.fault);
      throw failed();
    }
    return std::move(result.claims);
  }

  // What is asked of the provider counts against the origin, until it is right or nobody can say.
  // An answer that goes no further than here counts for nothing: whoever calls it off shares their
  // origin with a whole office.
  ProvenIdentity proven(const ProviderAnswer& answer, std::string_view secret,
                        const std::string& origin) {
    const Gate::Place place = gate.enter();
    const auto from = offer();
    if (!from) throw away();
    const bool is_issuer_right =
        answer.issuer.empty() ? !from->says_issuer : answer.issuer == provider.issuer;
    if (!is_issuer_right) {
      tell("the answer of the provider names another issuer");
      throw failed();
    }
    if (!answer.error.empty() || answer.code.empty()) {
      const bool is_code =
          answer.error.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
      tell("the provider signs nobody on: " + (is_code ? answer.error.substr(0, 100) : "unknown"));
      throw Refusal(Reason::unauthenticated, "provider_refused");
    }
    origins.attempt(origin, context.env.now());
    try {
      ProvenIdentity made{provider.issuer, judged(from, tokens_for(*from, answer, secret), secret)};
      origins.take_back(origin);
      return made;
    } catch (const Refusal& refusal) {
      if (refusal.reason() == Reason::unavailable) origins.take_back(origin);
      throw;
    }
  }

  // Anybody may send a token of signing off: of keys that nobody knows the provider is not asked
  // again within a minute, also when the last asking failed.
  bool may_ask_for_keys(Instant read_at) {
    const Instant now = context.env.now();
    const std::lock_guard lock(mutex);
    if (now - std::max(read_at, asked_for_keys_at) < asked_again_after) return false;
    asked_for_keys_at = now;
    return true;
  }

  // What the token says, when it is to be taken.
  std::optional<LogoutClaims> judged_logout(std::string_view token) {
    const Gate::Place place = sign_off_gate.enter();
    const auto from = offer();
    if (!from) throw away();
    const Instant now = context.env.now();
    OpenedToken opened = open_token(token, from->keys);
    if (opened.signature == TokenSignature::key_unknown && may_ask_for_keys(from->read_at)) {
      if (const auto newer = offer(true)) opened = open_token(token, newer->keys);
    }
    std::string fault = opened.why;
    if (opened.signature == TokenSignature::holds) {
      JudgedLogoutToken found =
          judge_logout_token(opened.payload, provider.issuer, provider.client_id, now);
      if (found.fault.empty() && seen.contains(found.claims.id, now)) {
        found.fault = "jti: it came before";
      }
      if (found.fault.empty()) return std::move(found.claims);
      fault = found.fault;
    }
    tell("the logout token is not taken: " + fault);
    return std::nullopt;
  }

  // Who the provider refuses, and whose proof does not hold, failed to sign on as with a wrong
  // password. When nobody can say whether it holds, nobody failed.
  ProvenIdentity proven_on_record(const ProviderAnswer& answer, std::string_view secret,
                                  std::string_view origin) {
    try {
      return proven(answer, secret, std::string(origin.substr(0, 100)));
    } catch (const Refusal& refusal) {
      if (refusal.reason() == Reason::unauthenticated) {
        people.note_failed_sign_on(origin, refusal.detail());
      } else if (refusal.reason() == Reason::too_many) {
        people.note_failed_sign_on(origin, "slowed_down");
      }
      throw;
    }
  }
};

SingleSignOn::SingleSignOn(Context context, People& people, WebCaller& web, SignOnProvider provider)
    : impl_(std::make_unique<Impl>(context, people, web, std::move(provider))) {}

SingleSignOn::~SingleSignOn() = default;

const std::string& SingleSignOn::label() const { return impl_->provider.label; }

std::optional<std::string> SingleSignOn::sign_off_address() const {
  const auto offered = impl_->known();
  if (!offered || offered->sign_off.empty()) return std::nullopt;
  return with_query(offered->sign_off,
                    {{"client_id", impl_->provider.client_id},
                     {"post_logout_redirect_uri", impl_->provider.public_origin + "/"}});
}

SingleSignOn::Begun SingleSignOn::begin(std::string_view return_to, Language language) {
  if (!return_to.empty() && !is_path(return_to)) {
    throw Refusal({Fault{"/returnTo", "not_a_path"}});
  }
  const auto from = impl_->offer_at_hand();
  if (!from) throw away();
  const SignOnProvider& provider = impl_->provider;
  Env& env = impl_->context.env;
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(env.now().time_since_epoch()).count();
  Begun begun;
  begun.secret = std::to_string(now) + "." + new_secret(env) + "." + base64url(return_to);
  std::string scope = "openid profile email";
  for (const std::string& each : provider.rules.scopes) scope += " " + each;
  Fields fields{{"response_type", "code"},
                {"client_id", provider.client_id},
                {"redirect_uri", impl_->redirect()},
                {"scope", scope},
                {"state", impl_->derived("state", begun.secret)},
                {"nonce", impl_->derived("nonce", begun.secret)},
                {"code_challenge", base64url(sha256(impl_->derived("verifier", begun.secret)))},
                {"code_challenge_method", "S256"},
                {"ui_locales", std::string(code(language))}};
  std::string acr;
  for (const std::string& each : provider.rules.acr) acr += (acr.empty() ? "" : " ") + each;
  if (!acr.empty()) fields.emplace_back("acr_values", acr);
  begun.address = with_query(from->authorization, fields);
  return begun;
}

SingleSignOn::Finished SingleSignOn::finish(std::string_view secret, const ProviderAnswer& answer,
                                            std::string_view origin, const BrowserSeen& browser) {
  const Instant now = impl_->context.env.now();
  const auto cookie = read_cookie(secret);
  const bool is_ours = cookie && are_equal(answer.state, impl_->derived("state", secret));
  if (!is_ours || now - cookie->begun_at >= begun_within) throw expired();

  const ProvenIdentity identity = impl_->proven_on_record(answer, secret, origin);
  SignedOn signed_on =
      impl_->people.sign_on_by_provider(identity, impl_->provider.rules, origin, browser);
  return {std::move(signed_on), cookie->return_to};
}

bool SingleSignOn::sign_off(std::string_view logout_token, std::string_view origin) {
  const Instant now = impl_->context.env.now();
  const std::string from(origin.substr(0, 100));
  impl_->sign_off_origins.attempt(from, now);
  try {
    const auto claims = impl_->judged_logout(logout_token);
    if (!claims) return false;
    const EndedAtProvider ended{.issuer = impl_->provider.issuer,
                                .subject = claims->subject,
                                .session = claims->session,
                                .at = claims->made_at};
    impl_->people.end_sessions_at_provider(ended, origin);
    impl_->sign_off_origins.take_back(from);
    // Of two that came at once both are taken: what the second ends had ended.
    impl_->seen.add(claims->id, now);
    return true;
  } catch (...) {
    // Nobody could judge it, or it could not be written: the provider may send it again.
    impl_->sign_off_origins.take_back(from);
    throw;
  }
}

void SingleSignOn::look_up() { impl_->offer(); }

}  // namespace expertise
