// Reading a whole file of people in one transaction: which rows are sound, what became of each, and
// whether anything is kept. It does not know what a row means.
#pragma once

#include <functional>
#include <istream>
#include <span>
#include <vector>

#include "server/pool/context.h"
#include "server/pool/import_rows.h"

namespace expertise {

enum class RowOutcome { added, changed, unchanged, faulty };

/// Checks one readable row and, when it is sound, writes what it says in the transaction. Faults
/// are added to `found` (which holds those of the row's form) with places such as `email`; with any
/// of them the outcome is `faulty` and nothing was written.
using KeepRow =
    std::function<RowOutcome(Txn& txn, const ImportRow& row, std::vector<Fault>& found)>;

/// Reads the file before the one writer is taken. More than `ImportLimits` allow is refused, as are
/// faults of the file as a whole, whatever `faulty` says.
ImportReport import_file(Context context, std::istream& file, FileFormat format,
                         std::span<const ImportColumn> columns, FaultyRows faulty,
                         const Progress& progress, const KeepRow& keep);

}  // namespace expertise
