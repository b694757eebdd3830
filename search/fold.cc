// Folding goes one code point at a time; ICU is asked only outside ASCII.
#include "search/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>

namespace expertise::search {
namespace {

constexpr std::size_t max_word_characters = 64;

const UNormalizer2* decomposer() {
  static const UNormalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFKDInstance(&status);
  }();
  return instance;
}

void append(std::string& out, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  int length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  out.append(bytes.data(), static_cast<std::size_t>(length));
}

// Letters that Unicode does not decompose although people type them without the stroke.
bool append_special(std::string& out, UChar32 c) {
  switch (c) {
    case 0xDF:
      out += "ss";
      return true;
    case 0xE6:
      out += "ae";
      return true;
    case 0x153:
      out += "oe";
      return true;
    case 0xF8:
      out += 'o';
      return true;
    case 0x111:
      out += 'd';
      return true;
    case 0x142:
      out += 'l';
      return true;
    case 0x131:
      out += 'i';
      return true;
    case 0x133:
      out += "ij";
      return true;
    default:
      return false;
  }
}

void append_folded(std::string& out, UChar32 c) {
  const UChar32 lower = u_foldCase(c, U_FOLD_CASE_DEFAULT);
  if (append_special(out, lower) || u_charType(lower) == U_NON_SPACING_MARK) return;
  std::array<UChar, 32> parts{};
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = unorm2_getDecomposition(decomposer(), lower, parts.data(),
                                                 static_cast<int32_t>(parts.size()), &status);
  if (length < 0 || U_FAILURE(status)) {
    append(out, lower);
    return;
  }
  for (int32_t i = 0; i < length;) {
    UChar32 part = 0;
    U16_NEXT(parts.data(), i, length, part);
    if (u_charType(part) != U_NON_SPACING_MARK && u_isalnum(part)) {
      append(out, u_foldCase(part, U_FOLD_CASE_DEFAULT));
    }
  }
}

bool is_word_character(UChar32 c) {
  if (c < 0) return false;
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
  return u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK;
}

// Stands inside a word without being seen: a soft hyphen, zero-width joins and breaks, marks of
// direction. Word processors and web pages leave them in what is copied.
bool is_unseen(UChar32 c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool ends_sentence(UChar32 c) { return c == '.' || c == '!' || c == '?' || c == '\n' || c == ';'; }

bool is_pause(UChar32 c) { return c == ',' || c == ':' || c == '(' || c == ')'; }

bool is_money(UChar32 c) { return c == '$' || c == 0x20AC || c == 0xA3; }

bool is_part_of_all(UChar32 c) { return c == '%' || c == 0x2030; }

constexpr UChar32 one_half = 0xBD;

// One word under construction.
struct Builder {
  Token token;
  std::size_t characters = 0;
  std::size_t letters = 0;
  bool all_capital = true;

  void add(UChar32 c) {
    ++characters;
    if (c < 0x80) {
      const char byte = static_cast<char>(c);
      if (byte >= 'A' && byte <= 'Z') {
        ++letters;
        token.folded += static_cast<char>(byte - 'A' + 'a');
      } else {
        if (byte >= 'a') {
          ++letters;
          all_capital = false;
        }
        token.folded += byte;
      }
      return;
    }
    if (u_isalpha(c)) {
      ++letters;
      if (!u_isUUppercase(c)) all_capital = false;
    }
    append_folded(token.folded, c);
  }
};

}  // namespace

std::vector<Token> tokens(std::string_view text) {
  std::vector<Token> result;
  result.reserve(text.size() / 7 + 1);
  Builder word;
  bool sentence = true;
  bool pause = false;
  bool money = false;        // since the last word
  UChar32 between_last = 0;  // the sign between two words when it is only one
  int64_t word_end = 0;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  const auto finish = [&] {
    if (word.characters == 0) return;
    word.token.end = static_cast<std::size_t>(word_end);
    word.token.has_letter = word.letters > 0;
    word.token.capitals = word.all_capital && word.letters > 1;
    word.token.starts_sentence = sentence;
    word.token.after_pause = pause;
    if (!word.token.folded.empty()) {
      const bool digits = word.letters == 0;
      const bool beside =
          !result.empty() && !result.back().has_letter && word.token.begin == result.back().end + 1;
      word.token.continues = digits && beside && (between_last == ',' || between_last == '.');
      word.token.amount = digits && money;
      result.push_back(std::move(word.token));
      sentence = false;
      pause = false;
      money = false;
    }
    word = Builder{};
  };
  const auto halve = [&](int64_t from, int64_t to) {
    const bool beside = !result.empty() && !result.back().has_letter &&
                        result.back().end == static_cast<std::size_t>(from);
    if (!beside) return;
    result.push_back({.begin = static_cast<std::size_t>(from),
                      .end = static_cast<std::size_t>(to),
                      .folded = "5",
                      .continues = true});
  };
  for (int64_t i = 0; i < size;) {
    const int64_t start = i;
    UChar32 c = bytes[i];
    if (c < 0x80) {
      ++i;
    } else {
      U8_NEXT(bytes, i, size, c);
    }
    if (is_word_character(c)) {
      if (word.characters == 0) word.token.begin = static_cast<std::size_t>(start);
      word.add(c);
      word_end = i;
      if (word.characters == max_word_characters) finish();
    } else if (!is_unseen(c)) {
      finish();
      between_last = c;
      if (c < 0) continue;
      if (ends_sentence(c)) sentence = true;
      if (is_pause(c)) pause = true;
      if (is_money(c)) money = true;
      if (is_part_of_all(c) && !result.empty() && !result.back().has_letter &&
          result.back().end + 1 >= static_cast<std::size_t>(start)) {
        result.back().amount = true;
      }
      if (c == one_half) halve(start, i);
    }
  }
  finish();
  return result;
}

std::string fold(std::string_view text) {
  std::string result;
  for (const Token& token : tokens(text)) {
    if (!result.empty()) result += ' ';
    result += token.folded;
  }
  return result;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace expertise::search
