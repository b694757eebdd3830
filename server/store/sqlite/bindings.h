// To what each thing under the master key is bound, for those who write and read it and for
// key_change, which knows of all of them. Whatever comes under the master key stands here.
#pragma once

#include "server/domain/calendar.h"
#include "server/store/signing_on.h"
#include "server/store/sqlite/vault.h"

namespace expertise::sqlite {

inline Binding consultation_key_binding(ConsultationId consultation) {
  return {.kind = Binding::Kind::consultation_key, .owner = consultation.bytes()};
}

/// For the key of a draft, and for its content under that key.
inline Binding draft_binding(Binding::Kind kind, DraftId id, UserId maker, std::int64_t revision) {
  return {.kind = kind, .owner = id.bytes(), .part = maker.bytes(), .version = revision};
}

inline Binding calendar_address_binding(CalendarId id) {
  return {.kind = Binding::Kind::calendar_address, .owner = id.bytes()};
}

inline Binding second_factor_binding(UserId user, FactorState state) {
  return {.kind = Binding::Kind::second_factor,
          .owner = user.bytes(),
          .version = state == FactorState::on ? 1 : 0};
}

}  // namespace expertise::sqlite
