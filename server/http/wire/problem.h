// A no as a problem document (RFC 9457): the one place where a refusal gets its HTTP status.
#pragma once

#include <string>
#include <string_view>

#include "server/domain/people.h"
#include "server/domain/refusal.h"
#include "server/http/message.h"

namespace expertise::http {

int status_of(Reason reason);

/// With status, code, sentences in that language and every fault; the nearest other slots where one
/// is taken; the token to go on with where signing on takes a second step; Retry-After where the
/// caller may come back.
Answer problem(const Refusal& refusal, Language language);

/// For what is refused before any use case: a status and the code of the sentence that says why.
Answer problem(int status, std::string_view code, Language language);

/// A fault of ours; `id` is what the log calls it.
Answer fault_problem(std::string_view id, Language language);

}  // namespace expertise::http
