// How long each class of what is kept stays, from which moment, on which ground, and what happens
// then: one table. And why something is erased before its term, or kept past it. Which term a
// municipality chose, and what is over by now, is not known here.
#pragma once

#include <optional>
#include <string_view>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/id.h"

namespace expertise {

enum class RetentionClass {
  consultations,
  people,
  access_log,
  notifications,
  joining_invitations,
  drafts,
  sessions,
};

template <>
inline constexpr CodeTable<RetentionClass, 7> codes<RetentionClass>{
    {{RetentionClass::consultations, "consultations"},
     {RetentionClass::people, "people"},
     {RetentionClass::access_log, "access_log"},
     {RetentionClass::notifications, "notifications"},
     {RetentionClass::joining_invitations, "joining_invitations"},
     {RetentionClass::drafts, "drafts"},
     {RetentionClass::sessions, "sessions"}}};

struct RetentionRule {
  RetentionClass what;
  /// Advised, where a municipality chooses; else what holds everywhere.
  int days = 0;
  /// What a municipality may choose; both 0 where it may not.
  int least = 0;
  int most = 0;
  /// In Dutch, for the report of destruction and the operator: from which moment, on which legal
  /// ground, and how it is destroyed.
  std::string_view starts;
  std::string_view ground;
  std::string_view way;

  bool is_chosen() const { return most > 0; }
};

/// A municipality that chose no term for a class it may choose destroys nothing of it by itself.
const RetentionRule& retention_rule(RetentionClass what);

/// The term that one municipality chose.
struct RetentionTerm {
  MunicipalityId municipality;
  RetentionClass what = RetentionClass::consultations;
  int days = 0;

  bool operator==(const RetentionTerm&) const = default;
};

/// Why a consultation was erased.
enum class ErasureReason {
  term_over,
  /// Of the resident, or of their representative (AVG, article 17).
  request_of_resident,
  /// It should never have been kept (AVG, article 17(1)(d)).
  unlawful,
  /// Asked by mistake, twice, or to try the pool out.
  not_a_case,
  /// It was erased before, and a backup of before that was put back.
  replayed,
};

template <>
inline constexpr CodeTable<ErasureReason, 5> codes<ErasureReason>{
    {{ErasureReason::term_over, "term_over"},
     {ErasureReason::request_of_resident, "request_of_resident"},
     {ErasureReason::unlawful, "unlawful"},
     {ErasureReason::not_a_case, "not_a_case"},
     {ErasureReason::replayed, "replayed"}}};

/// Why a consultation is kept though its term is over.
enum class HoldReason { complaint, objection, court, inspection, calamity, request_pending };

template <>
inline constexpr CodeTable<HoldReason, 6> codes<HoldReason>{
    {{HoldReason::complaint, "complaint"},
     {HoldReason::objection, "objection"},
     {HoldReason::court, "court"},
     {HoldReason::inspection, "inspection"},
     {HoldReason::calamity, "calamity"},
     {HoldReason::request_pending, "request_pending"}}};

/// At most one for a consultation. It ends by itself.
struct Hold {
  static constexpr std::chrono::days longest{3 * 366};

  ConsultationId consultation;
  MunicipalityId municipality;
  HoldReason reason = HoldReason::complaint;
  Instant until;
  Instant put_at;
  std::optional<UserId> decided_by;
};

}  // namespace expertise
