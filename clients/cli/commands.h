// What a person can do from a terminal: each command as calls of the API, its answer as a table or
// as the server's own JSON. It knows no option parser and no sockets.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/api.h"

namespace expertise::cli {

enum class Output { table, json };

struct Terminal {
  Api& api;
  std::ostream& out;
  Output output = Output::table;
};

/// What narrows a search or a match; empty = nothing.
struct Narrowing {
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> age_groups;
  std::vector<std::string> languages;
  std::vector<std::string> neighbourhoods;
  std::string available;
  int limit = 10;
};

void who_am_i(Terminal terminal);
void search(Terminal terminal, const std::string& text, const Narrowing& narrowing);
void match(Terminal terminal, const std::string& question, const Narrowing& narrowing);

struct Asking {
  std::string text;
  std::vector<std::string> specialists;
  std::string group;
  std::string team;
  std::string urgency;
  std::string way;
  std::string resident;
  std::string own_reference;
  std::vector<std::string> excluded_specialists;
  std::vector<std::string> excluded_organisations;
  /// Invite this many of the best at once, beside those named.
  int invite_best = 0;
  /// Ask nobody else by itself.
  bool only_by_me = false;
};
void ask(Terminal terminal, const Asking& asking);

/// What waits for me as a specialist, or all that I was asked.
void inbox(Terminal terminal, const std::vector<std::string>& invitation_states);
/// What I asked.
void mine(Terminal terminal, const std::vector<std::string>& states);
void show(Terminal terminal, const std::string& consultation);

/// `id` is that of the invitation, or of the consultation for which I have one pending.
void accept(Terminal terminal, const std::string& id);
void decline(Terminal terminal, const std::string& id, const std::string& reason,
             const std::string& note);

/// Sends `fields` to a sub-resource of a consultation; with the state that is there now when it
/// changes it.
enum class ChangesState { no, yes };
void step(Terminal terminal, const std::string& consultation, const std::string& what,
          const nlohmann::json& fields, ChangesState changes);

struct LogFilter {
  std::string consultation;
  std::vector<std::string> kinds;
  std::string from;
  std::string before;
  int limit = 50;
};
void log(Terminal terminal, const LogFilter& filter);

/// Writes the whole vocabulary as CSV to `file`, or to the terminal for `-`. Throws
/// Failure(wrong_call) when it cannot be written.
void export_topics(Terminal terminal, const std::string& file);
enum class Keeping { keep, try_only };
/// Reads `csv` into the vocabulary, all or nothing; tells faults by row and column. `removals` is
/// how many entries may go out of lists, as a trial told it. Throws Failure(refused) when there are
/// faults or others would go.
void import_topics(Terminal terminal, const std::string& csv, Keeping keeping, int removals);

}  // namespace expertise::cli
