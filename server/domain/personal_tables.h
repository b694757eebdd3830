// The tables by which personal data is found, as they were built in from schema/personal_data:
// words apart by white space, comments after #. It does not know what they mean.
#pragma once

#include <functional>
#include <string_view>

namespace expertise {

/// Calls `take` with each word of the table, in order; the words live as long as the program.
void for_each_table_word(std::string_view file, const std::function<void(std::string_view)>& take);

}  // namespace expertise
