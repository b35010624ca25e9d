#include "road_texts.hpp"

#include "kjede/road/codes.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/source.hpp"

namespace kjede::road {

namespace {

using text::Json;

base::Unexpected broken() {
  return base::fail(codes::damaged_road_file, "the words of the file (modes, projects, licence) cannot be read");
}

std::string text_of(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

// The objects of an array member; nothing when it is something else.
const Json* array_of(const Json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_array()) return nullptr;
  for (const auto& item : *at) {
    if (!item.is_object()) return nullptr;
  }
  return &*at;
}

}  // namespace

std::string write_texts(const NetworkView& roads) {
  Json modes = Json::array();
  for (const auto& mode : roads.modes) modes.push_back({{"name", mode.name}, {"off_road_kmh", mode.off_road_speed}});
  Json projects = Json::array();
  for (const auto& p : roads.projects) projects.push_back({{"id", p.id}, {"name", p.name}, {"opens", p.opens}});
  const Json all{{"name", roads.texts.name},
                 {"source", roads.texts.source},
                 {"licence", roads.texts.licence},
                 {"country", roads.texts.country},
                 {"modes", modes},
                 {"projects", projects}};
  return text::to_text(all, -1);
}

base::Result<void> read_texts(std::string_view json, const std::vector<std::span<const Millis>>& weights,
                              NetworkView& roads) {
  const auto all = text::parse_json(text::make_source("road file", std::string(json)));
  if (!all || !all->is_object()) return broken();
  const auto* modes = array_of(*all, "modes");
  const auto* projects = array_of(*all, "projects");
  if (modes == nullptr || projects == nullptr || modes->size() != weights.size()) return broken();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto& mode = (*modes)[i];
    const auto speed = mode.find("off_road_kmh");
    if (speed == mode.end() || !speed->is_number()) return broken();
    roads.modes.push_back({text_of(mode, "name"), speed->get<double>(), weights[i]});
  }
  for (const auto& p : *projects) roads.projects.push_back({text_of(p, "id"), text_of(p, "name"), text_of(p, "opens")});
  roads.texts = {text_of(*all, "name"), text_of(*all, "source"), text_of(*all, "licence"), text_of(*all, "country")};
  return {};
}

}  // namespace kjede::road
