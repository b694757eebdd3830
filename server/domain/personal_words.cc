#include "server/domain/personal_words.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/domain/personal_tables.h"

namespace expertise {

namespace {

constexpr struct {
  std::string_view name;
  WordRole role;
} role_names[] = {
    {"title", WordRole::title},
    {"short_title", WordRole::short_title},
    {"person", WordRole::person},
    {"subject", WordRole::subject},
    {"particle", WordRole::particle},
    {"bound_particle", WordRole::bound_particle},
    {"surname", WordRole::surname},
    {"common_surname", WordRole::common_surname},
    {"kin", WordRole::kin},
    {"not_a_name", WordRole::not_a_name},
    {"place", WordRole::place},
    {"first_word", WordRole::first_word},
    {"institution", WordRole::institution},
    {"before_institution", WordRole::before_institution},
    {"of_something", WordRole::of_something},
    {"institution_ending", WordRole::institution_ending},
    {"long_initial", WordRole::long_initial},
    {"bsn_word", WordRole::bsn_word},
    {"account_word", WordRole::account_word},
    {"order_word", WordRole::order_word},
    {"case_word", WordRole::case_word},
    {"own_number_word", WordRole::own_number_word},
    {"parted_number_word", WordRole::parted_number_word},
    {"number_word", WordRole::number_word},
    {"unit_word", WordRole::unit_word},
    {"phone_word", WordRole::phone_word},
    {"service_number", WordRole::service_number},
    {"desk", WordRole::desk},
    {"desk_part", WordRole::desk_part},
    {"birth_word", WordRole::birth_word},
    {"month", WordRole::month},
    {"short_month", WordRole::short_month},
    {"no_postcode", WordRole::no_postcode},
    {"never_postcode", WordRole::never_postcode},
    {"street_ending", WordRole::street_ending},
    {"perhaps_street_ending", WordRole::perhaps_street_ending},
    {"no_street", WordRole::no_street},
    {"street_particle", WordRole::street_particle},
    {"address_word", WordRole::address_word},
    {"street_beginning", WordRole::street_beginning},
    {"datum_word", WordRole::datum_word},
    {"surname_ending", WordRole::surname_ending},
    {"no_given_name_ending", WordRole::no_given_name_ending},
    {"naming_word", WordRole::naming_word},
    {"known_name", WordRole::known_name},
    {"iban_length", WordRole::iban_length},
    {"postcode_word", WordRole::postcode_word},
    {"person_verb", WordRole::person_verb},
    {"no_article", WordRole::no_article},
    {"greeting", WordRole::greeting},
    {"role_ending", WordRole::role_ending},
    {"house_addition", WordRole::house_addition},
    {"pronoun", WordRole::pronoun},
    {"aged_person", WordRole::aged_person},
    {"event_word", WordRole::event_word},
    {"before_person", WordRole::before_person},
    {"form_of_address", WordRole::form_of_address},
    {"town", WordRole::town},
    {"before_street", WordRole::before_street},
    {"placeholder", WordRole::placeholder},
};
static_assert(std::size(role_names) <= 64);

WordRole role_named(std::string_view name) {
  auto found = std::find_if(std::begin(role_names), std::end(role_names),
                            [&](const auto& each) { return each.name == name; });
  if (found == std::end(role_names))
    throw std::logic_error("words.txt: unknown list [" + std::string(name) + "]");
  return found->role;
}

class Roles {
 public:
  Roles() : words_(std::size(role_names)) {
    auto role = WordRole::title;
    for_each_table_word("words.txt", [&](std::string_view word) {
      if (word.front() == '[') {
        role = role_named(word.substr(1, word.size() - 2));
      } else {
        roles_[word] |= bit(role);
        words_[static_cast<std::size_t>(role)].push_back(word);
      }
    });
  }

  bool has(std::string_view folded, WordRole role) const {
    auto found = roles_.find(folded);
    return found != roles_.end() && (found->second & bit(role)) != 0;
  }

  const std::vector<std::string_view>& words(WordRole role) const {
    return words_[static_cast<std::size_t>(role)];
  }

 private:
  static std::uint64_t bit(WordRole role) {
    return std::uint64_t{1} << static_cast<unsigned>(role);
  }

  std::unordered_map<std::string_view, std::uint64_t> roles_;
  std::vector<std::vector<std::string_view>> words_;
};

const Roles& roles() {
  static const Roles all;
  return all;
}

}  // namespace

bool has_role(std::string_view folded, WordRole role) { return roles().has(folded, role); }

bool ends_with_role(std::string_view folded, WordRole role, std::size_t more) {
  for (std::size_t at = more; at < folded.size(); ++at) {
    if (roles().has(folded.substr(at), role)) return true;
  }
  return false;
}

bool holds_role(std::string_view folded, WordRole role) {
  const auto& words = roles().words(role);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return folded.find(word) != std::string_view::npos;
  });
}

bool begins_known_name(std::string_view first, std::string_view second) {
  return roles().has(std::string(first).append("_").append(second), WordRole::known_name);
}

}  // namespace expertise
