#include "server/pool/kept_transition.h"

#include <charconv>

#include "search/eighteen_in_text.h"

namespace expertise {

namespace {

constexpr int last_year_before = 17;

std::string years(int from, int to) { return std::to_string(from) + "-" + std::to_string(to); }

// The age when both years are the same.
std::optional<int> one_age(const std::string& kept) {
  int from = 0;
  int to = 0;
  const char* end = kept.data() + kept.size();
  const auto first = std::from_chars(kept.data(), end, from);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, to);
  if (second.ec != std::errc() || second.ptr != end || from != to) return std::nullopt;
  return from;
}

}  // namespace

std::optional<std::string> age_to_keep(const search::Understood& understood,
                                       const search::Vocabulary& vocabulary) {
  const auto transition = search::transition_to_adulthood(understood, vocabulary);
  if (transition && transition->age_from != search::AgeFrom::topic) {
    return years(transition->age, transition->age);
  }
  if (!understood.age) return std::nullopt;
  return years(understood.age->from, understood.age->to);
}

std::optional<search::Transition> kept_transition(const UnderstoodCodes& kept,
                                                  const search::Vocabulary& vocabulary) {
  const std::optional<int> age = kept.age_group ? one_age(*kept.age_group) : std::nullopt;
  if (!age) return std::nullopt;
  search::Understood question;
  question.ages = {*age};
  if (*age == last_year_before) question.days_until_eighteen = search::some_day_this_year;
  for (const std::string& topic : kept.topics) {
    question = search::with_topic(std::move(question), topic, vocabulary);
  }
  return search::transition_to_adulthood(question, vocabulary);
}

}  // namespace expertise
