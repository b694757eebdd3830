#include "server/domain/personal_data.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "server/domain/personal_contact.h"
#include "server/domain/personal_dates.h"
#include "server/domain/personal_names.h"
#include "server/domain/personal_numbers.h"
#include "server/domain/personal_places.h"
#include "server/domain/personal_text.h"

namespace expertise {

namespace {

constexpr std::size_t case_number_reach = 120;

// Where two overlap, the one that says more about its form stays.
int weight(const Finding& finding) {
  static constexpr std::array<PersonalDataKind, 9> order{
      PersonalDataKind::email,         PersonalDataKind::iban,        PersonalDataKind::phone,
      PersonalDataKind::date_of_birth, PersonalDataKind::bsn,         PersonalDataKind::postcode,
      PersonalDataKind::address,       PersonalDataKind::case_number, PersonalDataKind::name};
  auto place = std::find(order.begin(), order.end(), finding.kind) - order.begin();
  // A number called BSN is one, whatever else it looks like.
  bool called_bsn = finding.kind == PersonalDataKind::bsn && finding.certainty == Certainty::sure;
  return called_bsn ? -1 : static_cast<int>(place);
}

bool by_place(const Finding& a, const Finding& b) {
  if (a.begin != b.begin) return a.begin < b.begin;
  return weight(a) < weight(b);
}

// In order of place, without overlaps.
std::vector<Finding> apart(std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(), by_place);
  std::vector<Finding> kept;
  for (const Finding& each : findings) {
    bool stays = true;
    while (!kept.empty() && kept.back().end > each.begin) {
      if (weight(kept.back()) <= weight(each)) {
        stays = false;
        break;
      }
      kept.pop_back();
    }
    if (stays) kept.push_back(each);
  }
  return kept;
}

// What its form alone, or a word beside it, makes personal.
std::vector<Finding> formed_data(std::string_view text, const std::vector<PersonalToken>& tokens) {
  std::vector<Finding> found = find_numbers(text, tokens);
  for (const auto& more : {find_contacts(text, tokens), find_places(text, tokens),
                           find_birth_dates(tokens), find_called_numbers(tokens)})
    found.insert(found.end(), more.begin(), more.end());
  return apart(std::move(found));
}

// Whether only brackets, commas and spaces lie between a name and a date behind it.
bool touches(std::string_view text, const Finding& name, const Finding& date) {
  if (date.begin < name.end || date.begin - name.end > 4) return false;
  std::string_view between = text.substr(name.end, date.begin - name.end);
  bool loose = between.find_first_not_of(" ,(") == std::string_view::npos;
  bool marked =
      name.certainty == Certainty::sure || between.find_first_of(",(") != std::string_view::npos;
  if (!loose) return false;
  std::string_view after = text.substr(date.end, 2);
  bool ends = after.empty() || after.find_first_of(",).;\n") == 0;
  return marked && ends;
}

// Dates right behind a name, case numbers not far from one.
std::vector<Finding> beside_names(std::string_view text, const std::vector<Finding>& names,
                                  const std::vector<Finding>& candidates) {
  std::vector<Finding> found;
  for (const Finding& each : candidates) {
    auto after =
        std::lower_bound(names.begin(), names.end(), each.begin,
                         [](const Finding& name, std::size_t begin) { return name.begin < begin; });
    bool beside = false;
    if (each.kind == PersonalDataKind::date_of_birth) {
      beside = after != names.begin() && touches(text, *(after - 1), each);
    } else {
      beside = (after != names.end() && after->begin < each.end + case_number_reach) ||
               (after != names.begin() && (after - 1)->end + case_number_reach > each.begin);
    }
    if (beside) found.push_back(each);
  }
  return found;
}

std::string_view replacement(PersonalDataKind kind) {
  switch (kind) {
    case PersonalDataKind::name:
      return "[persoon]";
    case PersonalDataKind::bsn:
      return "[bsn]";
    case PersonalDataKind::date_of_birth:
      return "[geboortedatum]";
    case PersonalDataKind::address:
      return "[adres]";
    case PersonalDataKind::postcode:
      return "[postcode]";
    case PersonalDataKind::phone:
      return "[telefoon]";
    case PersonalDataKind::email:
      return "[e-mail]";
    case PersonalDataKind::iban:
      return "[rekening]";
    case PersonalDataKind::case_number:
      return "[zaaknummer]";
  }
  return "[persoonsgegeven]";
}

// A, B, … Z, AA, AB, …
std::string letters(std::size_t number) {
  std::string text;
  for (++number; number > 0; number = (number - 1) / 26)
    text.insert(text.begin(), static_cast<char>('A' + (number - 1) % 26));
  return text;
}

// Who is the same person: a name of one word is the first full name with that word; a possessive
// is the name it belongs to.
class People {
 public:
  People(std::string_view text, const std::vector<Finding>& findings) {
    for (const Finding& each : findings) {
      if (each.kind != PersonalDataKind::name) continue;
      words_.push_back(name_words(personal_tokens(text.substr(each.begin, each.end - each.begin))));
    }
    for (const auto& words : words_) {
      if (words.size() < 2) continue;
      for (const std::string& word : words) full_names_.emplace(word, joined(words));
    }
  }

  /// The letter of the `index`th name; to be asked for in order.
  std::string letter(std::size_t index) {
    std::string person = person_of(words_[index]);
    auto [entry, is_new] = letters_.emplace(person, letters_.size());
    return letters(entry->second);
  }

 private:
  static std::string joined(const std::vector<std::string>& words) {
    std::string name;
    for (const std::string& word : words) name.append(word).append(" ");
    return name;
  }

  std::string person_of(const std::vector<std::string>& words) const {
    if (words.size() != 1) return joined(words);
    std::string word = words.front();
    auto full = full_names_.find(word);
    if (full == full_names_.end() && word.size() > 3 && word.back() == 's') {
      full = full_names_.find(word.substr(0, word.size() - 1));
      std::string owner = word.substr(0, word.size() - 1).append(" ");
      if (full == full_names_.end() && letters_.count(owner)) return owner;
    }
    return full == full_names_.end() ? word.append(" ") : full->second;
  }

  std::vector<std::vector<std::string>> words_;
  std::unordered_map<std::string, std::string> full_names_;
  std::unordered_map<std::string, std::size_t> letters_;
};

}  // namespace

std::vector<Finding> find_personal_data(std::string_view utf8) {
  const std::vector<PersonalToken> tokens = personal_tokens(utf8);
  std::vector<Finding> formed = formed_data(utf8, tokens);
  std::vector<Finding> candidates = find_data_beside_names(tokens);
  std::vector<Finding> anchors = formed;
  anchors.insert(anchors.end(), candidates.begin(), candidates.end());
  std::vector<Finding> names = find_names(tokens, apart(std::move(anchors)));
  std::vector<Finding> all = beside_names(utf8, names, candidates);
  all.insert(all.end(), formed.begin(), formed.end());
  all.insert(all.end(), names.begin(), names.end());
  return apart(std::move(all));
}

std::string replace(std::string_view utf8, const std::vector<Finding>& findings) {
  People people(utf8, findings);
  std::string text;
  std::size_t at = 0;
  std::size_t names = 0;
  for (const Finding& each : findings) {
    text.append(utf8.substr(at, each.begin - at));
    if (each.kind == PersonalDataKind::name) {
      text.append("[persoon ").append(people.letter(names++)).append("]");
    } else {
      text.append(replacement(each.kind));
    }
    at = each.end;
  }
  return text.append(utf8.substr(at));
}

}  // namespace expertise
