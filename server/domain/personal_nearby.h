// What stands around a word: the words by which a number is told from another. It judges nothing.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "server/domain/personal_text.h"

namespace expertise::nearby {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

inline constexpr std::array<std::string_view, 9> bsn_words{
    "bsn",  "burgerservicenummer", "burgerservicenr", "bsnnummer",    "bsnnr",
    "sofi", "sofinummer",          "sofinr",          "servicenummer"};

inline constexpr std::array<std::string_view, 9> account_words{
    "rekening",     "rekeningnummer", "rekeningnr",        "reknr", "rek", "iban",
    "bankrekening", "giro",           "bankrekeningnummer"};
inline constexpr std::array<std::string_view, 22> order_words{
    "ordernummer",   "ordernr",      "order",      "factuurnummer",    "factuurnr",
    "factuur",       "bestelnummer", "bestelling", "klantnummer",      "polisnummer",
    "kvk",           "kvknummer",    "agb",        "agbcode",          "big",
    "artikelnummer", "kenmerk",      "referentie", "betalingskenmerk", "meldingsnummer",
    "ticketnummer",  "serienummer"};
inline constexpr std::array<std::string_view, 19> case_words{
    "zaaknummer",    "zaaknr",      "zaak",
    "dossiernummer", "dossiernr",   "dossier",
    "clientnummer",  "clientnr",    "kenmerk",
    "patientnummer", "patientnr",   "registratienummer",
    "polisnummer",   "klantnummer", "casusnummer",
    "casusnr",       "vnummer",     "beschikkingsnummer",
    "aanvraagnummer"};
inline constexpr std::array<std::string_view, 22> unit_words{
    "jaar",    "jaren",    "jarige", "keer", "maal",    "maanden",  "maand", "weken",
    "dagen",   "dag",      "uur",    "uren", "minuten", "kinderen", "kind",  "euro",
    "procent", "personen", "mensen", "km",   "meter",   "gezinnen"};

/// Most tokens between a number and the word that says what it is.
inline constexpr std::size_t words_around = 6;

/// One of the words in the `reach` tokens before `at`, in the same line.
template <std::size_t N>
bool stands_behind(const std::vector<PersonalToken>& tokens, std::size_t at,
                   const std::array<std::string_view, N>& words, std::size_t reach = words_around) {
  for (std::size_t k = 1; k <= reach && k <= at; ++k) {
    const PersonalToken& each = tokens[at - k];
    if (each.is_sign("\n")) return false;
    if (each.is_word() && is_one_of(each.folded, words)) return true;
  }
  return false;
}

/// One of the words in the `reach` tokens after `at`, in the same sentence.
template <std::size_t N>
bool stands_before(const std::vector<PersonalToken>& tokens, std::size_t at,
                   const std::array<std::string_view, N>& words, std::size_t reach) {
  for (std::size_t k = 1; k <= reach && at + k < tokens.size(); ++k) {
    const PersonalToken& each = tokens[at + k];
    if (each.is_sign("\n") || each.is_sign(".")) return false;
    if (each.is_word() && is_one_of(each.folded, words)) return true;
  }
  return false;
}

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace expertise::nearby
