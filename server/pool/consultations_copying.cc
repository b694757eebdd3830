// The whole consultation as plain text, for the asker's own file: question with its wordings, talk,
// advice, people by name, times on the Dutch clock, result. Why a coordinator read it is not in it.
#include <array>
#include <cstdio>

#include "server/domain/local_time.h"
#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_step.h"
#include "server/pool/consultations.h"
#include "server/pool/on_record.h"

namespace expertise {

namespace {

/// A word in both languages of the product.
struct Word {
  const char* nl;
  const char* en;
  const char* in(Language language) const { return language == Language::nl ? nl : en; }
};

constexpr Word somebody_who_left{"iemand die er niet meer werkt",
                                 "somebody who no longer works here"};

struct MessageWord {
  MessageKind kind;
  Word word;
};

constexpr std::array message_words{
    MessageWord{MessageKind::question, {"Vraag", "Question"}},
    MessageWord{MessageKind::message, {"Bericht", "Message"}},
    MessageWord{MessageKind::clarification, {"Vraag om toelichting", "Clarification asked"}},
    MessageWord{MessageKind::reply, {"Antwoord van de vrager", "Reply of the asker"}},
    MessageWord{MessageKind::advice, {"Advies", "Advice"}},
    MessageWord{MessageKind::closing, {"Afsluiting", "Closing"}},
};

struct PartWord {
  const char* name;
  Word word;
};

// In the order in which they are read; `text` and `advice` come first and need no heading.
constexpr std::array part_words{
    PartWord{"for_asker", {"Wat de vrager doet", "What the asker does"}},
    PartWord{"for_resident", {"Wat de inwoner kan doen", "What the resident can do"}},
    PartWord{"follow_up", {"Vervolg", "Follow-up"}},
    PartWord{"other_expertise", {"Andere kennis nodig", "Other expertise needed"}},
    PartWord{"responsibility", {"Wie waarvoor verantwoordelijk is", "Who is responsible for what"}},
    PartWord{"contact", {"Wie contact houdt met de inwoner", "Who stays the resident's contact"}},
    PartWord{"referred_to", {"Doorverwezen naar", "Referred to"}},
    PartWord{"budget_purpose", {"Maatwerkbudget voor", "Tailored budget for"}},
    PartWord{"budget_obstacle", {"Regel die in de weg stond", "Rule that stood in the way"}},
    PartWord{"note", {"Toelichting", "Note"}},
};

Word word_of(Result result) {
  switch (result) {
    case Result::solved_in_team:
      return {"opgelost in het team", "solved in the team"};
    case Result::referred:
      return {"doorverwezen", "referred"};
    case Result::taken_over:
      return {"overgenomen", "taken over"};
    case Result::heavier_help:
      return {"met zwaardere hulp", "with heavier help"};
    case Result::not_solved:
      return {"niet opgelost", "not solved"};
  }
  return {"", ""};
}

Word word_of(ConsultationState state) {
  switch (state) {
    case ConsultationState::open:
      return {"open", "open"};
    case ConsultationState::with_coordinator:
      return {"bij de coördinator", "with the coordinator"};
    case ConsultationState::in_consultation:
      return {"in overleg", "in consultation"};
    case ConsultationState::awaiting_asker:
      return {"wacht op de vrager", "awaiting the asker"};
    case ConsultationState::advised:
      return {"geadviseerd", "advised"};
    case ConsultationState::closed:
      return {"afgesloten", "closed"};
    case ConsultationState::withdrawn:
      return {"ingetrokken", "withdrawn"};
    case ConsultationState::followed_up:
      return {"teruggekeken", "followed up"};
  }
  return {"", ""};
}

Word word_of(InvitationState state) {
  switch (state) {
    case InvitationState::pending:
      return {"gevraagd", "asked"};
    case InvitationState::accepted:
      return {"denkt mee", "thinks along"};
    case InvitationState::declined:
      return {"kon niet", "declined"};
    case InvitationState::expired:
      return {"geen antwoord", "no answer"};
    case InvitationState::withdrawn:
      return {"uitnodiging ingetrokken", "invitation withdrawn"};
    case InvitationState::handed_over:
      return {"doorgegeven aan een collega", "handed over to a colleague"};
    case InvitationState::released:
      return {"dacht eerder mee", "thought along before"};
  }
  return {"", ""};
}

// `5-3-2026 09:30` in Dutch, `2026-03-05 09:30` in English; the clock of the Netherlands.
std::string moment(Instant instant, Language language) {
  WallClock clock = wall_clock(instant);
  int year = static_cast<int>(clock.day.year());
  unsigned month = static_cast<unsigned>(clock.day.month());
  unsigned day = static_cast<unsigned>(clock.day.day());
  char text[48];
  if (language == Language::nl) {
    std::snprintf(text, sizeof text, "%u-%u-%d %02d:%02d", day, month, year, clock.minute / 60,
                  clock.minute % 60);
  } else {
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", year, month, day,
                  clock.minute / 60, clock.minute % 60);
  }
  return text;
}

// `€ 350,00` in Dutch, `€ 350.00` in English.
std::string euros(std::int64_t cents, Language language) {
  char text[40];
  std::snprintf(text, sizeof text, "€ %lld%c%02lld", static_cast<long long>(cents / 100),
                language == Language::nl ? ',' : '.', static_cast<long long>(cents % 100));
  return text;
}

class Copy {
 public:
  Copy(Txn& txn, Language language) : txn_(txn), language_(language) {}

  void heading(const Word& word) {
    text_ += text_.empty() ? "# " : "\n## ";
    text_ += word.in(language_);
    text_ += '\n';
  }
  void line(const Word& label, const std::string& value) {
    text_ += std::string(label.in(language_)) + ": " + value + "\n";
  }
  void paragraph(std::string_view paragraph) {
    text_ += '\n';
    text_ += paragraph;
    if (!paragraph.ends_with('\n')) text_ += '\n';
  }

  std::string name(const UserId& id) {
    auto user = txn_.user(id);
    if (!user) return Word{"onbekend", "unknown"}.in(language_);
    return user->name.empty() ? somebody_who_left.in(language_) : user->name;
  }
  std::string name(const SpecialistId& id) {
    auto specialist = txn_.specialist(id);
    if (!specialist) return Word{"onbekend", "unknown"}.in(language_);
    if (specialist->name.empty()) return somebody_who_left.in(language_);
    if (specialist->organisation.empty()) return specialist->name;
    return specialist->name + " (" + specialist->organisation + ")";
  }

  void facts(const Consultation& consultation, const std::string& reference) {
    heading({"Consultatie", "Consultation"});
    if (!reference.empty()) line({"Eigen kenmerk", "Own reference"}, reference);
    line({"Gevraagd door", "Asked by"}, name(consultation.asker));
    for (const UserId& each : consultation.participants) {
      line({"Schrijft mee", "Writes along"}, name(each));
    }
    if (auto team = consultation.team ? txn_.team(*consultation.team) : std::nullopt) {
      line({"Team", "Team"}, team->name);
    }
    line({"Gevraagd op", "Asked on"}, moment(consultation.asked_at, language_));
    line({"Stand", "State"}, word_of(consultation.state).in(language_));
  }

  void people(const std::vector<Invitation>& invitations) {
    if (invitations.empty()) return;
    heading({"Gevraagde specialisten", "Specialists asked"});
    for (const Invitation& each : invitations) {
      text_ += "- " + name(each.specialist) + ": " + word_of(each.state).in(language_) + ", " +
               moment(each.decided_at.value_or(each.invited_at), language_) + "\n";
    }
  }

  void message(const ThreadEntry& entry) {
    for (const MessageWord& each : message_words) {
      if (each.kind == entry.message.kind) heading(each.word);
    }
    for (const MessageVersion& version : entry.versions) {
      std::string by = version.author ? name(*version.author) : "";
      std::string about = moment(version.written_at, language_) + (by.empty() ? "" : ", " + by);
      if (entry.versions.size() > 1) {
        about = std::string(Word{"Versie ", "Version "}.in(language_)) +
                std::to_string(version.version) + ", " + about;
      }
      paragraph(about);
      if (!version.text) {
        paragraph(Word{"(Deze tekst is weggehaald.)", "(This text was removed.)"}.in(language_));
        continue;
      }
      parts(*version.text);
    }
  }

  void result(const Consultation& consultation) {
    if (!consultation.closure) return;
    const Closure& closure = *consultation.closure;
    heading({"Resultaat", "Result"});
    if (consultation.closed_at) {
      line({"Afgesloten op", "Closed on"}, moment(*consultation.closed_at, language_));
    }
    line({"Resultaat", "Result"}, word_of(closure.result).in(language_));
    line({"Waarde voor de inwoner (1-5)", "Value for the resident (1-5)"},
         std::to_string(closure.value_for_resident));
    line({"Waarde voor de vrager (1-5)", "Value for the asker (1-5)"},
         std::to_string(closure.value_for_asker));
    line({"Minuten", "Minutes"}, std::to_string(closure.minutes));
    line({"Verwijzing voorkomen", "Referral avoided"}, yes_or_no(closure.referral_avoided));
    if (closure.tailored_budget_cents) {
      line({"Maatwerkbudget", "Tailored budget"}, euros(*closure.tailored_budget_cents, language_));
    }
    if (!consultation.follow_up) return;
    heading({"Teruggekeken", "Followed up"});
    line({"Gedaan", "Done"}, yes_or_no(consultation.follow_up->done));
    line({"Geholpen", "Helped"}, yes_or_no(consultation.follow_up->helped));
    line({"Aangekomen", "Arrived"}, yes_or_no(consultation.follow_up->arrived));
  }

  std::string take() { return std::move(text_); }

 private:
  std::string yes_or_no(bool yes) {
    return (yes ? Word{"ja", "yes"} : Word{"nee", "no"}).in(language_);
  }

  void parts(const CaseText& text) {
    for (const char* first : {"text", "advice"}) {
      if (!text.part(first).empty()) paragraph(text.part(first));
    }
    for (const PartWord& each : part_words) {
      auto part = text.part(each.name);
      if (part.empty()) continue;
      paragraph(std::string(each.word.in(language_)) + ":\n" + std::string(part));
    }
  }

  Txn& txn_;
  Language language_;
  std::string text_;
};

std::string reference_in(const std::vector<ThreadEntry>& entries) {
  for (const ThreadEntry& entry : entries) {
    const MessageVersion& last = entry.versions.back();
    if (entry.message.kind == MessageKind::own_reference && last.text) {
      return std::string(last.text->part("text"));
    }
  }
  return {};
}

}  // namespace

std::string Consultations::copy_for_file(const Actor& actor, ConsultationId id, Language language) {
  require(actor, {Action::steer});
  Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    auto consultation = txn.consultation(id, scope_of(actor, Action::steer));
    if (!consultation) throw Refusal(Reason::not_found);
    auto invitations = txn.invitations(id);
    Standing standing = standing_of(txn, actor, *consultation, invitations, now);
    if (!standing.steers) throw Refusal(Reason::not_allowed);
    std::vector<MessageKind> kinds{MessageKind::own_reference};
    for (const MessageWord& each : message_words) kinds.push_back(each.kind);
    auto entry = access_entry(actor, standing, *consultation, "copy", now);
    auto entries = txn.read_thread(id, kinds, entry);

    Copy copy(txn, language);
    copy.facts(*consultation, reference_in(entries));
    copy.people(invitations);
    for (const ThreadEntry& each : entries) {
      if (each.message.kind != MessageKind::own_reference) copy.message(each);
    }
    copy.result(*consultation);
    return copy.take();
  });
}

}  // namespace expertise
