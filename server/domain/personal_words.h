// Dutch words that say whether a capital is a person's name: titles and family words before one,
// common surnames, and all that looks like a name and is none (laws, places, peoples, illnesses,
// organisations, first words of sentences). It knows words, not how they stand together.
#pragma once

#include <string_view>

namespace expertise {

/// What a folded word can mean to the search for names.
enum class WordRole {
  title,               // mevrouw, meneer, familie: a name follows
  short_title,         // mw, dhr, dr: a title that may carry a full stop
  person,              // cliënt, zoon, buurvrouw, heet: a name may follow
  particle,            // van, de, el: belongs to the surname behind it
  bound_particle,      // in, op, aan: only before "de", "den", "der", "'t"
  surname,             // hardly ever anything else
  common_surname,      // also an ordinary word (Bakker, Visser)
  kin,                 // moeder, zoon: what a possessive stands before
  subject,             // betreft, inzake: a name in full may follow
  not_a_name,          // law, illness, organisation, month
  place,               // place, country, people, language: a name only behind another
  first_word,          // function word or verb, a capital only where a sentence begins
  institution,         // school, college: what stands before it is its name
  before_institution,  // stichting, basisschool, sint: what follows is its name
  of_something,        // ziekte, syndroom, methode: "van ..." names no one present
};

bool has_role(std::string_view folded, WordRole role);

/// Whether the word ends as names of streets and institutions do ("Beatrixschool").
bool ends_as_institution(std::string_view folded);

/// Two folded words with which something begins that is named after a person ("leo kanner").
bool begins_known_name(std::string_view first, std::string_view second);

}  // namespace expertise
