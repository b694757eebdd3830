#include "server/http/wire/closure.h"

#include <nlohmann/json.hpp>

namespace expertise::http {

namespace {

using nlohmann::json;

struct ClosureLimits {
  static constexpr int value_least = 1;
  static constexpr int value_most = 5;
  static constexpr int minutes = 6000;
  static constexpr int cents = 10'000'000;
  static constexpr TextLimits text{0, ConsultationLimits::short_text_characters, TextShape::text};
};

/// `texts` is null where no case text is expected.
Closure read_parts(ObjectReader& object, ClosingTexts* texts) {
  using Limits = ClosureLimits;
  Closure read;
  read.result = object.choice<Result>("result");
  read.value_for_resident =
      object.number("valueForResident", Limits::value_least, Limits::value_most);
  read.value_for_asker = object.number("valueForAsker", Limits::value_least, Limits::value_most);
  read.minutes = object.number("minutes", 0, Limits::minutes);
  read.referral_avoided = object.flag("referralAvoided", false);
  if (auto budget = object.optional_object("tailoredBudget")) {
    read.tailored_budget_cents = budget->number("amountCents", 0, Limits::cents);
    if (texts) {
      texts->budget_purpose = budget->text("purpose", Limits::text);
      texts->budget_obstacle = budget->text("obstacle", Limits::text);
    }
  }
  if (texts) {
    texts->referred_to = object.text("referredTo", Limits::text);
    texts->note = object.text("note", Limits::text);
  }
  return read;
}

}  // namespace

json closure_json(const Closure& closure) {
  json made = {{"result", code(closure.result)},
               {"valueForResident", closure.value_for_resident},
               {"valueForAsker", closure.value_for_asker},
               {"minutes", closure.minutes},
               {"referralAvoided", closure.referral_avoided}};
  if (closure.tailored_budget_cents) {
    made["tailoredBudget"] = {{"amountCents", *closure.tailored_budget_cents}};
  }
  return made;
}

Closure read_closure(ObjectReader& object) { return read_parts(object, nullptr); }

std::pair<Closure, ClosingTexts> read_closing(ObjectReader& object) {
  ClosingTexts texts;
  Closure closure = read_parts(object, &texts);
  return {std::move(closure), std::move(texts)};
}

}  // namespace expertise::http
