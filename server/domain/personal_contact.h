// Finds phone numbers and e-mail addresses of people; not those of services (0800, info@). It knows
// no names.
#pragma once

#include <string_view>
#include <vector>

#include "server/domain/personal_data.h"
#include "server/domain/personal_text.h"

namespace expertise {

/// May overlap; in no order.
std::vector<Finding> find_contacts(std::string_view text, const std::vector<PersonalToken>& tokens);

}  // namespace expertise
