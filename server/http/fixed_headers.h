// What every answer carries, whatever was asked: the date, what keeps it out of caches, frames and
// other sites, and what a page of ours may do. It knows nothing of requests.
#pragma once

#include <string_view>

#include "server/domain/env.h"
#include "server/domain/people.h"
#include "server/http/message.h"

namespace expertise::http {

/// For an answer of the API, and for every refusal. One that may be read from other sites
/// (Access-Control-Allow-Origin) says so to the browser in its resource policy too.
void add_api_headers(Answer& answer, std::string_view version, Language language, Instant now);

/// For a file of the web client: it may run its own scripts and speak to its own server, and
/// nothing else.
void add_page_headers(Answer& answer, Instant now);

}  // namespace expertise::http
