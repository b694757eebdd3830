// Who is asked for, beside what the question is about: somebody who lived through it, a volunteer,
// a profession by name. Read from the text only where it asks for such a person; that a doctor is
// already there is no wish. Pure: it knows neither people nor topics.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace expertise::search {

struct Wishes {
  /// Of `Profile::knowledge_kind`; several are alternatives.
  std::vector<std::string> kinds{};
  /// In lower case as they are written ("diëtist", "POH"); several are alternatives.
  std::vector<std::string> professions{};
  /// Names of target groups in every form in which a profile may write them, folded.
  std::vector<std::string> target_groups{};
  /// Children, or old people, are spoken of in words, whatever ages are given: who works with them
  /// is no misfit.
  bool children = false;
  bool old_people = false;

  bool operator==(const Wishes&) const = default;
};

/// The kinds and professions that a text asks for, each once. Of what it says is not the matter
/// nothing should be in it (`Understood::affirmed`).
Wishes wishes_in(std::string_view text);

/// The asked profession that this title names, also as the last part of a compound
/// ("inkomensjurist" for "jurist"); empty when it names none of them.
std::string_view profession_in(std::string_view title, const std::vector<std::string>& professions);

}  // namespace expertise::search
