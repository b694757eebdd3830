// Checks what a question is made of, sent or kept as a draft: its text and topics alone, and the
// people it names. Private to the use cases of consultations; places are JSON pointers into the
// API's body.
#pragma once

#include <string>
#include <vector>

#include "server/pool/consultations.h"

namespace expertise {

void check_topics(const std::vector<std::string>& topics, const search::Vocabulary& vocabulary,
                  const std::string& place, std::vector<Fault>& found);

/// Fault at `place`: a text of signs, a letter or only small words, which nobody can answer.
void check_says_something(const std::string& text, const search::Vocabulary& vocabulary,
                          const std::string& place, std::vector<Fault>& found);

/// What can be seen in text, topics, facts and excluded organisations alone.
void check_content(const NewQuestion& question, const search::Vocabulary& vocabulary,
                   std::vector<Fault>& found);

/// A specialist who is not of one of these municipalities is not there (`not_found`).
void check_specialist(Txn& txn, const SpecialistId& id,
                      const std::vector<MunicipalityId>& municipalities, const std::string& place,
                      std::vector<Fault>& found);

/// Who is to be invited and who is excluded: not too many, none twice, each one there.
void check_people(Txn& txn, const NewQuestion& question,
                  const std::vector<MunicipalityId>& municipalities, std::vector<Fault>& found);

}  // namespace expertise
