// Finds in Dutch text what could lead back to a person: names, citizen service numbers, dates of
// birth, addresses, ways to reach somebody, bank accounts, case numbers. It keeps nothing, knows no
// case and no person, and cannot see that a rare story alone identifies somebody.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/code.h"

namespace expertise {

enum class PersonalDataKind {
  name,
  bsn,
  date_of_birth,
  address,   // street with house number
  postcode,  // with or without a house number
  phone,
  email,
  iban,
  case_number,
};

template <>
inline constexpr CodeTable<PersonalDataKind, 9> codes<PersonalDataKind>{
    {{PersonalDataKind::name, "name"},
     {PersonalDataKind::bsn, "bsn"},
     {PersonalDataKind::date_of_birth, "date_of_birth"},
     {PersonalDataKind::address, "address"},
     {PersonalDataKind::postcode, "postcode"},
     {PersonalDataKind::phone, "phone"},
     {PersonalDataKind::email, "email"},
     {PersonalDataKind::iban, "iban"},
     {PersonalDataKind::case_number, "case_number"}}};

/// `sure`: a check digit, an unmistakable form, or a word beside it that says what it is. `likely`:
/// it looks like it; ask the writer.
enum class Certainty { sure, likely };

template <>
inline constexpr CodeTable<Certainty, 2> codes<Certainty>{
    {{Certainty::sure, "sure"}, {Certainty::likely, "likely"}}};

struct Finding {
  PersonalDataKind kind = PersonalDataKind::name;
  /// Bytes [begin, end) of the text; whole characters where the text is valid UTF-8.
  std::size_t begin = 0;
  std::size_t end = 0;
  Certainty certainty = Certainty::likely;

  bool operator==(const Finding&) const = default;
};

/// What could lead back to a person, in order of place, never overlapping. Only the thing itself is
/// marked: "mevrouw Jansen" gives "Jansen". Takes any bytes; time grows linearly with the text.
std::vector<Finding> find_personal_data(std::string_view utf8);

/// The text with each finding replaced by what it is: "[persoon A]", "[persoon B]" for names (the
/// same person, the same letter: "Fatma Yilmaz" and later "Fatma" or "mevrouw Yilmaz"),
/// "[bsn]", "[geboortedatum]", "[adres]", "[postcode]", "[telefoon]", "[e-mail]", "[rekening]",
/// "[zaaknummer]". `findings` must be of this text.
std::string replace(std::string_view utf8, const std::vector<Finding>& findings);

}  // namespace expertise
