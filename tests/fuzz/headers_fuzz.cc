// What stands in an address and in headers: query, cookies, languages and media types. The first
// line is one of each; nothing of it is trusted, and what is made of it can go into an answer.
#include <nlohmann/json.hpp>

#include "server/domain/text.h"
#include "server/http/accept.h"
#include "server/http/browser_name.h"
#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/session.h"
#include "server/http/wire/problem.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise;
using namespace expertise::http;
using fuzz::holds;

void check_query(std::string_view text) {
  if (const auto plain = decoded(text)) {
    holds(is_utf8(*plain), "a decoded query is whole characters");
    std::string encoded;
    for (const char c : *plain) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', digits[byte / 16], digits[byte % 16]};
    }
    holds(decoded(encoded) == plain, "what is encoded is decoded the same");
  }
  try {
    QueryReader query(text);
    if (const auto q = query.text("q", {0, 200})) {
      holds(characters(*q) <= 4096 && is_utf8(*q), "a text is whole characters");
    }
    query.flag("open");
    query.instant("from");
    query.id<UserId>("user");
    query.ids<TeamId>("team", 5);
    query.choice<Role>("role");
    query.choices<Language>("language", 2);
    const Page page = query.page();
    holds(page.limit >= 1 && page.limit <= Page::most, "a page has its length");
    query.finish();
  } catch (const Refusal& refusal) {
    holds(!refusal.faults().empty(), "a refused query has faults");
    for (const Fault& each : refusal.faults()) {
      holds(each.place == "query" || each.place.starts_with("query/"), "a fault lies in the query");
      holds(find_sentence(each.code) != nullptr, "a fault has a sentence", each.code);
    }
    const Answer answer = problem(refusal, Language::nl);
    holds(answer.status == 400 && nlohmann::json::accept(answer.body), "faults can be answered");
  }
}

void check_cookies(std::string_view text) {
  static const Site site("https://pool.example.nl", 443);
  static const Site local("", 8080);
  const std::string line(text);
  const Request with_cookie{.headers = {{"cookie", line}}, .remote = "127.0.0.1"};
  for (const Site* each : {&site, &local}) {
    const std::string value = cookie_of(with_cookie, each->cookie_name());
    holds(line.find(value) != std::string::npos, "a cookie stands in its header");
    holds(value.find(';') == std::string::npos, "a cookie ends where the next begins");
    const auto carried = credential(with_cookie, *each);
    holds(!carried || (carried->carrier == Carrier::cookie && carried->secret == value),
          "a credential is the cookie");
    each->is_own(text);
  }
  const Request with_token{.headers = {{"authorization", line}, {"cookie", "session=a"}}};
  const auto carried = credential(with_token, local);
  holds(carried && carried->carrier == Carrier::bearer, "Authorization goes before a cookie");
  holds(line.ends_with(carried->secret), "a token is the end of its header");
  const Request forwarded{.headers = {{"x-forwarded-for", line}, {"origin", line}},
                          .remote = "127.0.0.1"};
  const std::string origin = site.origin_of(forwarded);
  holds(origin == "127.0.0.1" || line.find(origin) != std::string::npos,
        "where somebody comes from was told");
  holds(origin.size() <= 64 && is_utf8(origin), "and is an address", origin);
  holds(is_from_other_site(forwarded, site) == !site.is_own(text),
        "another origin is another site");
}

void check_choices(std::string_view text) {
  const Language one = preferred_language(text, Language::nl);
  const Language other = preferred_language(text, Language::en);
  holds(one == other || (one == Language::nl && other == Language::en),
        "the language is one that is named, or the other one");
  holds(!asks_for(text, json_type) || accepts(text, json_type), "what is asked for is accepted");
  holds(!accepts_coding(text, "br") || text.find_first_of("bB*") != std::string_view::npos,
        "a coding is let by when it is named");
  if (is_json_type(text)) {
    std::string_view rest = text;
    const std::string_view type = next_piece(rest, ';');
    holds(type.size() == json_type.size(), "JSON is called JSON");
  }
  names_tag(text, "\"7\"");
  const std::string name = browser_name(text);
  holds(is_utf8(name) && name.size() <= 200, "the name of a browser can be shown", name);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_query(text);
  check_cookies(text);
  check_choices(text);
  return 0;
}
