// Passages show where a text answers a question.
#include "search/passage.h"

#include <catch2/catch.hpp>
#include <string>

using namespace expertise::search;

namespace {

Understood ask(const std::string& text) { return understand(text, *seed_vocabulary()); }

std::string joined(const std::vector<Segment>& segments) {
  std::string text;
  for (const Segment& segment : segments) text += segment.text;
  return text;
}

std::vector<std::string> marked(const std::vector<Segment>& segments) {
  std::vector<std::string> result;
  for (const Segment& segment : segments) {
    if (segment.marked) result.push_back(segment.text);
  }
  return result;
}

}  // namespace

TEST_CASE("words that match by stem or part are marked as they are written") {
  const auto found =
      passage("Ik help bij Schulden, ook bij woonoverlast.", ask("schuld en overlast"));
  CHECK(marked(found) == std::vector<std::string>{"Schulden", "woonoverlast"});
  CHECK(joined(found) == "Ik help bij Schulden, ook bij woonoverlast.");
}

TEST_CASE("two compounds that share only a part do not match") {
  CHECK(marked(passage("Ik doe rouwhulp.", ask("schuldhulp"))).empty());
}

TEST_CASE("the passage is where most of the question is answered") {
  std::string text(600, ' ');
  for (std::size_t i = 0; i < text.size(); i += 6) text.replace(i, 5, "tekst");
  text += "Hier gaat het over schulden en gokken. ";
  for (int i = 0; i < 100; ++i) text += "tekst ";
  const auto found = passage(text, ask("gokken en schulden"), 120);
  CHECK(marked(found) == std::vector<std::string>{"schulden", "gokken"});
  CHECK(joined(found).starts_with("… "));
  CHECK(joined(found).ends_with(" …"));
  CHECK(joined(found).size() < 140);
}

TEST_CASE("without a match the passage is the beginning") {
  const auto found = passage("Een twee drie vier vijf zes", ask("schulden"), 12);
  REQUIRE_FALSE(found.empty());
  CHECK(joined(found).starts_with("Een twee"));
  CHECK(marked(found).empty());
}

TEST_CASE("an empty text or question gives an empty or unmarked passage") {
  CHECK(passage("", ask("schulden")).empty());
  CHECK(marked(passage("Over schulden", ask(""))).empty());
  CHECK(passage("😀", ask("schulden")).empty());
}

TEST_CASE("characters of several bytes are never cut") {
  const auto found = passage("éééé éééé éééé schüld éééé", ask("schuld"), 9);
  for (const Segment& segment : found) {
    CHECK((static_cast<unsigned char>(segment.text.front()) & 0xC0U) != 0x80U);
  }
  CHECK(marked(found) == std::vector<std::string>{"schüld"});
}

TEST_CASE("matched words are the question's own, each once, in its order") {
  CHECK(matched_words("Schuldhulpverlening bij gokverslaving",
                      ask("gokken geeft schulden, schulden!")) ==
        std::vector<std::string>{"schulden"});
  CHECK(matched_words("", ask("schulden")).empty());
}

TEST_CASE("of a compound that does not stand in the text, the part that does is named") {
  using Words = std::vector<std::string>;
  CHECK(matched_words("Verslaving van dichtbij.", ask("Koopverslaving?")) == Words{"verslaving"});
  CHECK(matched_words("Ik help bij verslavingen.", ask("gameverslaving, verslaving")) ==
        Words{"verslaving"});
  CHECK(matched_words("Koopverslaving.", ask("Koopverslaving")) == Words{"Koopverslaving"});
  CHECK(matched_words("Schuld en hulpverlening, hulp.", ask("schuldhulpverlening")) ==
        Words{"schuld", "hulpverlening"});
}

TEST_CASE("a part that says nothing is not named, and a compound of the text names its part") {
  CHECK(matched_words("Voor de nieuwe dag.", ask("dagbesteding")).empty());
  CHECK(matched_words("Woonoverlast", ask("Overlast")) == std::vector<std::string>{"Overlast"});
}
