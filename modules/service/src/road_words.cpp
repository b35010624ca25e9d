#include "road_words.hpp"

#include <algorithm>
#include <array>

namespace kjede::service {

namespace {

struct Phrase {
  std::string_view en, nb;
};

constexpr std::array counts{
    Phrase{"roads", "veier"},
    Phrase{"ways that an ambulance may drive", "som en ambulanse kan kjøre"},
    Phrase{"closed roads", "stengte veier"},
    Phrase{"private or closed to motor vehicles, and not opened to emergency vehicles; left out",
           "private eller stengt for motorkjøretøy, og ikke åpnet for utrykning; utelatt"},
    Phrase{"roads for emergency vehicles", "veier for utrykning"},
    Phrase{"closed to the public, open to ambulances", "stengt for andre, åpne for ambulanser"},
    Phrase{"reversible lanes", "felt som skifter retning"},
    Phrase{"their direction changes by the hour; left out", "retningen følger klokken; utelatt"},
    Phrase{"barriers", "sperringer"},
    Phrase{"bollards and locked gates; the road is cut there", "pullerter og låste bommer; veien er brutt der"},
    Phrase{"arcs without a posted limit", "lenker uten skiltet fartsgrense"},
    Phrase{"take what the country and the road class imply", "får den som følger av land og veiklasse"},
    Phrase{"unreadable limits", "uleselige fartsgrenser"},
    Phrase{"taken as not posted", "regnes som ikke skiltet"},
    Phrase{"ferries", "ferjer"},
    Phrase{"with crossing time and half the time between departures as wait",
           "med overfartstid og halve tiden mellom avganger som ventetid"},
    Phrase{"ferries that do not mention cars", "ferjer som ikke nevner biler"},
    Phrase{"taken as car ferries", "regnes som bilferjer"},
    Phrase{"ferries without a crossing time", "ferjer uten overfartstid"},
    Phrase{"take the speed model's ferry speed", "får fartsmodellens ferjefart"},
    Phrase{"ferries without a timetable", "ferjer uten rutetabell"},
    Phrase{"take the speed model's headway", "får fartsmodellens tid mellom avganger"},
    Phrase{"turn restrictions", "svingforbud"},
    Phrase{"not used: turns are free", "ikke brukt: alle svinger er tillatt"},
    Phrase{"nodes outside the file", "noder utenfor filen"},
    Phrase{"the extract cuts roads at its border", "utsnittet bryter veier ved grensen"}};

constexpr std::array reasons{
    Phrase{"the node has no id", "noden har ingen id"},
    Phrase{"the coordinates are outside the Earth", "koordinatene ligger utenfor jorden"},
    Phrase{"a coordinate is missing or no number", "en koordinat mangler eller er ikke et tall"},
    Phrase{"the node stands twice; the first is kept", "noden står to ganger; den første beholdes"},
    Phrase{"the project has no id", "prosjektet har ingen id"},
    Phrase{"the project stands twice", "prosjektet står to ganger"},
    Phrase{"not a date", "ikke en dato"},
    Phrase{"the nodes' file has no such node", "nodefilen har ingen slik node"},
    Phrase{"the length is missing or no number", "lengden mangler eller er ikke et tall"},
    Phrase{"the length is negative", "lengden er negativ"},
    Phrase{"the length is more than the way around the Earth", "lengden er mer enn veien rundt jorden"},
    Phrase{"the length is 0 between different places; kept", "lengden er 0 mellom ulike steder; beholdt"},
    Phrase{"unknown road class", "ukjent veiklasse"},
    Phrase{"the speed is not a number from 1 to 250 km/h", "farten er ikke et tall fra 1 til 250 km/t"},
    Phrase{"the arc has neither speed nor class", "lenken har verken fart eller klasse"},
    Phrase{"the travel time is no number", "kjøretiden er ikke et tall"},
    Phrase{"the travel time is negative", "kjøretiden er negativ"},
    Phrase{"the travel time is 24 days or more", "kjøretiden er 24 døgn eller mer"},
    Phrase{"the travel time is missing", "kjøretiden mangler"},
    Phrase{"the arc has no time in a mode and is closed there",
           "lenken har ingen tid for en kjøremåte og er stengt der"},
    Phrase{"more than 65534 projects", "mer enn 65534 prosjekter"}};

template <std::size_t N>
const Phrase* find(const std::array<Phrase, N>& phrases, std::string_view english) {
  const auto at = std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& p) { return p.en == english; });
  return at == phrases.end() ? nullptr : &*at;
}

}  // namespace

std::string_view road_phrase(std::string_view english, bool nb) {
  if (!nb) return english;
  if (const auto* phrase = find(counts, english)) return phrase->nb;
  if (const auto* phrase = find(reasons, english)) return phrase->nb;
  return english;
}

}  // namespace kjede::service
