// Small words that the entity files share: the rows of an answer as values, the conditions of a
// question with the values that belong to them, and a page of a list. It knows no tables.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/store/sqlite/connection.h"
#include "server/store/store.h"

namespace expertise::sqlite {

/// The first row as `read` makes it, or nothing.
template <class Read>
auto one(Query query, Read read) -> std::optional<decltype(read(query))> {
  if (!query.next()) return std::nullopt;
  return read(query);
}

template <class Read>
auto all(Query query, Read read) -> std::vector<decltype(read(query))> {
  std::vector<decltype(read(query))> rows;
  while (query.next()) rows.push_back(read(query));
  return rows;
}

template <class T>
std::optional<T> one_value(Query query) {
  return one(std::move(query), [](Query& row) { return row.get<T>(0); });
}

template <class T>
std::vector<T> all_values(Query query) {
  return all(std::move(query), [](Query& row) { return row.get<T>(0); });
}

/// Conditions that must all hold. Values are bound, never part of the text.
class Where {
 public:
  /// `condition` has a parameter for each of `values`.
  template <class... Values>
  void add(std::string condition, Values... values) {
    conditions_.push_back(std::move(condition));
    binders_.push_back([values...](Query& query) { query.bind(values...); });
  }

  /// The column holds one of `values`; with none, nothing is found.
  template <class T>
  void add_in(const std::string& column, const std::vector<T>& values) {
    if (values.empty()) {
      add("FALSE");
      return;
    }
    conditions_.push_back(column + " IN (" + placeholders(values.size()) + ")");
    binders_.push_back([values](Query& query) {
      for (const T& value : values) query.bind(value);
    });
  }

  /// Any of the conditions of `alternatives` holds; with none, nothing is found.
  void add_any(Where alternatives) {
    std::string condition;
    for (const std::string& each : alternatives.conditions_) {
      condition += (condition.empty() ? "(" : " OR ") + each;
    }
    conditions_.push_back(condition.empty() ? "FALSE" : condition + ")");
    std::move(alternatives.binders_.begin(), alternatives.binders_.end(),
              std::back_inserter(binders_));
  }

  /// All of `conditions`, with their WHERE, between `before` and `after`.
  void add_within(const std::string& before, Where conditions, const std::string& after) {
    conditions_.push_back(before + conditions.text() + after);
    std::move(conditions.binders_.begin(), conditions.binders_.end(), std::back_inserter(binders_));
  }

  std::string text() const {
    std::string text;
    for (const std::string& each : conditions_) text += (text.empty() ? " WHERE " : " AND ") + each;
    return text;
  }

  Query& bind(Query& query) const {
    for (const auto& binder : binders_) binder(query);
    return query;
  }

 private:
  std::vector<std::string> conditions_;
  std::vector<std::function<void(Query&)>> binders_;
};

/// The part of a list that `page` asks for, and how long it is. `select` is `SELECT … FROM …`,
/// `count` the same with `count(*)`, `order` names a whole order.
template <class Read>
auto paged(Connection& connection, const std::string& select, const std::string& count,
           const Where& where, const std::string& order, const Page& page, Read read) {
  std::size_t limit = std::min(page.limit, Page::most);
  Query query =
      connection.query(select + where.text() + " ORDER BY " + order + " LIMIT ? OFFSET ?");
  where.bind(query).bind(limit, page.offset);
  Paged<decltype(read(query))> result;
  while (query.next()) result.items.push_back(read(query));
  result.total = page.offset + result.items.size();
  bool is_end = result.items.size() < limit && (page.offset == 0 || !result.items.empty());
  if (!is_end) {
    Query counting = connection.query(count + where.text());
    where.bind(counting);
    result.total = one_value<std::size_t>(std::move(counting)).value_or(0);
  }
  return result;
}

}  // namespace expertise::sqlite
