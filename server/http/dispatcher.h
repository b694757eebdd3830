// From a request to its answer: gives a file of the web client, or finds the route, who asks and in
// which language, lets the handler answer, and turns every no and every fault into a problem
// document. The one place where a fault of ours ends.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "server/http/call.h"
#include "server/http/message.h"
#include "server/http/router.h"

namespace expertise::http {

/// Safe to use from many threads at once; nothing is thrown but std::bad_alloc.
class Dispatcher {
 public:
  Dispatcher(Surroundings& around, std::span<const Route> table) : around_(around), table_(table) {}

  Answer answer(const Request& request);
  /// For what never became a request, and for what there is no room for.
  Answer refuse(int status, std::string_view code);

 private:
  /// Of the web client; nothing where the API, or nobody, answers.
  std::optional<Answer> page_answer(const Request& request) const;
  Answer judged(const Request& request, const Route*& route, Language& language);
  Answer handled(Call& call, const Route& route);
  std::optional<SignedOn> who(const Request& request, const Route& route);
  Answer fault_answer(std::string_view operation, std::string_view what, Language language);

  Surroundings& around_;
  std::span<const Route> table_;
};

}  // namespace expertise::http
