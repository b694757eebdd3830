#include "server/domain/given_names.h"

#include <unordered_map>

#include "server/domain/personal_tables.h"

namespace expertise {

namespace {

std::unordered_map<std::string_view, GivenName> read_table() {
  std::unordered_map<std::string_view, GivenName> names;
  for_each_table_word("given_names.txt", [&](std::string_view name) {
    GivenName kind = GivenName::plain;
    if (name.back() == '*') kind = GivenName::word;
    if (name.back() == '~') kind = GivenName::word_when_small;
    if (kind != GivenName::plain) name.remove_suffix(1);
    names.emplace(name, kind);
  });
  return names;
}

}  // namespace

GivenName given_name(std::string_view folded) {
  static const std::unordered_map<std::string_view, GivenName> names = read_table();
  auto found = names.find(folded);
  return found == names.end() ? GivenName::none : found->second;
}

}  // namespace expertise
