// The part of People that finds a colleague by name: to write along, or to take a question over.
#include <algorithm>

#include "search/fold.h"
#include "server/domain/text.h"
#include "server/pool/people.h"
#include "server/pool/people_state.h"

namespace expertise {

namespace {

// Whether each of the words begins a word of the name.
bool begins_words_of(std::string_view name, const std::vector<search::Token>& wanted) {
  const auto words = search::tokens(name);
  return std::all_of(wanted.begin(), wanted.end(), [&](const search::Token& part) {
    return std::any_of(words.begin(), words.end(), [&](const search::Token& each) {
      return each.folded.starts_with(part.folded);
    });
  });
}

}  // namespace

std::vector<Colleague> People::colleagues(const Actor& actor, std::string_view text) {
  constexpr std::size_t most = 20;
  if (!may(actor, Action::transfer)) throw Refusal(Reason::not_allowed);
  std::vector<Fault> found;
  check_text(text, {0, PeopleLimits::name_characters}, "/text", found);
  if (!found.empty()) throw Refusal(std::move(found));
  const auto wanted = search::tokens(text);
  std::vector<Colleague> colleagues;
  auto txn = impl_->context.store.begin(Access::read);
  UserQuery query{.scope = {.everything = true},
                  .working_in = actor.municipalities,
                  .role = Role::team_member,
                  .page = {.offset = 0, .limit = Page::most}};
  for (std::size_t total = 1; query.page.offset < total; query.page.offset += Page::most) {
    auto page = txn->find(query);
    total = page.total;
    for (const User& each : page.items) {
      if (colleagues.size() == most) return colleagues;
      if (each.id == actor.user || !begins_words_of(each.name, wanted)) continue;
      Colleague colleague{.id = each.id, .name = each.name, .teams = {}};
      for (const TeamId& id : each.teams) {
        auto team = txn->team(id);
        if (team && actor.in(team->municipality)) colleague.teams.push_back(std::move(*team));
      }
      colleagues.push_back(std::move(colleague));
    }
  }
  return colleagues;
}

}  // namespace expertise
