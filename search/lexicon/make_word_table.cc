// Runs while the product is built: reads word lists, folds them and writes the hash table that
// words.cc carries. Usage: make_word_table OUTPUT LIST... ; of a list every line is split into
// words. Entries with capitals, digits or signs (names, abbreviations) are left out of the first
// list; from the others every word of three letters or more is taken.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "search/fold.h"
#include "search/words.h"

namespace {

using expertise::search::Token;
using expertise::search::tokens;

bool plain(const std::string& word) {
  return word.size() >= 2 && word.size() <= 60 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_capital_or_sign(const std::string& line) {
  return std::any_of(line.begin(), line.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') ||
           (static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z'));
  });
}

void read_dictionary(const std::string& path, std::set<std::string>& words) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path + " (Debian package wdutch)");
  for (std::string line; std::getline(in, line);) {
    if (has_capital_or_sign(line)) continue;
    std::string word = expertise::search::fold(line);
    if (plain(word)) words.insert(std::move(word));
  }
}

void read_vocabulary(const std::string& path, std::set<std::string>& words) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  for (std::string line; std::getline(in, line);) {
    for (const Token& token : tokens(line)) {
      if (!token.capitals && token.folded.size() >= 4 && plain(token.folded)) {
        words.insert(token.folded);
      }
    }
  }
}

void write_table(const std::string& path, const std::set<std::string>& words) {
  std::uint32_t buckets = 1;
  while (buckets < words.size() * 2) buckets *= 2;
  const std::uint32_t head = 8 + buckets * 4;
  std::vector<std::uint32_t> table(buckets, 0);
  std::string text;
  for (const std::string& word : words) {
    std::uint32_t bucket = expertise::search::word_hash(word) & (buckets - 1);
    while (table[bucket] != 0) bucket = (bucket + 1) & (buckets - 1);
    table[bucket] = head + static_cast<std::uint32_t>(text.size());
    text += static_cast<char>(word.size());
    text += word;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  const auto put = [&](std::uint32_t number) {
    out.write(reinterpret_cast<const char*>(&number), sizeof number);
  };
  put(static_cast<std::uint32_t>(words.size()));
  put(buckets);
  for (const std::uint32_t offset : table) put(offset);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.flush();
  if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) throw std::runtime_error("usage: make_word_table OUTPUT DICTIONARY VOCABULARY");
  std::set<std::string> words;
  read_dictionary(argv[2], words);
  read_vocabulary(argv[3], words);
  write_table(argv[1], words);
} catch (const std::exception& fault) {
  std::cerr << "make_word_table: " << fault.what() << '\n';
  return 1;
}
