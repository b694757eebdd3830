// The life of a consultation as use cases, from the draft on: each public method is one step of one
// person, in one transaction with its events. Which step may follow which stands in
// domain/consultation; who may take it in domain/policy. It knows no HTTP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/actor.h"
#include "server/pool/context.h"
#include "server/pool/matching.h"
#include "server/pool/ranking_replay.h"

namespace expertise {

struct NewQuestion {
  /// From which of the actor's teams it is asked; for a partner nothing.
  std::optional<TeamId> team;
  std::string text;
  std::vector<std::string> added_topics;
  std::vector<std::string> removed_topics;
  std::vector<RemovedFacet> removed_facets{};
  std::vector<AddedFacet> added_facets{};
  std::optional<NeighbourhoodId> neighbourhood;
  Urgency urgency = Urgency::within_2_working_days;
  Way way = Way::written;
  ResidentKnowledge resident = ResidentKnowledge::no_identifying_data;
  bool pass_on_automatically = true;
  std::vector<SpecialistId> excluded_specialists;
  std::vector<std::string> excluded_organisations;
  /// Whom to invite at once; may be empty.
  std::vector<SpecialistId> specialists;
  std::optional<GroupId> group;
  /// Eigen kenmerk; empty = none.
  std::string own_reference;
  /// The actor's draft that this was, destroyed when it is sent; one that is gone is fine.
  std::optional<DraftId> draft{};
};

/// A question that is not sent yet. Of `content` a draft keeps the text, the topics and
/// facts added and removed, who is excluded and who is to be invited.
struct DraftView {
  Draft draft;
  NewQuestion content;
};

struct DraftSummary {
  Draft draft;
  /// The first line of the text.
  std::string subject;
};

/// By when a question of this urgency has its first answer.
struct UrgencyDeadline {
  Urgency urgency = Urgency::today;
  Instant answer_by;

  bool operator==(const UrgencyDeadline&) const = default;
};

/// A hallway or phone consult that already was.
struct PhoneConsult {
  std::optional<TeamId> team;
  SpecialistId specialist;
  std::string question;
  std::string advice;
  std::vector<std::string> topics;
  std::optional<NeighbourhoodId> neighbourhood;
  ResidentKnowledge resident = ResidentKnowledge::no_identifying_data;
  /// When it was; not in the future, at most 31 days ago.
  std::optional<Instant> held_at;
  /// With a closure it starts closed, else advised.
  std::optional<Closure> closure;
};

struct Advice {
  std::string advice;
  std::string for_asker;
  std::string for_resident;
  std::string follow_up;
  std::string other_expertise;
  std::string responsibility;
  std::string contact;
  /// What it took the adviser, when they say so; no part of the text.
  std::optional<int> minutes{};
};

/// Somebody whom a coordinator may ask for a question that hangs.
struct Assignable {
  Specialist specialist;
  Presence presence;
  /// Why they cannot be asked now, as the code of a refusal; nothing when they can.
  std::optional<std::string> obstacle;
};

struct ClosingTexts {
  std::string referred_to;
  std::string budget_purpose;
  std::string budget_obstacle;
  std::string note;
};

/// How much of a consultation an actor sees. Facts: no case text. Summary: facts, for one who is
/// next in line by itself and has not accepted. Full: the case text too.
enum class Sight { facts, summary, full };

template <>
inline constexpr CodeTable<Sight, 3> codes<Sight>{
    {{Sight::facts, "facts"}, {Sight::summary, "summary"}, {Sight::full, "full"}}};

struct ConsultationView {
  Consultation consultation;
  std::vector<Invitation> invitations;
  std::vector<Review> reviews;
  Sight sight = Sight::facts;
  /// The first line of the question, where the actor has sight of the text.
  std::optional<std::string> subject;
  /// What the actor can do next, in the order of the screen.
  std::vector<std::string> steps;
  /// Whether somebody else wrote or changed something since the actor last read the thread. Only
  /// for those on it: the asker, who writes along, who was invited and may still answer.
  bool unread = false;
  /// Its texts are gone for good.
  bool is_erased = false;
};

struct Thread {
  std::vector<ThreadEntry> entries;
};

/// Which entries of the access log are about somebody.
enum class OwnAccess { by_me, to_my_questions };

class Consultations {
 public:
  Consultations(Context context, Matching& matching);

  // Asking. A neighbourhood, team, group or specialist of another municipality is as if not there.

  /// Personal data in the text is found by the caller and shown to the asker; it is no refusal
  /// here. A BSN or name in the own reference is. Refused with every fault together.
  ConsultationId ask(const Actor& actor, const NewQuestion& question, std::optional<Once> once);
  /// A partner's question: goes to the named contact of the partner's team as asker, who takes it
  /// from there; the partner sees it as a participant.
  ConsultationId ask_as_partner(const Actor& actor, const std::string& text,
                                ResidentKnowledge resident, std::optional<Once> once);
  ConsultationId log_phone_consult(const Actor& actor, const PhoneConsult& consult,
                                   std::optional<Once> once);
  /// The deadlines that a question asked now would have, for every urgency, in one of the actor's
  /// municipalities (the home when none is named).
  std::vector<UrgencyDeadline> deadlines(const Actor& actor,
                                         std::optional<MunicipalityId> municipality);

  // Drafts, for whoever may ask. Nobody but the maker reaches one; for others, and a week after it
  // was last saved, it is not there. They are no events: nothing was asked yet.

  /// At most ConsultationLimits::drafts at a time: else conflict (`too_many_drafts`). Checked as a
  /// question is.
  DraftView keep_draft(const Actor& actor, const NewQuestion& content, std::optional<Once> once);
  /// Keeps it a week from now on.
  DraftView change_draft(const Actor& actor, DraftId id, const NewQuestion& content, Seen seen);
  /// Last saved first.
  std::vector<DraftSummary> drafts(const Actor& actor);
  DraftView draft(const Actor& actor, DraftId id);
  void destroy_draft(const Actor& actor, DraftId id);

  // Inviting.

  /// Each must be available (not away, full, paused, excluded or without agreements) and not
  /// already on it: else conflict with the code of why. Capacity is checked in the same
  /// transaction.
  std::vector<InvitationId> invite(const Actor& actor, ConsultationId id,
                                   const std::vector<SpecialistId>& specialists,
                                   std::optional<GroupId> group, std::optional<Once> once);
  void withdraw_invitation(const Actor& actor, InvitationId id);
  /// Of a group the first acceptance wins: the others' invitations are withdrawn.
  void accept(const Actor& actor, InvitationId id);
  /// On decline the next best is asked, or the coordinator, as the asker chose.
  void decline(const Actor& actor, InvitationId id, DeclineReason reason, const std::string& note);
  InvitationId hand_over(const Actor& actor, InvitationId id, SpecialistId to);
  /// Leaves an accepted consultation; when nobody is left it is open again and passed on.
  void release(const Actor& actor, InvitationId id);

  // Talking.
  MessageId write(const Actor& actor, ConsultationId id, const std::string& text,
                  std::optional<Once> once);
  MessageId ask_clarification(const Actor& actor, ConsultationId id, const std::string& text,
                              Seen seen);
  MessageId reply(const Actor& actor, ConsultationId id, const std::string& text, Seen seen);
  MessageId advise(const Actor& actor, ConsultationId id, const Advice& advice, Seen seen);
  MessageId ask_on(const Actor& actor, ConsultationId id, const std::string& text, Seen seen);
  /// A new wording of the question; gives its version.
  int extend_question(const Actor& actor, ConsultationId id, const std::string& text);
  /// By its author, the asker or a coordinator, but why a coordinator read it and what a reviewer
  /// noted by the asker alone: destroys one version, and notes a possible data leak. Throws
  /// Refusal(conflict, `held`) while the consultation is held.
  void destroy_text(const Actor& actor, ConsultationId id, MessageId message, int version);
  void set_own_reference(const Actor& actor, ConsultationId id, const std::string& text);

  // People on it.
  void add_colleague(const Actor& actor, ConsultationId id, UserId colleague);
  void remove_colleague(const Actor& actor, ConsultationId id, UserId colleague);
  /// To a colleague of the same municipality (a team member); it is of a team of theirs then, or of
  /// none.
  void transfer(const Actor& actor, ConsultationId id, UserId to, Seen seen);

  // Ending.
  void withdraw(const Actor& actor, ConsultationId id, Seen seen);
  void close(const Actor& actor, ConsultationId id, const Closure& closure,
             const ClosingTexts& texts, Seen seen);
  void reopen(const Actor& actor, ConsultationId id, const std::string& text, Seen seen);
  void follow_up(const Actor& actor, ConsultationId id, const FollowUp& answer, Seen seen);

  // The coordinator.
  void send_to_coordinator(const Actor& actor, ConsultationId id, Seen seen);
  InvitationId assign(const Actor& actor, ConsultationId id, SpecialistId specialist, Seen seen);
  /// The people of the kept ranking, best first, with why each can or cannot be asked now; at most
  /// 20. For who may assign.
  std::vector<Assignable> assignable(const Actor& actor, ConsultationId id);
  MessageId answer_by_phone(const Actor& actor, ConsultationId id, const Advice& advice, Seen seen);
  /// Opens the case text to this coordinator for 24 hours; the reason is in the thread for the
  /// asker.
  void give_reason(const Actor& actor, ConsultationId id, const std::string& reason);
  ReviewId review(const Actor& actor, ConsultationId id, Verdict verdict, const std::string& note);

  // Reading. Text is shown only after the reading is on record.
  ConsultationView view(const Actor& actor, ConsultationId id);
  /// Subjects are filled for those in the actor's full sight; recorded as one reading for each
  /// municipality.
  Paged<ConsultationView> list(const Actor& actor, ConsultationQuery query);
  /// Refused (not_allowed: `accept_first` or `give_reason_first`) without full sight. For those on
  /// it everything until now is read by it.
  Thread thread(const Actor& actor, ConsultationId id);
  /// Facts, oldest first: who did what when. Sealed details are opened for those with full sight.
  std::vector<Event> timeline(const Actor& actor, ConsultationId id);
  /// How people were ranked when it was sent, and how they would be now. For the coordinator, on
  /// the same conditions as the thread.
  RankingReplay replay(const Actor& actor, ConsultationId id);
  /// The whole consultation as text, for the asker's own file.
  std::string copy_for_file(const Actor& actor, ConsultationId id, Language language);
  /// One invitation of a consultation in the actor's scope.
  Invitation invitation(const Actor& actor, InvitationId id);
  /// What nobody in the pool knew of when it was asked, most often first, for the coordinator: no
  /// case is named, and erased ones do not count.
  Paged<Gap> gaps(const Actor& actor, Page page);
  /// The log of the coordinator's municipalities.
  Paged<Event> log(const Actor& actor, EventQuery query);
  /// Who read what; a coordinator sees the municipality's, others what was read of their own
  /// consultations. Looking is itself recorded.
  Paged<AccessEntry> access_log(const Actor& actor, AccessQuery query);
  /// What the access log says of the actor: what they did themselves, or what others did with the
  /// questions that they asked. Looking is itself recorded.
  Paged<AccessEntry> own_access_log(const Actor& actor, OwnAccess which, AccessQuery query);

 private:
  Context context_;
  Matching& matching_;
};

}  // namespace expertise
