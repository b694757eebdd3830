// The fields of a profile as the index knows them: one table for the prefix of each kind of term
// and one for what each text weighs. Everything that writes or asks the index reads them here, and
// the compiler checks that no two prefixes can be taken for each other.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "search/profile.h"

namespace expertise::search {

enum class Field {
  id,
  municipality,
  life_domain,
  law,
  age,
  language,
  neighbourhood,
  way,
  knowledge_kind,
  organisation,
  own_topic,   ///< a topic the profile itself names
  about,       ///< a topic the profile is about, with its weight
  name_word,   ///< a word of name, title or organisation, for completion
  stem,        ///< a stem of the text, with its weight
  piece,       ///< four letters of a word, with their weight
  familiar,    ///< how far the vocabulary knows the text, as weight; one term for all
  sort_key,    ///< what it is sorted by in lists without a question; kept, not searched
  record_sum,  ///< the sum of the record, which lies in another file; kept, not searched
};

struct FieldPrefix {
  Field field;
  std::string_view prefix;
  bool weighted;  ///< carries a weight; the others only filter
};

inline constexpr std::array<FieldPrefix, 18> field_prefixes{{
    {Field::id, "Q", false},
    {Field::municipality, "M", false},
    {Field::life_domain, "D", false},
    {Field::law, "L", false},
    {Field::age, "G", false},
    {Field::language, "N", false},
    {Field::neighbourhood, "B", false},
    {Field::way, "W", false},
    {Field::knowledge_kind, "K", false},
    {Field::organisation, "O", false},
    {Field::own_topic, "E", false},
    {Field::about, "T", true},
    {Field::name_word, "Y", false},
    {Field::stem, "S", true},
    {Field::piece, "X", true},
    {Field::familiar, "F", true},
    {Field::sort_key, "Z", false},
    {Field::record_sum, "R", false},
}};

constexpr std::string_view prefix_of(Field field) {
  return field_prefixes[static_cast<std::size_t>(field)].prefix;
}

namespace check {
constexpr bool prefixes_are_sound() {
  for (std::size_t i = 0; i < field_prefixes.size(); ++i) {
    if (field_prefixes[i].field != static_cast<Field>(i)) return false;
    if (field_prefixes[i].prefix.size() != 1) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (field_prefixes[i].prefix == field_prefixes[j].prefix) return false;
    }
  }
  return true;
}
}  // namespace check
static_assert(check::prefixes_are_sound(), "every field needs its own one-letter prefix");

/// Longest term the index takes, in bytes; longer ones are cut.
inline constexpr std::size_t max_term_bytes = 200;

/// The term of a field with this value, cut to what the index takes.
std::string field_term(Field field, std::string_view value);

/// In place of neighbourhoods for a profile that names none: it is found in each.
inline constexpr std::string_view everywhere;

/// What the texts of a profile weigh: in the words that are compared, and in what the profile is
/// taken to be about. A list counts item by item.
struct TextField {
  std::string Profile::*text;
  std::vector<std::string> Profile::*list;
  double words;
  double topics;
};

// Measured on judged questions: the ratios matter little between a half and twice these, but a
// title and the own topics say more than running text, and an organisation is shared by many.
// Languages, neighbourhoods and laws are mostly filters; as words they let "Turks" find somebody.
inline constexpr std::array<TextField, 8> text_fields{{
    {&Profile::title, nullptr, 2.0, 1.5},
    {nullptr, &Profile::topics, 2.0, 1.0},
    {&Profile::summary, nullptr, 1.0, 1.0},
    {nullptr, &Profile::target_groups, 1.0, 0.5},
    {&Profile::organisation, nullptr, 0.5, 0.3},
    {&Profile::name, nullptr, 0.5, 0.0},
    {nullptr, &Profile::neighbourhoods, 0.3, 0.0},
    {nullptr, &Profile::laws, 0.3, 0.0},
}};

}  // namespace expertise::search
