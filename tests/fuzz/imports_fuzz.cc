// Files of people and of topics, over a real store that forgets each time. The first line of an
// input says which: `users`, `specialists` or `topics`, with `json` behind it for JSON lines. Every
// row is counted once, every fault has its line and a sentence, and a file that is refused keeps
// nothing.
#include <algorithm>
#include <sstream>

#include "search/index.h"
#include "server/domain/text.h"
#include "server/http/sentences.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "server/pool/vocabulary_keeping.h"
#include "tests/fuzz/property.h"
#include "tests/pool/counting_store.h"
#include "tests/pool/fixture.h"

namespace {

using namespace expertise;
using fuzz::holds;

class ForgettingTxn : public CountingTxn {
 public:
  ForgettingTxn(std::unique_ptr<Txn> behind, int& commits, std::size_t& profiles)
      : CountingTxn(std::move(behind), commits, profiles), asked_(commits) {}
  void commit() override { ++asked_; }

 private:
  int& asked_;
};

class ForgettingStore : public CountingStore {
 public:
  using CountingStore::CountingStore;
  bool forgets = false;
  int asked = 0;

  std::unique_ptr<Txn> begin(Access access) override {
    auto txn = CountingStore::begin(access);
    if (!forgets || access == Access::read) return txn;
    return std::make_unique<ForgettingTxn>(std::move(txn), asked, profiles);
  }
};

struct World : PoolFixture {
  std::shared_ptr<const search::Vocabulary> seed =
      std::make_shared<const search::Vocabulary>(std::vector<search::Topic>{
          {.code = "geld", .term = "geld", .life_domains = {"Financiën"}, .laws = {"Wgs"}},
          {.code = "schulden",
           .term = "schulden",
           .synonyms = {"betalingsachterstand"},
           .signs = {"post ligt ongeopend"},
           .near = {"licht verstandelijke beperking"},
           .broader = {"geld"}},
          {.code = "lvb", .term = "licht verstandelijke beperking"}});
  ForgettingStore forgetting{*store};
  Context behind{forgetting, env};
  search::Index index{directory.path() / "index", "test", seed};
  People people{behind};
  Profiles profiles{behind, people};
  VocabularyKeeping vocabulary{behind, index, seed};
  Municipality home = municipality();
  Team north = team(home.id);
  User known = user(home.id, "Anna Vrager", {Role::team_member}, {north.id});
  Specialist expert = specialist(home.id, "Bram Weter", {"schulden"});

  World() {
    check_export();
    forgetting.forgets = true;
  }

  // What is written out is read back as no change.
  void check_export() {
    const std::string file = vocabulary.export_topics(machine);
    const TopicImport back = vocabulary.import_topics(machine, file, true, 0);
    holds(!back.report.refused && back.report.unchanged == back.report.rows && back.removals == 0,
          "an exported vocabulary is the same vocabulary");
  }
};

World& world() {
  static World made;
  return made;
}

void check(const ImportReport& report, std::size_t lines) {
  holds(report.rows <= lines, "there are no more rows than lines");
  const std::size_t judged = report.added + report.changed + report.unchanged + report.faulty;
  holds(report.refused || judged == report.rows, "every row is counted once");
  holds(!report.refused || !report.faults.empty(), "a refused file says why");
  for (const Fault& each : report.faults) {
    holds(http::find_sentence(each.code) != nullptr, "a fault has a sentence", each.code);
    holds(is_utf8(each.place), "the place of a fault is whole characters", each.place);
    holds(each.place.starts_with("line "), "a fault has its line", each.place);
    const std::size_t line = std::strtoul(each.place.c_str() + 5, nullptr, 10);
    holds(line >= 1 && line <= std::max<std::size_t>(1, lines), "the line is one of the file",
          each.place);
    holds(is_utf8(http::in_words(each, Language::nl)) &&
              is_utf8(http::place_in_words(each.place, Language::en)),
          "what a fault says is whole characters");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view file = fuzz::text_of(data, size);
  const std::string_view kind = fuzz::take_line(file);
  World& here = world();
  const auto lines = static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n')) + 1;
  const auto format = kind.ends_with("json") ? FileFormat::json_lines : FileFormat::csv;
  here.forgetting.asked = 0;
  if (kind.starts_with("topics")) {
    // Over HTTP a file is a JSON text, and so whole characters.
    if (!is_utf8(file)) return 0;
    const TopicImport tried = here.vocabulary.import_topics(here.machine, file, true, 0);
    check(tried.report, lines);
    holds(here.forgetting.asked == 0, "a trial keeps nothing");
    return 0;
  }
  std::istringstream stream{std::string(file)};
  const auto faulty = size % 2 == 0 ? FaultyRows::refuse_all : FaultyRows::skip;
  const ImportReport report =
      kind.starts_with("users")
          ? here.profiles.import_users(here.machine, stream, format, here.home.id, faulty, {})
          : here.profiles.import_specialists(here.machine, stream, format, here.home.id, faulty,
                                             {});
  check(report, lines);
  holds(here.forgetting.asked == (report.refused ? 0 : 1), "a refused file keeps nothing");
  return 0;
}
