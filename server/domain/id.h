// An identifier of one kind of thing: a UUID (RFC 9562) that cannot be mistaken for the identifier
// of another kind. It knows nothing of the thing; new ones are made by Env (version 7, so that they
// sort by the moment they were made).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace expertise {

using IdBytes = std::array<std::uint8_t, 16>;

/// The 36-character lower-case form of a UUID.
std::string uuid_text(const IdBytes& bytes);

/// The bytes of a UUID in its 36-character form (either case), or nothing when it is not one.
std::optional<IdBytes> parse_uuid(std::string_view text);

template <class Tag>
class Id {
 public:
  /// The nil identifier: names nothing.
  Id() = default;
  explicit Id(const IdBytes& bytes) : bytes_(bytes) {}

  static std::optional<Id> parse(std::string_view text) {
    auto bytes = parse_uuid(text);
    if (!bytes) return std::nullopt;
    return Id(*bytes);
  }

  std::string text() const { return uuid_text(bytes_); }
  const IdBytes& bytes() const { return bytes_; }
  bool is_nil() const { return bytes_ == IdBytes{}; }

  auto operator<=>(const Id&) const = default;

 private:
  IdBytes bytes_{};
};

using UserId = Id<struct UserTag>;
using TeamId = Id<struct TeamTag>;
using MunicipalityId = Id<struct MunicipalityTag>;
using NeighbourhoodId = Id<struct NeighbourhoodTag>;
using GroupId = Id<struct GroupTag>;
using SpecialistId = Id<struct SpecialistTag>;
using ConsultationId = Id<struct ConsultationTag>;
using InvitationId = Id<struct InvitationTag>;
using MessageId = Id<struct MessageTag>;
using SessionId = Id<struct SessionTag>;
using ReviewId = Id<struct ReviewTag>;
using DraftId = Id<struct DraftTag>;
using JoiningId = Id<struct JoiningTag>;
using CalendarId = Id<struct CalendarTag>;
using AppointmentId = Id<struct AppointmentTag>;
using PasskeyId = Id<struct PasskeyTag>;

}  // namespace expertise
