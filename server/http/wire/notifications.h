// What somebody was told, as JSON, and how they want to be told: always one's own.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

/// 304 as long as the list is the one of If-None-Match.
Answer list_notifications(Call& call);
Answer read_notifications(Call& call);
Answer get_notification_settings(Call& call);
Answer change_notification_settings(Call& call);

}  // namespace expertise::http
