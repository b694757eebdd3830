#include "server/http/wire/consultation_steps.h"

#include <nlohmann/json.hpp>

#include "server/http/wire/answers.h"
#include "server/http/wire/closure.h"
#include "server/http/wire/consultation_view.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using Limits = ConsultationLimits;

constexpr TextLimits text_limits{1, Limits::text_characters, TextShape::text};
constexpr TextLimits advice_limits{1, Limits::advice_part_characters, TextShape::text};
constexpr TextLimits advice_part_limits{0, Limits::advice_part_characters, TextShape::text};
constexpr TextLimits reason_limits{1, Limits::short_text_characters, TextShape::text};
constexpr TextLimits note_limits{0, Limits::short_text_characters, TextShape::text};
constexpr TextLimits reference_limits{0, Limits::own_reference_characters};

/// A body of one member `text`.
std::string read_text(const Call& call) {
  Body body(call.request.body);
  std::string read = body.root().text("text", text_limits);
  body.finish();
  return read;
}

/// A body of one member, an identifier.
template <class IdType>
IdType read_id(const Call& call, const char* name) {
  Body body(call.request.body);
  const auto read = body.root().id<IdType>(name);
  body.finish();
  return read;
}

/// Who answers by phone has no invitation that minutes are kept with.
enum class AdviceBy { specialist, phone };

Advice read_advice(const Call& call, AdviceBy by) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto part = [&](const char* name) { return root.text(name, advice_part_limits); };
  Advice read;
  read.advice = root.text("advice", advice_limits);
  read.for_asker = part("forAsker");
  read.for_resident = part("forResident");
  read.follow_up = part("followUp");
  read.other_expertise = part("otherExpertise");
  read.responsibility = part("responsibility");
  read.contact = part("contact");
  if (by == AdviceBy::specialist) {
    read.minutes = root.optional_number("minutes", 1, Limits::minutes_of_advice);
  }
  body.finish();
  return read;
}

using TextStep = MessageId (Consultations::*)(const Actor&, ConsultationId, const std::string&,
                                              Seen);

/// A step that says something and changes the state.
Answer say(Call& call, TextStep step) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  (call.services().consultations.*step)(call.actor(), id, read_text(call), version);
  return consultation_answer(call, id);
}

}  // namespace

Answer write_message(Call& call) {
  Body body(call.request.body);
  const std::string text = body.root().text("text", text_limits);
  body.finish();
  const MessageId made = call.services().consultations.write(
      call.actor(), call.id<ConsultationId>(), text, once(call, body.canonical()));
  return json_answer(201, {{"id", made.text()}});
}

Answer extend_question(Call& call) {
  const int version = call.services().consultations.extend_question(
      call.actor(), call.id<ConsultationId>(), read_text(call));
  return json_answer(201, {{"version", version}});
}

Answer redact_message(Call& call) {
  Body body(call.request.body);
  const int version =
      body.root().number("version", 1, static_cast<int>(Limits::versions_of_a_message));
  body.finish();
  call.services().consultations.destroy_text(call.actor(), call.id<ConsultationId>(0),
                                             call.id<MessageId>(1), version);
  return nothing();
}

Answer set_own_reference(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string reference = root.text("ownReference", reference_limits);
  if (!root.has("ownReference")) root.fault("ownReference", "required");
  body.finish();
  call.services().consultations.set_own_reference(call.actor(), call.id<ConsultationId>(),
                                                  reference);
  return nothing();
}

Answer ask_clarification(Call& call) { return say(call, &Consultations::ask_clarification); }

Answer reply(Call& call) { return say(call, &Consultations::reply); }

Answer ask_on(Call& call) { return say(call, &Consultations::ask_on); }

Answer advise(Call& call) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  call.services().consultations.advise(call.actor(), id, read_advice(call, AdviceBy::specialist),
                                       version);
  return consultation_answer(call, id);
}

Answer add_participant(Call& call) {
  const auto id = call.id<ConsultationId>();
  call.services().consultations.add_colleague(call.actor(), id, read_id<UserId>(call, "user"));
  return consultation_answer(call, id);
}

Answer remove_participant(Call& call) {
  call.services().consultations.remove_colleague(call.actor(), call.id<ConsultationId>(0),
                                                 call.id<UserId>(1));
  return nothing();
}

Answer transfer(Call& call) {
  const Seen version = seen(call);
  call.services().consultations.transfer(call.actor(), call.id<ConsultationId>(),
                                         read_id<UserId>(call, "user"), version);
  return nothing();
}

Answer withdraw(Call& call) {
  const auto id = call.id<ConsultationId>();
  call.services().consultations.withdraw(call.actor(), id, seen(call));
  return consultation_answer(call, id);
}

Answer close_consultation(Call& call) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto [closure, texts] = read_closing(root);
  body.finish();
  call.services().consultations.close(call.actor(), id, closure, texts, version);
  return consultation_answer(call, id);
}

Answer reopen(Call& call) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  call.services().consultations.reopen(call.actor(), id, read_text(call), version);
  return consultation_answer(call, id);
}

Answer follow_up(Call& call) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  Body body(call.request.body);
  ObjectReader root = body.root();
  FollowUp answer;
  answer.done = root.required_flag("done");
  answer.helped = root.required_flag("helped");
  answer.arrived = root.required_flag("arrived");
  body.finish();
  call.services().consultations.follow_up(call.actor(), id, answer, version);
  return consultation_answer(call, id);
}

Answer request_coordinator(Call& call) {
  const auto id = call.id<ConsultationId>();
  call.services().consultations.send_to_coordinator(call.actor(), id, seen(call));
  return consultation_answer(call, id);
}

Answer assign(Call& call) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  call.services().consultations.assign(call.actor(), id, read_id<SpecialistId>(call, "specialist"),
                                       version);
  return consultation_answer(call, id);
}

Answer answer_by_phone(Call& call) {
  const Seen version = seen(call);
  const auto id = call.id<ConsultationId>();
  call.services().consultations.answer_by_phone(call.actor(), id,
                                                read_advice(call, AdviceBy::phone), version);
  return consultation_answer(call, id);
}

Answer give_reason(Call& call) {
  const auto id = call.id<ConsultationId>();
  Body body(call.request.body);
  const std::string reason = body.root().text("reason", reason_limits);
  body.finish();
  call.services().consultations.give_reason(call.actor(), id, reason);
  return consultation_answer(call, id);
}

Answer review(Call& call) {
  const auto id = call.id<ConsultationId>();
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto verdict = root.choice<Verdict>("verdict");
  const std::string note = root.text("note", note_limits);
  body.finish();
  call.services().consultations.review(call.actor(), id, verdict, note);
  return consultation_answer(call, id);
}

}  // namespace expertise::http
