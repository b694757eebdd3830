// Whom an asker does not want: people by name, and everybody of an organisation.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "server/domain/specialist.h"

namespace expertise {

class LeftOut {
 public:
  /// Organisations are the same in upper and lower case.
  LeftOut(const std::vector<SpecialistId>& people, const std::vector<std::string>& organisations);

  bool holds(const Specialist& person) const;
  bool nobody() const { return people_.empty() && organisations_.empty(); }

 private:
  std::set<SpecialistId> people_;
  std::set<std::string> organisations_;
};

}  // namespace expertise
