// How a question was understood, in a few sentences. In Dutch search says it itself.
#pragma once

#include <string>

#include "search/question.h"
#include "server/domain/people.h"

namespace expertise::http {

/// `in_dutch` is what search says. Names of topics, laws and life domains stay Dutch.
std::string described(const search::Understood& question, const std::string& in_dutch,
                      Language language);

}  // namespace expertise::http
