// Who sees what of a consultation, what they can do next, and that every reading is on record.
#include <catch2/catch.hpp>
#include <set>

#include "server/pool/consultations.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using State = ConsultationState;

struct ReadingFixture : CaseFixture {
  std::vector<AccessEntry> entries() {
    auto txn = store->begin(Access::read);
    return txn->find(AccessQuery{.municipalities = {town.id}, .page = {.limit = Page::most}}).items;
  }
  std::size_t recorded() { return entries().size(); }
  std::set<MessageKind> kinds_read_by(const Actor& actor, ConsultationId id) {
    std::set<MessageKind> kinds;
    for (const auto& entry : consultations.thread(actor, id).entries) {
      kinds.insert(entry.message.kind);
    }
    return kinds;
  }
  // A closed question with a message of every kind; Bram declined, Anna advised.
  ConsultationId with_everything() {
    NewQuestion made = question("Moeder heeft schulden.\nZe opent haar post niet.");
    made.own_reference = "dossier 17";
    made.specialists = {anna.id(), bram.id()};
    made.excluded_organisations = {"Stichting Zonder"};
    ConsultationId id = asked(made);
    consultations.decline(bram.actor, invitation_of(id, bram).id, DeclineReason::other, "Te ver.");
    accept(id, anna);
    consultations.write(asker, id, "Nog iets.", std::nullopt);
    consultations.ask_clarification(anna.actor, id, "Sinds wanneer?", seen(id));
    consultations.reply(asker, id, "Sinds mei.", seen(id));
    consultations.advise(anna.actor, id, advice(), seen(id));
    consultations.close(asker, id, closure(), {.note = "Dank."}, seen(id));
    consultations.give_reason(coordinator, id, "Steekproef.");
    consultations.review(coordinator, id, Verdict::in_order, "Netjes.");
    return id;
  }
  bool steps_hold(const ConsultationView& view, const char* step) {
    return std::count(view.steps.begin(), view.steps.end(), step) == 1;
  }
};

/// A store that cannot be written for a while, in front of one that can.
class UnwritableStore : public Store {
 public:
  explicit UnwritableStore(Store& behind) : behind_(behind) {}
  bool writable = true;

  std::unique_ptr<Txn> begin(Access access) override {
    if (access == Access::write && !writable) throw Refusal(Reason::unavailable, "disk_full");
    return behind_.begin(access);
  }
  Checkpoint head() override { return behind_.head(); }
  std::optional<Hash> event_hash(std::uint64_t seq) override { return behind_.event_hash(seq); }
  std::vector<Event> events_after(std::uint64_t seq, std::size_t limit) override {
    return behind_.events_after(seq, limit);
  }
  void on_durable(std::function<void()> call) override { behind_.on_durable(std::move(call)); }
  std::optional<ChainFault> verify() override { return behind_.verify(); }
  Backup backup(const std::string& path) override { return behind_.backup(path); }

 private:
  Store& behind_;
};

}  // namespace

TEST_CASE_METHOD(ReadingFixture, "everybody reads the kinds of messages that are theirs",
                 "[reading][rights]") {
  ConsultationId id = with_everything();
  using Kind = MessageKind;
  const std::set<Kind> talk{Kind::question, Kind::message, Kind::clarification,
                            Kind::reply,    Kind::advice,  Kind::closing};
  auto plus = [&](std::set<Kind> more) {
    more.insert(talk.begin(), talk.end());
    return more;
  };
  CHECK(kinds_read_by(asker, id) ==
        plus({Kind::own_reference, Kind::decline_note, Kind::access_reason, Kind::review_note}));
  CHECK(kinds_read_by(teammate, id) == plus({Kind::decline_note}));
  CHECK(kinds_read_by(anna.actor, id) == talk);
  CHECK(kinds_read_by(coordinator, id) ==
        plus({Kind::decline_note, Kind::access_reason, Kind::review_note}));
}

TEST_CASE_METHOD(ReadingFixture, "sight follows from what one is to the question",
                 "[reading][rights]") {
  ConsultationId id = asked({anna}, {bram});
  CHECK(consultations.view(asker, id).sight == Sight::full);
  CHECK(consultations.view(teammate, id).sight == Sight::full);
  CHECK(consultations.view(coordinator, id).sight == Sight::facts);
  CHECK(consultations.view(anna.actor, id).sight == Sight::full);
  CHECK(refused([&] { consultations.view(bram.actor, id); })->reason() == Reason::not_found);
  CHECK(refused([&] { consultations.view(townsman, id); })->reason() == Reason::not_found);
  CHECK(refused([&] { consultations.thread(coordinator, id); })->detail() == "give_reason_first");

  SECTION("one who is next in line sees a summary until accepting") {
    decline(id, anna);
    CHECK(refused([&] { consultations.view(anna.actor, id); })->reason() == Reason::not_found);
    ConsultationView view = consultations.view(bram.actor, id);
    CHECK(view.sight == Sight::summary);
    CHECK_FALSE(view.subject);
    REQUIRE(view.invitations.size() == 1);
    CHECK(view.invitations[0].specialist == bram.id());
    CHECK(refused([&] { consultations.thread(bram.actor, id); })->detail() == "accept_first");
    for (const Event& event : consultations.timeline(bram.actor, id)) {
      CHECK_FALSE(event.details.contains("topics"));
    }
    CHECK(refused([&] {
            consultations.invitation(bram.actor, invitation_of(id, anna).id);
          })->reason() == Reason::not_found);
    accept(id, bram);
    CHECK(consultations.view(bram.actor, id).sight == Sight::full);
    CHECK_NOTHROW(consultations.thread(bram.actor, id));
  }
  SECTION("one who was on it and left sees how it goes, not what is said") {
    accept(id, anna);
    consultations.release(anna.actor, invitation_of(id, anna).id);
    CHECK(consultations.view(anna.actor, id).sight == Sight::facts);
    CHECK(refused([&] { consultations.thread(anna.actor, id); })->detail() == "no_longer_on_it");
    CHECK(refused([&] { consultations.write(anna.actor, id, "x", {}); })->reason() ==
          Reason::not_allowed);
  }
}

TEST_CASE_METHOD(ReadingFixture, "administrators and reviewers see no case", "[reading][rights]") {
  ConsultationId id = asked();
  User reviewing = user(town.id, "Rian Toetser", {Role::reviewer});
  User administering = user(town.id, "Ab Beheer", {Role::administrator});
  for (const Actor& each : {actor(reviewing), actor(administering), machine}) {
    for (const auto& reading : std::vector<std::function<void()>>{
             [&] { consultations.view(each, id); }, [&] { consultations.list(each, {}); },
             [&] { consultations.thread(each, id); }, [&] { consultations.timeline(each, id); },
             [&] { consultations.copy_for_file(each, id, Language::nl); },
             [&] { consultations.log(each, {}); }, [&] { consultations.access_log(each, {}); }}) {
      auto refusal = refused(reading);
      REQUIRE(refusal);
      CHECK(refusal->reason() == Reason::not_allowed);
    }
  }
}

TEST_CASE_METHOD(ReadingFixture, "a reason opens the text to that coordinator for a day",
                 "[reading][rights]") {
  ConsultationId id = asked({anna});
  User other = user(town.id, "Cas Coördinator", {Role::coordinator});
  auto refusal = refused([&] { consultations.give_reason(coordinator, id, "  "); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/reason", "required"));
  consultations.give_reason(coordinator, id, "De vrager vroeg om meekijken.");
  CHECK(consultations.view(coordinator, id).sight == Sight::full);
  CHECK(consultations.view(coordinator, id).subject.has_value());
  CHECK(refused([&] { consultations.thread(actor(other), id); })->detail() == "give_reason_first");
  CHECK(refused([&] { consultations.thread(coordinator, asked()); })->detail() ==
        "give_reason_first");
  auto read = kinds_read_by(asker, id);
  CHECK(read.contains(MessageKind::access_reason));
  auto entry = entries().front();
  env.pass(std::chrono::hours(24));
  CHECK_NOTHROW(consultations.thread(coordinator, id));
  env.pass(std::chrono::milliseconds(1));
  CHECK(refused([&] { consultations.thread(coordinator, id); })->detail() == "give_reason_first");
}

TEST_CASE_METHOD(ReadingFixture, "whom the asker did not want is not told to specialists",
                 "[reading][rights]") {
  ConsultationId id = with_everything();
  CHECK(consultations.view(asker, id).consultation.excluded_organisations.size() == 1);
  CHECK(consultations.view(coordinator, id).consultation.excluded_organisations.size() == 1);
  ConsultationView view = consultations.view(anna.actor, id);
  CHECK(view.consultation.excluded_organisations.empty());
  CHECK(view.reviews.empty());
  CHECK(consultations.view(asker, id).reviews.size() == 1);
}

TEST_CASE_METHOD(ReadingFixture, "the steps that are named are the steps that succeed",
                 "[reading]") {
  using Steps = std::vector<std::string>;
  ConsultationId open = in_state(State::open);
  CHECK(consultations.view(asker, open).steps ==
        Steps{"invite", "withdraw_invitation", "write", "extend_question", "add_colleague",
              "set_own_reference", "send_to_coordinator", "withdraw", "copy_for_file", "transfer"});
  CHECK(consultations.view(anna.actor, open).steps == Steps{"accept", "decline"});
  CHECK(consultations.view(teammate, open).steps == Steps{"transfer"});
  CHECK(consultations.view(coordinator, open).steps ==
        Steps{"transfer", "send_to_coordinator", "give_reason"});

  ConsultationId waiting = in_state(State::awaiting_asker);
  CHECK(steps_hold(consultations.view(asker, waiting), "reply"));
  CHECK_FALSE(steps_hold(consultations.view(asker, waiting), "withdraw"));
  CHECK(consultations.view(anna.actor, waiting).steps == Steps{"write", "hand_over", "release"});

  ConsultationId going = in_state(State::in_consultation);
  CHECK(consultations.view(anna.actor, going).steps ==
        Steps{"advise", "ask_clarification", "write", "hand_over", "release"});

  ConsultationId advised = in_state(State::advised);
  CHECK(steps_hold(consultations.view(asker, advised), "ask_on"));
  CHECK(steps_hold(consultations.view(asker, advised), "close"));

  ConsultationId lying = in_state(State::with_coordinator);
  CHECK(consultations.view(coordinator, lying).steps ==
        Steps{"transfer", "assign", "answer_by_phone", "give_reason"});
  CHECK_FALSE(steps_hold(consultations.view(asker, lying), "invite"));

  ConsultationId closed = in_state(State::closed);
  CHECK(consultations.view(asker, closed).steps ==
        Steps{"follow_up", "set_own_reference", "reopen", "copy_for_file", "transfer"});
  CHECK(consultations.view(anna.actor, closed).steps.empty());
  CHECK(steps_hold(consultations.view(coordinator, closed), "review"));

  ConsultationId over = in_state(State::followed_up);
  CHECK(consultations.view(asker, over).steps == Steps{"set_own_reference", "copy_for_file"});
  CHECK(steps_hold(consultations.view(coordinator, over), "review"));
}

TEST_CASE_METHOD(ReadingFixture, "a partner talks along and leaves the rest to the contact",
                 "[reading][rights]") {
  using Steps = std::vector<std::string>;
  Actor partner = partner_of_home_team();
  ConsultationId id = consultations.ask_as_partner(partner, "Een leerling komt zonder eten.",
                                                   ResidentKnowledge::consent, std::nullopt);
  auto not_allowed = [&](const auto& call) {
    auto head = store->head();
    auto refusal = refused(call);
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::not_allowed);
    CHECK(store->head() == head);
  };
  auto only_the_contact_steers = [&] {
    not_allowed([&] { consultations.set_own_reference(partner, id, "dossier 18"); });
    not_allowed([&] { consultations.invite(partner, id, {carla.id()}, {}, std::nullopt); });
    not_allowed([&] { consultations.extend_question(partner, id, "En nu?"); });
    not_allowed([&] { consultations.close(partner, id, closure(), {}, seen(id)); });
    not_allowed([&] { consultations.withdraw(partner, id, seen(id)); });
    not_allowed([&] { consultations.reopen(partner, id, "Weer.", seen(id)); });
    not_allowed([&] { consultations.add_colleague(partner, id, elsewhere_in_town.id); });
    not_allowed([&] { consultations.remove_colleague(partner, id, *partner.user); });
    not_allowed([&] { consultations.transfer(partner, id, asking.id, seen(id)); });
    not_allowed([&] { consultations.send_to_coordinator(partner, id, seen(id)); });
    not_allowed([&] { consultations.copy_for_file(partner, id, Language::nl); });
  };
  only_the_contact_steers();
  CHECK(consultations.view(partner, id).steps == Steps{"write"});

  consultations.set_own_reference(teammate, id, "dossier 17");
  consultations.invite(teammate, id, {anna.id(), bram.id(), carla.id()}, {}, std::nullopt);
  not_allowed([&] { consultations.withdraw_invitation(partner, invitation_of(id, carla).id); });
  consultations.withdraw_invitation(teammate, invitation_of(id, carla).id);
  consultations.decline(bram.actor, invitation_of(id, bram).id, DeclineReason::other, "Te ver.");
  accept(id, anna);
  consultations.ask_clarification(anna.actor, id, "Sinds wanneer?", seen(id));
  CHECK(consultations.view(partner, id).steps == Steps{"reply", "write"});
  consultations.reply(partner, id, "Sinds mei.", seen(id));
  consultations.write(partner, id, "Nog iets.", std::nullopt);
  consultations.advise(anna.actor, id, advice(), seen(id));
  CHECK(consultations.view(partner, id).steps == Steps{"ask_on", "write"});
  consultations.ask_on(partner, id, "En daarna?", seen(id));
  consultations.advise(anna.actor, id, advice(), seen(id));
  only_the_contact_steers();
  consultations.close(teammate, id, closure(), {.note = "Dank."}, seen(id));
  consultations.give_reason(coordinator, id, "Steekproef.");
  consultations.review(coordinator, id, Verdict::in_order, "Netjes.");

  using Kind = MessageKind;
  const std::set<Kind> talk{Kind::question, Kind::message, Kind::clarification,
                            Kind::reply,    Kind::advice,  Kind::closing};
  CHECK(kinds_read_by(partner, id) == talk);
  CHECK(kinds_read_by(teammate, id).contains(Kind::own_reference));
  CHECK(consultations.view(partner, id).reviews.empty());
  CHECK(consultations.view(teammate, id).reviews.size() == 1);
  only_the_contact_steers();
  CHECK(consultations.view(partner, id).steps == Steps{"follow_up"});
  CHECK_NOTHROW(consultations.follow_up(partner, id, {.done = true}, seen(id)));
}

TEST_CASE_METHOD(ReadingFixture,
                 "one who is next in line by itself reads the own part of a timeline",
                 "[reading][rights]") {
  NewQuestion made = question();
  made.neighbourhood = quarter.id;
  made.own_reference = "dossier 17";
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {bram});
  consultations.write(asker, id, "Nog iets.", std::nullopt);
  decline(id, anna);
  REQUIRE(consultations.view(bram.actor, id).sight == Sight::summary);
  auto events = consultations.timeline(bram.actor, id);
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == EventKind::question_asked);
  CHECK_FALSE(events[0].details.contains("neighbourhood"));
  CHECK(events[1].kind == EventKind::specialist_invited);
  CHECK(events[1].details.at("invitation") == invitation_of(id, bram).id.text());
  accept(id, bram);
  CHECK(consultations.timeline(bram.actor, id).size() == events_about(id).size());
}

TEST_CASE_METHOD(ReadingFixture, "that it was judged or read by a coordinator is not for everybody",
                 "[reading][rights]") {
  ConsultationId id = with_everything();
  auto told = [&](const Actor& each) {
    auto events = consultations.timeline(each, id);
    return std::count_if(events.begin(), events.end(), [](const Event& event) {
      return event.kind == EventKind::reviewed || event.kind == EventKind::reason_for_access_given;
    });
  };
  CHECK(told(asker) == 2);
  CHECK(told(teammate) == 2);
  CHECK(told(coordinator) == 2);
  CHECK(told(anna.actor) == 0);

  Actor partner = partner_of_home_team();
  Consultation shared = row(id);
  shared.participants = {*partner.user};
  auto txn = store->begin(Access::write);
  txn->put(shared);
  txn->commit();
  txn.reset();
  CHECK(told(partner) == 0);
}

TEST_CASE_METHOD(ReadingFixture, "every reading is on record, with who, what and by which right",
                 "[reading][privacy]") {
  ConsultationId id = with_everything();
  std::size_t before = recorded();
  auto last_entry = [&] {
    CHECK(recorded() == ++before);
    return entries().front();
  };

  consultations.view(asker, id);
  AccessEntry entry = last_entry();
  CHECK(entry.action == "read");
  CHECK(entry.object == "consultation");
  CHECK(entry.result == "shown");
  CHECK(entry.consultation == id);
  CHECK(entry.municipality == town.id);
  CHECK(entry.actor == asker.user);
  CHECK(entry.role == "team_member");
  CHECK(entry.purpose == "asker");
  CHECK(entry.origin == "test");
  CHECK(entry.at == env.now());

  consultations.thread(teammate, id);
  CHECK(last_entry().purpose == "team");
  consultations.thread(anna.actor, id);
  CHECK(last_entry().role == "specialist");
  consultations.thread(coordinator, id);
  entry = last_entry();
  CHECK(entry.role == "coordinator");
  auto reason = last(id, EventKind::reason_for_access_given).details.at("message");
  CHECK(entry.purpose == "reason:" + reason);
  consultations.timeline(coordinator, id);
  CHECK(last_entry().object == "timeline");
  consultations.copy_for_file(asker, id, Language::nl);
  CHECK(last_entry().action == "copy");
  consultations.invitation(asker, invitation_of(id, anna).id);
  CHECK(last_entry().object == "invitation");
  consultations.log(coordinator, {});
  CHECK(last_entry().object == "log");
  consultations.access_log(coordinator, {});
  CHECK(last_entry().object == "audit");
  refused([&] { consultations.thread(townsman, id); });
  CHECK(recorded() == before);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(ReadingFixture, "a list shows the first line to whom may read it, as one reading",
                 "[reading]") {
  ConsultationId first = asked({anna});
  env.pass(std::chrono::minutes(1));
  NewQuestion made = question("Burenruzie over geluid.\nElke nacht.");
  ConsultationId second = asked(made);
  std::size_t before = recorded();
  auto list = consultations.list(asker, {});
  REQUIRE(list.total == 2);
  CHECK(list.items[0].consultation.id == second);
  CHECK(list.items[0].subject == "Burenruzie over geluid.");
  CHECK(list.items[1].subject.has_value());
  CHECK(recorded() == before + 1);
  CHECK(entries().front().action == "list");
  CHECK(entries().front().count == 2);

  auto overseen = consultations.list(coordinator, {});
  REQUIRE(overseen.total == 2);
  CHECK_FALSE(overseen.items[0].subject);
  CHECK(recorded() == before + 2);

  auto inbox = consultations.list(
      anna.actor, {.invited = anna.id(), .invitation_states = {InvitationState::pending}});
  REQUIRE(inbox.total == 1);
  CHECK(inbox.items[0].consultation.id == first);
  CHECK(inbox.items[0].steps == std::vector<std::string>{"accept", "decline"});
  CHECK(recorded() == before + 3);
  CHECK(consultations.list(townsman, {}).total == 0);
  CHECK(recorded() == before + 3);
}

TEST_CASE_METHOD(ReadingFixture, "a list over two municipalities is accounted for in each",
                 "[reading][privacy]") {
  Municipality away = municipality("Elders");
  Team team_away = team(away.id, "Team Elders");
  User both = user(town.id, "Tessa Tweeteams", {Role::team_member}, {home_team.id, team_away.id});
  for (const TeamId& each : {home_team.id, team_away.id}) {
    NewQuestion made = question();
    made.team = each;
    consultations.ask(actor(both), made, std::nullopt);
  }
  CHECK(consultations.list(actor(both), {}).total == 2);
  auto txn = store->begin(Access::read);
  for (const MunicipalityId& each : {town.id, away.id}) {
    auto found = txn->find(AccessQuery{.municipalities = {each}, .actor = both.id});
    REQUIRE(found.total == 1);
    CHECK(found.items[0].action == "list");
    CHECK(found.items[0].count == 1);
  }
}

TEST_CASE_METHOD(ReadingFixture, "a query cannot widen what its asker may see",
                 "[reading][rights]") {
  asked({anna});
  ConsultationQuery query;
  query.scope.municipalities = {town.id};
  query.municipality = town.id;
  CHECK(consultations.list(townsman, query).total == 0);
  CHECK(consultations.list(bram.actor, query).total == 0);
  Municipality away = municipality("Elders");
  CHECK(consultations.log(coordinator, {.municipalities = {away.id}}).total == 0);
  CHECK(consultations.access_log(coordinator, {.municipalities = {away.id}}).total == 0);
}

TEST_CASE_METHOD(ReadingFixture, "what could tell about a case is opened to full sight only",
                 "[reading][privacy]") {
  NewQuestion made = question();
  made.neighbourhood = quarter.id;
  ConsultationId id = asked(made);
  auto asked_event = consultations.timeline(asker, id).front();
  CHECK(asked_event.details.at("neighbourhood") == quarter.id.text());
  CHECK(asked_event.details.contains("topics"));
  CHECK(asked_event.sealed.empty());
  auto overseen = consultations.timeline(coordinator, id).front();
  CHECK_FALSE(overseen.details.contains("neighbourhood"));
  CHECK(overseen.sealed.empty());
  for (const Event& event : consultations.log(coordinator, {}).items) CHECK(event.sealed.empty());
}

TEST_CASE_METHOD(ReadingFixture, "a long timeline is given whole and in order", "[reading]") {
  ConsultationId id = in_state(State::in_consultation);
  for (int i = 0; i < 210; ++i) consultations.write(asker, id, "Bericht.", std::nullopt);
  auto events = consultations.timeline(asker, id);
  CHECK(events.size() == events_about(id).size());
  CHECK(std::is_sorted(events.begin(), events.end(),
                       [](const Event& a, const Event& b) { return a.seq < b.seq; }));
}

TEST_CASE_METHOD(ReadingFixture, "a thread is full at its limit, but steps still fit",
                 "[reading]") {
  ConsultationId id = in_state(State::in_consultation);
  for (std::size_t i = 1; i < ConsultationLimits::messages; ++i) {
    consultations.write(asker, id, "Bericht.", std::nullopt);
  }
  auto refusal = refused([&] { consultations.write(asker, id, "Te veel.", std::nullopt); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  CHECK(refusal->detail() == "thread_full");
  CHECK_NOTHROW(consultations.advise(anna.actor, id, advice(), seen(id)));
}

TEST_CASE_METHOD(ReadingFixture, "an asker sees who read the own question", "[reading]") {
  ConsultationId id = with_everything();
  consultations.thread(coordinator, id);
  auto log = consultations.access_log(asker, {.consultation = id});
  REQUIRE(log.total >= 1);
  CHECK(log.items.front().actor == coordinator.user);
  CHECK(refused([&] { consultations.access_log(townsman, {.consultation = id}); })->reason() ==
        Reason::not_found);
  CHECK(refused([&] { consultations.access_log(teammate, {.consultation = id}); })->reason() ==
        Reason::not_found);
  auto refusal = refused([&] { consultations.access_log(asker, {}); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "query/consultation", "required"));
}

TEST_CASE_METHOD(ReadingFixture, "what cannot be recorded is not shown", "[reading][privacy]") {
  ConsultationId id = with_everything();
  UnwritableStore front(*store);
  Context behind_front{front, env};
  Matching other_matching(behind_front, index);
  Consultations reading(behind_front, other_matching);
  CHECK_NOTHROW(reading.thread(asker, id));
  front.writable = false;
  for (const auto& call : std::vector<std::function<void()>>{
           [&] { reading.view(asker, id); }, [&] { reading.list(asker, {}); },
           [&] { reading.thread(asker, id); }, [&] { reading.timeline(asker, id); },
           [&] { reading.copy_for_file(asker, id, Language::nl); },
           [&] { reading.log(coordinator, {}); }, [&] { reading.access_log(coordinator, {}); }}) {
    auto refusal = refused(call);
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::unavailable);
    CHECK(refusal->detail() == "cannot_record_access");
  }
}

TEST_CASE_METHOD(ReadingFixture, "the copy for the file holds the whole consultation",
                 "[reading][copy]") {
  ConsultationId id = with_everything();
  MessageId message;
  for (const auto& entry : consultations.thread(asker, id).entries) {
    if (entry.message.kind == MessageKind::message) message = entry.message.id;
  }
  consultations.destroy_text(asker, id, message, 1);
  std::string copy = consultations.copy_for_file(asker, id, Language::nl);
  for (const char* expected : {"# Consultatie",
                               "Eigen kenmerk: dossier 17",
                               "Gevraagd door: Vera Vrager",
                               "Team: Wijkteam Noord",
                               "Gevraagd op: 5-3-2026 09:30",
                               "Stand: afgesloten",
                               "- Anna Advies (Stichting Anna Advies): denkt mee",
                               "- Bram Bewind (Stichting Bram Bewind): kon niet",
                               "## Vraag\n",
                               "Moeder heeft schulden.\nZe opent haar post niet.",
                               "(Deze tekst is weggehaald.)",
                               "## Vraag om toelichting",
                               "Sinds wanneer?",
                               "Sinds mei.",
                               "## Advies",
                               "Vraag bewindvoering aan.",
                               "## Afsluiting",
                               "Toelichting:\nDank.",
                               "## Resultaat",
                               "Resultaat: opgelost in het team",
                               "Minuten: 45",
                               "Verwijzing voorkomen: nee"}) {
    INFO(expected);
    CHECK(copy.find(expected) != std::string::npos);
  }
  for (const char* unwanted : {"Nog iets.", "Steekproef.", "Netjes.", "Te ver."}) {
    INFO(unwanted);
    CHECK(copy.find(unwanted) == std::string::npos);
  }
  std::string english = consultations.copy_for_file(asker, id, Language::en);
  CHECK(english.find("Asked on: 2026-03-05 09:30") != std::string::npos);
  CHECK(english.find("Result: solved in the team") != std::string::npos);
  // The own reference is for the asker and who writes along; so is the copy.
  CHECK(refused([&] { consultations.copy_for_file(teammate, id, Language::nl); })->reason() ==
        Reason::not_found);
  CHECK(refused([&] { consultations.copy_for_file(anna.actor, id, Language::nl); })->reason() ==
        Reason::not_allowed);
}

TEST_CASE_METHOD(ReadingFixture, "a copy tells of versions, budget and looking back",
                 "[reading][copy]") {
  ConsultationId id = in_state(State::advised);
  consultations.extend_question(asker, id, "Er is nu ook een deurwaarder.");
  Closure made = closure();
  made.result = Result::referred;
  made.referral_avoided = true;
  made.tailored_budget_cents = 35'005;
  consultations.close(asker, id, made, {.referred_to = "Schuldhulp", .budget_purpose = "Een bed"},
                      seen(id));
  consultations.follow_up(asker, id, {.done = true, .helped = false, .arrived = true}, seen(id));
  std::string copy = consultations.copy_for_file(asker, id, Language::nl);
  for (const char* expected :
       {"Versie 1, 5-3-2026 09:30, Vera Vrager", "Versie 2,", "Er is nu ook een deurwaarder.",
        "Doorverwezen naar:\nSchuldhulp", "Maatwerkbudget voor:\nEen bed",
        "Maatwerkbudget: € 350,05", "## Teruggekeken", "Geholpen: nee", "Aangekomen: ja"}) {
    INFO(expected);
    CHECK(copy.find(expected) != std::string::npos);
  }
}

}  // namespace expertise
