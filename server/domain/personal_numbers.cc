#include "server/domain/personal_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

namespace expertise {

namespace {

using Tokens = std::vector<PersonalToken>;

constexpr std::size_t most_separators = 3;
constexpr std::size_t words_around = 6;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 9> bsn_words{
    "bsn",  "burgerservicenummer", "burgerservicenr", "bsnnummer",    "bsnnr",
    "sofi", "sofinummer",          "sofinr",          "servicenummer"};
constexpr std::array<std::string_view, 9> account_words{
    "rekening",     "rekeningnummer", "rekeningnr",        "reknr", "rek", "iban",
    "bankrekening", "giro",           "bankrekeningnummer"};
constexpr std::array<std::string_view, 15> phone_words{
    "tel",          "telefoon", "telefoonnummer", "telefoonnr", "telnr", "mobiel",
    "mobielnummer", "gsm",      "bellen",         "belt",       "bel",   "telnummer",
    "bereikbaar",   "appen",    "whatsapp"};
constexpr std::array<std::string_view, 8> birth_words{
    "geb", "geboren", "geboortedatum", "gebdatum", "gebdat", "geboortedag", "dob", "geboorte"};
constexpr std::array<std::string_view, 22> order_words{
    "ordernummer",   "ordernr",      "order",      "factuurnummer",    "factuurnr",
    "factuur",       "bestelnummer", "bestelling", "klantnummer",      "polisnummer",
    "kvk",           "kvknummer",    "agb",        "agbcode",          "big",
    "artikelnummer", "kenmerk",      "referentie", "betalingskenmerk", "meldingsnummer",
    "ticketnummer",  "serienummer"};
constexpr std::array<std::string_view, 19> case_words{
    "zaaknummer",    "zaaknr",      "zaak",
    "dossiernummer", "dossiernr",   "dossier",
    "clientnummer",  "clientnr",    "kenmerk",
    "patientnummer", "patientnr",   "registratienummer",
    "polisnummer",   "klantnummer", "casusnummer",
    "casusnr",       "vnummer",     "beschikkingsnummer",
    "aanvraagnummer"};
constexpr std::array<std::string_view, 22> unit_words{
    "jaar",    "jaren",    "jarige", "keer", "maal",    "maanden",  "maand", "weken",
    "dagen",   "dag",      "uur",    "uren", "minuten", "kinderen", "kind",  "euro",
    "procent", "personen", "mensen", "km",   "meter",   "gezinnen"};
constexpr std::array<std::string_view, 12> months{"januari",   "februari", "maart",    "april",
                                                  "mei",       "juni",     "juli",     "augustus",
                                                  "september", "oktober",  "november", "december"};
constexpr std::array<std::string_view, 12> short_months{"jan", "feb", "mrt", "apr", "mei", "jun",
                                                        "jul", "aug", "sep", "okt", "nov", "dec"};

// Two capitals behind four digits that are no postcode: units, eras, laws, institutions.
constexpr std::array<std::string_view, 60> no_postcode{
    "ad", "bc", "eu", "vn", "vs", "uk", "us", "iq", "id", "tv", "pc", "ww", "bv", "nv", "km",
    "kg", "mg", "ml", "cm", "mm", "gb", "mb", "tb", "kb", "pk", "cv", "wo", "rt", "om", "bw",
    "sr", "ap", "ai", "it", "hr", "pi", "po", "vo", "so", "sw", "sv", "bb", "gz", "ot", "pw",
    "is", "in", "en", "op", "of", "te", "ze", "we", "er", "al", "na", "nu", "zo", "nr", "st"};
// Those that are none with a number behind them either.
constexpr std::array<std::string_view, 24> never_postcode{
    "ad", "bc", "eu", "km", "kg", "mg", "ml", "cm", "mm", "is", "in", "en",
    "op", "of", "te", "ze", "we", "er", "al", "na", "nu", "zo", "nr", "om"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

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

// One of the words in the six tokens before `at`, in the same line.
template <std::size_t N>
bool stands_behind(const Tokens& tokens, std::size_t at,
                   const std::array<std::string_view, N>& words, std::size_t reach = words_around) {
  for (std::size_t k = 1; k <= reach && k <= at; ++k) {
    const PersonalToken& each = tokens[at - k];
    if (each.is_sign("\n")) return false;
    if (each.is_word() && is_one_of(each.folded, words)) return true;
  }
  return false;
}

// One of the words in the few tokens after `at`, in the same sentence.
template <std::size_t N>
bool stands_before(const Tokens& tokens, std::size_t at,
                   const std::array<std::string_view, N>& words, std::size_t reach) {
  for (std::size_t k = 1; k <= reach && at + k < tokens.size(); ++k) {
    const PersonalToken& each = tokens[at + k];
    if (each.is_sign("\n") || each.is_sign(".")) return false;
    if (each.is_word() && is_one_of(each.folded, words)) return true;
  }
  return false;
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

class FormedData {
 public:
  FormedData(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::vector<Finding> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is_sign("@")) email(i);
      if (tokens_[i].folded == "apenstaartje" || tokens_[i].folded == "apestaartje")
        spoken_email(i);
      if (tokens_[i].is_word()) iban(i);
      if (starts_phone(i)) phone(i);
      if (!tokens_[i].is_number()) continue;
      bsn(i);
      account(i);
      postcode(i);
      address(i);
    }
    return std::move(found_);
  }

 private:
  void add(PersonalDataKind kind, std::size_t begin, std::size_t end, Certainty certainty) {
    found_.push_back({kind, begin, end, certainty});
  }

  // Citizen service number.
  void bsn(std::size_t i) {
    bool said = stands_behind(tokens_, i, bsn_words);
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
      if (!said) said = stands_before(tokens_, last, bsn_words, 3);
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
    return stands_behind(tokens_, i, order_words, 4) || stands_behind(tokens_, i, case_words, 4) ||
           stands_behind(tokens_, i, account_words, 3) || stands_before(tokens_, i, unit_words, 1);
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
    if (!stands_behind(tokens_, i, account_words, 4)) return;
    if (i > 0 && !tokens_[i].spaced && tokens_[i - 1].is_word()) return;
    Groups groups = groups_from(tokens_, i);
    std::size_t digits = 0;
    for (std::size_t k = 0; k < groups.count; ++k) digits += groups.digits[k];
    std::size_t last = groups.token[groups.count - 1];
    if (digits >= 7 && digits <= 10)
      add(PersonalDataKind::iban, tokens_[i].begin, tokens_[last].end, Certainty::likely);
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
           (token.folded[0] == '0' || stands_behind(tokens_, i, phone_words, 3));
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
    static constexpr std::array<std::string_view, 8> services{"0800", "0900", "0906", "0909",
                                                              "084",  "085",  "087",  "088"};
    return std::any_of(services.begin(), services.end(), [&](std::string_view each) {
      return digits.substr(0, each.size()) == each;
    });
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
    bool said = stands_behind(tokens_, i, phone_words, 4);
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
      if (!formed || stands_behind(tokens_, i, bsn_words)) return;
      return add(PersonalDataKind::phone, begin, number.ends[count], Certainty::likely);
    }
  }

  bool is_order(std::size_t i) const {
    return stands_behind(tokens_, i, order_words, 4) || stands_behind(tokens_, i, case_words, 4) ||
           stands_behind(tokens_, i, account_words, 4);
  }

  static bool is_local(char c) {
    return is_digit(c) || is_ascii_letter(c) || c == '.' || c == '_' || c == '-' || c == '+' ||
           c == '%' || static_cast<unsigned char>(c) >= 0xc3;
  }

  // Addresses of functions and desks lead to no person.
  static bool is_desk(std::string_view local) {
    static constexpr std::array<std::string_view, 22> desks{
        "info",     "contact",        "post",         "postbus",       "noreply",  "no-reply",
        "receptie", "balie",          "secretariaat", "administratie", "wijkteam", "team",
        "helpdesk", "klantenservice", "aanmelden",    "aanmelding",    "gemeente", "mail",
        "support",  "privacy",        "klachten",     "redactie"};
    static constexpr std::array<std::string_view, 12> parts{
        "klacht", "meldpunt", "vraag",    "loket",   "service", "secretariaat",
        "info",   "balie",    "receptie", "contact", "noreply", "aanbesteding"};
    return is_one_of(local, desks) ||
           std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
             return local.find(part) != std::string_view::npos;
           });
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

  // A house number at `i`, or nothing: one to five digits, with a letter or an addition.
  std::optional<std::size_t> house_number_end(std::size_t i) const {
    if (i >= tokens_.size() || !tokens_[i].is_number() || tokens_[i].size() > 5 ||
        tokens_[i].folded[0] == '0')
      return std::nullopt;
    std::size_t end = tokens_[i].end;
    std::size_t next = i + 1;
    if (next < tokens_.size() && !tokens_[next].spaced) {
      const PersonalToken& glued = tokens_[next];
      if (glued.is_word()) {
        if (glued.size() > 3 || glued.folded == "e" || glued.folded == "de" ||
            glued.folded == "ste" || glued.folded == "x" || glued.folded == "cm")
          return std::nullopt;
        end = glued.end;
        ++next;
      } else if (glued.is_sign("-") || glued.is_sign("/")) {
        if (next + 1 < tokens_.size() && !tokens_[next + 1].spaced &&
            tokens_[next + 1].size() <= 4) {
          // "12-jarige"
          if (tokens_[next + 1].is_word() && tokens_[next + 1].size() > 2) return std::nullopt;
          end = tokens_[next + 1].end;
          next += 2;
        }
      } else if (glued.is_sign(":") || glued.is_sign("%") || glued.is_sign("+")) {
        if (glued.is_sign(":") && (next + 1 >= tokens_.size() || tokens_[next + 1].spaced))
          return end;
        return std::nullopt;
      }
    }
    if (next < tokens_.size() && tokens_[next].is_word() &&
        (is_one_of(tokens_[next].folded, unit_words)))
      return std::nullopt;
    return end;
  }

  // Past "nr.", "huisnummer", a comma.
  std::size_t past_number_word(std::size_t i) const {
    for (int k = 0; k < 3 && i < tokens_.size(); ++k) {
      const PersonalToken& token = tokens_[i];
      bool skip = token.is_sign(",") || token.is_sign(".") || token.folded == "nr" ||
                  token.folded == "nummer" || token.folded == "huisnummer" ||
                  token.folded == "huisnr" || token.folded == "no";
      if (!skip) break;
      ++i;
    }
    return i;
  }

  void postcode(std::size_t i) {
    const PersonalToken& number = tokens_[i];
    if (number.size() != 4 || number.folded[0] == '0' || i + 1 >= tokens_.size()) return;
    const PersonalToken& letters = tokens_[i + 1];
    if (!letters.is_word() || letters.size() != 2 || letters.folded.size() != 2 ||
        letters.begin - number.end > 1)
      return;
    if (!number.spaced && i > 0 &&
        (tokens_[i - 1].kind != PersonalToken::Kind::sign || tokens_[i - 1].is_sign("€")))
      return;
    if (i > 0 && tokens_[i - 1].is_sign("€")) return;
    // Letters of another word: "1200 EU's", "2015 AB-test".
    if (i + 2 < tokens_.size() && !tokens_[i + 2].spaced && tokens_[i + 2].is_sign("'")) return;
    static constexpr std::array<std::string_view, 2> said_words{"postcode", "pc"};
    bool said = stands_behind(tokens_, i, said_words, 3);
    bool glued = letters.begin == number.end;
    std::size_t at = past_number_word(i + 2);
    std::optional<std::size_t> house = house_number_end(at);
    if (house && at == i + 2 && !tokens_[at].spaced) house.reset();
    bool written = letters.all_capitals || glued || said;
    if (is_one_of(letters.folded, never_postcode) && !said && !(glued && letters.all_capitals))
      return;
    if (!written && !house) return;
    if (!house && !said && is_one_of(letters.folded, no_postcode)) return;
    bool year = number.folded >= "1900" && number.folded <= "2099";
    if (year && !written) return;
    add(PersonalDataKind::postcode, number.begin, house ? *house : letters.end,
        house || said ? Certainty::sure : Certainty::likely);
  }

  void address(std::size_t i);

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<Finding> found_;
};

// How much an ending says that a word is a street.
enum class Street { no, perhaps, yes };

Street street_ending(std::string_view folded) {
  static constexpr std::array<std::string_view, 13> sure{
      "straat", "laan",  "weg",       "plein",     "kade",     "gracht",   "singel",
      "steeg",  "dreef", "plantsoen", "boulevard", "straatje", "straatweg"};
  static constexpr std::array<std::string_view, 34> perhaps{
      "dijk",  "pad",   "hof",   "park",  "plaats", "markt", "ring",  "baan", "wal",
      "hove",  "erf",   "oord",  "allee", "gaarde", "kamp",  "waard", "veld", "horst",
      "akker", "weide", "brink", "donk",  "haven",  "poort", "zoom",  "rade", "stede",
      "hoek",  "wijk",  "einde", "duin",  "burg",   "meent", "bos"};
  static constexpr std::array<std::string_view, 22> words{
      "onderweg",    "uitweg",  "overweg", "snelweg",         "omweg",        "middenweg",
      "halverweg",   "vanweg",  "rijweg",  "zijstraat",       "winkelstraat", "schoolplein",
      "fietspad",    "voetpad", "zorgpad", "leerpad",         "ziekenhuis",   "buitenwijk",
      "vogelvlucht", "afweg",   "zijweg",  "achterstandswijk"};
  if (is_one_of(folded, words)) return Street::no;
  auto ends = [&](std::string_view ending) {
    return folded.size() >= ending.size() + 2 &&
           folded.substr(folded.size() - ending.size()) == ending;
  };
  if (std::any_of(sure.begin(), sure.end(), ends)) return Street::yes;
  return std::any_of(perhaps.begin(), perhaps.end(), ends) ? Street::perhaps : Street::no;
}

bool is_street_particle(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> particles{
      "van", "der", "de", "den", "het", "t", "ten", "ter", "te", "op", "aan", "in"};
  return is_one_of(folded, particles);
}

bool opens_address(std::string_view folded) {
  static constexpr std::array<std::string_view, 7> openers{
      "adres", "woonadres", "woont", "woonachtig", "wonende", "wonend", "postadres"};
  return is_one_of(folded, openers);
}

// The first word of a street's name that ends at `last`: capitals, particles, initials before it.
std::size_t street_begin(const Tokens& tokens, std::size_t last) {
  std::size_t begin = last;
  for (std::size_t at = last; at > 0 && last - at < 6;) {
    if (!tokens[at].spaced && !tokens[at - 1].is_sign("-")) break;
    const PersonalToken& before = tokens[--at];
    if (before.is_sign("-") || (before.is_sign(".") && at > 0 && tokens[at - 1].size() <= 3))
      continue;
    if (!before.is_word() || opens_address(before.folded)) break;
    if (before.capital && !before.starts_sentence) {
      begin = at;
    } else if (before.capital && at + 1 < tokens.size() && before.starts_sentence &&
               (is_street_particle(before.folded) || tokens[at + 1].capital)) {
      // "Oude Gracht 5" begins a line; "Woont Kerkstraat 5" does not begin a street.
      begin = at;
      break;
    } else if (!is_street_particle(before.folded)) {
      break;
    }
  }
  return begin;
}

void FormedData::address(std::size_t i) {
  std::size_t at = i;
  if (at > 0 && tokens_[at - 1].is_sign(".")) --at;
  if (at > 0 && (tokens_[at - 1].folded == "nr" || tokens_[at - 1].folded == "nummer" ||
                 tokens_[at - 1].folded == "huisnummer"))
    --at;
  if (at > 1 && at < i && tokens_[at - 1].is_sign(",")) --at;
  if (at == 0 || (at == i && !tokens_[i].spaced)) return;
  if (tokens_[i].begin - tokens_[at - 1].end > 16) return;
  std::optional<std::size_t> end = house_number_end(i);
  const std::size_t last = at - 1;
  const PersonalToken& street = tokens_[last];
  if (!end || !street.is_word()) return;
  bool said = false;
  for (std::size_t k = 1; k <= 5 && k <= last && !said; ++k) {
    if (tokens_[last - k].is_sign("\n")) break;
    said = opens_address(tokens_[last - k].folded);
  }
  Street ending = street_ending(street.folded);
  bool several = last > 0 && tokens_[last - 1].is_word() && street.spaced &&
                 (tokens_[last - 1].capital || is_street_particle(tokens_[last - 1].folded));
  if (ending == Street::no && street.capital && several)
    ending = street_ending("xx" + street.folded);
  std::size_t begin = street_begin(tokens_, last);
  static constexpr std::array<std::string_view, 6> first_words{"laan", "plein", "weg",
                                                               "kade", "hof",   "straat"};
  bool leads =
      begin < last && tokens_[begin].capital && is_one_of(tokens_[begin].folded, first_words);
  bool year = tokens_[i].size() == 4 && tokens_[i].folded >= "1900" && tokens_[i].folded < "2100";
  if (ending == Street::yes && !year) {
    add(PersonalDataKind::address, tokens_[begin].begin, *end,
        street.capital ? Certainty::sure : Certainty::likely);
  } else if (street.capital && !year &&
             (leads || said || (ending == Street::perhaps && !street.starts_sentence))) {
    add(PersonalDataKind::address, tokens_[begin].begin, *end, Certainty::likely);
  }
}

struct WrittenDate {
  std::size_t first = 0;
  std::size_t last = 0;
  bool full = false;
};

int value_of(const PersonalToken& number) {
  int value = 0;
  for (char c : number.folded.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

bool is_year(const PersonalToken& token) {
  if (!token.is_number()) return false;
  if (token.size() == 2) return true;
  int value = token.size() == 4 ? value_of(token) : 0;
  return value >= 1900 && value < 2100;
}

bool is_between(const PersonalToken& token, int least, int most) {
  return token.is_number() && token.size() <= 2 && value_of(token) >= least &&
         value_of(token) <= most;
}

// 3-5-1950, 03/05/50, 1950-05-03, 3 mei 1950, 3 mei '50; without a year only as 3 mei.
std::optional<WrittenDate> date_at(const Tokens& tokens, std::size_t i) {
  auto have = [&](std::size_t count) { return i + count < tokens.size(); };
  if (have(4) && tokens[i].is_number()) {
    const std::string& sign = tokens[i + 1].folded;
    bool numeric = (sign == "-" || sign == "/" || sign == ".") && tokens[i + 3].folded == sign;
    if (numeric && is_between(tokens[i], 1, 31) && is_between(tokens[i + 2], 1, 12) &&
        is_year(tokens[i + 4]))
      return WrittenDate{i, i + 4, true};
    if (numeric && tokens[i].size() == 4 && is_year(tokens[i]) &&
        is_between(tokens[i + 2], 1, 12) && is_between(tokens[i + 4], 1, 31))
      return WrittenDate{i, i + 4, true};
  }
  if (have(2) && is_between(tokens[i], 1, 31) && is_between(tokens[i + 1], 1, 12) &&
      tokens[i + 1].spaced && tokens[i + 2].size() == 4 && is_year(tokens[i + 2]))
    return WrittenDate{i, i + 2, true};
  if (have(1) && is_between(tokens[i], 1, 31) && tokens[i + 1].is_word()) {
    const std::string& month = tokens[i + 1].folded;
    if (!is_one_of(month, months) && !is_one_of(month, short_months)) return std::nullopt;
    std::size_t year = i + 2;
    if (year < tokens.size() && (tokens[year].is_sign("'") || tokens[year].is_sign("."))) ++year;
    if (year < tokens.size() && is_year(tokens[year]) && (tokens[year].size() == 4 || year > i + 2))
      return WrittenDate{i, year, true};
    return WrittenDate{i, i + 1, false};
  }
  return std::nullopt;
}

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
  struct Country {
    std::string_view code;
    std::size_t length;
  };
  static constexpr Country countries[] = {
      {"NL", 18}, {"BE", 16}, {"DE", 22}, {"FR", 27}, {"GB", 22}, {"LU", 20}, {"ES", 24},
      {"IT", 27}, {"PT", 25}, {"AT", 20}, {"CH", 21}, {"IE", 22}, {"PL", 28}, {"TR", 26},
      {"RO", 24}, {"BG", 22}, {"HU", 28}, {"CZ", 24}, {"SK", 24}, {"HR", 21}, {"SI", 19},
      {"GR", 27}, {"LT", 20}, {"LV", 21}, {"EE", 20}, {"DK", 18}, {"SE", 24}, {"NO", 15},
      {"FI", 18}, {"UA", 29}, {"MT", 31}, {"CY", 28}, {"MD", 24}, {"RS", 22}, {"GE", 22}};
  bool known = std::any_of(std::begin(countries), std::end(countries), [&](const Country& each) {
    return account.substr(0, 2) == each.code && account.size() == each.length;
  });
  if (!known) return false;
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

std::vector<Finding> find_formed_data(std::string_view text, const Tokens& tokens) {
  std::vector<Finding> found = FormedData(text, tokens).find();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    bool star = i > 0 && tokens[i - 1].is_sign("*") && !tokens[i].spaced;
    std::optional<WrittenDate> date = date_at(tokens, i);
    bool compact = !date && tokens[i].is_number() && tokens[i].size() == 8;
    if (!date && !compact) continue;
    std::size_t last = date ? date->last : i;
    bool born =
        stands_behind(tokens, i, birth_words) || stands_before(tokens, last, birth_words, 2);
    if (born || (star && date && date->full))
      found.push_back({PersonalDataKind::date_of_birth, tokens[i].begin, tokens[last].end,
                       date && date->full ? Certainty::sure : Certainty::likely});
    i = last;
  }
  return found;
}

std::vector<Finding> find_data_beside_names(const Tokens& tokens) {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (std::optional<WrittenDate> date = date_at(tokens, i); date && date->full) {
      found.push_back({PersonalDataKind::date_of_birth, tokens[i].begin, tokens[date->last].end,
                       Certainty::likely});
      i = date->last;
      continue;
    }
    if (!tokens[i].is_number() || !stands_behind(tokens, i, case_words, 4)) continue;
    // Letters, digits and - / . glued together.
    std::size_t first = i;
    while (first > 0 && !tokens[first].spaced && i - first < 8 && !tokens[first - 1].is_sign(":") &&
           !tokens[first - 1].is_sign("#") && !is_one_of(tokens[first - 1].folded, case_words))
      --first;
    std::size_t last = i;
    while (last + 1 < tokens.size() && !tokens[last + 1].spaced && last - i < 12 &&
           (tokens[last + 1].kind != PersonalToken::Kind::sign ||
            ((tokens[last + 1].is_sign("-") || tokens[last + 1].is_sign("/") ||
              tokens[last + 1].is_sign(".")) &&
             last + 2 < tokens.size() && !tokens[last + 2].spaced &&
             tokens[last + 2].kind != PersonalToken::Kind::sign)))
      ++last;
    std::size_t digits = 0;
    for (std::size_t k = first; k <= last; ++k)
      digits += tokens[k].is_number() ? tokens[k].size() : 0;
    if (digits >= 4)
      found.push_back({PersonalDataKind::case_number, tokens[first].begin, tokens[last].end,
                       Certainty::likely});
    i = last;
  }
  return found;
}

}  // namespace expertise
