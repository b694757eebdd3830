// The rows of both logs as values, for the transaction, the followers of the log and those who
// verify it.
#pragma once

#include <string>

#include "server/store/sqlite/connection.h"
#include "server/store/store.h"

namespace expertise::sqlite {

extern const std::string select_event;
Event event_row(Query& row);

/// What verifying needs of a row: its links as written, and its hash as it should be.
struct Link {
  Hash previous;
  Hash hash;
  Hash expected;
};
Link event_link(Query& row);
Link access_link(Query& row);

extern const std::string select_access_entry;
AccessEntry access_entry_row(Query& row);

/// The name of the event chain, and of the chain of a segment of the access log.
inline const std::string event_chain = "events";
std::string access_chain(const std::string& segment);

/// The newest segment of the access log with its head; empty and all zero when there is none.
AccessSegment newest_segment(Connection& connection);

/// The last link of a chain; all zero when it has none.
Checkpoint chain_head(Connection& connection, const std::string& chain);

}  // namespace expertise::sqlite
