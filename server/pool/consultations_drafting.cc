// Drafts: a question kept for later by the one who writes it. Everything that could tell about the
// case is case text, so it is encrypted, and whoever reads it is on record; nothing of a draft is
// an event.
#include <algorithm>

#include "server/domain/text.h"
#include "server/pool/consultation_step.h"
#include "server/pool/consultations.h"
#include "server/pool/on_record.h"
#include "server/pool/once.h"
#include "server/pool/question_checks.h"

namespace expertise {

namespace {

constexpr std::chrono::days kept_for{7};

// A list as one part of a text, an entry a line; entries hold no line ends.
template <class Values, class Text>
std::string lines_of(const Values& values, const Text& text) {
  std::string lines;
  for (const auto& each : values) lines += text(each) + '\n';
  return lines;
}

std::vector<std::string> entries_of(std::string_view lines) {
  std::vector<std::string> entries;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    entries.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return entries;
}

std::vector<SpecialistId> ids_of(std::string_view lines) {
  std::vector<SpecialistId> ids;
  for (const std::string& each : entries_of(lines)) {
    if (auto id = SpecialistId::parse(each)) ids.push_back(*id);
  }
  return ids;
}

std::vector<RemovedFacet> facets_in(std::string_view lines) {
  std::vector<RemovedFacet> facets;
  for (const std::string& line : entries_of(lines)) {
    if (auto facet = facet_of(line)) facets.push_back(std::move(*facet));
  }
  return facets;
}

CaseText kept(const NewQuestion& content) {
  const auto same = [](const std::string& text) { return text; };
  const auto id_text = [](const SpecialistId& id) { return id.text(); };
  return CaseText(
      CaseText::Parts{{"text", content.text},
                      {"added_topics", lines_of(content.added_topics, same)},
                      {"removed_topics", lines_of(content.removed_topics, same)},
                      {"removed_facets", lines_of(content.removed_facets, line_of)},
                      {"added_facets", lines_of(content.added_facets, line_of)},
                      {"excluded_specialists", lines_of(content.excluded_specialists, id_text)},
                      {"excluded_organisations", lines_of(content.excluded_organisations, same)},
                      {"specialists", lines_of(content.specialists, id_text)}});
}

NewQuestion content_of(const CaseText& text) {
  NewQuestion content;
  content.text = std::string(text.part("text"));
  content.added_topics = entries_of(text.part("added_topics"));
  content.removed_topics = entries_of(text.part("removed_topics"));
  content.removed_facets = facets_in(text.part("removed_facets"));
  content.added_facets = facets_in(text.part("added_facets"));
  content.excluded_specialists = ids_of(text.part("excluded_specialists"));
  content.excluded_organisations = entries_of(text.part("excluded_organisations"));
  content.specialists = ids_of(text.part("specialists"));
  return content;
}

void require_maker(const Actor& actor) {
  require(actor, {Action::ask});
  if (!actor.user || actor.municipalities.empty()) throw Refusal(Reason::not_allowed);
}

// The actor's own, as long as it is kept.
Draft own_draft(Txn& txn, const Actor& actor, DraftId id, Instant now) {
  auto draft = txn.draft(id);
  if (!draft || draft->maker != actor.user || draft->expires_at <= now) {
    throw Refusal(Reason::not_found);
  }
  return *draft;
}

std::vector<Draft> own_drafts(Txn& txn, const Actor& actor, Instant now) {
  auto drafts = txn.drafts(*actor.user);
  std::erase_if(drafts, [&](const Draft& each) { return each.expires_at <= now; });
  return drafts;
}

AccessEntry entry_of(const Actor& actor, const char* action, const char* object, Instant now) {
  return AccessEntry{.at = now,
                     .action = action,
                     .object = object,
                     .municipality = actor.municipalities.front(),
                     .result = "shown",
                     .actor = actor.user,
                     .role = actor.is(Role::team_member) ? "team_member" : "partner",
                     .purpose = "maker",
                     .origin = actor.origin};
}

void check_sound(Txn& txn, const Actor& actor, const NewQuestion& content,
                 const search::Vocabulary& vocabulary) {
  std::vector<Fault> found;
  check_content(content, vocabulary, found);
  check_people(txn, content, actor.municipalities, found);
  if (!found.empty()) throw Refusal(std::move(found));
}

}  // namespace

DraftView Consultations::keep_draft(const Actor& actor, const NewQuestion& content,
                                    std::optional<Once> once) {
  require_maker(actor);
  const Instant now = context_.env.now();
  auto txn = context_.store.begin(Access::write);
  if (auto made = done_before(*txn, actor, once)) {
    txn->commit();
    auto id = DraftId::parse(*made);
    if (!id) throw Refusal(Reason::conflict, "idempotency_key_reused");
    try {
      return draft(actor, *id);
    } catch (const Refusal& refusal) {
      if (refusal.reason() != Reason::not_found) throw;
      throw Refusal(Reason::conflict, "draft_gone");
    }
  }
  check_sound(*txn, actor, content, *matching_.vocabulary());
  if (own_drafts(*txn, actor, now).size() >= ConsultationLimits::drafts) {
    throw Refusal(Reason::conflict, "too_many_drafts",
                  {{"limit", std::to_string(ConsultationLimits::drafts)}});
  }
  const Draft made{.id = context_.env.new_id<DraftId>(),
                   .maker = *actor.user,
                   .municipality = actor.municipalities.front(),
                   .saved_at = now,
                   .expires_at = now + kept_for};
  txn->put(made, kept(content));
  remember(*txn, actor, once, made.id.text(), now);
  txn->commit();
  return {made, content};
}

DraftView Consultations::change_draft(const Actor& actor, DraftId id, const NewQuestion& content,
                                      Seen seen) {
  require_maker(actor);
  const Instant now = context_.env.now();
  auto txn = context_.store.begin(Access::write);
  Draft changed = own_draft(*txn, actor, id, now);
  if (changed.revision != seen.revision) throw Refusal(Reason::stale);
  check_sound(*txn, actor, content, *matching_.vocabulary());
  ++changed.revision;
  changed.saved_at = now;
  changed.expires_at = now + kept_for;
  txn->put(changed, kept(content));
  txn->commit();
  return {changed, content};
}

std::vector<DraftSummary> Consultations::drafts(const Actor& actor) {
  require_maker(actor);
  const Instant now = context_.env.now();
  if (own_drafts(*context_.store.begin(Access::read), actor, now).empty()) return {};
  return on_record(context_.store, [&](Txn& txn) {
    const auto drafts = own_drafts(txn, actor, now);
    std::vector<DraftId> ids;
    for (const Draft& each : drafts) ids.push_back(each.id);
    AccessEntry entry = entry_of(actor, "list", "drafts", now);
    entry.count = static_cast<std::int64_t>(ids.size());
    const auto contents = txn.read_drafts(ids, entry);
    std::vector<DraftSummary> summaries;
    for (const Draft& each : drafts) {
      summaries.push_back({each, first_line(contents.at(each.id).part("text"),
                                            ConsultationLimits::subject_characters)});
    }
    return summaries;
  });
}

DraftView Consultations::draft(const Actor& actor, DraftId id) {
  require_maker(actor);
  const Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    const Draft draft = own_draft(txn, actor, id, now);
    const auto contents = txn.read_drafts({id}, entry_of(actor, "read", "draft", now));
    return DraftView{draft, content_of(contents.at(id))};
  });
}

void Consultations::destroy_draft(const Actor& actor, DraftId id) {
  require_maker(actor);
  auto txn = context_.store.begin(Access::write);
  own_draft(*txn, actor, id, context_.env.now());
  txn->destroy_draft(id);
  txn->commit();
}

}  // namespace expertise
