#include "kjede/planning/service_area.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "area_tables.hpp"
#include "keys.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/text/source.hpp"
#include "read_policy.hpp"
#include "told_faults.hpp"

namespace kjede::planning {
namespace {

namespace fs = std::filesystem;

class AreaReader {
 public:
  AreaReader(const text::YamlNode& root, fs::path folder) : root_(root) { area_.folder = std::move(folder); }

  base::Result<ServiceArea> read() {
    Keys keys(root_, "the service area", problems_);
    area_.id = keys.need_text("service");
    area_.name = keys.label("name");
    area_.synthetic = keys.flag("synthetic", false);
    years(keys);
    roads(keys);
    tables(keys);
    kinds(keys);
    targets(keys);
    calls(keys);
    area_.drive_sigma = keys.number("drive sigma", 0, 2).value_or(0);
    arrests(keys);
    if (const auto* node = keys.find("dispatch")) area_.policy = read_policy(*node, {}, problems_);
    simulation(keys);
    keys.finish();
    whole();
    if (base::has_error(problems_)) return base::fail(first_of_each_file(std::move(problems_)));
    return std::move(area_);
  }

 private:
  fs::path below(const std::string& name) const { return name.empty() ? fs::path() : area_.folder / name; }

  void years(Keys& keys) {
    area_.year = keys.need("year") == nullptr ? 0 : keys.whole("year", 1900, 2200).value_or(0);
    for (const auto& item : keys.list("years")) {
      const auto year = number_in(item.scalar);
      if (year && *year == static_cast<int>(*year))
        area_.years.push_back(static_cast<int>(*year));
      else
        problem(problems_, codes::bad_yaml, item.span, fmt::format("'{}' is no year", item.scalar));
    }
    if (area_.years.empty()) area_.years.push_back(area_.year);
  }

  void roads(Keys& keys) {
    const auto* node = keys.need("roads");
    if (node == nullptr) return;
    area_.roads.span = first_of(node->span);
    if (node->is_scalar()) {
      area_.roads.file = below(node->scalar);
      return;
    }
    Keys parts(*node, "'roads'", problems_);
    area_.roads.file = below(parts.text("file").value_or(""));
    area_.roads.nodes = below(parts.text("nodes").value_or(""));
    area_.roads.arcs = below(parts.text("arcs").value_or(""));
    area_.roads.projects = below(parts.text("projects").value_or(""));
    area_.roads.lights = parts.text("lights").value_or("seconds");
    area_.roads.normal = parts.text("normal").value_or(area_.roads.lights);
    area_.roads.winter_lights = parts.text("winter lights").value_or("");
    area_.roads.winter_normal = parts.text("winter normal").value_or(area_.roads.winter_lights);
    times_of_day(parts);
    parts.finish();
    if (area_.roads.file.empty() == (area_.roads.nodes.empty() || area_.roads.arcs.empty()))
      problem(problems_, codes::bad_yaml, area_.roads.span, "'roads' names neither a road file nor nodes and arcs",
              "write roads: region.road, or roads: {nodes: nodes.csv, arcs: arcs.csv}");
  }

  // speeds: a speed model's file, or `default`; times by hour: which of its time classes holds when.
  void times_of_day(Keys& parts) {
    if (const auto name = parts.text("speeds")) {
      if (*name == "default")
        area_.roads.speeds.emplace();
      else
        speeds(below(*name));
    }
    const auto* node = parts.find("times by hour");
    if (node == nullptr) return;
    if (!parts.find("speeds"))
      problem(problems_, codes::bad_yaml, first_of(node->span), "'times by hour' has no speed model to take times from",
              "add speeds: default, or a file");
    Keys days(*node, "'times by hour'", problems_);
    hours(days, "weekday", area_.roads.weekday);
    hours(days, "weekend", area_.roads.weekend);
    days.finish();
  }

  void speeds(const fs::path& path) {
    const auto take = [&](const auto& failed) {
      problems_.insert(problems_.end(), failed.error().begin(), failed.error().end());
    };
    auto file = text::read_source(path);
    if (!file) return take(file);
    auto model = road::read_speed_model(*file);
    if (!model) return take(model);
    area_.roads.speeds = std::move(*model);
  }

  void hours(Keys& days, std::string_view key, std::array<road::TimeClass, 24>& into) {
    const auto items = days.list(key);
    if (items.empty()) return;
    if (items.size() != into.size())
      return problem(problems_, codes::bad_yaml, first_of(days.find(key)->span),
                     fmt::format("'{}' has {} time classes; a day has 24 hours", key, items.size()));
    const std::vector<std::string> known(road::time_class_names.begin(), road::time_class_names.end());
    for (std::size_t h = 0; h < into.size(); ++h) {
      if (const auto found = road::parse_time_class(items[h].scalar))
        into[h] = *found;
      else
        problem(problems_, codes::bad_yaml, items[h].span, fmt::format("there is no time class '{}'", items[h].scalar),
                advice(items[h].scalar, known));
    }
  }

  void tables(Keys& keys) {
    const AreaTables files{below(keys.need_text("stations")), below(keys.need_text("vehicles")),
                           below(keys.need_text("hospitals")), below(keys.need_text("zones"))};
    area_.background = below(keys.text("background").value_or(""));
    if (!base::has_error(problems_)) read_tables(files, area_, problems_);
  }

  // vehicle kinds: {transport: [planned]}: what each kind may be sent to.
  void kinds(Keys& keys) {
    const auto* node = keys.find("vehicle kinds");
    if (node == nullptr) return;
    Keys parts(*node, "'vehicle kinds'", problems_);
    const std::vector<std::string> priorities{"acute", "urgent", "planned"};
    for (const auto& [kind, listed] : node->entries) {
      auto& takes = area_.takes[kind.scalar] = 0;
      for (const auto& item : parts.list(kind.scalar)) {
        const auto found = std::ranges::find(priorities, item.scalar);
        if (found == priorities.end())
          problem(problems_, codes::bad_yaml, item.span, fmt::format("there is no priority '{}'", item.scalar),
                  advice(item.scalar, priorities));
        else
          takes |= static_cast<std::uint8_t>(1U << (found - priorities.begin()));
      }
    }
  }

  void targets(Keys& keys) {
    const auto* node = keys.find("targets");
    if (node == nullptr) return;
    Keys parts(*node, "'targets'", problems_);
    area_.urban_target = parts.seconds("urban").value_or(720) / 60;
    area_.rural_target = parts.seconds("rural").value_or(1500) / 60;
    parts.finish();
  }

  void calls(Keys& keys) {
    const auto* node = keys.need("calls");
    if (node == nullptr) return;
    Keys streams(*node, "'calls'", problems_);
    constexpr std::array names{"acute", "urgent", "planned"};
    for (std::size_t p = 0; p < names.size(); ++p) {
      if (const auto* stream = streams.find(names[p])) one_stream(*stream, names[p], static_cast<sim::Priority>(p));
    }
    streams.finish();
    if (area_.calls.empty() && node->is_mapping())
      problem(problems_, codes::bad_yaml, first_of(node->span), "'calls' has no priority");
  }

  void one_stream(const text::YamlNode& node, const std::string& name, sim::Priority priority) {
    Keys keys(node, fmt::format("calls '{}'", name), problems_);
    AreaCalls calls;
    calls.priority = priority;
    rates(keys, calls);
    rhythm(keys, calls);
    const auto law = [&](const char* key, sim::Law& into) {
      if (keys.need(key) == nullptr) return;
      if (auto read = keys.law(key)) into = std::move(*read);
    };
    law("triage", calls.triage);
    law("alert", calls.alert);
    law("turnout", calls.turnout);
    law("to patient", calls.to_patient);
    law("at scene", calls.scene);
    law("at hospital", calls.handover);
    calls.transport = keys.number("transport", 0, 1).value_or(1);
    calls.second_unit = keys.number("second unit", 0, 1).value_or(0);
    needs(keys, calls);
    calls.lights = keys.flag("lights", priority != sim::Priority::planned);
    keys.finish();
    area_.calls.push_back(std::move(calls));
  }

  // One rate for all, or one per age band of the zone table.
  void rates(Keys& keys, AreaCalls& calls) {
    const auto* node = keys.need("per 1000 a year");
    if (node == nullptr) return;
    if (node->is_scalar()) {
      const double rate = keys.number("per 1000 a year", 0, 10'000).value_or(0);
      calls.per_1000.assign(std::max<std::size_t>(area_.bands.size(), 1), rate);
      return;
    }
    Keys bands(*node, "'per 1000 a year'", problems_);
    for (const auto& band : area_.bands) {
      bands.need(band);
      calls.per_1000.push_back(bands.number(band, 0, 10'000).value_or(0));
    }
    if (!area_.zones.empty()) bands.finish();
  }

  // needs: {specialist: 0.12}: so many of the transported go past the nearest hospital to one of that kind.
  void needs(Keys& keys, AreaCalls& calls) {
    const auto* node = keys.find("needs");
    if (node == nullptr) return;
    Keys parts(*node, "'needs'", problems_);
    std::vector<std::string> known;
    for (const auto& hospital : area_.hospitals)
      known.insert(known.end(), hospital.kinds.begin(), hospital.kinds.end());
    for (const auto& [key, value] : node->entries) {
      if (std::find(known.begin(), known.end(), key.scalar) == known.end())
        problem(problems_, codes::bad_yaml, key.span, fmt::format("no hospital is of kind '{}'", key.scalar),
                advice(key.scalar, known));
      calls.needs.emplace_back(key.scalar, parts.number(key.scalar, 0, 1).value_or(0));
    }
  }

  static void rhythm(Keys& keys, AreaCalls& calls) {
    auto hours = keys.numbers("by hour", 24), days = keys.numbers("by weekday", 7);
    if (hours.empty()) hours.assign(24, 1);
    if (days.empty()) days.assign(7, 1);
    double sum = 0;
    for (std::size_t h = 0; h < 168; ++h) sum += calls.hour_factor[h] = days[h / 24] * hours[h % 24];
    if (sum > 0) std::for_each(calls.hour_factor.begin(), calls.hour_factor.end(), [&](double& f) { f *= 168 / sum; });
  }

  void arrests(Keys& keys) {
    const auto* node = keys.find("cardiac arrest");
    if (node == nullptr) return;
    Keys parts(*node, "'cardiac arrest'", problems_);
    ArrestRegister found;
    const auto count = [&](const char* key) {
      return parts.need(key) == nullptr ? 0.0 : parts.number(key, 0, 1e7).value_or(0);
    };
    found.treated = count("treated");
    found.survivors = count("survivors");
    found.utstein = count("utstein");
    found.utstein_survivors = count("utstein survivors");
    found.ambulance_witnessed = count("witnessed by ambulance");
    found.bystander_cpr = parts.number("bystander cpr", 0, 1).value_or(0);
    found.bystander_cpr_after = parts.seconds("bystander cpr after").value_or(0) / 60;
    percentiles(parts, found);
    const std::vector<std::string> curves{"larsen", "valenzuela", "waalewijn", "de_maio"};
    if (const auto which = parts.one_of("curve of utstein", curves))
      found.utstein_curve = *survival_curve(curves[*which]);
    if (const auto which = parts.one_of("curve of others", curves)) found.other_curve = *survival_curve(curves[*which]);
    parts.finish();
    area_.arrests = found;
  }

  void percentiles(Keys& parts, ArrestRegister& found) {
    const auto* node = parts.need("response");
    if (node == nullptr) return;
    Keys points(*node, "'response'", problems_);
    for (const auto& [key, value] : node->entries) {
      const auto percentile = number_in(key.scalar);
      const auto seconds = points.seconds(key.scalar);
      if (!percentile || *percentile <= 0 || *percentile >= 100)
        problem(problems_, codes::bad_yaml, key.span, fmt::format("'{}' is no percentile", key.scalar));
      else if (seconds)
        found.response[*percentile] = *seconds / 60;
    }
  }

  void simulation(Keys& keys) {
    const auto* node = keys.find("simulation");
    if (node == nullptr) return;
    Keys parts(*node, "'simulation'", problems_);
    area_.run.days = parts.whole("days", 1, 36'525).value_or(area_.run.days);
    area_.run.warm_up_days = parts.whole("warm up days", 0, 365).value_or(area_.run.warm_up_days);
    area_.run.replications = parts.whole("replications", 1, 100'000).value_or(area_.run.replications);
    if (const auto seed = parts.number("seed", 0, 1e15)) area_.run.seed = static_cast<std::uint64_t>(*seed);
    parts.finish();
  }

  void whole() {
    if (!base::has_error(problems_) && area_.vehicles.empty())
      problem(problems_, codes::area_table, first_of(root_.span), "the fleet is empty: no vehicle to send");
  }

  const text::YamlNode& root_;
  ServiceArea area_;
  base::Diagnostics problems_;
};

}  // namespace

std::array<road::TimeClass, 24> AreaRoads::usual_weekend() {
  std::array<road::TimeClass, 24> hours;
  for (std::size_t h = 0; h < hours.size(); ++h)
    hours[h] = h < 6 || h == 23 ? road::TimeClass::night : road::TimeClass::day;
  return hours;
}

std::array<road::TimeClass, 24> AreaRoads::usual_weekday() {
  auto hours = usual_weekend();
  for (const std::size_t h : {7, 8, 15, 16}) hours[h] = road::TimeClass::rush;
  return hours;
}

std::optional<std::size_t> ServiceArea::year_index(int wanted) const {
  const auto found = std::find(years.begin(), years.end(), wanted);
  if (found == years.end()) return std::nullopt;
  return static_cast<std::size_t>(found - years.begin());
}

base::Result<ServiceArea> read_service_area(const fs::path& path) {
  const auto file_path = fs::is_directory(path) ? path / "service.yaml" : path;
  KJEDE_ASSIGN(auto file, text::read_source(file_path));
  KJEDE_ASSIGN(const auto root, text::parse_yaml(file));
  auto folder = file_path.parent_path();
  return AreaReader(root, folder.empty() ? fs::path(".") : folder).read();
}

}  // namespace kjede::planning
