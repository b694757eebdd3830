// What mail says, in the reader's language: that there is something, by when, and one link. Never
// what a question is about, and no names: those are read after signing on.
#pragma once

#include <string>
#include <vector>

#include "server/domain/notification.h"
#include "server/domain/people.h"

namespace expertise {

/// Of what is longer ago mail says nothing new any more.
inline constexpr std::chrono::days mail_is_news_for{7};

struct MailText {
  std::string subject;
  std::string text;
};

/// `origin` is where people find the pool, such as `https://pool.example.nl`.
MailText mail_text(const Notification& notification, Language language, const std::string& origin);

/// Of at least one: how many of each kind, and where they are.
MailText digest_text(const std::vector<Notification>& notifications, Language language,
                     const std::string& origin);

}  // namespace expertise
