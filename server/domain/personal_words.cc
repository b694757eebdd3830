#include "server/domain/personal_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace expertise {

namespace {

// Each list in folded letters, words apart by one space.
struct RoleWords {
  WordRole role;
  std::string_view words;
};

constexpr RoleWords role_words[] = {
    {WordRole::title,
     "mevrouw meneer mijnheer heer mejuffrouw juffrouw familie fam gezin echtpaar tante oom opa "
     "oma "
     "juf meester zuster broeder pater pastoor dominee imam wijlen weduwe mevrouwtje prof "
     "professor dokter huisarts"},
    {WordRole::short_title, "mevr mw mej dhr hr fam dr drs mr ir ing prof ds mvr hh mrs ms miss"},
    {WordRole::person,
     "heet heten heette genaamd naam voornaam achternaam roepnaam ene client cliente clienten "
     "bewoner bewoonster inwoner inwoonster patient patiente leerling pupil jongere deelnemer "
     "deelneemster mantelzorger zorgvrager huurder huurster kind zoon zoontje dochter "
     "dochtertje kleinzoon kleindochter baby peuter kleuter puber moeder vader mama papa "
     "stiefvader stiefmoeder pleegmoeder pleegvader pleegzoon pleegdochter broer broertje zus "
     "zusje nicht nichtje neef neefje schoonmoeder schoonvader schoonzus schoonzoon "
     "schoondochter echtgenoot echtgenote vriend vriendin vriendje vriendinnetje buurvrouw "
     "buurman buurjongen buurmeisje collega verwijzer contactpersoon groet groeten groetjes "
     "mvg gezinsvoogd bewindvoerder casemanager casusregisseur wijkverpleegkundige "
     "praktijkondersteuner advocaat leerkracht kraamverzorgende begeleider begeleidster "
     "jeugdbeschermer reclasseringswerker partner ex jongen meisje man vrouw"},
    {WordRole::subject, "betreft betr inzake aangemeld aanmelding tav ondergetekende"},
    {WordRole::particle,
     "van de der den het ten ter te t el al bin ben ibn ait von zu du da dos la le los di del "
     "della "
     "vd vander vanden abu abd"},
    {WordRole::bound_particle, "in op aan uit onder over bij voor tot achter"},
    {WordRole::surname,
     "jansen janssen janse jansens janssens jansma vries hendriks hendrikx hendriksen pieters "
     "pietersen petersen willemsen willems gerritsen gerrits jacobsen claassen claassens driessen "
     "dijkstra hoekstra postma postema veenstra wiersma bouma bosma dijkema zijlstra terpstra "
     "hofstra kooistra boonstra wijnstra miedema wiersema hoeksema reitsma sikkema sietsma "
     "tuinstra "
     "smits kuipers meijer meyer meijers meijerink hermans hofman hoffman hofmans verhoeven "
     "vermeulen vermeer verbeek verhagen verschuren verschuur schouten scholten schuurman "
     "schuurmans "
     "sanders martens maassen hendrickx wouters lammers lamers goossens gijsbers beekman "
     "hulsebosch heijmans heijnen kuijpers kuijper kuiper koopman koopmans steenbergen "
     "groenewoud groenendijk hoogendoorn rietveld dijkman dijkhuizen veldhuizen verkerk "
     "verburg verweij vermaat versteeg verhoef verbruggen timmermans timmerman schoenmaker "
     "brouwers peeters mertens maes dubois leenders theunissen teunissen thijssen tijssen thissen "
     "geurts gielen evers aerts cornelissen cornelisse nijhuis nijland oosterhuis oosterhof "
     ""
     "yilmaz kaya demir celik sahin yildiz ozturk aydin ozdemir arslan dogan kilic aslan cetin "
     "kara "
     "ozkan simsek korkmaz cakir erdogan yildirim aksoy karatas demirel sarikaya arslanoglu "
     "amrani bakkali idrissi bouzidi benali ouali haddou haddouchi chaoui ouahabi mansouri alaoui "
     "hamdaoui bouazza bennani bensaid lahraoui bouzambou boukhari azzouzi bouali elmansouri "
     "elamrani aarab achahbar benhaddou benaissa boutaher bouchtaoui zerrouk zaoui "
     "ramdin ramdas sewnath ramcharan baldewsingh biharie jagmohan mohabir ramsaran sardjoe "
     "gangaram panday ramautar ramlal soekhoe bhagwandin bhaggoe kasanpawiro pinas pengel "
     "manuputty latuheru pattiasina tahapary sahetapy matulessy salakory "
     "kowalski nowak wisniewski wojcik kowalczyk kaminski lewandowski zielinski szymanski wozniak "
     "dabrowski kozlowski jankowski mazur krawczyk kwiatkowski kovalenko shevchenko bondarenko "
     "kravchenko ivanov petrov popescu ionescu jovanovic petrovic nikolic markovic "
     "warsame osman tesfay gebremedhin habtemariam mukendi nguyen tran wang zhang chen "
     "noorzai ahmadi hosseini rezaei mohammadi karimi khan hussain"},
    {WordRole::common_surname,
     "bakker visser smit mulder dekker bos vos peters dijk berg boer jong groot wit haan leeuw "
     "bruin bruijn beer brink graaf koning prins keizer ridder kok kuiper koster koopman schipper "
     "timmerman snijder slager molenaar meijer ruiter jager visscher wal heuvel velde veen beek "
     "linden horst broek hoek meer laan wijk ven zanden brouwer post pool vink haas kraai valk "
     "zwart blom bloem roos maas vries jonker jacobs martens"},
    {WordRole::kin,
     "moeder vader zoon dochter broer zus man vrouw vriend vriendin ouders kinderen kind partner "
     "ex "
     "oma opa tante oom school huis kamer begeleider huisarts mantelzorger buurvrouw buurman "
     "verjaardag zoontje dochtertje gezin familie situatie zusje broertje verhaal ouderlijk "
     "schulden gedrag woning leven"},
    {WordRole::not_a_name,
     "moslima moslims moslim christelijke christelijk joodse joods hindoes hindoe boeddhist "
     "katholieke katholiek gereformeerde gereformeerd jezus allah god bijbel koran "
     "islamitische islam maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari "
     "februari maart april mei juni juli augustus september oktober november december kerst "
     "kerstmis pasen pinksteren ramadan suikerfeest sinterklaas koningsdag hemelvaart wmo wlz "
     "zvw avg ggz lvb ggd mee svb uwv cjib ind coa wia wajong bbz pgb zin vog bsn id cbs ai "
     "jeugdwet participatiewet zorgverzekeringswet leerplichtwet wet wetboek pw wvggz wzd "
     "veilig thuis samen humanitas philadelphia leger heils jeugdbescherming slachtofferhulp "
     "vluchtelingenwerk belastingdienst gemeente politie rechtbank kinderrechter raad "
     "kinderbescherming wijkteam sociaal stadsteam buurtteam jeugdteam toegangsteam lokaal "
     "buurtzorg altrecht trajectum cordaan amerpoort reinaerde lister kwintes moviera jellinek "
     "tactus brijder arkin parnassia iriszorg abrona sherpa bartimeus visio pharos kentalis "
     "zonnebloem voedselbank kringloop regiotaxi valys thuisbegeleiding centrum huis school "
     "mbo hbo vmbo havo vwo roc isk kdc odc mdt po vo so sbo pi tbs cvv bjz ots uhp whatsapp "
     "facebook instagram tiktok snapchat youtube google teams zoom netflix etos action ikea "
     "jumbo lidl aldi hema kruidvat blokker gamma praxis karwei bol marktplaats vinted corona "
     "covid parkinson down alzheimer korsakov korsakoff wernicke crohn asperger tourette "
     "huntington hashimoto bechterew pfeiffer lyme rett marfan turner klinefelter duchenne "
     "danlos barre noonan prader willi angelman cushing addison scheuermann dupuytren hodgkin "
     "meniere sjogren raynaud lewy munchhausen kanner fragiele ehlers guillain gehlen "
     "borderline hiv soa adhd ptss internet maatwerk eigen kracht triple p signs safety "
     "housing first schulddienstverlening expertisepool zelfredzaamheid ia nidos ypsilon "
     "trimbos movisie vilans woo digid rijkswaterstaat regiecentrum schrikker isolatie"},
    {WordRole::place,
     "nederland belgie duitsland frankrijk engeland polen turkije marokko suriname curacao "
     "aruba bonaire indonesie syrie irak iran afghanistan eritrea ethiopie somalie sudan "
     "oekraine rusland roemenie bulgarije hongarije spanje portugal italie griekenland china "
     "vietnam thailand india pakistan ghana nigeria congo kaapverdie antillen amerika canada "
     "australie europa afrika azie brabant limburg gelderland overijssel drenthe groningen "
     "friesland flevoland zeeland holland utrecht amsterdam rotterdam haag eindhoven tilburg "
     "almere breda nijmegen apeldoorn haarlem arnhem enschede amersfoort zaanstad zaandam "
     "hertogenbosch zwolle leiden leeuwarden maastricht dordrecht ede alphen westland "
     "zoetermeer delft emmen venlo deventer helmond hilversum heerlen oss sittard amstelveen "
     "hoofddorp purmerend roosendaal schiedam vlaardingen lelystad almelo gouda hoorn "
     "veenendaal zeist nieuwegein assen barneveld soest baarn leusden nijkerk hoevelaken "
     "bunschoten woudenberg velsen ijmuiden heemstede bloemendaal zandvoort kruiskamp liendert "
     "schothorst zielhorst kattenbroek vathorst nieuwland isselt schuilenburg randenbroek "
     "soesterkwartier rustenburg hooglanderveen koppel bergkwartier schalkwijk boerhaavewijk "
     "meerwijk molenwijk europawijk delftwijk slachthuisbuurt parkwijk waarderpolder spaarndam "
     "amsterdamse leidsebuurt transvaal transvaalbuurt indischebuurt overvecht kanaleneiland "
     "bijlmer schilderswijk kralingen feijenoord noord zuid oost west midden noordoost "
     "noordwest zuidoost zuidwest turk turken turkse turks marokkaan marokkanen marokkaanse "
     "marokkaans berbers tarifit surinamer surinamers surinaamse surinaams hindostaan "
     "hindostanen hindostaanse javaanse antilliaan antillianen antilliaanse arubaanse "
     "curacaose papiaments papiamentu sranan sarnami pool poolse pools syrier syriers syrische "
     "irakees irakese iraakse iraans iraanse iranier afghaan afghanen afghaanse dari farsi "
     "pasjto eritreeer eritreeers eritrese tigrinya ethiopische somalier somaliers somalische "
     "somali soedanese oekrainer oekrainers oekraiense oekraiens rus russen russische russisch "
     "roemeen roemenen roemeense bulgaar bulgaren bulgaarse hongaarse spanjaard spaanse spaans "
     "portugees portugese italiaan italiaanse italiaans grieken griekse duitser duitsers "
     "duitse duits belg belgen belgische franse fransman engelse engels engelsman amerikaan "
     "amerikaanse chinees chinese vietnamees vietnamese thaise thais indiase indiaas indische "
     "indonesische molukse molukker molukkers ghanees ghanese nigeriaanse congolese "
     "kaapverdische braziliaanse koerd koerden koerdische koerdisch arabier arabieren arabisch "
     "arabische afrikaanse europese aziatische nederlander nederlanders nederlandse nederlands "
     "nederlandstalige friese fries sinti jood christen latijn grieks caribisch caribische "
     "tamil hindi urdu pasjtoe rifijns hoogland saint eustatius lanka leone"},
    {WordRole::first_word,
     "de het een en of maar want dus omdat doordat nadat voordat totdat terwijl als dan toen "
     "wanneer indien tenzij hoewel zodat dat die dit deze daar daarna daarom daarbij daardoor "
     "daarvoor hier hierbij hierdoor er ik jij je jou jouw u uw hij zij ze hem haar zijn hun "
     "hen wij we ons onze jullie mij mijn men iemand niemand iedereen ieder iedere elke elk "
     "alle alles allebei beide beiden sommige enkele veel weinig meer minder geen niet niets "
     "nooit nog nu al alleen ook zelf zelfs wel zo zodra zoals sinds sindsdien tijdens tegen "
     "tot tussen over om onder op in uit aan af bij met zonder na naar naast rond rondom door "
     "voor van vanaf vanuit vanwege via volgens wat wie waar waarom waarbij waardoor waarop "
     "waarvoor waarvan welk welke hoe hoeveel hoelang te ten ter per vandaag gisteren morgen "
     "overmorgen straks soms vaak altijd meestal steeds inmiddels ondertussen eerder eerst "
     "later laatst onlangs volgende vorige afgelopen komende huidige oude nieuwe jonge grote "
     "kleine goede is was waren wordt worden werd heeft hebben had hadden heb kan kunnen kon "
     "konden wil willen wilde zal zullen zou zouden moet moeten moest mag mogen mocht gaat "
     "gaan ging komt komen kwam doet doen deed staat staan stond zit zitten zat ligt liggen "
     "lag loopt lopen liep krijgt krijgen kreeg vraagt vragen vroeg zegt zeggen zei woont "
     "wonen woonde werkt werken werkte slaapt slapen eet drinkt belt bellen belde bel blijft "
     "blijven bleef geeft geven gaf neemt nemen nam maakt maken maakte ziet zien zag hoort "
     "horen weet weten wist denkt denken dacht vindt vinden vond heet lijkt lijken leek durft "
     "durven probeert zoekt zoek zoeken helpt help helpen wacht wachten weigert gebruikt mist "
     "kun kunt graag misschien mogelijk zeker helaas gelukkig verder ander andere anders "
     "anderhalf mevrouw meneer mijnheer dhr mw mevr heer familie moeder vader zoon dochter "
     "broer zus opa oma oom tante ouders kind kinderen jongen meisje man vrouw partner ex "
     "vriend vriendin buren buurvrouw buurman client cliente bewoner bewoners inwoner jongere "
     "gezin huisarts collega wijkverpleegkundige school politie hulp zorg begeleiding vraag "
     "casus aanmelding aangemeld betreft situatie signalen dank bedankt groet groeten groetjes "
     "mvg hallo hoi beste geachte dag goedemorgen goedemiddag ja nee ok oke twee drie vier "
     "vijf zes zeven acht negen tien eerste tweede derde ene team stichting vereniging thuis "
     "alleenstaande jaar post geld schulden huur huurschuld ruzie stress angst paniek autisme "
     "dementie adres telefoon telefoonnummer tel mobiel mail email nummer nr geb geboren "
     "geboortedatum bsn postcode straat kamer huisnummer iban rekening rekeningnummer reknr "
     "dossier dossiernummer zaaknummer kenmerk contact contactpersoon naam voornaam achternaam "
     "leeftijd datum allerlei bijna erg heel hele helemaal net pas weer samen ken bent lies "
     "vroeger zorgen"},
    {WordRole::institution,
     "school basisschool college lyceum ziekenhuis kliniek kerk moskee stichting flat museum "
     "gasthuis universiteit instituut scholengemeenschap kinderdagverblijf kinderopvang plein "
     "straat laan park methode aanpak fonds verpleeghuis verzorgingshuis woonzorgcentrum "
     "gezondheidscentrum buurthuis bibliotheek"},
    {WordRole::before_institution,
     "stichting school basisschool college sint st ziekenhuis flat verpleeghuis verzorgingshuis "
     "zorginstelling organisatie vereniging prins prinses koning koningin cafe restaurant locatie "
     "bureau wijk buurt kerk moskee museum voetbalclub woonvorm woongroep zorgcentrum buurthuis "
     "inloophuis hospice supermarkt winkel gemeente dorp stad provincie burgemeester minister "
     "wethouder kasteel"},
    {WordRole::of_something,
     "ziekte syndroom syndromen methode test schaal trap driehoek triade piramide cirkel model "
     "aanpak theorie contractuur dementie psychose wet lichaampjes verschijnselen"},
};

class Roles {
 public:
  Roles() {
    for (const RoleWords& each : role_words) {
      for (std::size_t begin = 0; begin < each.words.size();) {
        std::size_t end = std::min(each.words.find(' ', begin), each.words.size());
        roles_[each.words.substr(begin, end - begin)] |= bit(each.role);
        begin = end + 1;
      }
    }
  }

  bool has(std::string_view folded, WordRole role) const {
    auto found = roles_.find(folded);
    return found != roles_.end() && (found->second & bit(role)) != 0;
  }

 private:
  static unsigned bit(WordRole role) { return 1u << static_cast<unsigned>(role); }

  std::unordered_map<std::string_view, unsigned> roles_;
};

constexpr std::array<std::string_view, 23> institution_endings{
    "straat",   "plein",  "school", "college",   "ziekenhuis", "kliniek",
    "centrum",  "museum", "lyceum", "gasthuis",  "instituut",  "universiteit",
    "kade",     "gracht", "singel", "stichting", "vereniging", "buurt",
    "kwartier", "lezing", "moskee", "fonds",     "prijs"};

}  // namespace

bool has_role(std::string_view folded, WordRole role) {
  static const Roles roles;
  return roles.has(folded, role);
}

bool ends_as_institution(std::string_view folded) {
  return std::any_of(institution_endings.begin(), institution_endings.end(),
                     [&](std::string_view ending) {
                       return folded.size() > ending.size() &&
                              folded.substr(folded.size() - ending.size()) == ending;
                     });
}

bool begins_known_name(std::string_view first, std::string_view second) {
  static constexpr std::array<std::string_view, 34> pairs{"jan modaal",
                                                          "jan met",
                                                          "jan alleman",
                                                          "jan linders",
                                                          "jan publiek",
                                                          "albert heijn",
                                                          "jip en",
                                                          "pietje precies",
                                                          "gilles de",
                                                          "anton pieck",
                                                          "maria hemelvaart",
                                                          "thomas huis",
                                                          "willem schrikker",
                                                          "william schrikker",
                                                          "leo kanner",
                                                          "pieter baan",
                                                          "anne frank",
                                                          "albert schweitzer",
                                                          "florence nightingale",
                                                          "charles bonnet",
                                                          "jeroen bosch",
                                                          "maarten luther",
                                                          "johan cruijff",
                                                          "johan cruyff",
                                                          "willem arntsz",
                                                          "dirk broek",
                                                          "maria montessori",
                                                          "rudolf steiner",
                                                          "bernard lievegoed",
                                                          "amber alert",
                                                          "sri lanka",
                                                          "sierra leone",
                                                          "frits philips",
                                                          "marie curie"};
  return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view pair) {
    return pair.size() == first.size() + second.size() + 1 &&
           pair.substr(0, first.size()) == first && pair[first.size()] == ' ' &&
           pair.substr(first.size() + 1) == second;
  });
}

}  // namespace expertise
