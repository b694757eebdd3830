// Consultations, invitations and messages as JSON, as one reader sees them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/http/call.h"
#include "server/http/wire/names.h"

namespace expertise::http {

/// What a view names, before consultation_json is asked for it.
void want(Names& names, const ConsultationView& view);
nlohmann::json consultation_json(const Call& call, Names& names, const ConsultationView& view);
nlohmann::json invitation_json(Names& names, const Invitation& invitation);
nlohmann::json message_json(Names& names, const ThreadEntry& entry);

/// The consultation as the caller sees it now, with its ETag.
Answer consultation_answer(const Call& call, ConsultationId id);
/// The same, 201 with where it stands.
Answer consultation_created(const Call& call, ConsultationId id);

}  // namespace expertise::http
