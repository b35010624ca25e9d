#include "kjede/planning/scenario.hpp"

#include <fmt/format.h>

#include "keys.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/text/source.hpp"
#include "read_policy.hpp"

namespace kjede::planning {
namespace {

namespace fs = std::filesystem;

class ScenarioReader {
 public:
  ScenarioReader(const text::YamlNode& root, const fs::path& file) : root_(root) { scenario_.file = file; }

  base::Result<Scenario> read() {
    Keys keys(root_, "the scenario", problems_);
    scenario_.span = first_of(root_.span);
    scenario_.id = keys.need_text("scenario");
    scenario_.name = keys.label("name");
    if (keys.find("description") != nullptr) scenario_.description = keys.label("description");
    if (const auto service = keys.need_text("service"); !service.empty())
      scenario_.service = (scenario_.file.parent_path() / service).lexically_normal();
    if (const auto* year = keys.find("year")) scenario_.year_span = year->span;
    scenario_.year = keys.whole("year", 1900, 2200).value_or(0);
    roads(keys);
    stations(keys);
    vehicles(keys);
    responders(keys);
    if (const auto* node = keys.find("dispatch")) scenario_.policy = read_policy(*node, {}, problems_);
    changes(keys, "alert", scenario_.alert_change);
    changes(keys, "turnout", scenario_.turnout_change);
    demand(keys);
    keys.finish();
    if (base::has_error(problems_)) return base::fail(std::move(problems_));
    return std::move(scenario_);
  }

 private:
  static NamedSpan named(const text::YamlNode& node) { return {node.scalar, node.span}; }

  static std::vector<NamedSpan> names(Keys& keys, std::string_view key) {
    std::vector<NamedSpan> found;
    for (const auto& item : keys.list(key)) found.push_back(named(item));
    return found;
  }

  // The entries of a mapping: id → node.
  std::vector<std::pair<text::YamlNode, text::YamlNode>> entries(Keys& keys, std::string_view key) {
    const auto* node = keys.find(key);
    if (node == nullptr) return {};
    if (node->is_mapping()) return node->entries;
    problem(problems_, codes::bad_yaml, node->span, fmt::format("'{}' must be a mapping from ids", key),
            fmt::format("write {}: {{id: …}}", key));
    return {};
  }

  void roads(Keys& keys) {
    const auto* node = keys.find("roads");
    if (node == nullptr) return;
    Keys parts(*node, "'roads'", problems_);
    scenario_.open_projects = names(parts, "open");
    for (const auto& item : parts.list("close")) closing(item);
    const std::vector<std::string> seasons{"summer", "winter"};
    if (const auto season = parts.one_of("season", seasons)) {
      scenario_.winter = *season == 1;
      scenario_.winter_span = parts.find("season")->span;
    }
    parts.finish();
  }

  void closing(const text::YamlNode& node) {
    Keys parts(node, "a closed road", problems_);
    RoadClosing closed;
    closed.span = first_of(node.span);
    if (parts.find("class") != nullptr) {
      closed.road_class = parts.text("class").value_or("");
    } else {
      const auto need = [&](const char* key, double low, double high) {
        return parts.need(key) == nullptr ? 0.0 : parts.number(key, low, high).value_or(0);
      };
      closed.lon = need("lon", -180, 180);
      closed.lat = need("lat", -90, 90);
      closed.metres = need("metres", 1, 100'000);
    }
    parts.finish();
    scenario_.close_roads.push_back(closed);
  }

  Site site(const text::YamlNode& node, const std::string& what) {
    Keys parts(node, what, problems_);
    Site place;
    place.span = first_of(node.span);
    place.name = parts.text("name").value_or("");
    place.municipality = parts.text("municipality").value_or("");
    place.place = parts.text("place").value_or("");
    const auto lon = parts.number("lon", -180, 180), lat = parts.number("lat", -90, 90);
    place.lon = lon.value_or(0);
    place.lat = lat.value_or(0);
    parts.finish();
    if (node.is_mapping() && place.place.empty() == !(lon && lat))
      problem(problems_, codes::bad_yaml, place.span, fmt::format("{} needs a place, or lon and lat", what),
              "write {place: …} or {lon: 5.32, lat: 60.39}");
    return place;
  }

  void stations(Keys& keys) {
    const auto* node = keys.find("stations");
    if (node == nullptr) return;
    Keys parts(*node, "'stations'", problems_);
    scenario_.close_stations = names(parts, "close");
    for (const auto& [id, where] : entries(parts, "move"))
      scenario_.move_stations.push_back({named(id), site(where, fmt::format("station '{}'", id.scalar))});
    for (const auto& [id, where] : entries(parts, "open"))
      scenario_.open_stations.push_back({named(id), site(where, fmt::format("station '{}'", id.scalar))});
    parts.finish();
  }

  int minute(Keys& parts, std::string_view key) {
    const auto written = parts.text(key);
    if (!written) return 0;
    const auto minute = minute_of_day_in(*written);
    if (!minute)
      problem(problems_, codes::bad_yaml, parts.find(key)->span,
              fmt::format("'{}' is a time of day, not '{}'", key, *written), "write \"07:30\"");
    return minute.value_or(0) % (24 * 60);
  }

  void vehicles(Keys& keys) {
    const auto* node = keys.find("vehicles");
    if (node == nullptr) return;
    Keys parts(*node, "'vehicles'", problems_);
    scenario_.remove_vehicles = names(parts, "remove");
    for (const auto& [id, station] : entries(parts, "move"))
      scenario_.move_vehicles.push_back({named(id), named(station)});
    for (const auto& [id, what] : entries(parts, "add")) {
      Keys one(what, fmt::format("vehicle '{}'", id.scalar), problems_);
      AreaVehicle vehicle;
      vehicle.id = id.scalar;
      vehicle.station = one.need_text("station");
      vehicle.kind = one.text("kind").value_or("ambulance");
      vehicle.from = minute(one, "from");
      vehicle.to = minute(one, "to");
      vehicle.span = id.span;
      one.finish();
      scenario_.add_vehicles.push_back(std::move(vehicle));
    }
    parts.finish();
  }

  void responders(Keys& keys) {
    const auto* node = keys.find("first responders");
    if (node == nullptr) return;
    Keys parts(*node, "'first responders'", problems_);
    FirstResponders found;
    parts.need("municipalities");
    found.municipalities = names(parts, "municipalities");
    found.available = parts.number("available", 0, 1).value_or(found.available);
    if (const auto delay = parts.seconds("delay")) found.delay = *delay / 60;
    found.speed = parts.number("km per hour", 1, 200).value_or(found.speed);
    found.distance = parts.number("mean km", 0.01, 100).value_or(found.distance);
    parts.finish();
    scenario_.responders = std::move(found);
  }

  // turnout: {acute: -15 s}
  void changes(Keys& keys, const char* key, std::array<double, sim::priority_count>& into) {
    const auto* node = keys.find(key);
    if (node == nullptr) return;
    Keys parts(*node, fmt::format("'{}'", key), problems_);
    constexpr std::array names{"acute", "urgent", "planned"};
    for (std::size_t p = 0; p < names.size(); ++p) into[p] = parts.seconds(names[p]).value_or(0);
    parts.finish();
  }

  void demand(Keys& keys) {
    const auto* node = keys.find("calls");
    if (node == nullptr) return;
    Keys parts(*node, "'calls'", problems_);
    scenario_.demand_factor = parts.number("factor", 0.01, 100).value_or(1);
    parts.finish();
  }

  const text::YamlNode& root_;
  Scenario scenario_;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<Scenario> read_scenario(const fs::path& path) {
  KJEDE_ASSIGN(auto file, text::read_source(path));
  KJEDE_ASSIGN(const auto root, text::parse_yaml(file));
  return ScenarioReader(root, path).read();
}

}  // namespace kjede::planning
