// Availability in one column: a line for each fact (`weekly 0 540-720 780-1020`, `exception
// 2026-12-24 540-720`, `absence 2026-12-27 2027-01-02 <substitute>`, `whereabouts 1 540-720
// phone,video <place>`, `paused`), so that a person can read it in the database. It knows no rules
// of availability.
#pragma once

#include <string>
#include <string_view>

#include "server/domain/availability.h"
#include "server/store/sqlite/codec.h"

namespace expertise::sqlite {

std::string to_text(const Availability& availability);
/// Throws std::runtime_error when to_text() did not write it.
Availability availability_of(std::string_view text);

template <>
struct Codec<Availability> {
  static void bind(SQLite::Statement& statement, int at, const Availability& value) {
    statement.bind(at, to_text(value));
  }
  static Availability read(const SQLite::Column& column) {
    return availability_of({column.getText(), static_cast<std::size_t>(column.getBytes())});
  }
};

}  // namespace expertise::sqlite
