#include "server/pool/consultation_texts.h"

#include <algorithm>
#include <array>

#include "server/domain/personal_data.h"
#include "server/domain/text.h"

namespace expertise {

namespace {

struct AdvicePart {
  const char* name;
  const char* place;
  std::string Advice::*value;
  std::size_t least;
};

constexpr std::array advice_parts{
    AdvicePart{"advice", "/advice", &Advice::advice, 1},
    AdvicePart{"for_asker", "/forAsker", &Advice::for_asker, 0},
    AdvicePart{"for_resident", "/forResident", &Advice::for_resident, 0},
    AdvicePart{"follow_up", "/followUp", &Advice::follow_up, 0},
    AdvicePart{"other_expertise", "/otherExpertise", &Advice::other_expertise, 0},
    AdvicePart{"responsibility", "/responsibility", &Advice::responsibility, 0},
    AdvicePart{"contact", "/contact", &Advice::contact, 0},
};

struct ClosingPart {
  const char* name;
  const char* place;
  std::string ClosingTexts::*value;
};

constexpr std::array closing_table{
    ClosingPart{"referred_to", "/referredTo", &ClosingTexts::referred_to},
    ClosingPart{"budget_purpose", "/tailoredBudget/purpose", &ClosingTexts::budget_purpose},
    ClosingPart{"budget_obstacle", "/tailoredBudget/obstacle", &ClosingTexts::budget_obstacle},
    ClosingPart{"note", "/note", &ClosingTexts::note},
};

}  // namespace

std::string at_index(const std::string& place, std::size_t index) {
  return place + "/" + std::to_string(index);
}

bool check_count(std::size_t count, std::size_t most, const std::string& place,
                 std::vector<Fault>& found) {
  if (count <= most) return true;
  found.push_back({place, "too_many", {{"limit", std::to_string(most)}}});
  return false;
}

void check_case_text(const std::string& text, const std::string& place, std::vector<Fault>& found) {
  check_text(text, {1, ConsultationLimits::text_characters, TextShape::text}, place, found);
}

void check_note(const std::string& text, std::size_t least, const std::string& place,
                std::vector<Fault>& found) {
  check_text(text, {least, ConsultationLimits::short_text_characters, TextShape::text}, place,
             found);
}

void check_own_reference(const std::string& text, const std::string& place,
                         std::vector<Fault>& found) {
  std::size_t before = found.size();
  check_text(text, {0, ConsultationLimits::own_reference_characters}, place, found);
  if (found.size() > before) return;
  for (const Finding& finding : find_personal_data(text)) {
    if (finding.kind != PersonalDataKind::bsn && finding.kind != PersonalDataKind::name) continue;
    found.push_back({place, "personal_data", {{"kind", std::string(code(finding.kind))}}});
    return;
  }
}

CaseText sound_text(const std::string& text) {
  std::vector<Fault> found;
  check_case_text(text, "/text", found);
  if (!found.empty()) throw Refusal(std::move(found));
  return CaseText::of(text);
}

CaseText sound_advice(const Advice& advice) {
  std::vector<Fault> found;
  CaseText::Parts parts;
  for (const AdvicePart& part : advice_parts) {
    const std::string& value = advice.*part.value;
    check_text(value, {part.least, ConsultationLimits::advice_part_characters, TextShape::text},
               part.place, found);
    if (!trimmed(value).empty()) parts[part.name] = value;
  }
  if (advice.minutes) check_minutes(*advice.minutes, "/minutes", found);
  if (!found.empty()) throw Refusal(std::move(found));
  return CaseText(std::move(parts));
}

void check_closing(const ClosingTexts& texts, std::vector<Fault>& found) {
  for (const ClosingPart& part : closing_table) {
    check_note(texts.*part.value, 0, part.place, found);
  }
}

CaseText closing_parts(const ClosingTexts& texts) {
  CaseText::Parts parts;
  for (const ClosingPart& part : closing_table) {
    const std::string& value = texts.*part.value;
    if (!trimmed(value).empty()) parts[part.name] = value;
  }
  return CaseText(std::move(parts));
}

}  // namespace expertise
