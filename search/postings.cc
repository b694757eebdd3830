// One array of scores, one of marks; each term adds to the scores of those who have it. Both arrays
// belong to the calling thread and are used again.
#include "search/postings.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace expertise::search {
namespace {

bool better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.document < b.document;
}

}  // namespace

void Postings::add_document(DocumentNumber document, std::string id, std::string sort_key) {
  if (documents_.size() <= document) documents_.resize(std::size_t{document} + 1);
  numbers_[id] = document;
  documents_[document] = {std::move(id), std::move(sort_key)};
}

void Postings::add_term(const std::string& term, DocumentNumber document, std::uint32_t weight) {
  List& held = lists_[term];
  const auto limited = static_cast<std::uint16_t>(
      std::min<std::uint32_t>(weight, std::numeric_limits<std::uint16_t>::max()));
  const auto place = held.documents.empty() || held.documents.back() < document
                         ? held.documents.end()
                         : std::lower_bound(held.documents.begin(), held.documents.end(), document);
  const auto at = place - held.documents.begin();
  held.documents.insert(place, document);
  held.weights.insert(held.weights.begin() + at, limited);
}

void Postings::add(DocumentNumber document, std::string id, std::string sort_key,
                   const std::vector<std::pair<std::string, std::uint32_t>>& terms) {
  add_document(document, std::move(id), std::move(sort_key));
  for (const auto& [term, weight] : terms) add_term(term, document, weight);
}

void Postings::remove(DocumentNumber document, const std::vector<std::string>& terms) {
  for (const std::string& term : terms) {
    const auto found = lists_.find(term);
    if (found == lists_.end()) continue;
    List& held = found->second;
    const auto place = std::lower_bound(held.documents.begin(), held.documents.end(), document);
    if (place == held.documents.end() || *place != document) continue;
    held.weights.erase(held.weights.begin() + (place - held.documents.begin()));
    held.documents.erase(place);
    if (held.documents.empty()) lists_.erase(found);
  }
  if (document < documents_.size()) {
    numbers_.erase(documents_[document].id);
    documents_[document] = {};
  }
}

const Postings::List* Postings::list(const std::string& term) const {
  const auto found = lists_.find(term);
  return found == lists_.end() ? nullptr : &found->second;
}

std::size_t Postings::holders(const std::string& term) const {
  const List* held = list(term);
  return held == nullptr ? 0 : held->documents.size();
}

std::optional<DocumentNumber> Postings::number_of(const std::string& id) const {
  const auto found = numbers_.find(id);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

bool Postings::everybody_has(const std::vector<std::string>& alternatives) const {
  return std::any_of(alternatives.begin(), alternatives.end(),
                     [&](const std::string& term) { return holders(term) == size(); });
}

// One byte a document: 1 when it passes. Groups that everybody passes cost nothing.
std::vector<std::uint8_t> Postings::passing(const ScoreRequest& request) const {
  std::vector<std::uint8_t> pass(documents_.size(), 1);
  std::vector<std::uint8_t> group_pass;
  for (const std::vector<std::string>& group : request.groups) {
    if (everybody_has(group)) continue;
    group_pass.assign(documents_.size(), 0);
    for (const std::string& term : group) {
      const List* held = list(term);
      if (held == nullptr) continue;
      for (const DocumentNumber document : held->documents) group_pass[document] = 1;
    }
    for (std::size_t i = 0; i < pass.size(); ++i) pass[i] &= group_pass[i];
  }
  for (const std::string& term : request.except) {
    const List* held = list(term);
    if (held == nullptr) continue;
    for (const DocumentNumber document : held->documents) pass[document] = 0;
  }
  if (request.only) {
    group_pass.assign(documents_.size(), 0);
    for (const std::string& id : *request.only) {
      if (const auto document = number_of(id)) group_pass[*document] = 1;
    }
    for (std::size_t i = 0; i < pass.size(); ++i) pass[i] &= group_pass[i];
  }
  return pass;
}

std::pair<std::vector<Scored>, std::size_t> Postings::score(const ScoreRequest& request) const {
  thread_local std::vector<float> sums;
  sums.assign(documents_.size(), 0);
  for (const auto& [term, weight] : request.terms) {
    const List* held = list(term);
    if (held == nullptr || weight <= 0) continue;
    const auto factor = static_cast<float>(weight);
    const std::size_t count = held->documents.size();
    for (std::size_t i = 0; i < count; ++i) {
      sums[held->documents[i]] += factor * static_cast<float>(held->weights[i]);
    }
  }
  const std::vector<std::uint8_t> pass = passing(request);
  const bool needs_score = !request.by_name && !request.only;
  std::vector<Scored> best;
  for (DocumentNumber document = 0; document < sums.size(); ++document) {
    if (pass[document] == 0 || (needs_score && sums[document] <= 0)) continue;
    const Document& known = documents_[document];
    if (known.id.empty() || (request.allowed && !request.allowed(known.id))) continue;
    best.push_back({document, static_cast<double>(sums[document])});
  }
  const std::size_t total = best.size();
  const std::size_t kept = std::min(request.wanted, total);
  const auto middle = best.begin() + static_cast<std::ptrdiff_t>(kept);
  if (request.by_name) {
    std::partial_sort(best.begin(), middle, best.end(), [&](const Scored& a, const Scored& b) {
      const Document& one = documents_[a.document];
      const Document& other = documents_[b.document];
      return one.sort_key != other.sort_key ? one.sort_key < other.sort_key : one.id < other.id;
    });
  } else {
    std::nth_element(best.begin(), middle, best.end(), better);
    std::sort(best.begin(), middle, better);
  }
  best.resize(kept);
  return {std::move(best), total};
}

std::vector<DocumentNumber> Postings::with_all(const std::vector<std::string>& terms) const {
  std::vector<DocumentNumber> result;
  bool first = true;
  for (const std::string& term : terms) {
    const List* held = list(term);
    if (held == nullptr) return {};
    if (first) {
      result = held->documents;
      first = false;
      continue;
    }
    std::vector<DocumentNumber> both;
    std::set_intersection(result.begin(), result.end(), held->documents.begin(),
                          held->documents.end(), std::back_inserter(both));
    result = std::move(both);
  }
  return result;
}

}  // namespace expertise::search
