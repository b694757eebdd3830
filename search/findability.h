// How one profile is found: which questions in lay words bring it up, by which of its words, and
// which topic that it lacks would bring it up for more. The questions are made of the vocabulary,
// so that nobody's own are needed. It counts what text and topics say: not who is free or busy.
#pragma once

#include <string>
#include <vector>

#include "search/index.h"

namespace expertise::search {

/// A question that was tried, and where the profile stands.
struct TriedQuestion {
  std::string text;
  std::string topic;      ///< code of the topic it is about
  std::size_t place = 0;  ///< 1 to `places_told`; 0 = beyond
};

/// A topic that the profile does not name, and the question that it would win.
struct NearMiss {
  TriedQuestion now;
  std::size_t place_then = 0;  ///< with the topic: 1 to `places_won`
};

struct Findability {
  std::size_t tried = 0;             ///< how many questions
  std::vector<TriedQuestion> found;  ///< those with a place; best place first
  std::vector<std::string> words;    ///< of the profile, as written, what brings most first
  std::vector<std::string> topics;   ///< codes of what the profile is about, strongest first
  std::vector<NearMiss> near_misses;
};

inline constexpr std::size_t places_told = 10;
inline constexpr std::size_t places_won = 3;
/// Bounds of the work and of what is told.
inline constexpr std::size_t topics_tried = 15;
inline constexpr std::size_t near_topics_tried = 15;
inline constexpr std::size_t words_told = 12;
inline constexpr std::size_t topics_told = 8;
inline constexpr std::size_t near_misses_told = 6;

/// Tries the profile, which need not be as it stands in the index, against the others of its
/// municipality. Equal others do not come before it.
Findability findability(const Index& index, const Profile& profile);

}  // namespace expertise::search
