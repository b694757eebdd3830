#include "server/domain/personal_contact.h"

#include <algorithm>
#include <array>
#include <string>

#include "server/domain/personal_nearby.h"

namespace expertise {

using namespace nearby;

namespace {

using Tokens = std::vector<PersonalToken>;

constexpr std::size_t most_separators = 3;

class Contacts {
 public:
  Contacts(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::vector<Finding> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is_sign("@")) email(i);
      if (tokens_[i].folded == "apenstaartje" || tokens_[i].folded == "apestaartje")
        spoken_email(i);
      if (starts_phone(i)) phone(i);
    }
    return std::move(found_);
  }

 private:
  void add(PersonalDataKind kind, std::size_t begin, std::size_t end, Certainty certainty) {
    found_.push_back({kind, begin, end, certainty});
  }

  bool starts_phone(std::size_t i) const {
    const PersonalToken& token = tokens_[i];
    bool glued = !token.spaced && i > 0 && tokens_[i - 1].kind != PersonalToken::Kind::sign;
    if (glued) return false;
    if (token.is_sign("+"))
      return i + 1 < tokens_.size() && tokens_[i + 1].is_number() && !tokens_[i + 1].spaced;
    if (token.is_sign("(")) {
      return i + 1 < tokens_.size() && tokens_[i + 1].is_number() && tokens_[i + 1].size() <= 4 &&
             tokens_[i + 1].folded[0] == '0';
    }
    return token.is_number() &&
           (token.folded[0] == '0' || stands_behind(tokens_, i, WordRole::phone_word, 3));
  }

  struct Dialled {
    std::string digits;
    std::array<std::size_t, 24> ends{};    // bytes, by number of digits
    std::array<std::size_t, 24> starts{};  // where each group of digits begins, by group
    std::size_t groups = 0;
  };

  Dialled dialled(std::size_t at) const {
    Dialled result;
    std::size_t separators = 0;
    bool in_group = false;
    for (; at < text_.size() && result.digits.size() < 16; ++at) {
      char c = text_[at];
      if (is_digit(c)) {
        if (!in_group && result.groups < result.starts.size())
          result.starts[result.groups++] = result.digits.size();
        in_group = true;
        separators = 0;
        result.digits += c;
        bool goes_on = at + 1 < text_.size() && is_digit(text_[at + 1]);
        result.ends[result.digits.size()] = goes_on ? 0 : at + 1;
        continue;
      }
      in_group = false;
      bool separates = c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' ||
                       c == '\xc2' || c == '\xa0' || c == '\xe2' || c == '\x80' || c == '\x93';
      if (!separates || ++separators > most_separators) break;
    }
    return result;
  }

  static bool is_service_number(std::string_view digits) {
    return has_role(digits.substr(0, 3), WordRole::service_number) ||
           has_role(digits.substr(0, 4), WordRole::service_number);
  }

  // dd-mm-yyyy with something behind it.
  static bool begins_with_date(const Dialled& number) {
    auto group = [&](std::size_t k) {
      std::size_t end = k + 1 < number.groups ? number.starts[k + 1] : number.digits.size();
      return std::string_view(number.digits).substr(number.starts[k], end - number.starts[k]);
    };
    if (number.groups < 3 || group(0).size() > 2 || group(1).size() > 2) return false;
    return group(2).size() == 4 && (group(2).substr(0, 2) == "19" || group(2).substr(0, 2) == "20");
  }

  void phone(std::size_t i) {
    const PersonalToken& token = tokens_[i];
    std::size_t begin = token.begin;
    bool plus = token.is_sign("+");
    Dialled number = dialled(token.is_number() ? begin : token.end);
    if (begins_with_date(number)) return;
    if (token.is_number() && i > 0 && !token.spaced &&
        (tokens_[i - 1].is_sign(".") || tokens_[i - 1].is_sign(",")))
      return;
    if (plus || (number.digits.substr(0, 2) == "00" && number.digits.size() >= 11)) {
      for (std::size_t count = 15; count >= 9; --count) {
        if (count >= number.digits.size() + 1 || number.ends[count] == 0) continue;
        if (!plus && count < 11) continue;
        bool dutch = number.digits.substr(0, plus ? 2 : 4) == (plus ? "31" : "0031");
        std::size_t most = (plus ? 11u : 13u) + (number.digits.find("310") == (plus ? 0u : 2u));
        if (dutch && count > most) continue;
        return add(PersonalDataKind::phone, begin, number.ends[count], Certainty::sure);
      }
      return;
    }
    national_phone(i, begin, number);
  }

  void national_phone(std::size_t i, std::size_t begin, const Dialled& number) {
    bool said = stands_behind(tokens_, i, WordRole::phone_word, 4);
    const std::string& digits = number.digits;
    if (digits.empty()) return;
    if (digits[0] == '0' && digits.size() >= 10 && number.ends[10] != 0 && digits[1] != '0') {
      if (is_service_number(digits)) return;
      std::size_t first = number.groups > 1 ? number.starts[1] : digits.size();
      bool form = first >= 10 || (first == 2 && digits[1] == '6') || first == 3 || first == 4 ||
                  (first == 1 && digits[1] == '6');
      if (!form || (!said && is_order(i))) return;
      return add(PersonalDataKind::phone, begin, number.ends[10], Certainty::sure);
    }
    if (!said || is_order(i) || is_service_number(digits)) return;
    // A number with a slip of the pen, or without its area.
    std::size_t least = digits[0] == '0' ? 9 : 6;
    for (std::size_t count = std::min<std::size_t>(digits.size(), 11); count >= least; --count) {
      if (number.ends[count] == 0) continue;
      bool formed = digits[0] == '0' || (number.groups == 1 && count <= 8) || count == 9;
      if (!formed || stands_behind(tokens_, i, WordRole::bsn_word)) return;
      return add(PersonalDataKind::phone, begin, number.ends[count], Certainty::likely);
    }
  }

  bool is_order(std::size_t i) const {
    return stands_behind(tokens_, i, WordRole::order_word, 4) ||
           stands_behind(tokens_, i, WordRole::case_word, 4) ||
           stands_behind(tokens_, i, WordRole::account_word, 4);
  }

  static bool is_local(char c) {
    return is_digit(c) || is_ascii_letter(c) || c == '.' || c == '_' || c == '-' || c == '+' ||
           c == '%' || static_cast<unsigned char>(c) >= 0xc3;
  }

  // Addresses of functions and desks lead to no person.
  static bool is_desk(std::string_view local) {
    return has_role(local, WordRole::desk) || holds_role(local, WordRole::desk_part);
  }

  void email(std::size_t i) {
    constexpr std::size_t most_local = 64;
    constexpr std::size_t most_domain = 255;
    std::size_t at = tokens_[i].begin;
    std::size_t begin = at;
    auto continues = [&](char c) {
      return is_local(c) || (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    };
    while (begin > 0 && at - begin < most_local && continues(text_[begin - 1])) --begin;
    while (begin < at && (!is_local(text_[begin]) || text_[begin] == '.')) ++begin;
    std::size_t end = at + 1;
    std::size_t dot = 0;
    while (end < text_.size() && end - at < most_domain &&
           (is_digit(text_[end]) || is_ascii_letter(text_[end]) || text_[end] == '-' ||
            text_[end] == '.')) {
      if (text_[end] == '.') dot = end;
      ++end;
    }
    while (end > at + 1 && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    if (begin == at || end == at + 1) return;
    std::string local = folded_letters(text_.substr(begin, at - begin));
    if (is_desk(local)) return;
    bool domain = dot > at && dot + 2 < end + 1 && dot < end;
    if (!domain && end - at < 4) return;
    add(PersonalDataKind::email, begin, end, domain ? Certainty::sure : Certainty::likely);
  }

  // "jan punt jansen apenstaartje voorbeeld punt nl"
  void spoken_email(std::size_t i) {
    if (i == 0 || i + 1 >= tokens_.size() || !tokens_[i - 1].is_word() || !tokens_[i + 1].is_word())
      return;
    std::size_t first = i - 1;
    while (first >= 2 && i - first < 9 && is_point(tokens_[first - 1]) &&
           tokens_[first - 2].is_word())
      first -= 2;
    std::size_t last = i + 1;
    while (last + 2 < tokens_.size() && last - i < 9 && is_point(tokens_[last + 1]) &&
           tokens_[last + 2].is_word() &&
           (tokens_[last + 1].is_word() || !tokens_[last + 2].spaced))
      last += 2;
    if (last == i + 1) return;
    add(PersonalDataKind::email, tokens_[first].begin, tokens_[last].end, Certainty::likely);
  }

  static bool is_point(const PersonalToken& token) {
    return token.folded == "punt" || (token.is_sign(".") && !token.spaced);
  }

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> find_contacts(std::string_view text, const Tokens& tokens) {
  return Contacts(text, tokens).find();
}

}  // namespace expertise
