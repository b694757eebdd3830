// What is known to search about one specialist, as plain values. Whoever owns the specialists maps
// them to this; search knows no ids, rights or availability beyond what stands here.
#pragma once

#include <string>
#include <vector>

namespace expertise::search {

/// One specialist as search sees it. All text is UTF-8; lists may be empty.
struct Profile {
  std::string id;            ///< the caller's key, opaque here; not empty, at most 200 bytes
  std::string external_id;   ///< the key in the system the profile came from
  std::string municipality;  ///< the caller's key of the municipality; every question names some
  std::string name;
  std::string title;
  std::string organisation;
  std::string summary;
  std::vector<std::string> topics;         ///< in the specialist's own words, or topic codes
  std::vector<std::string> life_domains;   ///< names of the 13 domains of the ZRM
  std::vector<std::string> laws;           ///< as people write them: "Wmo 2015", "Jeugdwet"
  std::vector<std::string> age_groups;     ///< "0-4", "16-27", "65+", "volwassenen"
  std::vector<std::string> target_groups;  ///< free words: "nieuwkomers", "mantelzorgers"
  std::vector<std::string> languages;      ///< codes or Dutch names: "nl", "Engels"
  std::vector<std::string> neighbourhoods;
  std::vector<std::string> ways;            ///< of consulting: "phone", "written", "together"
  std::vector<std::string> knowledge_kind;  ///< "professional", "experience", "volunteer"

  bool operator==(const Profile&) const = default;
};

}  // namespace expertise::search
