// Mail that was taken and came back later: it counts only with a Message-ID of ours and the address
// that it went to, and nothing that lies in the Maildir stops what else there is to do.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "server/outgoing/maildir.h"
#include "server/pool/notifications.h"
#include "tests/outgoing/returned_mails.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

class Catcher : public Mailer {
 public:
  MailAnswer send(const Mail& mail) override {
    caught.push_back(mail);
    return {MailOutcome::sent, "250 OK"};
  }
  void stop() override {}
  std::vector<Mail> caught;
};

struct Returning : CaseFixture {
  Returning() {
    for (const char* part : {"new", "cur", "tmp"}) std::filesystem::create_directories(path / part);
    box = std::make_unique<Maildir>(path.string());
    notifications.send_with(catcher, "pool@voorbeeld.test", "https://pool.voorbeeld.test");
  }
  // Of those whom the question goes to.
  std::vector<Mail> asked_by_mail(const std::vector<Expert>& experts) {
    asked(experts);
    notifications.follow(env.now());
    catcher.caught.clear();
    notifications.send_due(env.now());
    return catcher.caught;
  }
  std::size_t comes_back(const std::string& mail) {
    const std::string name = std::to_string(++delivered) + ".a.host";
    std::ofstream(path / "new" / name, std::ios::binary) << mail;
    const std::size_t taken = notifications.take_returned(*box, env.now());
    CHECK(std::filesystem::is_empty(path / "new"));
    CHECK(std::filesystem::exists(path / "cur" / (name + ":2,S")));
    return taken;
  }
  bool refuses(const Expert& expert) {
    return !notifications.settings(expert.actor).refused_address.empty();
  }
  MailState mail_of(const Expert& expert) {
    return notifications.list(expert.actor).items.front().mail;
  }

  std::filesystem::path path = directory.path() / "returns";
  std::unique_ptr<Maildir> box;
  Catcher catcher;
  Notifications notifications{context};
  int delivered = 0;
};

}  // namespace

TEST_CASE_METHOD(Returning, "mail that came back is shown as failed, and the address as refusing",
                 "[returned]") {
  const Mail mail = asked_by_mail({anna}).front();
  const bool in_capitals = GENERATE(false, true);
  std::string to = mail.to;
  if (in_capitals) to.front() = 'P';
  CHECK(notifications.standing(env.now()).counts.sent == 1);
  CHECK(comes_back(from_postfix(mail.message_id, to)) == 1);
  CHECK(mail_of(anna) == MailState::failed);
  CHECK(refuses(anna));
  CHECK(notifications.refusing_mail({*anna.actor.user}).size() == 1);
  const MailCounts counts = notifications.standing(env.now()).counts;
  CHECK(counts.sent == 0);
  CHECK(counts.failed == 0);
  CHECK(counts.returned == 1);
  // No more mail until the person saves their settings again; what came back before stays before.
  CHECK(asked_by_mail({anna}).empty());
  notifications.change_settings(anna.actor, {});
  CHECK(comes_back(from_postfix(mail.message_id, to)) == 0);
  CHECK_FALSE(refuses(anna));
  CHECK(asked_by_mail({anna}).size() == 1);
}

TEST_CASE_METHOD(Returning, "a mail about our sending says nothing of the address", "[returned]") {
  const Mail mail = asked_by_mail({anna}).front();
  CHECK(comes_back(from_postfix(mail.message_id, mail.to, "failed", "5.7.1")) == 1);
  CHECK(mail_of(anna) == MailState::failed);
  CHECK_FALSE(refuses(anna));
}

TEST_CASE_METHOD(Returning, "nothing but our own mail to its own address counts", "[returned]") {
  const std::vector<Mail> mails = asked_by_mail({anna, bram});
  REQUIRE(mails.size() == 2);
  const std::string unknown(32, 'a');
  CHECK(comes_back(from_postfix(unknown + "@voorbeeld.test", mails[0].to)) == 0);
  CHECK(comes_back(from_postfix(mails[0].message_id, mails[1].to)) == 0);
  CHECK(comes_back(from_postfix(mails[0].message_id + "x", mails[0].to)) == 0);
  CHECK(comes_back(from_postfix(mails[0].message_id, "niemand@voorbeeld.test")) == 0);
  CHECK(comes_back(from_postfix(mails[0].message_id, mails[0].to, "delayed", "4.4.1")) == 0);
  CHECK(comes_back(from_somebody_away(mails[0].message_id, mails[0].to)) == 0);
  CHECK(comes_back("") == 0);
  CHECK(comes_back(std::string(Maildir::mail_bytes + 1, 'x')) == 0);
  const std::string cut = from_postfix(mails[0].message_id, mails[0].to);
  CHECK(comes_back(cut.substr(0, cut.size() / 2)) == 0);
  for (const Expert& each : {anna, bram}) {
    CHECK(mail_of(each) == MailState::sent);
    CHECK_FALSE(refuses(each));
  }
}

TEST_CASE_METHOD(Returning, "an overview that came back is that of all it told", "[returned]") {
  notifications.change_settings(anna.actor, {.mail = MailChoice::daily});
  asked({anna});
  asked({anna});
  notifications.follow(env.now());
  env.pass(std::chrono::hours(24));
  notifications.send_due(env.now());
  REQUIRE(catcher.caught.size() == 1);
  const Mail& mail = catcher.caught.front();
  CHECK(comes_back(from_gmail(mail.message_id, mail.to)) == 1);
  for (const Notification& each : notifications.list(anna.actor).items) {
    CHECK(each.mail == MailState::failed);
  }
  CHECK(notifications.standing(env.now()).counts.returned == 2);
}

TEST_CASE_METHOD(Returning, "a hundred files are read at once, the rest the next time",
                 "[returned]") {
  const Mail mail = asked_by_mail({anna}).front();
  for (int i = 0; i < 150; ++i) {
    std::ofstream(path / "new" / ("0." + std::to_string(i))) << "Subject: reclame\n\nKoop nu.\n";
  }
  std::ofstream(path / "new" / "1") << from_exchange(mail.message_id, mail.to);
  const std::size_t first = notifications.take_returned(*box, env.now());
  const auto left = std::distance(std::filesystem::directory_iterator(path / "new"), {});
  CHECK(left == 51);
  CHECK(first + notifications.take_returned(*box, env.now()) == 1);
  CHECK(std::filesystem::is_empty(path / "new"));
  CHECK(refuses(anna));
}

}  // namespace expertise
