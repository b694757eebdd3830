#include "server/http/wire/notifications.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "server/http/accept.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;

/// Entity tags count from 1, revisions from 0.
std::string tag_of(std::int64_t revision) { return entity_tag(revision + 1); }

json notification_json(const Notification& notification, Names& names) {
  json made = {{"number", notification.number},
               {"kind", code(notification.kind)},
               {"at", rfc3339(notification.at)},
               {"mail", code(notification.mail)}};
  put(made, "readAt", notification.read_at);
  put(made, "consultation", notification.consultation);
  put(made, "answerBy", notification.answer_by);
  if (notification.specialist) made["specialist"] = names.short_ref(*notification.specialist);
  if (notification.person) made["person"] = names.ref(*notification.person);
  if (notification.count > 0) made["count"] = notification.count;
  return made;
}

Answer list_json(const Call& call, const NotificationList& list) {
  Names names(call);
  for (const Notification& each : list.items) {
    if (each.specialist) names.want(*each.specialist);
    if (each.person) names.want(*each.person);
  }
  json items = json::array();
  for (const Notification& each : list.items) items.push_back(notification_json(each, names));
  Answer answer = json_answer(200, {{"items", items}, {"unread", list.unread}});
  answer.headers.emplace_back("ETag", tag_of(list.revision));
  return answer;
}

/// `22:30`
std::string time_text(int minute) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minute / 60) + ":" + two(minute % 60);
}

json settings_json(const Call& call, const NotificationReader& reader) {
  const NotificationSettings& settings = reader.settings;
  json made = {{"mail", code(settings.mail)},
               {"quietWeekends", settings.quiet_weekends},
               {"mailIsSent", call.services().notifications.standing(call.now()).sends},
               {"refusesMail", !reader.refused_address.empty()}};
  if (settings.quiet) {
    made["quiet"] = {{"from", time_text(settings.quiet->from)},
                     {"until", time_text(settings.quiet->until)}};
  }
  return made;
}

}  // namespace

Answer list_notifications(Call& call) {
  Notifications& notifications = call.services().notifications;
  const std::string tag = tag_of(notifications.revision(call.actor()));
  if (names_tag(call.request.header("if-none-match"), tag)) {
    return {.status = 304, .headers = {{"ETag", tag}}};
  }
  return list_json(call, notifications.list(call.actor()));
}

Answer read_notifications(Call& call) {
  constexpr int most = std::numeric_limits<int>::max();
  Body body(call.request.body);
  ObjectReader root = body.root();
  const int first = root.number("first", 1, most);
  const int last = root.number("last", 1, most);
  body.finish();
  return list_json(call, call.services().notifications.mark_read(call.actor(), first, last));
}

Answer get_notification_settings(Call& call) {
  return json_answer(200,
                     settings_json(call, call.services().notifications.settings(call.actor())));
}

Answer change_notification_settings(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  NotificationSettings settings;
  settings.mail = root.choice<MailChoice>("mail");
  settings.quiet_weekends = root.flag("quietWeekends", false);
  if (auto quiet = root.optional_object("quiet")) {
    QuietHours hours;
    hours.from = quiet->time_of_day("from", ObjectReader::Midnight::start_of_day);
    hours.until = quiet->time_of_day("until", ObjectReader::Midnight::start_of_day);
    settings.quiet = hours;
  }
  body.finish();
  return json_answer(200, settings_json(call, call.services().notifications.change_settings(
                                                  call.actor(), settings)));
}

}  // namespace expertise::http
