// Use cases around the vocabulary: looking at its topics, and keeping them. There is one vocabulary
// for all municipalities; coordinators and administrators keep it, everybody reads it. A change is
// an event, and the indexer makes it count in search within a second.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "server/domain/actor.h"
#include "server/pool/context.h"
#include "server/pool/import.h"
#include "server/pool/living_topics.h"
#include "server/pool/topic_checks.h"

namespace expertise {

/// What narrows the list of topics; what is empty narrows nothing.
struct TopicQuery {
  /// Beginnings of words in the term or a synonym.
  std::string words;
  /// Looked for in signs too.
  bool in_signs = false;
  std::optional<std::string> life_domain;
  std::optional<std::string> law;
  /// Right below this topic.
  std::optional<std::string> broader;
  /// Those below no other.
  bool top = false;
  /// Only those that somebody changed.
  bool changed = false;
  /// Only those no longer in use; else only those in use.
  bool retired = false;
  Page page;
};

/// Whom a topic, or a change of it, touches, as far as the actor sees them.
struct TopicUse {
  static constexpr std::size_t profiles_shown = 50;
  /// In order of name.
  std::vector<Specialist> profiles;
  std::size_t profile_count = 0;
  /// Questions that were sent and understood to be about the topic; nothing for who sees no
  /// questions. Of a word it cannot be known in which of them it stands: no text of them is looked
  /// at.
  std::optional<std::size_t> questions;
};

/// One topic, and all it refers to.
struct TopicView {
  std::shared_ptr<const LivingTopics> topics;
  const LivingTopic* topic = nullptr;
  /// Only for who keeps the vocabulary, and while the index can be read.
  std::optional<TopicUse> use{};
};

struct TopicPage {
  std::shared_ptr<const LivingTopics> topics;
  std::vector<const LivingTopic*> items;
  std::size_t total = 0;
};

struct TopicPreview {
  TopicUse use;
  /// As topic_difference tells it; empty when nothing would change.
  Details difference;
};

struct TopicRowChange {
  std::size_t line = 0;
  std::string code;
  std::string term;
  RowOutcome outcome = RowOutcome::unchanged;
  Details difference;
  /// Whether it goes out of use, or comes back; nothing when it stays as it is.
  std::optional<bool> turned_retired{};
};

struct TopicImport {
  static constexpr std::size_t changes_kept = 500;
  /// Faults have places such as `line 3/synonyms/1`.
  ImportReport report;
  /// How many entries go out of the lists of all topics together.
  std::size_t removals = 0;
  /// What was, or would be, added or changed: the first so many, those that lose entries before the
  /// others, each in the order of the file.
  std::vector<TopicRowChange> changes;
};

class VocabularyKeeping {
 public:
  /// `seed` is the vocabulary that comes with the product. `index` tells whom a change touches.
  VocabularyKeeping(Context context, const search::Index& index,
                    std::shared_ptr<const search::Vocabulary> seed = search::seed_vocabulary());

  /// For everybody.
  TopicPage topics(const TopicQuery& query);
  TopicView topic(const Actor& actor, std::string_view code);
  /// The term of a topic, also of one no longer in use; nothing when there never was such a topic.
  std::optional<std::string> term_of(std::string_view code);
  const TopicChoices& choices() const { return choices_; }
  /// What was done to a topic, newest first. For who keeps the vocabulary.
  Paged<Event> history(const Actor& actor, std::string_view code, const Page& page);

  /// The topic gets the code of its term. Refused with every fault together.
  TopicView add(const Actor& actor, search::Topic topic);
  /// Everything of it but its code, which stays; a name that it had becomes a synonym. A topic is
  /// never deleted: `retired` takes it out of use, or back into it.
  TopicView change(const Actor& actor, search::Topic topic, bool retired, Seen seen);
  /// What `change`, or for a topic without a code `add`, would touch: of words that come or go who
  /// has them, of neighbours who is about either, and of a topic that goes out of use or comes back
  /// whoever has it or one of its words. Refused as they are.
  TopicPreview preview(const Actor& actor, search::Topic topic, bool retired);

  /// All topics as CSV with the columns code, term, synonyms, signs, near, broader, life_domains,
  /// laws, ages, who, retired; lists divided by `|`. For who keeps the vocabulary.
  std::string export_topics(const Actor& actor);
  /// Reads such a file, all or nothing. A row is found by its code, or without one by its term; a
  /// column that the file does not have stays as it is, a topic that it does not have stays too; a
  /// list that it does have becomes what stands there. With `dry_run` nothing is kept; else
  /// `agreed_removals` must be how many entries go, or it is refused as a conflict.
  TopicImport import_topics(const Actor& actor, std::string_view csv, bool dry_run,
                            std::size_t agreed_removals = 0);

 private:
  /// The vocabulary as the last durable state has it; kept until the next change.
  std::shared_ptr<const LivingTopics> living();
  /// The same as a transaction sees it that may write.
  std::shared_ptr<const LivingTopics> living(Txn& txn);
  /// Of the topic with this code; `words` is what `touched_by` is asked with.
  TopicUse use_of(Txn& txn, const Actor& actor, const std::string& code,
                  const search::Topic& words) const;

  Context context_;
  const search::Index& index_;
  const std::shared_ptr<const search::Vocabulary> seed_;
  const TopicChoices choices_;
  std::mutex mutex_;
  std::shared_ptr<const LivingTopics> kept_;
  std::uint64_t kept_at_ = 0;
};

}  // namespace expertise
