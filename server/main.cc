// expertisepoold: serves a pool, and carries out its operator's commands. Wires the objects by
// hand, top to bottom. A command given while a server holds the data directory goes to that server.
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <thread>

#include "server/domain/env.h"
#include "server/http/server.h"
#include "server/http/static_files.h"
#include "server/operator/command.h"
#include "server/operator/demo.h"
#include "server/operator/demo_people.h"
#include "server/operator/door.h"
#include "server/operator/empty_pool.h"
#include "server/operator/private_files.h"
#include "server/operator/product.h"
#include "server/operator/repeating.h"
#include "server/operator/restore.h"
#include "server/operator/retention_commands.h"
#include "server/operator/sign_on_options.h"
#include "server/operator/stopped.h"
#include "server/operator/story_data.h"
#include "server/outgoing/curl.h"
#include "server/outgoing/maildir.h"
#include "server/pool/clock_work.h"
#include "server/pool/leaving.h"
#include "server/pool/log_heads.h"
#include "server/pool/password_links.h"
#include "server/pool/retention.h"

namespace {

using namespace expertise;

struct Options {
  std::string data = "data";
  ServerOptions server;
  MailServer mail;
  std::string mail_password_file;
  std::string mail_returns;
  SignOnOptions sign_on;
  std::string log_heads;
  std::string log_heads_mail;
  bool demo_story = false;
  std::vector<std::string> allowed_hosts;
  std::string file;
  std::string format;
  Command command;
};

// The signals that end serving. Blocked here, so in every thread that is started from here on, and
// waited for in one.
sigset_t block_endings() {
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGTERM);
  sigaddset(&endings, SIGINT);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  return endings;
}

// Nothing when no mail server was given: then no mail is tried.
std::unique_ptr<Mailer> mailer_of(const Options& options) {
  if (options.mail.address.empty()) return nullptr;
  if (options.server.public_origin.empty()) {
    throw std::runtime_error("mail needs --public-origin: where its links lead to");
  }
  MailServer server = options.mail;
  if (!server.user.empty()) {
    server.password = read_secret(options.mail_password_file, "password for the mail server");
  }
  return curl_mailer(std::move(server));
}

// Serves what is opened in `product` until one of `endings` comes.
int serve_until_told(const Options& options, Product& product, const sigset_t& endings,
                     DemoStory* story) {
  ServerOptions how = options.server;
  if (how.web.empty()) how.web = http::web_client_at_hand();
  product.matching.catch_up();
  product.index_damage.clear();
  const std::unique_ptr<Mailer> mailer = mailer_of(options);
  const auto returns =
      options.mail_returns.empty() ? nullptr : std::make_unique<Maildir>(options.mail_returns);
  if (mailer) product.notifications.send_with(*mailer, options.mail.from, how.public_origin);
  const auto web = curl_web_caller(options.allowed_hosts);
  const auto single_sign_on = single_sign_on_of(options.sign_on, product, *web, how.public_origin);
  Server server(
      {product.people, product.profiles, product.calendars, product.matching, product.vocabulary,
       product.consultations, product.appointments, product.notifications, product.keeping,
       *product.store, product.indexer, product.env, story, single_sign_on.get()},
      how);
  int port = server.bind();
  Door door(product);
  Context context{*product.store, product.env};
  bool is_handed_on = false;
  Repeating clock("the clock's work", std::chrono::seconds(15), [&] {
    do_what_is_due(context, product.env.now());
    product.matching.catch_up();
    product.people.write_counted_failures(product.env.now());
    if (is_handed_on) return;
    is_handed_on = true;
    hand_on_what_was_left(context);
  });
  Repeating accounting("the signing of the logs", std::chrono::seconds(15), [&] {
    sign_heads(context, product.log_key, product.env.now());
    if (!options.log_heads.empty()) file_heads(context, options.log_heads, product.env.now());
  });
  Repeating posting("the mailing of the heads of the logs", std::chrono::minutes(5), [&] {
    if (!mailer || options.log_heads_mail.empty()) return;
    mail_heads(context, *mailer, {options.log_heads_mail, options.mail.from}, product.env.now());
  });
  Repeating looking_after("the looking after the index", std::chrono::seconds(5),
                          [&] { product.index_watch.look_after(product.env.now()); });
  Repeating told("the telling why the index is put right", std::chrono::seconds(1), [&] {
    for (const IndexBuild& each : product.indexer.take_begun()) {
      std::cerr << line_of(each, product.env.now()) + "\n" << std::flush;
    }
  });
  Repeating telling("the telling of what happened", std::chrono::seconds(2),
                    [&] { product.notifications.follow(product.env.now()); });
  Repeating reminding("the telling of what is due", std::chrono::seconds(15),
                      [&] { product.notifications.tell_what_is_due(product.env.now()); });
  Repeating sending("the sending of mail", std::chrono::seconds(5),
                    [&] { product.notifications.send_due(product.env.now()); });
  Repeating returning("the reading of returned mail", std::chrono::seconds(15), [&] {
    if (returns) product.notifications.take_returned(*returns, product.env.now());
  });
  std::optional<PasswordLinks> links;
  if (mailer) links.emplace(context, *mailer, options.mail.from, how.public_origin);
  Repeating linking("the sending of links", std::chrono::seconds(2), [&] {
    if (links) links->send_due(product.env.now());
  });
  Repeating destroying("the destroying of what is over", std::chrono::hours(1), [&] {
    if (is_retention_stopped(product.directory, std::cerr)) return;
    destroy_what_is_over(context, Actor::clock(), product.env.now());
    product.matching.catch_up();
  });
  Repeating listing("the list of what was destroyed", std::chrono::seconds(15),
                    [&] { product.destroyed.follow(); });
  Repeating looking_up("the asking of the provider of single sign-on", std::chrono::minutes(5),
                       [&] {
                         if (single_sign_on) single_sign_on->look_up();
                       });
  // On a thread of its own: what other people's machines take of time holds up nothing.
  Repeating calendars("the reading of calendars", std::chrono::seconds(5), [&] {
    while (product.calendars.read_due(product.env.now()) > 0) continue;
  });
  std::thread waiting([&] {
    int received = 0;
    sigwait(&endings, &received);
    product.web->stop();
    product.index_watch.stop();
    product.indexer.stop();
    web->stop();
    if (mailer) mailer->stop();
    server.stop();
  });
  if (options.server.unix_socket.empty()) {
    std::cout << "listening on http://" << options.server.host << ":" << port << std::endl;
  } else {
    std::cout << "listening on " << options.server.unix_socket << std::endl;
  }
  server.run();
  pthread_kill(waiting.native_handle(), SIGTERM);  // when run() ended by itself
  waiting.join();
  return 0;
}

std::unique_ptr<Ownership> taken(const Options& options) {
  auto ownership = Ownership::take({options.data});
  if (!ownership) std::cerr << "another process serves " << options.data << " already\n";
  return ownership;
}

// A demo pool in which the story is still to be told, made anew, and its own clock.
int serve_story(const Options& options, Env& world) {
  const DataDirectory directory{options.data};
  const Instant start = story_start(world.now());
  {
    ShiftingEnv making(world, start);
    const int status = make_demo_pool(directory, making, std::cout, std::cerr, Story::to_be_told);
    if (status != 0) return status;
  }
  auto ownership = taken(options);
  if (!ownership) return 1;
  const sigset_t endings = block_endings();
  ShiftingEnv env(world, start);
  Product product(directory, env, options.allowed_hosts);
  DemoStory story(Context{*product.store, env}, env, read_story(start), std::string(demo_password));
  return serve_until_told(options, product, endings, &story);
}

int serve(const Options& options, Env& env) {
  if (options.demo_story) return serve_story(options, env);
  must_hold_pool({options.data});
  auto ownership = taken(options);
  if (!ownership) return 1;
  const sigset_t endings = block_endings();
  Product product({options.data}, env, options.allowed_hosts);
  return serve_until_told(options, product, endings, nullptr);
}

// Carries out a command here, or in the process that serves the directory.
int operate(const Options& options, Env& env) {
  std::ifstream file;
  std::istringstream nothing;
  std::istream* input = &nothing;
  if (!options.file.empty()) {
    file.open(options.file, std::ios::binary);
    if (!file) {
      std::cerr << "cannot read " << options.file << "\n";
      return 2;
    }
    input = &file;
  } else if (options.command.option("password-stdin") || options.command.name == "user password") {
    input = &std::cin;
  }
  Streams streams{*input, std::cout, std::cerr};
  DataDirectory directory{options.data};
  // One may also begin with its first municipality.
  if (options.command.name != "municipality add") must_hold_pool(directory);
  std::optional<int> status;
  if (const auto ownership = Ownership::take(directory)) {
    Product product(directory, env);
    status = carry_out(product, options.command, streams);
  } else {
    status = through_door(directory, options.command, streams);
  }
  if (!status) {
    throw std::runtime_error("another process holds " + options.data +
                             " but does not answer; try again");
  }
  return *status;
}

Streams terminal() { return {std::cin, std::cout, std::cerr}; }

int reindex_stopped(const Options& options, Env& env) {
  return reindex({options.data}, env, terminal());
}

int migrate_stopped(const Options& options, Env& env) {
  return migrate({options.data}, env, terminal());
}

int rotate_key_stopped(const Options& options, Env& env) {
  return rotate_key({options.data}, env, terminal());
}

int restore_pool(const Options& options, Env& env) {
  const auto path = [&](const char* name) -> std::optional<std::filesystem::path> {
    const auto value = options.command.option(name);
    return value ? std::optional<std::filesystem::path>(*value) : std::nullopt;
  };
  return restore(DataDirectory{options.data},
                 {.backup = path("file").value_or(""),
                  .key = path("key"),
                  .destroyed = path("destroyed"),
                  .without_destroyed = options.command.option("without-destroyed").has_value()},
                 env, terminal());
}

int init(const Options& options, Env& env) {
  return make_empty_pool({options.data}, options.command.option("municipality"), env, std::cout,
                         std::cerr);
}

int demo(const Options& options, Env& env) {
  return make_demo_pool(DataDirectory{options.data}, env, std::cout, std::cerr);
}

// Puts an option's value among the command's own.
void add(CLI::App& command, Options& options, const std::string& name, const std::string& help,
         bool required = false) {
  command
      .add_option_function<std::vector<std::string>>(
          "--" + name,
          [&options, name](const std::vector<std::string>& values) {
            for (const std::string& value : values) options.command.options.emplace(name, value);
          },
          help)
      ->required(required);
}

void add_flag(CLI::App& command, Options& options, const std::string& name,
              const std::string& help) {
  command.add_flag_function(
      "--" + name, [&options, name](std::int64_t) { options.command.options.emplace(name, "yes"); },
      help);
}

using Run = int (*)(const Options&, Env&);

// One subcommand with the data directory, and what carries it out.
CLI::App& subcommand(CLI::App& parent, Options& options, Run& run, const std::string& words,
                     const std::string& help, Run how) {
  auto& command = *parent.add_subcommand(words.substr(words.rfind(' ') + 1), help);
  // Not by envname(): each of the commands would read it, also those that were not given, and
  // whatever --data said would be forgotten.
  command
      .add_option("--data", options.data, "the data directory (environment: EXPERTISEPOOL_DATA)")
      ->capture_default_str();
  command.callback([&options, &run, words, how] {
    options.command.name = words;
    run = how;
  });
  return command;
}

// What is wrong or missing among these is said when they are used together.
void add_sign_on(CLI::App& command, SignOnOptions& options) {
  command.add_option("--sign-on-issuer", options.issuer,
                     "provider of single sign-on (OpenID Connect), such as "
                     "https://login.example.nl/gemeente; none when left out");
  command.add_option("--sign-on-client-id", options.client_id, "how this pool is known there");
  command.add_option("--sign-on-secret-file", options.secret_file,
                     "file with the client's secret on its first line");
  command.add_option("--sign-on-key-file", options.key_file,
                     "file with a private key (PEM) to sign with, in place of a secret");
  command.add_option("--sign-on-key-id", options.key_id, "how the provider names that key");
  command.add_option("--sign-on-rules", options.rules_file,
                     "file that says what gives which roles and teams (JSON)");
  command.add_option("--sign-on-label", options.label,
                     "whose accounts they are, such as Gemeente Haarlem");
}

void add_serving(CLI::App& app, Options& options, Run& run) {
  auto& command = subcommand(app, options, run, "serve", "serve the pool", serve);
  command.add_option("--port", options.server.port, "port, 0 for any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command.add_option("--host", options.server.host, "loopback address to listen on")
      ->check(CLI::IsMember({"127.0.0.1", "::1"}))
      ->capture_default_str();
  command.add_option("--unix-socket", options.server.unix_socket,
                     "listen on this Unix socket instead");
  command.add_option("--public-origin", options.server.public_origin,
                     "the origin people see, such as https://pool.example.nl");
  command.add_option("--allow-host", options.allowed_hosts,
                     "host:port from which calendars may come, or where the provider of single "
                     "sign-on is, though it is not on the public internet or not https; may be "
                     "repeated");
  CLI::Option* mail_server = command.add_option(
      "--mail-server", options.mail.address,
      "smtp://host:port (STARTTLS) or smtps://host:port; no mail is sent when left "
      "out");
  command.add_option("--mail-from", options.mail.from, "the address that mail comes from");
  CLI::Option* mail_user =
      command
          .add_option("--mail-user", options.mail.user, "name to sign on to the mail server with")
          ->envname("EXPERTISEPOOL_MAIL_USER");
  CLI::Option* mail_password =
      command
          .add_option("--mail-password-file", options.mail_password_file,
                      "file with the password of that name on its first line")
          ->envname("EXPERTISEPOOL_MAIL_PASSWORD_FILE");
  mail_user->needs(mail_password);
  mail_password->needs(mail_user);
  command
      .add_option("--mail-certificates", options.mail.certificates,
                  "file of certificates to trust for the mail server, in place of the system's")
      ->check(CLI::ExistingFile);
  command
      .add_option("--mail-returns", options.mail_returns,
                  "Maildir that the mail to --mail-from is delivered to; what comes back is read "
                  "there")
      ->check(CLI::ExistingDirectory)
      ->needs(mail_server);
  add_sign_on(command, options.sign_on);
  command.add_option("--log-heads", options.log_heads,
                     "file that the signed heads of both logs are appended to; best on another "
                     "machine's disk");
  command
      .add_option("--log-heads-mail", options.log_heads_mail,
                  "address that the signed heads of both logs are mailed to")
      ->needs(mail_server);
  command
      .add_option("--web", options.server.web,
                  "directory of the web client; ../web seen from this program's own directory, or "
                  "/usr/share/expertisepool/web, when left out")
      ->check(CLI::ExistingDirectory);
  command.add_flag("--demo-story", options.demo_story,
                   "make a new demo pool, and tell its story with a clock that can be moved");
}

void add_people(CLI::App& app, Options& options, Run& run) {
  auto& user = *app.add_subcommand("user", "users");
  user.require_subcommand(1);
  auto& added = subcommand(user, options, run, "user add", "add a user", operate);
  add(added, options, "email", "address to sign on with", true);
  add(added, options, "name", "name as people see it", true);
  add(added, options, "role",
      "team_member, partner, specialist, coordinator, reviewer, administrator; may be repeated",
      true);
  add(added, options, "municipality", "home; the only one when left out");
  add(added, options, "team", "name of a team; may be repeated");
  add(added, options, "partner-of", "name of the team whose contact answers this partner");
  add(added, options, "specialist", "external id of the profile this user keeps");
  add(added, options, "language", "nl or en");
  add_flag(added, options, "password-stdin", "read the password from standard input");
  auto& password = subcommand(user, options, run, "user password",
                              "set a password, read from standard input", operate);
  add(password, options, "user", "address", true);
  auto& link =
      subcommand(user, options, run, "user password-link",
                 "print a link to choose a new password with, once, within 30 minutes", operate);
  add(link, options, "user", "address", true);
  add(link, options, "origin", "the origin people see, such as https://pool.example.nl");
  auto& factor = subcommand(user, options, run, "user second-factor",
                            "remove the second factor and the passkeys of who lost them", operate);
  add(factor, options, "user", "address", true);
  add_flag(factor, options, "clear", "remove it; sessions of their browsers end");

  auto& linked = subcommand(user, options, run, "user link",
                            "link a user to their account at single sign-on", operate);
  add(linked, options, "user", "address", true);
  add(linked, options, "issuer", "as given with --sign-on-issuer", true);
  add(linked, options, "subject", "how the provider names that account (sub)", true);
  auto& unlinked = subcommand(user, options, run, "user unlink",
                              "part a user from their account at single sign-on", operate);
  add(unlinked, options, "user", "address", true);
  auto& ended = subcommand(user, options, run, "user end-sessions",
                           "sign a user off everywhere; the account stays", operate);
  add(ended, options, "user", "address", true);
  add_flag(ended, options, "tokens", "end their tokens too");

  auto& rule = subcommand(app, options, run, "second-factor",
                          "whether everybody signs on with a second factor", operate);
  add(rule, options, "required", "yes (as in a new pool) or no", true);

  auto& token = *app.add_subcommand("token", "personal access tokens");
  token.require_subcommand(1);
  auto& created =
      subcommand(token, options, run, "token create", "make a token; it is shown once", operate);
  add(created, options, "user", "address", true);
  add(created, options, "label", "what it is for");
  add(created, options, "days", "how long it holds, 1 to 365 (90)");
  add(created, options, "scope",
      "what it may be used for: read, ask, advise, keep, coordinate, administer or sign_on (all); "
      "may be repeated");

  auto& municipality = *app.add_subcommand("municipality", "municipalities");
  municipality.require_subcommand(1);
  auto& put =
      subcommand(municipality, options, run, "municipality add", "add a municipality", operate);
  add(put, options, "name", "name", true);
  add(put, options, "region", "region");

  auto& team = *app.add_subcommand("team", "teams");
  team.require_subcommand(1);
  auto& team_added = subcommand(team, options, run, "team add", "add a team", operate);
  add(team_added, options, "name", "name", true);
  add(team_added, options, "municipality", "municipality; the only one when left out");
}

void add_import(CLI::App& app, Options& options, Run& run) {
  auto& import = *app.add_subcommand("import", "read specialists or users from a file");
  import.require_subcommand(1);
  for (const char* what : {"specialists", "users"}) {
    auto& command = subcommand(import, options, run, std::string("import ") + what,
                               "all of a file, or nothing when a row is faulty", operate);
    command.add_option("FILE", options.file, "JSON lines or CSV")
        ->required()
        ->check(CLI::ExistingFile);
    command.add_option("--format", options.format, "jsonl or csv; told by the name when left out")
        ->check(CLI::IsMember({"jsonl", "csv"}));
    add(command, options, "municipality", "municipality; the only one when left out");
    add_flag(command, options, "skip-invalid", "leave faulty rows out and import the others");
  }
}

void add_upkeep(CLI::App& app, Options& options, Run& run) {
  auto& fresh =
      subcommand(app, options, run, "init", "make an empty pool with one administrator", init);
  add(fresh, options, "municipality", "name of the municipality");
  subcommand(app, options, run, "demo", "make a pool with invented people", demo);
  subcommand(app, options, run, "migrate", "bring the store up to this version", migrate_stopped);
  subcommand(app, options, run, "reindex", "build the index anew", reindex_stopped);
  auto& verify = subcommand(app, options, run, "verify",
                            "walk both logs, check every link and what is derived", operate);
  verify
      .add_option("--heads", options.file, "signed heads that were sent out, to hold the logs to")
      ->check(CLI::ExistingFile);
  add(verify, options, "public-key", "that they are signed with; this pool's own when left out");
  auto& heads = *app.add_subcommand("log-heads", "the signed heads of both logs");
  heads.require_subcommand(1);
  subcommand(heads, options, run, "log-heads sign",
             "sign what is due today, and print the last signed head", operate);
  subcommand(heads, options, run, "log-heads public-key", "print the key they are signed with",
             operate);
  auto& access_log = *app.add_subcommand("access-log", "who read what");
  access_log.require_subcommand(1);
  auto& destroy = subcommand(access_log, options, run, "access-log destroy",
                             "destroy months whose term is over; their heads stay", operate);
  add(destroy, options, "before", "the first month that is kept, such as 2031-11", true);
  add(destroy, options, "years", "the term, 1 to 30 years (5)");
  subcommand(app, options, run, "status", "how far log and index are", operate);
  auto& backup =
      subcommand(app, options, run, "backup",
                 "write a consistent, encrypted copy of the store and read it back", operate);
  add(backup, options, "file", "where to; must not be there yet", true);
  auto& restored =
      subcommand(app, options, run, "restore", "make a data directory of a backup", restore_pool);
  add(restored, options, "file", "the backup", true);
  add(restored, options, "key", "the master key that it was made with");
  add(restored, options, "destroyed",
      "the newest list of what was destroyed; the one beside the backup when left out");
  add_flag(restored, options, "without-destroyed",
           "there is no such list any more: what was destroyed since comes back");
  subcommand(app, options, run, "rotate-key", "put everything under a new master key",
             rotate_key_stopped);
}

void add_retention(CLI::App& app, Options& options, Run& run) {
  const auto command = [&](const char* name, const char* help) -> CLI::App& {
    return subcommand(app, options, run, name, help, operate);
  };
  auto& erased = command("erase", "erase a consultation for good");
  add(erased, options, "consultation", "id", true);
  add(erased, options, "reason", "request_of_resident, unlawful or not_a_case", true);
  auto& terms = command("retention-terms", "show how long what is kept, or choose a term");
  add(terms, options, "class", "consultations or people");
  add(terms, options, "days", "how long");
  add(terms, options, "municipality", "municipality; the only one when left out");
  auto& over = command("retention", "destroy what is over");
  add_flag(over, options, "dry-run", "only tell what that is");
  add_flag(over, options, "resume", "after a restore: destroy again what is over, from now on");
  auto& held = command("hold", "show what is kept past its term, or keep a consultation");
  add(held, options, "consultation", "id");
  add(held, options, "reason",
      "complaint, objection, court, inspection, calamity or request_pending");
  add(held, options, "until", "the day on which it ends by itself");
  add_flag(held, options, "end", "no longer keep it");
  for (CLI::App* each : {&erased, &terms, &held}) {
    add(*each, options, "decided-by", "address of the coordinator or administrator who decided");
  }
  auto& report = command("destruction-report", "print what was destroyed, to be signed");
  add(report, options, "from", "first day", true);
  add(report, options, "until", "the day after the last", true);
  add(report, options, "municipality", "municipality; the only one when left out");
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away, or a file that may not grow, is an error of that call, not our end.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);

  Options options;
  if (const char* given = std::getenv("EXPERTISEPOOL_DATA"); given && *given) options.data = given;
  Run run = nullptr;
  CLI::App app{"Expertisepool: the server and its operator's commands"};
  app.require_subcommand(1);
  add_serving(app, options, run);
  add_people(app, options, run);
  add_import(app, options, run);
  add_upkeep(app, options, run);
  add_retention(app, options, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }

  if (options.command.name == "verify" && !options.file.empty()) {
    options.command.options.emplace("heads", options.file);
  }
  if (options.command.name.rfind("import", 0) == 0) {
    bool csv =
        options.format == "csv" ||
        (options.format.empty() && std::filesystem::path(options.file).extension() == ".csv");
    options.command.options.emplace("format", csv ? "csv" : "jsonl");
  }
  // A server that carries it out stands in another folder.
  for (auto& [name, value] : options.command.options) {
    if (name == "file" || name == "key" || name == "destroyed")
      value = std::filesystem::absolute(value).string();
  }
  if (isatty(STDERR_FILENO) != 0) options.command.options.emplace("terminal", "yes");
  try {
    options.data = std::filesystem::absolute(options.data).lexically_normal().string();
    if (options.data.size() > 1 && options.data.back() == '/') options.data.pop_back();
    auto env = system_env();
    const int status = run(options, *env);
    return std::cout.flush() ? status : throw std::runtime_error("the output cannot be written");
  } catch (const std::exception& fault) {
    std::cerr << "expertisepoold: " << fault.what() << "\n";
    return 1;
  }
}
