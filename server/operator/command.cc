#include "server/operator/command.h"

#include <array>
#include <iomanip>

#include "server/domain/text.h"
#include "server/operator/command_options.h"
#include "server/operator/restore.h"
#include "server/operator/retention_commands.h"
#include "server/pool/identity_linking.h"
#include "server/pool/log_heads.h"
#include "server/pool/password_links.h"

namespace expertise {

namespace {

std::vector<Role> roles_of(const Command& command) {
  std::vector<Role> roles;
  auto [first, last] = command.options.equal_range("role");
  for (auto each = first; each != last; ++each) {
    auto role = from_code<Role>(each->second);
    if (!role) {
      throw WrongCall{"unknown role " + each->second +
                      ": team_member, partner, specialist, coordinator, reviewer or administrator"};
    }
    roles.push_back(*role);
  }
  if (roles.empty()) throw WrongCall{"--role is needed"};
  return roles;
}

std::optional<TeamId> team_named(Product& product, const MunicipalityId& municipality,
                                 const std::string& name) {
  for (const Team& team : product.people.overview(by_operator()).teams) {
    if (team.municipality == municipality && team.name == name) return team.id;
  }
  throw WrongCall{"there is no team named " + name +
                  "; make it with: expertisepoold team add --name NAME"};
}

int add_user(Product& product, const Command& command, Streams streams) {
  User user;
  user.email = needed(command, "email");
  user.name = needed(command, "name");
  user.roles = roles_of(command);
  user.municipality = municipality_of(product, command).id;
  auto [first, last] = command.options.equal_range("team");
  for (auto each = first; each != last; ++each) {
    user.teams.push_back(*team_named(product, user.municipality, each->second));
  }
  if (auto team = command.option("partner-of")) {
    user.partner_of = team_named(product, user.municipality, *team);
  }
  if (auto external_id = command.option("specialist")) {
    auto txn = product.store->begin(Access::read);
    auto specialist = txn->specialist_by_external_id(user.municipality, *external_id);
    if (!specialist) throw WrongCall{"there is no specialist with the external id " + *external_id};
    user.specialist = specialist->id;
  }
  if (auto language = command.option("language")) {
    auto known = from_code<Language>(*language);
    if (!known) throw WrongCall{"unknown language " + *language + ": nl or en"};
    user.language = *known;
  }
  std::optional<std::string> password;
  if (command.option("password-stdin")) {
    std::string line;
    std::getline(streams.in, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    password = line;
  }
  User added = product.people.add_user(by_operator(), user, password);
  streams.out << added.id.text() << "\n";
  if (!password) {
    streams.err << "No password was set: " << added.email
                << " signs on with a token (expertisepoold token create --user " << added.email
                << ") until one is.\n";
  }
  return 0;
}

int set_password(Product& product, const Command& command, Streams streams) {
  auto user = product.people.user_by_email(by_operator(), needed(command, "user"));
  if (!user) throw WrongCall{"there is no user with that address"};
  std::string line;
  std::getline(streams.in, line);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  product.people.set_password(by_operator(), user->id, line);
  return 0;
}

int password_link(Product& product, const Command& command, Streams streams) {
  auto user = product.people.user_by_email(by_operator(), needed(command, "user"));
  if (!user || !user->active) throw WrongCall{"there is no active user with that address"};
  const Context context{*product.store, product.env};
  const std::string token = make_password_link(context, by_operator(), *user);
  streams.out << password_link_address(command.option("origin").value_or(""), token) << "\n";
  return 0;
}

int clear_second_factor(Product& product, const Command& command, Streams streams) {
  auto user = product.people.user_by_email(by_operator(), needed(command, "user"));
  if (!user) throw WrongCall{"there is no user with that address"};
  if (!command.option("clear")) throw WrongCall{"say what to do: --clear"};
  product.people.clear_second_factor(by_operator(), user->id);
  streams.out << user->email << " has no second factor\n";
  return 0;
}

int link_user(Product& product, const Command& command, Streams streams) {
  auto user = product.people.user_by_email(by_operator(), needed(command, "user"));
  if (!user) throw WrongCall{"there is no user with that address"};
  link_identity({*product.store, product.env}, by_operator(), user->id, needed(command, "issuer"),
                needed(command, "subject"));
  streams.out << user->email << " signs on with that account\n";
  return 0;
}

int unlink_user(Product& product, const Command& command, Streams streams) {
  auto user = product.people.user_by_email(by_operator(), needed(command, "user"));
  if (!user) throw WrongCall{"there is no user with that address"};
  product.people.unlink(by_operator(), user->id);
  streams.out << user->email << " is linked to nothing\n";
  return 0;
}

int require_second_factor(Product& product, const Command& command, Streams streams) {
  const std::string wanted = needed(command, "required");
  if (wanted != "yes" && wanted != "no") throw WrongCall{"--required takes yes or no"};
  product.people.require_second_factor(by_operator(), wanted == "yes");
  streams.out << (wanted == "yes" ? "everybody signs on with a second factor\n"
                                  : "a second factor is everybody's own choice\n");
  return 0;
}

int end_sessions(Product& product, const Command& command, Streams streams) {
  const UserId user = needed_user(product, command, "user");
  const auto ending =
      command.option("tokens") ? People::Ending::tokens_too : People::Ending::browsers;
  streams.out << product.people.end_sessions_of(by_operator(), user, ending) << " ended\n";
  return 0;
}

// All of them where none are named.
TokenScopes scopes_of(const Command& command) {
  const auto [first, last] = command.options.equal_range("scope");
  if (first == last) return TokenScopes::all();
  std::vector<TokenScope> scopes;
  for (auto each = first; each != last; ++each) {
    const auto known = from_code<TokenScope>(each->second);
    if (!known) {
      throw WrongCall{"unknown scope " + each->second +
                      ": read, ask, advise, keep, coordinate, administer or sign_on"};
    }
    scopes.push_back(*known);
  }
  return TokenScopes(scopes);
}

int create_token(Product& product, const Command& command, Streams streams) {
  auto user = product.people.user_by_email(by_operator(), needed(command, "user"));
  if (!user) throw WrongCall{"there is no user with that address"};
  int days = 90;
  if (auto text = command.option("days")) {
    days = std::atoi(text->c_str());
    if (days < 1 || days > 365) throw WrongCall{"--days takes a number from 1 to 365"};
  }
  auto made = product.people.create_token(by_operator(), user->id,
                                          command.option("label").value_or("operator"), days,
                                          scopes_of(command));
  streams.out << made.secret << "\n";
  return 0;
}

int add_municipality(Product& product, const Command& command, Streams streams) {
  Municipality municipality;
  municipality.name = needed(command, "name");
  municipality.region = command.option("region").value_or("");
  streams.out << product.people.put(by_operator(), municipality).id.text() << "\n";
  return 0;
}

int add_team(Product& product, const Command& command, Streams streams) {
  Team team;
  team.name = needed(command, "name");
  team.municipality = municipality_of(product, command).id;
  streams.out << product.people.put(by_operator(), team).id.text() << "\n";
  return 0;
}

// Draws how far an import is: a bar on a terminal, else a line for each quarter.
class ProgressBar {
 public:
  ProgressBar(std::ostream& out, const Command& command)
      : out_(out), bar_(command.option("terminal").has_value()) {}
  ~ProgressBar() {
    if (bar_ && last_ >= 0) out_ << "\n";
  }
  void operator()(std::size_t done, std::size_t total) {
    int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
    if (percent == last_ || (!bar_ && percent / 25 == last_ / 25 && last_ >= 0)) return;
    last_ = percent;
    if (!bar_) {
      out_ << percent << " %  " << done << " of " << total << "\n";
      return;
    }
    out_ << "\r[" << std::string(static_cast<std::size_t>(percent / 4), '#')
         << std::string(static_cast<std::size_t>(25 - percent / 4), ' ') << "] " << std::setw(3)
         << percent << " %  " << done << " of " << total << std::flush;
  }

 private:
  std::ostream& out_;
  const bool bar_;
  int last_ = -1;
};

std::string explain(const Fault& fault) {
  std::string text = fault.place + ": " + fault.code;
  for (const auto& [key, value] : fault.parameters) text += " (" + key + " " + value + ")";
  return text;
}

int import_file(Product& product, const Command& command, Streams streams) {
  bool csv = needed(command, "format") == "csv";
  FileFormat format = csv ? FileFormat::csv : FileFormat::json_lines;
  FaultyRows faulty = command.option("skip-invalid") ? FaultyRows::skip : FaultyRows::refuse_all;
  Municipality municipality = municipality_of(product, command);
  ImportReport report;
  {
    ProgressBar bar(streams.err, command);
    auto progress = [&](std::size_t done, std::size_t total) { bar(done, total); };
    report = command.name == "import users"
                 ? product.profiles.import_users(by_operator(), streams.in, format, municipality.id,
                                                 faulty, progress)
                 : product.profiles.import_specialists(by_operator(), streams.in, format,
                                                       municipality.id, faulty, progress);
  }
  for (const Fault& fault : report.faults) streams.err << explain(fault) << "\n";
  if (report.refused) {
    streams.err << "Nothing was imported: " << report.faulty << " of " << report.rows
                << " rows are faulty. Mend them, or leave them out with --skip-invalid.\n";
    return 1;
  }
  streams.out << report.rows << " rows: " << report.added << " added, " << report.changed
              << " changed, " << report.unchanged << " unchanged, " << report.faulty
              << " left out\n";
  // Whoever imports wants to find what was imported: the index follows before the command ends.
  product.indexer.wait_for(product.store->head().seq, 600'000);
  return 0;
}

// The keys that lines may be signed with: those that are given, else our own.
std::vector<PublicKey> keys_of(const Product& product, const Command& command) {
  std::vector<PublicKey> keys;
  auto [first, last] = command.options.equal_range("public-key");
  for (auto each = first; each != last; ++each) {
    const auto key = parse_key(each->second);
    if (!key) throw WrongCall{"--public-key takes 64 hexadecimal characters"};
    keys.push_back(*key);
  }
  if (keys.empty()) keys.push_back(public_key_of(product.log_key));
  return keys;
}

bool heads_hold(const HeadsChecked& checked, const std::string& of, Streams streams) {
  if (checked.fault) {
    streams.err << of << ", line " << checked.fault->line << " " << checked.fault->what << "\n";
    return false;
  }
  streams.out << of << ": " << checked.held << " signed heads hold";
  if (checked.last) {
    streams.out << ", the last of " << rfc3339(checked.last->at) << " at event "
                << checked.last->event_seq;
  }
  streams.out << "\n";
  return true;
}

bool index_holds(Product& product, Streams streams) {
  constexpr int patience_ms = 3'600'000;
  if (!product.indexer.wait_for(product.store->head().seq, patience_ms)) {
    streams.err << "The index is not in step: " << product.indexer.trouble() << "\n";
    return false;
  }
  const auto wrong = product.index_watch.read_all();
  if (wrong || !product.index_damage.empty()) {
    streams.err << "The index is not as it was written, and is built anew: "
                << wrong.value_or(product.index_damage) << "\n";
    return false;
  }
  streams.out << "The index holds: " << product.index.size() << " profiles\n";
  return true;
}

int verify(Product& product, const Command& command, Streams streams) {
  const auto keys = keys_of(product, command);
  if (auto damage = damage_of_sqlite_store(product.directory.database().string())) {
    streams.err << product.directory.database().string() << " is damaged: " << *damage
                << "\nStop the server and put a backup back.\n";
    return 1;
  }
  if (auto fault = product.store->verify()) {
    streams.err << "In " << fault->chain << ", row " << fault->seq
                << " does not hold: " << fault->what << "\n";
    return 1;
  }
  Checkpoint head = product.store->head();
  streams.out << "Both logs hold. Last event " << head.seq << ", hash " << hex(head.hash) << "\n";
  if (!heads_hold(check_own_heads(*product.store), "Kept here", streams)) return 1;
  const int status = index_holds(product, streams) ? 0 : 1;
  const auto sent_out = command.option("heads");
  if (!sent_out) return status;
  const auto checked = check_heads(*product.store, streams.in, keys);
  if (!heads_hold(checked, *sent_out, streams)) return 1;
  if (checked.held > 0) return status;
  streams.err << *sent_out << " holds no signed head\n";
  return 1;
}

int sign_logs(Product& product, const Command&, Streams streams) {
  const Context context{*product.store, product.env};
  sign_heads(context, product.log_key, product.env.now());
  if (const auto last = product.store->begin(Access::read)->last_signed_head()) {
    streams.out << last->line << "\n";
  }
  return 0;
}

int show_log_key(Product& product, const Command&, Streams streams) {
  streams.out << key_text(public_key_of(product.log_key)) << "\n";
  return 0;
}

int destroy_access_log(Product& product, const Command& command, Streams streams) {
  int years = access_log_years;
  if (auto text = command.option("years")) years = std::atoi(text->c_str());
  const Context context{*product.store, product.env};
  const auto destroyed =
      destroy_access_months(context, needed(command, "before"), years, product.env.now());
  for (const Destroyed& each : destroyed) {
    streams.out << each.segment << "  " << each.entries << " entries destroyed\n";
  }
  if (destroyed.empty()) streams.out << "nothing to destroy\n";
  return 0;
}

int backup(Product& product, const Command& command, Streams streams) {
  const std::string file = needed(command, "file");
  const Backup made = product.store->backup(file);
  const auto list = destroyed_beside(file, made.store);
  product.destroyed.copy_to(list);
  streams.out << "Written to " << file << " (" << made.size
              << " bytes) and read back: " << made.events << " events up to " << hex(made.head)
              << ", " << made.rows << " rows, " << made.keys
              << " keys of cases opened, both logs hold.\n"
              << "What was destroyed so far is in " << list.string()
              << ": its newest copy is needed to restore any backup.\n"
              << "The backup is encrypted under the master key: keep that apart, without it nobody "
                 "can read it.\n";
  return 0;
}

int status(Product& product, const Command&, Streams streams) {
  Checkpoint head = product.store->head();
  product.indexer.wait_for(head.seq, 5'000);
  streams.out << "last event " << head.seq << "\nprofiles in the index " << product.index.size()
              << "\nevents the index is behind " << product.indexer.behind() << "\n";
  if (auto trouble = product.indexer.trouble(); !trouble.empty()) {
    streams.out << "index: " << trouble << "\n";
  }
  return 0;
}

struct Entry {
  std::string_view name;
  int (*carry_out)(Product&, const Command&, Streams);
};

constexpr std::array entries{
    Entry{"user add", add_user},
    Entry{"user password", set_password},
    Entry{"user password-link", password_link},
    Entry{"user second-factor", clear_second_factor},
    Entry{"user link", link_user},
    Entry{"user unlink", unlink_user},
    Entry{"user end-sessions", end_sessions},
    Entry{"second-factor", require_second_factor},
    Entry{"token create", create_token},
    Entry{"municipality add", add_municipality},
    Entry{"team add", add_team},
    Entry{"import specialists", import_file},
    Entry{"import users", import_file},
    Entry{"verify", verify},
    Entry{"log-heads sign", sign_logs},
    Entry{"log-heads public-key", show_log_key},
    Entry{"access-log destroy", destroy_access_log},
    Entry{"backup", backup},
    Entry{"status", status},
    Entry{"erase", erase_for_good},
    Entry{"retention-terms", retention_terms},
    Entry{"retention", retention},
    Entry{"hold", hold_consultation},
    Entry{"destruction-report", destruction_report},
};

}  // namespace

std::string explain(const Refusal& refusal) {
  std::string text(refusal.detail());
  if (text.empty() && refusal.faults().empty()) text = "refused";
  for (const auto& [key, value] : refusal.parameters()) text += " (" + key + " " + value + ")";
  for (const Fault& fault : refusal.faults()) {
    if (!text.empty()) text += "\n";
    text += explain(fault);
  }
  return text;
}

int carry_out(Product& product, const Command& command, Streams streams) {
  for (const Entry& entry : entries) {
    if (entry.name != command.name) continue;
    try {
      return entry.carry_out(product, command, streams);
    } catch (const WrongCall& wrong) {
      streams.err << wrong.what << "\n";
      return 2;
    } catch (const Refusal& refusal) {
      streams.err << explain(refusal) << "\n";
      return 1;
    } catch (const std::exception& fault) {
      streams.err << fault.what() << "\n";
      return 1;
    }
  }
  streams.err << "unknown command " << command.name << "\n";
  return 2;
}

}  // namespace expertise
