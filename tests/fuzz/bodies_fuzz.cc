// The reader of every operation that takes a body. An input is the name of an operation, and behind
// a line end the body. Each handler runs to where it would first ask the store: there the body has
// been read whole, and nothing of it was kept. A refusal says what is wrong and where; the same
// body spelled otherwise is judged the same.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "search/index.h"
#include "server/http/call.h"
#include "server/http/routes.h"
#include "server/http/sentences.h"
#include "server/http/wire/problem.h"
#include "server/http/wire/reader.h"
#include "server/outgoing/curl.h"
#include "tests/fuzz/property.h"
#include "tests/pool/counting_store.h"
#include "tests/pool/fixture.h"

namespace {

using namespace expertise;
using namespace expertise::http;
using fuzz::holds;
using nlohmann::json;

// The body was read, and the use case went on to the store.
struct Reached {};

class ShutStore : public CountingStore {
 public:
  enum class Lets { everything, reading, nothing };
  explicit ShutStore(Store& behind) : CountingStore(behind) {}
  Lets lets = Lets::everything;

  std::unique_ptr<Txn> begin(Access access) override {
    if (lets == Lets::nothing || (lets == Lets::reading && access == Access::write)) {
      throw Reached{};
    }
    return CountingStore::begin(access);
  }
};

std::shared_ptr<const search::Vocabulary> small_vocabulary() {
  return std::make_shared<const search::Vocabulary>(std::vector<search::Topic>{
      {.code = "schulden", .term = "schulden", .signs = {"post ligt ongeopend"}},
      {.code = "woonoverlast", .term = "woonoverlast", .synonyms = {"burenruzie"}}});
}

struct World : PoolFixture {
  std::shared_ptr<const search::Vocabulary> seed = small_vocabulary();
  ShutStore shut{*store};
  Context behind{shut, env};
  search::Index index{directory.path() / "index", "test", seed};
  People people{behind, PasswordStrength::cheap()};
  Profiles profiles{behind, people};
  std::unique_ptr<WebReader> outside = curl_web_reader({});
  Calendars calendars{behind, *outside};
  Matching matching{behind, index};
  VocabularyKeeping vocabulary{behind, index, seed};
  Consultations consultations{behind, matching};
  Appointments appointments{behind};
  Notifications notifications{behind};
  Keeping keeping{behind};
  Indexer indexer{*store, index, seed};
  ShiftingEnv clock{env, env.now()};
  DemoStory story{{shut, clock}, clock, {}, "welkom"};
  Surroundings around{{people, profiles, calendars, matching, vocabulary, consultations,
                       appointments, notifications, keeping, shut, indexer, env, &story},
                      Site("", 8080),
                      "{}",
                      "1.2.3"};
  Municipality home = municipality();
  Team north = team(home.id);
  User person = user(home.id, "Anna Vrager",
                     {Role::team_member, Role::coordinator, Role::administrator}, {north.id});
  Specialist known = specialist(home.id, "Bram Weter");
  SignedOn caller{.actor = actor(person), .user = person};
  std::vector<const Route*> readers;

  World() {
    for (const Route& each : routes()) {
      const bool reads_json = each.body != BodyKind::none && each.body != BodyKind::form;
      if (reads_json) readers.push_back(&each);
    }
  }

  const Route& reader(std::string_view operation) const {
    std::size_t sum = 0;
    for (const char c : operation) sum += static_cast<unsigned char>(c);
    for (const Route* each : readers) {
      if (each->operation == operation) return *each;
    }
    return *readers[sum % readers.size()];
  }
};

World& world() {
  static World made;
  return made;
}

// What became of a body: refused, or read to the end.
std::optional<Refusal> judged(const Route& route, std::string_view body) {
  World& here = world();
  static const std::string id = here.known.id.text();
  const Request request{.method = std::string(route.method),
                        .path = "/",
                        .headers = {{"if-match", "\"1\""}, {"idempotency-key", "sleutel-1234"}},
                        .body = std::string(body),
                        .remote = "127.0.0.1"};
  const bool takes_code = route.path.find("{code}") != std::string_view::npos;
  const auto count =
      static_cast<std::size_t>(std::count(route.path.begin(), route.path.end(), '{'));
  Call call{here.around, request,
            std::vector<std::string_view>(count, takes_code ? std::string_view("schulden") : id),
            Language::nl, here.caller};
  // This one reads what is there before it reads what is to change.
  here.shut.lets =
      route.operation == "changeSpecialist" ? ShutStore::Lets::reading : ShutStore::Lets::nothing;
  try {
    route.handler(call);
  } catch (const Reached&) {
    return std::nullopt;
  } catch (const Refusal& refusal) {
    // So often that it is slowed down: that was another body's doing.
    if (refusal.reason() == Reason::too_many) return std::nullopt;
    return refusal;
  }
  return std::nullopt;
}

// Every place of a text, also of a value whose name comes again: JSON's reader keeps the last only.
class Places : public nlohmann::json_sax<json> {
 public:
  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(false); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    levels_.back().name = escaped(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  // Whether a place is one of the text, or one beside what is there: of what is missing.
  bool hold(const std::string& place) const {
    if (place.empty()) return true;
    return values_.contains(place) || objects_.contains(place.substr(0, place.rfind('/')));
  }

 private:
  struct Level {
    std::string place;
    bool is_array;
    std::size_t index = 0;
    std::string name{};
  };

  static std::string escaped(std::string_view name) {
    std::string made;
    for (const char c : name) made += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return made;
  }
  std::string place() const {
    if (levels_.empty()) return "";
    const Level& last = levels_.back();
    return last.place + "/" + (last.is_array ? std::to_string(last.index) : last.name);
  }
  bool value() {
    values_.insert(place());
    if (!levels_.empty()) ++levels_.back().index;
    return true;
  }
  bool open(bool is_array) {
    values_.insert(place());  // here, for the text may end before it does
    if (!is_array) objects_.insert(place());
    levels_.push_back({place(), is_array});
    return true;
  }
  bool close() {
    levels_.pop_back();
    return value();
  }

  std::vector<Level> levels_;
  std::set<std::string> values_;
  std::set<std::string> objects_;
};

void check_refusal(const Refusal& refusal, const Places& places, std::string_view operation) {
  for (const Language language : {Language::nl, Language::en}) {
    const Answer answer = problem(refusal, language);
    holds(answer.status >= 400 && answer.status < 500, "a body is refused, not a fault of ours");
    holds(json::accept(answer.body), "a refusal can be answered", operation);
  }
  if (refusal.reason() != Reason::invalid_input) return;
  holds(!refusal.faults().empty() || !refusal.detail().empty(), "what is wrong is told", operation);
  holds(refusal.faults().size() <= BodyLimits::faults, "faults are bounded");
  for (const Fault& each : refusal.faults()) {
    holds(find_sentence(each.code) != nullptr, "a fault has a sentence", each.code);
    holds(is_utf8(each.place), "the place of a fault is whole characters");
    holds(places.hold(each.place), "a fault lies in the body",
          std::string(operation) + " " + each.place + " " + each.code);
  }
}

bool same(const std::optional<Refusal>& one, const std::optional<Refusal>& other) {
  if (!one || !other) return !one && !other;
  return one->reason() == other->reason() && one->detail() == other->detail() &&
         one->faults() == other->faults();
}

// Whether the body is one before it is known what it is for.
bool check_body_alone(std::string_view bytes, const json& body) {
  try {
    const Body read(bytes);
    holds(!body.is_discarded() && body.is_object(), "only a JSON object is a body");
    const std::string canonical = read.canonical();
    holds(Body(canonical).canonical() == canonical, "a canonical body is spelled one way");
    return true;
  } catch (const Refusal& refusal) {
    holds(!refusal.faults().empty(), "a body that is none says why");
    return false;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = fuzz::text_of(data, size);
  const Route& route = world().reader(fuzz::take_line(bytes));
  const bool is_whole = is_utf8(bytes) && bytes.find('\0') == std::string_view::npos;
  const json body = json::parse(is_whole ? bytes : "", nullptr, false);
  const bool is_body = check_body_alone(bytes, body);
  const std::optional<Refusal> refusal = judged(route, bytes);
  if (refusal) {
    Places places;
    json::sax_parse(bytes, &places);
    check_refusal(*refusal, places, route.operation);
  }
  if (body.is_discarded()) {
    holds(refusal.has_value() || bytes.empty(), "what is no JSON is refused");
    return 0;
  }
  // Of what is no body the first fault is told: with its names in another order that is another.
  if (is_body) {
    holds(same(refusal, judged(route, body.dump())), "another spelling is judged the same",
          route.operation);
  }
  return 0;
}
