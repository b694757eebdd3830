// The table lies in the program's read-only data, so it costs nothing to start. Layout, in machine
// byte order: number of words, number of buckets (a power of two), one 32-bit offset a bucket (0 =
// empty), then the words, each after one byte of length. Collisions go to the next bucket.
#include "search/words.h"

#include <cstring>

#if !defined(EXPERTISE_WORD_TABLE) || !defined(EXPERTISE_LEXICON)
#error "the build must say where the word table and the lexicon are"
#endif

// C++20 has no #embed; the assembler has had it for decades.
#define EXPERTISE_EMBED(name, file)                                                             \
  asm(".section .rodata\n.balign 8\nexpertise_" name ":\n.incbin \"" file "\"\nexpertise_" name \
      "_end:\n.byte 0\n.text\n")
EXPERTISE_EMBED("word_table", EXPERTISE_WORD_TABLE);
EXPERTISE_EMBED("topics", EXPERTISE_LEXICON "/topics.tsv");
EXPERTISE_EMBED("stop_words", EXPERTISE_LEXICON "/stop_words.txt");
EXPERTISE_EMBED("stem_exceptions", EXPERTISE_LEXICON "/stem_exceptions.txt");
EXPERTISE_EMBED("no_parts", EXPERTISE_LEXICON "/no_parts.txt");
EXPERTISE_EMBED("short_parts", EXPERTISE_LEXICON "/short_parts.txt");
EXPERTISE_EMBED("abbreviations", EXPERTISE_LEXICON "/abbreviations.txt");
EXPERTISE_EMBED("languages", EXPERTISE_LEXICON "/languages.txt");
EXPERTISE_EMBED("laws", EXPERTISE_LEXICON "/laws.txt");
EXPERTISE_EMBED("acute", EXPERTISE_LEXICON "/acute.txt");
EXPERTISE_EMBED("everyday", EXPERTISE_LEXICON "/everyday.txt");
EXPERTISE_EMBED("shortened", EXPERTISE_LEXICON "/shortened.txt");
EXPERTISE_EMBED("lackable", EXPERTISE_LEXICON "/lackable.txt");

extern "C" {
extern const char expertise_word_table[];
extern const char expertise_topics[];
extern const char expertise_topics_end[];
extern const char expertise_stop_words[];
extern const char expertise_stop_words_end[];
extern const char expertise_stem_exceptions[];
extern const char expertise_stem_exceptions_end[];
extern const char expertise_no_parts[];
extern const char expertise_no_parts_end[];
extern const char expertise_short_parts[];
extern const char expertise_short_parts_end[];
extern const char expertise_languages[];
extern const char expertise_languages_end[];
extern const char expertise_laws[];
extern const char expertise_laws_end[];
extern const char expertise_acute[];
extern const char expertise_acute_end[];
extern const char expertise_everyday[];
extern const char expertise_everyday_end[];
extern const char expertise_shortened[];
extern const char expertise_shortened_end[];
extern const char expertise_lackable[];
extern const char expertise_lackable_end[];
extern const char expertise_abbreviations[];
extern const char expertise_abbreviations_end[];
}

namespace expertise::search {
namespace {

std::uint32_t number_at(std::size_t offset) {
  std::uint32_t value = 0;
  std::memcpy(&value, expertise_word_table + offset, sizeof value);
  return value;
}

}  // namespace

bool is_word(std::string_view folded) {
  static const std::uint32_t mask = number_at(4) - 1;
  for (std::uint32_t bucket = word_hash(folded) & mask;; bucket = (bucket + 1) & mask) {
    const std::uint32_t offset = number_at(8 + std::size_t{4} * bucket);
    if (offset == 0) return false;
    const char* const entry = expertise_word_table + offset;
    const auto length = static_cast<unsigned char>(*entry);
    if (length == folded.size() && std::memcmp(entry + 1, folded.data(), length) == 0) return true;
  }
}

std::size_t word_count() { return number_at(0); }

std::string_view lexicon_text(Lexicon which) {
  const auto between = [](const char* begin, const char* end) {
    return std::string_view(begin, static_cast<std::size_t>(end - begin));
  };
  switch (which) {
    case Lexicon::topics:
      return between(expertise_topics, expertise_topics_end);
    case Lexicon::stop_words:
      return between(expertise_stop_words, expertise_stop_words_end);
    case Lexicon::stem_exceptions:
      return between(expertise_stem_exceptions, expertise_stem_exceptions_end);
    case Lexicon::no_parts:
      return between(expertise_no_parts, expertise_no_parts_end);
    case Lexicon::short_parts:
      return between(expertise_short_parts, expertise_short_parts_end);
    case Lexicon::languages:
      return between(expertise_languages, expertise_languages_end);
    case Lexicon::laws:
      return between(expertise_laws, expertise_laws_end);
    case Lexicon::acute:
      return between(expertise_acute, expertise_acute_end);
    case Lexicon::shortened:
      return between(expertise_shortened, expertise_shortened_end);
    case Lexicon::everyday:
      return between(expertise_everyday, expertise_everyday_end);
    case Lexicon::lackable:
      return between(expertise_lackable, expertise_lackable_end);
    case Lexicon::abbreviations:
      return between(expertise_abbreviations, expertise_abbreviations_end);
  }
  return {};
}

}  // namespace expertise::search
