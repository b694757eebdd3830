#include "server/pool/learning.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <mutex>
#include <shared_mutex>

#include "server/domain/personal_data.h"

namespace expertise {

namespace {

constexpr double least_value = 4;
constexpr std::size_t lessons_at_once = 1000;
constexpr std::size_t events_at_once = 2000;

// The names of what is in a lesson.
constexpr const char* specialists_key = "specialists";
constexpr const char* terms_key = "terms";

// Calls `use` with each part of a list divided by spaces.
template <class Use>
void each_part(std::string_view list, const Use& use) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) use(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void append_part(std::string& list, std::string_view part) {
  if (!list.empty()) list += ' ';
  list += part;
}

// What could lead back to a person is left out before a word is counted.
std::string terms_of(std::string_view question) {
  std::string text(question);
  for (const Finding& each : find_personal_data(question)) {
    std::fill(text.begin() + std::ptrdiff_t(each.begin), text.begin() + std::ptrdiff_t(each.end),
              ' ');
  }
  std::string list;
  for (const search::WeightedTerm& term : search::terms(search::analyse(text))) {
    // A part of a compound counts half: weights are whole numbers of halves.
    const auto halves = static_cast<int>(term.weight / search::part_weight);
    append_part(list, term.term + ":" + std::to_string(halves));
  }
  return list;
}

std::vector<search::WeightedTerm> read_terms(std::string_view list) {
  std::vector<search::WeightedTerm> result;
  each_part(list, [&](std::string_view part) {
    const std::size_t colon = part.rfind(':');
    int halves = 0;
    if (colon == std::string_view::npos) return;
    std::from_chars(part.data() + colon + 1, part.data() + part.size(), halves);
    if (halves <= 0) return;
    result.push_back({std::string(part.substr(0, colon)), halves * search::part_weight});
  });
  return result;
}

// The ids of those whose advice is in the log of this consultation, each once.
std::string advisers_of(Step& step) {
  EventQuery query;
  query.municipalities = {step.consultation.municipality};
  query.consultation = step.consultation.id;
  query.kinds = {EventKind::advice_given, EventKind::phone_consult_logged};
  query.page.limit = Page::most;
  std::vector<std::string> ids;
  for (const Event& event : step.txn->find(query).items) {
    const auto found = event.details.find("specialist");
    if (found == event.details.end()) continue;
    if (std::find(ids.begin(), ids.end(), found->second) == ids.end()) ids.push_back(found->second);
  }
  std::string list;
  for (const std::string& id : ids) append_part(list, id);
  return list;
}

// The last wording of the question that is still there; empty when there is none.
std::string read_question(Step& step) {
  const AccessEntry entry{.at = step.now,
                          .action = "read",
                          .object = "consultation",
                          .consultation = step.consultation.id,
                          .municipality = step.consultation.municipality,
                          .result = "shown",
                          .purpose = "learning",
                          .origin = step.actor.origin};
  std::string text;
  for (const ThreadEntry& each :
       step.txn->read_thread(step.consultation.id, {MessageKind::question}, entry)) {
    for (const MessageVersion& version : each.versions) {
      if (version.text) text = version.text->part("text");
    }
  }
  return text;
}

// The advisers of a consultation that teaches something; empty for one that does not.
std::string teaching_advisers(Step& step) {
  return worth_of(step.consultation, {}) > 0 ? advisers_of(step) : std::string();
}

}  // namespace

double worth_of(const Consultation& consultation, const std::vector<Review>& reviews) {
  const auto& closure = consultation.closure;
  if (!closure || closure->result == Result::not_solved) return 0;
  const auto& follow_up = consultation.follow_up;
  if (follow_up && follow_up->done && !follow_up->helped) return 0;
  for (const Review& each : reviews) {
    if (each.verdict == Verdict::action_needed) return 0;
  }
  const double value = (closure->value_for_resident + closure->value_for_asker) / 2.0;
  // 4 of 5 counts half, 5 of 5 whole.
  return value < least_value ? 0 : (value - 3) / 2;
}

void keep_lesson(Step& step) {
  const std::string advisers = teaching_advisers(step);
  if (advisers.empty()) return;
  const std::string terms = terms_of(read_question(step));
  step.txn->put_lesson(step.consultation.id, {{specialists_key, advisers}, {terms_key, terms}});
}

void keep_lesson(Step& step, std::string_view question) {
  const std::string advisers = teaching_advisers(step);
  if (advisers.empty()) return;
  step.txn->put_lesson(step.consultation.id,
                       {{specialists_key, advisers}, {terms_key, terms_of(question)}});
}

void forget_words(Txn& txn, ConsultationId consultation) {
  std::optional<Details> kept = txn.lesson(consultation);
  if (!kept) return;
  kept->erase(terms_key);
  txn.put_lesson(consultation, *kept);
}

struct Learned::Impl {
  explicit Impl(Store& the_store) : store(the_store) {}

  // Brings one consultation in the evidence to what the store says of it now.
  void refresh(Txn& txn, ConsultationId id) {
    const std::optional<Details> lesson = txn.lesson(id);
    const std::optional<Consultation> consultation = txn.consultation_unscoped(id);
    search::LoggedConsultation logged;
    logged.id = id.text();
    if (lesson && consultation) {
      logged.weight = worth_of(*consultation, txn.reviews(id));
      const auto part = [&](const char* name) {
        const auto found = lesson->find(name);
        return found == lesson->end() ? std::string_view() : std::string_view(found->second);
      };
      each_part(part(specialists_key),
                [&](std::string_view expert) { logged.experts.emplace_back(expert); });
      logged.terms = read_terms(part(terms_key));
      for (const std::string& topic : consultation->understood.topics) {
        logged.topics.push_back({topic, 1});
      }
    }
    evidence.add(logged);
  }

  void read_all() {
    // What is read below may be newer than this; those events come again and change nothing.
    const std::uint64_t start = store.head().seq;
    auto txn = store.begin(Access::read);
    ConsultationId last;
    for (;;) {
      const auto some = txn->lessons_after(last, lessons_at_once);
      for (const ConsultationId id : some) refresh(*txn, id);
      if (some.size() < lessons_at_once) break;
      last = some.back();
    }
    seen = start;
    begun = true;
  }

  void follow() {
    for (;;) {
      const std::vector<Event> events = store.events_after(seen, events_at_once);
      if (events.empty()) return;
      auto txn = store.begin(Access::read);
      for (const Event& event : events) {
        if (!event.consultation) continue;
        // Whatever befalls one that taught something may change what it teaches.
        if (event.kind == EventKind::consultation_closed ||
            evidence.contains(event.consultation->text()) || event.kind == EventKind::reviewed ||
            event.kind == EventKind::followed_up) {
          refresh(*txn, *event.consultation);
        }
      }
      seen = events.back().seq;
    }
  }

  Store& store;
  search::Evidence evidence;
  mutable std::shared_mutex mutex;
  std::atomic<bool> begun = false;
  std::atomic<std::uint64_t> seen = 0;
};

Learned::Learned(Store& store) : impl_(std::make_unique<Impl>(store)) {}
Learned::~Learned() = default;

void Learned::catch_up() {
  if (impl_->begun && impl_->seen >= impl_->store.head().seq) return;
  const std::unique_lock lock(impl_->mutex);
  if (!impl_->begun) impl_->read_all();
  impl_->follow();
}

void Learned::tell(const search::Understood& question,
                   std::unordered_map<std::string, search::Signals>& people) const {
  const std::shared_lock lock(impl_->mutex);
  if (impl_->evidence.size() == 0) return;
  for (const search::Experience& each : impl_->evidence.of(question)) {
    const auto found = people.find(each.expert);
    if (found != people.end()) found->second.experience = each.score;
  }
  for (auto& [id, signals] : people) {
    for (const search::TopicTimes& each : impl_->evidence.topics_of(id)) {
      const bool asked =
          std::any_of(question.aspects.begin(), question.aspects.end(),
                      [&](const search::Aspect& aspect) { return aspect.topic == each.topic; });
      if (asked) signals.evidence[each.topic] = each.times;
    }
  }
}

std::vector<search::TopicTimes> Learned::topics_of(SpecialistId specialist) const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->evidence.topics_of(specialist.text());
}

}  // namespace expertise
