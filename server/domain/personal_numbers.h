// The personal data that have a form of their own: citizen service numbers, bank accounts, phone
// numbers, e-mail addresses, postcodes, addresses, dates and case numbers. It knows no names.
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

/// What the form alone, or a word beside it, makes personal. May overlap; in no order.
std::vector<Finding> find_formed_data(std::string_view text,
                                      const std::vector<PersonalToken>& tokens);

/// What is personal only beside a name: dates in full, case numbers. In order of place.
std::vector<Finding> find_data_beside_names(const std::vector<PersonalToken>& tokens);

}  // namespace expertise
