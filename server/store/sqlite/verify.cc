#include "server/store/sqlite/verify.h"

#include <algorithm>
#include <future>
#include <vector>

#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/rows.h"

namespace expertise::sqlite {

namespace {

/// Below this many events a second thread costs more than it brings.
constexpr std::uint64_t events_for_a_thread = 20'000;
constexpr std::uint64_t most_threads = 4;

// Holds each link against the one before it.
class ChainWalk {
 public:
  ChainWalk(std::string chain, const Checkpoint& start) : chain_(std::move(chain)), last_(start) {}

  /// The fault of the next row of `query`, if it has one.
  template <class Read>
  std::optional<ChainFault> step(Query& query, Read read) {
    std::uint64_t seq = query.get<std::uint64_t>(0);
    if (seq != last_.seq + 1) return fault(last_.seq + 1, "ontbreekt");
    try {
      Link link = read(query);
      if (link.previous != last_.hash) return fault(seq, "volgt niet op de vorige regel");
      if (link.hash != link.expected) return fault(seq, "is na het schrijven veranderd");
      last_ = {seq, link.hash};
      return std::nullopt;
    } catch (const std::exception&) {
      return fault(seq, "kan niet worden gelezen");
    }
  }

  /// The fault of a chain that should now have come to `end`.
  std::optional<ChainFault> finish(const Checkpoint& end) const {
    if (last_.seq < end.seq) return fault(last_.seq + 1, "ontbreekt");
    if (last_.seq > end.seq) return fault(end.seq + 1, "staat na het einde van de keten");
    if (last_.hash != end.hash) return fault(end.seq, "is niet het einde van de keten");
    return std::nullopt;
  }

 private:
  std::optional<ChainFault> fault(std::uint64_t seq, std::string what) const {
    return ChainFault{chain_, seq, std::move(what)};
  }

  std::string chain_;
  Checkpoint last_;
};

template <class Read>
std::optional<ChainFault> walk(Query query, ChainWalk walk, const Checkpoint& end, Read read) {
  while (query.next()) {
    if (auto fault = walk.step(query, read)) return fault;
  }
  return walk.finish(end);
}

Checkpoint event_at(Connection& connection, std::uint64_t seq) {
  Checkpoint found{.seq = seq, .hash = {}};
  Query query = connection.query("SELECT hash FROM event WHERE seq = ?");
  query.bind(seq);
  if (query.next()) query.read(found.hash);
  return found;
}

// Events after `from` up to `end`, or to the last there is when `end` is the head.
std::optional<ChainFault> walk_events(const std::string& path, std::uint64_t from,
                                      const std::optional<Checkpoint>& head, std::uint64_t to) {
  Connection connection(path, Mode::read);
  connection.execute("BEGIN");
  Query query = connection.query(select_event + " WHERE seq > ? AND seq <= ? ORDER BY seq");
  query.bind(from, to);
  return walk(std::move(query), ChainWalk(event_chain, event_at(connection, from)),
              head ? *head : event_at(connection, to), event_link);
}

std::optional<ChainFault> verify_events(const std::string& path, const Checkpoint& head,
                                        std::uint64_t last) {
  std::uint64_t threads = std::clamp<std::uint64_t>(
      std::min<std::uint64_t>(last / events_for_a_thread, std::thread::hardware_concurrency()), 1,
      most_threads);
  std::vector<std::future<std::optional<ChainFault>>> parts;
  for (std::uint64_t part = 0; part < threads; ++part) {
    std::uint64_t from = last * part / threads;
    std::uint64_t to = last * (part + 1) / threads;
    bool is_last = part + 1 == threads;
    parts.push_back(std::async(std::launch::async, [=, &path] {
      return walk_events(path, from, is_last ? std::optional(head) : std::nullopt, to);
    }));
  }
  std::optional<ChainFault> first;
  for (auto& part : parts) {
    auto fault = part.get();
    if (!first) first = fault;
  }
  return first;
}

std::optional<ChainFault> verify_access(Connection& connection) {
  // Segments with a head but no entries, and the other way round, are faults too.
  auto segments = all_values<std::string>(connection.query(
      "SELECT segment FROM access_entry UNION SELECT substr(chain, 8) FROM chain_head "
      "WHERE chain LIKE 'access %' ORDER BY 1"));
  for (const std::string& segment : segments) {
    Checkpoint head = chain_head(connection, access_chain(segment));
    Query query = connection.query(select_access_entry + " WHERE segment = ? ORDER BY seq");
    query.bind(segment);
    auto fault = walk(std::move(query), ChainWalk(access_chain(segment), {}), head, access_link);
    if (fault) return fault;
  }
  return std::nullopt;
}

// Whether the mark of what specialists have in hand is as the states say (0015_in_hand.sql).
std::optional<ChainFault> verify_in_hand(Connection& connection) {
  Query query = connection.query(
      "SELECT i.number, i.id, i.in_hand, i.state, c.state FROM invitation i "
      "LEFT JOIN consultation c ON c.id = i.consultation ORDER BY i.number");
  while (query.next()) {
    std::uint64_t number = 0;
    InvitationId id;
    bool is_marked = false;
    InvitationState state = InvitationState::pending;
    std::optional<ConsultationState> of;
    query.read(number, id, is_marked, state, of);
    const bool is_in_hand = state == InvitationState::pending ||
                            (state == InvitationState::accepted && of && is_running(*of));
    if (is_marked != is_in_hand) {
      return ChainFault{"invitation.in_hand", number,
                        "klopt niet met de staat van uitnodiging " + id.text()};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<ChainFault> verify_logs(const std::string& path) {
  Connection connection(path, Mode::read);
  connection.execute("BEGIN");
  Checkpoint head = chain_head(connection, event_chain);
  auto last = one_value<std::uint64_t>(connection.query("SELECT coalesce(max(seq), 0) FROM event"));
  if (auto fault = verify_events(path, head, last.value_or(0))) return fault;
  if (auto fault = verify_access(connection)) return fault;
  return verify_in_hand(connection);
}

}  // namespace expertise::sqlite
