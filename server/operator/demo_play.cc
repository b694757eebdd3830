#include "server/operator/demo_play.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "server/operator/command.h"
#include "server/operator/demo_steps.h"
#include "server/pool/clock_work.h"

namespace expertise {

namespace {

constexpr int clock_minutes = 15;

// What comes next in one consultation, or one change of somebody's hours.
struct Strand {
  /// Does what is due now; gives when the next thing of this strand is due.
  std::function<std::optional<Instant>()> go;
};

class Timeline {
 public:
  Timeline(Product& product, ScriptedEnv& env, Instant until)
      : product_(product), env_(env), until_(until) {}

  void add(Instant due, Strand strand) { strands_.emplace(due, std::move(strand)); }

  /// Everything in order of time; of what is due at one moment, what was added first.
  void run() {
    while (!strands_.empty()) {
      auto first = strands_.begin();
      auto [due, strand] = std::move(*first);
      strands_.erase(first);
      pass_time(due);
      if (auto next = strand.go()) add(std::max(*next, due), std::move(strand));
    }
    pass_time(until_);
  }

 private:
  // As a serving process would have done it, though less often: every deadline lies in office
  // hours.
  void pass_time(Instant to) {
    Context context{*product_.store, env_};
    for (;;) {
      Instant next = add_working_minutes(env_.now(), clock_minutes, calendar_);
      if (next >= to) break;
      env_.set(next);
      do_what_is_due(context, next);
    }
    env_.set(to);
    do_what_is_due(context, to);
  }

  Product& product_;
  ScriptedEnv& env_;
  Instant until_;
  WorkingCalendar calendar_;
  std::multimap<Instant, Strand> strands_;
};

[[noreturn]] void fail(const DemoConsultation& script, std::size_t step, const std::string& why) {
  throw std::runtime_error(
      "consultations.json, " + script.id + ", " +
      (step == 0 ? "asking"
                 : "step " + std::to_string(step) + " (" + script.steps[step - 1].act + ")") +
      ": " + why);
}

// The strand of one consultation: asking, then its steps.
Strand strand_of(Product& product, ScriptedEnv& env, const DemoPeople& people,
                 const DemoConsultation& script, Instant until, std::function<void()> begun) {
  auto playing = std::make_shared<Playing>(product, people, script);
  auto next = std::make_shared<std::size_t>(0);
  return {[=, &env, &script]() -> std::optional<Instant> {
    std::size_t at = (*next)++;
    try {
      if (at == 0) {
        playing->ask();
        begun();
      } else {
        playing->act(script.steps[at - 1]);
      }
      if (at == script.steps.size()) return std::nullopt;
      const DemoStep& coming = script.steps[at];
      Instant start = env.now();
      if (coming.act == "expire") start = playing->answer_by().value_or(start);
      Instant due = moment_after(start, coming.after, {});
      if (due > until) fail(script, at + 1, "lies in the future");
      return due;
    } catch (const Refusal& refusal) {
      fail(script, at, explain(refusal));
    } catch (const std::invalid_argument& fault) {
      fail(script, at, fault.what());
    }
  }};
}

// Leave is entered a few days before it starts, a pause on the day itself, by the person concerned.
Strand change_of_hours(Product& product, const DemoPeople& people, const DemoSpecialist& specialist,
                       std::function<void(Availability&)> change) {
  return {[&product, &people, &specialist, change = std::move(change)] {
    const Actor& actor = people.actor(specialist.id);
    auto profile = product.profiles.profile(actor, *actor.specialist).specialist;
    change(profile.availability);
    product.profiles.change_availability(actor, profile.id, profile.availability,
                                         {profile.revision});
    return std::optional<Instant>();
  }};
}

void add_changes_of_hours(Timeline& timeline, Product& product, const DemoPeople& people,
                          const DemoData& data) {
  constexpr int days_ahead = 5;
  constexpr int half_past_nine = 9 * 60 + 30;
  for (const DemoSpecialist& each : data.specialists) {
    if (each.leave) {
      Absence absence{.from = each.leave->from, .until = each.leave->until};
      if (!each.leave->substitute.empty())
        absence.substitute = people.specialist(each.leave->substitute);
      timeline.add(instant_of(plus_days(each.leave->from, -days_ahead), half_past_nine),
                   change_of_hours(product, people, each, [absence](Availability& availability) {
                     availability.absences.push_back(absence);
                   }));
    }
    if (each.paused_since) {
      timeline.add(instant_of(*each.paused_since, half_past_nine),
                   change_of_hours(product, people, each,
                                   [](Availability& availability) { availability.paused = true; }));
    }
  }
}

}  // namespace

void play(Product& product, ScriptedEnv& env, const DemoData& data, const DemoPeople& people,
          Instant until, const std::function<void(double)>& done) {
  Timeline timeline(product, env, until);
  add_changes_of_hours(timeline, product, people, data);
  auto count = std::make_shared<std::size_t>(0);
  auto begun = [&done, count, all = data.consultations.size()] {
    done(static_cast<double>(++*count) / static_cast<double>(all));
  };
  for (const DemoConsultation& each : data.consultations) {
    Instant asked;
    try {
      asked = moment_before(until, each.asked, {});
    } catch (const std::invalid_argument& fault) {
      fail(each, 0, fault.what());
    }
    timeline.add(asked, strand_of(product, env, people, each, until, begun));
  }
  timeline.run();
}

}  // namespace expertise
