// The heads of both logs: signed once a day and whenever a month of the access log is full, sent
// out to a file and by mail, and held against the logs as they are now. Also the destruction of a
// month of the access log whose term is over.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/signed_head.h"
#include "server/outgoing/outgoing.h"
#include "server/pool/context.h"

namespace expertise {

/// Signs what is due: the heads of today (in the Netherlands), and the last head of every month of
/// the access log that has a follower. Gives how many lines were signed.
std::size_t sign_heads(Context context, const LogKey& key, Instant now);

/// Appends the lines that did not go there yet to a file, on disk before it is noted; gives how
/// many. After a crash a line may stand there twice; half a line at the end of the file is taken
/// away first. Throws std::runtime_error when the file cannot be written.
std::size_t file_heads(Context context, const std::string& path, Instant now);

/// Where signed heads are mailed to, and from.
struct HeadsPost {
  std::string to;
  std::string sender;
};
/// Mails the lines that did not go there yet, in one mail; gives how many. Throws
/// std::runtime_error when the mail server did not take it.
std::size_t mail_heads(Context context, Mailer& mailer, const HeadsPost& post, Instant now);

/// Why a line that was sent out does not stand for the logs as they are now.
struct HeadFault {
  /// Of the line in what was read, from 1.
  std::size_t line = 0;
  std::string what;
};

struct HeadsChecked {
  std::size_t held = 0;
  /// How far the last line that held goes.
  std::optional<LogHeads> last;
  /// The first one.
  std::optional<HeadFault> fault;
};

/// Holds each line (empty ones and those that begin with `#` are passed over) against the logs:
/// signed with one of `keys`, of this pool, both heads there with the same hash. Of a month that
/// was destroyed only the last head can still be held. It goes on behind a line that does not hold.
HeadsChecked check_heads(Store& store, std::istream& lines, const std::vector<PublicKey>& keys);

/// The same for the lines that the store itself keeps, each by the key that it names; up to the
/// first that does not hold.
HeadsChecked check_own_heads(Store& store);

struct Destroyed {
  std::string segment;
  std::uint64_t entries = 0;
};

/// How long a month of the access log is kept, from its end.
inline constexpr int access_log_years = 5;

/// Destroys every month of the access log before `month` (`2031-11`), leaving its number of
/// entries, its head and the signed line of it. Refused (wrong_state) with nothing destroyed:
/// `term_not_over` where the end of one of them is not `years` ago (1 to 30), `not_signed` where
/// the last head of one was not signed. What was left by an earlier attempt is removed too.
std::vector<Destroyed> destroy_access_months(Context context, const std::string& month, int years,
                                             Instant now);

}  // namespace expertise
