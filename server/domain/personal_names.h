// Finds the names of people in Dutch text by the words around them and by what is known of names.
// It does not know who anybody is.
#pragma once

#include <string>
#include <vector>

#include "server/domain/personal_data.h"
#include "server/domain/personal_text.h"

namespace expertise {

/// Names, in order of place, never overlapping. `data` are the findings that a name may stand
/// beside, in order of place.
std::vector<Finding> find_names(const std::vector<PersonalToken>& tokens,
                                const std::vector<Finding>& data);

/// The words of a name by which a person is told from another: without particles and initials.
std::vector<std::string> name_words(const std::vector<PersonalToken>& name);

}  // namespace expertise
