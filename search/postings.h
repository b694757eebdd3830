// Who has which term, in memory: the weighted and the filtering terms of all profiles, made from
// the index when it is opened and kept in step with every write. Scores a question by adding up,
// term by term, which is many times quicker than walking lists on disk. Knows numbers of documents,
// not what they are; callers see to it that nobody reads while it is changed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/allowed.h"

namespace expertise::search {

using DocumentNumber = std::uint32_t;

/// A term with its weight in a question.
using QueryTerm = std::pair<std::string, double>;

/// A profile passes when it has at least one term of every group.
using FilterGroups = std::vector<std::vector<std::string>>;

struct Scored {
  DocumentNumber document = 0;
  double score = 0;
};

/// What to score and whom to leave out.
struct ScoreRequest {
  std::vector<QueryTerm> terms;
  FilterGroups groups;
  std::vector<std::string> except;               ///< terms whose holders are left out
  std::optional<std::vector<std::string>> only;  ///< ids; all of these, whatever their score
  std::shared_ptr<const Allowed> allowed;
  bool count_allowed = false;  ///< see Query::count_allowed
  bool by_name = false;        ///< everybody who passes, in order of sort key
  std::size_t wanted = 0;
};

class Postings {
 public:
  /// Adds a document without terms; one that is there keeps its terms.
  void add_document(DocumentNumber document, std::string id, std::string sort_key);
  /// Removes a document whose terms are removed.
  void remove_document(DocumentNumber document);
  /// A document that has not this term has it. Weights are at most 65,535; 0 is a filter. Quickest
  /// in order of documents.
  void add_term(const std::string& term, DocumentNumber document, std::uint32_t weight);
  void remove_term(const std::string& term, DocumentNumber document);

  std::size_t size() const { return numbers_.size(); }
  /// How many documents have this term.
  std::size_t holders(const std::string& term) const;
  /// The mean weight of a term among its holders; 0 when there are none.
  double mean_weight(const std::string& term) const;
  std::optional<DocumentNumber> number_of(const std::string& id) const;
  const std::string& id_of(DocumentNumber document) const { return documents_[document].id; }

  /// The best documents, best first (equal scores by number), and how many there were in all, as
  /// Found::estimated_total says it.
  std::pair<std::vector<Scored>, std::size_t> score(const ScoreRequest& request) const;

  /// The documents that have all of these terms, in order of number.
  std::vector<DocumentNumber> with_all(const std::vector<std::string>& terms) const;

 private:
  struct List {
    std::vector<DocumentNumber> documents;  // ascending
    std::vector<std::uint16_t> weights;
    std::uint64_t weights_sum = 0;
  };
  struct Document {
    std::string id;  // empty: no such document
    std::string sort_key;
  };

  const List* list(const std::string& term) const;
  std::vector<std::uint8_t> passing(const ScoreRequest& request) const;
  void add_up(const std::vector<QueryTerm>& terms, std::vector<float>& sums) const;
  std::pair<std::vector<Scored>, std::size_t> best_of(const ScoreRequest& request,
                                                      const std::vector<std::uint8_t>& pass,
                                                      const std::vector<float>& sums) const;
  bool is_allowed(const Allowed& allowed, DocumentNumber document) const;
  std::shared_ptr<const std::vector<bool>> allowed_documents(
      const std::shared_ptr<const Allowed>& allowed) const;
  std::vector<Scored> by_name(const ScoreRequest& request,
                              const std::vector<std::uint8_t>& pass) const;
  bool everybody_has(const std::vector<std::string>& alternatives) const;

  std::unordered_map<std::string, List> lists_;
  std::vector<Document> documents_;  // by number
  // Who of the documents an Allowed lets through, for the last few that were asked, until a
  // document comes or goes: an answer is asked for again and again, and its bits lie close
  // together.
  struct Answer {
    std::weak_ptr<const Allowed> of;
    std::shared_ptr<const std::vector<bool>> documents;
  };
  static constexpr std::size_t answers_kept = 8;
  mutable std::array<Answer, answers_kept> answers_;
  // What Allowed numbers a document by, under the numbering that it belongs to; found out when it
  // is first asked.
  mutable std::vector<std::uint64_t> numbered_;
  mutable std::mutex answering_;  // guards both
  std::unordered_map<std::string, DocumentNumber> numbers_;
};

}  // namespace expertise::search
