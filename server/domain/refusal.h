// A no to a person: the closed list of reasons, and for invalid input every fault with its place.
// It holds codes and parameters only; the sentences are made at the edge, in the reader's language.
#pragma once

#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/domain/code.h"

namespace expertise {

/// Why the answer is no. The edge maps each to one HTTP status.
enum class Reason {
  invalid_input,          // 400, with faults
  unauthenticated,        // 401
  not_allowed,            // 403: who you are may never do this
  not_found,              // 404: not there, or not yours (the same answer)
  wrong_state,            // 409: not in this state
  conflict,               // 409: somebody has it already (name, address, slot, acceptance)
  stale,                  // 412: it was changed since you read it
  precondition_required,  // 428: say which state you read (If-Match)
  too_large,              // 413
  too_many,               // 429: later again
  unavailable,            // 503: cannot be done safely now
};

template <>
inline constexpr CodeTable<Reason, 11> codes<Reason>{
    {{Reason::invalid_input, "invalid_input"},
     {Reason::unauthenticated, "unauthenticated"},
     {Reason::not_allowed, "not_allowed"},
     {Reason::not_found, "not_found"},
     {Reason::wrong_state, "wrong_state"},
     {Reason::conflict, "conflict"},
     {Reason::stale, "stale"},
     {Reason::precondition_required, "precondition_required"},
     {Reason::too_large, "too_large"},
     {Reason::too_many, "too_many"},
     {Reason::unavailable, "unavailable"}}};

/// What is wrong with one place of the input.
struct Fault {
  /// A JSON pointer into the body (`/hours/0/from`), or `query/limit`, `header/If-Match`, `line
  /// 3/email`.
  std::string place;
  /// A code of the sentence table, such as `required`, `too_long`, `unknown_field`, `not_a_uuid`.
  std::string code;
  /// Values for the sentence, such as {"limit", "4000"}. Never case text.
  std::map<std::string, std::string> parameters{};

  bool operator==(const Fault&) const = default;
};

class Refusal : public std::exception {
 public:
  /// `detail` is a code of the sentence table that says more than the reason does.
  explicit Refusal(Reason reason, std::string detail = {},
                   std::map<std::string, std::string> parameters = {})
      : reason_(reason), detail_(std::move(detail)), parameters_(std::move(parameters)) {}

  /// Invalid input with all its faults together.
  explicit Refusal(std::vector<Fault> faults)
      : reason_(Reason::invalid_input), faults_(std::move(faults)) {}

  Reason reason() const { return reason_; }
  const std::string& detail() const { return detail_; }
  const std::map<std::string, std::string>& parameters() const { return parameters_; }
  const std::vector<Fault>& faults() const { return faults_; }
  const char* what() const noexcept override {
    return detail_.empty() ? "refused" : detail_.c_str();
  }

 private:
  Reason reason_;
  std::string detail_;
  std::map<std::string, std::string> parameters_;
  std::vector<Fault> faults_;
};

}  // namespace expertise
