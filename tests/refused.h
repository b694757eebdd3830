// What a call said instead of doing what it was asked.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/refusal.h"

namespace expertise {

/// The refusal of `call`, or nothing when it was not refused.
template <class Call>
std::optional<Refusal> refused(Call&& call) {
  try {
    call();
  } catch (const Refusal& refusal) {
    return refusal;
  }
  return std::nullopt;
}

/// Whether a fault with this place and code is among them.
inline bool has_fault(const std::vector<Fault>& faults, std::string_view place,
                      std::string_view code) {
  for (const Fault& fault : faults) {
    if (fault.place == place && fault.code == code) return true;
  }
  return false;
}

/// What `call` said to the operator; empty when it did not fail.
template <class Call>
std::string sentence_of(Call&& call) {
  try {
    call();
  } catch (const std::runtime_error& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace expertise
