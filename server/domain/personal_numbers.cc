#include "server/domain/personal_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "server/domain/personal_nearby.h"

namespace expertise {

using namespace nearby;

namespace {

using Tokens = std::vector<PersonalToken>;

// A number that stands by itself: no letter, digit or decimal glued to its ends.
bool stands_alone(const Tokens& tokens, std::size_t first, std::size_t last) {
  const PersonalToken& begin = tokens[first];
  if (!begin.spaced && first > 0) {
    const PersonalToken& before = tokens[first - 1];
    if (!(before.kind == PersonalToken::Kind::sign)) return false;
    bool joins = before.is_sign(".") || before.is_sign(",") || before.is_sign("-") ||
                 before.is_sign("/") || before.is_sign("+");
    if (joins && !before.spaced && first > 1 && tokens[first - 2].is_number()) return false;
  }
  if (last + 1 >= tokens.size() || tokens[last + 1].spaced) return true;
  const PersonalToken& after = tokens[last + 1];
  if (after.kind != PersonalToken::Kind::sign) return false;
  bool joins = after.is_sign(".") || after.is_sign(",") || after.is_sign("-") || after.is_sign("/");
  return !(joins && last + 2 < tokens.size() && tokens[last + 2].is_number() &&
           !tokens[last + 2].spaced);
}

// Numbers that follow each other with one separator between them.
struct Groups {
  std::array<std::size_t, 8> token{};
  std::array<std::size_t, 8> digits{};
  std::size_t count = 0;
  bool one_separator = true;
  bool spaces = false;
};

Groups groups_from(const Tokens& tokens, std::size_t first) {
  Groups groups;
  std::string_view separator;
  std::size_t at = first;
  while (groups.count < groups.token.size()) {
    groups.token[groups.count] = at;
    groups.digits[groups.count++] = tokens[at].size();
    if (at + 1 >= tokens.size()) break;
    const PersonalToken& next = tokens[at + 1];
    std::string_view found;
    std::size_t step = 0;
    if (next.is_number() && next.begin - tokens[at].end <= 2) {
      found = " ";
      step = 1;
    } else if ((next.is_sign(".") || next.is_sign("-")) && !next.spaced && at + 2 < tokens.size() &&
               tokens[at + 2].is_number() && !tokens[at + 2].spaced) {
      found = next.folded;
      step = 2;
    } else {
      break;
    }
    if (groups.count == 1) {
      separator = found;
      groups.spaces = found == " ";
    }
    groups.one_separator = groups.one_separator && found == separator;
    at += step;
  }
  return groups;
}

class Numbers {
 public:
  Numbers(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::vector<Finding> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is_word()) iban(i);
      if (!tokens_[i].is_number()) continue;
      bsn(i);
      account(i);
    }
    return std::move(found_);
  }

 private:
  void add(PersonalDataKind kind, std::size_t begin, std::size_t end, Certainty certainty) {
    found_.push_back({kind, begin, end, certainty});
  }

  // Citizen service number.
  void bsn(std::size_t i) {
    bool said = stands_behind(tokens_, i, WordRole::bsn_word);
    Groups groups = groups_from(tokens_, i);
    std::string digits;
    for (std::size_t k = 0; k < groups.count; ++k) {
      digits += tokens_[groups.token[k]].folded;
      std::size_t last = groups.token[k];
      if (digits.size() > 9) return;
      bool whole = digits.size() == 9 || (digits.size() == 8 && said && k + 1 == groups.count);
      if (!whole) continue;
      bool usual = k == 0 || (groups.one_separator && k == 2 &&
                              ((groups.digits[0] == 3 && groups.digits[1] == 3) ||
                               (groups.digits[0] == 4 && groups.digits[1] == 2)));
      bool ends = k + 1 == groups.count || (groups.spaces && (said || k == 0));
      if (!ends || (!usual && !said) || !stands_alone(tokens_, i, last)) return;
      bool inside =
          i > 0 && tokens_[i - 1].is_number() && tokens_[i].begin - tokens_[i - 1].end <= 2;
      if (k > 0 && !said && inside) return;
      if (!said) said = stands_before(tokens_, last, WordRole::bsn_word, 3);
      bool sound = passes_eleven_test(digits.size() == 8 ? "0" + digits : digits);
      if (!said && (!sound || is_other_number(i))) return;
      add(PersonalDataKind::bsn, tokens_[i].begin, tokens_[last].end,
          said && sound ? Certainty::sure : Certainty::likely);
      return;
    }
  }

  // An amount, an order, a bill: numbers that pass by chance.
  bool is_other_number(std::size_t i) const {
    if (i > 0 && (tokens_[i - 1].is_sign("€") || tokens_[i - 1].is_sign("#"))) return true;
    return stands_behind(tokens_, i, WordRole::order_word, 4) ||
           stands_behind(tokens_, i, WordRole::case_word, 4) ||
           stands_behind(tokens_, i, WordRole::account_word, 3) ||
           stands_before(tokens_, i, WordRole::unit_word, 1);
  }

  void iban(std::size_t i) {
    const PersonalToken& country = tokens_[i];
    if (country.size() != 2 || i + 1 >= tokens_.size() || !tokens_[i + 1].is_number() ||
        tokens_[i + 1].begin - country.end > 1 || tokens_[i + 1].size() < 2)
      return;
    if (i > 0 && !country.spaced && tokens_[i - 1].kind != PersonalToken::Kind::sign) return;
    std::string account;
    std::size_t end = country.begin;
    std::size_t gap = 0;
    for (std::size_t at = country.begin; at < text_.size() && account.size() < 34; ++at) {
      char c = text_[at];
      if (is_digit(c) || is_ascii_letter(c)) {
        account += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        gap = 0;
        bool goes_on =
            at + 1 < text_.size() && (is_digit(text_[at + 1]) || is_ascii_letter(text_[at + 1]));
        if (!goes_on && is_iban(account)) {
          add(PersonalDataKind::iban, country.begin, at + 1, Certainty::sure);
          return;
        }
        if (!goes_on && account.size() == 18) end = at + 1;
      } else if ((c == ' ' || c == '.' || c == '-') && gap == 0) {
        ++gap;
      } else {
        break;
      }
    }
    if (end > country.begin && has_dutch_form(account))
      add(PersonalDataKind::iban, country.begin, end, Certainty::likely);
  }

  // NL, two digits, four letters, ten digits: an account with a slip of the pen.
  static bool has_dutch_form(std::string_view account) {
    if (account.size() < 18 || account.substr(0, 2) != "NL") return false;
    return std::all_of(account.begin() + 4, account.begin() + 8, is_ascii_letter) &&
           std::all_of(account.begin() + 8, account.begin() + 18, is_digit);
  }

  // An account without letters, known by the word before it.
  void account(std::size_t i) {
    if (!stands_behind(tokens_, i, WordRole::account_word, 4)) return;
    if (i > 0 && !tokens_[i].spaced && tokens_[i - 1].is_word()) return;
    Groups groups = groups_from(tokens_, i);
    std::size_t digits = 0;
    for (std::size_t k = 0; k < groups.count; ++k) digits += groups.digits[k];
    std::size_t last = groups.token[groups.count - 1];
    if (digits >= 7 && digits <= 10)
      add(PersonalDataKind::iban, tokens_[i].begin, tokens_[last].end, Certainty::likely);
  }

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<Finding> found_;
};

}  // namespace

bool passes_eleven_test(std::string_view nine_digits) {
  if (nine_digits.size() != 9) return false;
  int sum = 0;
  bool zeros = true;
  for (std::size_t k = 0; k < 9; ++k) {
    if (!is_digit(nine_digits[k])) return false;
    int digit = nine_digits[k] - '0';
    zeros = zeros && digit == 0;
    sum += k == 8 ? -digit : (9 - static_cast<int>(k)) * digit;
  }
  return !zeros && sum % 11 == 0;
}

bool is_iban(std::string_view account) {
  std::string form = std::string(account.substr(0, 2)).append(std::to_string(account.size()));
  if (!has_role(form, WordRole::iban_length)) return false;
  std::string turned = std::string(account.substr(4)).append(account.substr(0, 4));
  int rest = 0;
  for (char c : turned) {
    if (is_digit(c)) {
      rest = (rest * 10 + (c - '0')) % 97;
    } else if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    } else {
      return false;
    }
  }
  return rest == 1;
}

std::vector<Finding> find_numbers(std::string_view text, const Tokens& tokens) {
  return Numbers(text, tokens).find();
}

}  // namespace expertise
