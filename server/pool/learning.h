// What the pool learns from consultations that helped somebody: a lesson of each, kept sealed with
// it, and the evidence of who can help that they make together, in memory. Which consultation
// teaches anything is decided here; how people are found by it stands in search/evidence.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/evidence.h"
#include "search/rank.h"
#include "server/pool/consultation_step.h"

namespace expertise {

/// How much a consultation teaches, 0 to 1: nothing before it is closed, when it was not solved,
/// was valued less than 4 on average, did not help when looked back on, or when a review of it
/// called for action.
double worth_of(const Consultation& consultation, const std::vector<Review>& reviews);

/// Keeps the lesson of the consultation being closed, when it teaches anything and somebody
/// advised. For that its question is read, which the access log tells.
void keep_lesson(Step& step);
/// The same with the text of the question at hand.
void keep_lesson(Step& step, std::string_view question);

/// Leaves the words out of what is kept of a consultation, when anything is: a wording of its
/// question is gone.
void forget_words(Txn& txn, ConsultationId consultation);

/// The evidence of all lessons, as the log has it now. Safe to use from many threads at once.
class Learned {
 public:
  /// `store` must outlive it.
  explicit Learned(Store& store);
  ~Learned();

  /// Reads what came about since the last time; the first time every lesson, which takes about a
  /// second for 10,000. Not within a transaction. What is told below is as of the last time.
  void catch_up();

  /// Adds to what is known of these people, by id, what they advised on that is like the question.
  void tell(const search::Understood& question,
            std::unordered_map<std::string, search::Signals>& people) const;
  /// What this person advised on, most often first.
  std::vector<search::TopicTimes> topics_of(SpecialistId specialist) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise
