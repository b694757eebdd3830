// Dutch words by which personal data is told from what looks like it: titles and family words
// before a name, common surnames, laws, places, months, what a number is called by. The lists lie
// in schema/personal_data, where the web client reads them too. It knows words, not how they stand
// together.
#pragma once

#include <cstddef>
#include <string_view>

namespace expertise {

/// The lists of words.txt, by their names there, which say what each holds.
enum class WordRole {
  title,
  short_title,
  person,
  subject,
  particle,
  bound_particle,
  surname,
  common_surname,
  kin,
  not_a_name,
  place,
  first_word,
  institution,
  before_institution,
  of_something,
  institution_ending,
  long_initial,
  bsn_word,
  account_word,
  order_word,
  case_word,
  own_number_word,
  parted_number_word,
  number_word,
  unit_word,
  phone_word,
  service_number,
  desk,
  desk_part,
  birth_word,
  month,
  short_month,
  no_postcode,
  never_postcode,
  street_ending,
  perhaps_street_ending,
  no_street,
  street_particle,
  address_word,
  street_beginning,
  datum_word,
  surname_ending,
  no_given_name_ending,
  naming_word,
  known_name,
  iban_length,
  postcode_word,
  person_verb,
  no_article,
  greeting,
  role_ending,
  house_addition,
  pronoun,
  aged_person,
  event_word,
  before_person,
  form_of_address,
  town,
  before_street,
  placeholder,
};

/// Whether the word, in folded letters, is in the list.
bool has_role(std::string_view folded, WordRole role);

/// Whether the word ends with one of the list and has `more` bytes or more before it.
bool ends_with_role(std::string_view folded, WordRole role, std::size_t more = 1);

/// Whether one of the list stands anywhere in the word.
bool holds_role(std::string_view folded, WordRole role);

/// Two folded words with which something begins that is named after a person ("leo kanner").
bool begins_known_name(std::string_view first, std::string_view second);

}  // namespace expertise
