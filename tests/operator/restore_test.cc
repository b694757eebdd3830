// A pool that is put back from a backup: whole, under its own key, and without what was destroyed
// since; and another master key, whose change may break off after any step.
#include "server/operator/restore.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/operator/empty_pool.h"
#include "server/operator/master_key.h"
#include "server/operator/private_files.h"
#include "server/pool/erasing.h"
#include "tests/operator/fixture.h"

namespace expertise {

namespace {

using Catch::Matchers::Contains;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A pool with a few consultations, of which people destroy things after it was copied.
struct PoolToRestore {
  FakeEnv env;
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  DataDirectory again{directory.path() / "again"};
  std::filesystem::path copies = directory.path() / "copies";
  std::filesystem::path copy = copies / "pool.backup";
  std::unique_ptr<Ownership> ownership = Ownership::take(data);
  std::unique_ptr<Product> product = std::make_unique<Product>(data, env);
  Municipality town;
  User coordinator;
  User asker;

  PoolToRestore() {
    std::filesystem::create_directory(copies);
    town.name = "Voorbeeldstad";
    town = product->people.put(Actor::machine_operator(), town);
    coordinator = person("Cora", Role::coordinator);
    asker = person("Vera", Role::team_member);
  }

  User person(const std::string& name, Role role) {
    User made;
    made.municipality = town.id;
    made.name = name;
    made.email = name + "@voorbeeld.test";
    made.roles = {role};
    return product->people.add_user(Actor::machine_operator(), made, std::nullopt);
  }
  Context context() { return {*product->store, env}; }
  ConsultationId consultation() {
    Consultation made;
    made.id = env.new_id<ConsultationId>();
    made.municipality = town.id;
    made.asker = asker.id;
    made.state = ConsultationState::withdrawn;
    made.asked_at = made.answer_by = env.now();
    auto txn = product->store->begin(Access::write);
    txn->put(made);
    txn->commit();
    return made.id;
  }
  MessageId message(ConsultationId id, const std::string& text) {
    Message made{.id = env.new_id<MessageId>(),
                 .consultation = id,
                 .kind = MessageKind::question,
                 .author = asker.id,
                 .written_at = env.now()};
    auto txn = product->store->begin(Access::write);
    txn->put_message(made, CaseText::of(text));
    txn->commit();
    return made.id;
  }
  void destroy_wording(MessageId message, ConsultationId consultation) {
    auto txn = product->store->begin(Access::write);
    REQUIRE(txn->destroy_version(message, 1, env.now()));
    txn->append({.at = env.now(),
                 .kind = EventKind::text_destroyed,
                 .municipality = town.id,
                 .consultation = consultation,
                 .details = {{"message", message.text()}, {"version", "1"}}});
    txn->commit();
  }
  void erase(ConsultationId id) {
    REQUIRE(erase_consultation(context(), Actor::machine_operator(), id, ErasureReason::unlawful,
                               coordinator.id));
  }
  Done command(const Command& given) {
    std::istringstream in;
    std::ostringstream out, err;
    const int status = carry_out(*product, given, {in, out, err});
    return {status, out.str(), err.str()};
  }
  void back_up() { REQUIRE(command({"backup", {{"file", copy.string()}}}).status == 0); }

  RestoreOptions options() {
    return {.backup = copy, .key = data.key(), .destroyed = std::nullopt};
  }
  Done put_back(const RestoreOptions& options) {
    std::istringstream in;
    std::ostringstream out, err;
    const int status = restore(again, options, env, {in, out, err});
    return {status, out.str(), err.str()};
  }
  void open_again() {
    product.reset();
    ownership = Ownership::take(again);
    product = std::make_unique<Product>(again, env);
  }
  // What of this message can be read.
  std::optional<std::string> text(ConsultationId id, std::size_t which = 0) {
    auto txn = product->store->begin(Access::write);
    const auto thread = txn->read_thread(
        id, {MessageKind::question},
        {.at = env.now(), .action = "read", .object = "consultation", .result = "shown"});
    txn->commit();
    if (thread.size() <= which) return std::nullopt;
    const auto& text = thread[which].versions.at(0).text;
    return text ? std::optional(std::string(text->part("text"))) : std::nullopt;
  }
};

}  // namespace

TEST_CASE("a pool is put back as it was, under its key", "[restore]") {
  PoolToRestore pool;
  const ConsultationId id = pool.consultation();
  pool.message(id, "De vraag");
  pool.back_up();
  const auto head = pool.product->store->head();
  const Done done = pool.put_back(pool.options());
  CAPTURE(done.out, done.err);
  REQUIRE(done.status == 0);
  pool.open_again();
  CHECK(pool.product->store->head() == head);
  CHECK(pool.text(id) == "De vraag");
  CHECK(bytes_of(pool.again.key()) == bytes_of(pool.data.key()));
  CHECK_FALSE(std::filesystem::exists(unfinished_beside(pool.again.root)));
}

TEST_CASE("nothing goes by its term after a restore until the operator says so", "[restore]") {
  PoolToRestore pool;
  pool.back_up();
  const Done done = pool.put_back(pool.options());
  REQUIRE(done.status == 0);
  CHECK_THAT(done.out, Contains("retention --resume"));
  pool.open_again();
  CHECK(std::filesystem::exists(pool.again.retention_stopped()));
  CHECK(pool.command({"retention", {{"dry-run", "yes"}}}).status == 0);
  const Done stopped = pool.command({"retention", {}});
  CHECK(stopped.status == 1);
  CHECK_THAT(stopped.err, Contains("--resume"));
  CHECK(pool.command({"retention", {{"resume", "yes"}}}).status == 0);
  CHECK_FALSE(std::filesystem::exists(pool.again.retention_stopped()));
  CHECK(pool.command({"retention", {}}).status == 0);
}

TEST_CASE("a month of the access log that was being destroyed is gone after a restore",
          "[restore]") {
  PoolToRestore pool;
  AccessEntry entry{.action = "read", .object = "log", .municipality = pool.town.id};
  {
    auto txn = pool.product->store->begin(Access::write);
    for (const char* moment : {"2026-05-10T08:00:00Z", "2026-06-10T08:00:00Z"}) {
      entry.at = at(moment);
      txn->record_access(entry);
    }
    const AccessSegment month = txn->access_segments().at(0);
    txn->append({.at = pool.env.now(),
                 .kind = EventKind::access_segment_destroyed,
                 .details = {{"segment", month.segment},
                             {"count", std::to_string(month.head.seq)},
                             {"hash", hex(month.head.hash)}}});
    txn->mark_destroyed(month.segment, pool.env.now());
    txn->commit();
  }
  REQUIRE(pool.product->store->verify());
  pool.back_up();
  const Done done = pool.put_back(pool.options());
  CAPTURE(done.out, done.err);
  REQUIRE(done.status == 0);
  pool.open_again();
  CHECK_FALSE(pool.product->store->verify());
}

TEST_CASE("a restore removes nothing that is not its own", "[restore]") {
  PoolToRestore pool;
  pool.back_up();
  const auto other = pool.directory.path() / "again.new";
  std::filesystem::create_directory(other);
  std::ofstream(other / "iets") << "van waarde";
  const DataDirectory beside{unfinished_beside(pool.again.root)};
  {
    const auto held = Ownership::take(beside);
    REQUIRE(held);
    std::ofstream(beside.root / "bezig") << "van waarde";
    CHECK(pool.put_back(pool.options()).status == 1);
    CHECK(bytes_of(beside.root / "bezig") == "van waarde");
  }
  REQUIRE(pool.put_back(pool.options()).status == 0);
  CHECK(bytes_of(other / "iets") == "van waarde");
  CHECK_FALSE(std::filesystem::exists(pool.again.root / "bezig"));
}

TEST_CASE("a new pool is not made over what another process holds", "[restore]") {
  PoolToRestore pool;
  const DataDirectory fresh{pool.directory.path() / "fresh"};
  const auto other = pool.directory.path() / "fresh.new";
  std::filesystem::create_directory(other);
  std::ofstream(other / "iets") << "van waarde";
  std::ostringstream out, err;
  {
    const auto held = Ownership::take({unfinished_beside(fresh.root)});
    CHECK(make_empty_pool(fresh, "Voorbeeldstad", pool.env, out, err) == 1);
  }
  REQUIRE(make_empty_pool(fresh, "Voorbeeldstad", pool.env, out, err) == 0);
  CHECK(bytes_of(other / "iets") == "van waarde");
}

TEST_CASE("the list beside the backups loses nothing to a poorer one", "[restore]") {
  PoolToRestore pool;
  const ConsultationId id = pool.consultation();
  pool.message(id, "De vraag");
  pool.back_up();
  pool.erase(id);
  REQUIRE(pool.command({"backup", {{"file", (pool.copies / "second").string()}}}).status == 0);
  // A drill, without a list, that makes a backup in the same folder.
  auto options = pool.options();
  options.without_destroyed = true;
  REQUIRE(pool.put_back(options).status == 0);
  pool.open_again();
  REQUIRE(pool.text(id) == "De vraag");
  REQUIRE(pool.command({"backup", {{"file", (pool.copies / "drill").string()}}}).status == 0);

  pool.again.root = pool.directory.path() / "once more";
  REQUIRE(pool.put_back(pool.options()).status == 0);
  pool.open_again();
  CHECK(pool.product->store->begin(Access::read)->is_erased(id));
}

TEST_CASE("what was destroyed after the backup is destroyed again", "[restore]") {
  PoolToRestore pool;
  const ConsultationId erased = pool.consultation();
  pool.message(erased, "De gewiste vraag");
  const ConsultationId kept = pool.consultation();
  const MessageId gone = pool.message(kept, "Een weggehaalde tekst");
  pool.message(kept, "Wat blijft");
  User leaver = pool.person("Kanarie", Role::team_member);
  pool.back_up();

  pool.erase(erased);
  pool.destroy_wording(gone, kept);
  leaver.active = false;
  pool.product->people.change_user(Actor::machine_operator(), leaver);
  {
    auto txn = pool.product->store->begin(Access::write);
    REQUIRE(txn->forget(leaver.id, pool.env.now()));
    txn->append({.at = pool.env.now(),
                 .kind = EventKind::person_forgotten,
                 .municipality = pool.town.id,
                 .details = {{"user", leaver.id.text()}}});
    txn->commit();
  }
  const ConsultationId later = pool.consultation();
  pool.message(later, "Na de kopie gevraagd");
  pool.erase(later);
  pool.product->destroyed.follow();

  SECTION("by the list of the directory that was") {
    auto options = pool.options();
    options.destroyed = pool.data.destroyed();
    const Done done = pool.put_back(options);
    CAPTURE(done.out, done.err);
    REQUIRE(done.status == 0);
    CHECK_THAT(done.out, Contains("3 things destroyed again"));
  }
  SECTION("by the newest copy beside the backups") {
    REQUIRE(pool.command({"backup", {{"file", (pool.copies / "later").string()}}}).status == 0);
    REQUIRE(pool.put_back(pool.options()).status == 0);
  }
  SECTION("also when the file of the store was put back by hand") {
    pool.product->destroyed.follow();
    const std::string list = bytes_of(pool.data.destroyed());
    auto options = pool.options();
    options.without_destroyed = true;
    REQUIRE(pool.put_back(options).status == 0);
    std::ofstream(pool.again.destroyed(), std::ios::binary) << list;
  }
  pool.open_again();
  CHECK_FALSE(pool.text(erased));
  CHECK(pool.product->store->begin(Access::read)->is_erased(erased));
  CHECK_FALSE(pool.text(kept, 0));
  CHECK(pool.text(kept, 1) == "Wat blijft");
  const auto user = pool.product->store->begin(Access::read)->user(leaver.id);
  REQUIRE(user);
  CHECK(user->name.empty());
  CHECK_FALSE(user->active);
  CHECK_FALSE(pool.product->store->verify());
  for (const auto& each : std::filesystem::recursive_directory_iterator(pool.again.root)) {
    if (each.is_regular_file()) {
      CHECK(bytes_of(each.path()).find("Kanarie") == std::string::npos);
    }
  }

  // Once: at the next start nothing of it is left to do.
  const auto head = pool.product->store->head();
  pool.product.reset();
  pool.product = std::make_unique<Product>(pool.again, pool.env);
  CHECK(pool.product->destroyed.destroyed_again() == 0);
  CHECK(pool.product->store->head() == head);
}

TEST_CASE("what was destroyed stays on the list through several restores", "[restore]") {
  PoolToRestore pool;
  pool.back_up();
  const ConsultationId id = pool.consultation();
  pool.message(id, "De vraag");
  const auto second = pool.copies / "second";
  REQUIRE(pool.command({"backup", {{"file", second.string()}}}).status == 0);
  pool.erase(id);
  pool.product->destroyed.follow();

  // The first backup is of before the question: nothing to destroy, yet the line stays.
  auto options = pool.options();
  options.destroyed = pool.data.destroyed();
  REQUIRE(pool.put_back(options).status == 0);
  DataDirectory last{pool.directory.path() / "last"};
  std::istringstream in;
  std::ostringstream out, err;
  REQUIRE(restore(last,
                  {.backup = second, .key = pool.data.key(), .destroyed = pool.again.destroyed()},
                  pool.env, {in, out, err}) == 0);
  pool.again = last;
  pool.open_again();
  CHECK(pool.product->store->begin(Access::read)->is_erased(id));
}

TEST_CASE("a pool is not put back over another, nor without key or list", "[restore]") {
  PoolToRestore pool;
  pool.back_up();
  SECTION("over another") {
    std::filesystem::create_directory(pool.again.root);
    std::ofstream(pool.again.root / "iets") << "van waarde";
    CHECK(pool.put_back(pool.options()).status == 1);
    CHECK(bytes_of(pool.again.root / "iets") == "van waarde");
  }
  SECTION("without a key") {
    auto options = pool.options();
    options.key.reset();
    CHECK(pool.put_back(options).status == 2);
  }
  SECTION("with a key beside another one that the environment names") {
    const auto elsewhere = pool.copies / "elsewhere.key";
    std::ofstream(elsewhere) << std::string(32, 'x');
    setenv("EXPERTISEPOOL_KEY_FILE", elsewhere.c_str(), 1);
    auto options = pool.options();
    options.key = pool.data.root / "master.key";
    const Done done = pool.put_back(options);
    unsetenv("EXPERTISEPOOL_KEY_FILE");
    CHECK(done.status == 2);
    CHECK(bytes_of(elsewhere) == std::string(32, 'x'));
  }
  SECTION("while a change of its key is not finished") {
    write_next_key(pool.data, pool.env);
    const Done done = pool.put_back(pool.options());
    CHECK(done.status == 1);
    CHECK_THAT(done.err, Contains("start the pool first"));
  }
  SECTION("with another key") {
    std::ofstream(pool.copies / "other.key") << std::string(32, 'x');
    auto options = pool.options();
    options.key = pool.copies / "other.key";
    CHECK_THROWS_WITH(pool.put_back(options), Contains("niet met deze hoofdsleutel"));
  }
  SECTION("without a list, but when it is said that there is none") {
    for (const auto& each : std::filesystem::directory_iterator(pool.copies)) {
      if (each.path().extension() == ".log") std::filesystem::remove(each.path());
    }
    const Done done = pool.put_back(pool.options());
    CHECK(done.status == 1);
    CHECK_THAT(done.err, Contains("--without-destroyed"));
    CHECK_FALSE(std::filesystem::exists(pool.again.root));
    auto options = pool.options();
    options.without_destroyed = true;
    CHECK(pool.put_back(options).status == 0);
    return;
  }
  SECTION("with a list that cannot be read") {
    std::ofstream(pool.copies / "list") << "dit is geen lijst\n";
    auto options = pool.options();
    options.destroyed = pool.copies / "list";
    CHECK_THROWS_WITH(pool.put_back(options), Contains("line 1"));
  }
  CHECK_FALSE(std::filesystem::exists(pool.again.database()));
}

TEST_CASE("a line that was being written when the power went is written again", "[restore]") {
  PoolToRestore pool;
  const ConsultationId id = pool.consultation();
  pool.erase(id);
  pool.product->destroyed.follow();
  const std::string whole = bytes_of(pool.data.destroyed());
  pool.product.reset();
  std::filesystem::resize_file(pool.data.destroyed(), whole.size() - 7);
  pool.product = std::make_unique<Product>(pool.data, pool.env);
  CHECK(bytes_of(pool.data.destroyed()) == whole);
}

TEST_CASE("a change of the master key can break off after any step", "[restore]") {
  PoolToRestore pool;
  const ConsultationId id = pool.consultation();
  pool.message(id, "De vraag");
  const std::string before = bytes_of(pool.data.key());
  pool.product.reset();
  bool is_new = false;
  SECTION("before it began") {}
  SECTION("when the next key was written") { write_next_key(pool.data, pool.env); }
  SECTION("when the store was under the next key") {
    write_next_key(pool.data, pool.env);
    rewrap_store(pool.data, pool.env);
    is_new = true;
  }
  SECTION("when it was done") {
    change_master_key(pool.data, pool.env);
    is_new = true;
  }
  SECTION("when an earlier one had broken off") {
    write_next_key(pool.data, pool.env);
    rewrap_store(pool.data, pool.env);
    change_master_key(pool.data, pool.env);
    is_new = true;
  }
  pool.product = std::make_unique<Product>(pool.data, pool.env);
  CHECK_FALSE(std::filesystem::exists(next_key_of(pool.data)));
  CHECK((bytes_of(pool.data.key()) != before) == is_new);
  CHECK(bytes_of(pool.data.key()).size() == 32);
  CHECK((std::filesystem::status(pool.data.key()).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(pool.text(id) == "De vraag");
  CHECK_FALSE(pool.product->store->verify());
}

TEST_CASE("a backup of before a change of keys needs the key that was", "[restore]") {
  PoolToRestore pool;
  const ConsultationId id = pool.consultation();
  pool.message(id, "De vraag");
  pool.back_up();
  std::filesystem::copy_file(pool.data.key(), pool.copies / "old.key");
  pool.product.reset();
  change_master_key(pool.data, pool.env);
  CHECK_THROWS_WITH(pool.put_back(pool.options()), Contains("niet met deze hoofdsleutel"));
  auto options = pool.options();
  options.key = pool.copies / "old.key";
  REQUIRE(pool.put_back(options).status == 0);
  pool.open_again();
  CHECK(pool.text(id) == "De vraag");
}

}  // namespace expertise
