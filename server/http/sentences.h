// Codes and parameters become sentences here and nowhere else, in Dutch or English: refusals and
// faults, why somebody was found, how somebody can be reached, what happened. One table; it knows
// no requests, so that mail can say the same.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "search/rank.h"
#include "server/domain/event.h"
#include "server/domain/people.h"
#include "server/domain/refusal.h"
#include "server/pool/profiles.h"
#include "server/pool/ranking_replay.h"

namespace expertise::http {

/// `{name}` in a text is replaced by the parameter of that name.
struct Sentence {
  std::string_view key;
  std::string_view nl;
  std::string_view en;
};

/// The table, in two parts, each in order of key. The keys of faults and details are the bare
/// codes; others carry a prefix: `reason.` `title.` `availability.` `eighteen.` `match.` `event.`
/// `language.` `person.` `place.` `ranking.` `time_spent.` `unreadable.` `usual_answer.`, and
/// `word.<parameter>.<value>` for values of parameters that are codes themselves.
std::span<const Sentence> sentences_of_refusals();
std::span<const Sentence> sentences_of_product();

/// Nothing when the table does not have the key.
const Sentence* find_sentence(std::string_view key);

/// The sentence of a key, or of `reason.invalid_input` when the table does not have it.
std::string sentence(std::string_view key, const std::map<std::string, std::string>& parameters,
                     Language language);

/// What a refusal says: the sentence of its detail, else of its reason.
std::string in_words(const Refusal& refusal, Language language);
std::string in_words(const Fault& fault, Language language);
/// A place in a file (`line 3/synonyms/1`): "regel 3, kolom synonyms, nummer 2".
std::string place_in_words(std::string_view place, Language language);
/// "dacht 4× mee bij woonoverlast"
std::string in_words(const search::Reason& reason, Language language);
/// "Uitnodiging geaccepteerd"; says nothing of who or about what.
std::string in_words(EventKind kind, Language language);
/// "antwoordt meestal binnen een werkdag"
std::string in_words(const UsualAnswer& usual, Language language);
/// "4 vragen, 1 uur en 35 minuten"
std::string in_words(const TimeSpent& spent, Language language);
/// "Vragen in behandeling toen: 1; nu: 4"
std::string in_words(const RankingReplay::Change& change, Language language);
/// "nu bereikbaar tot 16.00", "morgen 9.30", "vol": as a clock in the Netherlands shows it.
std::string in_words(const FreeBusy& free_busy, Instant now, Language language);

/// The language that an Accept-Language header (RFC 9110, 12.5.4) likes best of the two;
/// `otherwise` when it names neither.
Language preferred_language(std::optional<std::string_view> accept_language, Language otherwise);

}  // namespace expertise::http
