// Speed models as YAML: docs/reference/speed_model.md.

#include <fmt/format.h>

#include "kjede/road/codes.hpp"
#include "kjede/road/speed_model.hpp"
#include "yaml_reading.hpp"

namespace kjede::road {

namespace {

constexpr double highest_factor = 20;
constexpr double lowest_factor = 0.05;
constexpr double highest_speed = 250;

std::vector<std::string> class_names() {
  std::vector<std::string> names;
  for (const auto kind : all_road_classes()) names.emplace_back(to_string(kind));
  return names;
}

void read_classes(YamlReading& in, const text::YamlNode& node, std::string_view key, double low, double high,
                  PerClass<double>& values) {
  const auto* map = node.find(key);
  if (map == nullptr || !in.is_mapping(*map, fmt::format("'{}'", key), class_names())) return;
  for (const auto kind : all_road_classes()) {
    if (const auto value = in.number(*map, to_string(kind), low, high)) values[kind] = *value;
  }
}

template <std::size_t N>
void read_named(YamlReading& in, const text::YamlNode& node, std::string_view key,
                const std::array<std::string_view, N>& names, double high, std::array<double, N>& values) {
  const auto* map = node.find(key);
  if (map == nullptr || !in.is_mapping(*map, fmt::format("'{}'", key), {names.begin(), names.end()})) return;
  for (std::size_t i = 0; i < N; ++i) {
    if (const auto value = in.number(*map, names[i], lowest_factor, high)) values[i] = *value;
  }
}

void read_number(YamlReading& in, const text::YamlNode& node, std::string_view key, double low, double high,
                 double& place) {
  if (const auto value = in.number(node, key, low, high)) place = *value;
}

void read_ferry(YamlReading& in, const text::YamlNode& node, FerryRule& ferry) {
  const auto* map = node.find("ferry");
  if (map == nullptr || !in.is_mapping(*map, "'ferry'", {"unknown headway minutes", "speed", "call out"})) return;
  if (const auto minutes = in.number(*map, "unknown headway minutes", 0, 1440)) ferry.unknown_headway = *minutes * 60;
  read_number(in, *map, "speed", 1, highest_speed, ferry.speed);
  const auto* called = map->find("call out");
  if (called == nullptr) return;
  ferry.call_out = {};
  for (const auto& item : called->items) {
    if (const auto priority = item.is_scalar() ? parse_priority(item.scalar) : std::nullopt) {
      ferry.call_out[static_cast<std::size_t>(*priority)] = true;
    } else {
      in.refuse(item.span, "'call out' lists priorities: acute, urgent, planned");
    }
  }
  if (!called->is_sequence()) in.refuse(called->span, "'call out' is a list of priorities, e.g. [acute]");
}

void read_residuals(YamlReading& in, const text::YamlNode& node, SpeedModel& model) {
  const auto* map = node.find("residual sd");
  auto known = class_names();
  known.emplace_back("all");
  known.emplace_back("trips");
  if (map == nullptr || !in.is_mapping(*map, "'residual sd'", known)) return;
  read_number(in, *map, "all", 0, 10, model.residual_sd);
  double trips = 0;
  read_number(in, *map, "trips", 0, 1e15, trips);
  model.fitted_trips = static_cast<std::uint64_t>(trips);
  for (const auto kind : all_road_classes()) {
    read_number(in, *map, to_string(kind), 0, 10, model.class_residual_sd[kind]);
  }
}

template <class Names, class Values>
std::string named_yaml(std::string_view key, const Names& names, const Values& values) {
  std::string out = fmt::format("{}:\n", key);
  for (std::size_t i = 0; i < names.size(); ++i) out += fmt::format("  {}: {}\n", names[i], values[i]);
  return out;
}

std::string classes_yaml(std::string_view key, const PerClass<double>& values) {
  std::string out = fmt::format("{}:\n", key);
  for (const auto kind : all_road_classes()) out += fmt::format("  {}: {}\n", to_string(kind), values[kind]);
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + '"';
}

}  // namespace

base::Result<SpeedModel> read_speed_model(std::shared_ptr<const base::SourceFile> file) {
  KJEDE_ASSIGN(const auto root, text::parse_yaml(std::move(file)));
  base::Diagnostics problems;
  YamlReading in(codes::bad_speed_model, problems);
  SpeedModel model;
  if (in.is_mapping(
          root, "a speed model",
          {"speed model", "source", "speed without limit", "factor by class", "factor by priority", "factor by time",
           "seconds per junction", "seconds per signal", "off-road speed", "ferry", "residual sd"})) {
    if (const auto name = in.text(root, "speed model")) model.name = *name;
    if (const auto source = in.text(root, "source")) model.source = *source;
    read_classes(in, root, "speed without limit", 1, highest_speed, model.speed);
    read_classes(in, root, "factor by class", lowest_factor, highest_factor, model.class_factor);
    read_named(in, root, "factor by priority", priority_names, highest_factor, model.priority_factor);
    read_named(in, root, "factor by time", time_class_names, highest_factor, model.time_factor);
    read_number(in, root, "seconds per junction", 0, 600, model.junction_seconds);
    read_number(in, root, "seconds per signal", 0, 600, model.signal_seconds);
    read_named(in, root, "off-road speed", priority_names, highest_speed, model.off_road_speed);
    read_ferry(in, root, model.ferry);
    read_residuals(in, root, model);
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return model;
}

std::string to_yaml(const SpeedModel& model) {
  std::string out = fmt::format("speed model: {}\n", quoted(model.name));
  if (!model.source.empty()) out += fmt::format("source: {}\n", quoted(model.source));
  out += classes_yaml("speed without limit", model.speed);
  out += classes_yaml("factor by class", model.class_factor);
  out += named_yaml("factor by priority", priority_names, model.priority_factor);
  out += named_yaml("factor by time", time_class_names, model.time_factor);
  out +=
      fmt::format("seconds per junction: {}\nseconds per signal: {}\n", model.junction_seconds, model.signal_seconds);
  out += named_yaml("off-road speed", priority_names, model.off_road_speed);
  out += fmt::format("ferry:\n  unknown headway minutes: {}\n  speed: {}\n  call out: [",
                     model.ferry.unknown_headway / 60, model.ferry.speed);
  std::string_view comma;
  for (std::size_t i = 0; i < priority_names.size(); ++i) {
    if (!model.ferry.call_out[i]) continue;
    out += fmt::format("{}{}", comma, priority_names[i]);
    comma = ", ";
  }
  out += "]\n";
  if (model.fitted_trips > 0) {
    out += fmt::format("residual sd:\n  trips: {}\n  all: {}\n", model.fitted_trips, model.residual_sd);
    for (const auto kind : all_road_classes()) {
      if (model.class_residual_sd[kind] > 0)
        out += fmt::format("  {}: {}\n", to_string(kind), model.class_residual_sd[kind]);
    }
  }
  return out;
}

}  // namespace kjede::road
