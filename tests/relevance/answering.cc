#include "tests/relevance/answering.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "search/dutch.h"
#include "search/evidence.h"
#include "search/index.h"
#include "search/rank.h"
#include "search/team.h"
#include "server/domain/personal_data.h"
#include "tests/temporary_directory.h"

namespace expertise::relevance {
namespace {

std::shared_ptr<const search::Vocabulary> vocabulary_for(const Without& without) {
  if (!without.signs && !without.synonyms && !without.neighbours) {
    return search::seed_vocabulary();
  }
  std::vector<search::Topic> topics = search::seed_vocabulary()->topics();
  for (search::Topic& topic : topics) {
    if (without.signs) topic.signs.clear();
    if (without.synonyms) topic.synonyms.clear();
    if (!without.neighbours) continue;
    topic.near.clear();
    topic.broader.clear();
  }
  return std::make_shared<search::Vocabulary>(std::move(topics));
}

void fill(search::Index& index, std::vector<search::Profile> profiles, const Without& without) {
  if (without.own_topics) {
    for (search::Profile& profile : profiles) profile.topics.clear();
  }
  index.rebuild([&] { return std::exchange(profiles, {}); }, {1, "relevance"});
}

search::Understood understand(const std::string& text, const search::Vocabulary& vocabulary,
                              const std::vector<std::string>& places, const Without& without) {
  search::Understood result = search::understand(text, vocabulary, places);
  if (without.negation) {
    // As if each sentence were a statement: everything it names counts.
    for (const search::Aspect& aspect : std::vector(result.aspects)) {
      if (aspect.negated) result = search::with_topic(result, aspect.topic, vocabulary);
    }
    result.affirmed = result.text;
  }
  if (without.topics) {
    result.topics.clear();
    result.aspects.clear();
  }
  if (without.words) result.affirmed.clear();
  if (without.facets) {
    result.age.reset();
    result.laws.clear();
    result.life_domains.clear();
    result.languages.clear();
    result.neighbourhoods.clear();
  }
  return result;
}

std::vector<std::string> personal_data_in(const std::string& text) {
  std::vector<std::string> result;
  for (const Finding& each : find_personal_data(text)) {
    result.push_back(text.substr(each.begin, each.end - each.begin));
  }
  return result;
}

std::vector<std::string> places_of(const Collection& collection) {
  std::set<std::string> places;
  for (const search::Profile& profile : collection.profiles) {
    places.insert(profile.neighbourhoods.begin(), profile.neighbourhoods.end());
  }
  return {places.begin(), places.end()};
}

// As the product ranks when everybody can be asked and nobody has anything in hand.
void rank_profiles(Answer& answer, const search::Index& index, bool people,
                   const search::Wishes& wishes) {
  const std::shared_ptr<const search::Vocabulary> vocabulary = index.vocabulary();
  search::Query query;
  query.question = answer.understood;
  query.filters.municipalities = {municipality};
  query.limit = search::rank_depth;
  const std::vector<search::Candidate> ranked =
      search::rank(index.find(query).hits, answer.understood, {}, {}, *vocabulary, wishes);
  for (std::size_t i = 0; i < std::min(ranked.size(), answers_kept); ++i) {
    answer.ranked.emplace_back(ranked[i].id, ranked[i].score);
  }
  if (!people) return;
  for (const auto& member : search::small_team(ranked, answer.understood).members) {
    answer.team.push_back(member.id);
  }
}

// Every question of the past as a consultation that helped, whoever dealt with it.
search::Evidence learn(const Collection& collection, const search::Vocabulary& vocabulary,
                       const Without& without) {
  search::Evidence evidence;
  for (const Logged& logged : collection.log) {
    const search::Understood understood = understand(logged.text, vocabulary, {}, without);
    evidence.add({logged.id, logged.experts, search::terms(search::analyse(understood.affirmed)),
                  understood.topics});
  }
  return evidence;
}

void rank_experts(Answer& answer, const search::Evidence& evidence) {
  for (const search::Experience& each : evidence.of(answer.understood)) {
    if (answer.ranked.size() == answers_kept) break;
    answer.ranked.emplace_back(each.expert, each.score);
  }
}

}  // namespace

std::vector<Answer> answer(const Collection& collection, const Without& without) {
  const bool log = collection.shape == Collection::Shape::log;
  const TemporaryDirectory place;
  search::Index index(place.path(), "relevance", vocabulary_for(without));
  fill(index, collection.profiles, without);
  const search::Vocabulary& vocabulary = *index.vocabulary();
  const search::Evidence evidence =
      log ? learn(collection, vocabulary, without) : search::Evidence{};
  const std::vector<std::string> places = places_of(collection);
  std::vector<Answer> answers;
  for (const Question& question : collection.questions) {
    Answer answer;
    answer.question = question.id;
    answer.understood = understand(question.text, vocabulary, places, without);
    answer.personal_data = personal_data_in(question.text);
    if (log) {
      rank_experts(answer, evidence);
    } else {
      rank_profiles(
          answer, index, collection.shape == Collection::Shape::pool,
          without.wishes ? search::Wishes{} : search::wishes_in(answer.understood.affirmed));
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace expertise::relevance
