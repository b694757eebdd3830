// expertisepool: asks, answers and reviews from a terminal, over HTTP. Reads the words of the call;
// what they do stands in commands.
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clients/cli/batch.h"
#include "clients/cli/commands.h"
#include "clients/cli/credentials.h"

namespace {

using namespace expertise::cli;
using nlohmann::json;

// One line from the terminal without showing it, or from standard input.
std::string read_secret(const std::string& prompt) {
  bool terminal = ::isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    std::cerr << prompt << std::flush;
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
  }
  return line;
}

// A text given as a word of the call, or all of standard input for `-`.
std::string text_of(const std::string& word) {
  if (word != "-") return word;
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

// The bytes of a file, or all of standard input for `-`.
std::string file_of(const std::string& path) {
  if (path == "-") return text_of(path);
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure(Exit::wrong_call, "cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void log_in(const std::string& email, const std::string& code,
            const std::vector<std::string>& scopes) {
  auto kept = credentials();
  Api api(kept.url, {});
  std::string password = read_secret("Password of " + email + ": ");
  json wanted = {{"email", email}, {"password", password}, {"label", "expertisepool"}};
  if (!code.empty()) wanted["code"] = code;
  if (!scopes.empty()) wanted["scopes"] = scopes;
  auto made = api.post("/tokens", wanted).json();
  kept.token = made.at("token").get<std::string>();
  keep(kept);
  std::cout << "Signed on at " << kept.url << "\n";
}

void log_out(Api& api) {
  // Whatever the token may be used for, it may end itself.
  api.remove("/sessions/current");
  forget();
  std::cout << "Signed off\n";
}

// The words of a call as they are read, and what they lead to.
class Calls {
 public:
  Calls() {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.add_flag("--json", json_, "answer with the server's JSON");
    app_.footer(
        "The server and token come from EXPERTISEPOOL_URL and EXPERTISEPOOL_TOKEN, or from login.\n"
        "A text may be - to read it from standard input.\n"
        "Exit status: 0 done, 1 refused, 2 called wrongly, 3 no answer, 4 sign on first.");
    add_signing_on();
    add_finding();
    add_asking();
    add_answering();
    add_coordinating();
    add_vocabulary();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      int status = app_.exit(error);
      return status == 0 ? 0 : static_cast<int>(Exit::wrong_call);
    }
    try {
      chosen_();
      std::cout.flush();
      if (!std::cout)
        throw Failure(Exit::wrong_call, "it was done, but the output cannot be written");
      return static_cast<int>(Exit::done);
    } catch (const Failure& failure) {
      std::cerr << failure.what() << "\n";
      if (failure.exit() == Exit::sign_on_needed)
        std::cerr << "Sign on with: expertisepool login --email E\n";
      return static_cast<int>(failure.exit());
    } catch (const json::exception&) {
      std::cerr << "the server's answer is not of the expected form: is it another version?\n";
      return static_cast<int>(Exit::unreachable);
    } catch (const std::exception& fault) {
      std::cerr << fault.what() << "\n";
      return static_cast<int>(Exit::wrong_call);
    }
  }

 private:
  using Work = std::function<void(Terminal)>;

  CLI::App& command(const char* name, const char* help, Work work) {
    return command_of(app_, name, help, std::move(work));
  }

  CLI::App& command_of(CLI::App& above, const char* name, const char* help, Work work) {
    auto& added = *above.add_subcommand(name, help);
    added.callback([this, work] {
      chosen_ = [this, work] {
        auto kept = credentials();
        Api api(kept.url, kept.token);
        work({api, std::cout, json_ ? Output::json : Output::table});
      };
    });
    return added;
  }

  void add_narrowing(CLI::App& added) {
    added.add_option("--life-domain", narrowing_.life_domains, "life domain; may be repeated");
    added.add_option("--law", narrowing_.laws, "law; may be repeated");
    added.add_option("--age-group", narrowing_.age_groups, "age group; may be repeated");
    added.add_option("--language", narrowing_.languages, "language; may be repeated");
    added.add_option("--neighbourhood", narrowing_.neighbourhoods,
                     "neighbourhood; may be repeated");
    added.add_option("--available", narrowing_.available, "now, today or this_week")
        ->check(CLI::IsMember({"now", "today", "this_week"}));
    added.add_option("--limit", narrowing_.limit, "how many at most")->check(CLI::Range(1, 100));
  }

  void add_signing_on() {
    auto& login = *app_.add_subcommand(
        "login", "sign on; the password is asked, or read from standard input");
    login.add_option("--email", email_, "address")->required();
    login.add_option("--code", code_, "a code of your app, or a recovery code, if you have those");
    login.add_option("--scope", scopes_,
                     "what the token may be used for: read, ask, advise, keep, coordinate, "
                     "administer or sign_on (all); may be repeated");
    login.callback([this] { chosen_ = [this] { log_in(email_, code_, scopes_); }; });
    command("logout", "sign off", [](Terminal terminal) { log_out(terminal.api); });
    command("whoami", "who is signed on", who_am_i);
  }

  void add_finding() {
    auto& found = command("search", "find specialists by words", [this](Terminal terminal) {
      search(terminal, text_of(text_), narrowing_);
    });
    found.add_option("TEXT", text_, "words; without them everybody");
    add_narrowing(found);
    auto& matched = command("match", "who can help with a question", [this](Terminal terminal) {
      if (!batch_.empty()) {
        match_batch(terminal.api, batch_, output_, std::cerr);
      } else if (text_.empty()) {
        throw Failure(Exit::wrong_call, "match takes a question, or --batch FILE --output DIR");
      } else {
        match(terminal, text_of(text_), narrowing_);
      }
    });
    matched.add_option("QUESTION", text_, "the question in plain words");
    auto* batch = matched.add_option("--batch", batch_, "JSON lines with id and text")
                      ->check(CLI::ExistingFile);
    matched.add_option("--output", output_, "folder for run.tsv and the other files")->needs(batch);
    batch->needs(matched.get_option("--output"));
    add_narrowing(matched);
  }

  void add_asking() {
    auto& asked = command("ask", "ask a question", [this](Terminal terminal) {
      asking_.text = text_of(text_);
      ask(terminal, asking_);
    });
    asked.add_option("QUESTION", text_, "the question, without names")->required();
    asked.add_option("--invite", asking_.specialists,
                     "id of a specialist to invite; may be repeated");
    asked.add_option("--invite-best", asking_.invite_best, "invite this many of the best")
        ->check(CLI::Range(1, 10));
    asked.add_option("--group", asking_.group, "id of a group to invite");
    asked.add_option("--team", asking_.team, "id of the team it is asked from");
    asked.add_option("--urgency", asking_.urgency, "by when")
        ->check(CLI::IsMember({"today", "within_2_working_days", "within_5_working_days"}));
    asked.add_option("--way", asking_.way, "how")
        ->check(CLI::IsMember({"written", "phone", "together"}));
    asked.add_option("--resident", asking_.resident, "what the resident knows")
        ->check(CLI::IsMember({"no_identifying_data", "discussed", "consent"}));
    asked.add_option("--own-reference", asking_.own_reference,
                     "your own reference, seen by you and colleagues only");
    asked.add_option("--exclude", asking_.excluded_specialists,
                     "id of a specialist not to ask; may be repeated");
    asked.add_option("--exclude-organisation", asking_.excluded_organisations,
                     "organisation not to ask; may be repeated");
    asked.add_flag("--only-by-me", asking_.only_by_me, "do not pass it on by itself");
    auto& own =
        command("mine", "what I asked", [this](Terminal terminal) { mine(terminal, states_); });
    own.add_option("--state", states_, "only in this state; may be repeated");
    add_consultation_command("show", "a consultation with its thread",
                             [this](Terminal terminal) { show(terminal, id_); });
    add_text_step("reply", "answer a clarification", "reply", ChangesState::yes);
    add_text_step("extend", "a new wording of the question", "versions", ChangesState::no);
    add_text_step("ask-on", "ask on after the advice", "continuation", ChangesState::yes);
    add_closing();
  }

  void add_closing() {
    auto& closed =
        add_consultation_command("close", "close with a result", [this](Terminal terminal) {
          json body = {{"result", result_},
                       {"valueForResident", value_for_resident_},
                       {"valueForAsker", value_for_asker_},
                       {"minutes", minutes_},
                       {"referralAvoided", referral_avoided_}};
          if (!referred_to_.empty()) body["referredTo"] = referred_to_;
          if (!note_.empty()) body["note"] = note_;
          step(terminal, id_, "closure", body, ChangesState::yes);
        });
    closed.add_option("--result", result_, "how it ended")
        ->required()
        ->check(CLI::IsMember(
            {"solved_in_team", "referred", "taken_over", "heavier_help", "not_solved"}));
    closed.add_option("--value-resident", value_for_resident_, "1 to 5")
        ->required()
        ->check(CLI::Range(1, 5));
    closed.add_option("--value-asker", value_for_asker_, "1 to 5")
        ->required()
        ->check(CLI::Range(1, 5));
    closed.add_option("--minutes", minutes_, "your own work, in minutes")
        ->required()
        ->check(CLI::Range(0, 6000));
    closed.add_flag("--referral-avoided", referral_avoided_, "a referral was not needed");
    closed.add_option("--referred-to", referred_to_, "where to");
    closed.add_option("--note", note_, "what else");
    add_consultation_command("withdraw", "take a question back", [this](Terminal terminal) {
      step(terminal, id_, "withdrawal", json(), ChangesState::yes);
    });
  }

  void add_answering() {
    auto& waiting = command("inbox", "what I am asked", [this](Terminal terminal) {
      inbox(terminal,
            all_ ? std::vector<std::string>{} : std::vector<std::string>{"pending", "accepted"});
    });
    waiting.add_flag("--all", all_, "also what is past");
    auto& accepted = command("accept", "accept an invitation",
                             [this](Terminal terminal) { accept(terminal, id_); });
    accepted.add_option("ID", id_, "of the invitation or the consultation")->required();
    auto& declined = command("decline", "decline an invitation",
                             [this](Terminal terminal) { decline(terminal, id_, reason_, note_); });
    declined.add_option("ID", id_, "of the invitation or the consultation")->required();
    declined.add_option("--reason", reason_, "why")
        ->required()
        ->check(CLI::IsMember(
            {"no_time", "not_my_field", "conflict_of_interest", "on_leave", "other"}));
    declined.add_option("--note", note_, "in words");
    add_text_step("write", "write in the thread", "messages", ChangesState::no);
    add_text_step("clarify", "ask the asker for clarification", "clarification", ChangesState::yes);
    auto& advised = add_consultation_command("advise", "give advice", [this](Terminal terminal) {
      json body = advice_;
      body["advice"] = text_of(text_);
      step(terminal, id_, "advice", body, ChangesState::yes);
    });
    advised.add_option("ADVICE", text_, "the advice")->required();
    for (auto [option, field, help] :
         {std::array{"--for-asker", "forAsker", "what the asker does"},
          std::array{"--for-resident", "forResident", "what the resident can do"},
          std::array{"--follow-up", "followUp", "what follows"},
          std::array{"--other-expertise", "otherExpertise", "who else is needed"},
          std::array{"--responsibility", "responsibility", "who takes what"},
          std::array{"--contact", "contact", "who stays the resident's contact"}}) {
      advised.add_option_function<std::string>(
          option,
          [this, field = std::string(field)](const std::string& value) { advice_[field] = value; },
          help);
    }
    advised
        .add_option_function<int>(
            "--minutes", [this](const int& value) { advice_["minutes"] = value; },
            "how many minutes it took you")
        ->check(CLI::Range(1, 1440));
  }

  void add_coordinating() {
    auto& logged =
        command("log", "what happened", [this](Terminal terminal) { log(terminal, log_); });
    logged.add_option("--consultation", log_.consultation, "of one consultation");
    logged.add_option("--kind", log_.kinds, "only of this kind; may be repeated");
    logged.add_option("--from", log_.from, "from this moment (RFC 3339)");
    logged.add_option("--before", log_.before, "before this moment (RFC 3339)");
    logged.add_option("--limit", log_.limit, "how many at most")->check(CLI::Range(1, 200));
    auto& reason = add_consultation_command(
        "reason", "give the reason for reading a case", [this](Terminal terminal) {
          step(terminal, id_, "access", {{"reason", text_of(text_)}}, ChangesState::no);
        });
    reason.add_option("REASON", text_, "seen by the asker")->required();
    auto& reviewed = add_consultation_command(
        "review", "review a closed consultation", [this](Terminal terminal) {
          json body = {{"verdict", verdict_}};
          if (!note_.empty()) body["note"] = note_;
          step(terminal, id_, "review", body, ChangesState::no);
        });
    reviewed.add_option("--verdict", verdict_, "what was found")
        ->required()
        ->check(CLI::IsMember({"in_order", "learning_point", "action_needed"}));
    reviewed.add_option("--note", note_, "in words");
    auto& assigned =
        add_consultation_command("assign", "assign a waiting question", [this](Terminal terminal) {
          step(terminal, id_, "assignment", {{"specialist", specialist_}}, ChangesState::yes);
        });
    assigned.add_option("--specialist", specialist_, "id of the specialist")->required();
  }

  void add_vocabulary() {
    auto& topics = *app_.add_subcommand("topics", "the vocabulary as a file");
    topics.require_subcommand(1);
    auto& exported = command_of(topics, "export", "write all topics as CSV",
                                [this](Terminal terminal) { export_topics(terminal, file_); });
    exported.add_option("FILE", file_, "where to; - for standard output")->default_str("-");
    auto& imported =
        command_of(topics, "import", "read topics from CSV", [this](Terminal terminal) {
          import_topics(terminal, file_of(file_), dry_run_ ? Keeping::try_only : Keeping::keep,
                        removals_);
        });
    imported.add_option("FILE", file_, "CSV as export writes it; - for standard input")->required();
    imported.add_flag("--dry-run", dry_run_,
                      "tell what would change and what is wrong; keep nothing");
    imported.add_option("--removals", removals_,
                        "how many entries may go out of lists, as --dry-run told it");
  }

  CLI::App& add_consultation_command(const char* name, const char* help, Work work) {
    auto& added = command(name, help, std::move(work));
    added.add_option("CONSULTATION", id_, "id of the consultation")->required();
    return added;
  }

  void add_text_step(const char* name, const char* help, const char* what, ChangesState changes) {
    auto& added = add_consultation_command(name, help, [this, what, changes](Terminal terminal) {
      step(terminal, id_, what, {{"text", text_of(text_)}}, changes);
    });
    added.add_option("TEXT", text_, "the text")->required();
  }

  CLI::App app_{"Expertisepool from a terminal"};
  std::function<void()> chosen_;
  bool json_ = false;
  bool all_ = false;
  std::string email_, code_, text_, batch_, output_, id_, reason_, note_, verdict_, specialist_;
  std::vector<std::string> scopes_;
  std::vector<std::string> states_;
  std::string result_, referred_to_;
  int value_for_resident_ = 0, value_for_asker_ = 0, minutes_ = 0;
  bool referral_avoided_ = false;
  json advice_ = json::object();
  Narrowing narrowing_;
  Asking asking_;
  LogFilter log_;
  std::string file_ = "-";
  bool dry_run_ = false;
  int removals_ = 0;
};

}  // namespace

int main(int argc, char** argv) { return Calls().run(argc, argv); }
