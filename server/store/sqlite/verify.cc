#include "server/store/sqlite/verify.h"

#include <algorithm>
#include <future>
#include <map>
#include <vector>

#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/rows.h"

namespace expertise::sqlite {

namespace {

/// Below this many rows a second thread costs more than it brings.
constexpr std::uint64_t rows_for_a_thread = 20'000;
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

// One chain: how its rows are read, and what it starts from.
struct Chain {
  std::string name;
  /// Empty for the event log.
  std::string segment{};
  Hash starts_from{};

  /// The hash of row `seq`; of row 0 what the chain starts from.
  Checkpoint at(Connection& connection, std::uint64_t seq) const {
    Checkpoint found{.seq = seq, .hash = seq == 0 ? starts_from : Hash{}};
    Query query = connection.query(
        segment.empty() ? "SELECT hash FROM event WHERE seq = ?"
                        : "SELECT hash FROM access_entry WHERE seq = ? AND segment = ?");
    query.bind(seq);
    if (!segment.empty()) query.bind(segment);
    if (query.next()) query.read(found.hash);
    return found;
  }
  /// Rows after `from`, up to `to`.
  Query rows(Connection& connection, std::uint64_t from, std::uint64_t to) const {
    Query query = connection.query(
        segment.empty()
            ? select_event + " WHERE seq > ? AND seq <= ? ORDER BY seq"
            : select_access_entry + " WHERE seq > ? AND seq <= ? AND segment = ? ORDER BY seq");
    query.bind(from, to);
    if (!segment.empty()) query.bind(segment);
    return query;
  }
};

// Rows after `from` up to `to`, which is where the chain ends when `head` is given.
std::optional<ChainFault> walk_part(const std::string& path, const Chain& chain, std::uint64_t from,
                                    std::uint64_t to, const std::optional<Checkpoint>& head) {
  Connection connection(path, Mode::read);
  connection.execute("BEGIN");
  return walk(chain.rows(connection, from, to), ChainWalk(chain.name, chain.at(connection, from)),
              head ? *head : chain.at(connection, to),
              chain.segment.empty() ? event_link : access_link);
}

// In a few parts at once, up to row `last`.
std::optional<ChainFault> verify_chain(const std::string& path, const Chain& chain,
                                       const Checkpoint& head, std::uint64_t last) {
  std::uint64_t threads = std::clamp<std::uint64_t>(
      std::min<std::uint64_t>(last / rows_for_a_thread, std::thread::hardware_concurrency()), 1,
      most_threads);
  std::vector<std::future<std::optional<ChainFault>>> parts;
  for (std::uint64_t part = 0; part < threads; ++part) {
    std::uint64_t from = last * part / threads;
    std::uint64_t to = last * (part + 1) / threads;
    bool is_last = part + 1 == threads;
    parts.push_back(std::async(std::launch::async, [=, &path, &chain] {
      return walk_part(path, chain, from, to, is_last ? std::optional(head) : std::nullopt);
    }));
  }
  std::optional<ChainFault> first;
  for (auto& part : parts) {
    auto fault = part.get();
    if (!first) first = fault;
  }
  return first;
}

struct SegmentRow {
  std::string segment;
  Hash starts_from{};
  bool is_known = false;
  bool is_destroyed = false;
  Checkpoint head;
  std::uint64_t last = 0;
};

// Those with entries but no head, or no row of their own, are among them.
std::vector<SegmentRow> segments(Connection& connection) {
  Query query = connection.query(
      "SELECT e.segment, s.starts_from, s.segment IS NOT NULL, s.destroyed_at IS NOT NULL, h.seq, "
      "h.hash, coalesce((SELECT max(seq) FROM access_entry a WHERE a.segment = e.segment), 0) "
      "FROM (SELECT DISTINCT segment FROM access_entry UNION SELECT substr(chain, 8) FROM "
      "chain_head WHERE chain LIKE 'access %' UNION SELECT segment FROM access_segment) e "
      "LEFT JOIN access_segment s ON s.segment = e.segment "
      "LEFT JOIN chain_head h ON h.chain = 'access ' || e.segment ORDER BY e.segment");
  return all(std::move(query), [](Query& row) {
    SegmentRow each;
    std::optional<Hash> starts_from;
    std::optional<std::uint64_t> seq;
    std::optional<Hash> hash;
    row.read(each.segment, starts_from, each.is_known, each.is_destroyed, seq, hash, each.last);
    if (starts_from) each.starts_from = *starts_from;
    if (seq && hash) each.head = {*seq, *hash};
    return each;
  });
}

// The segments that the event log says were destroyed, with the head that they had.
std::map<std::string, Details> destructions(Connection& connection) {
  std::map<std::string, Details> found;
  Query query = connection.query("SELECT details FROM event WHERE kind = ?");
  query.bind(EventKind::access_segment_destroyed);
  while (query.next()) {
    auto details = parse_details(query.get<std::string>(0));
    if (details) found[(*details)["segment"]] = *details;
  }
  return found;
}

std::optional<ChainFault> destroyed_fault(const SegmentRow& each,
                                          const std::map<std::string, Details>& destroyed,
                                          Leftovers leftovers) {
  const std::string chain = access_chain(each.segment);
  const auto told = destroyed.find(each.segment);
  if (told == destroyed.end()) {
    return ChainFault{chain, 1, "is vernietigd zonder dat het in het logboek staat"};
  }
  if (each.last != 0 && leftovers == Leftovers::are_a_fault) {
    return ChainFault{chain, each.last, "is van een vernietigde maand, en is er nog"};
  }
  const Details expected{{"count", std::to_string(each.head.seq)}, {"hash", hex(each.head.hash)}};
  for (const auto& [key, value] : expected) {
    const auto said = told->second.find(key);
    if (said == told->second.end() || said->second != value) {
      return ChainFault{chain, each.head.seq, "is niet het einde van de maand die is vernietigd"};
    }
  }
  return std::nullopt;
}

std::optional<ChainFault> verify_access(const std::string& path, Connection& connection,
                                        Leftovers leftovers) {
  std::optional<std::map<std::string, Details>> destroyed;
  Hash before{};
  bool are_linked = false;
  for (const SegmentRow& each : segments(connection)) {
    const std::string chain = access_chain(each.segment);
    if (!each.is_known) return ChainFault{chain, 1, "staat niet bij de maanden"};
    // Months of before they were linked start from nothing; from the first that is, all are.
    are_linked = are_linked || each.starts_from != Hash{};
    if (are_linked && each.starts_from != before) {
      return ChainFault{chain, 1, "volgt niet op het einde van de vorige maand"};
    }
    before = each.head.hash;
    if (each.is_destroyed) {
      if (!destroyed) destroyed = destructions(connection);
      if (auto fault = destroyed_fault(each, *destroyed, leftovers)) return fault;
      continue;
    }
    const Chain walked{chain, each.segment, each.starts_from};
    if (auto fault = verify_chain(path, walked, each.head, each.last)) return fault;
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

std::optional<ChainFault> verify_logs(const std::string& path, Leftovers leftovers) {
  Connection connection(path, Mode::read);
  connection.execute("BEGIN");
  Checkpoint head = chain_head(connection, event_chain);
  auto last = one_value<std::uint64_t>(connection.query("SELECT coalesce(max(seq), 0) FROM event"));
  if (auto fault = verify_chain(path, {event_chain}, head, last.value_or(0))) return fault;
  if (auto fault = verify_access(path, connection, leftovers)) return fault;
  return verify_in_hand(connection);
}

}  // namespace expertise::sqlite
