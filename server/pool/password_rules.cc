#include "server/pool/password_rules.h"

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <vector>

#include "schema/embedded.h"
#include "search/words.h"
#include "server/domain/people.h"
#include "server/domain/text.h"

namespace expertise {

std::span<const EmbeddedFile> breached_passwords();

namespace {

// What people here take for a password, the likeliest first; zxcvbn itself knows English.
constexpr std::array<std::string_view, 96> common_words{"welkom",
                                                        "wachtwoord",
                                                        "geheim",
                                                        "hallo",
                                                        "zomer",
                                                        "winter",
                                                        "herfst",
                                                        "lente",
                                                        "voorjaar",
                                                        "najaar",
                                                        "gemeente",
                                                        "wijkteam",
                                                        "buurtteam",
                                                        "expertisepool",
                                                        "mijnwachtwoord",
                                                        "wachtwoordje",
                                                        "supergeheim",
                                                        "password",
                                                        "mypassword",
                                                        "passw0rd",
                                                        "letmein",
                                                        "changeme",
                                                        "admin",
                                                        "administrator",
                                                        "beheerder",
                                                        "gebruiker",
                                                        "welcome",
                                                        "test",
                                                        "tijdelijk",
                                                        "vakantie",
                                                        "nederland",
                                                        "holland",
                                                        "amsterdam",
                                                        "rotterdam",
                                                        "utrecht",
                                                        "denhaag",
                                                        "eindhoven",
                                                        "groningen",
                                                        "haarlem",
                                                        "amersfoort",
                                                        "zaandam",
                                                        "almere",
                                                        "nijmegen",
                                                        "arnhem",
                                                        "tilburg",
                                                        "breda",
                                                        "ajax",
                                                        "feyenoord",
                                                        "voetbal",
                                                        "oranje",
                                                        "januari",
                                                        "februari",
                                                        "maart",
                                                        "april",
                                                        "juni",
                                                        "juli",
                                                        "augustus",
                                                        "september",
                                                        "oktober",
                                                        "november",
                                                        "december",
                                                        "maandag",
                                                        "dinsdag",
                                                        "woensdag",
                                                        "donderdag",
                                                        "vrijdag",
                                                        "zaterdag",
                                                        "zondag",
                                                        "liefde",
                                                        "schatje",
                                                        "ikhouvanjou",
                                                        "ikhouvan",
                                                        "iloveyou",
                                                        "lekker",
                                                        "knuffel",
                                                        "familie",
                                                        "mama",
                                                        "papa",
                                                        "oma",
                                                        "opa",
                                                        "zorg",
                                                        "jeugdzorg",
                                                        "jeugd",
                                                        "hulpverlening",
                                                        "welzijn",
                                                        "maatschappelijk",
                                                        "werk",
                                                        "kantoor",
                                                        "inloggen",
                                                        "aanmelden",
                                                        "computer",
                                                        "laptop",
                                                        "koekje",
                                                        "poes",
                                                        "hond",
                                                        "qwerty"};

// A word among some ten thousand that people use, and a sign that could be any of thirty.
constexpr double bits_of_a_word = 13;
constexpr double bits_of_a_digit = 3.3;
constexpr double bits_of_a_sign = 5;
constexpr std::size_t word_letters_least = 3;
constexpr std::size_t word_letters_most = 40;
constexpr std::size_t judged_bytes = 100;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::string letters_of(std::string_view lower_text) {
  std::string letters;
  std::copy_if(lower_text.begin(), lower_text.end(), std::back_inserter(letters), is_letter);
  return letters;
}

bool is_breached(const std::string& lower_text) {
  static const std::set<std::string_view> known = [] {
    std::set<std::string_view> lines;
    for (const EmbeddedFile& each : breached_passwords()) {
      search::each_line(each.content, [&](std::string_view line) { lines.insert(line); });
    }
    return lines;
  }();
  return known.contains(lower_text);
}

// The name and the address, whole and in their parts.
std::vector<std::string> words_of(const PasswordOwner& owner) {
  std::vector<std::string> words;
  for (const std::string_view each : {owner.email, owner.name}) {
    const std::string text = lower(each);
    if (text.empty()) continue;
    words.push_back(text);
    words.push_back(letters_of(text));
    std::string part;
    for (const char c : text + ' ') {
      if (is_letter(c)) {
        part += c;
        continue;
      }
      if (part.size() >= word_letters_least) words.push_back(part);
      part.clear();
    }
  }
  return words;
}

double bits_by_zxcvbn(const std::string& text, const PasswordOwner& owner) {
  std::vector<std::string> words = words_of(owner);
  words.insert(words.end(), common_words.begin(), common_words.end());
  std::vector<const char*> dictionary;
  for (const std::string& each : words) dictionary.push_back(each.c_str());
  dictionary.push_back(nullptr);
  return ZxcvbnMatch(text.c_str(), dictionary.data(), nullptr);
}

// The cheapest way to read it as Dutch words with digits and signs between them.
double bits_as_dutch(std::string_view lower_text) {
  std::vector<double> least{0};
  for (std::size_t end = 1; end <= lower_text.size(); ++end) {
    const char last = lower_text[end - 1];
    const bool is_digit = last >= '0' && last <= '9';
    double bits = least[end - 1] + (is_digit ? bits_of_a_digit : bits_of_a_sign);
    const std::size_t most = std::min(end, word_letters_most);
    for (std::size_t length = word_letters_least; length <= most; ++length) {
      const std::size_t from = end - length;
      if (search::is_word(lower_text.substr(from, length))) {
        bits = std::min(bits, least[from] + bits_of_a_word);
      }
    }
    least.push_back(bits);
  }
  return least.back();
}

bool is_too_common(std::string_view password, const PasswordOwner& owner) {
  const std::string text = lower(password);
  if (is_breached(text)) return true;
  const std::string letters = letters_of(text);
  if (std::find(common_words.begin(), common_words.end(), letters) != common_words.end()) {
    return true;
  }
  return password_bits(password, owner) < password_bits_least;
}

}  // namespace

double password_bits(std::string_view password, const PasswordOwner& owner) {
  const std::string judged(password.substr(0, judged_bytes));
  return std::min(bits_by_zxcvbn(judged, owner), bits_as_dutch(lower(judged)));
}

std::optional<Fault> password_fault(std::string_view password, const PasswordOwner& owner,
                                    std::string place) {
  std::vector<Fault> found;
  check_text(password,
             {.least = PeopleLimits::password_characters_least,
              .most = PeopleLimits::password_characters_most},
             place, found);
  if (!found.empty()) return found.front();
  if (is_too_common(password, owner)) return Fault{std::move(place), "password_too_common"};
  return std::nullopt;
}

}  // namespace expertise
