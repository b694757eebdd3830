#include "server/pool/question_checks.h"

#include <algorithm>
#include <set>

#include "search/readable.h"
#include "server/domain/text.h"
#include "server/pool/consultation_texts.h"

namespace expertise {

namespace {

void check_specialists(Txn& txn, const std::vector<SpecialistId>& ids, std::size_t most,
                       const std::vector<MunicipalityId>& municipalities, const std::string& place,
                       std::vector<Fault>& found) {
  if (!check_count(ids.size(), most, place, found)) return;
  std::set<SpecialistId> seen;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!seen.insert(ids[i]).second) {
      found.push_back({at_index(place, i), "duplicate"});
    } else {
      check_specialist(txn, ids[i], municipalities, at_index(place, i), found);
    }
  }
}

}  // namespace

void check_topics(const std::vector<std::string>& topics, const search::Vocabulary& vocabulary,
                  const std::string& place, std::vector<Fault>& found) {
  if (!check_count(topics.size(), ConsultationLimits::topics, place, found)) return;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    if (!vocabulary.find(topics[i])) found.push_back({at_index(place, i), "unknown_topic"});
  }
}

void check_says_something(const std::string& text, const search::Vocabulary& vocabulary,
                          const std::string& place, std::vector<Fault>& found) {
  if (found.empty() && search::says_nothing(text, vocabulary)) {
    found.push_back({place, "says_nothing"});
  }
}

void check_content(const NewQuestion& question, const search::Vocabulary& vocabulary,
                   std::vector<Fault>& found) {
  check_case_text(question.text, "/text", found);
  check_topics(question.added_topics, vocabulary, "/addedTopics", found);
  check_topics(question.removed_topics, vocabulary, "/removedTopics", found);
  check_removed_facets(question.removed_facets, "/removedFacets", found);
  check_added_facets(question.added_facets, vocabulary, "/addedFacets", found);
  const auto& organisations = question.excluded_organisations;
  if (check_count(organisations.size(), ConsultationLimits::exclusions, "/excludedOrganisations",
                  found)) {
    for (std::size_t i = 0; i < organisations.size(); ++i) {
      check_text(organisations[i], {1, SpecialistLimits::organisation_characters},
                 at_index("/excludedOrganisations", i), found);
    }
  }
}

void check_specialist(Txn& txn, const SpecialistId& id,
                      const std::vector<MunicipalityId>& municipalities, const std::string& place,
                      std::vector<Fault>& found) {
  auto specialist = txn.specialist(id);
  if (!specialist || std::find(municipalities.begin(), municipalities.end(),
                               specialist->municipality) == municipalities.end()) {
    found.push_back({place, "not_found"});
  }
}

void check_people(Txn& txn, const NewQuestion& question,
                  const std::vector<MunicipalityId>& municipalities, std::vector<Fault>& found) {
  check_specialists(txn, question.specialists, ConsultationLimits::invitations_at_once,
                    municipalities, "/specialists", found);
  check_specialists(txn, question.excluded_specialists, ConsultationLimits::exclusions,
                    municipalities, "/excludedSpecialists", found);
}

}  // namespace expertise
