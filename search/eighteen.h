// The eighteenth birthday: for somebody from 16 to 23, what changes for each strand of help that a
// question touches, which law it moves to, and what must be done before. The rules are a table with
// their sources. Pure: it knows no birth date, only what the question says, and no people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/question.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// A sentence of the table. Names of laws and institutions stay Dutch in both.
struct TwoLanguages {
  std::string_view nl;
  std::string_view en;
};

/// A law binds; guidance is published advice or an agreement between authorities.
enum class SourceKind { law, guidance };

struct TransitionSource {
  SourceKind kind;
  std::string_view text;  ///< article or publication, Dutch
};

struct TransitionStep {
  int months;  ///< from the birthday on: -6 is six months before it, 0 the day, 36 the 21st
  TwoLanguages what;
  bool lapses = false;  ///< from the birthday on it can no longer be done, however late
};

/// What the eighteenth birthday means for one strand of help.
struct TransitionRule {
  std::string_view strand;  ///< stable code
  TwoLanguages title;
  int from_age;  ///< first and last year of age for which it is of use
  int to_age;
  std::vector<std::string_view> from_laws;
  std::vector<std::string_view> to_laws;
  TwoLanguages change;
  TwoLanguages limit;  ///< what cannot be extended, or only on conditions; may be empty
  std::vector<TransitionStep> steps;  ///< earliest first
  std::vector<TransitionSource> sources;
  /// Codes of topics; those that are narrower touch it too.
  std::vector<std::string_view> touched_by;
  /// Said of everybody whose birthday is near, whatever the question touches.
  bool always = false;
  /// Codes of topics by which somebody is found who knows it before and after the birthday.
  std::vector<std::string_view> youth_topics;
  std::vector<std::string_view> adult_topics;
};

/// The whole table, in the order in which it is read.
const std::vector<TransitionRule>& transition_rules();

/// When a step is to be taken, seen from the age that the question gives.
enum class StepTime {
  due,    ///< now: its moment is here or was missed
  open,   ///< perhaps now: the question does not say how far off the birthday is
  later,  ///< its moment is still to come
  past    ///< can no longer be done
};

struct TransitionRow {
  const TransitionRule* rule;       ///< of the table, which lives as long as the program
  std::vector<std::string> topics;  ///< codes of the aspects that touch it, strongest first
  std::vector<StepTime> times;      ///< one for each step of the rule
};

/// Who is wanted on one side of the birthday: whoever works with one of these laws or topics.
struct TransitionSide {
  std::vector<std::string> laws;
  std::vector<std::string> topics;  ///< codes
};

/// How it is known of what age somebody is.
enum class AgeFrom {
  age,       ///< the question gives it as a number
  birthday,  ///< the question says that the eighteenth birthday comes
  topic      ///< assumed: only a topic speaks of the birthday
};

struct Transition {
  int age = 17;  ///< 16 to 23
  AgeFrom age_from = AgeFrom::age;
  std::optional<int> months_left;  ///< until eighteen, rounded up, when the question says so
  std::vector<TransitionRow> rows;
  TransitionSide youth;
  TransitionSide adult;
};

inline constexpr int transition_from_age = 16;
inline constexpr int transition_to_age = 23;

/// Nothing when the question is not about somebody of that age, or touches no strand.
std::optional<Transition> transition_to_adulthood(const Understood& question,
                                                  const Vocabulary& vocabulary);

}  // namespace expertise::search
