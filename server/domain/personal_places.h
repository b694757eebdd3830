// Finds postcodes and streets with house numbers. It knows no list of streets, only how they are
// written.
#pragma once

#include <string_view>
#include <vector>

#include "server/domain/personal_data.h"
#include "server/domain/personal_text.h"

namespace expertise {

/// May overlap; in no order.
std::vector<Finding> find_places(std::string_view text, const std::vector<PersonalToken>& tokens);

}  // namespace expertise
