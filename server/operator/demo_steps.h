// The steps of one consultation of the demo, each taken as the person whose it is, through the use
// cases. It knows nothing of when they are taken.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "server/operator/demo_people.h"

namespace expertise {

class Playing {
 public:
  /// All must outlive it.
  Playing(Product& product, const DemoPeople& people, const DemoConsultation& script)
      : product_(product), people_(people), script_(script) {}

  /// The first step: the question, of whichever origin. Like act() throws Refusal, or
  /// std::runtime_error when the script names what is not there.
  void ask();
  void act(const DemoStep& step);
  /// When the last of those who are asked now must have answered; nothing when nobody is asked.
  std::optional<Instant> answer_by() const;

 private:
  using Act = void (Playing::*)(const DemoStep&);
  struct NamedAct {
    std::string_view name;
    Act act;
  };
  static const std::array<NamedAct, 23> acts;

  void accept(const DemoStep& step);
  void decline(const DemoStep& step);
  void expire(const DemoStep& step);
  void message(const DemoStep& step);
  void clarify(const DemoStep& step);
  void reply(const DemoStep& step);
  void advise(const DemoStep& step);
  void ask_on(const DemoStep& step);
  void extend(const DemoStep& step);
  void own_reference(const DemoStep& step);
  void add_colleague(const DemoStep& step);
  void transfer(const DemoStep& step);
  void invite(const DemoStep& step);
  void hand_over(const DemoStep& step);
  void to_coordinator(const DemoStep& step);
  void assign(const DemoStep& step);
  void answer_by_phone(const DemoStep& step);
  void give_reason(const DemoStep& step);
  void review(const DemoStep& step);
  void close(const DemoStep& step);
  void withdraw(const DemoStep& step);
  void reopen(const DemoStep& step);
  void follow_up(const DemoStep& step);

  void ask_question();
  void log_phone_consult();
  /// External ids, or `best`: who stands highest and can be asked.
  std::vector<SpecialistId> chosen(const Actor& actor, const std::vector<std::string>& names) const;
  SpecialistId best(const Actor& actor, const std::set<SpecialistId>& taken) const;
  bool can_be_asked(const Presence& presence) const;
  MunicipalityId home(const Actor& actor) const;

  Consultation now() const;
  Seen seen() const { return {now().revision}; }
  std::vector<Invitation> invitations() const;
  const Actor& asker() const { return people_.actor(now().asker); }
  const Actor& coordinator(const DemoStep& step) const;
  Invitation pending(const DemoStep& step) const;
  Invitation accepted(const DemoStep& step) const;

  Product& product_;
  const DemoPeople& people_;
  const DemoConsultation& script_;
  ConsultationId id_;
};

}  // namespace expertise
