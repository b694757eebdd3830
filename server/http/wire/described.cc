#include "server/http/wire/described.h"

#include <algorithm>
#include <vector>

#include "search/eighteen_in_text.h"
#include "server/http/sentences.h"

namespace expertise::http {

namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string made;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) made += i + 1 == items.size() ? " and " : ", ";
    made += items[i];
  }
  return made;
}

void say(std::string& text, const char* what, const std::vector<std::string>& items) {
  if (items.empty()) return;
  if (!text.empty()) text += " ";
  text += what + joined(items) + ".";
}

std::string years(const search::AgeBand& age) {
  if (age.from == age.to) return std::to_string(age.from);
  if (age.to >= 120) return std::to_string(age.from) + " and over";
  return std::to_string(age.from) + " to " + std::to_string(age.to);
}

std::string in_english(const search::Understood& question) {
  std::vector<std::string> about;
  std::vector<std::string> perhaps;
  std::vector<std::string> mentioned;
  std::vector<std::string> not_about;
  for (const search::Aspect& aspect : question.aspects) {
    (aspect.negated       ? not_about
     : aspect.mentioned   ? mentioned
     : aspect.suspected() ? perhaps
                          : about)
        .push_back(aspect.label);
  }
  std::string text;
  if (about.empty()) text = "No topic recognised; searched by the words.";
  say(text, "About ", about);
  say(text, "Perhaps also about ", perhaps);
  say(text, "Said in passing: ", mentioned);
  say(text, "Not about ", not_about);
  if (question.urgent) text += " It is urgent.";
  if (question.age) say(text, "Age: ", {years(*question.age)});
  if (question.days_until_eighteen) {
    const int months = std::max(1, (*question.days_until_eighteen + 15) / 30);
    text += *question.days_until_eighteen == search::some_day_this_year ? " Turns 18 within a year."
            : *question.days_until_eighteen < search::nearly_a_month ? " Turns 18 within a month."
            : months == 1                                            ? " Turns 18 in about a month."
                          : " Turns 18 in about " + std::to_string(months) + " months.";
  }
  say(text, "Life domain: ", question.life_domains);
  say(text, "Law: ", question.laws);
  std::vector<std::string> spoken;
  for (const std::string& each : question.languages) {
    const Sentence* known = find_sentence("language." + each);
    spoken.push_back(known ? std::string(known->en) : each);
  }
  say(text, "Language: ", spoken);
  say(text, "Neighbourhood: ", question.neighbourhoods);
  return text;
}

}  // namespace

std::string described(const search::Understood& question, const std::string& in_dutch,
                      Language language) {
  return language == Language::en && !question.empty() ? in_english(question) : in_dutch;
}

}  // namespace expertise::http
