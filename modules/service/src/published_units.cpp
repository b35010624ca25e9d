// The documents of units: the tree, and one unit with all its indicators.

#include "kjede/publish/indicator_figure.hpp"
#include "published_state.hpp"

namespace kjede::service {
namespace {

Json unit_json(const catalog::Unit& unit) {
  return {{"id", unit.id},
          {"kind", unit.kind},
          {"name", label_json(unit.name)},
          {"short_name", unit.short_name.empty() ? unit.name.nb : unit.short_name},
          {"parent", unit.parent.empty() ? Json(nullptr) : Json(unit.parent)},
          {"closed", unit.closed ? Json(base::to_string(*unit.closed)) : Json(nullptr)}};
}

Json stands_out_json(const publish::StandsOut& found) {
  const auto word = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
  return {{"funnel", word(found.funnel)},
          {"shift", word(found.shift)},
          {"lower", number(found.lower)},
          {"upper", number(found.upper)}};
}

Json indicator_at(const catalog::Catalog& catalog, const PublishedIndicator& one, const catalog::Unit& unit, int year,
                  const std::string& nation) {
  const auto* now = one.at(unit.kind, unit.id, year);
  if (now == nullptr) return nullptr;
  const auto* before = one.at(unit.kind, unit.id, year - 1);
  const auto* country = one.at("nation", nation, year);
  const auto change = change_of(*one.definition, now, before);
  auto data = one.data;
  data.period = {base::PeriodKind::year, year};
  return {{"id", one.definition->id},
          {"name", label_json(one.definition->name)},
          {"register", one.definition->register_id},
          {"unit_of_value", unit_of_value(*one.definition)},
          {"measurement", measurement_json(catalog, one, *now)},
          {"before", before == nullptr ? Json(nullptr) : measurement_json(catalog, one, *before)},
          {"national", country == nullptr ? Json(nullptr) : measurement_json(catalog, one, *country)},
          {"trend", change.trend},
          {"trend_certain", change.certain},
          {"stands_out", stands_out_json(publish::stands_out(data, *one.definition, unit.kind, unit.id))}};
}

bool measured(const std::vector<PublishedIndicator>& indicators, const catalog::Unit& unit) {
  for (const auto& one : indicators) {
    for (const auto year : one.years) {
      const auto* m = one.at(unit.kind, unit.id, year);
      if (m != nullptr && (m->masked != measure::MaskReason::none || m->denominator > 0)) return true;
    }
  }
  return false;
}

}  // namespace

std::string Published::units() const {
  const auto& s = *state_;
  Json list = Json::array();
  for (const auto& unit : s.catalog->units.all()) {
    auto json = unit_json(unit);
    json["measured"] = measured(s.indicators, unit);
    list.push_back(std::move(json));
  }
  return document({{"units", std::move(list)}});
}

std::optional<std::string> Published::unit(const std::string& id, std::optional<int> asked) const {
  const auto& s = *state_;
  const auto* unit = s.catalog->units.find(id);
  if (unit == nullptr) return std::nullopt;
  const int year = asked.value_or(s.year);
  Json above = Json::array();
  for (const auto* up = s.catalog->units.find(unit->parent); up != nullptr; up = s.catalog->units.find(up->parent)) {
    above.push_back(unit_json(*up));
  }
  Json below = Json::array();
  for (const auto& other : s.catalog->units.all()) {
    if (other.parent == id) below.push_back(unit_json(other));
  }
  Json indicators = Json::array();
  for (const auto& one : s.indicators) {
    if (auto json = indicator_at(*s.catalog, one, *unit, year, s.nation); !json.is_null())
      indicators.push_back(std::move(json));
  }
  auto json = unit_json(*unit);
  json["year"] = year;
  json["data_version"] = s.data_version;
  json["above"] = std::move(above);
  json["below"] = std::move(below);
  json["indicators"] = std::move(indicators);
  return document(std::move(json));
}

}  // namespace kjede::service
