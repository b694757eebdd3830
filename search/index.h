// The index: profiles on disk, searchable by text, topics and facets. It is derived data that can
// be thrown away; its checkpoint says which history of the caller it stands for. The engine behind
// it (Xapian), its errors and its reopening stay inside; it knows no rights but the mandatory scope
// of municipalities, and no availability.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "search/allowed.h"
#include "search/passage.h"
#include "search/profile.h"
#include "search/question.h"
#include "search/vocabulary.h"

namespace expertise::search {

struct ProfileDocument;

/// How far into the caller's history the index has come: committed together with the documents.
struct Checkpoint {
  std::uint64_t sequence = 0;
  std::string hash;

  bool operator==(const Checkpoint&) const = default;
};

/// A profile to add or replace, or the id of one to remove (an unknown id is no fault).
struct Removal {
  std::string id;
};
using Change = std::variant<Profile, Removal>;

/// What may be found. Several values in one list are alternatives, several lists all hold.
struct Filters {
  std::vector<std::string> municipalities;  ///< mandatory: with none given nothing is found
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> age_groups;      ///< a profile fits when its years overlap
  std::vector<std::string> languages;       ///< codes or names
  std::vector<std::string> neighbourhoods;  ///< a profile that names none fits each
  std::vector<std::string> topics;          ///< codes: among the topics the profile itself names
  std::vector<std::string> ways;
  std::vector<std::string> knowledge_kind;
  std::vector<std::string> organisations;
  std::optional<std::vector<std::string>> only;  ///< ids; an empty list finds nothing
  std::vector<std::string> except;               ///< ids
  std::shared_ptr<const Allowed> allowed;        ///< none = all
};

/// What is looked for. An empty question finds everybody who passes the filters, by name.
struct Query {
  Understood question;
  Filters filters;
  std::size_t offset = 0;
  std::size_t limit = 20;  ///< at most max_hits together with the offset
  /// Whether Found::estimated_total leaves out whom Filters::allowed would refuse; it takes time.
  bool count_allowed = false;
};

inline constexpr std::size_t max_hits = 10'000;

/// What the index keeps of a profile.
struct ProfileRecord {
  Profile profile;
  KeyedTopics topics;                      ///< what the profile is about, strongest first
  std::shared_ptr<const TextStems> words;  ///< of title, summary and topics; none without texts
};

/// Of nobody.
inline const std::shared_ptr<const ProfileRecord> empty_record =
    std::make_shared<const ProfileRecord>();

struct Hit {
  std::shared_ptr<const ProfileRecord> record = empty_record;  ///< never null; shared by all
  double score = 0;      ///< text and topics together, 0..2; comparable between questions
  double text = 0;       ///< how much of the question's words it holds, 0..1
  double topic_fit = 0;  ///< how near its topics are to the question's, 0..1
};

struct Found {
  std::vector<Hit> hits;
  /// How many there are in all pages. It may count people whom `Filters::allowed` would refuse,
  /// unless Query::count_allowed.
  std::size_t estimated_total = 0;
};

struct Suggestion {
  enum class Kind { topic, title, name, organisation };
  Kind kind = Kind::topic;
  std::string text;
  std::string code;  ///< of a topic; of a name the profile's id; else empty

  bool operator==(const Suggestion&) const = default;
};

enum class IndexState {
  ready,
  missing,  ///< nothing there
  damaged,  ///< there, but not as it was written
  foreign,  ///< of another identity, analysis, layout or (disowned) history
};

/// When it was found that an index is not as it should be: as it was opened, by who searched, by
/// who wrote, or by who looks after it.
enum class FoundBy { start, search, write, watch };

/// What is wrong with an index. `what` is for an operator; of a fault that a search met it may hold
/// a part of what was searched.
struct IndexTrouble {
  IndexState state = IndexState::ready;
  FoundBy found_by = FoundBy::start;
  std::string what{};
};

/// The index cannot be used as it is and must be rebuilt.
class IndexDamaged : public std::runtime_error {
 public:
  IndexDamaged(IndexState state, const std::string& what)
      : std::runtime_error(what), state_(state) {}
  IndexState state() const { return state_; }

 private:
  IndexState state_;
};

/// Writing failed though the index is sound (no room, a lock held elsewhere). What was committed
/// before still stands; the batch may be tried again.
class IndexWriteFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One index in one directory. Any number of threads may read; writing calls (`apply`, `rebuild`,
/// `take_copy`) wait for each other. Reading calls throw IndexDamaged unless the state is `ready`,
/// and turn the state to `damaged` when they meet damage.
class Index {
 public:
  /// Looks at what is in `directory` and never fails for what it finds there: ask `state()`.
  /// `identity` names the history the index belongs to (for example the id of the data
  /// directory); an index of another identity or made by another version of the analysis is
  /// `foreign`. Damage at rest is seen by a seal over all files that is put at an orderly end;
  /// after a crash the files are checked instead.
  Index(std::filesystem::path directory, std::string identity,
        std::shared_ptr<const Vocabulary> vocabulary);
  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  IndexState state() const;
  /// Why the state is not `ready`, for the log; empty when it is.
  std::string trouble() const;
  /// The same, with how it was found.
  IndexTrouble found_wrong() const;

  /// Where the committed documents stand in the caller's history.
  Checkpoint checkpoint() const;
  /// Number of profiles, of all municipalities.
  std::size_t size() const;

  /// Applies all changes in order and commits them together with the checkpoint, or nothing.
  /// Later readers see all of it. Throws IndexDamaged or IndexWriteFailed.
  void apply(const std::vector<Change>& changes, const Checkpoint& checkpoint);

  /// Builds a new index beside the present one and puts it in its place in one step; readers see
  /// the old one until then. `next` is called until it gives an empty batch; when it throws,
  /// everything stays as it was.
  void rebuild(const std::function<std::vector<Profile>()>& next, const Checkpoint& checkpoint);

  /// Which copies are made again: those that have fallen far behind, or any since which something
  /// was written.
  enum class Renewal { far_behind, any };
  /// Puts a copy of the index aside, in a directory beside its own, when there is none, when who
  /// was removed since is in it, or by `renewal`. Reads all of it, so that only what is sound is
  /// kept. `go_on` is called again and again meanwhile, and may rest; when it gives false, nothing
  /// is changed. False when there is no room for it, or it cannot be made.
  bool put_aside(
      Renewal renewal = Renewal::far_behind,
      const std::function<bool()>& go_on = [] { return true; });
  bool has_copy() const;
  /// Where the copy of the index of this directory lies.
  static std::filesystem::path copy_directory(const std::filesystem::path& directory);
  /// Puts the copy in the place of an index that is not ready; much quicker than a rebuild. What
  /// was written since has to be applied again (see `checkpoint`): `bring_up` does so, and until it
  /// is done the index is ready for its thread alone. False when there is no sound copy of this
  /// identity, or `bring_up` says that it is no good or finds it damaged; then the index is not
  /// ready either. What else `bring_up` throws is thrown, and the index is ready as far as it came.
  bool take_copy(const std::function<bool()>& bring_up);

  /// Best first. Within the scope of `filters.municipalities` only.
  Found find(const Query& query) const;
  /// One profile of the scope with its score for the question, or nothing.
  std::optional<Hit> find_one(const Understood& question, std::string_view id,
                              const std::vector<std::string>& municipalities) const;

  /// The hit that this document would be for the question if it stood in the index.
  Hit as_if(const ProfileDocument& document, const Understood& question) const;
  /// How much a stem says in this index: the more, the fewer profiles have it.
  double rarity(std::string_view stem) const;

  /// Completions of what is being typed: topics, then titles, organisations and names of the
  /// scope. At most `limit`, none for an empty prefix.
  std::vector<Suggestion> suggest(std::string_view prefix,
                                  const std::vector<std::string>& municipalities,
                                  std::size_t limit = 8) const;

  /// The text with words that nobody knows put right from the vocabulary and the scope's names
  /// and titles, or nothing when there is nothing to put right.
  std::optional<std::string> did_you_mean(std::string_view text,
                                          const std::vector<std::string>& municipalities) const;

  /// From now on questions and profiles are understood by this vocabulary. Profiles written
  /// before keep their topics until they are applied again: see `touched_by`.
  void set_vocabulary(std::shared_ptr<const Vocabulary> vocabulary);
  std::shared_ptr<const Vocabulary> vocabulary() const;

  /// Ids of the profiles (all municipalities) that an added, changed or removed topic may concern:
  /// who names it, is about it or about a near or broader one, or holds one of its words. Without a
  /// code and a term the topic is left aside, and the rest of it tells.
  std::vector<std::string> touched_by(const Topic& topic) const;

  /// Sees whether the files are still those that were last written; takes a moment. The state
  /// afterwards tells.
  IndexState look();
  /// Whether others wait for what is being done.
  enum class Haste { none, others_wait };
  /// Looks, and reads and checks every file; slow. `go_on` is called again and again meanwhile and
  /// may rest when nobody waits; when it gives false the check is broken off and changes nothing.
  IndexState check(const std::function<bool(Haste)>& go_on = [](Haste) { return true; });
  /// Turns the state of a ready index to `foreign`: the caller knows that it is of another history.
  /// Its copy may not be.
  void disown(const std::string& why);
  /// Turns the state to `damaged`: the caller knows that it is not what it should be. The copy
  /// may be no better and is given up.
  void distrust(const std::string& why);

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise::search
