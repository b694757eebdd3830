// What is no name of a topic, whoever gives it: a word that is said in questions about anything.
// The seed vocabulary keeps to it, and so does who edits one.
#pragma once

#include <string_view>

namespace expertise::search {

/// Whether a text is one word, and that is an everyday one or a form of it ("kindje"), or a form of
/// a stop word ("gekregen"). An abbreviation that only looks like a stop word ("ALS") is none.
bool is_everyday(std::string_view text);

}  // namespace expertise::search
