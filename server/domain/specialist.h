// A specialist (professional, expert by experience or volunteer) as the pool knows them: the
// profile, how to reach them, and the agreements without which nobody is invited. Hours and leave
// are in availability.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/domain/availability.h"
#include "server/domain/code.h"
#include "server/domain/consultation.h"
#include "server/domain/env.h"
#include "server/domain/id.h"
#include "server/domain/refusal.h"

namespace expertise {

enum class KnowledgeKind { professional, experience, volunteer };

template <>
inline constexpr CodeTable<KnowledgeKind, 3> codes<KnowledgeKind>{
    {{KnowledgeKind::professional, "professional"},
     {KnowledgeKind::experience, "experience"},
     {KnowledgeKind::volunteer, "volunteer"}}};

/// Confidentiality agreement, certificate of conduct (VOG), privacy covenant: local dates
/// `YYYY-MM-DD` until which each holds, that day included; empty = not given.
struct Agreements {
  std::string confidentiality_until;
  std::string conduct_until;
  std::string covenant_until;

  bool operator==(const Agreements&) const = default;
};

struct Specialist {
  SpecialistId id;
  MunicipalityId municipality;
  /// The key in the file it was imported from; unique in the municipality when not empty.
  std::string external_id;
  std::string name;
  std::string title;
  std::string organisation;
  std::string summary;
  std::vector<std::string> topics;
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> age_groups;
  std::vector<std::string> target_groups;
  /// ISO 639 codes where there is one, else the name as given.
  std::vector<std::string> languages;
  /// Names of neighbourhoods served; empty = everywhere in the municipality.
  std::vector<std::string> neighbourhoods;
  std::vector<Way> ways;
  KnowledgeKind knowledge = KnowledgeKind::professional;
  std::string phone;
  std::string email;
  /// When phoning is welcome, in the specialist's own words.
  std::string contact_times;
  Agreements agreements;
  Availability availability;
  /// Left the pool: kept for the log, never found or invited.
  bool active = true;
  std::int64_t revision = 1;

  bool operator==(const Specialist&) const = default;
};

struct SpecialistLimits {
  static constexpr std::size_t name_characters = 120;
  static constexpr std::size_t title_characters = 160;
  static constexpr std::size_t organisation_characters = 160;
  static constexpr std::size_t summary_characters = 4000;
  static constexpr std::size_t list_entries = 60;
  static constexpr std::size_t entry_characters = 120;
  static constexpr std::size_t phone_characters = 40;
  static constexpr std::size_t external_id_characters = 80;
};

/// Every fault in the profile itself, with its place as a JSON pointer of the API's body; empty
/// when sound. Texts are checked for valid UTF-8, control characters and length in characters.
std::vector<Fault> faults(const Specialist& specialist);

/// ISO 639 code of a language given by code or by its Dutch or English name ("Turks" -> "tr"); a
/// name that is not known is kept as it is.
std::string language_code(std::string_view name_or_code);

/// The first agreement that is missing or past on the local date `today`, as the code
/// `confidentiality`, `conduct` or `covenant`; nothing when all hold.
std::optional<std::string> lacking_agreement(const Agreements& agreements, std::string_view today);

}  // namespace expertise
