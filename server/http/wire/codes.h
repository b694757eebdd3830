// Choices that only the API has, with their codes.
#pragma once

#include "server/domain/code.h"
#include "server/store/store.h"

namespace expertise {

namespace http {

/// What the caller is to the consultations of a list.
enum class Relation { asked, invited };

enum class Decision { accept, decline };

/// Said along with what cannot be undone.
enum class Confirmation { erase };

}  // namespace http

template <>
inline constexpr CodeTable<OwnAccess, 2> codes<OwnAccess>{
    {{OwnAccess::by_me, "by_me"}, {OwnAccess::to_my_questions, "to_my_questions"}}};

template <>
inline constexpr CodeTable<http::Relation, 2> codes<http::Relation>{
    {{http::Relation::asked, "asked"}, {http::Relation::invited, "invited"}}};

template <>
inline constexpr CodeTable<http::Decision, 2> codes<http::Decision>{
    {{http::Decision::accept, "accept"}, {http::Decision::decline, "decline"}}};

template <>
inline constexpr CodeTable<http::Confirmation, 1> codes<http::Confirmation>{
    {{http::Confirmation::erase, "erase"}}};

template <>
inline constexpr CodeTable<ConsultationOrder, 2> codes<ConsultationOrder>{
    {{ConsultationOrder::newest_first, "newest_first"},
     {ConsultationOrder::deadline_first, "deadline_first"}}};

}  // namespace expertise
