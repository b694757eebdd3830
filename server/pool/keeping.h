// What a municipality does about keeping and destroying, from its own seat: seeing how long things
// are kept and what is due, choosing terms, holding one consultation, erasing one, and the report
// of what was destroyed. The same rules as the operator's, without the operator: who acts decides.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "server/pool/retention.h"

namespace expertise {

/// Terms that are not chosen, to see what they would do.
struct TermsWish {
  std::optional<int> consultation_days;
  std::optional<int> people_days;
};

/// How much is due at most so many days from now, when nothing happens to it before. The first
/// `most_over_at_once` are counted of consultations, and of users and profiles.
struct DueCounts {
  static constexpr std::array<int, 3> days{0, 30, 90};
  std::array<std::size_t, days.size()> due{};
  /// Of those due now, kept by a hold.
  std::size_t held = 0;
};

struct KeptClass {
  RetentionClass what = RetentionClass::consultations;
  std::optional<int> chosen_days;
  /// Nothing where no term is chosen, or none can be.
  std::optional<DueCounts> counts;
  /// By the term that was wished.
  std::optional<DueCounts> wished;
};

struct KeepingOverview {
  MunicipalityId municipality;
  /// Every class, in order.
  std::vector<KeptClass> classes;
  /// Nothing is destroyed by its term: the pool was put back from a backup.
  bool is_stopped = false;
};

struct DueQuery {
  std::optional<RetentionClass> what;
  /// Due by then; at most a year from now.
  std::optional<Instant> before;
  Page page;
};

struct HoldQuery {
  /// Of this one alone.
  std::optional<ConsultationId> consultation;
  Page page;
};

/// What is held, and what tells a coordinator which one it is.
struct HeldConsultation {
  Hold hold;
  Instant asked_at{};
  UserId asker{};
};

class Keeping {
 public:
  static constexpr std::chrono::days due_ahead_most{366};

  /// `is_stopped` tells whether a restore stopped the destroying of what is over.
  explicit Keeping(Context context, std::function<bool()> is_stopped = {})
      : context_(context), is_stopped_(std::move(is_stopped)) {}

  // Of a municipality that is not the actor's: Refusal(not_found).

  /// Counts, for its coordinators and for administrators. Faults at `query/consultationDays` and
  /// `query/peopleDays` out of the bounds of the class.
  KeepingOverview overview(const Actor& actor, MunicipalityId municipality, const TermsWish& wish);
  /// By an administrator. Faults as choose_term.
  void choose(const Actor& actor, const RetentionTerm& term);

  // What follows is its coordinators'. Looking is on record.

  /// By the chosen terms, with what is held, longest due first. Fault at `query/before`.
  Paged<Over> due(const Actor& actor, MunicipalityId municipality, const DueQuery& query);
  /// Of the actor's municipality: those that hold, by the moment they end, then those that are
  /// over.
  Paged<HeldConsultation> holds(const Actor& actor, const HoldQuery& query);
  HeldConsultation hold(const Actor& actor, ConsultationId id, HoldReason reason, Instant until);
  /// One that is not there is fine.
  void end_hold(const Actor& actor, ConsultationId id);
  /// For good, and at once. One that was erased before is fine. Throws Refusal(conflict, `held`);
  /// fault at `/reason` (`not_an_option`) for what only the program gives.
  void erase(const Actor& actor, ConsultationId id, ErasureReason reason);
  /// The report of destruction, oldest first; `for_file` says that it is fetched to be kept.
  enum class Use { on_screen, for_file };
  Paged<Event> destroyed(const Actor& actor, const DestructionQuery& query, Use use);

 private:
  Context context_;
  std::function<bool()> is_stopped_;
};

}  // namespace expertise
