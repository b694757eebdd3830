// Use cases around profiles: keeping one's own, keeping the pool, availability, browsing, and
// reading whole files of specialists and users. It knows no HTTP and no full-text search (see
// matching).
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/actor.h"
#include "server/pool/context.h"
#include "server/pool/people.h"

namespace expertise {

/// How long somebody usually takes from invitation to decision: the median of the last 20 within a
/// year, known from 3 on.
struct UsualAnswer {
  static constexpr std::size_t decisions_least = 3;
  std::int64_t working_minutes = 0;
};

/// How somebody is to be reached at this moment, for whoever may see it.
struct Presence {
  FreeBusy free_busy;
  Load load;
  /// Code of the agreement without which the person cannot be invited; nothing when all hold.
  std::optional<std::string> lacking_agreement;
  std::optional<UsualAnswer> usual_answer{};
  /// As in `load`, of the last 30 days, where it may be shown: see tell_time_spent.
  std::optional<TimeSpent> time_spent{};
};

struct ProfileView {
  Specialist specialist;
  Presence presence;
};

enum class FileFormat { json_lines, csv };
enum class FaultyRows { refuse_all, skip };

/// What became of a file. When it is refused nothing was kept.
struct ImportReport {
  std::size_t rows = 0;
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t faulty = 0;
  /// With places as `line 3/email`; at most 1,000 are kept.
  std::vector<Fault> faults;
  bool refused = false;
};

/// Called now and then with the rows done and the rows in all.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

class Profiles {
 public:
  Profiles(Context context, People& people);

  /// By a coordinator or administrator; the id is given here. Refused with every fault together.
  Specialist add(const Actor& actor, Specialist specialist, std::optional<Once> once);
  /// By the specialist whose profile it is, or who keeps the pool. Municipality, external id,
  /// agreements and `active` stay as they are unless a keeper of the pool changes them.
  Specialist change(const Actor& actor, Specialist specialist, Seen seen);
  Specialist change_availability(const Actor& actor, SpecialistId id, Availability availability,
                                 Seen seen);
  ProfileView profile(const Actor& actor, SpecialistId id);
  Paged<ProfileView> browse(const Actor& actor, SpecialistQuery query);

  /// Reads specialists into `municipality` in one transaction. Each row is checked; a known
  /// external id is changed, or left alone when nothing differs. A field that the file does not
  /// have stays as it is, and so do hours and capacity that are blank. Unknown fields are faults.
  /// At most 200,000 rows of 64 KiB. JSON lines have the fields id, name, title, organisation,
  /// summary, expertise, life_domains, laws, age_groups, target_groups, languages, area, ways,
  /// knowledge, phone, email, contact_times, hours (a sentence such as "ma en di ochtend"),
  /// capacity, confidentiality_until, conduct_until, covenant_until; CSV the same as columns, lists
  /// divided by `|`.
  ImportReport import_specialists(const Actor& actor, std::istream& file, FileFormat format,
                                  MunicipalityId municipality, FaultyRows faulty,
                                  const Progress& progress);
  /// Users by e-mail address, in the same way: email, name, roles, teams (names; teams of other
  /// municipalities stay), language, specialist (external id).
  ImportReport import_users(const Actor& actor, std::istream& file, FileFormat format,
                            MunicipalityId municipality, FaultyRows faulty,
                            const Progress& progress);

 private:
  Context context_;
  People& people_;
};

/// What is true of these specialists now: free or busy, load, agreements. In the transaction given.
std::vector<Presence> presences(Txn& txn, const std::vector<Specialist>& specialists, Instant now);
/// Shows in it what questions took this person, when that is the actor or the actor divides the
/// work as a coordinator; nobody else is told.
void tell_time_spent(const Actor& actor, const Specialist& specialist, Presence& presence);

}  // namespace expertise
