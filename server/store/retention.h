// What a transaction reads and writes for retention: the terms that municipalities chose, what is
// kept past its term, what is over, and who is no longer known. Part of Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/domain/event.h"
#include "server/domain/retention.h"
#include "server/store/logs.h"

namespace expertise {

/// A consultation or a person whose term may be over, and the moment from which it counts.
template <class IdType>
struct Since {
  IdType id;
  Instant since;
};

struct DestructionQuery {
  MunicipalityId municipality;
  std::optional<Instant> from{};
  std::optional<Instant> before{};
  Page page{};
};

/// As Txn says of its members.
class RetentionRows {
 public:
  virtual ~RetentionRows() = default;

  virtual void put_retention_term(const RetentionTerm& term) = 0;
  /// All there are, by municipality and class.
  virtual std::vector<RetentionTerm> retention_terms() = 0;

  virtual void put_hold(const Hold& hold) = 0;
  /// Also one that is over.
  virtual std::optional<Hold> hold(ConsultationId consultation) = 0;
  /// All there are, also those that are over, by the moment they end.
  virtual std::vector<Hold> holds() = 0;
  virtual void remove_hold(ConsultationId consultation) = 0;

  virtual bool is_erased(ConsultationId consultation) = 0;
  /// Those not erased whose term began before that moment, longest ago first, also the held ones.
  virtual std::vector<Since<ConsultationId>> consultations_since_before(MunicipalityId municipality,
                                                                        Instant before,
                                                                        std::size_t limit) = 0;

  /// Since when somebody is not active any more; nothing when they are.
  virtual void put_left(UserId user, std::optional<Instant> at) = 0;
  virtual void put_left(SpecialistId specialist, std::optional<Instant> at) = 0;
  /// Since when this profile is out of the pool; nothing when it is in it.
  virtual std::optional<Instant> left_at(SpecialistId specialist) = 0;
  /// Who left before that moment and is still known, longest ago first.
  virtual std::vector<Since<UserId>> users_left_before(MunicipalityId municipality, Instant before,
                                                       std::size_t limit) = 0;
  virtual std::vector<Since<SpecialistId>> specialists_left_before(MunicipalityId municipality,
                                                                   Instant before,
                                                                   std::size_t limit) = 0;
  /// Leaves the id and nothing by which the person is known: no name, no address, no profile, no
  /// way to sign on. False when that was done before, or it is not there.
  virtual bool forget(UserId user, Instant at) = 0;
  virtual bool forget(SpecialistId specialist, Instant at) = 0;

  /// The events by which something was destroyed (a consultation, a wording, a person), with a
  /// higher number, in order.
  virtual std::vector<Event> destroying_events_after(std::uint64_t seq, std::size_t limit) = 0;
  /// What the report of destruction tells of one municipality, oldest first: consultations,
  /// wordings, people and months of the access log.
  virtual Paged<Event> destroyed(const DestructionQuery& query) = 0;
};

}  // namespace expertise
