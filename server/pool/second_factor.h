// What the use cases around the second factor share with those of signing on: taking a code,
// permits, and how signing on in a browser ends. Only the files of People include it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/pool/people.h"
#include "server/pool/people_state.h"

namespace expertise {

/// Takes a code of the app, or a recovery code with its event, and writes that it was; the caller
/// commits. False when it is neither.
bool take_code(Txn& txn, Env& env, SecondFactor& factor, std::string_view typed, const Actor& by,
               const User& user);

Refusal wrong_code();

/// The actor as they are now.
User own_user(Txn& txn, const Actor& actor);

/// Ends `txn`: with a session in this browser, or by throwing SecondStep when that takes more.
SignedOn begin_in_browser(std::unique_ptr<Txn> txn, Env& env, const Actor& by, const User& user,
                          const BrowserSeen& browser, std::string_view origin);

/// What was begun with the password until now, and every device, is of no use any more. False when
/// there was nothing.
bool forget_permits(Txn& txn, UserId user);
/// The devices that began this session.
void forget_devices_of(Txn& txn, UserId user, SessionId session);

}  // namespace expertise
