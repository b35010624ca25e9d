#include "kjede/service/plan_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

using text::Json;

constexpr std::size_t kLongestName = 100;  // bytes
constexpr std::size_t kMostEntries = 200;  // of one member

const std::vector<std::string> kMembers{"base", "year", "open", "move", "add", "close", "vehicles", "extra"};

class ChoiceReader {
 public:
  PlanChanges read(const Json& json) {
    PlanChanges changes;
    for (const auto& [name, value] : json.items()) {
      if (name == "base")
        changes.base = text(value, "base");
      else if (name == "year")
        changes.year = year(value);
      else if (name == "open")
        changes.open = texts(value, "open");
      else if (name == "close")
        changes.close = texts(value, "close");
      else if (name == "extra")
        changes.extra = texts(value, "extra");
      else if (name == "move")
        changes.move = moved(value);
      else if (name == "add")
        changes.add = added(value);
      else if (name == "vehicles")
        changes.vehicles = vehicles(value);
      else
        unknown(name);
    }
    if (changes.base.empty()) fault("'base' is missing", "the id of a scenario");
    return changes;
  }
  base::Diagnostics faults;

 private:
  void fault(std::string message, std::string suggestion) {
    faults.push_back(base::fail(codes::bad_choice, std::move(message), std::move(suggestion)).diagnostics.front());
  }

  void unknown(const std::string& name) {
    const auto near = base::nearest(name, kMembers);
    fault("a member of the plan is not known here",
          near.empty() ? fmt::format("one of {}", fmt::join(kMembers, ", ")) : fmt::format("did you mean '{}'?", near));
  }

  std::string text(const Json& value, const char* member) {
    if (!value.is_string()) {
      fault(fmt::format("'{}' of a plan is no text", member), "a name in quotes");
      return {};
    }
    auto found = value.get<std::string>();
    if (found.size() > kLongestName)
      fault(fmt::format("a text in '{}' is longer than {} bytes", member, kLongestName), "");
    return found;
  }

  int year(const Json& value) {
    if (value.is_number_integer() && value.get<double>() >= 0 && value.get<double>() <= 9999) return value.get<int>();
    fault("'year' of a plan is no year", "a whole number; 0 or nothing: the base's own");
    return 0;
  }

  bool sized(const Json& value, bool fits, const char* member, const char* shape) {
    if (fits && value.size() <= kMostEntries) return true;
    fault(fits ? fmt::format("'{}' of a plan has more than {} entries", member, kMostEntries)
               : fmt::format("'{}' of a plan does not have its shape", member),
          shape);
    return false;
  }

  std::vector<std::string> texts(const Json& value, const char* member) {
    std::vector<std::string> out;
    if (!sized(value, value.is_array(), member, "[id, …]")) return out;
    for (const auto& one : value) out.push_back(text(one, member));
    return out;
  }

  double degrees(const Json& place, const char* name, double most, const char* member) {
    const auto found = place.find(name);
    const bool fits = found != place.end() && found->is_number() && std::abs(found->get<double>()) <= most;
    if (!fits) fault(fmt::format("a place in '{}' has no {}", member, name), "degrees, as a number");
    return fits ? found->get<double>() : 0.0;
  }

  planning::Site site(const Json& place, const char* member) {
    planning::Site site;
    if (!place.is_object()) {
      fault(fmt::format("a place in '{}' is no object", member), "{lon, lat}");
      return site;
    }
    site.lon = degrees(place, "lon", 180, member);
    site.lat = degrees(place, "lat", 90, member);
    if (place.contains("name")) site.name = text(place["name"], member);
    return site;
  }

  std::vector<std::pair<std::string, planning::Site>> moved(const Json& value) {
    std::vector<std::pair<std::string, planning::Site>> out;
    if (!sized(value, value.is_object(), "move", "{station: {lon, lat}}")) return out;
    for (const auto& [station, place] : value.items()) out.emplace_back(station, site(place, "move"));
    return out;
  }

  std::vector<std::pair<std::string, planning::Site>> added(const Json& value) {
    std::vector<std::pair<std::string, planning::Site>> out;
    if (!sized(value, value.is_array(), "add", "[{id, name, lon, lat}]")) return out;
    for (const auto& one : value) {
      auto place = site(one, "add");
      auto id = one.is_object() && one.contains("id") ? text(one["id"], "add") : std::string();
      if (id.empty()) fault("a station in 'add' has no id", "a short name that no other station has");
      out.emplace_back(std::move(id), std::move(place));
    }
    return out;
  }

  std::vector<std::pair<std::string, std::string>> vehicles(const Json& value) {
    std::vector<std::pair<std::string, std::string>> out;
    if (!sized(value, value.is_object(), "vehicles", "{vehicle: station}")) return out;
    for (const auto& [vehicle, station] : value.items()) out.emplace_back(vehicle, text(station, "vehicles"));
    return out;
  }
};

Json place_json(const planning::Site& site) {
  Json json{{"lon", site.lon}, {"lat", site.lat}};
  if (!site.name.empty()) json["name"] = site.name;
  return json;
}

}  // namespace

base::Result<PlanChoice> read_plan_choice(const Json& json) {
  PlanChoice choice;
  if (json.is_string() && !json.get_ref<const std::string&>().empty()) {
    choice.id = json.get<std::string>();
    return choice;
  }
  if (!json.is_object())
    return base::fail(codes::bad_choice, "a plan is neither a scenario's id nor an object",
                      "\"base\", or {\"base\": \"base\", …}");
  ChoiceReader reader;
  choice.changes = reader.read(json);
  if (!reader.faults.empty()) return base::fail(std::move(reader.faults));
  return choice;
}

Json plan_choice_json(const PlanChoice& choice) {
  if (!choice.id.empty()) return choice.id;
  const auto& changes = choice.changes;
  Json json{{"base", changes.base}};
  if (changes.year != 0) json["year"] = changes.year;
  if (!changes.open.empty()) json["open"] = changes.open;
  for (const auto& [station, site] : changes.move) json["move"][station] = place_json(site);
  for (const auto& [id, site] : changes.add) {
    Json place{{"id", id}};
    place.update(place_json(site));
    json["add"].push_back(std::move(place));
  }
  if (!changes.close.empty()) json["close"] = changes.close;
  for (const auto& [vehicle, station] : changes.vehicles) json["vehicles"][vehicle] = station;
  if (!changes.extra.empty()) json["extra"] = changes.extra;
  return json;
}

}  // namespace kjede::service
