#include "kjede/service/aeds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/dispatch/place_index.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::service {
namespace {

using text::Align;
using text::Json;
using text::Tone;

std::string_view door_code(dispatch::DoorState door) {
  constexpr std::string_view codes[] = {"closed", "open", "unknown"};
  return codes[static_cast<std::size_t>(door)];
}

std::string door_word(const NearbyAed& near, bool nb) {
  if (!near.usable) return nb ? "ute av drift" : "not usable";
  switch (near.door) {
    case dispatch::DoorState::open: return nb ? "åpen" : "open";
    case dispatch::DoorState::closed: return nb ? "stengt" : "closed";
    case dispatch::DoorState::unknown: break;
  }
  return nb ? "ukjent" : "unknown";
}

std::string unreadable_text(const std::vector<Unreadable>& all, std::string_view what) {
  std::string out;
  for (const auto& each : all) out += fmt::format("  {} «{}»: {} ({})\n", what, each.text, each.count, each.example);
  return out;
}

Json unreadable_json(const std::vector<Unreadable>& all) {
  Json out = Json::array();
  for (const auto& each : all) out.push_back({{"text", each.text}, {"count", each.count}, {"example", each.example}});
  return out;
}

std::uint64_t sum(const std::vector<Unreadable>& all) {
  std::uint64_t n = 0;
  for (const auto& each : all) n += each.count;
  return n;
}

}  // namespace

std::string to_text(const AedImport& done, std::string_view language) {
  const bool nb = language != "en";
  auto out = to_text(done.report, language);
  if (done.removed > 0)
    out += fmt::format(fmt::runtime(nb ? "  {} av {} er merket fjernet\n" : "  {} of {} marked removed\n"),
                       done.removed, done.in_store);
  if (done.doubled > 0)
    out += fmt::format(fmt::runtime(nb ? "  {} forbigått: Hjertestarterregisteret har dem\n"
                                       : "  {} passed over: the national register has them\n"),
                       done.doubled);
  if (done.unknown > 0)
    out += fmt::format(fmt::runtime(nb ? "  {} forbigått: fjernet eller ute av drift, og aldri kjent\n"
                                       : "  {} passed over: deleted or inactive, and never known\n"),
                       done.unknown);
  out += fmt::format(
      fmt::runtime(
          nb ? "{} hjertestartere i alt. Åpningstid ukjent: {} uten, {} som ikke kan leses (teller aldri som åpen). "
               "Tilgang som ikke kan leses: {}.\n"
             : "{} AEDs in all. Opening hours unknown: {} without, {} that cannot be read (never taken for open). "
               "Access that cannot be read: {}.\n"),
      done.stored, done.no_hours, sum(done.hours), sum(done.access));
  return out + unreadable_text(done.hours, nb ? "åpningstid" : "opening hours") +
         unreadable_text(done.access, nb ? "tilgang" : "access");
}

std::string to_json(const AedImport& done, std::string_view language) {
  auto document = Json::parse(to_json(done.report, language));
  document["aeds"] = {{"stored", done.stored},
                      {"removed", done.removed},
                      {"in_store_before", done.in_store},
                      {"doubled", done.doubled},
                      {"never_known", done.unknown},
                      {"no_hours", done.no_hours},
                      {"unreadable_hours", unreadable_json(done.hours)},
                      {"unreadable_access", unreadable_json(done.access)}};
  return document.dump(1) + "\n";
}

base::Result<std::pair<double, double>> place_of(const std::string& text) {
  const auto refuse = [&] {
    return base::fail(codes::bad_choice, fmt::format("'{}' is no place", text),
                      "write longitude,latitude in degrees: 10.75,59.91");
  };
  const auto comma = text.find(',');
  if (comma == std::string::npos) return refuse();
  const auto lon = text::number_in(std::string_view(text).substr(0, comma));
  const auto lat = text::number_in(std::string_view(text).substr(comma + 1));
  if (!lon || !lat || !dispatch::is_place({*lon, *lat})) return refuse();
  return std::pair(*lon, *lat);
}

std::vector<NearbyAed> aeds_near(const dispatch::Scheme& scheme, const NearbyQuery& query, base::Date day, int minute) {
  std::vector<NearbyAed> near;
  for (const auto& aed : scheme.aeds) {
    const double metres = dispatch::metres_between({query.lon, query.lat}, {aed.lon, aed.lat});
    if (metres > query.within) continue;
    NearbyAed each{&aed, metres, {}, {}, dispatch::DoorState::unknown, aed.usable(day)};
    if (aed.hours) each.door = dispatch::state_at(*aed.hours, day, minute);
    if (query.open && !(each.usable && each.door == dispatch::DoorState::open)) continue;
    near.push_back(each);
  }
  std::sort(near.begin(), near.end(),
            [](const auto& a, const auto& b) { return std::tie(a.metres, a.aed->id) < std::tie(b.metres, b.aed->id); });
  if (near.size() > query.count) near.resize(query.count);
  return near;
}

std::string nearby_text(const std::vector<NearbyAed>& near, const text::TableStyle& style, std::string_view language) {
  const bool nb = language != "en";
  if (near.empty()) return nb ? "ingen hjertestarter innen avstanden\n" : "no AED within the distance\n";
  const bool road = std::any_of(near.begin(), near.end(), [](const auto& each) { return each.seconds.has_value(); });
  std::vector<text::TableColumn> columns{{nb ? "Meter" : "Metres", Align::right}};
  if (road) {
    columns.push_back({nb ? "Meter på vei" : "Metres by road", Align::right});
    columns.push_back({nb ? "Sekunder" : "Seconds", Align::right});
  }
  for (const auto* title :
       {nb ? "Dør" : "Door", nb ? "Tilgang" : "Access", "Id", nb ? "Sted" : "Site", nb ? "Hvor" : "Where"})
    columns.push_back({title});
  text::Table table(std::move(columns));
  for (const auto& each : near) {
    std::vector<text::TableCell> row{fmt::format("{:.0f}", each.metres)};
    if (road) {
      row.emplace_back(each.road_metres ? fmt::format("{:.0f}", *each.road_metres) : "–");
      row.emplace_back(each.seconds ? fmt::format("{:.0f}", *each.seconds) : "–");
    }
    const bool open = each.usable && each.door == dispatch::DoorState::open;
    row.emplace_back(door_word(each, nb), open ? Tone::green : Tone::yellow);
    row.emplace_back(std::string(to_string(each.aed->access)));
    row.emplace_back(each.aed->id);
    row.emplace_back(each.aed->name);
    row.emplace_back(each.aed->location);
    table.add(std::move(row));
  }
  return table.render(style);
}

std::string nearby_json(const std::vector<NearbyAed>& near, const std::string& at) {
  Json document{{"schema_version", 1}, {"at", at}, {"aeds", Json::array()}};
  for (const auto& each : near) {
    Json row{{"aed", each.aed->id},
             {"name", each.aed->name},
             {"lon", each.aed->lon},
             {"lat", each.aed->lat},
             {"metres", std::round(each.metres * 10) / 10},
             {"door", door_code(each.door)},
             {"usable", each.usable},
             {"access", to_string(each.aed->access)},
             {"location", each.aed->location}};
    if (each.seconds) row["seconds"] = std::round(*each.seconds * 10) / 10;
    if (each.road_metres) row["road_metres"] = std::round(*each.road_metres);
    document["aeds"].push_back(std::move(row));
  }
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
