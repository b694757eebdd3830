// How names look in Dutch text: initials, particles, surnames, and what stands around them that
// makes them the name of a school or an illness. It decides nothing about where a name begins.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "server/domain/personal_text.h"
#include "server/domain/personal_words.h"

namespace expertise {

/// Questions about the tokens of one text, which must outlive it. Indices past the end are allowed;
/// an end is the index behind the last token, `nothing` when there is none.
class NameShape {
 public:
  static constexpr std::size_t nothing = 0;

  /// `in_addresses`: by token, whether it is part of an address, where no name goes on.
  NameShape(const std::vector<PersonalToken>& tokens, std::vector<bool> in_addresses)
      : tokens_(tokens), in_addresses_(std::move(in_addresses)) {}

  bool is(std::size_t i, WordRole role) const;
  bool is_any(std::size_t i, std::initializer_list<WordRole> roles) const;
  bool is_sign(std::size_t i, std::string_view sign) const;
  /// A word right behind the token before it.
  bool follows_closely(std::size_t i) const;
  /// "Down-syndroom", "Jip-achtig": the beginning of another word.
  bool begins_compound(std::size_t i) const;
  /// The end of another word: "ex-Jan" is a person, "Wmo-Jan" is not; "3-Jan" neither.
  bool ends_compound(std::size_t i) const;
  /// A capital that may be part of a surname: no law, no place, no first word.
  bool may_be_name(std::size_t i) const;
  /// The same behind a title or a particle, where "Doorn" is a surname.
  bool may_be_surname(std::size_t i) const;
  /// The same behind a name, where "Veenendaal" and "ter Haar" are surnames.
  bool may_follow_name(std::size_t i) const;
  /// Past particles from `i`: "van der", "El", "'t", "in den".
  std::size_t past_particles(std::size_t i) const;
  /// The end of "v.d." or "v/d" at `i`, or `nothing`.
  std::size_t short_particle_end(std::size_t i) const;
  /// The end of a surname with its particles that begins at `i`, or `nothing`.
  std::size_t surname_end(std::size_t i) const;
  /// Past what still belongs to the name that ends before `at`: "-de Vries", a second capital.
  std::size_t extended(std::size_t at) const;
  /// The end of "J.", "J.P.", "Th. A." at `i`, or `nothing`.
  std::size_t initials_end(std::size_t i) const;
  /// The end of "V.", "de V.", "van der B." at `i`: a surname of which one letter is given; or
  /// `nothing`.
  std::size_t letter_end(std::size_t i) const;
  /// Whether an age stands behind a name: "(22)", "(22 jaar", ", 22 jaar", ": 22 jaar".
  bool age_behind(std::size_t end) const;
  /// A capital that is in no list: what it is must be seen from what stands around it.
  bool is_unknown(std::size_t i) const;
  /// Past a known surname in small letters at `i`, particles before it.
  std::size_t small_surname_end(std::size_t i) const;
  /// Two capitals of which the second ends as surnames do ("Annechien Tuinhof") and the first is no
  /// adjective or institution: the end of the name, or `nothing`.
  std::size_t unknown_pair_end(std::size_t i) const;
  /// Whether what stands around [first, end) makes it the name of something else.
  bool names_something_else(std::size_t first, std::size_t end) const;
  static bool is_article(const PersonalToken& word);

 private:
  const PersonalToken* token(std::size_t i) const;
  bool is_place_behind(std::size_t particle, std::size_t next) const;
  bool ends_in_institution(std::size_t end) const;

  const std::vector<PersonalToken>& tokens_;
  std::vector<bool> in_addresses_;
};

}  // namespace expertise
