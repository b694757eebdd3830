// How each kind of value of the domain lies in a column: identifiers and hashes as bytes, moments
// as milliseconds, enumerations as their codes, lists of texts as escaped lines. It knows no
// tables. What is read and cannot be so is damage, and is said with std::runtime_error.
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <concepts>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/event.h"
#include "server/domain/id.h"

namespace expertise::sqlite {

/// Each entry on a line of its own, backslash and newline escaped, every line ended.
std::string to_lines(const std::vector<std::string>& entries);
std::vector<std::string> from_lines(std::string_view lines);

/// The bytes of a column, which must be `size` long.
const std::uint8_t* fixed_bytes(const SQLite::Column& column, std::size_t size);

inline void bind_bytes(SQLite::Statement& statement, int at, const void* data, std::size_t size) {
  // A null pointer would be bound as NULL.
  statement.bind(at, size == 0 ? "" : data, static_cast<int>(size));
}

template <class T>
struct Codec;

template <std::integral T>
struct Codec<T> {
  static void bind(SQLite::Statement& statement, int at, T value) {
    statement.bind(at, static_cast<std::int64_t>(value));
  }
  static T read(const SQLite::Column& column) { return static_cast<T>(column.getInt64()); }
};

template <>
struct Codec<double> {
  static void bind(SQLite::Statement& statement, int at, double value) {
    statement.bind(at, value);
  }
  static double read(const SQLite::Column& column) { return column.getDouble(); }
};

template <>
struct Codec<std::string> {
  static void bind(SQLite::Statement& statement, int at, const std::string& value) {
    statement.bind(at, value);
  }
  static std::string read(const SQLite::Column& column) { return column.getString(); }
};

template <>
struct Codec<std::string_view> {
  static void bind(SQLite::Statement& statement, int at, std::string_view value) {
    statement.bind(at, std::string(value));
  }
};

template <class Enum>
requires std::is_enum_v<Enum>
struct Codec<Enum> {
  static void bind(SQLite::Statement& statement, int at, Enum value) {
    statement.bind(at, std::string(code(value)));
  }
  static Enum read(const SQLite::Column& column) {
    auto value = from_code<Enum>({column.getText(), static_cast<std::size_t>(column.getBytes())});
    if (!value) throw std::runtime_error("unknown code in column " + std::string(column.getName()));
    return *value;
  }
};

template <>
struct Codec<Instant> {
  static void bind(SQLite::Statement& statement, int at, Instant value) {
    statement.bind(at, static_cast<std::int64_t>(value.time_since_epoch().count()));
  }
  static Instant read(const SQLite::Column& column) {
    return Instant(std::chrono::milliseconds(column.getInt64()));
  }
};

/// Identifiers and hashes.
template <std::size_t size>
struct Codec<std::array<std::uint8_t, size>> {
  using Value = std::array<std::uint8_t, size>;
  static void bind(SQLite::Statement& statement, int at, const Value& value) {
    bind_bytes(statement, at, value.data(), value.size());
  }
  static Value read(const SQLite::Column& column) {
    Value value;
    std::memcpy(value.data(), fixed_bytes(column, size), size);
    return value;
  }
};

template <class Tag>
struct Codec<Id<Tag>> {
  static void bind(SQLite::Statement& statement, int at, const Id<Tag>& value) {
    Codec<IdBytes>::bind(statement, at, value.bytes());
  }
  static Id<Tag> read(const SQLite::Column& column) {
    return Id<Tag>(Codec<IdBytes>::read(column));
  }
};

template <>
struct Codec<Bytes> {
  static void bind(SQLite::Statement& statement, int at, const Bytes& value) {
    bind_bytes(statement, at, value.data(), value.size());
  }
  static Bytes read(const SQLite::Column& column) {
    auto data = static_cast<const std::uint8_t*>(column.getBlob());
    return Bytes(data, data + column.getBytes());
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static void bind(SQLite::Statement& statement, int at, const std::optional<T>& value) {
    if (value) {
      Codec<T>::bind(statement, at, *value);
    } else {
      statement.bind(at);
    }
  }
  static std::optional<T> read(const SQLite::Column& column) {
    if (column.isNull()) return std::nullopt;
    return Codec<T>::read(column);
  }
};

template <>
struct Codec<std::vector<std::string>> {
  static void bind(SQLite::Statement& statement, int at, const std::vector<std::string>& value) {
    statement.bind(at, to_lines(value));
  }
  static std::vector<std::string> read(const SQLite::Column& column) {
    return from_lines({column.getText(), static_cast<std::size_t>(column.getBytes())});
  }
};

template <class Enum>
requires std::is_enum_v<Enum>
struct Codec<std::vector<Enum>> {
  static void bind(SQLite::Statement& statement, int at, const std::vector<Enum>& value) {
    std::vector<std::string> entries;
    for (Enum each : value) entries.emplace_back(code(each));
    statement.bind(at, to_lines(entries));
  }
  static std::vector<Enum> read(const SQLite::Column& column) {
    std::vector<Enum> value;
    for (const std::string& entry : Codec<std::vector<std::string>>::read(column)) {
      auto each = from_code<Enum>(entry);
      if (!each) throw std::runtime_error("unknown code in " + std::string(column.getName()));
      value.push_back(*each);
    }
    return value;
  }
};

template <class Tag>
struct Codec<std::vector<Id<Tag>>> {
  static void bind(SQLite::Statement& statement, int at, const std::vector<Id<Tag>>& value) {
    Bytes bytes;
    for (const Id<Tag>& each : value) {
      bytes.insert(bytes.end(), each.bytes().begin(), each.bytes().end());
    }
    Codec<Bytes>::bind(statement, at, bytes);
  }
  static std::vector<Id<Tag>> read(const SQLite::Column& column) {
    IdBytes one;
    auto size = static_cast<std::size_t>(column.getBytes());
    if (size % one.size() != 0) {
      throw std::runtime_error("identifiers cut short in column " + std::string(column.getName()));
    }
    auto data = static_cast<const std::uint8_t*>(column.getBlob());
    std::vector<Id<Tag>> value;
    for (std::size_t at = 0; at < size; at += one.size()) {
      std::memcpy(one.data(), data + at, one.size());
      value.push_back(Id<Tag>(one));
    }
    return value;
  }
};

}  // namespace expertise::sqlite
