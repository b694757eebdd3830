// Checks what is written in a consultation before it is kept, and puts it in the parts that
// messages have. Private to the use cases of consultations; places are JSON pointers into the
// API's body.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/pool/consultations.h"

namespace expertise {

/// `/place/3`.
std::string at_index(const std::string& place, std::size_t index);

/// Adds `too_many` at `place` and gives false when there are more than `most`.
bool check_count(std::size_t count, std::size_t most, const std::string& place,
                 std::vector<Fault>& found);

/// A question or message: required, at most ConsultationLimits::text_characters.
void check_case_text(const std::string& text, const std::string& place, std::vector<Fault>& found);
/// A note of at most ConsultationLimits::short_text_characters.
void check_note(const std::string& text, std::size_t least, const std::string& place,
                std::vector<Fault>& found);
/// Eigen kenmerk: one line, empty = none; `personal_data` with its kind when a citizen service
/// number or a name is in it.
void check_own_reference(const std::string& text, const std::string& place,
                         std::vector<Fault>& found);

/// The message of a sound text. Throws Refusal with every fault.
CaseText sound_text(const std::string& text);
/// The parts of a sound advice; parts left empty are left out. Throws Refusal with every fault,
/// also those of its minutes.
CaseText sound_advice(const Advice& advice);
/// Adds every fault of the texts that go with a closure.
void check_closing(const ClosingTexts& texts, std::vector<Fault>& found);
/// The parts that are not empty; empty when there are none.
CaseText closing_parts(const ClosingTexts& texts);

}  // namespace expertise
