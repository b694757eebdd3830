#include "server/http/routes.h"

#include "server/http/wire/appointments.h"
#include "server/http/wire/calendars.h"
#include "server/http/wire/consultation_steps.h"
#include "server/http/wire/consultations.h"
#include "server/http/wire/demo_story.h"
#include "server/http/wire/drafts.h"
#include "server/http/wire/findability.h"
#include "server/http/wire/invitations.h"
#include "server/http/wire/joining.h"
#include "server/http/wire/keeping.h"
#include "server/http/wire/log.h"
#include "server/http/wire/matches.h"
#include "server/http/wire/notifications.h"
#include "server/http/wire/passkeys.h"
#include "server/http/wire/password_links.h"
#include "server/http/wire/places.h"
#include "server/http/wire/ranking.h"
#include "server/http/wire/second_factor.h"
#include "server/http/wire/sessions.h"
#include "server/http/wire/single_sign_on.h"
#include "server/http/wire/specialists.h"
#include "server/http/wire/status.h"
#include "server/http/wire/users.h"
#include "server/http/wire/vocabulary.h"

namespace expertise::http {

namespace {

constexpr Rights anyone = Rights::anyone;
constexpr Rights signed_on = Rights::signed_on;
constexpr TokenScopes no_token{};
constexpr TokenScopes any_token = TokenScopes::all();
constexpr TokenScopes to_read{TokenScope::read};
constexpr TokenScopes to_ask{TokenScope::ask};
constexpr TokenScopes to_advise{TokenScope::advise};
constexpr TokenScopes to_talk{TokenScope::ask, TokenScope::advise};
constexpr TokenScopes to_take_back{TokenScope::ask, TokenScope::advise, TokenScope::coordinate};
constexpr TokenScopes to_hand_on{TokenScope::ask, TokenScope::coordinate};
constexpr TokenScopes to_keep{TokenScope::keep};
constexpr TokenScopes to_coordinate{TokenScope::coordinate};
constexpr TokenScopes to_administer{TokenScope::administer};
constexpr TokenScopes to_sign_on{TokenScope::sign_on};
constexpr BodyKind no_body = BodyKind::none;
constexpr BodyKind maybe_json = BodyKind::optional_json;
constexpr BodyKind with_json = BodyKind::json;
constexpr BodyKind with_form = BodyKind::form;
constexpr QueryKind no_query = QueryKind::none;
constexpr QueryKind with_query = QueryKind::read;

// clang-format off
constexpr Route table[] = {
    {"POST", "/v1/sessions",
     "startSession", anyone, no_token, with_json, no_query, &start_session},
    {"GET", "/v1/sessions",
     "listSessions", signed_on, to_read, no_body, with_query, &list_sessions},
    {"DELETE", "/v1/sessions",
     "endOtherSessions", signed_on, to_sign_on, no_body, no_query, &end_other_sessions},
    {"POST", "/v1/sessions/_propose-factor",
     "proposeFactorToSignOn", anyone, no_token, with_json, no_query, &propose_factor_to_sign_on},
    {"POST", "/v1/sessions/_confirm",
     "confirmSignOn", anyone, no_token, with_json, no_query, &confirm_sign_on},
    {"POST", "/v1/sessions/_begin-passkey",
     "beginPasskeySignOn", anyone, no_token, no_body, no_query, &begin_passkey_sign_on},
    {"POST", "/v1/sessions/_with-passkey",
     "signOnWithPasskey", anyone, no_token, with_json, no_query, &sign_on_with_passkey},
    {"DELETE", "/v1/sessions/current",
     "endCurrentSession", signed_on, any_token, no_body, no_query, &end_current_session},
    {"DELETE", "/v1/sessions/{sessionId}",
     "endSession", signed_on, to_sign_on, no_body, no_query, &end_session},

    {"GET", "/v1/single-sign-on",
     "getSingleSignOn", anyone, no_token, no_body, no_query, &get_single_sign_on},
    {"POST", "/v1/single-sign-on/_begin",
     "beginSingleSignOn", anyone, no_token, with_json, no_query, &begin_single_sign_on},
    {"POST", "/v1/single-sign-on/_finish",
     "finishSingleSignOn", anyone, no_token, with_json, no_query, &finish_single_sign_on},

    {"POST", "/v1/password-links",
     "askPasswordLink", anyone, no_token, with_json, no_query, &ask_password_link},
    {"POST", "/v1/password-links/_use",
     "setPasswordByLink", anyone, no_token, with_json, no_query, &set_password_by_link},

    {"POST", "/v1/tokens",
     "startToken", anyone, no_token, with_json, no_query, &start_token},
    {"GET", "/v1/tokens",
     "listTokens", signed_on, to_read, no_body, with_query, &list_tokens},
    {"DELETE", "/v1/tokens/{tokenId}",
     "endToken", signed_on, to_sign_on, no_body, no_query, &end_token},

    {"GET", "/v1/users/me",
     "getOwnUser", signed_on, to_read, no_body, no_query, &get_own_user},
    {"GET", "/v1/users",
     "listUsers", signed_on, to_read, no_body, with_query, &list_users},
    {"POST", "/v1/users",
     "addUser", signed_on, to_administer, with_json, no_query, &add_user},
    {"GET", "/v1/users/{userId}",
     "getUser", signed_on, to_read, no_body, no_query, &get_user},
    {"PUT", "/v1/users/{userId}",
     "changeUser", signed_on, to_administer, with_json, no_query, &change_user},
    {"PUT", "/v1/users/{userId}/password",
     "setPassword", signed_on, to_administer, with_json, no_query, &set_password},
    {"POST", "/v1/users/{userId}/tokens",
     "createToken", signed_on, to_sign_on, with_json, no_query, &create_token},

    {"GET", "/v1/users/me/second-factor",
     "getSecondFactor", signed_on, to_read, no_body, no_query, &get_second_factor},
    {"POST", "/v1/users/me/second-factor/_propose",
     "proposeSecondFactor", signed_on, to_sign_on, with_json, no_query, &propose_second_factor},
    {"POST", "/v1/users/me/second-factor",
     "switchOnSecondFactor", signed_on, to_sign_on, with_json, no_query, &switch_on_second_factor},
    {"POST", "/v1/users/me/second-factor/_switch-off",
     "switchOffSecondFactor", signed_on, to_sign_on, with_json, no_query, &switch_off_second_factor},
    {"POST", "/v1/users/me/second-factor/recovery-codes",
     "renewRecoveryCodes", signed_on, to_sign_on, with_json, no_query, &renew_recovery_codes},
    {"DELETE", "/v1/users/{userId}/second-factor",
     "clearSecondFactor", signed_on, to_administer, no_body, no_query, &clear_second_factor},
    {"GET", "/v1/users/me/passkeys",
     "listPasskeys", signed_on, to_read, no_body, no_query, &list_passkeys},
    {"POST", "/v1/users/me/passkeys/_propose",
     "proposePasskey", signed_on, to_sign_on, with_json, no_query, &propose_passkey},
    {"POST", "/v1/users/me/passkeys",
     "addPasskey", signed_on, to_sign_on, with_json, no_query, &add_passkey},
    {"PUT", "/v1/users/me/passkeys/{passkeyId}",
     "renamePasskey", signed_on, to_sign_on, with_json, no_query, &rename_passkey},
    {"POST", "/v1/users/me/passkeys/{passkeyId}/_remove",
     "removePasskey", signed_on, to_sign_on, with_json, no_query, &remove_passkey},
    {"GET", "/v1/users/me/identities",
     "listIdentities", signed_on, to_read, no_body, no_query, &list_identities},
    {"DELETE", "/v1/users/{userId}/sessions",
     "endUserSessions", signed_on, to_administer, no_body, with_query, &end_user_sessions},
    {"DELETE", "/v1/users/{userId}/identities",
     "unlinkUser", signed_on, to_administer, no_body, no_query, &unlink_user},

    {"POST", "/v1/colleagues/_search",
     "searchColleagues", signed_on, to_read, with_json, no_query, &search_colleagues},

    {"GET", "/v1/municipalities",
     "listMunicipalities", signed_on, to_read, no_body, with_query, &list_municipalities},
    {"POST", "/v1/municipalities",
     "addMunicipality", signed_on, to_administer, with_json, no_query, &add_municipality},
    {"GET", "/v1/municipalities/{municipalityId}",
     "getMunicipality", signed_on, to_read, no_body, no_query, &get_municipality},
    {"PUT", "/v1/municipalities/{municipalityId}",
     "changeMunicipality", signed_on, to_administer, with_json, no_query, &change_municipality},

    {"GET", "/v1/municipalities/{municipalityId}/retention",
     "getRetention", signed_on, to_read, no_body, with_query, &get_retention},
    {"PUT", "/v1/municipalities/{municipalityId}/retention",
     "chooseRetentionTerm", signed_on, to_administer, with_json, no_query, &choose_retention_term},
    {"GET", "/v1/municipalities/{municipalityId}/due-items",
     "listDue", signed_on, to_read, no_body, with_query, &list_due},
    {"GET", "/v1/municipalities/{municipalityId}/destructions",
     "listDestructions", signed_on, to_read, no_body, with_query, &list_destructions},

    {"GET", "/v1/neighbourhoods",
     "listNeighbourhoods", signed_on, to_read, no_body, with_query, &list_neighbourhoods},
    {"POST", "/v1/neighbourhoods",
     "addNeighbourhood", signed_on, to_administer, with_json, no_query, &add_neighbourhood},
    {"GET", "/v1/neighbourhoods/{neighbourhoodId}",
     "getNeighbourhood", signed_on, to_read, no_body, no_query, &get_neighbourhood},
    {"PUT", "/v1/neighbourhoods/{neighbourhoodId}",
     "changeNeighbourhood", signed_on, to_administer, with_json, no_query, &change_neighbourhood},

    {"GET", "/v1/teams",
     "listTeams", signed_on, to_read, no_body, with_query, &list_teams},
    {"POST", "/v1/teams",
     "addTeam", signed_on, to_administer, with_json, no_query, &add_team},
    {"GET", "/v1/teams/{teamId}",
     "getTeam", signed_on, to_read, no_body, no_query, &get_team},
    {"PUT", "/v1/teams/{teamId}",
     "changeTeam", signed_on, to_administer, with_json, no_query, &change_team},

    {"GET", "/v1/groups",
     "listGroups", signed_on, to_read, no_body, with_query, &list_groups},
    {"POST", "/v1/groups",
     "addGroup", signed_on, to_coordinate, with_json, no_query, &add_group},
    {"GET", "/v1/groups/{groupId}",
     "getGroup", signed_on, to_read, no_body, no_query, &get_group},
    {"PUT", "/v1/groups/{groupId}",
     "changeGroup", signed_on, to_coordinate, with_json, no_query, &change_group},

    {"GET", "/v1/vocabulary",
     "listTopics", signed_on, to_read, no_body, with_query, &list_topics},
    {"POST", "/v1/vocabulary",
     "addTopic", signed_on, to_coordinate, with_json, no_query, &add_topic},
    {"POST", "/v1/vocabulary/_preview",
     "previewTopic", signed_on, to_coordinate, with_json, no_query, &preview_topic},
    {"GET", "/v1/vocabulary/_choices",
     "getTopicChoices", signed_on, to_read, no_body, no_query, &get_topic_choices},
    {"GET", "/v1/vocabulary/_export",
     "exportTopics", signed_on, to_read, no_body, no_query, &export_topics},
    {"POST", "/v1/vocabulary/_import",
     "importTopics", signed_on, to_coordinate, with_json, no_query, &import_topics},
    {"GET", "/v1/vocabulary/topics/{code}",
     "getTopic", signed_on, to_read, no_body, no_query, &get_topic},
    {"PUT", "/v1/vocabulary/topics/{code}",
     "changeTopic", signed_on, to_coordinate, with_json, no_query, &change_topic},
    {"GET", "/v1/vocabulary/topics/{code}/events",
     "listTopicEvents", signed_on, to_read, no_body, with_query, &list_topic_events},

    {"GET", "/v1/specialists",
     "listSpecialists", signed_on, to_read, no_body, with_query, &list_specialists},
    {"POST", "/v1/specialists",
     "addSpecialist", signed_on, to_coordinate, with_json, no_query, &add_specialist},
    {"POST", "/v1/specialists/_search",
     "searchSpecialists", signed_on, to_read, with_json, no_query, &search_specialists},
    {"POST", "/v1/specialists/_suggest",
     "suggestSpecialists", signed_on, to_read, with_json, no_query, &suggest_specialists},
    {"GET", "/v1/specialists/{specialistId}",
     "getSpecialist", signed_on, to_read, no_body, no_query, &get_specialist},
    {"PUT", "/v1/specialists/{specialistId}",
     "changeSpecialist", signed_on, to_keep, with_json, no_query, &change_specialist},
    {"GET", "/v1/specialists/{specialistId}/findability",
     "getFindability", signed_on, to_read, no_body, no_query, &get_findability},
    {"GET", "/v1/specialists/{specialistId}/availability",
     "getAvailability", signed_on, to_read, no_body, no_query, &get_availability},
    {"PUT", "/v1/specialists/{specialistId}/availability",
     "changeAvailability", signed_on, to_keep, with_json, no_query, &change_availability},
    {"GET", "/v1/specialists/{specialistId}/calendars",
     "listCalendars", signed_on, to_read, no_body, no_query, &list_calendars},
    {"POST", "/v1/specialists/{specialistId}/calendars",
     "connectCalendar", signed_on, to_keep, with_json, no_query, &connect_calendar},
    {"POST", "/v1/specialists/{specialistId}/calendars/_preview",
     "previewCalendar", signed_on, to_keep, with_json, no_query, &preview_calendar},
    {"POST", "/v1/specialists/{specialistId}/calendars/{calendarId}/reading",
     "readCalendarAgain", signed_on, to_keep, no_body, no_query, &read_calendar_again},
    {"DELETE", "/v1/specialists/{specialistId}/calendars/{calendarId}",
     "disconnectCalendar", signed_on, to_keep, no_body, no_query, &disconnect_calendar},

    {"POST", "/v1/profile-proposals",
     "proposeProfile", signed_on, to_keep, with_json, no_query, &propose_profile},

    {"GET", "/v1/joining-invitations",
     "listJoiningInvitations", signed_on, to_read, no_body, with_query, &list_joining_invitations},
    {"POST", "/v1/joining-invitations",
     "inviteToJoin", signed_on, to_coordinate, with_json, no_query, &invite_to_join},
    {"DELETE", "/v1/joining-invitations/{joiningInvitationId}",
     "withdrawJoiningInvitation", signed_on, to_coordinate, no_body, no_query, &withdraw_joining_invitation},
    {"POST", "/v1/joinings/_open",
     "openJoining", anyone, no_token, with_json, no_query, &open_joining},
    {"POST", "/v1/joinings",
     "join", anyone, no_token, with_json, no_query, &join},

    {"POST", "/v1/matches",
     "match", signed_on, to_read, with_json, no_query, &match},

    {"GET", "/v1/deadlines",
     "listDeadlines", signed_on, to_read, no_body, with_query, &list_deadlines},

    {"GET", "/v1/drafts",
     "listDrafts", signed_on, to_read, no_body, with_query, &list_drafts},
    {"POST", "/v1/drafts",
     "keepDraft", signed_on, to_ask, with_json, no_query, &keep_draft},
    {"GET", "/v1/drafts/{draftId}",
     "getDraft", signed_on, to_read, no_body, no_query, &get_draft},
    {"PUT", "/v1/drafts/{draftId}",
     "changeDraft", signed_on, to_ask, with_json, no_query, &change_draft},
    {"DELETE", "/v1/drafts/{draftId}",
     "deleteDraft", signed_on, to_ask, no_body, no_query, &delete_draft},

    {"POST", "/v1/consultations",
     "ask", signed_on, to_ask, with_json, no_query, &ask},
    {"GET", "/v1/consultations",
     "listConsultations", signed_on, to_read, no_body, with_query, &list_consultations},
    {"GET", "/v1/consultations/{consultationId}",
     "getConsultation", signed_on, to_read, no_body, no_query, &get_consultation},
    {"GET", "/v1/consultations/{consultationId}/events",
     "listConsultationEvents", signed_on, to_read, no_body, with_query, &list_consultation_events},
    {"GET", "/v1/consultations/{consultationId}/invitations",
     "listConsultationInvitations", signed_on, to_read, no_body, with_query, &list_consultation_invitations},
    {"POST", "/v1/consultations/{consultationId}/invitations",
     "invite", signed_on, to_ask, with_json, no_query, &invite},
    {"GET", "/v1/consultations/{consultationId}/assignable",
     "listAssignable", signed_on, to_read, no_body, no_query, &list_assignable},
    {"POST", "/v1/consultations/{consultationId}/versions",
     "extendQuestion", signed_on, to_ask, with_json, no_query, &extend_question},
    {"GET", "/v1/consultations/{consultationId}/ranking",
     "getRanking", signed_on, to_read, no_body, no_query, &get_ranking},
    {"GET", "/v1/consultations/{consultationId}/messages",
     "listMessages", signed_on, to_read, no_body, with_query, &list_messages},
    {"POST", "/v1/consultations/{consultationId}/messages",
     "writeMessage", signed_on, to_talk, with_json, no_query, &write_message},
    {"POST", "/v1/consultations/{consultationId}/messages/{messageId}/redaction",
     "redactMessage", signed_on, to_take_back, with_json, no_query, &redact_message},
    {"POST", "/v1/consultations/{consultationId}/advice",
     "advise", signed_on, to_advise, with_json, no_query, &advise},
    {"POST", "/v1/consultations/{consultationId}/participants",
     "addParticipant", signed_on, to_ask, with_json, no_query, &add_participant},
    {"DELETE", "/v1/consultations/{consultationId}/participants/{userId}",
     "removeParticipant", signed_on, to_ask, no_body, no_query, &remove_participant},
    {"PUT", "/v1/consultations/{consultationId}/own-reference",
     "setOwnReference", signed_on, to_ask, with_json, no_query, &set_own_reference},
    {"POST", "/v1/consultations/{consultationId}/clarification",
     "askClarification", signed_on, to_advise, with_json, no_query, &ask_clarification},
    {"POST", "/v1/consultations/{consultationId}/reply",
     "reply", signed_on, to_ask, with_json, no_query, &reply},
    {"POST", "/v1/consultations/{consultationId}/continuation",
     "askOn", signed_on, to_ask, with_json, no_query, &ask_on},
    {"POST", "/v1/consultations/{consultationId}/transfer",
     "transfer", signed_on, to_hand_on, with_json, no_query, &transfer},
    {"POST", "/v1/consultations/{consultationId}/closure",
     "close", signed_on, to_ask, with_json, no_query, &close_consultation},
    {"POST", "/v1/consultations/{consultationId}/withdrawal",
     "withdraw", signed_on, to_ask, no_body, no_query, &withdraw},
    {"POST", "/v1/consultations/{consultationId}/reopening",
     "reopen", signed_on, to_ask, with_json, no_query, &reopen},
    {"POST", "/v1/consultations/{consultationId}/coordinator-request",
     "requestCoordinator", signed_on, to_hand_on, no_body, no_query, &request_coordinator},
    {"POST", "/v1/consultations/{consultationId}/assignment",
     "assign", signed_on, to_coordinate, with_json, no_query, &assign},
    {"POST", "/v1/consultations/{consultationId}/phone-answer",
     "answerByPhone", signed_on, to_coordinate, with_json, no_query, &answer_by_phone},
    {"POST", "/v1/consultations/{consultationId}/access",
     "giveReason", signed_on, to_coordinate, with_json, no_query, &give_reason},
    {"POST", "/v1/consultations/{consultationId}/review",
     "review", signed_on, to_coordinate, with_json, no_query, &review},
    {"POST", "/v1/consultations/{consultationId}/follow-up",
     "followUp", signed_on, to_ask, with_json, no_query, &follow_up},
    {"POST", "/v1/consultations/{consultationId}/copy",
     "copyConsultation", signed_on, to_read, maybe_json, no_query, &copy_consultation},

    {"PUT", "/v1/consultations/{consultationId}/hold",
     "holdConsultation", signed_on, to_coordinate, with_json, no_query, &hold_consultation},
    {"DELETE", "/v1/consultations/{consultationId}/hold",
     "endHold", signed_on, to_coordinate, no_body, no_query, &end_hold},
    {"POST", "/v1/consultations/{consultationId}/erasure",
     "eraseConsultation", signed_on, to_coordinate, with_json, no_query, &erase_consultation},
    {"GET", "/v1/holds",
     "listHolds", signed_on, to_read, no_body, with_query, &list_holds},

    {"GET", "/v1/consultations/{consultationId}/slots",
     "listSlots", signed_on, to_read, no_body, with_query, &list_slots},
    {"GET", "/v1/consultations/{consultationId}/appointments",
     "listAppointments", signed_on, to_read, no_body, no_query, &list_appointments},
    {"POST", "/v1/consultations/{consultationId}/appointments",
     "bookAppointment", signed_on, to_talk, with_json, no_query, &book_appointment},
    {"PUT", "/v1/consultations/{consultationId}/appointments/{appointmentId}",
     "moveAppointment", signed_on, to_talk, with_json, no_query, &move_appointment},
    {"POST", "/v1/consultations/{consultationId}/appointments/{appointmentId}/cancellation",
     "cancelAppointment", signed_on, to_talk, no_body, no_query, &cancel_appointment},
    {"GET", "/v1/consultations/{consultationId}/appointments/{appointmentId}.ics",
     "getAppointmentFile", signed_on, to_read, no_body, no_query, &get_appointment_file},
    {"GET", "/v1/appointments",
     "listOwnAppointments", signed_on, to_read, no_body, no_query, &list_own_appointments},
    {"GET", "/v1/users/me/feed",
     "getFeed", signed_on, to_read, no_body, no_query, &get_feed},
    {"POST", "/v1/users/me/feed",
     "makeFeed", signed_on, to_keep, no_body, no_query, &make_feed},
    {"DELETE", "/v1/users/me/feed",
     "endFeed", signed_on, to_keep, no_body, no_query, &end_feed},
    // Read by calendar programs, which cannot sign on: the token in the address is the secret.
    {"GET", "/v1/feeds/{feedToken}.ics",
     "readFeed", anyone, no_token, no_body, no_query, &read_feed},

    {"POST", "/v1/phone-consultations",
     "logPhoneConsult", signed_on, to_ask, with_json, no_query, &log_phone_consult},

    {"POST", "/v1/partner-questions",
     "askAsPartner", signed_on, to_ask, with_json, no_query, &ask_as_partner},

    {"GET", "/v1/invitations/{invitationId}",
     "getInvitation", signed_on, to_read, no_body, no_query, &get_invitation},
    {"POST", "/v1/invitations/{invitationId}/decision",
     "decide", signed_on, to_advise, with_json, no_query, &decide},
    {"POST", "/v1/invitations/{invitationId}/hand-over",
     "handOver", signed_on, to_advise, with_json, no_query, &hand_over},
    {"POST", "/v1/invitations/{invitationId}/release",
     "release", signed_on, to_advise, no_body, no_query, &release},
    {"POST", "/v1/invitations/{invitationId}/withdrawal",
     "withdrawInvitation", signed_on, to_ask, no_body, no_query, &withdraw_invitation},

    {"GET", "/v1/events",
     "listEvents", signed_on, to_read, no_body, with_query, &list_events},

    {"GET", "/v1/audit-entries",
     "listAuditEntries", signed_on, to_read, no_body, with_query, &list_audit_entries},
    {"GET", "/v1/sign-on-failures",
     "listSignOnFailures", signed_on, to_read, no_body, with_query, &list_sign_on_failures},
    {"GET", "/v1/gaps",
     "listGaps", signed_on, to_read, no_body, with_query, &list_gaps},

    {"GET", "/v1/notifications",
     "listNotifications", signed_on, to_read, no_body, no_query, &list_notifications},
    {"POST", "/v1/notifications/_read",
     "readNotifications", signed_on, to_keep, with_json, no_query, &read_notifications},
    {"GET", "/v1/users/me/notification-settings",
     "getNotificationSettings", signed_on, to_read, no_body, no_query, &get_notification_settings},
    {"PUT", "/v1/users/me/notification-settings",
     "changeNotificationSettings", signed_on, to_keep, with_json, no_query, &change_notification_settings},

    {"GET", "/v1/status",
     "getStatus", signed_on, to_read, no_body, no_query, &get_status},

    // Where a demo tells its story; nothing is there otherwise.
    {"GET", "/v1/demo-story",
     "getDemoStory", anyone, no_token, no_body, no_query, &get_demo_story},
    {"PUT", "/v1/demo-story/clock",
     "moveDemoClock", anyone, no_token, with_json, no_query, &move_demo_clock},

    {"GET", "/v1/openapi.json",
     "getDescription", anyone, no_token, no_body, no_query, &get_description},

    // For the provider of single sign-on, in the form that its standard asks; not part of the API.
    {"POST", "/back-channel-logout",
     "backChannelLogout", anyone, no_token, with_form, no_query, &back_channel_logout},

    // For the machine that runs it; not part of the API.
    {"GET", "/health/live", "live", anyone, no_token, no_body, no_query, &get_live},
    {"GET", "/health/ready", "ready", anyone, no_token, no_body, no_query, &get_ready},
    {"GET", "/metrics", "metrics", anyone, no_token, no_body, no_query, &get_metrics},
};
// clang-format on

}  // namespace

std::span<const Route> routes() { return table; }

bool brings_file(const Request& request) {
  return request.method == "POST" && request.path == "/v1/vocabulary/_import";
}

}  // namespace expertise::http
