#include <algorithm>
#include <array>
#include <utility>

#include "kjede/planning/location.hpp"

namespace kjede::planning {
namespace {

constexpr std::array<std::pair<LocationModel, std::string_view>, 15> names{{
    {LocationModel::lscm, "lscm"},
    {LocationModel::mclp, "mclp"},
    {LocationModel::mexclp, "mexclp"},
    {LocationModel::amexclp, "amexclp"},
    {LocationModel::malp, "malp"},
    {LocationModel::dsm, "dsm"},
    {LocationModel::pmedian, "pmedian"},
    {LocationModel::pcentre, "pcentre"},
    {LocationModel::survival, "survival"},
    {LocationModel::expected_survival, "expected_survival"},
    {LocationModel::bernoulli_nash, "bernoulli_nash"},
    {LocationModel::iso_elastic, "iso_elastic"},
    {LocationModel::ertm, "ertm"},
    {LocationModel::artm, "artm"},
    {LocationModel::gradual, "gradual"},
}};

}  // namespace

std::string_view to_string(LocationModel model) {
  return std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == model; })->second;
}

std::optional<LocationModel> location_model(std::string_view name) {
  const auto at = std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.second == name; });
  if (at == names.end()) return std::nullopt;
  return at->first;
}

std::vector<std::string> location_models() {
  std::vector<std::string> list;
  for (const auto& [model, name] : names) list.emplace_back(name);
  return list;
}

bool places_vehicles(LocationModel model) {
  switch (model) {
    case LocationModel::mexclp:
    case LocationModel::amexclp:
    case LocationModel::malp:
    case LocationModel::dsm:
    case LocationModel::expected_survival:
    case LocationModel::bernoulli_nash:
    case LocationModel::iso_elastic:
    case LocationModel::ertm: return true;
    default: return false;
  }
}

bool needs_radius(LocationModel model) {
  switch (model) {
    case LocationModel::pmedian:
    case LocationModel::pcentre:
    case LocationModel::survival:
    case LocationModel::expected_survival:
    case LocationModel::ertm:
    case LocationModel::artm: return false;
    default: return true;
  }
}

bool needs_busy(LocationModel model) {
  switch (model) {
    case LocationModel::mexclp:
    case LocationModel::amexclp:
    case LocationModel::malp:
    case LocationModel::expected_survival:
    case LocationModel::bernoulli_nash:
    case LocationModel::iso_elastic:
    case LocationModel::ertm: return true;
    default: return false;
  }
}

bool is_minimised(LocationModel model) {
  return model == LocationModel::lscm || model == LocationModel::pmedian || model == LocationModel::pcentre ||
         model == LocationModel::ertm || model == LocationModel::artm;
}

}  // namespace kjede::planning
