// The shapes that answers have in common: a JSON document, a page of a list, a moment, a thing with
// its name.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/env.h"
#include "server/http/message.h"
#include "server/store/store.h"

namespace expertise::http {

Answer json_answer(int status, const nlohmann::json& document);
/// 204.
Answer nothing();
/// 201, with where it stands: `/v1/` and `path`.
Answer created(const std::string& path, const nlohmann::json& document);

/// `{"items": …, "total": …}`
Answer list_answer(const nlohmann::json& items, std::size_t total);

/// The part of a whole list that a page asks for.
template <class T>
Paged<T> part(std::vector<T> whole, const Page& page) {
  Paged<T> made;
  made.total = whole.size();
  for (std::size_t i = page.offset; i < whole.size() && made.items.size() < page.limit; ++i) {
    made.items.push_back(std::move(whole[i]));
  }
  return made;
}

/// Sets `name` when there is a value: what is not there is left out, never null.
void put(nlohmann::json& object, const char* name, const std::optional<Instant>& instant);
void put(nlohmann::json& object, const char* name, const std::string& text);
template <class Tag>
void put(nlohmann::json& object, const char* name, const std::optional<Id<Tag>>& id) {
  if (id) put(object, name, id->text());
}

}  // namespace expertise::http
