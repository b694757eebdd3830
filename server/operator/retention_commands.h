// The operator's commands about keeping and destroying: erasing a consultation, choosing terms,
// destroying what is over or only telling what that is, holds, and the report of what was
// destroyed.
#pragma once

#include "server/operator/command.h"

namespace expertise {

// Each gives the exit status; throws WrongCall, Refusal or std::runtime_error.

/// `erase --consultation ID --reason CODE --decided-by EMAIL`
int erase_for_good(Product& product, const Command& command, Streams streams);
/// `retention-terms [--class C --days N --decided-by EMAIL] [--municipality M]`
int retention_terms(Product& product, const Command& command, Streams streams);
/// `retention [--dry-run|--resume]`
int retention(Product& product, const Command& command, Streams streams);
/// Whether a restore stopped the destroying of what is over; then says so, and what to do.
bool is_retention_stopped(const DataDirectory& directory, std::ostream& say);
/// `hold [--consultation ID --decided-by EMAIL (--reason CODE --until DAY | --end)]`
int hold_consultation(Product& product, const Command& command, Streams streams);
/// `destruction-report --from DAY --until DAY [--municipality M]`, in Dutch: what the law on
/// archives asks of a declaration of destruction.
int destruction_report(Product& product, const Command& command, Streams streams);

}  // namespace expertise
