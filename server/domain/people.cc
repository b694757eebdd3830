#include "server/domain/people.h"

#include <algorithm>

#include "server/domain/local_time.h"
#include "server/domain/text.h"

namespace expertise {

namespace {

constexpr TextLimits name_limits{.least = 1, .most = PeopleLimits::name_characters};

std::string at(std::string_view list, std::size_t index) {
  return std::string(list) + '/' + std::to_string(index);
}

// More entries than `most`, and entries that were there before.
template <class Entry>
void check_list(const std::vector<Entry>& entries, std::size_t most, std::string_view place,
                std::vector<Fault>& found) {
  if (entries.size() > most) {
    found.push_back({std::string(place), "too_many", {{"limit", std::to_string(most)}}});
    return;
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto here = entries.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(entries.begin(), here, *here) != here)
      found.push_back({at(place, i), "duplicate"});
  }
}

bool is_atom_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Parts divided by dots, none of them empty.
template <class IsSound>
bool is_dotted(std::string_view text, std::size_t part_most, IsSound is_sound) {
  std::size_t part = 0;
  for (char c : text) {
    if (c == '.') {
      if (part == 0) return false;
      part = 0;
    } else if (!is_sound(c) || ++part > part_most) {
      return false;
    }
  }
  return part > 0;
}

bool is_domain(std::string_view text) {
  constexpr std::size_t label_most = 63;
  if (text.find('.') == std::string_view::npos || text.front() == '-' || text.back() == '-')
    return false;
  if (text.find(".-") != std::string_view::npos || text.find("-.") != std::string_view::npos)
    return false;
  return is_dotted(text, label_most, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

std::vector<Fault> faults(const Municipality& municipality) {
  std::vector<Fault> found;
  check_text(municipality.name, name_limits, "/name", found);
  check_text(municipality.region, {.most = PeopleLimits::name_characters}, "/region", found);
  check_list(municipality.closing_days, PeopleLimits::closing_days, "/closingDays", found);
  for (std::size_t i = 0; i < municipality.closing_days.size(); ++i) {
    if (!parse_local_date(municipality.closing_days[i]))
      found.push_back({at("/closingDays", i), "not_a_date"});
  }
  return found;
}

std::vector<Fault> faults(const Neighbourhood& neighbourhood) {
  std::vector<Fault> found;
  check_text(neighbourhood.name, name_limits, "/name", found);
  return found;
}

std::vector<Fault> faults(const Team& team) {
  std::vector<Fault> found;
  check_text(team.name, name_limits, "/name", found);
  check_list(team.neighbourhoods, PeopleLimits::neighbourhoods_of_a_team, "/neighbourhoods", found);
  return found;
}

std::vector<Fault> faults(const Group& group) {
  std::vector<Fault> found;
  check_text(group.name, name_limits, "/name", found);
  check_list(group.members, PeopleLimits::members_of_a_group, "/members", found);
  return found;
}

std::vector<Fault> faults(const User& user) {
  std::vector<Fault> found;
  check_text(user.name, name_limits, "/name", found);
  if (user.email.empty()) {
    found.push_back({"/email", "required"});
  } else if (normal_email(user.email) != user.email) {
    found.push_back({"/email", "not_an_email"});
  }
  if (user.roles.empty()) found.push_back({"/roles", "required"});
  check_list(user.roles, codes<Role>.size(), "/roles", found);
  check_list(user.teams, PeopleLimits::teams_of_a_user, "/teams", found);
  return found;
}

std::optional<std::string> normal_email(std::string_view text) {
  constexpr std::size_t local_most = 64;
  std::string address(trimmed(text));
  if (address.size() > PeopleLimits::email_bytes) return std::nullopt;
  for (char& c : address) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::size_t divide = address.find('@');
  if (divide == std::string::npos || divide > local_most) return std::nullopt;
  std::string_view local = std::string_view(address).substr(0, divide);
  std::string_view domain = std::string_view(address).substr(divide + 1);
  if (!is_dotted(local, local_most, is_atom_character) || domain.empty() || !is_domain(domain))
    return std::nullopt;
  return address;
}

}  // namespace expertise
