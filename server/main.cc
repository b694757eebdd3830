// expertisepoold: serves a pool, and carries out its operator's commands. Wires the objects by
// hand, top to bottom. A command given while a server holds the data directory goes to that server.
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include "server/domain/env.h"
#include "server/http/server.h"
#include "server/operator/command.h"
#include "server/operator/demo.h"
#include "server/operator/demo_people.h"
#include "server/operator/door.h"
#include "server/operator/product.h"
#include "server/operator/story_data.h"
#include "server/outgoing/curl.h"
#include "server/outgoing/maildir.h"
#include "server/pool/clock_work.h"
#include "server/pool/log_heads.h"
#include "server/pool/password_links.h"

namespace {

using namespace expertise;

struct Options {
  std::string data = "data";
  ServerOptions server;
  MailServer mail;
  std::string mail_password_file;
  std::string mail_returns;
  std::string log_heads;
  std::string log_heads_mail;
  bool demo_story = false;
  std::vector<std::string> allowed_hosts;
  std::string file;
  std::string format;
  Command command;
};

// Does something again and again, on a thread of its own, until destroyed.
class Repeating {
 public:
  Repeating(std::string what, std::chrono::seconds pause, std::function<void()> work)
      : what_(std::move(what)), pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}
  ~Repeating() {
    {
      std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
      lock.unlock();
      try {
        work_();
      } catch (const std::exception& fault) {
        // Nothing is lost: what is due stays due, and is tried again in a moment.
        std::cerr << what_ << " failed and will be tried again: " << fault.what() << std::endl;
      }
      lock.lock();
      changed_.wait_for(lock, pause_, [this] { return ending_; });
    }
  }

  const std::string what_;
  const std::chrono::seconds pause_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  std::thread thread_;
};

// Where the web client is when nobody says so: beside this build, or where a package puts it. Empty
// when it is in neither place.
std::string web_client_at_hand() {
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  for (const auto& directory : {program.parent_path().parent_path() / "web",
                                std::filesystem::path("/usr/share/expertisepool/web")}) {
    std::error_code nothing;
    if (std::filesystem::exists(directory / "index.html", nothing)) return directory.string();
  }
  return {};
}

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

// The first line of a file.
std::string password_in(const std::string& path) {
  std::ifstream file(path);
  std::string password;
  std::getline(file, password);
  if (password.ends_with('\r')) password.pop_back();
  if (password.empty()) {
    throw std::runtime_error("no password for the mail server in " + path);
  }
  return password;
}

// Nothing when no mail server was given: then no mail is tried.
std::unique_ptr<Mailer> mailer_of(const Options& options) {
  if (options.mail.address.empty()) return nullptr;
  if (options.server.public_origin.empty()) {
    throw std::runtime_error("mail needs --public-origin: where its links lead to");
  }
  MailServer server = options.mail;
  if (!server.user.empty()) server.password = password_in(options.mail_password_file);
  return curl_mailer(std::move(server));
}

// Serves what is opened in `product` until one of `endings` comes.
int serve_until_told(const Options& options, Product& product, const sigset_t& endings,
                     DemoStory* story) {
  ServerOptions how = options.server;
  if (how.web.empty()) how.web = web_client_at_hand();
  product.matching.catch_up();
  const std::unique_ptr<Mailer> mailer = mailer_of(options);
  const auto returns =
      options.mail_returns.empty() ? nullptr : std::make_unique<Maildir>(options.mail_returns);
  if (mailer) product.notifications.send_with(*mailer, options.mail.from, how.public_origin);
  Server server({product.people, product.profiles, product.calendars, product.matching,
                 product.vocabulary, product.consultations, product.appointments,
                 product.notifications, *product.store, product.indexer, product.env, story},
                how);
  int port = server.bind();
  Door door(product);
  Context context{*product.store, product.env};
  Repeating clock("the clock's work", std::chrono::seconds(15), [&] {
    do_what_is_due(context, product.env.now());
    product.matching.catch_up();
    product.people.write_counted_failures(product.env.now());
  });
  Repeating accounting("the signing of the logs", std::chrono::seconds(15), [&] {
    sign_heads(context, product.log_key, product.env.now());
    if (!options.log_heads.empty()) file_heads(context, options.log_heads, product.env.now());
  });
  Repeating posting("the mailing of the heads of the logs", std::chrono::minutes(5), [&] {
    if (!mailer || options.log_heads_mail.empty()) return;
    mail_heads(context, *mailer, {options.log_heads_mail, options.mail.from}, product.env.now());
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
  // On a thread of its own: what other people's machines take of time holds up nothing.
  Repeating calendars("the reading of calendars", std::chrono::seconds(5), [&] {
    while (product.calendars.read_due(product.env.now()) > 0) continue;
  });
  std::thread waiting([&] {
    int received = 0;
    sigwait(&endings, &received);
    product.web->stop();
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
  auto ownership = Ownership::take(directory);
  if (!ownership) {
    auto status = through_door(directory, options.command, streams);
    if (status) return *status;
    std::cerr << "another process holds " << options.data << " but does not answer; try again\n";
    return 1;
  }
  Product product(directory, env);
  return carry_out(product, options.command, streams);
}

int reindex(const Options& options, Env& env) {
  DataDirectory directory{options.data};
  auto ownership = Ownership::take(directory);
  if (!ownership) {
    std::cerr
        << "a server holds " << options.data
        << ": it rebuilds the index by itself when that is needed; stop it to do it by hand\n";
    return 1;
  }
  std::filesystem::remove_all(directory.index());
  Product product(directory, env);
  product.indexer.wait_for(product.store->head().seq, 3'600'000);
  std::cout << product.index.size() << " profiles in the index\n";
  return 0;
}

// Opening a store migrates it.
int migrate(const Options& options, Env& env) {
  DataDirectory directory{options.data};
  auto ownership = Ownership::take(directory);
  if (!ownership) {
    std::cerr << "a server holds " << options.data << ": stop it before migrating\n";
    return 1;
  }
  Product product(directory, env);
  std::cout << "the store is up to date\n";
  return 0;
}

// A new password of 20 letters and digits.
std::string new_password(Env& env) {
  static constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::array<std::uint8_t, 20> random{};
  env.random(random);
  std::string password;
  for (std::uint8_t byte : random) password += letters[byte % letters.size()];
  return password;
}

// Made beside and put in place when it is whole, so that there is never a pool without anybody in
// it.
int init(const Options& options, Env& env) {
  DataDirectory directory{options.data};
  if (std::filesystem::exists(directory.database())) {
    std::cerr << "there is a pool in " << options.data << " already\n";
    return 1;
  }
  DataDirectory beside{directory.root.parent_path() /
                       (directory.root.filename().string() + ".new")};
  std::filesystem::remove_all(beside.root);
  std::string password = new_password(env);
  {
    auto ownership = Ownership::take(beside);
    if (!ownership) {
      std::cerr << "another process is making a pool in " << options.data << "\n";
      return 1;
    }
    Product product(beside, env);
    if (auto name = options.command.option("municipality")) {
      Municipality municipality;
      municipality.name = *name;
      product.people.put(Actor::machine_operator(), municipality);
    }
    Command command{"user add",
                    {{"email", "beheer@example.nl"},
                     {"name", "Beheer"},
                     {"role", "administrator"},
                     {"password-stdin", ""}}};
    std::istringstream input(password);
    std::ostringstream id;
    int status = carry_out(product, command, {input, id, std::cerr});
    if (status != 0) return status;
    product.people.require_second_factor(Actor::machine_operator(), true);
  }
  // Over an empty directory, or where there is none.
  std::filesystem::rename(beside.root, directory.root);
  std::cout << "administrator: beheer@example.nl  password: " << password << "  (shown this once)\n"
            << "Everybody signs on with a password and a code of an app; change that with:\n"
            << "  expertisepoold second-factor --required no --data " << options.data << "\n";
  return 0;
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
  command.add_option("--data", options.data, "the data directory")
      ->envname("EXPERTISEPOOL_DATA")
      ->capture_default_str();
  command.callback([&options, &run, words, how] {
    options.command.name = words;
    run = how;
  });
  return command;
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
                     "host:port from which calendars may come though it is not on the public "
                     "internet or not https; may be repeated");
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
                            "remove the second factor of who lost it", operate);
  add(factor, options, "user", "address", true);
  add_flag(factor, options, "clear", "remove it; sessions of their browsers end");

  auto& rule = subcommand(app, options, run, "second-factor",
                          "whether everybody signs on with a second factor", operate);
  add(rule, options, "required", "yes (as in a new pool) or no", true);

  auto& token = *app.add_subcommand("token", "personal access tokens");
  token.require_subcommand(1);
  auto& created =
      subcommand(token, options, run, "token create", "make a token; it is shown once", operate);
  add(created, options, "user", "address", true);
  add(created, options, "label", "what it is for");
  add(created, options, "days", "how long it holds, 1 to 366 (90)");

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
  subcommand(app, options, run, "migrate", "bring the store up to this version", migrate);
  subcommand(app, options, run, "reindex", "build the index anew", reindex);
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
      subcommand(app, options, run, "backup", "write a consistent copy of the store", operate);
  add(backup, options, "file", "where to; must not be there yet", true);
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away, or a file that may not grow, is an error of that call, not our end.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);

  Options options;
  Run run = nullptr;
  CLI::App app{"Expertisepool: the server and its operator's commands"};
  app.require_subcommand(1);
  add_serving(app, options, run);
  add_people(app, options, run);
  add_import(app, options, run);
  add_upkeep(app, options, run);
  CLI11_PARSE(app, argc, argv);

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
    if (name == "file") value = std::filesystem::absolute(value).string();
  }
  if (isatty(STDERR_FILENO) != 0) options.command.options.emplace("terminal", "yes");
  try {
    options.data = std::filesystem::absolute(options.data).lexically_normal().string();
    if (options.data.size() > 1 && options.data.back() == '/') options.data.pop_back();
    auto env = system_env();
    return run(options, *env);
  } catch (const std::exception& fault) {
    std::cerr << "expertisepoold: " << fault.what() << "\n";
    return 1;
  }
}
