#include "server/pool/mail_texts.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string_view>

#include "server/domain/local_words.h"

namespace expertise {

namespace {

struct Words {
  NotificationKind kind;
  std::string_view nl;
  std::string_view en;
};

using Kind = NotificationKind;

// Each is a subject, and with a full stop a sentence.
constexpr std::array<Words, codes<NotificationKind>.size()> table{{
    {Kind::invited, "Er is een vraag aan jou", "There is a question for you"},
    {Kind::next_in_line, "Jij bent nu aan de beurt voor een vraag",
     "It is your turn for a question"},
    {Kind::asked_by_coordinator, "De coördinator vraagt je mee te denken",
     "The coordinator asks you to think along"},
    {Kind::handed_to_you, "Een collega heeft een vraag aan jou doorgegeven",
     "A colleague hands a question to you"},
    {Kind::answer_soon, "Er wacht een vraag op je antwoord", "A question waits for your answer"},
    {Kind::too_late, "Een vraag aan jou is verlopen", "A question to you has expired"},
    {Kind::not_needed, "Een vraag aan jou is niet meer nodig",
     "A question to you is no longer needed"},
    {Kind::clarification_answered, "Je vraag om uitleg is beantwoord",
     "Your request to explain was answered"},
    {Kind::asked_on, "Er is doorgevraagd op je advies",
     "There is a further question on your advice"},
    {Kind::question_extended, "Een vraag waarin je meedenkt is aangevuld",
     "A question you think along in was extended"},
    {Kind::closed, "Een vraag waarin je meedenkt is afgesloten",
     "A question you think along in was closed"},
    {Kind::withdrawn, "Een vraag waarin je meedenkt is ingetrokken",
     "A question you think along in was withdrawn"},
    {Kind::reopened, "Een vraag waarin je meedacht is weer open",
     "A question you thought along in is open again"},
    {Kind::answer_late, "De tijd voor je antwoord op een vraag is voorbij",
     "The time for your answer to a question is over"},
    {Kind::calendar_failed, "Je agenda kan niet worden gelezen", "Your calendar cannot be read"},
    {Kind::accepted, "Iemand denkt mee in je vraag", "Somebody thinks along in your question"},
    {Kind::declined, "Iemand kan niet meedenken in je vraag",
     "Somebody cannot think along in your question"},
    {Kind::not_answered, "Iemand reageerde niet op tijd op je vraag",
     "Somebody did not react to your question in time"},
    {Kind::handed_over, "Je vraag is doorgegeven aan een collega",
     "Your question was handed to a colleague"},
    {Kind::released, "Iemand denkt niet meer mee in je vraag",
     "Somebody no longer thinks along in your question"},
    {Kind::passed_on, "Je vraag is doorgegeven", "Your question was passed on"},
    {Kind::with_coordinator, "Je vraag ligt bij de coördinator",
     "Your question lies with the coordinator"},
    {Kind::coordinator_asked, "De coördinator heeft iemand gevraagd voor je vraag",
     "The coordinator asked somebody for your question"},
    {Kind::clarification_asked, "Er is een vraag om uitleg aan jou",
     "You are asked to explain something"},
    {Kind::advice, "Er is advies op je vraag", "There is advice on your question"},
    {Kind::answered_by_phone, "Je vraag is telefonisch beantwoord",
     "Your question was answered by phone"},
    {Kind::partner_question, "Er is een vraag van een partner", "There is a question of a partner"},
    {Kind::added_as_colleague, "Je leest nu mee in een vraag", "You now read along in a question"},
    {Kind::transferred_to_you, "Een vraag is aan jou overgedragen",
     "A question was transferred to you"},
    {Kind::taken_over, "Je vraag is overgedragen aan een collega",
     "Your question was transferred to a colleague"},
    {Kind::read_with_reason, "De coördinator heeft je vraag gelezen",
     "The coordinator read your question"},
    {Kind::reviewed, "Je vraag is getoetst", "Your question was reviewed"},
    {Kind::look_back, "Hoe ging het verder na je vraag?", "How did it go on after your question?"},
    {Kind::message, "Er is een bericht bij een vraag", "There is a message with a question"},
    {Kind::appointment_booked, "Er is een afspraak gemaakt", "An appointment was made"},
    {Kind::appointment_moved, "Een afspraak is verzet", "An appointment was moved"},
    {Kind::appointment_cancelled, "Een afspraak is afgezegd", "An appointment was cancelled"},
    {Kind::in_queue, "Er ligt een vraag voor de coördinator",
     "A question lies with the coordinator"},
    {Kind::still_in_queue, "Een vraag ligt een werkdag bij de coördinator",
     "A question has lain with the coordinator for a working day"},
    {Kind::queue_waits, "Er liggen vragen te wachten op de coördinator",
     "Questions are waiting for the coordinator"},
    {Kind::unanswered, "Op een aangenomen vraag kwam geen antwoord op tijd",
     "An accepted question was not answered in time"},
    {Kind::data_removed, "Er zijn gegevens weggehaald; beoordeel of het een datalek was",
     "Data were taken away; judge whether it was a data leak"},
    {Kind::erased, "Een vraag is voorgoed gewist", "A question was erased for good"},
    {Kind::joined, "Er is iemand bij de pool gekomen", "Somebody joined the pool"},
    {Kind::term_changed, "Een bewaartermijn van je gemeente is gewijzigd",
     "A retention term of your municipality was changed"},
    {Kind::second_factor_cleared,
     "De beheerder heeft je tweede stap en je toegangssleutels weggehaald",
     "The administrator removed your second step and your passkeys"},
    {Kind::passkey_added, "Er is een toegangssleutel bij je account gekomen",
     "A passkey was added to your account"},
    {Kind::passkey_doubted, "Een toegangssleutel van je account is geweigerd",
     "A passkey of your account was refused"},
    {Kind::password_set, "De beheerder heeft een nieuw wachtwoord voor je gezet",
     "The administrator set a new password for you"},
    {Kind::token_made, "De beheerder heeft een token op jouw naam gemaakt",
     "The administrator made a token in your name"},
    {Kind::account_linked, "De beheerder heeft een account van je organisatie aan jou gekoppeld",
     "The administrator linked an account of your organisation to you"},
    {Kind::account_unlinked, "De beheerder heeft je losgemaakt van het account van je organisatie",
     "The administrator unlinked you from the account of your organisation"},
    {Kind::rights_changed, "De beheerder heeft gewijzigd wat je in de pool mag",
     "The administrator changed what you may do in the pool"},
    {Kind::address_changed, "De beheerder heeft je e-mailadres gewijzigd",
     "The administrator changed your e-mail address"},
    {Kind::sessions_ended, "De beheerder heeft je overal afgemeld",
     "The administrator signed you off everywhere"},
}};

std::string words_of(Kind kind, Language language) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Words& each) { return each.kind == kind; });
  if (found == table.end()) throw std::logic_error("a notification without words");
  return std::string(language == Language::nl ? found->nl : found->en);
}

std::string sentence_of(Kind kind, Language language) {
  std::string made = words_of(kind, language);
  if (made.back() != '?') made += '.';
  return made;
}

// "dinsdag 24 november om 14.30 uur"
std::string moment_words(Instant moment, Language language) {
  const bool dutch = language == Language::nl;
  const WallClock clock = wall_clock(moment);
  std::string made = date_words(clock.day, language) + (dutch ? " om " : " at ") +
                     time_words(clock.minute, language);
  return dutch ? made + " uur" : made;
}

std::string where(const Notification& notification, const std::string& origin) {
  if (notification.consultation) return origin + "/vragen/" + notification.consultation->text();
  if (is_about_account(notification.kind)) return origin + "/account";
  switch (notification.kind) {
    case Kind::calendar_failed:
      return origin + "/agenda";
    case Kind::queue_waits:
      return origin + "/werkvoorraad";
    case Kind::term_changed:
      return origin + "/beheer?deel=bewaren";
    case Kind::joined:
      if (notification.specialist) return origin + "/pool/" + notification.specialist->text();
      return origin + "/pool";
    default:
      return origin + "/meldingen";
  }
}

std::string closing_words(Language language, const std::string& origin) {
  if (language == Language::nl) {
    return "Meld je aan om het te lezen. In deze mail staat met opzet niets over de vraag zelf.\n\n"
           "Deze mail is automatisch verstuurd. Welke mail je krijgt, kies je bij je account:\n" +
           origin + "/account\n";
  }
  return "Sign on to read it. This mail says nothing of the question itself, on purpose.\n\n"
         "This mail was sent automatically. Which mail you get, you choose with your account:\n" +
         origin + "/account\n";
}

std::string answer_by_words(Instant moment, Language language) {
  const std::string when = moment_words(moment, language);
  return language == Language::nl ? "Laat voor " + when + " weten of je kunt meedenken.\n"
                                  : "Say before " + when + " whether you can think along.\n";
}

std::string not_agreed_words(Language language) {
  return language == Language::nl
             ? "Was dat niet afgesproken? Laat het de beheerder weten, of wie over gegevens gaat.\n"
             : "Was that not agreed? Tell the administrator, or whoever watches over personal "
               "data.\n";
}

std::string not_you_words(Language language) {
  return language == Language::nl
             ? "Was jij dat niet? Haal de toegangssleutel weg bij je account, en kies daarna een "
               "nieuw "
               "wachtwoord.\n"
             : "Was that not you? Remove the passkey from your account, and then choose a new "
               "password.\n";
}

std::string advice_words(NotificationKind kind, Language language) {
  const bool is_passkey =
      kind == NotificationKind::passkey_added || kind == NotificationKind::passkey_doubted;
  return is_passkey ? not_you_words(language) : not_agreed_words(language);
}

std::string counted_words(int count, Language language) {
  const std::string number = std::to_string(count);
  if (language == Language::nl) {
    return "Langer dan een werkdag: " + number + (count == 1 ? " vraag.\n" : " vragen.\n");
  }
  return "For longer than a working day: " + number +
         (count == 1 ? " question.\n" : " questions.\n");
}

}  // namespace

MailText mail_text(const Notification& notification, Language language, const std::string& origin) {
  const bool dutch = language == Language::nl;
  MailText made{.subject = words_of(notification.kind, language)};
  made.text = dutch ? "Hallo,\n\n" : "Hello,\n\n";
  made.text += sentence_of(notification.kind, language) + "\n";
  if (notification.answer_by) made.text += answer_by_words(*notification.answer_by, language);
  if (notification.count > 0) made.text += counted_words(notification.count, language);
  if (is_about_account(notification.kind)) {
    made.text += advice_words(notification.kind, language);
  }
  made.text += "\n" + where(notification, origin) + "\n\n" + closing_words(language, origin);
  return made;
}

MailText digest_text(const std::vector<Notification>& notifications, Language language,
                     const std::string& origin) {
  constexpr std::size_t links_most = 5;
  const bool dutch = language == Language::nl;
  const std::string total = std::to_string(notifications.size());
  const bool is_one = notifications.size() == 1;
  MailText made{.subject = dutch ? total + (is_one ? " nieuwe melding" : " nieuwe meldingen")
                                 : total + (is_one ? " new notification" : " new notifications")};
  std::map<Kind, std::vector<const Notification*>> by_kind;
  for (const Notification& each : notifications) by_kind[each.kind].push_back(&each);
  made.text = dutch ? "Hallo,\n\nDit is er sinds je vorige overzicht:\n"
                    : "Hello,\n\nThis is new since your last overview:\n";
  for (const auto& [kind, all] : by_kind) {
    made.text += "\n" + std::to_string(all.size()) + " x " + sentence_of(kind, language) + "\n";
    std::vector<std::string> links;
    for (const Notification* each : all) {
      std::string link = where(*each, origin);
      const bool is_new = std::find(links.begin(), links.end(), link) == links.end();
      if (is_new && links.size() < links_most) links.push_back(std::move(link));
    }
    for (const std::string& link : links) made.text += "  " + link + "\n";
  }
  made.text += dutch ? "\nAlles bij elkaar:\n" : "\nAll together:\n";
  made.text += origin + "/meldingen\n\n" + closing_words(language, origin);
  return made;
}

}  // namespace expertise
