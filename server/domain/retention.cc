#include "server/domain/retention.h"

#include <array>
#include <stdexcept>

namespace expertise {

namespace {

constexpr std::string_view personal_data_no_longer_needed =
    "AVG, artikel 5, eerste lid, onder e (opslagbeperking)";

constexpr std::array rules{
    RetentionRule{
        .what = RetentionClass::consultations,
        .days = 2 * 365,
        .least = 90,
        .most = 20 * 366,
        .starts =
            "het einde van de consultatie; eindigde die nooit, dan wat er het laatst mee gebeurde",
        .ground = "Archiefwet 1995, artikel 5 (selectielijst gemeenten); AVG, artikel 5, eerste "
                  "lid, onder e (opslagbeperking)",
        .way = "sleutel vernietigd, versleutelde tekst en codes overschreven"},
    RetentionRule{.what = RetentionClass::people,
                  .days = 5 * 366,
                  .least = 30,
                  .most = 10 * 366,
                  .starts = "de dag waarop iemand is uitgezet of uit de pool is gegaan",
                  .ground = personal_data_no_longer_needed,
                  .way = "naam, adres en profiel overschreven; het nummer blijft"},
    RetentionRule{.what = RetentionClass::access_log,
                  .days = 5 * 366,
                  .starts = "het einde van de maand",
                  .ground = "AVG, artikel 5, tweede lid, en artikel 32; BIO2, 8.15.04; NEN 7513",
                  .way = "per maand, niet vanzelf: de regels verwijderd; aantal, laatste "
                         "controlegetal en handtekening blijven"},
    RetentionRule{.what = RetentionClass::notifications,
                  .days = 90,
                  .starts = "de melding",
                  .ground = personal_data_no_longer_needed,
                  .way = "rij overschreven"},
    RetentionRule{.what = RetentionClass::joining_invitations,
                  .days = 14,
                  .starts = "de uitnodiging",
                  .ground = personal_data_no_longer_needed,
                  .way = "rij overschreven"},
    RetentionRule{.what = RetentionClass::drafts,
                  .days = 7,
                  .starts = "de laatste keer bewaren",
                  .ground = personal_data_no_longer_needed,
                  .way = "sleutel vernietigd, versleutelde tekst overschreven"},
    RetentionRule{
        .what = RetentionClass::sessions,
        .starts = "het einde ervan: na 30 minuten stilte, na 10 uur, of als een token afloopt",
        .ground = personal_data_no_longer_needed,
        .way = "rij overschreven"},
};

static_assert(rules.size() == codes<RetentionClass>.size());

}  // namespace

const RetentionRule& retention_rule(RetentionClass what) {
  for (const RetentionRule& each : rules) {
    if (each.what == what) return each;
  }
  throw std::logic_error("a class of what is kept has no rule");
}

}  // namespace expertise
