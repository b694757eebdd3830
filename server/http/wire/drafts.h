// Drafts as JSON, and their operations; also the reading of what a draft and a question have in
// common.
#pragma once

#include "server/http/call.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

/// Text, topics added and removed, who is excluded and who is to be invited.
void read_content(ObjectReader& root, NewQuestion& question);

Answer list_drafts(Call& call);
Answer keep_draft(Call& call);
Answer get_draft(Call& call);
Answer change_draft(Call& call);
Answer delete_draft(Call& call);

}  // namespace expertise::http
