// What the tests of consultations stand on, beside the pool: a town with a team, its people and a
// few specialists, the real index, and short ways to bring a question into each state by the steps
// that people take.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "search/index.h"
#include "server/pool/consultations.h"
#include "server/pool/indexer.h"
#include "tests/pool/fixture.h"

namespace expertise {

struct CaseFixture : PoolFixture {
  /// A specialist with the person behind the profile.
  struct Expert {
    Specialist profile;
    Actor actor;
    SpecialistId id() const { return profile.id; }
  };

  search::Index index{directory.path() / "index", "test",
                      std::make_shared<const search::Vocabulary>(std::vector<search::Topic>{
                          {.code = "schulden", .term = "schulden", .life_domains = {"Financiën"}},
                          {.code = "lvb", .term = "licht verstandelijke beperking"},
                          {.code = "woonoverlast", .term = "woonoverlast", .laws = {"Wmo"}}})};
  Matching matching{context, index};
  Consultations consultations{context, matching};

  Municipality town = municipality();
  Team home_team = team(town.id);
  Neighbourhood quarter = neighbourhood(town.id, "Molenwijk");
  User asking = user(town.id, "Vera Vrager", {Role::team_member}, {home_team.id});
  User beside = user(town.id, "Karel Collega", {Role::team_member}, {home_team.id});
  User elsewhere_in_town = user(town.id, "Petra Anderteam", {Role::team_member});
  User overseeing = user(town.id, "Cora Coördinator", {Role::coordinator});
  Actor asker = actor(asking);
  Actor teammate = actor(beside);
  Actor townsman = actor(elsewhere_in_town);
  Actor coordinator = actor(overseeing);
  Expert anna = expert("Anna Advies");
  Expert bram = expert("Bram Bewind");
  Expert carla = expert("Carla Coach");
  Expert dirk = expert("Dirk Deskundig");

  const std::vector<Expert> nobody{};

  CaseFixture() { bring_up(*store, index); }

  Expert expert(const std::string& name) {
    Specialist profile = specialist(town.id, name, {"schulden"});
    profile.organisation = "Stichting " + name;
    keep_specialist(profile);
    Actor acting = actor(user_of(profile));
    return {profile, acting};
  }
  /// The profile as it is to be from now on.
  void change(Expert& expert, const std::function<void(Specialist&)>& with) {
    with(expert.profile);
    keep_specialist(expert.profile);
  }

  NewQuestion question(std::string text = "Moeder heeft schulden en opent haar post niet meer.") {
    NewQuestion made;
    made.text = std::move(text);
    made.added_topics = {"schulden"};
    return made;
  }
  /// A question of the asker to these people, with everybody else next in line in this order.
  ConsultationId asked(const std::vector<Expert>& invited = {},
                       const std::vector<Expert>& in_line = {}) {
    NewQuestion made = question();
    for (const Expert& each : invited) made.specialists.push_back(each.id());
    return asked(made, in_line);
  }
  ConsultationId asked(const NewQuestion& made, const std::vector<Expert>& in_line = {}) {
    ConsultationId id = consultations.ask(asker, made, std::nullopt);
    rank(id, in_line);
    return id;
  }
  void rank(ConsultationId id, const std::vector<Expert>& in_line) {
    std::vector<RankedSpecialist> ranking;
    for (const Expert& each : in_line) {
      ranking.push_back({each.id(), 100.0 - static_cast<double>(ranking.size())});
    }
    auto txn = store->begin(Access::write);
    txn->put_ranking(id, ranking);
    txn->commit();
  }

  /// A partner of the home team, whose questions Karel Collega, its contact, takes from there.
  Actor partner_of_home_team() {
    User made = user(town.id, "Juf Jansje", {Role::partner});
    made.partner_of = home_team.id;
    keep_user(made);
    home_team.contact = beside.id;
    auto txn = store->begin(Access::write);
    txn->put(home_team);
    txn->commit();
    return actor(made);
  }

  Consultation row(ConsultationId id) {
    return store->begin(Access::read)->consultation_unscoped(id).value();
  }
  ConsultationState state(ConsultationId id) { return row(id).state; }
  Seen seen(ConsultationId id) { return {row(id).revision}; }
  std::vector<Invitation> invitations(ConsultationId id) {
    return store->begin(Access::read)->invitations(id);
  }
  /// The last invitation of this person for the consultation.
  Invitation invitation_of(ConsultationId id, const Expert& expert) {
    std::optional<Invitation> last;
    for (const Invitation& each : invitations(id)) {
      if (each.specialist == expert.id()) last = each;
    }
    return last.value();
  }
  /// Who is asked and has not decided, in the order of asking.
  std::vector<SpecialistId> pending(ConsultationId id) {
    std::vector<SpecialistId> people;
    for (const Invitation& each : invitations(id)) {
      if (each.state == InvitationState::pending) people.push_back(each.specialist);
    }
    return people;
  }
  void accept(ConsultationId id, const Expert& expert) {
    consultations.accept(expert.actor, invitation_of(id, expert).id);
  }
  void decline(ConsultationId id, const Expert& expert) {
    consultations.decline(expert.actor, invitation_of(id, expert).id, DeclineReason::no_time, "");
  }
  static Advice advice() {
    Advice made;
    made.advice = "Vraag bewindvoering aan.";
    return made;
  }
  static Closure closure() {
    return {.result = Result::solved_in_team,
            .value_for_resident = 4,
            .value_for_asker = 5,
            .minutes = 45};
  }

  /// A question in this state, reached by steps; Anna is on it wherever somebody is.
  ConsultationId in_state(ConsultationState wanted) {
    using State = ConsultationState;
    ConsultationId id = asked({anna}, {bram, carla});
    if (wanted == State::open) return id;
    if (wanted == State::withdrawn) {
      consultations.withdraw(asker, id, seen(id));
      return id;
    }
    if (wanted == State::with_coordinator) {
      consultations.send_to_coordinator(asker, id, seen(id));
      return id;
    }
    accept(id, anna);
    if (wanted == State::in_consultation) return id;
    if (wanted == State::awaiting_asker) {
      consultations.ask_clarification(anna.actor, id, "Hoe hoog zijn de schulden?", seen(id));
      return id;
    }
    consultations.advise(anna.actor, id, advice(), seen(id));
    if (wanted == State::advised) return id;
    consultations.close(asker, id, closure(), {}, seen(id));
    if (wanted == State::closed) return id;
    consultations.follow_up(asker, id, {.done = true, .helped = true, .arrived = true}, seen(id));
    return id;
  }

  std::vector<Event> events_about(ConsultationId id) {
    std::vector<Event> found;
    for (Event& event : events()) {
      if (event.consultation == id) found.push_back(std::move(event));
    }
    return found;
  }
  std::size_t count(ConsultationId id, EventKind kind) {
    auto all = events_about(id);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const Event& event) { return event.kind == kind; }));
  }
  Event last(ConsultationId id, EventKind kind) {
    std::optional<Event> found;
    for (Event& event : events_about(id)) {
      if (event.kind == kind) found = std::move(event);
    }
    return found.value();
  }
};

}  // namespace expertise
