// Use cases around people: signing on, joining the pool, users with their roles, municipalities,
// teams, neighbourhoods, groups. Every change is one transaction with its event. It knows no HTTP;
// secrets come in as text and are kept only as hashes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/actor.h"
#include "server/pool/context.h"
#include "server/pool/passwords.h"

namespace expertise {

struct PasskeyAnswer;
struct EndedAtProvider;
struct ProvenIdentity;
struct RelyingParty;
struct SignOnRules;

/// A signed-on person. `secret` is filled only when it was just made: it is shown once.
struct SignedOn {
  Actor actor;
  User user;
  Session session;
  std::string secret;
};

/// What is known of who signs on in a browser.
struct BrowserSeen {
  /// A few words such as `Firefox, Windows`, for the list of one's own sessions.
  std::string name{};
  /// The secret of a device that gave a code not long ago; empty when there is none.
  std::string device{};
};

/// The password was right, but a session takes more: a code (`code_wanted`), or a second factor to
/// be made first (`enrolment_wanted`). The token is for that one thing and is shown once.
class SecondStep : public Refusal {
 public:
  SecondStep(PermitKind wanted, std::string token, Instant expires_at)
      : Refusal(Reason::unauthenticated, std::string(code(wanted))),
        token_(std::move(token)),
        expires_at_(expires_at) {}

  const std::string& token() const { return token_; }
  Instant expires_at() const { return expires_at_; }

 private:
  std::string token_;
  Instant expires_at_;
};

/// A secret for an authenticator app, as text and as the address that a QR code holds. It counts
/// once a code of it was given.
struct ProposedFactor {
  std::string secret;
  std::string address;
};

struct SecondStepDone {
  SignedOn signed_on;
  /// Of a second factor that was just made; shown once.
  std::vector<std::string> recovery_codes{};
  /// The secret of this device, when it is to be remembered.
  std::string device{};
};

struct OwnSecondFactor {
  /// When it was switched on; nothing when it is not.
  std::optional<Instant> since;
  std::size_t recovery_codes_left = 0;
  /// How many browsers need no code for now.
  std::size_t devices = 0;
  /// Whether the pool asks one of everybody.
  bool required = false;
};

/// What a browser needs to make a passkey for somebody.
struct PasskeyProposal {
  User user;
  /// What it is to sign, within five minutes.
  Bytes challenge;
  /// Tells nothing of who it is.
  Bytes user_handle;
  /// Those that are there: no second one is made on the same device.
  std::vector<Passkey> present;
};

/// What the browser made of it.
struct MadePasskey {
  std::string name;
  Bytes client_data;
  Bytes attestation_object;
  /// As the browser says; of others than those that are known nothing is kept.
  std::vector<std::string> transports{};
};

/// An invitation to join the pool, just made. The token is shown once.
struct NewJoining {
  JoiningInvitation invitation;
  std::string token;
};

/// Somebody to write along or to take a question over, with their teams in the seeker's
/// municipalities.
struct Colleague {
  UserId id;
  std::string name;
  std::vector<Team> teams;
};

struct PeopleOverview {
  std::vector<Municipality> municipalities;
  std::vector<Neighbourhood> neighbourhoods;
  std::vector<Team> teams;
  std::vector<Group> groups;
};

class People {
 public:
  explicit People(Context context, PasswordStrength strength = {});
  ~People();

  // Signing on. A browser session ends after 30 minutes without use (measured to the minute) and
  // after 10 hours; a token at its end (at most 365 days). A user has at most 50 of both together:
  // the browser session used longest ago makes room, and where all are tokens it is a conflict
  // (`too_many_sessions`).

  /// Refused (unauthenticated, `wrong_credentials`) the same way, in the same time, for an unknown
  /// address, a wrong password and a disabled user; after 10 failures for an address, or 50 from an
  /// origin (many people share the one of their office), too_many (`too_many_failures`, with
  /// `retry_after` in seconds) with growing delay. At most two passwords are checked at once, 16
  /// wait, past that unavailable (`too_busy`).
  /// Throws SecondStep where a password is not enough.
  SignedOn sign_on(std::string_view email, std::string_view password, std::string_view origin,
                   const BrowserSeen& browser = {});
  /// As sign_on, for a program: gives a token of that label that ends after 30 days. Whoever has a
  /// second factor gives its code along (else unauthenticated, `code_wanted`); where one is
  /// required and there is none, not_allowed (`second_factor_required`).
  SignedOn sign_on_for_token(std::string_view email, std::string_view password,
                             std::string_view label, std::string_view origin,
                             std::string_view code = {}, TokenScopes scopes = TokenScopes::all());
  /// Who holds this secret now; nothing when it is unknown, past its end, or the user is disabled.
  /// Rights are read anew each time: a change of role counts at once.
  /// A look that no person asked for does not keep a session alive.
  enum class Use { by_person, by_itself };
  std::optional<SignedOn> recognise(std::string_view secret, std::string_view origin,
                                    Use use = Use::by_person);
  /// Ends the actor's own session; one that has ended already is fine.
  void sign_off(const Actor& actor, SessionId session);
  /// The actor's own, newest first.
  std::vector<Session> sessions(const Actor& actor);
  /// Ends one of the actor's own, and forgets the device it was begun on.
  void end_session(const Actor& actor, SessionId session);
  /// Ends every other one of the actor's own, tokens too, and forgets every device; gives how many
  /// ended.
  std::size_t end_other_sessions(const Actor& actor, SessionId keep);
  /// For oneself, or by the operator at the machine for anybody, who is told; an administrator
  /// makes none for others. `days` 1 to 365. What is made with a token (`with`) gets no scope that
  /// this one has not, and ends no later: so many days may be asked as it still has, counted up.
  /// Faults at `/label`, `/days` (`out_of_range`, `longer_than_own`), `/scopes` (`required`,
  /// `more_than_own`).
  SignedOn create_token(const Actor& actor, UserId user, std::string_view label, int days,
                        TokenScopes scopes = TokenScopes::all(),
                        const std::optional<Session>& with = std::nullopt);
  /// Ends every other session and token of the user, and forgets every device. Faults at
  /// `/currentPassword`
  /// (`wrong_password`, slowed down as sign_on is) and `/password`.
  void change_password(const Actor& actor, std::string_view current, std::string_view wanted,
                       std::optional<SessionId> keep);

  // Single sign-on: who somebody is was proved by a provider, which asks for a second factor
  // itself.

  /// A session in this browser for whose identity this is. Somebody who is not linked yet is linked
  /// to the user of their address, where the rules trust the provider's addresses and it says that
  /// this one is verified; else a user is made, where the rules give a role. Roles and teams that
  /// the rules name follow what they give now; others stay as they are. Refused (not_allowed):
  /// `account_disabled`, `no_role_given` (their sessions and tokens end),
  /// `address_taken` (a user has the address and may not be linked to it), `no_address_given`.
  SignedOn sign_on_by_provider(const ProvenIdentity& identity, const SignOnRules& rules,
                               std::string_view origin, const BrowserSeen& browser = {});
  /// Ends what was begun at that provider and is not newer than `ended.at`, which may be a minute
  /// off; of a session there also what was begun when the provider did not name its sessions.
  /// Tokens of programs stay. Gives how many ended.
  std::size_t end_sessions_at_provider(const EndedAtProvider& ended, std::string_view origin);
  /// The actor's own.
  std::vector<Identity> identities(const Actor& actor);
  /// By an administrator; ends their sessions and tokens. Without any it is fine.
  void unlink(const Actor& actor, UserId user);
  /// Attempts to sign on that failed are in the access log: the first of an address and origin in a
  /// quarter of an hour at once, those that follow as one entry when it is over, which this writes.
  void write_counted_failures(Instant now);
  /// One more of those, of who could not prove at a provider who they are.
  void note_failed_sign_on(std::string_view origin, std::string_view result);
  /// Those on record, newest first, also of addresses that nobody has, for administrators: of
  /// `query` the period and the page count. Looking is itself recorded.
  Paged<AccessEntry> failed_sign_ons(const Actor& actor, AccessQuery query);

  // The second factor: codes of an authenticator app (RFC 6238), each taken once, and ten recovery
  // codes, each used once. A wrong one is a fault at `/code` (`wrong_code`); guessing is slowed
  // down (too_many) as for passwords, for a person by itself. A token of SecondStep that is unknown
  // or past its end is unauthenticated (`sign_on_expired`).

  /// For who must make one before going in.
  ProposedFactor propose_second_factor(std::string_view token);
  /// The second step of signing on. Where a second factor was to be made, the code switches it on.
  /// With `remember` no code is asked on this device for 30 days.
  SecondStepDone second_step(std::string_view token, std::string_view code, bool remember,
                             std::string_view origin, const BrowserSeen& browser = {});
  OwnSecondFactor second_factor(const Actor& actor);
  /// Makes a secret to be confirmed within 15 minutes. With a second factor on, that goes on
  /// holding until then, and one of its codes is asked. Faults at `/password` (`wrong_password`)
  /// and `/code`.
  ProposedFactor propose_second_factor(const Actor& actor, std::string_view password,
                                       std::string_view code);
  /// Switches on what was proposed; gives the recovery codes, which are shown once. Throws
  /// Refusal(wrong_state, `nothing_proposed`).
  std::vector<std::string> switch_on_second_factor(const Actor& actor, std::string_view code);
  /// Throws Refusal(wrong_state, `second_factor_off`) where there is none, and
  /// Refusal(not_allowed, `second_factor_required`) where the pool asks one of everybody.
  void switch_off_second_factor(const Actor& actor, std::string_view password,
                                std::string_view code);
  /// Makes ten others in place of those that are left.
  std::vector<std::string> renew_recovery_codes(const Actor& actor, std::string_view password,
                                                std::string_view code);
  /// By an administrator, for who lost the app and the codes, or a passkey: removes both, and ends
  /// their sessions of browsers. One that is not there is fine.
  void clear_second_factor(const Actor& actor, UserId user);
  /// Whether the pool asks one of everybody; when it begins to, sessions without one end.
  void require_second_factor(const Actor& actor, bool required);

  // Passkeys (WebAuthn): a key pair on somebody's device that signs once the device knows its
  // owner, and so counts as both steps. At most ten of a person (conflict, `too_many_passkeys`).

  /// Begins making one in this session; takes what changing the second factor takes, with the same
  /// faults.
  PasskeyProposal propose_passkey(const Actor& actor, SessionId session, std::string_view password,
                                  std::string_view code);
  /// Within five minutes, in the same session, once. Faults at `/name`, and at `/credential`
  /// (`passkey_not_accepted`) whatever is wrong with it. The person is told.
  Passkey add_passkey(const Actor& actor, SessionId session, const RelyingParty& party,
                      const MadePasskey& made);
  /// The actor's own, oldest first.
  std::vector<Passkey> passkeys(const Actor& actor);
  /// Fault at `/name`. One of another is not there.
  Passkey rename_passkey(const Actor& actor, PasskeyId id, std::string_view name);
  /// Ends the sessions that were begun with it, but `keep`.
  void remove_passkey(const Actor& actor, PasskeyId id, std::string_view password,
                      std::string_view code, SessionId keep);
  /// What a passkey is to sign, within five minutes; the same for everybody.
  Bytes begin_passkey_sign_on();
  /// A session in this browser for whose passkey it is. Refused (unauthenticated,
  /// `passkey_refused`) the same way whatever is wrong: unknown, removed, signed otherwise, too
  /// late, used before, the user disabled. One that counts less than before may have been copied:
  /// refused (unauthenticated, `passkey_doubted`), and the person is told. Slowed down (too_many)
  /// by passkey and origin.
  SignedOn sign_on_by_passkey(const RelyingParty& party, const PasskeyAnswer& answer,
                              std::string_view origin, const BrowserSeen& browser = {});

  // A new password by a link in mail, for who forgot it.

  /// The same for every address, known or not; slowed down (too_many) by origin and address. Who
  /// has no password, because they sign on at a provider, gets no link.
  void ask_password_link(std::string_view email, std::string_view origin);
  /// Ends every session, token and device of the user; the second factor stays. The link works
  /// once, within 30 minutes: else not_found (`password_link_not_open`). Faults at `/password`.
  void set_password_by_link(std::string_view token, std::string_view password,
                            std::string_view origin);

  // Joining the pool. An invitation is open for 14 days, for one person and one time; of its token
  // only a hash is kept. One that was used, withdrawn or is past its end is as unknown as any other
  // token.

  /// By who keeps the pool of the municipality (the home when none is named). Faults at
  /// `/municipality`, `/name`, `/email`: `already_taken` by a user, `invitation_open`.
  NewJoining invite_to_join(const Actor& actor, std::optional<MunicipalityId> municipality,
                            std::string_view name, std::string_view email, Language language);
  /// Those open in the municipalities whose pool the actor keeps, newest first.
  Paged<JoiningInvitation> joining_invitations(const Actor& actor,
                                               std::optional<MunicipalityId> municipality,
                                               Page page);
  void withdraw_joining(const Actor& actor, JoiningId id);
  /// What the token is for. Refused (not_found, `joining_not_open`) the same way whatever is wrong
  /// with it; slowed down (too_many) as sign_on is.
  JoiningInvitation open_joining(std::string_view token, std::string_view origin);
  /// Makes, all at once, the user with the role of specialist, their profile in the pool, and a
  /// session of their browser; throws SecondStep in place of the session where a second factor is
  /// required. Faults at `/name` and `/password`; else refused as open_joining is.
  SignedOn join(std::string_view token, std::string_view name, std::string_view password,
                std::optional<Language> language, std::string_view origin,
                const BrowserSeen& browser = {});

  // The own feed: an address of one's own at which a calendar program reads one's appointments
  // without signing on, for specialists and team members. Of its token only a hash is kept; who is
  // disabled, or is neither any more, has none.

  /// When it was made; nothing when there is none.
  std::optional<Feed> feed(const Actor& actor);
  /// Gives its token, which is shown once. One that was there before no longer works.
  std::string make_feed(const Actor& actor);
  /// One that is not there is fine.
  void end_feed(const Actor& actor);
  /// Whose feed this is. Refused (not_found) the same way whatever is wrong with the token; that is
  /// slowed down (too_many) after 10 tries of one, or 500 from an origin, and no others are.
  User user_of_feed(std::string_view token, std::string_view origin);

  // Administering. `id` of what is added is given by the store's caller only in tests; leave it
  // nil. Things that are referred to must be there (fault `unknown`), addresses and names be free
  // (`already_taken`). What changes nothing writes nothing.

  /// With no password the user signs on by token until one is set.
  User add_user(const Actor& actor, User user, std::optional<std::string> password);
  /// Role changes and disabling end the user's sessions. The last administrator stays one
  /// (fault at `/roles`, `last_administrator`).
  User change_user(const Actor& actor, User user);
  /// Ends every session and token of the user, and forgets every device; the user is told.
  void set_password(const Actor& actor, UserId user, std::string_view password);
  /// By an administrator, without disabling the user: ends every session of a browser and forgets
  /// every device, with `Ending::tokens_too` also every token. Gives how many ended; the user is
  /// told where any did.
  enum class Ending { browsers, tokens_too };
  std::size_t end_sessions_of(const Actor& actor, UserId user, Ending ending);
  /// An administrator sees everybody; who may transfer a consultation sees the users of the
  /// municipalities whose pool they see; everybody themselves.
  User user(const Actor& actor, UserId id);
  Paged<User> users(const Actor& actor, UserQuery query);
  std::optional<User> user_by_email(const Actor& actor, std::string_view email);
  /// Who asks questions in a municipality of the actor's, by name: every word of `text` begins a
  /// word of the name, whatever its case and accents. At most 20, never the actor. For who may
  /// give a consultation to another; fault at `/text`.
  std::vector<Colleague> colleagues(const Actor& actor, std::string_view text);

  // A nil id adds; another id changes what is there, which stays in its municipality. Groups are
  // kept by coordinators too.
  Municipality put(const Actor& actor, Municipality municipality);
  Neighbourhood put(const Actor& actor, Neighbourhood neighbourhood);
  Team put(const Actor& actor, Team team);
  Group put(const Actor& actor, Group group);
  /// Everything of the municipalities that the actor belongs to; groups of those whose pool the
  /// actor reads.
  PeopleOverview overview(const Actor& actor);
  /// Names of users by id, for people who share a consultation or a municipality with the actor; at
  /// most 1,000, unknown ids are left out.
  std::map<UserId, std::string> names(const std::vector<UserId>& ids);

  // For files of users, in a transaction of the caller's who may administer.

  /// Every fault of the user and of what is referred to. The last active administrator must stay
  /// one (`/roles`, `last_administrator`).
  std::vector<Fault> check(Txn& txn, const User& user);
  /// Writes a user without faults with the event of it; ends sessions as change_user does. `before`
  /// is what is there now.
  void keep(Txn& txn, const Actor& actor, const std::optional<User>& before, const User& user);

 private:
  struct Impl;

  /// Gives the hash that it is of.
  std::string check_own_password(const Actor& actor, std::string_view password, std::string place);
  enum class Factor { may_be_off, must_be_on };
  /// A transaction in which the actor gave both; the caller commits.
  std::unique_ptr<Txn> with_password_and_code(const Actor& actor, std::string_view password,
                                              std::string_view code, Factor needed);

  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise
