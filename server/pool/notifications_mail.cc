// The mail about what people are told: what may go is looked up anew before it goes, and how it
// went is kept with each notification.
#include <sodium.h>

#include <stdexcept>

#include "server/domain/calendar_writing.h"
#include "server/pool/mail_texts.h"
#include "server/pool/notifications.h"

namespace expertise {

namespace {

constexpr std::chrono::days failures_shown{7};
constexpr std::chrono::minutes between_tries{1};

bool is_decided(Txn& txn, const Notification& notification) {
  if (!notification.invitation) return false;
  const auto invitation = txn.invitation(*notification.invitation);
  return !invitation || invitation->state != InvitationState::pending;
}

// The appointment that an event tells of, as it is now, for the reader's own calendar.
void attach_appointment(Store& store, Txn& txn, const Notification& notification,
                        const User& reader, const std::string& public_origin, Mail& mail) {
  const auto events = store.events_after(static_cast<std::uint64_t>(notification.mark) - 1, 1);
  if (events.empty() || !events.front().details.contains("appointment")) return;
  const auto id = AppointmentId::parse(events.front().details.at("appointment"));
  const auto appointment = id ? txn.appointment(*id) : std::nullopt;
  if (!appointment) return;
  const CalendarEntry entry = entry_of(*appointment, public_origin, reader.language);
  mail.calendar =
      write_invitation(entry, {.organizer_name = "Expertisepool", .attendee = reader.email});
  mail.calendar_method = method_of(entry);
}

void end_mail(Notification& notification, MailState state) {
  notification.mail = state;
  notification.mail_at.reset();
}

}  // namespace

// What goes in one mail, or why it does not go now.
struct Notifications::Parcel {
  /// Those that the mail tells of.
  std::vector<Notification> sent;
  /// Those that changed without being sent.
  std::vector<Notification> settled;
  Mail mail;
};

// The same at every attempt, and nothing that tells of whom it is.
std::string Notifications::message_id(const Notification& first) const {
  const std::string what =
      first.user.text() + " " +
      (first.digest.empty() ? std::to_string(first.number) : "digest " + first.digest);
  Hash hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(what.data()),
                     what.size(), nullptr, 0);
  constexpr std::size_t digits = 32;
  return hex(hash).substr(0, digits) + "@" + sender_.substr(sender_.rfind('@') + 1);
}

MailStanding Notifications::standing(Instant now) {
  return {.sends = mailer_ != nullptr,
          .reachable = reachable_,
          .counts = context_.store.begin(Access::read)->mail_counts(now - failures_shown)};
}

Notifications::Parcel Notifications::prepare(const Notification& first, Instant now) {
  auto txn = context_.store.begin(Access::read);
  Parcel parcel;
  const auto together = first.digest.empty() ? std::vector<Notification>{first}
                                             : txn->digest(first.user, first.digest);
  const auto user = txn->user(first.user);
  const NotificationReader reader = txn->notification_reader(first.user);
  const bool wants_none = !user || !user->active || reader.settings.mail == MailChoice::none;
  const bool refuses = user && reader.refused_address == user->email;
  const Instant allowed = first.urgent ? now : mail_moment(reader.settings, now);
  for (Notification each : together) {
    if (wants_none || each.read_at || is_decided(*txn, each)) {
      end_mail(each, MailState::not_wanted);
      parcel.settled.push_back(std::move(each));
    } else if (refuses || now - each.at > mail_is_news_for) {
      end_mail(each, MailState::failed);
      parcel.settled.push_back(std::move(each));
    } else if (allowed > now) {
      each.mail_at = allowed;
      parcel.settled.push_back(std::move(each));
    } else {
      parcel.sent.push_back(std::move(each));
    }
  }
  if (parcel.sent.empty()) return parcel;
  MailText text = first.digest.empty()
                      ? mail_text(parcel.sent.front(), user->language, public_origin_)
                      : digest_text(parcel.sent, user->language, public_origin_);
  parcel.mail = {.to = user->email,
                 .subject = std::move(text.subject),
                 .text = std::move(text.text),
                 .at = now,
                 .message_id = message_id(first)};
  if (first.digest.empty() && is_of_appointment(first.kind)) {
    attach_appointment(context_.store, *txn, first, *user, public_origin_, parcel.mail);
  }
  return parcel;
}

void Notifications::record(const Parcel& parcel, const MailAnswer& answer, Instant now) {
  auto txn = context_.store.begin(Access::write);
  for (const Notification& each : parcel.settled) txn->put_mail(each);
  for (Notification each : parcel.sent) {
    switch (answer.outcome) {
      case MailOutcome::sent:
        end_mail(each, MailState::sent);
        each.sent_at = now;
        break;
      case MailOutcome::refused:
      case MailOutcome::rejected:
        end_mail(each, MailState::failed);
        break;
      case MailOutcome::unreachable:
        // It says nothing of this mail, which goes as soon as the server is there again.
        each.mail_at = now + between_tries;
        break;
      case MailOutcome::later: {
        const auto wait = wait_after_attempts(++each.attempts);
        if (wait) {
          each.mail_at = now + *wait;
        } else {
          end_mail(each, MailState::failed);
        }
        break;
      }
      case MailOutcome::stopped:
        break;
    }
    txn->put_mail(each);
  }
  if (answer.outcome == MailOutcome::refused && !parcel.sent.empty()) {
    NotificationReader reader = txn->notification_reader(parcel.sent.front().user);
    reader.refused_address = parcel.mail.to;
    reader.refused_at = now;
    txn->put(reader);
  }
  txn->commit();
}

std::size_t Notifications::send_due(Instant now) {
  if (!mailer_) return 0;
  const std::lock_guard lock(sending_);
  std::size_t sent = 0;
  for (;;) {
    const auto due = context_.store.begin(Access::read)->mail_due(now, 1);
    if (due.empty()) return sent;
    const Parcel parcel = prepare(due.front(), now);
    MailAnswer answer{.outcome = MailOutcome::stopped};
    if (!parcel.sent.empty()) {
      answer = mailer_->send(parcel.mail);
      if (answer.outcome == MailOutcome::stopped) return sent;
      reachable_ = answer.outcome != MailOutcome::unreachable;
    }
    record(parcel, answer, now);
    if (answer.outcome == MailOutcome::sent) ++sent;
    if (answer.outcome == MailOutcome::unreachable) {
      throw std::runtime_error("the mail server cannot be used: " + answer.said);
    }
  }
}

}  // namespace expertise
