// What an eighteenth birthday changes, worked out again from what is kept of a question: its age
// and topics. The text is not read.
#pragma once

#include <optional>

#include "search/eighteen.h"
#include "search/question.h"
#include "search/vocabulary.h"
#include "server/domain/consultation.h"

namespace expertise {

/// The age to keep of a question: of whom an eighteenth birthday is, when the text tells it, else
/// of whom it is about. As years, "17-17".
std::optional<std::string> age_to_keep(const search::Understood& understood,
                                       const search::Vocabulary& vocabulary);

/// Nothing when no age from 16 to 23 was kept, or it touches no strand of help. The age is that of
/// the day on which it was asked.
std::optional<search::Transition> kept_transition(const UnderstoodCodes& kept,
                                                  const search::Vocabulary& vocabulary);

}  // namespace expertise
