// Finds dates of birth, numbers of one person or case that are called so, and what is personal only
// beside a name: other dates in full, other case numbers. It does not know where the names are.
#pragma once

#include <vector>

#include "server/domain/personal_data.h"
#include "server/domain/personal_text.h"

namespace expertise {

/// Dates beside "geboren" and the like, and in full right behind somebody of an age ("jongen").
std::vector<Finding> find_birth_dates(const std::vector<PersonalToken>& tokens);

/// Numbers of one person or case, by what they are called ("cliëntnummer 4455667"), beside a name
/// or not.
std::vector<Finding> find_called_numbers(const std::vector<PersonalToken>& tokens);

/// Dates in full and numbers near a word of cases, in order of place: personal only beside a name.
std::vector<Finding> find_data_beside_names(const std::vector<PersonalToken>& tokens);

}  // namespace expertise
