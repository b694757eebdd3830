// Topics of the vocabulary as JSON, and the operations on them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "server/http/call.h"

namespace expertise::http {

/// `[{"code": …, "term": …}]`; of a topic no longer in use too; a code that never was is its own
/// term.
nlohmann::json topic_refs(const Call& call, const std::vector<std::string>& topic_codes);

Answer list_topics(Call& call);
Answer add_topic(Call& call);
Answer get_topic(Call& call);
Answer change_topic(Call& call);
Answer preview_topic(Call& call);
Answer list_topic_events(Call& call);
Answer get_topic_choices(Call& call);
Answer export_topics(Call& call);
Answer import_topics(Call& call);

}  // namespace expertise::http
