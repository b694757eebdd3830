#include "server/pool/matching.h"

#include <algorithm>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "search/dutch.h"
#include "search/fold.h"
#include "search/profile_document.h"
#include "search/topic_finder.h"
#include "server/domain/local_time.h"
#include "server/domain/personal_placeholders.h"
#include "server/domain/text.h"
#include "server/pool/gate.h"
#include "server/pool/indexer.h"
#include "server/pool/kept_transition.h"
#include "server/pool/learning.h"
#include "server/pool/people_found.h"
#include "server/pool/target_groups.h"

namespace expertise {

namespace {

constexpr std::size_t question_characters = 20'000;
constexpr std::size_t search_characters = 500;
constexpr std::size_t proposal_characters = 8'000;
constexpr std::size_t proposed_topics_at_most = 15;
constexpr std::size_t kept_ranking = 50;
constexpr std::size_t candidates_at_most = 100;
constexpr std::size_t passage_bytes = 240;
constexpr std::size_t topics_told_at_most = 12;
constexpr std::size_t looked_up_for_together = 2 * search::max_team_candidates;

// Whether somebody could be invited at this moment: they are proposed before all others.
bool can_be_invited(const Presence& presence) {
  return can_be_offered(presence.free_busy.state) && !presence.lacking_agreement;
}

// So many who can be invited are ranked for a list of this length: as deep as the ranking moves
// people, and enough to make a team of.
std::size_t depth_for(std::size_t listed) {
  return std::max({search::rank_depth, search::max_team_candidates, 2 * listed});
}

// Whoever may write in a consultation is warned of personal data while writing.
bool may_write(const Actor& actor) {
  return may(actor, Action::ask) || may(actor, Action::advise) || may(actor, Action::assign);
}

// The municipalities that a search by this actor looks in; empty = none.
std::vector<std::string> searched(Txn& txn, const Actor& actor, const PoolFilters& filters) {
  PoolScope scope = pool_scope_of(actor, Action::read_pool);
  std::vector<std::string> keys;
  for (const Municipality& each : txn.municipalities(scope)) {
    if (!filters.municipality || each.id == *filters.municipality) keys.push_back(each.id.text());
  }
  return keys;
}

search::Filters index_filters(const PoolFilters& filters, std::vector<std::string> municipalities) {
  search::Filters result;
  result.municipalities = std::move(municipalities);
  result.life_domains = filters.life_domains;
  result.laws = filters.laws;
  result.age_groups = filters.age_groups;
  result.languages = filters.languages;
  result.neighbourhoods = filters.neighbourhoods;
  result.topics = filters.topics;
  result.ways = filters.ways;
  result.knowledge_kind = filters.knowledge_kinds;
  for (SpecialistId id : filters.excluded_specialists) result.except.push_back(id.text());
  return result;
}

std::vector<std::string> neighbourhood_names(Txn& txn, const Actor& actor) {
  std::vector<std::string> names;
  for (const Neighbourhood& each : txn.neighbourhoods(pool_scope_of(actor, Action::read_pool))) {
    names.push_back(each.name);
  }
  return names;
}

// What a text is read for. In the pool somebody is looked for by name as well.
enum class Reading { of_a_matter, of_the_pool };

// Bytes of a text: where it names topics in two words or more.
using Stretch = std::pair<std::size_t, std::size_t>;

std::vector<Stretch> topic_names(std::string_view text, const search::Vocabulary& vocabulary) {
  const std::vector<search::Word> words = search::analyse(text);
  std::vector<Stretch> found;
  for (const search::NamedTopic& each : vocabulary.finder().named(words)) {
    if (each.count < 2) continue;
    found.emplace_back(words[each.first].token.begin, words[each.first + each.count - 1].token.end);
  }
  std::sort(found.begin(), found.end());
  return found;
}

// The text without whom it is about. A topic or a neighbourhood that is called after a person
// stays.
std::string without_people(const std::string& text, const search::Vocabulary& vocabulary,
                           const std::vector<std::string>& neighbourhoods) {
  std::vector<Finding> found = find_personal_data(text);
  std::string folded_names;
  for (const std::string& name : neighbourhoods) {
    folded_names.append(" ").append(search::fold(name)).append(" |");
  }
  const std::vector<Stretch> topics =
      found.empty() ? std::vector<Stretch>() : topic_names(text, vocabulary);
  std::erase_if(found, [&](const Finding& each) {
    // The last that begins at or before it; they do not overlap.
    const auto after =
        std::upper_bound(topics.begin(), topics.end(), Stretch{each.begin, text.size()});
    if (after != topics.begin() && std::prev(after)->second >= each.end) return true;
    if (each.kind != PersonalDataKind::name) return false;
    const std::string name = search::fold(text.substr(each.begin, each.end - each.begin));
    return folded_names.find(" " + name + " ") != std::string::npos;
  });
  return without_personal_data(text, found);
}

// The neighbourhood as if the question named it.
void add_neighbourhood(Txn& txn, NeighbourhoodId id, search::Understood& understood) {
  auto neighbourhood = txn.neighbourhood(id);
  auto& names = understood.neighbourhoods;
  if (neighbourhood && std::find(names.begin(), names.end(), neighbourhood->name) == names.end()) {
    names.push_back(neighbourhood->name);
  }
}

std::optional<std::string> age_group_of(const search::Understood& understood) {
  if (!understood.age) return std::nullopt;
  return std::to_string(understood.age->from) + "-" + std::to_string(understood.age->to);
}

// What is kept of a question as facts: what it names, or else the likeliest that it resembles.
UnderstoodCodes codes_of(const search::Understood& understood,
                         const search::Vocabulary& vocabulary) {
  UnderstoodCodes result;
  for (const search::Aspect& aspect : understood.aspects) {
    if (aspect.certain && !aspect.negated && result.topics.size() < ConsultationLimits::topics) {
      result.topics.push_back(aspect.topic);
    }
  }
  if (result.topics.empty() && !understood.aspects.empty() && !understood.aspects.front().negated) {
    result.topics.push_back(understood.aspects.front().topic);
  }
  result.life_domains = understood.life_domains;
  result.laws = understood.laws;
  result.age_group = age_to_keep(understood, vocabulary);
  if (!understood.languages.empty()) result.language = understood.languages.front();
  return result;
}

void check_topics(const std::vector<std::string>& topics, const search::Vocabulary& vocabulary,
                  const std::string& place, std::vector<Fault>& found) {
  if (topics.size() > ConsultationLimits::topics) {
    found.push_back({place, "too_many", {{"limit", std::to_string(ConsultationLimits::topics)}}});
    return;
  }
  for (std::size_t i = 0; i < topics.size(); ++i) {
    if (!vocabulary.find(topics[i])) {
      found.push_back({place + "/" + std::to_string(i), "unknown_topic"});
    }
  }
}

// One that the actor does not see is as if not there.
void check_neighbourhood(Txn& txn, const Actor& actor, const std::optional<NeighbourhoodId>& id) {
  if (!id) return;
  auto neighbourhood = txn.neighbourhood(*id);
  if (!neighbourhood ||
      !pool_scope_of(actor, Action::read_pool).holds(neighbourhood->municipality)) {
    throw Refusal({Fault{"/neighbourhood", "not_found"}});
  }
}

// Whom the asker wishes for: in the question's words, or by narrowing the pool to a kind.
search::Wishes wishes_of(const search::Understood& understood, const PoolFilters& filters) {
  search::Wishes wishes = search::wishes_in(understood.affirmed);
  const std::set<std::string> read(wishes.kinds.begin(), wishes.kinds.end());
  std::copy_if(filters.knowledge_kinds.begin(), filters.knowledge_kinds.end(),
               std::back_inserter(wishes.kinds),
               [&](const auto& kind) { return !read.count(kind); });
  wishes.target_groups = names_of_target_groups_in(understood.affirmed);
  return wishes;
}

// Who of these thought along together before.
std::set<search::Pair> together(Txn& txn, const std::vector<search::Candidate>& people) {
  std::vector<SpecialistId> ids;
  for (const search::Candidate& each : people) {
    if (ids.size() == looked_up_for_together) break;
    if (auto id = SpecialistId::parse(each.id)) ids.push_back(*id);
  }
  std::set<search::Pair> pairs;
  for (const auto& [one, other] : txn.together(ids))
    pairs.insert(std::minmax(one.text(), other.text()));
  return pairs;
}

// By id of a member: with whom of the team they thought along before, by name.
std::unordered_map<std::string, std::string> companions(
    const search::Team& team, const std::unordered_map<std::string, Present*>& people) {
  std::unordered_map<std::string, std::string> names;
  const auto add = [&](const std::string& to, const std::string& other) {
    std::string& all = names[to];
    all += (all.empty() ? "" : ", ") + people.at(other)->specialist.name;
  };
  for (const auto& [one, other] : team.together) {
    add(one, other);
    add(other, one);
  }
  return names;
}

// Who is away or full today may be the next best when it is passed on: they are in the order, and
// judged then.
search::Signals signals_when_sent(const Presence& person) {
  return {availability_when_sent(person.free_busy.state), person.load.open, person.load.recent};
}

// Ranks these people for a question that is sent, with what each place was worked out from.
void add_order(const std::vector<Present>& people, const search::Understood& understood,
               const search::Vocabulary& vocabulary, const Learned& learned, Matching::Sent& sent) {
  std::vector<search::Hit> hits;
  std::unordered_map<std::string, search::Signals> signals;
  std::unordered_map<std::string, const Present*> by_id;
  for (const Present& each : people) {
    const std::string& id = each.hit.record->profile.id;
    hits.push_back(each.hit);
    signals[id] = signals_when_sent(each.presence);
    by_id[id] = &each;
  }
  learned.tell(understood, signals);
  const search::Wishes& wishes = sent.record.wishes;
  for (search::Candidate& each : search::rank(hits, understood, signals, {}, vocabulary, wishes)) {
    if (sent.ranking.size() == kept_ranking) break;
    const Present& person = *by_id.at(each.id);
    sent.ranking.push_back({person.specialist.id, each.score});
    sent.record.people.push_back(
        {.hit = without_texts(person.hit, wishes),
         .signals = std::move(signals.at(each.id)),
         .state = person.presence.free_busy.state,
         .lacking_agreement = person.presence.lacking_agreement.has_value(),
         .profile_version = version_of(person.hit.record->profile),
         .score = each.score,
         .reasons = without_texts(std::move(each.reasons))});
  }
  // A word of the question is kept only where it is one of the pool as well.
  std::erase_if(sent.record.wishes.professions, [&](const std::string& asked) {
    return std::none_of(
        sent.record.people.begin(), sent.record.people.end(),
        [&](const auto& person) { return person.hit.record->profile.title == asked; });
  });
}

}  // namespace

struct Matching::Impl {
  Context context;
  search::Index& index;
  Learned learned;
  FreeBoard board;
  Gate gate{std::max<std::size_t>(1, std::thread::hardware_concurrency()), waiting_at_most};

  Impl(Context the_context, search::Index& the_index)
      : context(the_context),
        index(the_index),
        learned(the_context.store),
        board(the_context.store) {}

  search::Understood understood(Txn& txn, const Actor& actor, const MatchRequest& request,
                                Reading reading = Reading::of_a_matter) const {
    auto vocabulary = index.vocabulary();
    const auto neighbourhoods = neighbourhood_names(txn, actor);
    std::string text = request.question;
    if (reading == Reading::of_a_matter) {
      text = search::says_nothing(text, *vocabulary)
                 ? ""
                 : without_people(text, *vocabulary, neighbourhoods);
    }
    check_neighbourhoods(request.added_facets, neighbourhoods);
    auto result =
        search::understand(text, *vocabulary, neighbourhoods, local_day(context.env.now()));
    if (request.neighbourhood) add_neighbourhood(txn, *request.neighbourhood, result);
    return search::corrected(std::move(result),
                             {request.added_topics, request.removed_topics,
                              facets_of(request.removed_facets), facets_of(request.added_facets)},
                             *vocabulary);
  }

  // What the question would name if it were written so, and does not yet.
  std::vector<search::Aspect> meant(Txn& txn, const Actor& actor, MatchRequest request,
                                    const std::string& better,
                                    const search::Understood& now) const {
    request.question = better;
    std::vector<search::Aspect> named = understood(txn, actor, request).aspects;
    std::erase_if(named, [&](const search::Aspect& each) {
      return !each.certain || each.negated ||
             std::any_of(now.aspects.begin(), now.aspects.end(),
                         [&](const search::Aspect& other) { return other.topic == each.topic; });
    });
    return named;
  }

  // What an order of people for this question is worked out from, before anybody is in it.
  RankingRecord record_of(const MatchRequest& request, const search::Understood& understood) const {
    return {.ranking_version = search::ranking_version(),
            .vocabulary_version = version_of(*index.vocabulary()),
            .added_topics = request.added_topics,
            .removed_topics = request.removed_topics,
            .removed_facets = request.removed_facets,
            .added_facets = request.added_facets,
            .understood = without_texts(understood),
            .wishes = wishes_of(understood, request.filters),
            .people = {}};
  }

  void check(const MatchRequest& request) const {
    std::vector<Fault> found;
    check_text(request.question, {1, question_characters, TextShape::text}, "/question", found);
    auto vocabulary = index.vocabulary();
    check_topics(request.added_topics, *vocabulary, "/addedTopics", found);
    check_topics(request.removed_topics, *vocabulary, "/removedTopics", found);
    check_removed_facets(request.removed_facets, "/removedFacets", found);
    check_added_facets(request.added_facets, *vocabulary, "/addedFacets", found);
    if (!found.empty()) throw Refusal(std::move(found));
  }

  // Runs `work`, telling an index that cannot be used now as what it is to a caller.
  template <class Work>
  auto with_index(const Work& work) -> decltype(work()) {
    auto place = gate.enter();
    try {
      return work();
    } catch (const search::IndexDamaged&) {
      throw Refusal(Reason::unavailable, "index_rebuilding", {{"retry_after", "5"}});
    }
  }
};

Matching::Matching(Context context, search::Index& index)
    : impl_(std::make_shared<Impl>(context, index)) {}

std::shared_ptr<const search::Vocabulary> Matching::vocabulary() const {
  return impl_->index.vocabulary();
}

void Matching::catch_up() {
  impl_->learned.catch_up();
  impl_->board.catch_up(impl_->context.env.now(), FreeBoard::Ahead::more);
}

std::vector<ThoughtAlong> Matching::thought_along(SpecialistId specialist) const {
  impl_->learned.catch_up();
  const auto vocabulary = impl_->index.vocabulary();
  std::vector<ThoughtAlong> result;
  for (const search::TopicTimes& each : impl_->learned.topics_of(specialist)) {
    if (result.size() == topics_told_at_most) break;
    const search::Topic* topic = vocabulary->find(each.topic);
    if (topic) result.push_back({topic->code, topic->term, each.times});
  }
  return result;
}

Match Matching::match(const Actor& actor, const MatchRequest& request) {
  if (!may_write(actor)) throw Refusal(Reason::not_allowed);
  impl_->check(request);
  return impl_->with_index([&] {
    Instant now = impl_->context.env.now();
    impl_->learned.catch_up();
    impl_->board.catch_up(now);
    auto txn = impl_->context.store.begin(Access::read);
    check_neighbourhood(*txn, actor, request.neighbourhood);
    Match match;
    match.understood = impl_->understood(*txn, actor, request);
    match.described = search::describe(match.understood);
    match.readable = search::readable(request.question, *impl_->index.vocabulary());
    match.transition =
        search::transition_to_adulthood(match.understood, *impl_->index.vocabulary());
    match.personal_data = find_personal_data(request.question);
    // Who only answers is not offered people, and who does not see the pool learns nothing of who
    // is in it.
    if (!may(actor, Action::ask) || !may(actor, Action::read_pool)) return match;
    auto municipalities = searched(*txn, actor, request.filters);
    const std::string hid = hidden_personal_data(request.question, match.personal_data);
    if (auto better = impl_->index.did_you_mean(hid, municipalities)) {
      match.did_you_mean = shown_personal_data(std::move(*better), request.question, hid);
      match.meant = impl_->meant(*txn, actor, request, *match.did_you_mean, match.understood);
    }
    // By words that say nothing nobody is found.
    if (match.understood.empty()) return match;

    search::Query query{match.understood, index_filters(request.filters, std::move(municipalities)),
                        0, 0};
    query.filters.allowed = impl_->board.may_be_free(request.filters.available, now);
    std::size_t limit = std::min(request.limit, candidates_at_most);
    const auto can_be_shown = [&](const Present& each) {
      FreeState state = each.presence.free_busy.state;
      return can_be_offered(state) && is_within(state, request.filters.available);
    };
    const auto can_be_proposed = [&](const Present& each) {
      return can_be_shown(each) && can_be_invited(each.presence);
    };
    const PeopleFound finder(impl_->index, *txn, request.filters, now);
    auto found = finder.find(query, depth_for(limit), can_be_shown);
    if (std::none_of(found.begin(), found.end(), can_be_proposed)) {
      finder.add_further(query, can_be_proposed, found);
    }
    finder.add_for_uncovered(query, *impl_->index.vocabulary(), can_be_proposed, found);
    std::vector<search::Hit> hits;
    std::unordered_map<std::string, search::Signals> signals;
    std::unordered_map<std::string, Present*> people;
    for (Present& each : found) {
      const std::string& id = each.hit.record->profile.id;
      signals[id] = {availability_of(each.presence.free_busy.state), each.presence.load.open,
                     each.presence.load.recent};
      people[id] = &each;
      hits.push_back(std::move(each.hit));
    }
    impl_->learned.tell(match.understood, signals);
    auto ranked = search::rank(hits, match.understood, signals, {}, *impl_->index.vocabulary(),
                               wishes_of(match.understood, request.filters));
    // Who lacks an agreement stands in the list with that, but is proposed only in a pool where
    // nobody has one yet: it is being filled.
    std::vector<search::Candidate> proposed;
    std::copy_if(ranked.begin(), ranked.end(), std::back_inserter(proposed),
                 [&](const auto& each) { return can_be_invited(people.at(each.id)->presence); });
    if (proposed.empty()) proposed = ranked;
    std::vector<search::Candidate> fitting = proposed;
    std::erase_if(fitting, [](const auto& each) { return !each.fits; });
    const bool may_be_several = match.understood.aspects.size() > 1;
    match.team =
        search::small_team(fitting, match.understood,
                           may_be_several ? together(*txn, fitting) : std::set<search::Pair>());
    match.known_to_excluded = finder.known_to_left_out(query, *impl_->index.vocabulary(),
                                                       match.team.uncovered, can_be_shown);
    auto names_together = companions(match.team, people);
    if (match.transition) {
      std::vector<const Specialist*> order;
      for (const auto& each : proposed) order.push_back(&people.at(each.id)->specialist);
      match.sides = both_sides(*match.transition, order, match.team, *impl_->index.vocabulary());
    }
    // Who fits is shown, and everybody whom the team or a side names, wherever they stand.
    std::set<std::string> in_team;
    for (const auto& member : match.team.members) in_team.insert(member.id);
    for (const auto& side : {match.sides.youth, match.sides.adult}) {
      if (side) in_team.insert(side->text());
    }
    const search::WordMatcher matcher(match.understood);
    for (search::Candidate& each : ranked) {
      const bool is_listed = each.fits && limit > 0;
      if (is_listed) --limit;
      if (!is_listed && !in_team.contains(each.id)) continue;
      Present& person = *people.at(each.id);
      auto passage = matcher.passage(person.specialist.summary, passage_bytes);
      if (auto names = names_together.find(each.id); names != names_together.end()) {
        each.reasons.push_back({search::ReasonCode::together, {std::move(names->second)}, 0});
      }
      match.candidates.push_back({std::move(person.specialist), std::move(person.presence),
                                  each.score, std::move(each.reasons), std::move(each.covers),
                                  std::move(passage)});
    }
    return match;
  });
}

SearchResult Matching::search(const Actor& actor, std::string_view text, const PoolFilters& filters,
                              Page page) {
  if (!may(actor, Action::read_pool)) throw Refusal(Reason::not_allowed);
  std::vector<Fault> found;
  check_text(text, {0, search_characters, TextShape::text}, "/text", found);
  if (!found.empty()) throw Refusal(std::move(found));
  return impl_->with_index([&] {
    Instant now = impl_->context.env.now();
    impl_->board.catch_up(now);
    auto txn = impl_->context.store.begin(Access::read);
    SearchResult result;
    MatchRequest request;
    request.question = std::string(text);
    auto understood = impl_->understood(*txn, actor, request, Reading::of_the_pool);
    auto municipalities = searched(*txn, actor, filters);
    result.did_you_mean = impl_->index.did_you_mean(text, municipalities);
    search::Query query{understood, index_filters(filters, std::move(municipalities)), 0, 0};
    // Whoever looks without asking when also sees who is away.
    if (filters.available != AvailableWithin::any) {
      query.filters.allowed = impl_->board.may_be_free(filters.available, now);
    }
    const auto fits = [&](const Present& each) {
      return filters.available == AvailableWithin::any ||
             (can_be_invited(each.presence) &&
              is_within(each.presence.free_busy.state, filters.available));
    };
    auto people = PeopleFound(impl_->index, *txn, filters, now)
                      .find(query, page.offset + page.limit, fits, &result.estimated_total);
    const search::WordMatcher matcher(understood);
    for (std::size_t i = page.offset; i < people.size() && i < page.offset + page.limit; ++i) {
      Present& each = people[i];
      auto passage = matcher.passage(each.specialist.summary, passage_bytes);
      result.candidates.push_back({std::move(each.specialist),
                                   std::move(each.presence),
                                   each.hit.score,
                                   {},
                                   {},
                                   std::move(passage)});
    }
    if (people.size() < page.offset + page.limit) result.estimated_total = people.size();
    return result;
  });
}

std::vector<search::Suggestion> Matching::suggest(const Actor& actor, std::string_view prefix) {
  if (!may(actor, Action::read_pool)) throw Refusal(Reason::not_allowed);
  std::vector<Fault> found;
  check_text(prefix, {0, 120, TextShape::line}, "/prefix", found);
  if (!found.empty()) throw Refusal(std::move(found));
  return impl_->with_index([&] {
    auto txn = impl_->context.store.begin(Access::read);
    return impl_->index.suggest(prefix, searched(*txn, actor, {}));
  });
}

ProfileProposal Matching::propose(const Actor& actor, std::string_view text) {
  if (!may(actor, Action::keep_own_profile) && !may(actor, Action::keep_pool)) {
    throw Refusal(Reason::not_allowed);
  }
  std::vector<Fault> found;
  check_text(text, {0, proposal_characters, TextShape::text}, "/text", found);
  if (!found.empty()) throw Refusal(std::move(found));
  return impl_->with_index([&] {
    auto txn = impl_->context.store.begin(Access::read);
    auto understood = impl_->understood(*txn, actor, {.question = std::string(text)});
    ProfileProposal proposal{.topics = std::move(understood.aspects)};
    auto& topics = proposal.topics;
    const auto not_done = search::topics_not_done(understood.text, *impl_->index.vocabulary());
    std::erase_if(topics, [&](const search::Aspect& each) {
      return each.negated || each.suspected() || not_done.contains(each.topic);
    });
    std::stable_partition(topics.begin(), topics.end(),
                          [](const search::Aspect& each) { return each.certain; });
    if (topics.size() > proposed_topics_at_most) topics.resize(proposed_topics_at_most);
    if (auto ages = age_group_of(understood)) proposal.age_groups.push_back(*ages);
    proposal.target_groups = target_groups_in(understood.affirmed);
    proposal.life_domains = std::move(understood.life_domains);
    proposal.laws = std::move(understood.laws);
    proposal.languages = std::move(understood.languages);
    proposal.neighbourhoods = std::move(understood.neighbourhoods);
    return proposal;
  });
}

search::Findability Matching::how_found(const Actor& actor, SpecialistId id) {
  if (!may(actor, Action::keep_own_profile)) throw Refusal(Reason::not_allowed);
  if (actor.specialist != id) throw Refusal(Reason::not_found);
  return impl_->with_index([&] {
    auto own = impl_->context.store.begin(Access::read)->specialist(id);
    if (!own) throw Refusal(Reason::not_found);
    return search::findability(impl_->index, search_profile(*own));
  });
}

Matching::Sent Matching::for_sending(const Actor& actor, const MatchRequest& request,
                                     MunicipalityId municipality) {
  impl_->check(request);
  return impl_->with_index([&] {
    Instant now = impl_->context.env.now();
    impl_->learned.catch_up();
    auto txn = impl_->context.store.begin(Access::read);
    auto understood = impl_->understood(*txn, actor, request);
    Sent sent;
    sent.understood = codes_of(understood, *impl_->index.vocabulary());
    sent.acute_danger = understood.acute_danger;
    search::Query query{understood, index_filters(request.filters, {municipality.text()}), 0, 0};
    std::vector<Present> people;
    try {
      const PeopleFound finder(impl_->index, *txn, request.filters, now);
      people = finder.find(query, depth_for(kept_ranking), [](const Present&) { return true; });
      // What only people know whom the asker excluded is known in the pool.
      PoolFilters open = request.filters;
      open.excluded_specialists.clear();
      open.excluded_organisations.clear();
      const search::Query of_all{understood, index_filters(open, {municipality.text()}), 0, 0};
      sent.known_by_nobody = PeopleFound(impl_->index, *txn, open, now)
                                 .known_by_nobody(of_all, *impl_->index.vocabulary(), people);
    } catch (const search::IndexDamaged&) {
      // A question is not refused because the index is being rebuilt: without an order of people it
      // goes to whom the asker names, and then to the coordinator.
    }
    sent.record = impl_->record_of(request, understood);
    add_order(people, understood, *impl_->index.vocabulary(), impl_->learned, sent);
    return sent;
  });
}

}  // namespace expertise
