#include "server/domain/personal_text.h"

#include <array>
#include <cstdint>

namespace expertise {

namespace {

struct Letter {
  char32_t point = 0;
  std::size_t bytes = 1;
};

// The character at `at`; a byte that begins none is a character of its own, U+FFFD.
Letter letter_at(std::string_view text, std::size_t at) {
  auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  std::size_t bytes = first >> 5 == 0x6 ? 2 : first >> 4 == 0xe ? 3 : first >> 3 == 0x1e ? 4 : 0;
  if (bytes == 0 || at + bytes > text.size()) return {0xfffd, 1};
  char32_t point = first & (0xffu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    auto next = static_cast<unsigned char>(text[at + i]);
    if (next >> 6 != 0x2) return {0xfffd, 1};
    point = point << 6 | (next & 0x3f);
  }
  // Written longer than it need be it is no character (a digit of two bytes would be none to who
  // looks for digits by the byte).
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (point < least[bytes]) return {0xfffd, 1};
  return {point, bytes};
}

// U+00C0 to U+017F without accents, '?' where there is no such letter.
constexpr std::string_view latin =
    "aaaaaa?ceeeeiiiidnooooo?ouuuuyt?aaaaaa?ceeeeiiiidnooooo?ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xc0);

bool is_combining(char32_t c) { return c >= 0x300 && c <= 0x36f; }

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0xc0) return c == 0xaa || c == 0xba;
  if (c == 0xd7 || c == 0xf7) return false;
  if (c < 0x2000) return true;
  // General punctuation, arrows, mathematics, boxes, dingbats; CJK punctuation; private and
  // special.
  if (c < 0x2c00) return false;
  if (c >= 0x3000 && c < 0x3040) return false;
  if (c >= 0xfe00 && c < 0xfe70) return false;
  return c < 0xfff0;
}

bool is_capital(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= 0xc0 && c <= 0xde) return c != 0xd7;
  if (c >= 0x100 && c <= 0x137) return c % 2 == 0;
  if (c >= 0x139 && c <= 0x148) return c % 2 == 1;
  if (c >= 0x14a && c <= 0x177) return c % 2 == 0;
  if (c >= 0x178 && c <= 0x17e) return c == 0x178 || c % 2 == 1;
  if (c >= 0x218 && c <= 0x21b) return c % 2 == 0;
  if (c >= 0x1ea0 && c <= 0x1ef9) return c % 2 == 0;
  if (c >= 0x391 && c <= 0x3a9) return true;
  return c >= 0x400 && c <= 0x42f;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0xa0 || (c >= 0x2000 && c <= 0x200b) ||
         c == 0x202f || c == 0xfeff;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x2bc; }

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }

// Vietnamese, U+1EA0 to U+1EF9: each vowel's capitals and small letters in turn, up to its last.
char vietnamese(char32_t c) {
  return c <= 0x1eb7   ? 'a'
         : c <= 0x1ec7 ? 'e'
         : c <= 0x1ecb ? 'i'
         : c <= 0x1ee3 ? 'o'
         : c <= 0x1ef1 ? 'u'
                       : 'y';
}

void fold_into(std::string& folded, char32_t c, std::string_view bytes) {
  if (c < 0x80) {
    folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  } else if (c == 0xc6 || c == 0xe6) {
    folded += "ae";
  } else if (c == 0xdf) {
    folded += "ss";
  } else if (c == 0x132 || c == 0x133) {
    folded += "ij";
  } else if (c == 0x152 || c == 0x153) {
    folded += "oe";
  } else if (c >= 0xc0 && c < 0x180 && latin[c - 0xc0] != '?') {
    folded += latin[c - 0xc0];
  } else if (c >= 0x1ea0 && c <= 0x1ef9) {
    folded += vietnamese(c);
  } else if (c == 0x1a0 || c == 0x1a1) {
    folded += 'o';
  } else if (c == 0x1af || c == 0x1b0) {
    folded += 'u';
  } else if (c == 0x218 || c == 0x219) {
    folded += 's';
  } else if (c == 0x21a || c == 0x21b) {
    folded += 't';
  } else if (!is_combining(c)) {
    folded += bytes;
  }
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<PersonalToken> cut() {
    while (at_ < text_.size()) {
      Letter letter = letter_at(text_, at_);
      if (is_space(letter.point)) {
        spaced_ = true;
        at_ += letter.bytes;
      } else if (is_letter(letter.point)) {
        take_word();
      } else if (is_digit(letter.point)) {
        take_number();
      } else {
        take_sign(letter);
      }
    }
    return std::move(tokens_);
  }

 private:
  PersonalToken& start(PersonalToken::Kind kind) {
    PersonalToken token;
    token.kind = kind;
    token.begin = at_;
    token.spaced = spaced_ || tokens_.empty();
    token.starts_sentence = starts_sentence_;
    tokens_.push_back(std::move(token));
    spaced_ = false;
    return tokens_.back();
  }

  void take_word() {
    PersonalToken& token = start(PersonalToken::Kind::word);
    std::size_t letters = 0;
    std::size_t capitals = 0;
    bool mixed = false;
    bool small_before = false;
    while (at_ < text_.size()) {
      Letter letter = letter_at(text_, at_);
      bool joins = false;
      if (is_apostrophe(letter.point) && letters > 0 && letters < 3 &&
          at_ + letter.bytes < text_.size()) {
        joins = is_capital(letter_at(text_, at_ + letter.bytes).point);
      }
      if (!joins && !is_letter(letter.point)) break;
      if (!joins && !is_combining(letter.point)) {
        if (letters == 0) token.capital = is_capital(letter.point);
        bool capital = is_capital(letter.point);
        mixed = mixed || (capital && small_before && letters > 3);
        small_before = !capital;
        ++letters;
        capitals += capital;
      }
      if (!joins) fold_into(token.folded, letter.point, text_.substr(at_, letter.bytes));
      at_ += letter.bytes;
    }
    token.end = at_;
    token.all_capitals = letters > 1 && capitals == letters;
    token.mixed = mixed && !token.all_capitals;
    starts_sentence_ = false;
  }

  void take_number() {
    PersonalToken& token = start(PersonalToken::Kind::number);
    while (at_ < text_.size() && is_digit(static_cast<unsigned char>(text_[at_]))) ++at_;
    token.end = at_;
    token.folded = std::string(text_.substr(token.begin, token.size()));
    starts_sentence_ = false;
  }

  void take_sign(Letter letter) {
    PersonalToken& token = start(PersonalToken::Kind::sign);
    at_ += letter.bytes;
    token.end = at_;
    if (is_dash(letter.point)) {
      token.folded.assign(1, '-');
    } else if (is_apostrophe(letter.point)) {
      token.folded.assign(1, '\'');
    } else {
      token.folded = std::string(text_.substr(token.begin, token.size()));
    }
    char32_t c = letter.point;
    if (c == '.' || c == '?' || c == '!' || c == ':' || c == '\n' || c == '*' || c == 0x2022 ||
        c == 0x2026) {
      starts_sentence_ = true;
    } else if (c == ',' || c == ';' || c == ')' || c == '/' || is_dash(c)) {
      // A list mark at the beginning of a line leaves the next word its first.
      starts_sentence_ = is_dash(c) && token.starts_sentence;
    }
  }

  std::string_view text_;
  std::vector<PersonalToken> tokens_;
  std::size_t at_ = 0;
  bool spaced_ = false;
  bool starts_sentence_ = true;
};

}  // namespace

std::vector<PersonalToken> personal_tokens(std::string_view text) { return Cutter(text).cut(); }

std::string folded_letters(std::string_view utf8) {
  std::string folded;
  for (std::size_t at = 0; at < utf8.size();) {
    Letter letter = letter_at(utf8, at);
    fold_into(folded, letter.point, utf8.substr(at, letter.bytes));
    at += letter.bytes;
  }
  return folded;
}

}  // namespace expertise
