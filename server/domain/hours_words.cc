#include "server/domain/hours_words.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace expertise::hours {

namespace {

struct KnownWord {
  std::string_view text;
  Word word;
};

constexpr KnownWord known_words[] = {
    {"t/m", Word::through},
    {"tm", Word::through},
    {"tot", Word::until},
    {"voor", Word::until},
    {"vanaf", Word::from},
    {"na", Word::from},
    {"tussen", Word::between},
    {"en", Word::conjunct},
    {"plus", Word::conjunct},
    {"behalve", Word::except},
    {"uitgezonderd", Word::except},
    {"niet", Word::absent},
    {"geen", Word::absent},
    {"nooit", Word::absent},
    {"vrij", Word::absent},
    {"afwezig", Word::absent},
    {"half", Word::half},
    {"elke", Word::every},
    {"elk", Word::every},
    {"iedere", Word::every},
    {"ieder", Word::every},
    {"alle", Word::every},
    {"hele", Word::whole},
    {"heel", Word::whole},
    {"gehele", Word::whole},
    {"dag", Word::day},
    {"dagen", Word::day},
    {"week", Word::week},
    {"op", Word::filler},
    {"om", Word::filler},
    {"van", Word::filler},
    {"de", Word::filler},
    {"het", Word::filler},
    {"in", Word::filler},
    {"'s", Word::filler},
    {"\u2019s", Word::filler},
    {"s", Word::filler},
    {"uur", Word::filler},
    {"u", Word::filler},
    {"h", Word::filler},
    {"uren", Word::filler},
    {"ik", Word::filler},
    {"ben", Word::filler},
    {"werk", Word::filler},
    {"er", Word::filler},
    {"wel", Word::filler},
    {"aanwezig", Word::filler},
    {"beschikbaar", Word::filler},
    {"bereikbaar", Word::filler},
    {"vaste", Word::filler},
    {"met", Word::filler},
    {"tijdens", Word::filler},
    {"ook", Word::filler},
};

struct KnownDays {
  std::string_view text;
  unsigned days;
};

// Longer names before those they begin with.
constexpr KnownDays known_days[] = {
    {"maandag", 1},
    {"dinsdag", 2},
    {"woensdag", 4},
    {"donderdag", 8},
    {"vrijdag", 16},
    {"zaterdag", 32},
    {"zondag", 64},
    {"ma", 1},
    {"di", 2},
    {"woe", 4},
    {"wo", 4},
    {"do", 8},
    {"vr", 16},
    {"za", 32},
    {"zo", 64},
    {"werkdag", working_days},
    {"doordeweeks", working_days},
    {"doordeweekse", working_days},
    {"weekdag", working_days},
    {"weekend", weekend_days},
    {"dagelijks", all_days},
};

struct KnownPart {
  std::string_view text;
  TimeRange part;
};

constexpr KnownPart known_parts[] = {
    {"ochtend", morning},       {"ochtends", morning},        {"ochtenden", morning},
    {"morgen", morning},        {"morgens", morning},         {"voormiddag", morning},
    {"middag", afternoon},      {"middags", afternoon},       {"middagen", afternoon},
    {"namiddag", afternoon},    {"avond", evening},           {"avonds", evening},
    {"avonden", evening},       {"overdag", whole_day},       {"kantooruren", whole_day},
    {"kantoortijd", whole_day}, {"kantoortijden", whole_day},
};

const TimeRange* part_named(std::string_view word) {
  for (const KnownPart& each : known_parts) {
    if (each.text == word) return &each.part;
  }
  return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Cuts a sentence into words with a meaning.
class Tokens {
 public:
  explicit Tokens(std::string_view sentence) : sentence_(sentence) {
    while (at_ < sentence_.size()) take();
  }

  std::vector<Token> tokens;

 private:
  void take() {
    char c = sentence_[at_];
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '\n' || c == ';') {
      add(Word::stop, 1);
    } else if (c == '.') {
      // "ma." is an abbreviation, "12 uur." an end.
      bool abbreviated =
          !tokens.empty() && tokens.back().word == Word::days && tokens.back().text.size() <= 3;
      add(abbreviated ? Word::filler : Word::stop, 1);
    } else if (c == ',' || c == '+' || c == '&' || c == '/') {
      add(Word::conjunct, 1);
    } else if (c == ':' || c == '(' || c == ')') {
      add(Word::filler, 1);
    } else if (c == '-') {
      add(Word::dash, 1);
    } else if (starts_with("\u2013") || starts_with("\u2014")) {
      add(Word::dash, 3);
    } else if (is_digit(c)) {
      take_time();
    } else {
      take_word();
    }
  }

  bool starts_with(std::string_view what) const {
    return sentence_.substr(at_, what.size()) == what;
  }

  void add(Word word, std::size_t bytes) {
    Token token;
    token.word = word;
    token.text = sentence_.substr(at_, bytes);
    tokens.push_back(token);
    at_ += bytes;
  }

  // "9", "09", "9:30", "9.30", "9u30", "0930".
  void take_time() {
    std::size_t digits = 0;
    auto digit_at = [&](std::size_t offset) {
      return at_ + offset < sentence_.size() && is_digit(sentence_[at_ + offset]);
    };
    auto value = [&](std::size_t offset, std::size_t count) {
      int number = 0;
      for (std::size_t i = 0; i < count; ++i)
        number = number * 10 + (sentence_[at_ + offset + i] - '0');
      return number;
    };
    while (digit_at(digits)) ++digits;
    int hour = -1;
    int minute = 0;
    std::size_t length = digits;
    if (digits == 4) {
      hour = value(0, 2);
      minute = value(2, 2);
    } else if (digits <= 2) {
      hour = value(0, digits);
      char mark = at_ + digits < sentence_.size() ? sentence_[at_ + digits] : ' ';
      if ((mark == ':' || mark == '.' || mark == 'u' || mark == 'h') && digit_at(digits + 1) &&
          digit_at(digits + 2) && !digit_at(digits + 3)) {
        minute = value(digits + 1, 2);
        length = digits + 3;
      }
    }
    bool bare = length == digits && digits <= 2 && sentence_[at_] != '0';
    bool sound = hour >= 0 && minute < 60 && hour * 60 + minute <= 24 * 60;
    add(sound ? Word::time : Word::unknown, length);
    tokens.back().minute = hour * 60 + minute;
    tokens.back().bare_hour = bare;
  }

  void take_word() {
    if (starts_with("t/m") || starts_with("T/M") || starts_with("T/m"))
      return add(Word::through, 3);
    static constexpr std::string_view ends = " \t\r\n;.,+&/:()-0123456789";
    std::size_t end = at_ + 1;
    while (end < sentence_.size() && ends.find(sentence_[end]) == std::string_view::npos &&
           sentence_.substr(end, 3) != "\u2013" && sentence_.substr(end, 3) != "\u2014")
      ++end;
    std::string word(sentence_.substr(at_, end - at_));
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const std::size_t bytes = word.size();
    for (const KnownWord& each : known_words) {
      if (each.text == word) return add(each.word, bytes);
    }
    if (const TimeRange* part = part_named(word)) {
      add(Word::part, bytes);
      tokens.back().part = *part;
      return;
    }
    for (const KnownDays& each : known_days) {
      if (word.compare(0, each.text.size(), each.text) == 0 && take_days(each, word)) return;
    }
    add(Word::unknown, bytes);
  }

  // "maandag", "maandagen", "maandags", "maandagochtend".
  bool take_days(const KnownDays& known, const std::string& word) {
    std::string_view rest = std::string_view(word).substr(known.text.size());
    const TimeRange* part = known.text.size() > 3 ? part_named(rest) : nullptr;
    bool plural = known.text.size() > 3 && (rest == "en" || rest == "s");
    if (!rest.empty() && !plural && !part) return false;
    add(Word::days, word.size());
    tokens.back().days = known.days;
    if (!part) return true;
    Token second = tokens.back();
    second.word = Word::part;
    second.part = *part;
    tokens.push_back(second);
    return true;
  }

  std::string_view sentence_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> words_of(std::string_view sentence) { return Tokens(sentence).tokens; }

}  // namespace expertise::hours
