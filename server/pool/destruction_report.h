// What one event of destruction tells: which thing went, on which ground, in which way, by whom.
// The report of destruction is these, in the words that the operator prints and the API gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/domain/event.h"
#include "server/domain/retention.h"

namespace expertise {

struct DestroyedThing {
  enum class What { consultation, wording, user, specialist, access_month };
  What what = What::consultation;
  /// The consultation, the user or the profile; of a wording its message, of a month `2026-11`.
  std::string id;
  /// Of a wording.
  int version = 0;
  /// How many entries the month held.
  std::int64_t entries = 0;
  /// Why a consultation or a person went; nothing for what has no choice of reasons.
  std::optional<ErasureReason> reason;
  /// In Dutch, for the report.
  std::string ground;
  std::string_view way;
  /// Who decided; nothing when the term did, or the operator of the server.
  std::optional<UserId> decided_by;
  /// The heading of the report under which it stands, in Dutch.
  std::string_view heading;
};

template <>
inline constexpr CodeTable<DestroyedThing::What, 5> codes<DestroyedThing::What>{
    {{DestroyedThing::What::consultation, "consultation"},
     {DestroyedThing::What::wording, "wording"},
     {DestroyedThing::What::user, "user"},
     {DestroyedThing::What::specialist, "specialist"},
     {DestroyedThing::What::access_month, "access_month"}}};

/// `event` must be one that Txn::destroyed gives.
DestroyedThing destroyed_thing(const Event& event);

}  // namespace expertise
