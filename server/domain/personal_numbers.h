// Finds citizen service numbers and bank accounts, by their check digits and the words before them.
// It knows no names, phones or dates.
#pragma once

#include <string_view>
#include <vector>

#include "server/domain/personal_data.h"
#include "server/domain/personal_text.h"

namespace expertise {

/// Nine digits whose weighted sum 9, 8, … 2, -1 divides by 11 (Besluit BSN); not all zeros.
bool passes_eleven_test(std::string_view nine_digits);

/// Letters and digits of an account, without separators: its country's length and remainder 1 by 97
/// (ISO 13616).
bool is_iban(std::string_view account);

/// In order of where they begin; may overlap.
std::vector<Finding> find_numbers(std::string_view text, const std::vector<PersonalToken>& tokens);

}  // namespace expertise
