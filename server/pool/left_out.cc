#include "server/pool/left_out.h"

#include "server/domain/text.h"

namespace expertise {

namespace {

std::string folded(std::string_view name) {
  std::string text(trimmed(name));
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

LeftOut::LeftOut(const std::vector<SpecialistId>& people,
                 const std::vector<std::string>& organisations)
    : people_(people.begin(), people.end()) {
  for (const std::string& each : organisations) organisations_.insert(folded(each));
}

bool LeftOut::holds(const Specialist& person) const {
  return people_.contains(person.id) || organisations_.contains(folded(person.organisation));
}

}  // namespace expertise
