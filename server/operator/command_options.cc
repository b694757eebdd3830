#include "server/operator/command_options.h"

#include <charconv>

#include "server/domain/local_time.h"
#include "server/domain/text.h"

namespace expertise {

const Actor& by_operator() {
  static const Actor actor = Actor::machine_operator();
  return actor;
}

std::string needed(const Command& command, const std::string& key) {
  auto value = command.option(key);
  if (!value || trimmed(*value).empty()) throw WrongCall{"--" + key + " is needed"};
  return std::string(trimmed(*value));
}

int needed_number(const Command& command, const std::string& key, int least, int most) {
  const std::string text = needed(command, key);
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    throw WrongCall{"--" + key + " takes a number from " + std::to_string(least) + " to " +
                    std::to_string(most)};
  }
  return number;
}

Instant needed_day(const Command& command, const std::string& key) {
  const auto day = parse_local_date(needed(command, key));
  if (!day) throw WrongCall{"--" + key + " takes a day, such as 2026-03-05"};
  return instant_of(*day, 0);
}

UserId needed_user(Product& product, const Command& command, const std::string& key) {
  const auto user = product.people.user_by_email(by_operator(), needed(command, key));
  if (!user) throw WrongCall{"--" + key + ": there is no user with that address"};
  return user->id;
}

ConsultationId needed_consultation(const Command& command) {
  const auto id = ConsultationId::parse(needed(command, "consultation"));
  if (!id) throw WrongCall{"--consultation takes the id of a consultation"};
  return *id;
}

Municipality municipality_of(Product& product, const Command& command) {
  auto all = product.people.overview(by_operator()).municipalities;
  auto wanted = command.option("municipality");
  if (wanted) {
    for (const Municipality& each : all) {
      if (each.name == *wanted) return each;
    }
    throw WrongCall{"there is no municipality named " + *wanted +
                    "; make it with: expertisepoold municipality add --name NAME"};
  }
  if (all.size() == 1) return all.front();
  if (all.empty()) {
    Municipality first;
    first.name = "Mijn gemeente";
    return product.people.put(by_operator(), first);
  }
  throw WrongCall{"there are several municipalities: say which with --municipality NAME"};
}

}  // namespace expertise
