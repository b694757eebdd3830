// The whole vocabulary as a file, and what a row of such a file means. Every row is judged beside
// all others of the file: a word may move from one topic to another, and a new topic may stand
// below a new topic.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "search/fold.h"
#include "server/domain/text.h"
#include "server/pool/topic_changes.h"
#include "server/pool/topic_difference.h"
#include "server/pool/vocabulary_keeping.h"

namespace expertise {

namespace {

using Shape = ImportColumn::Shape;

constexpr std::array topic_columns{
    ImportColumn{"code", Shape::text, "/code"},
    ImportColumn{"term", Shape::text, "/term"},
    ImportColumn{"synonyms", Shape::list, "/synonyms"},
    ImportColumn{"signs", Shape::list, "/signs"},
    ImportColumn{"near", Shape::list, "/near"},
    ImportColumn{"broader", Shape::list, "/broader"},
    ImportColumn{"life_domains", Shape::list, "/lifeDomains"},
    ImportColumn{"laws", Shape::list, "/laws"},
    ImportColumn{"ages", Shape::list, "/ageGroups"},
    ImportColumn{"who", Shape::list, "/who"},
    ImportColumn{"retired", Shape::text, "/retired"},
};

constexpr std::string_view retired_in_files = "yes";

// One row on its way: what it says over what is there, and what is wrong with it.
struct Planned {
  std::size_t line = 0;
  const LivingTopic* before = nullptr;
  search::Topic after;
  bool retired = false;
  /// A row that cannot be read at all, or tells of no topic, has no `after`.
  bool is_sound = true;
  std::vector<Fault> faults;
};

bool refers(std::string_view list) { return list == "near" || list == "broader"; }

// A list is one cell: only its first entry can have the guard of it.
std::vector<std::string> list_of_cell(std::vector<std::string> entries) {
  if (!entries.empty()) entries.front() = without_guard(std::move(entries.front()));
  return entries;
}

std::string joined(const std::vector<std::string>& entries) {
  std::string made;
  for (const std::string& each : entries) {
    if (!made.empty()) made += topic_separator;
    made += each;
  }
  return made;
}

void take_retired(const ImportRow& row, Planned& planned) {
  const std::string* given = row.text("retired");
  if (!given) return;
  const std::string folded = search::fold(*given);
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), folded) != words.end();
  };
  if (is_one_of({retired_in_files, "ja", "true", "1"})) {
    planned.retired = true;
  } else if (is_one_of({"", "no", "nee", "false", "0"})) {
    planned.retired = false;
  } else {
    planned.faults.push_back({"retired", "not_an_option"});
  }
}

// The topic that has this name now, else the one that got its code from it.
const LivingTopic* topic_with_term(const std::string& term, const LivingTopics& topics) {
  const LivingTopic* named = topics.named(term);
  const bool is_term = named && search::fold(named->topic.term) == search::fold(term);
  return is_term ? named : topics.find(search::topic_code(term));
}

// The topic that a row is about: by its code, else by its term.
const LivingTopic* topic_of(const ImportRow& row, const LivingTopics& topics, Planned& planned) {
  if (const std::string* code = row.filled("code")) {
    const LivingTopic* known = topics.find(*code);
    if (!known) planned.faults.push_back({"code", "unknown_topic"});
    return known;
  }
  const std::string* term = row.filled("term");
  if (!term) {
    planned.faults.push_back({"term", "required"});
    return nullptr;
  }
  return topic_with_term(without_guard(*term), topics);
}

Planned planned_row(const ImportRow& row, const LivingTopics& topics) {
  Planned planned{.line = row.line, .faults = row.faults};
  planned.is_sound = !row.is_unreadable;
  if (row.is_unreadable) return planned;
  planned.before = topic_of(row, topics, planned);
  planned.is_sound = planned.faults.empty();
  if (!planned.is_sound) return planned;
  if (planned.before) {
    planned.after = planned.before->topic;
    planned.retired = planned.before->retired;
  }
  if (const std::string* term = row.text("term")) planned.after.term = without_guard(*term);
  for (const auto& [name, entries] : topic_lists) {
    if (const auto* given = row.list(name)) planned.after.*entries = list_of_cell(*given);
  }
  take_retired(row, planned);
  planned.after = tidied(std::move(planned.after));
  if (planned.after.code.empty()) planned.after.code = search::topic_code(planned.after.term);
  return planned;
}

// Files name topics by term, which is for people; code is taken too. What nobody carries stays as
// it is written and is a fault later on.
void resolve_references(const LivingTopics& topics, search::Topic& topic) {
  for (const auto& [name, entries] : topic_lists) {
    if (!refers(name)) continue;
    for (std::string& each : topic.*entries) {
      if (const LivingTopic* found = topics.named(each)) each = found->topic.code;
    }
  }
}

// The faults of rows that are read, judged beside what the whole file makes of the vocabulary;
// `count` is how many topics there are without it.
void judge(std::vector<Planned>& plan, const LivingTopics& after_all, std::size_t count,
           const TopicChoices& choices) {
  for (Planned& planned : plan) {
    if (!planned.is_sound) continue;
    std::vector<Fault> found =
        faults(planned.after, planned.retired, planned.before, after_all, choices);
    if (!planned.before) add_faults_of_new(planned.after, ++count, found);
    add_value_faults(found, topic_columns, planned.faults);
  }
}

void note(const Planned& planned, ImportReport& report) {
  for (const Fault& each : planned.faults) {
    if (report.faults.size() == ImportLimits::faults_kept) return;
    Fault fault = each;
    fault.place = "line " + std::to_string(planned.line) +
                  (each.place.empty() ? std::string() : "/" + each.place);
    report.faults.push_back(std::move(fault));
  }
}

std::size_t removals_of(const Details& difference) {
  std::size_t removals = 0;
  for (const auto& [name, entries] : topic_lists) {
    removals += entries_of(difference, "removed_" + std::string(name)).size();
  }
  return removals;
}

void count(const Planned& planned, TopicImport& import) {
  ImportReport& report = import.report;
  note(planned, report);
  if (!planned.faults.empty()) {
    ++report.faulty;
    return;
  }
  TopicRowChange change{
      .line = planned.line, .code = planned.after.code, .term = planned.after.term};
  change.difference = difference(
      planned.before ? planned.before->topic : search::Topic{.code = change.code}, planned.after);
  if (planned.before && planned.before->retired != planned.retired) {
    change.turned_retired = planned.retired;
  }
  if (!planned.before) {
    change.outcome = RowOutcome::added;
    ++report.added;
  } else if (!change.difference.empty() || change.turned_retired) {
    change.outcome = RowOutcome::changed;
    ++report.changed;
  } else {
    ++report.unchanged;
    return;
  }
  import.removals += removals_of(change.difference);
  import.changes.push_back(std::move(change));
}

// Nothing that goes away is left untold because much else is new.
void shorten(std::vector<TopicRowChange>& changes) {
  std::stable_partition(changes.begin(), changes.end(), [](const TopicRowChange& each) {
    return removals_of(each.difference) > 0;
  });
  if (changes.size() > TopicImport::changes_kept) {
    changes.erase(changes.begin() + TopicImport::changes_kept, changes.end());
  }
}

std::vector<Planned> plan_of(ImportRows& rows, const LivingTopics& topics, ImportReport& report) {
  std::vector<Planned> plan;
  std::set<std::string> seen;
  while (auto row = rows.next()) {
    if (report.rows == TopicLimits::topics) {
      const Fault too_many{"", "too_many", {{"limit", std::to_string(TopicLimits::topics)}}};
      plan.push_back({.line = row->line, .is_sound = false, .faults = {too_many}});
      break;
    }
    ++report.rows;
    plan.push_back(planned_row(*row, topics));
    Planned& planned = plan.back();
    if (planned.is_sound && !seen.insert(planned.after.code).second) {
      planned.is_sound = false;
      planned.faults.push_back({row->filled("code") ? "code" : "term", "duplicate"});
    }
  }
  return plan;
}

}  // namespace

std::string VocabularyKeeping::export_topics(const Actor& actor) {
  if (!may(actor, Action::keep_vocabulary)) throw Refusal(Reason::not_allowed);
  const auto topics = living();
  std::vector<std::string> cells;
  for (const ImportColumn& column : topic_columns) cells.emplace_back(column.name);
  std::string file = csv_row(cells);
  for (const LivingTopic* living : topics->by_term()) {
    cells = {living->topic.code, living->topic.term};
    for (const auto& [name, entries] : topic_lists) {
      std::vector<std::string> shown = living->topic.*entries;
      if (refers(name)) {
        for (std::string& each : shown) {
          // A term that leads to another topic is no name for this one in a file.
          const LivingTopic* named = topics->find(each);
          if (named && topics->named(named->topic.term) == named) each = named->topic.term;
        }
      }
      cells.push_back(joined(shown));
    }
    cells.emplace_back(living->retired ? retired_in_files : "");
    file += csv_row(cells);
  }
  return file;
}

TopicImport VocabularyKeeping::import_topics(const Actor& actor, std::string_view csv, bool dry_run,
                                             std::size_t agreed_removals) {
  if (!may(actor, Action::keep_vocabulary)) throw Refusal(Reason::not_allowed);
  TopicImport import;
  ImportRows rows(csv, FileFormat::csv, topic_columns);
  import.report.faults = rows.faults();
  import.report.refused = !rows.faults().empty();
  if (import.report.refused) return import;

  const Instant now = context_.env.now();
  auto txn = context_.store.begin(dry_run ? Access::read : Access::write);
  const auto topics = living(*txn);
  std::vector<Planned> plan = plan_of(rows, *topics, import.report);
  std::map<std::string, TopicEdit> edits;
  for (TopicEdit& each : txn->topic_edits()) edits[each.code] = std::move(each);
  const auto made_of = [&] {
    for (const Planned& each : plan) {
      if (!each.is_sound) continue;
      edits[each.after.code] = edit_of(actor, now, each.before, each.after, each.retired);
    }
    std::vector<TopicEdit> all;
    for (const auto& [code, edit] : edits) all.push_back(edit);
    return LivingTopics(*seed_, all);
  };
  // Twice: first so that references to topics of the same file find them.
  const LivingTopics named = made_of();
  for (Planned& each : plan) {
    resolve_references(named, each.after);
    each.after = keeping_name(std::move(each.after), each.before, named);
  }
  judge(plan, made_of(), topics->all().size(), choices_);
  for (const Planned& each : plan) count(each, import);
  shorten(import.changes);
  import.report.refused = import.report.faulty > 0;
  if (import.report.refused || dry_run) return import;
  if (import.removals != agreed_removals) {
    throw Refusal(Reason::conflict, "removals_not_agreed",
                  {{"count", std::to_string(import.removals)}});
  }
  for (const Planned& each : plan) {
    write_topic(*txn, actor, now, each.before, each.after, each.retired);
  }
  txn->commit();
  return import;
}

}  // namespace expertise
