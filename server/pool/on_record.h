// Reading that goes on record: what is read of consultations is given only after the entry of the
// access log that tells of it is durable. Private to the use cases that read.
#pragma once

#include <exception>
#include <memory>
#include <utility>

#include "server/domain/refusal.h"
#include "server/pool/context.h"

namespace expertise {

/// Begins a transaction that can hold an access entry. Throws Refusal(unavailable,
/// `cannot_record_access`) when nothing can be written now.
inline std::unique_ptr<Txn> begin_reading(Store& store) {
  try {
    return store.begin(Access::write);
  } catch (const Refusal&) {
    throw Refusal(Reason::unavailable, "cannot_record_access");
  }
}

/// Gives what `read` makes of a transaction, once its access entry is durable. Throws
/// Refusal(unavailable, `cannot_record_access`) when that cannot be; refusals of `read` itself
/// pass.
template <class Read>
auto on_record(Store& store, Read&& read) {
  auto txn = begin_reading(store);
  auto shown = read(*txn);
  try {
    txn->commit();
  } catch (const std::exception&) {
    throw Refusal(Reason::unavailable, "cannot_record_access");
  }
  return shown;
}

}  // namespace expertise
