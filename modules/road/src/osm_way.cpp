#include "osm_way.hpp"

#include <algorithm>
#include <array>

#include "speed_limits.hpp"

namespace kjede::road {

namespace {

enum class Access { not_said, open, closed, emergency_only };

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Of several values ("agricultural;destination") the most open counts.
Access one_access(std::string_view value) {
  if (value.empty()) return Access::not_said;
  Access best = Access::closed;
  while (true) {
    const auto end = std::min(value.find(';'), value.size());
    const auto word = value.substr(0, end);
    if (word == "emergency") {
      best = Access::emergency_only;
    } else if (!is_one_of(word, {"no", "private", "agricultural", "forestry", "military", "psv", "bus", "foot",
                                 "bicycle", "use_sidepath", "residents_only"})) {
      return Access::open;
    }
    if (end == value.size()) return best;
    value.remove_prefix(end + 1);
  }
}

// For the public's cars: the most special key that is there.
Access car_access(const TagLookup& tags) {
  for (const char* key : {"motorcar", "motor_vehicle", "vehicle", "access"}) {
    if (const auto access = one_access(tags(key)); access != Access::not_said) return access;
  }
  return Access::not_said;
}

bool emergency_opens(const TagLookup& tags) {
  return is_one_of(tags("emergency"), {"yes", "designated", "official", "permissive", "destination"}) ||
         tags("service") == "emergency_access" || tags("access") == "emergency";
}

// Usable, and whether only as an emergency vehicle.
struct Opening {
  bool open = false;
  bool restricted = false;
};

Opening opening(const TagLookup& tags, bool for_cars_by_default) {
  const auto cars = car_access(tags);
  const bool public_road = cars == Access::open || (cars == Access::not_said && for_cars_by_default);
  if (tags("emergency") == "no") return {};
  if (public_road) return {true, false};
  return {emergency_opens(tags) || cars == Access::emergency_only, true};
}

void read_directions(const TagLookup& tags, OsmWay& way) {
  const auto junction = tags("junction");
  const bool round = junction == "roundabout" || junction == "circular";
  if (round) way.flags |= arc_roundabout;
  auto oneway = tags("oneway");
  for (const char* key : {"oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway:emergency"}) {
    if (const auto special = tags(key); !special.empty()) oneway = special;
  }
  if (is_one_of(oneway, {"yes", "true", "1"})) {
    way.backward = false;
  } else if (is_one_of(oneway, {"-1", "reverse"})) {
    way.forward = false;
  } else if (oneway == "reversible") {
    way.use = WayUse::reversible;
  } else if (oneway.empty() && (round || way.road_class == RoadClass::motorway)) {
    way.backward = false;
  }
}

// The limit of one direction: maxspeed:forward, maxspeed, then the kind of sign or zone that was noted.
std::uint8_t read_limit(const TagLookup& tags, const char* direction, bool& unreadable) {
  for (const char* key : {direction, "maxspeed"}) {
    const auto text = tags(key);
    if (text.empty()) continue;
    if (const auto limit = parse_maxspeed(text)) return *limit;
    if (!is_one_of(text, {"signals", "variable"})) unreadable = true;
  }
  for (const char* key : {"maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic"}) {
    const auto text = tags(key);
    if (country_of(text).empty()) continue;
    if (const auto limit = parse_maxspeed(text)) return *limit;
  }
  return 0;
}

void read_ferry(const TagLookup& tags, OsmWay& way) {
  way.road_class = RoadClass::ferry;
  way.flags |= arc_ferry;
  const auto cars = car_access(tags);
  const bool for_walkers = is_one_of(tags("foot"), {"yes", "designated"}) && cars == Access::not_said;
  way.use = opening(tags, !for_walkers).open ? WayUse::usable : WayUse::no_road;
  way.cars_not_said = cars == Access::not_said;
  if (const auto seconds = parse_duration(tags("duration"))) way.crossing = *seconds;
  if (const auto seconds = parse_duration(tags("interval"))) way.headway = *seconds;
  if (const auto hours = parse_daily_hours(tags("opening_hours"))) {
    way.first = hours->first;
    way.last = hours->last;
  }
}

// The class a value of `highway` stands for; ways for walkers and riders are paths.
struct Kind {
  RoadClass road_class = RoadClass::other;
  bool for_cars = true;
};

std::optional<Kind> kind_of(std::string_view highway, const TagLookup& tags) {
  if (is_one_of(highway, {"pedestrian", "footway", "cycleway", "path", "bridleway", "busway", "bus_guideway"})) {
    return Kind{RoadClass::path, false};
  }
  if (highway == "road") return Kind{RoadClass::unclassified, true};
  if (is_one_of(highway, {"ferry", "other"})) return std::nullopt;
  const auto known = parse_road_class(highway);
  if (!known) return std::nullopt;
  const bool rough = *known == RoadClass::track && is_one_of(tags("tracktype"), {"grade4", "grade5"});
  return Kind{*known, !rough};
}

}  // namespace

OsmWay read_way(const TagLookup& tags) {
  OsmWay way;
  auto highway = tags("highway");
  if (highway.empty()) {
    if (tags("route") == "ferry") read_ferry(tags, way);
    if (way.use == WayUse::usable) read_directions(tags, way);
    return way;
  }
  for (const auto& [word, project] :
       {std::pair{"construction", OsmProject::construction}, std::pair{"proposed", OsmProject::proposed}}) {
    if (highway != word) continue;
    way.project = project;
    highway = tags(word);
    break;
  }
  const auto kind = kind_of(highway, tags);
  if (!kind || tags("area") == "yes") return way;
  way.road_class = kind->road_class;
  const auto open = opening(tags, kind->for_cars);
  if (!open.open) {
    way.use = kind->for_cars ? WayUse::closed : WayUse::no_road;
    return way;
  }
  way.use = WayUse::usable;
  if (open.restricted) way.flags |= arc_restricted;
  read_directions(tags, way);
  way.limit_forward = read_limit(tags, "maxspeed:forward", way.unreadable_limit);
  way.limit_backward = read_limit(tags, "maxspeed:backward", way.unreadable_limit);
  return way;
}

bool stops_vehicles(const TagLookup& tags) {
  const auto barrier = tags("barrier");
  if (barrier.empty() || tags("emergency") == "yes") return false;
  const auto cars = car_access(tags);
  if (cars == Access::open || cars == Access::emergency_only) return false;
  if (is_one_of(barrier, {"bollard", "block", "jersey_barrier", "log", "debris", "stile", "kissing_gate", "turnstile",
                          "cycle_barrier", "planter", "horse_stile", "motorcycle_barrier"})) {
    return true;
  }
  return is_one_of(barrier, {"gate", "lift_gate", "swing_gate", "chain", "sliding_gate"}) &&
         (tags("locked") == "yes" || cars == Access::closed);
}

}  // namespace kjede::road
