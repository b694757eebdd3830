// Which texts cannot be understood, and why not.
#include "search/readable.h"

#include <catch2/catch.hpp>
#include <string>

#include "search/lexicon.h"
#include "search/question.h"

using namespace expertise::search;

TEST_CASE("ordinary questions can be read, also short, sloppy and full of abbreviations") {
  for (const char* text :
       {"schulden", "LVB", "OM", "Jongen wordt over vier maanden 18, LVB, begeleiding stopt.",
        "mw heeft schulden, post ongeopend, wil geen hulp. Graag advies",
        "Hr. Yılmaz en mw. Öztürk zoeken dagbesteding voor zoon met ASS",
        "moedr heefd schulde en opent de post niet", "wie weet iets van AMV en IND",
        "Mevrouw spreekt alleen Turks, vergeet steeds meer en is twee keer gevallen"}) {
    INFO(text);
    CHECK(readable(text) == Readable::yes);
  }
}

TEST_CASE("work notes of abbreviations and lines with slips can be read") {
  for (const char* text :
       {"mw heeft LVB, NAH, PTSS, OTS kids, RvK, CJG betr.",
        "dhr ivm NAH via CJG, POH GGZ betr., mw OTS, Rvk mld",
        "mvr heft shulden en kan de huurr niet betaln, wrdt dk dakloss",
        "zoon komd nit meer buten en wil geen hulpp, vadr weet het ook niet",
        "jngen vn 15 spijbld en drigt vn schl te wordn gestrd, moedr kan het niet"}) {
    INFO(text);
    CHECK(readable(text) == Readable::yes);
  }
}

TEST_CASE("what has no words, too few letters or only small words is told apart") {
  for (const char* text : {"", "   ", "😀😀", "?!…", "12345 - 678", "---|---|---"}) {
    INFO(text);
    CHECK(readable(text) == Readable::no_words);
  }
  for (const char* text : {"x", "a?", "é"}) {
    INFO(text);
    CHECK(readable(text) == Readable::too_short);
  }
  for (const char* text : {"de het een", "en toen was het er niet"}) {
    INFO(text);
    CHECK(readable(text) == Readable::small_words);
  }
}

TEST_CASE("what says nothing is told from what may say something") {
  const auto vocabulary = seed_vocabulary();
  for (const char* text : {"", "a", "?!", "de het een", "en toen was het er niet"}) {
    INFO(text);
    CHECK(says_nothing(text, *vocabulary));
  }
  for (const char* text :
       {"OM", "schulden", "de post", "My mother has debts and no money at all"}) {
    INFO(text);
    CHECK_FALSE(says_nothing(text, *vocabulary));
  }
  // A page that opens with signs may say something further on.
  CHECK_FALSE(says_nothing(std::string(6'000, '-') + " moeder heeft schulden", *vocabulary));
}

TEST_CASE("what is judged to have no words and what nobody is found by are the same") {
  const auto vocabulary = seed_vocabulary();
  CHECK(readable(std::string(7'000, '\n') + "schulden en huurachterstand") == Readable::yes);
  for (const char* text : {"12345 - 678", "18", "2026", "18:30"}) {
    INFO(text);
    CHECK(readable(text, *vocabulary) == Readable::no_words);
    CHECK(says_nothing(text, *vocabulary));
  }
  std::string figures;
  for (int i = 0; i < 6'666; ++i) figures += "18 ";
  for (const std::string& text : {std::string("113"), std::string("18-/18+"), figures}) {
    CHECK(readable(text, *vocabulary) == Readable::yes);
    CHECK_FALSE(says_nothing(text, *vocabulary));
  }
  CHECK(readable("Ze wil er niet meer zijn", *vocabulary) == Readable::yes);
  CHECK(readable("de het een", *vocabulary) == Readable::small_words);
  CHECK(readable("x", *vocabulary) == Readable::too_short);
}

TEST_CASE("small words that tell of danger together are heard") {
  const auto vocabulary = seed_vocabulary();
  for (const char* text : {"Ze wil er niet meer zijn", "Mevrouw zegt dat ze er niet meer wil zijn",
                           "Hij zegt er niet meer te willen zijn", "zichzelf iets aan te doen"}) {
    INFO(text);
    CHECK_FALSE(says_nothing(text, *vocabulary));
    CHECK(understand(text, *vocabulary).acute_danger);
  }
  for (const AcutePhrase& phrase : acute_phrases()) {
    if (phrase.innocent) continue;
    std::string line;
    for (const std::string& word : phrase.words) line += word + " ";
    INFO(line);
    CHECK_FALSE(says_nothing(line, *vocabulary));
  }
}

TEST_CASE("another language is recognised as such") {
  for (const char* text :
       {"My mother has debts and she does not open her letters anymore, what should I do?",
        "Annemin borçları var ve mektuplarını açmıyor, ne yapmalıyım?",
        "والدتي لديها ديون ولا تفتح رسائلها، ماذا أفعل؟",
        "Moja mama ma długi i nie otwiera listów, co mam zrobić?",
        "Ma mère a des dettes et elle n'ouvre plus ses lettres, que dois-je faire en ce moment?",
        "Mi madre tiene deudas y no abre las cartas, ¿qué puedo hacer de momento?",
        "Hooyaday deymo ayay leedahay mana furto warqadaha, maxaan sameeyaa?",
        "Meine Mutter hat Schulden und öffnet ihre Briefe nicht mehr, was soll ich machen?"}) {
    INFO(text);
    CHECK(readable(text) == Readable::not_dutch);
  }
}

TEST_CASE("a table or a page pasted in is read by its words") {
  CHECK(readable("Naam\tProbleem\nMoeder\tschulden\nZoon\tverzuim op school") == Readable::yes);
  CHECK(
      readable("<table><tr><td onclick=\"x()\">Moeder heeft <b>schulden</b>&nbsp;</td></tr></table>"
               "<script>alert(1)</script>") == Readable::yes);
  CHECK(readable("inkomen < norm, huur > toeslag, moeder weet het niet meer") == Readable::yes);
  CHECK(readable("<p>Moeder heeft <b>schulden</b> en opent de post niet.</p>") == Readable::yes);
  std::string long_text;
  while (long_text.size() < 20'000) long_text += "Meneer heeft schulden en de post ligt er nog. ";
  CHECK(readable(long_text) == Readable::yes);
}
