// One array of scores; each term adds to the scores of those who have it. The array belongs to the
// calling thread and is used again.
#include "search/postings.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <span>

namespace expertise::search {
namespace {

bool better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.document < b.document;
}

// Documents that are looked at together. Their loops have no branches, so that the compiler makes
// of many additions and comparisons one.
constexpr std::size_t block = 64;

bool any_above(std::span<const float> sums, float least) {
  unsigned above = 0;
  for (const float sum : sums) above |= sum > least ? 1U : 0U;
  return above != 0;
}

std::size_t above_zero(std::span<const float> sums) {
  unsigned above = 0;
  for (const float sum : sums) above += sum > 0 ? 1U : 0U;
  return above;
}

}  // namespace

void Postings::add_document(DocumentNumber document, std::string id, std::string sort_key) {
  if (documents_.size() <= document) {
    documents_.resize(std::size_t{document} + 1);
    numbered_.resize(documents_.size(), 0);
  }
  numbered_[document] = 0;
  answers_ = {};
  numbers_[id] = document;
  documents_[document] = {std::move(id), std::move(sort_key)};
}

void Postings::remove_document(DocumentNumber document) {
  if (document >= documents_.size()) return;
  numbers_.erase(documents_[document].id);
  documents_[document] = {};
  answers_ = {};
}

void Postings::add_term(const std::string& term, DocumentNumber document, std::uint32_t weight) {
  List& held = lists_[term];
  const auto limited = static_cast<std::uint16_t>(
      std::min<std::uint32_t>(weight, std::numeric_limits<std::uint16_t>::max()));
  const auto place = held.documents.empty() || held.documents.back() < document
                         ? held.documents.end()
                         : std::lower_bound(held.documents.begin(), held.documents.end(), document);
  const auto at = held.weights.begin() + (place - held.documents.begin());
  held.weights.insert(at, limited);
  held.documents.insert(place, document);
  held.weights_sum += limited;
}

void Postings::remove_term(const std::string& term, DocumentNumber document) {
  const auto found = lists_.find(term);
  if (found == lists_.end()) return;
  List& held = found->second;
  const auto place = std::lower_bound(held.documents.begin(), held.documents.end(), document);
  if (place == held.documents.end() || *place != document) return;
  const auto weight = held.weights.begin() + (place - held.documents.begin());
  held.weights_sum -= *weight;
  held.weights.erase(weight);
  held.documents.erase(place);
  if (held.documents.empty()) lists_.erase(found);
}

const Postings::List* Postings::list(const std::string& term) const {
  const auto found = lists_.find(term);
  return found == lists_.end() ? nullptr : &found->second;
}

std::size_t Postings::holders(const std::string& term) const {
  const List* held = list(term);
  return held == nullptr ? 0 : held->documents.size();
}

double Postings::mean_weight(const std::string& term) const {
  const List* held = list(term);
  if (held == nullptr) return 0;
  return static_cast<double>(held->weights_sum) / static_cast<double>(held->weights.size());
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

// One byte a document: 1 when it passes; nothing when all pass. Groups that everybody passes cost
// nothing.
std::vector<std::uint8_t> Postings::passing(const ScoreRequest& request) const {
  std::vector<std::uint8_t> pass;
  std::vector<std::uint8_t> marked;
  const auto begin_marking = [&] { marked.assign(documents_.size(), 0); };
  const auto mark = [&](const std::string& term) {
    const List* held = list(term);
    if (held == nullptr) return;
    for (const DocumentNumber document : held->documents) marked[document] = 1;
  };
  const auto keep_marked = [&] {
    if (pass.empty()) {
      pass = marked;
    } else {
      for (std::size_t i = 0; i < pass.size(); ++i) pass[i] &= marked[i];
    }
  };
  for (const std::vector<std::string>& group : request.groups) {
    if (everybody_has(group)) continue;
    begin_marking();
    for (const std::string& term : group) mark(term);
    keep_marked();
  }
  if (request.only) {
    begin_marking();
    for (const std::string& id : *request.only) {
      if (const auto document = number_of(id)) marked[*document] = 1;
    }
    keep_marked();
  }
  if (!request.except.empty()) {
    begin_marking();
    for (const std::string& term : request.except) mark(term);
    for (std::uint8_t& mark_of_one : marked) mark_of_one ^= 1;
    keep_marked();
  }
  return pass;
}

void Postings::add_up(const std::vector<QueryTerm>& terms, std::vector<float>& sums) const {
  sums.assign(documents_.size(), 0);
  for (const auto& [term, weight] : terms) {
    const List* held = list(term);
    if (held == nullptr || weight <= 0) continue;
    const auto factor = static_cast<float>(weight);
    const DocumentNumber* const documents = held->documents.data();
    const std::uint16_t* const weights = held->weights.data();
    const std::size_t count = held->documents.size();
    for (std::size_t i = 0; i < count; ++i) {
      sums[documents[i]] += factor * static_cast<float>(weights[i]);
    }
  }
}

// Everybody who passes, in order of name.
std::vector<Scored> Postings::by_name(const ScoreRequest& request,
                                      const std::vector<std::uint8_t>& pass) const {
  const auto allowed = allowed_documents(request.allowed);
  std::vector<Scored> all;
  for (DocumentNumber document = 0; document < documents_.size(); ++document) {
    const std::string& id = documents_[document].id;
    if (id.empty() || (!pass.empty() && pass[document] == 0)) continue;
    if (!allowed || (*allowed)[document]) all.push_back({document, 0});
  }
  std::sort(all.begin(), all.end(), [&](const Scored& a, const Scored& b) {
    const Document& one = documents_[a.document];
    const Document& other = documents_[b.document];
    return one.sort_key != other.sort_key ? one.sort_key < other.sort_key : one.id < other.id;
  });
  return all;
}

std::pair<std::vector<Scored>, std::size_t> Postings::score(const ScoreRequest& request) const {
  const std::vector<std::uint8_t> pass = passing(request);
  if (request.by_name) {
    std::vector<Scored> all = by_name(request, pass);
    const std::size_t total = all.size();
    all.resize(std::min(request.wanted, total));
    return {std::move(all), total};
  }
  thread_local std::vector<float> sums;
  add_up(request.terms, sums);
  for (std::size_t i = 0; i < pass.size(); ++i) sums[i] = pass[i] == 0 ? 0 : sums[i];
  return best_of(request, pass, sums);
}

bool Postings::is_allowed(const Allowed& allowed, DocumentNumber document) const {
  constexpr int numbering_begins = 32;
  std::uint64_t& known = numbered_[document];
  if (known >> numbering_begins != allowed.numbering()) {
    const auto number = allowed.number_of(documents_[document].id);
    if (!number) return allowed.allows_unnumbered();
    known = std::uint64_t{allowed.numbering()} << numbering_begins | *number;
  }
  return allowed.allows(static_cast<std::uint32_t>(known));
}

std::shared_ptr<const std::vector<bool>> Postings::allowed_documents(
    const std::shared_ptr<const Allowed>& allowed) const {
  if (!allowed) return nullptr;
  const std::lock_guard lock(answering_);
  const auto held = std::find_if(answers_.begin(), answers_.end(), [&](const Answer& each) {
    return each.documents && each.of.lock() == allowed;
  });
  if (held != answers_.end()) return held->documents;
  auto documents = std::make_shared<std::vector<bool>>(documents_.size());
  for (DocumentNumber document = 0; document < documents_.size(); ++document) {
    (*documents)[document] = !documents_[document].id.empty() && is_allowed(*allowed, document);
  }
  std::move_backward(answers_.begin(), answers_.end() - 1, answers_.end());
  answers_.front() = {allowed, documents};
  return documents;
}

// The best so far are a heap with the worst of them on top: most documents are compared once.
std::pair<std::vector<Scored>, std::size_t> Postings::best_of(
    const ScoreRequest& request, const std::vector<std::uint8_t>& pass,
    const std::vector<float>& sums) const {
  const std::size_t count = request.wanted;
  const auto allowed = allowed_documents(request.allowed);
  std::vector<Scored> best;
  std::size_t total = 0;
  const auto look_at = [&](DocumentNumber document) {
    if (!pass.empty() && pass[document] == 0) return;
    if (sums[document] <= 0 && (!request.only || documents_[document].id.empty())) return;
    const Scored scored{document, static_cast<double>(sums[document])};
    const bool wanted = best.size() < count || (!best.empty() && better(scored, best.front()));
    if (allowed && (wanted || request.count_allowed) && !(*allowed)[document]) return;
    ++total;
    if (!wanted) return;
    if (best.size() == count) {
      std::pop_heap(best.begin(), best.end(), better);
      best.pop_back();
    }
    best.push_back(scored);
    std::push_heap(best.begin(), best.end(), better);
  };
  // Where nobody is better than the worst so far, they need only be counted.
  const bool counted_by_sum = !request.only && !(allowed && request.count_allowed);
  for (std::size_t begin = 0; begin < sums.size(); begin += block) {
    const std::span<const float> some(sums.data() + begin, std::min(block, sums.size() - begin));
    if (counted_by_sum && !best.empty() && best.size() == count &&
        !any_above(some, static_cast<float>(best.front().score))) {
      total += above_zero(some);
      continue;
    }
    for (std::size_t i = 0; i < some.size(); ++i) look_at(static_cast<DocumentNumber>(begin + i));
  }
  std::sort_heap(best.begin(), best.end(), better);
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
