// Finding personal data: what is found is whole characters inside the text, in order and apart, and
// replacing takes exactly that out.
#include <algorithm>

#include "server/domain/personal_data.h"
#include "server/domain/personal_placeholders.h"
#include "server/domain/text.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise;
using fuzz::holds;

void check_places(std::string_view text, const std::vector<Finding>& findings, bool is_whole) {
  std::size_t at = 0;
  for (const Finding& each : findings) {
    holds(each.begin >= at, "findings are in order and apart");
    holds(each.begin < each.end && each.end <= text.size(), "a finding lies inside the text");
    holds(!is_whole || (fuzz::is_boundary(text, each.begin) && fuzz::is_boundary(text, each.end)),
          "a finding is whole characters");
    at = each.end;
  }
}

// The text around the findings is all there, and a word in brackets in the place of each.
void check_replaced(std::string_view text, const std::vector<Finding>& findings,
                    std::string_view replaced) {
  std::size_t at = 0;
  for (const Finding& each : findings) {
    const std::string_view kept = text.substr(at, each.begin - at);
    holds(replaced.substr(0, kept.size()) == kept, "what was not found stays");
    replaced.remove_prefix(kept.size());
    holds(replaced.starts_with('['), "something stands in the place of a finding");
    const std::size_t close = replaced.find(']');
    holds(close != std::string_view::npos, "what stands in the place of a finding is closed");
    replaced.remove_prefix(close + 1);
    at = each.end;
  }
  holds(replaced == text.substr(at), "what stands behind the last finding stays");
}

void check_placeholders(std::string_view text) {
  std::size_t at = 0;
  for (const Placeholder& each : find_placeholders(text)) {
    holds(each.begin >= at && each.begin < each.end && each.end <= text.size(),
          "placeholders are in order, apart and inside the text");
    holds(text[each.begin] == '[' && text[each.end - 1] == ']', "a placeholder has its brackets");
    at = each.end;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const bool is_whole = is_utf8(text);
  const std::vector<Finding> findings = find_personal_data(text);
  check_places(text, findings, is_whole);
  holds(findings == find_personal_data(text), "the same is found each time");
  const std::string replaced = replace(text, findings);
  holds(!is_whole || is_utf8(replaced), "the replaced text is whole characters");
  check_replaced(text, findings, replaced);
  check_placeholders(text);

  const std::string without = without_personal_data(text, findings);
  holds(without.size() == text.size(), "blanks are as long as what they stand for");
  holds(!is_whole || is_utf8(without), "the text without it is whole characters");
  const std::string hidden = hidden_personal_data(text, findings);
  holds(hidden.size() == text.size(), "signs are as long as what they stand for");
  // No text that is accepted has this one.
  if (text.find('\x1a') == std::string_view::npos) {
    holds(shown_personal_data(hidden, text, hidden) == text, "what was hidden can be shown");
  }
  return 0;
}
