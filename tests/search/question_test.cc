// How questions are understood.
#include "search/question.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "search/passage.h"

using namespace expertise::search;

namespace {

Understood ask(const std::string& text, const std::vector<std::string>& places = {}) {
  return understand(text, *seed_vocabulary(), places);
}

const Aspect* aspect(const Understood& question, const std::string& topic) {
  const auto found = std::find_if(question.aspects.begin(), question.aspects.end(),
                                  [&](const Aspect& each) { return each.topic == topic; });
  return found == question.aspects.end() ? nullptr : &*found;
}

double weight(const Understood& question, const std::string& topic) {
  for (const TopicWeight& each : question.topics) {
    if (each.topic == topic) return each.weight;
  }
  return 0;
}

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

Vocabulary small() {
  Topic addiction;
  addiction.term = "verslaving";
  addiction.synonyms = {"drugsgebruik"};
  addiction.signs = {"gebruikt elke dag"};
  Topic income;
  income.term = "inkomen";
  income.signs = {"heeft geen inkomen meer"};
  Topic grief;
  grief.term = "rouw";
  grief.signs = {"mist zijn overleden vrouw"};
  return Vocabulary({addiction, income, grief});
}

}  // namespace

TEST_CASE("a topic that is named outright is a certain aspect with its words") {
  const Understood question = ask("Wie weet iets van huurachterstand?");
  const Aspect* found = aspect(question, "huurachterstand");
  REQUIRE(found != nullptr);
  CHECK(found->certain);
  CHECK_FALSE(found->negated);
  CHECK(found->words == std::vector<std::string>{"huurachterstand"});
}

TEST_CASE("an aspect says which words brought it") {
  const Understood question = ask("Kind van acht plast nog in bed");
  REQUIRE_FALSE(question.aspects.empty());
  CHECK(question.aspects.front().topic == "zindelijkheidsproblemen");
  CHECK(has(question.aspects.front().words, "plast"));
}

TEST_CASE("what the question says is not the matter is not looked for") {
  const Vocabulary vocabulary = small();
  for (const char* text : {"Rouw na overlijden, geen verslaving", "Rouw. Verslaving is het niet.",
                           "Rouw zonder drugsgebruik", "rouw, niet echt verslaving"}) {
    INFO(text);
    const Understood question = understand(text, vocabulary);
    const Aspect* addiction = aspect(question, "verslaving");
    REQUIRE(addiction != nullptr);
    CHECK(addiction->negated);
    CHECK(weight(question, "verslaving") == 0);
    CHECK(weight(question, "rouw") > 0);
    CHECK(matched_words("verslaving en drugsgebruik", question).empty());
    CHECK(describe(question).find("Niet over verslaving") != std::string::npos);
  }
}

TEST_CASE("what is denied may be said in many ways") {
  for (const char* text :
       {"geen verslaving meer", "zonder verslaving", "er is geen sprake van verslaving",
        "geen aanwijzingen voor een verslaving", "van verslaving is geen sprake",
        "verslaving is uitgesloten", "verslaving speelt niet", "verslaving is niet aan de orde",
        "Geen rouw of verslaving", "geen rouw, inkomen of verslaving",
        "geen rouw en geen verslaving"}) {
    INFO(text);
    const Understood question = understand(text, small());
    const Aspect* addiction = aspect(question, "verslaving");
    REQUIRE(addiction != nullptr);
    CHECK(addiction->negated);
  }
  for (const char* text :
       {"geen rouw, wel verslaving", "geen rouw maar verslaving", "verslaving is niet uitgesloten",
        "verslaving, geen rouw", "geen rouw, verslaving is het probleem"}) {
    INFO(text);
    const Understood question = understand(text, small());
    const Aspect* addiction = aspect(question, "verslaving");
    REQUIRE(addiction != nullptr);
    CHECK_FALSE(addiction->negated);
  }
}

TEST_CASE("a sign with another negation does not make the lack of a thing a sign") {
  Topic debts;
  debts.term = "schulden";
  debts.signs = {"weet niet hoeveel schulden hij heeft"};
  const Understood question = understand("Hij heeft geen schulden", Vocabulary({debts}));
  REQUIRE(aspect(question, "schulden") != nullptr);
  CHECK(aspect(question, "schulden")->negated);
}

TEST_CASE("a thing that there is none of is not looked for, unless its lack is a sign") {
  CHECK(understand("Drinkt, maar gebruikt geen paddenstoelen", small()).affirmed.find("padden") ==
        std::string::npos);
  CHECK(understand("Heeft geen vast inkomen", small()).affirmed.find("inkomen") !=
        std::string::npos);
}

TEST_CASE("what is named outright is an aspect, however much the text says of another") {
  const Understood question =
      ask("Mevrouw heeft schulden. Haar man heeft dementie. De zoon heeft autisme. Er is huiselijk "
          "geweld. Dochter verzuimt van school, schoolverzuim.");
  for (const char* topic :
       {"schulden", "dementie", "autisme", "huiselijk-geweld", "schoolverzuim"}) {
    INFO(topic);
    REQUIRE(aspect(question, topic) != nullptr);
    CHECK(aspect(question, topic)->certain);
  }
  CHECK(weight(ask("Er is huiselijk geweld en dementie."), "dementie") > 0.05);
}

TEST_CASE("what is happening now and may kill is danger") {
  for (const char* text :
       {"Hij heeft een mes en bedreigt zijn moeder nu", "Hij slaat haar op dit moment",
        "Ze heeft pillen ingenomen", "Er is brand", "Vader dreigt de kinderen iets aan te doen",
        "Ze staat op het spoor", "Meneer ligt al twee dagen op de grond en reageert niet"}) {
    INFO(text);
    CHECK(ask(text).acute_danger);
  }
  CHECK_FALSE(ask("Hij reageert niet op brieven en heeft schulden").acute_danger);
  CHECK_FALSE(ask("De trein rijdt over het spoor achter het huis").acute_danger);
}

TEST_CASE("a likeness of a word or two is no aspect") {
  for (const char* text : {"24 jaar", "Wie kan mij hier iets over zeggen"}) {
    INFO(text);
    CHECK(ask(text).aspects.empty());
  }
}

TEST_CASE("a negation does not reach into the next clause") {
  const Understood question = understand("Er is geen geld, verslaving speelt wel", small());
  const Aspect* addiction = aspect(question, "verslaving");
  REQUIRE(addiction != nullptr);
  CHECK_FALSE(addiction->negated);
}

TEST_CASE("where the lack is the problem, a negation takes nothing away") {
  const Understood question = understand("Meneer heeft geen inkomen", small());
  const Aspect* income = aspect(question, "inkomen");
  REQUIRE(income != nullptr);
  CHECK_FALSE(income->negated);
}

TEST_CASE("a topic both named and denied stays") {
  const Understood question =
      understand("Geen verslaving zegt hij, maar verslaving lijkt het wel", small());
  CHECK(weight(question, "verslaving") > 0);
}

TEST_CASE("what is long ago, over, or in other hands is only mentioned") {
  const Vocabulary vocabulary = small();
  for (const char* text :
       {"Rouw; verslaving is al opgelost", "Rouw. Moeder had vroeger een verslaving",
        "Rouw, in het verleden drugsgebruik", "Rouw. Jaren geleden verslaving, maar nu rouw",
        "Rouw. De verslaving is achter de rug.",
        "Rouw; voor zijn verslaving is hij al in behandeling",
        "Rouw; verslaving loopt al via de huisarts", "Rouw, eerdere verslaving",
        "Rouw. Aangemeld door verslaving Utrecht voor rouw"}) {
    INFO(text);
    const Understood question = understand(text, vocabulary);
    const Aspect* addiction = aspect(question, "verslaving");
    REQUIRE(addiction != nullptr);
    CHECK(addiction->mentioned);
    CHECK_FALSE(addiction->negated);
    const Aspect* grief = aspect(question, "rouw");
    REQUIRE(grief != nullptr);
    CHECK_FALSE(grief->mentioned);
    CHECK(describe(question).find("Zijdelings genoemd: verslaving.") != std::string::npos);
  }
}

TEST_CASE("what goes on, comes back or is not settled is asked, not mentioned") {
  const Vocabulary vocabulary = small();
  for (const char* text :
       {"Vroeger verslaving en nu weer verslaving", "De verslaving is nog niet opgelost",
        "Sinds vorige week verslaving", "Al drie jaar verslaving", "Vroeger rijk, nu verslaving",
        "De verslaving loopt al jaren uit de hand", "Verwezen door de huisarts voor verslaving",
        "Begeleiding bij verslaving wordt afgerond", "Heeft verslaving en vroeger werk"}) {
    INFO(text);
    const Understood question = understand(text, vocabulary);
    const Aspect* addiction = aspect(question, "verslaving");
    REQUIRE(addiction != nullptr);
    CHECK_FALSE(addiction->mentioned);
  }
}

TEST_CASE("ages are read from the places where people write them") {
  const auto age = [](const std::string& text) { return ask(text).age; };
  CHECK(age("man van 52 met schulden") == AgeBand{52, 52});
  CHECK(age("meisje, 15 jaar") == AgeBand{15, 15});
  CHECK(age("Man (31), beschermd wonen") == AgeBand{31, 31});
  CHECK(age("een 58-jarige vrouw") == AgeBand{58, 58});
  CHECK(age("hij 79, zij 72") == AgeBand{72, 79});
  CHECK(age("twee broers van in de zestig") == AgeBand{60, 69});
  CHECK(age("peuter slaat andere kinderen") == AgeBand{0, 17});
  CHECK(age("eenzame ouderen") == AgeBand{65, 120});
}

TEST_CASE("amounts, durations and dates are no ages") {
  for (const char* text :
       {"schuld van 900 euro", "al 3 jaar in de bijstand", "30 uur per week",
        "sinds 12 maart thuis", "twee jaar geleden gescheiden", "340 euro huur"}) {
    INFO(text);
    CHECK_FALSE(ask(text).age.has_value());
  }
}

TEST_CASE("an eighteenth birthday that comes near is noticed") {
  CHECK(ask("wordt over vier maanden 18").days_until_eighteen == 120);
  CHECK(ask("is over 6 weken 18").days_until_eighteen == 42);
  CHECK(ask("wordt bijna 18").days_until_eighteen == 60);
  CHECK(ask("jongen van 17 met LVB").days_until_eighteen == 365);
  CHECK_FALSE(ask("man van 52").days_until_eighteen.has_value());
}

TEST_CASE("an eighteenth birthday without a date is noticed too") {
  for (const char* text :
       {"hij wordt in maart 18 en de begeleiding stopt", "als ze 18 wordt stopt alles",
        "voor zijn 18e moet er een plan zijn", "rond haar achttiende verjaardag",
        "hij wordt dit jaar 18", "meisje van zeventien jaar"}) {
    INFO(text);
    CHECK(ask(text).days_until_eighteen == 365);
  }
  for (const char* text :
       {"drinkt sinds zijn 18e", "hij wordt 18 uur per week begeleid", "op 18 maart wordt gebeld",
        "er wordt door 18 mensen geklaagd", "heeft 18 katten"}) {
    INFO(text);
    CHECK_FALSE(ask(text).days_until_eighteen.has_value());
  }
}

TEST_CASE("a birthday of days away is not said to be a month away") {
  CHECK(describe(ask("hij wordt morgen 18")).find("Wordt binnen een maand 18.") !=
        std::string::npos);
}

TEST_CASE("each age that is given as a number is kept") {
  CHECK(ask("zoon van 17 en moeder van 52").ages == std::vector<int>{17, 52});
  CHECK(ask("broers van 12 en 17").ages == std::vector<int>{12, 17});
  CHECK(ask("ze is net 18 geworden").ages == std::vector<int>{18});
  CHECK(ask("jongeren van 16 tot 27 jaar").ages == std::vector<int>{16, 27});
  CHECK(ask("kinderen van 4 tot 12").ages == std::vector<int>{4, 12});
  CHECK(ask("mensen tussen 18 en 27 jaar").ages == std::vector<int>{18, 27});
  CHECK(ask("jongen van zestien jaar").ages == std::vector<int>{16});
  CHECK(ask("jongeren met schulden").ages.empty());
}

TEST_CASE("written age groups become years") {
  CHECK(read_age_group("4-12") == AgeBand{4, 11});
  CHECK(read_age_group("16-27") == AgeBand{16, 26});
  CHECK(read_age_group("65+") == AgeBand{65, 120});
  CHECK(read_age_group("18 jaar en ouder") == AgeBand{18, 120});
  CHECK(read_age_group("volwassenen") == AgeBand{18, 120});
  CHECK(read_age_group("jeugd") == AgeBand{0, 17});
  CHECK_FALSE(read_age_group("").has_value());
  CHECK_FALSE(read_age_group("xyz").has_value());
  CHECK_FALSE(read_age_group("99999999999-4").has_value());
}

TEST_CASE("laws named in the text come first") {
  const Understood question = ask("valt dit onder de Wlz of de wmo?");
  REQUIRE(question.laws.size() >= 2);
  CHECK(has({question.laws[0], question.laws[1]}, "Wlz"));
  CHECK(has({question.laws[0], question.laws[1]}, "Wmo 2015"));
}

TEST_CASE("languages are recognised by name, country and people, Dutch never") {
  CHECK(ask("Turks echtpaar").languages == std::vector<std::string>{"tr"});
  CHECK(has(ask("gezin uit Eritrea spreekt Tigrinya").languages, "ti"));
  CHECK(ask("spreekt goed Nederlands").languages.empty());
  CHECK(language_code("Engels") == "en");
  CHECK(language_code("en") == "en");
  CHECK(language_code("Klingon") == "klingon");
  CHECK(language_name("tr") == "Turks");
  CHECK(language_name("xx") == "xx");
}

TEST_CASE("only neighbourhoods that were given are recognised, as whole words") {
  const std::vector<std::string> places = {"Kruiskamp", "De Koppel"};
  CHECK(ask("gezin in kruiskamp", places).neighbourhoods == std::vector<std::string>{"Kruiskamp"});
  CHECK(ask("woont in de Koppel.", places).neighbourhoods == std::vector<std::string>{"De Koppel"});
  CHECK(ask("kruiskampioen", places).neighbourhoods.empty());
  CHECK(ask("gezin in kruiskamp").neighbourhoods.empty());
}

TEST_CASE("urgency and danger for life are noticed, daily trouble is not") {
  CHECK(ask("graag vandaag nog reactie").urgent);
  CHECK_FALSE(ask("schulden").urgent);
  CHECK(ask("ze zegt dat ze niet verder kan, suicide genoemd").acute_danger);
  CHECK(ask("hij dreigt met een mes").acute_danger);
  CHECK(ask("gisteren zei hij dat hij niet meer wil leven").acute_danger);
  CHECK(ask("er lag een afscheidsbrief op tafel").acute_danger);
  CHECK(ask("moeder zegt dat ze uit het leven wil stappen").acute_danger);
  CHECK(ask("ze heeft suïcidale gedachten").acute_danger);
  CHECK(ask("Hij heeft haar de keel dichtgeknepen").acute_danger);
  CHECK(ask("hij dreigt het huis in brand te steken").acute_danger);
  CHECK_FALSE(ask("ruzie met de buren over de heg").acute_danger);
  CHECK_FALSE(ask("ze laat de telefoon ophangen als de bewindvoerder belt").acute_danger);
  CHECK_FALSE(ask("het is mooi geweest met al die formulieren").acute_danger);
  CHECK_FALSE(ask("het kan zo niet door met de overlast").acute_danger);
}

TEST_CASE("the asker can take a topic away and add one") {
  const Understood question = ask("schulden en eenzaamheid");
  REQUIRE(aspect(question, "eenzaamheid") != nullptr);
  const Understood less = without_topic(question, "eenzaamheid");
  CHECK(aspect(less, "eenzaamheid") == nullptr);
  CHECK(weight(less, "eenzaamheid") == 0);
  const Understood more = with_topic(less, "eenzaamheid", *seed_vocabulary());
  REQUIRE(aspect(more, "eenzaamheid") != nullptr);
  CHECK(aspect(more, "eenzaamheid")->certain);
  CHECK(weight(more, "eenzaamheid") > 0);
  CHECK(with_topic(less, "bestaat-niet", *seed_vocabulary()) == less);
}

TEST_CASE("the asker can take away each fact that was read, and it stays away") {
  const std::string text = "Graag vandaag nog: Turkse vrouw van 17 in Kruiskamp, pleegzorg en Wlz";
  const auto meant = [&](const Facets& removed) {
    return corrected(ask(text, {"Kruiskamp"}), {{}, {}, removed}, *seed_vocabulary());
  };
  const Understood read = meant({});
  CHECK(read == ask(text, {"Kruiskamp"}));
  CHECK(meant({.laws = {"Wlz"}}).laws != read.laws);
  CHECK_FALSE(has(meant({.laws = {"Wlz"}}).laws, "Wlz"));
  CHECK(meant({.languages = {"tr"}}).languages.empty());
  CHECK(meant({.neighbourhoods = {"Kruiskamp"}}).neighbourhoods.empty());
  CHECK_FALSE(meant({.urgency = true}).urgent);
  REQUIRE_FALSE(read.life_domains.empty());
  CHECK_FALSE(
      has(meant({.life_domains = read.life_domains}).life_domains, read.life_domains.front()));
  const Understood ageless = meant({.ages = {{17, 17}}});
  CHECK_FALSE(ageless.age.has_value());
  CHECK(ageless.ages.empty());
  CHECK_FALSE(ageless.days_until_eighteen.has_value());
  // Another age than the one that was taken away counts.
  CHECK(meant({.ages = {{16, 16}}}).age == AgeBand{17, 17});
}

TEST_CASE("life domains and laws follow the topics that are left, and those of the text stay") {
  const auto& vocabulary = *seed_vocabulary();
  const Understood question = ask("pleegzorg, valt dat onder de Wlz?");
  REQUIRE(has(question.laws, "Jeugdwet"));
  const Understood less = corrected(question, {{"schulden"}, {"pleegzorg"}, {}}, vocabulary);
  CHECK(has(less.laws, "Wlz"));
  CHECK(has(less.laws, "Wgs"));
  CHECK_FALSE(has(less.laws, "Jeugdwet"));
  CHECK(has(less.life_domains, "Financiën"));
}

TEST_CASE("danger cannot be taken away") {
  const Understood question = ask("hij dreigt met een mes");
  CHECK(corrected(question, {{}, {}, {.urgency = true}}, *seed_vocabulary()).acute_danger);
}

TEST_CASE("the description names what was understood") {
  const Understood question = ask("Turkse vrouw van 72 in Kruiskamp met dementie", {"Kruiskamp"});
  const std::string text = describe(question);
  CHECK(text.find("dementie") != std::string::npos);
  CHECK(text.find("72 jaar") != std::string::npos);
  CHECK(text.find("Turks") != std::string::npos);
  CHECK(text.find("Kruiskamp") != std::string::npos);
}

TEST_CASE("the description names haste, the birthday, life domains and what is not the matter") {
  const std::string text =
      describe(ask("Vandaag nog: jongen wordt over vier maanden 18, schulden. Geen verslaving. "
                   "Moeder had vroeger "
                   "een depressie."));
  for (const char* said : {"Gaat over ", "schulden", "Er is haast.", "over ongeveer 4 maanden 18.",
                           "Leefgebied: ", "Financiën", "Niet over verslaving",
                           "Wet: ", "Zijdelings genoemd: depressie."}) {
    INFO(text);
    CHECK(text.find(said) != std::string::npos);
  }
  CHECK(describe(ask("meisje van 17, pleegzorg")).find("binnen een jaar 18") != std::string::npos);
  CHECK(describe(ask("wordt over 14 maanden 18")).find("over ongeveer 14 maanden 18") !=
        std::string::npos);
}

TEST_CASE("strange questions are understood as nothing, without trouble") {
  for (const std::string text : {"", " ", "😀😀", "?!…", "\xff\xfe\x00", "de het een", "0"}) {
    const Understood question = ask(text);
    CHECK(question.topics.size() < 200);
    describe(question);
  }
  CHECK(ask("").empty());
  CHECK(describe(ask("")).empty());
  CHECK(ask("😀").aspects.empty());
}

TEST_CASE("a question of twenty thousand characters is understood") {
  std::string text;
  while (text.size() < 20'000) text += "Meneer heeft schulden, en de post ligt ongeopend. ";
  const Understood question = ask(text);
  CHECK(question.text.size() == text.size());
  CHECK_FALSE(question.aspects.empty());
  CHECK(question.aspects.size() <= 8);
}

TEST_CASE("what comes after the limit is not looked at, and no character is cut") {
  std::string text(max_question_bytes - 1, ' ');
  text += "é schulden";
  const Understood question = ask(text);
  CHECK(question.text.size() == max_question_bytes - 1);
  CHECK(question.aspects.empty());
}

TEST_CASE("what a question only may be about besides is told as that") {
  Understood question;
  question.text = "iets";
  question.aspects = {{"a", "schulden", {}, false, false, 1.0},
                      {"b", "huren", {}, false, false, 0.5},
                      {"c", "rouw", {}, false, false, 0.49},
                      {"d", "tolk", {}, false, true, 0.3}};
  CHECK(question.aspects[2].suspected());
  CHECK_FALSE(question.aspects[1].suspected());
  CHECK_FALSE(question.aspects[3].suspected());
  CHECK(describe(question) == "Gaat over schulden, huren en tolk. Misschien ook over rouw.");
}

TEST_CASE("what is named is an aspect, however much else a long text resembles") {
  const Understood question = understand(
      "Hij slaapt in zijn auto. De oudste krast in haar armen. De jongste plast weer in bed. De "
      "buren "
      "klagen over herrie. Zus durft de straat niet op. Genoemd zijn schulden, dementie, "
      "pleegzorg, "
      "doofblindheid, gokverslaving, laaggeletterdheid, obesitas en stotteren.",
      *seed_vocabulary());
  CHECK(question.aspects.size() == 8);
  CHECK(std::all_of(question.aspects.begin(), question.aspects.end(),
                    [](const Aspect& each) { return each.certain; }));
}
