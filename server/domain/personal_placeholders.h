// A text read without whom it is about: found personal data is passed over, and so is what was
// written in the place of it, "[persoon A]", "[telefoon]", in Dutch and in English. The web client
// writes that, and people do by hand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/personal_data.h"

namespace expertise {

struct Placeholder {
  /// Bytes of the text, brackets included.
  std::size_t begin = 0;
  std::size_t end = 0;
  bool person = false;
};

/// In order of place, apart.
std::vector<Placeholder> find_placeholders(std::string_view utf8);

/// The text as it is read to learn what it is about, as many bytes long: findings, and what stands
/// in the place of them, are blank. A name with an age behind it reads "ze", so that the age is
/// one. `findings` must be of this text.
std::string without_personal_data(std::string_view utf8, const std::vector<Finding>& findings);

/// The text, as many bytes long, with a control character for each byte of findings and
/// placeholders: what must stay as it is while the rest is changed. The text itself has none.
std::string hidden_personal_data(std::string_view utf8, const std::vector<Finding>& findings);

/// What became of `hid`, the text with its personal data hidden, with what `utf8` has there.
std::string shown_personal_data(std::string changed, std::string_view utf8, std::string_view hid);

}  // namespace expertise
