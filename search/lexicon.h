// Reads the tables of the lexicon into values: languages, laws, phrases of acute danger, what
// people can lack. They are data that people of the field can check without reading code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace expertise::search {

struct Language {
  std::string code;
  std::string name;
  std::vector<std::string> words;  ///< folded: the name and everything that points to it
  std::vector<std::string> own;    ///< those of them that mean nothing but the language
};

/// In the order of the table; Dutch first.
const std::vector<Language>& languages();

struct Law {
  std::string name;
  std::vector<std::string> phrases;  ///< folded
};

const std::vector<Law>& laws();

struct AcutePhrase {
  std::vector<std::string> words;  ///< folded
  std::string topic;               ///< the code of what it tells of, or empty
  bool alone = false;              ///< counts only when its sentence tells nothing else
  bool innocent = false;           ///< looks like danger and is not
};

const std::vector<AcutePhrase>& acute_phrases();

/// What this folded word names is something that people can lack ("dagbesteding", "thuiszorg"), so
/// that there being none of it is the matter.
bool can_be_lacked(std::string_view folded);

}  // namespace expertise::search
