// From the question to the rows of the table: of what age, which strands, which steps by when.
#include "search/eighteen.h"

#include <algorithm>

#include "search/dutch.h"
#include "search/eighteen_in_text.h"
#include "search/eighteen_rules.h"

namespace expertise::search {
namespace {

constexpr int days_a_month = 30;
constexpr int months_a_year = 12;
constexpr std::string_view the_birthday_itself = "overgang-18-18";

struct Youth {
  int age;
  std::optional<int> months_left;
  AgeFrom from;
};

// The asker may have added the topic by hand: then no words brought it, and the text has no say.
bool speaks_of_the_birthday(const Understood& question) {
  return std::any_of(question.aspects.begin(), question.aspects.end(), [&](const Aspect& aspect) {
    return aspect.topic == the_birthday_itself && aspect.certain && !aspect.negated &&
           !aspect.mentioned && (aspect.words.empty() || !eighteen_is_past(analyse(question.text)));
  });
}

// Of several young people the one nearest to eighteen is meant.
std::optional<Youth> youth_of(const Understood& question) {
  const bool gives_seventeen =
      std::find(question.ages.begin(), question.ages.end(), 17) != question.ages.end();
  if (const std::optional<int> days = question.days_until_eighteen) {
    const AgeFrom from = gives_seventeen ? AgeFrom::age : AgeFrom::birthday;
    if (*days == some_day_this_year) return Youth{17, std::nullopt, from};
    const int months = (*days + days_a_month - 1) / days_a_month;
    const int age = months > months_a_year ? 16 : 17;
    if (months > 2 * months_a_year) return std::nullopt;
    return Youth{age, months, AgeFrom::birthday};
  }
  std::optional<int> nearest;
  for (const int age : question.ages) {
    if (age < transition_from_age || age > transition_to_age) continue;
    if (!nearest || std::abs(age - 18) < std::abs(*nearest - 18)) nearest = age;
  }
  if (nearest) return Youth{*nearest, std::nullopt, AgeFrom::age};
  if (question.ages.empty() && speaks_of_the_birthday(question)) {
    return Youth{17, std::nullopt, AgeFrom::topic};
  }
  return std::nullopt;
}

StepTime time_of(const TransitionStep& each, const Youth& youth) {
  const int step = each.months;
  if (youth.age >= 18) {
    const int least_since = (youth.age - 18) * months_a_year;
    if (each.lapses) return StepTime::past;
    if (step <= 0) return StepTime::due;
    return step <= least_since ? StepTime::past : StepTime::open;
  }
  if (step >= 0) return StepTime::later;
  if (youth.months_left) return *youth.months_left <= -step ? StepTime::due : StepTime::later;
  // From (17 - age) years and a day to a year more are left.
  const int least_left = (17 - youth.age) * months_a_year;
  if (-step >= least_left + months_a_year) return StepTime::due;
  return -step > least_left ? StepTime::open : StepTime::later;
}

// True when the topic is one of these, or narrower than one.
bool is_under(std::string_view topic, const std::vector<std::string_view>& these,
              const Vocabulary& vocabulary) {
  const Topic* known = vocabulary.find(topic);
  return std::any_of(these.begin(), these.end(), [&](std::string_view code) {
    if (code == topic) return true;
    const Topic* other = vocabulary.find(code);
    return known != nullptr && other != nullptr && vocabulary.is_within(*known, *other);
  });
}

std::vector<std::string> touching(const TransitionRule& rule, const Understood& question,
                                  const Vocabulary& vocabulary) {
  std::vector<std::string> topics;
  for (const Aspect& aspect : question.aspects) {
    if (aspect.negated || aspect.mentioned || aspect.suspected()) continue;
    if (is_under(aspect.topic, rule.touched_by, vocabulary)) topics.push_back(aspect.topic);
  }
  return topics;
}

// Each once, and without those of `except`: a law that a strand both leaves and goes to tells
// nothing of a side.
void add(std::vector<std::string>& list, const std::vector<std::string_view>& more,
         const std::vector<std::string_view>& except = {}) {
  for (const std::string_view each : more) {
    if (std::find(except.begin(), except.end(), each) != except.end()) continue;
    if (std::find(list.begin(), list.end(), each) == list.end()) list.emplace_back(each);
  }
}

}  // namespace

const std::vector<TransitionRule>& transition_rules() {
  static const std::vector<TransitionRule> rules = [] {
    std::vector<TransitionRule> all = rules_of_help();
    for (auto part : {rules_of_living(), rules_of_law()}) {
      std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    return all;
  }();
  return rules;
}

std::optional<Transition> transition_to_adulthood(const Understood& question,
                                                  const Vocabulary& vocabulary) {
  const std::optional<Youth> youth = youth_of(question);
  if (!youth) return std::nullopt;
  Transition result{.age = youth->age, .age_from = youth->from, .months_left = youth->months_left};
  const bool near = question.days_until_eighteen || youth->age == 17;
  for (const TransitionRule& rule : transition_rules()) {
    if (youth->age < rule.from_age || youth->age > rule.to_age) continue;
    TransitionRow row{&rule, touching(rule, question, vocabulary), {}};
    if (row.topics.empty() && !(rule.always && near)) continue;
    for (const TransitionStep& step : rule.steps) {
      row.times.push_back(time_of(step, *youth));
    }
    add(result.youth.laws, rule.from_laws, rule.to_laws);
    add(result.youth.topics, rule.youth_topics, rule.adult_topics);
    add(result.adult.laws, rule.to_laws, rule.from_laws);
    add(result.adult.topics, rule.adult_topics, rule.youth_topics);
    result.rows.push_back(std::move(row));
  }
  if (result.rows.empty()) return std::nullopt;
  return result;
}

}  // namespace expertise::search
