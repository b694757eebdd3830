// Matches a whole file of questions and writes what came of them, for measuring and for reports.
// Knows the form of the files; the questions stay on this machine and the server.
#pragma once

#include <ostream>
#include <string>

#include "clients/cli/api.h"

namespace expertise::cli {

/// Reads JSON lines with `id` and `text` from `questions`; writes into the folder `output` (made
/// when it is not there) `run.tsv` (question id, specialist's external id or id, score; the first
/// 20), `teams.jsonl`, `personal_data.jsonl` and `understood.jsonl`. Every line is checked before
/// the first question is sent; files appear whole at the end. Throws Failure.
void match_batch(Api& api, const std::string& questions, const std::string& output,
                 std::ostream& progress);

}  // namespace expertise::cli
