#include "server/domain/specialist.h"

#include <algorithm>
#include <array>

#include "server/domain/local_time.h"
#include "server/domain/people.h"
#include "server/domain/text.h"

namespace expertise {

namespace {

struct NamedLanguage {
  std::string_view code;
  std::string_view dutch;
  std::string_view english;
};

// ISO 639-1, and 639-2 or 639-3 where there are no two letters. More rows for one code are other
// names of the same language.
constexpr std::array languages{
    NamedLanguage{"nl", "nederlands", "dutch"},
    NamedLanguage{"en", "engels", "english"},
    NamedLanguage{"ar", "arabisch", "arabic"},
    NamedLanguage{"ary", "marokkaans arabisch", "moroccan arabic"},
    NamedLanguage{"ary", "darija", "darija"},
    NamedLanguage{"tr", "turks", "turkish"},
    NamedLanguage{"ber", "berbers", "berber"},
    NamedLanguage{"ber", "tamazight", "amazigh"},
    NamedLanguage{"rif", "tarifit", "riffian"},
    NamedLanguage{"pl", "pools", "polish"},
    NamedLanguage{"fr", "frans", "french"},
    NamedLanguage{"de", "duits", "german"},
    NamedLanguage{"es", "spaans", "spanish"},
    NamedLanguage{"pt", "portugees", "portuguese"},
    NamedLanguage{"it", "italiaans", "italian"},
    NamedLanguage{"fy", "fries", "frisian"},
    NamedLanguage{"pap", "papiaments", "papiamento"},
    NamedLanguage{"pap", "papiamentu", "papiamentu"},
    NamedLanguage{"srn", "sranantongo", "sranan tongo"},
    NamedLanguage{"srn", "sranan", "sranan"},
    NamedLanguage{"hns", "sarnami", "sarnami hindustani"},
    NamedLanguage{"hns", "sarnami hindi", "caribbean hindustani"},
    NamedLanguage{"so", "somalisch", "somali"},
    NamedLanguage{"ti", "tigrinya", "tigrinya"},
    NamedLanguage{"ti", "tigrinja", "tigrigna"},
    NamedLanguage{"am", "amhaars", "amharic"},
    NamedLanguage{"om", "oromo", "oromo"},
    NamedLanguage{"prs", "dari", "dari"},
    NamedLanguage{"ps", "pasjtoe", "pashto"},
    NamedLanguage{"ps", "pashtu", "pashtu"},
    NamedLanguage{"fa", "perzisch", "persian"},
    NamedLanguage{"fa", "farsi", "farsi"},
    NamedLanguage{"ku", "koerdisch", "kurdish"},
    NamedLanguage{"kmr", "kurmanji", "kurmanji"},
    NamedLanguage{"ckb", "sorani", "sorani"},
    NamedLanguage{"ur", "urdu", "urdu"},
    NamedLanguage{"hi", "hindi", "hindi"},
    NamedLanguage{"ta", "tamil", "tamil"},
    NamedLanguage{"bn", "bengaals", "bengali"},
    NamedLanguage{"zh", "chinees", "chinese"},
    NamedLanguage{"zh", "mandarijn", "mandarin"},
    NamedLanguage{"yue", "kantonees", "cantonese"},
    NamedLanguage{"vi", "vietnamees", "vietnamese"},
    NamedLanguage{"th", "thai", "thai"},
    NamedLanguage{"id", "indonesisch", "indonesian"},
    NamedLanguage{"ms", "maleis", "malay"},
    NamedLanguage{"jv", "javaans", "javanese"},
    NamedLanguage{"tl", "tagalog", "tagalog"},
    NamedLanguage{"ja", "japans", "japanese"},
    NamedLanguage{"ko", "koreaans", "korean"},
    NamedLanguage{"ru", "russisch", "russian"},
    NamedLanguage{"uk", "oekraïens", "ukrainian"},
    NamedLanguage{"uk", "oekraiens", "ukrainian"},
    NamedLanguage{"ro", "roemeens", "romanian"},
    NamedLanguage{"bg", "bulgaars", "bulgarian"},
    NamedLanguage{"hu", "hongaars", "hungarian"},
    NamedLanguage{"cs", "tsjechisch", "czech"},
    NamedLanguage{"sk", "slowaaks", "slovak"},
    NamedLanguage{"sr", "servisch", "serbian"},
    NamedLanguage{"hr", "kroatisch", "croatian"},
    NamedLanguage{"bs", "bosnisch", "bosnian"},
    NamedLanguage{"sq", "albanees", "albanian"},
    NamedLanguage{"mk", "macedonisch", "macedonian"},
    NamedLanguage{"el", "grieks", "greek"},
    NamedLanguage{"hy", "armeens", "armenian"},
    NamedLanguage{"ka", "georgisch", "georgian"},
    NamedLanguage{"az", "azerbeidzjaans", "azerbaijani"},
    NamedLanguage{"he", "hebreeuws", "hebrew"},
    NamedLanguage{"lt", "litouws", "lithuanian"},
    NamedLanguage{"lv", "lets", "latvian"},
    NamedLanguage{"et", "estisch", "estonian"},
    NamedLanguage{"sv", "zweeds", "swedish"},
    NamedLanguage{"no", "noors", "norwegian"},
    NamedLanguage{"da", "deens", "danish"},
    NamedLanguage{"fi", "fins", "finnish"},
    NamedLanguage{"rom", "romani", "romani"},
    NamedLanguage{"rom", "romanes", "romanes"},
    NamedLanguage{"arc", "aramees", "aramaic"},
    NamedLanguage{"sw", "swahili", "swahili"},
    NamedLanguage{"ln", "lingala", "lingala"},
    NamedLanguage{"tw", "twi", "twi"},
    NamedLanguage{"yo", "yoruba", "yoruba"},
    NamedLanguage{"ig", "igbo", "igbo"},
    NamedLanguage{"ff", "fula", "fulah"},
    NamedLanguage{"rw", "kinyarwanda", "kinyarwanda"},
    NamedLanguage{"rn", "kirundi", "kirundi"},
    NamedLanguage{"af", "afrikaans", "afrikaans"},
    NamedLanguage{"kea", "kaapverdisch", "cape verdean creole"},
    NamedLanguage{"dse", "nederlandse gebarentaal", "dutch sign language"},
    NamedLanguage{"dse", "ngt", "ngt"},
};

// Every name in the table starts with a letter of ASCII.
std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Emergency and service numbers have three.
constexpr std::ptrdiff_t fewest_phone_digits = 3;

std::ptrdiff_t digits(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Checker {
 public:
  explicit Checker(std::vector<Fault>& found) : found_(found) {}

  void line(const std::string& value, std::size_t least, std::size_t most, std::string place) {
    check_text(value, {.least = least, .most = most}, std::move(place), found_);
  }
  void text(const std::string& value, std::size_t most, std::string place) {
    check_text(value, {.most = most, .shape = TextShape::text}, std::move(place), found_);
  }
  void list(const std::vector<std::string>& entries, std::string_view place) {
    if (!few_enough(entries.size(), place)) return;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto here = entries.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::find(entries.begin(), here, *here) != here) {
        found_.push_back({entry(place, i), "duplicate"});
      } else {
        line(*here, 1, SpecialistLimits::entry_characters, entry(place, i));
      }
    }
  }
  void date(const std::string& value, std::string place) {
    if (!value.empty() && !parse_local_date(value))
      found_.push_back({std::move(place), "not_a_date"});
  }
  bool few_enough(std::size_t count, std::string_view place) {
    if (count <= SpecialistLimits::list_entries) return true;
    found_.push_back({std::string(place),
                      "too_many",
                      {{"limit", std::to_string(SpecialistLimits::list_entries)}}});
    return false;
  }

 private:
  static std::string entry(std::string_view place, std::size_t index) {
    return std::string(place) + '/' + std::to_string(index);
  }

  std::vector<Fault>& found_;
};

}  // namespace

std::vector<Fault> faults(const Specialist& specialist) {
  using Limits = SpecialistLimits;
  std::vector<Fault> found;
  Checker check(found);
  check.line(specialist.external_id, 0, Limits::external_id_characters, "/externalId");
  check.line(specialist.name, 1, Limits::name_characters, "/name");
  check.line(specialist.title, 0, Limits::title_characters, "/title");
  check.line(specialist.organisation, 0, Limits::organisation_characters, "/organisation");
  check.text(specialist.summary, Limits::summary_characters, "/summary");
  check.list(specialist.topics, "/topics");
  check.list(specialist.life_domains, "/lifeDomains");
  check.list(specialist.laws, "/laws");
  check.list(specialist.age_groups, "/ageGroups");
  check.list(specialist.target_groups, "/targetGroups");
  check.list(specialist.languages, "/languages");
  check.list(specialist.neighbourhoods, "/neighbourhoods");
  for (std::size_t i = 0; i < specialist.ways.size(); ++i) {
    auto here = specialist.ways.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(specialist.ways.begin(), here, *here) != here)
      found.push_back({"/ways/" + std::to_string(i), "duplicate"});
  }
  check.line(specialist.phone, 0, Limits::phone_characters, "/phone");
  if (!specialist.phone.empty() && digits(specialist.phone) < fewest_phone_digits)
    found.push_back({"/phone", "not_a_phone_number"});
  if (!specialist.email.empty() && normal_email(specialist.email) != specialist.email)
    found.push_back({"/email", "not_an_email"});
  check.line(specialist.contact_times, 0, Limits::entry_characters, "/contactTimes");
  check.date(specialist.agreements.confidentiality_until, "/agreements/confidentialityUntil");
  check.date(specialist.agreements.conduct_until, "/agreements/conductUntil");
  check.date(specialist.agreements.covenant_until, "/agreements/covenantUntil");
  for (Fault& fault : faults(specialist.availability)) {
    fault.place = "/availability" + fault.place;
    found.push_back(std::move(fault));
  }
  return found;
}

std::string language_code(std::string_view name_or_code) {
  std::string wanted = lower(trimmed(name_or_code));
  for (const NamedLanguage& language : languages) {
    if (wanted == language.code || wanted == language.dutch || wanted == language.english)
      return std::string(language.code);
  }
  return std::string(trimmed(name_or_code));
}

std::optional<std::string> lacking_agreement(const Agreements& agreements, std::string_view today) {
  // Dates written `YYYY-MM-DD` sort as text.
  if (agreements.confidentiality_until < today) return "confidentiality";
  if (agreements.conduct_until < today) return "conduct";
  if (agreements.covenant_until < today) return "covenant";
  return std::nullopt;
}

}  // namespace expertise
