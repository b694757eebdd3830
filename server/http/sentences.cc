#include "server/http/sentences.h"

#include <algorithm>
#include <charconv>

#include "server/domain/local_words.h"
#include "server/domain/working_time.h"

namespace expertise::http {

namespace {

std::string_view text_of(const Sentence& sentence, Language language) {
  return language == Language::nl ? sentence.nl : sentence.en;
}

using Parameters = std::map<std::string, std::string>;

std::string filled(std::string_view pattern, const Parameters& parameters, Language language) {
  std::string made;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = pattern.find('}', std::min(open, pattern.size()));
    made.append(pattern.substr(0, open));
    if (close == std::string_view::npos) break;
    const std::string name(pattern.substr(open + 1, close - open - 1));
    if (const auto found = parameters.find(name); found != parameters.end()) {
      const Sentence* word = find_sentence("word." + name + "." + found->second);
      made.append(word ? text_of(*word, language) : found->second);
    }
    pattern.remove_prefix(close + 1);
  }
  return made;
}

/// Whether there is a parameter for every place in the pattern.
bool has_all(std::string_view pattern, const Parameters& parameters) {
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t length = pattern.find('}', open) - open - 1;
    if (!parameters.contains(std::string(pattern.substr(open + 1, length)))) return false;
  }
  return true;
}

/// Today, tomorrow, the weekday within a week, and from there with its date.
std::string day_words(LocalDay day, LocalDay today, Language language) {
  const bool dutch = language == Language::nl;
  if (day == today) return dutch ? "vandaag" : "today";
  if (day == plus_days(today, 1)) return dutch ? "morgen" : "tomorrow";
  return day < plus_days(today, 7) ? weekday_words(day, language) : date_words(day, language);
}

std::string moment_words(Instant moment, Instant now, Language language) {
  const WallClock clock = wall_clock(moment);
  return day_words(clock.day, local_day(now), language) + " " + time_words(clock.minute, language);
}

std::string language_words(const std::string& code, Language language) {
  const Sentence* known = find_sentence("language." + code);
  if (known) return std::string(text_of(*known, language));
  return search::language_name(code);
}

/// The weight of a language range, in thousandths; 1000 when none is given.
int weight_of(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return 1000;
  parameters.remove_prefix(q + 2);
  if (parameters.empty() || parameters.front() != '0') return 1000;
  int thousandths = 0;
  int scale = 100;
  for (std::size_t i = 2; i < parameters.size() && scale > 0; ++i, scale /= 10) {
    if (parameters[i] < '0' || parameters[i] > '9') break;
    thousandths += (parameters[i] - '0') * scale;
  }
  return thousandths;
}

}  // namespace

const Sentence* find_sentence(std::string_view key) {
  for (const auto table : {sentences_of_refusals(), sentences_of_product()}) {
    const auto found = std::lower_bound(
        table.begin(), table.end(), key,
        [](const Sentence& each, std::string_view wanted) { return each.key < wanted; });
    if (found != table.end() && found->key == key) return &*found;
  }
  return nullptr;
}

std::string sentence(std::string_view key, const std::map<std::string, std::string>& parameters,
                     Language language) {
  const Sentence* found = find_sentence(key);
  if (!found) found = find_sentence("reason.invalid_input");
  return filled(text_of(*found, language), parameters, language);
}

std::string in_words(const Refusal& refusal, Language language) {
  const Sentence* known = find_sentence(refusal.detail());
  if (known && has_all(text_of(*known, language), refusal.parameters())) {
    return sentence(refusal.detail(), refusal.parameters(), language);
  }
  return sentence("reason." + std::string(code(refusal.reason())), refusal.parameters(), language);
}

std::string in_words(const Fault& fault, Language language) {
  const Sentence* known = find_sentence(fault.code);
  const bool is_whole = known && has_all(text_of(*known, language), fault.parameters);
  return sentence(is_whole ? fault.code : "reason.invalid_input", fault.parameters, language);
}

std::string place_in_words(std::string_view place, Language language) {
  constexpr std::string_view line = "line ";
  if (place.substr(0, line.size()) != line) return std::string(place);
  place.remove_prefix(line.size());
  const std::size_t column_at = std::min(place.find('/'), place.size());
  Parameters parameters{{"line", std::string(place.substr(0, column_at))}};
  if (column_at == place.size()) return sentence("place.line", parameters, language);
  std::string_view column = place.substr(column_at + 1);
  const std::size_t entry_at = column.rfind('/');
  std::size_t index = 0;
  if (entry_at != std::string_view::npos) {
    const char* end = column.data() + column.size();
    const auto read = std::from_chars(column.data() + entry_at + 1, end, index);
    if (read.ec == std::errc() && read.ptr == end) {
      column = column.substr(0, entry_at);
      parameters["entry"] = std::to_string(index + 1);
    }
  }
  parameters["column"] = std::string(column);
  return sentence(parameters.contains("entry") ? "place.entry" : "place.column", parameters,
                  language);
}

std::string in_words(const search::Reason& reason, Language language) {
  std::map<std::string, std::string> parameters;
  for (std::size_t i = 0; i < reason.parameters.size(); ++i) {
    parameters[std::to_string(i + 1)] = reason.parameters[i];
  }
  if (reason.code == search::ReasonCode::language && !reason.parameters.empty()) {
    parameters["1"] = language_words(reason.parameters.front(), language);
  }
  if (reason.code == search::ReasonCode::knowledge_kind && !reason.parameters.empty()) {
    parameters["1"] = sentence("knowledge." + reason.parameters.front(), {}, language);
  }
  std::string key = "match." + std::string(search::name_of(reason.code));
  // The words are not kept with a ranking.
  const bool is_kept = parameters.empty() && reason.code == search::ReasonCode::passage_match;
  if (is_kept) key += "_kept";
  // Nothing in hand: it was asked often of late.
  if (reason.code == search::ReasonCode::busy && parameters["1"] == "0") key += "_lately";
  return sentence(key, parameters, language);
}

std::string in_words(EventKind kind, Language language) {
  return sentence("event." + std::string(code(kind)), {}, language);
}

std::string in_words(const UsualAnswer& usual, Language language) {
  constexpr std::int64_t hour = 60;
  constexpr std::int64_t day = office_closes - office_opens;
  const std::int64_t minutes = usual.working_minutes;
  const char* within = minutes <= hour       ? "usual_answer.hour"
                       : minutes <= 2 * hour ? "usual_answer.two_hours"
                       : minutes <= day / 2  ? "usual_answer.half_a_day"
                       : minutes <= day      ? "usual_answer.day"
                                             : "usual_answer.days";
  return sentence(within, {{"days", std::to_string((minutes + day - 1) / day)}}, language);
}

std::string in_words(const TimeSpent& spent, Language language) {
  if (spent.consultations == 0) return sentence("time_spent.nothing", {}, language);
  const auto counted = [&](int count, const std::string& what) {
    const std::string key = "time_spent." + what + (count == 1 ? "" : "s");
    return sentence(key, {{"count", std::to_string(count)}}, language);
  };
  const int hours = spent.minutes / 60;
  const int minutes = spent.minutes % 60;
  std::string time = counted(minutes, "minute");
  if (hours > 0 && minutes == 0) time = counted(hours, "hour");
  if (hours > 0 && minutes > 0) {
    time = sentence("time_spent.both", {{"hours", counted(hours, "hour")}, {"minutes", time}},
                    language);
  }
  return sentence("time_spent.all",
                  {{"questions", counted(spent.consultations, "question")}, {"time", time}},
                  language);
}

std::string in_words(const RankingReplay::Change& change, Language language) {
  std::string key = "ranking." + std::string(code(change.what));
  std::map<std::string, std::string> parameters{{"then", change.then}, {"now", change.now}};
  if (change.what == RankingChange::availability) {
    for (auto& [name, state] : parameters) state = sentence("availability." + state, {}, language);
  }
  if (change.what == RankingChange::agreement) key += "_" + change.now;
  return sentence(key, parameters, language);
}

std::string in_words(const FreeBusy& free_busy, Instant now, Language language) {
  std::map<std::string, std::string> parameters;
  std::string key = "availability." + std::string(code(free_busy.state));
  if (free_busy.state == FreeState::now && free_busy.until) {
    const WallClock end = wall_clock(*free_busy.until);
    const bool is_today = end.day == local_day(now);
    parameters["until"] =
        is_today ? time_words(end.minute, language) : moment_words(*free_busy.until, now, language);
    key += "_until";
  } else if (free_busy.next) {
    const bool whole_day = free_busy.state == FreeState::away;
    parameters["next"] = whole_day ? day_words(local_day(*free_busy.next), local_day(now), language)
                                   : moment_words(*free_busy.next, now, language);
    if (find_sentence(key + "_next")) key += "_next";
  }
  return sentence(key, parameters, language);
}

Language preferred_language(std::optional<std::string_view> accept_language, Language otherwise) {
  std::string_view rest = accept_language.value_or("");
  std::optional<Language> best;
  int best_weight = 0;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view range = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (range.starts_with(' ')) range.remove_prefix(1);
    const std::size_t semicolon = std::min(range.find(';'), range.size());
    const int weight = weight_of(range.substr(semicolon));
    const std::string_view tag = range.substr(0, range.substr(0, semicolon).find_first_of("- "));
    const auto language = from_code<Language>(tag.substr(0, 2));
    if (language && tag.substr(0, semicolon).size() == 2 && weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best.value_or(otherwise);
}

}  // namespace expertise::http
