// The documents of the whole site: its frame, the nation, one indicator, the reports.

#include <algorithm>

#include "kjede/catalog/words.hpp"
#include "kjede/measure/explain.hpp"
#include "kjede/publish/indicator_figure.hpp"
#include "kjede/service/measurement_document.hpp"
#include "published_state.hpp"

namespace kjede::service {
namespace {

std::string_view name_of(catalog::IndicatorType type) {
  switch (type) {
    case catalog::IndicatorType::structure: return "structure";
    case catalog::IndicatorType::process: return "process";
    case catalog::IndicatorType::outcome: return "outcome";
  }
  return "";
}

Json brief(const PublishedIndicator& one) {
  const auto& i = *one.definition;
  Json figures = Json::array();
  for (const auto figure : publish::figures_of(i)) figures.push_back(publish::to_string(figure));
  return {{"id", i.id},
          {"name", label_json(i.name)},
          {"short_name", label_json(i.short_name.nb.empty() ? i.name : i.short_name)},
          {"register", i.register_id},
          {"type", name_of(i.type)},
          {"role", i.role == catalog::IndicatorRole::quality ? "quality" : "background"},
          {"kind", service::name_of(i.kind)},
          {"unit", unit_of_value(i)},
          {"unit_kinds", i.levels},
          {"figures", std::move(figures)},
          {"years", one.years}};
}

Json goal_json(const catalog::Indicator& indicator) {
  if (!indicator.goal) return nullptr;
  const auto& goal = *indicator.goal;
  return {{"green", goal.green.text},
          {"yellow", goal.yellow ? Json(goal.yellow->text) : Json(nullptr)},
          {"percentile", goal.percentile},
          {"text",
           {{"nb", catalog::in_words(goal, catalog::Language::nb)},
            {"en", catalog::in_words(goal, catalog::Language::en)}}}};
}

// The measured records of one number, step by step.
Json steps_json(const catalog::Catalog& catalog, const Measurement& m) {
  Json list = Json::array();
  for (const auto& step : measure::steps_of(catalog, m)) {
    list.push_back({{"id", step.id}, {"name", label_json(step.name)}, {"count", step.count}, {"leaves", step.leaves}});
  }
  return list;
}

std::vector<const Measurement*> of_kind(const PublishedIndicator& one, const std::string& kind, int year) {
  std::vector<const Measurement*> out;
  for (const auto& m : one.data.measurements) {
    if (m.level == kind && m.period.kind == base::PeriodKind::year && m.period.year() == year) out.push_back(&m);
  }
  return out;
}

Json registers_json(const catalog::Catalog& catalog, const std::vector<PublishedIndicator>& indicators) {
  Json registers = Json::array();
  for (const auto& reg : catalog.registers) {
    Json list = Json::array();
    for (const auto& one : indicators) {
      if (one.reg == &reg) list.push_back(brief(one));
    }
    if (list.empty()) continue;
    const auto& brief_name = reg.short_name.nb.empty() ? reg.name : reg.short_name;
    registers.push_back({{"id", reg.id},
                         {"name", label_json(reg.name)},
                         {"short_name", label_json(brief_name)},
                         {"indicators", std::move(list)}});
  }
  return registers;
}

}  // namespace

std::string Published::site() const {
  const auto& s = *state_;
  Json kinds = Json::array();
  for (const auto& kind : s.catalog->units.kinds()) {
    kinds.push_back({{"id", kind.id}, {"name", label_json(kind.name)}, {"plural", label_json(kind.plural)}});
  }
  return document({{"title", label_json({s.catalog->name, s.catalog->name})},
                   {"languages", {"nb", "en"}},
                   {"synthetic", s.is_synthetic},
                   {"data_version", s.data_version},
                   {"data_date", base::to_string(s.data_date)},
                   {"years", s.years},
                   {"year", s.year},
                   {"nation", s.nation},
                   {"registers", registers_json(*s.catalog, s.indicators)},
                   {"unit_kinds", std::move(kinds)},
                   {"reports", reports_json(s.reports)}});
}

std::optional<std::string> Published::national(std::optional<int> asked) const {
  const auto& s = *state_;
  const int year = asked.value_or(s.year);
  if (!s.years.empty() && !std::binary_search(s.years.begin(), s.years.end(), year)) return std::nullopt;
  Json list = Json::array();
  for (const auto& one : s.indicators) {
    const auto* now = one.at("nation", s.nation, year);
    const auto* before = one.at("nation", s.nation, year - 1);
    auto json = brief(one);
    json["unit_of_value"] = json["unit"];
    json["year"] = year;
    if (now != nullptr) json["measurement"] = measurement_json(*s.catalog, one, *now);
    for (const auto* key : {"value", "low", "high", "level", "n", "text", "interval"}) {
      json[key] = now != nullptr && json["measurement"].contains(key) ? json["measurement"][key] : Json(nullptr);
    }
    json["masked"] = now != nullptr && now->masked != measure::MaskReason::none;
    json.erase("measurement");
    const auto change = change_of(*one.definition, now, before);
    json["trend"] = change.trend;
    json["trend_certain"] = change.certain;
    list.push_back(std::move(json));
  }
  return document({{"year", year}, {"data_version", s.data_version}, {"indicators", std::move(list)}});
}

std::optional<std::string> Published::indicator(const std::string& id, std::optional<int> asked,
                                                const std::string& unit) const {
  const auto& s = *state_;
  const auto* one = s.find(id);
  if (one == nullptr) return std::nullopt;
  const int year = asked.value_or(s.year);
  const auto* place = unit.empty() ? nullptr : s.catalog->units.find(unit);
  if (!unit.empty() && place == nullptr) return std::nullopt;
  const auto& i = *one->definition;
  auto json = brief(*one);
  json["description"] = label_json(i.description);
  json["definition"] = {{"nb", catalog::in_words(i, *s.catalog, catalog::Language::nb)},
                        {"en", catalog::in_words(i, *s.catalog, catalog::Language::en)}};
  json["goal"] = goal_json(i);
  json["better"] = i.higher_is_better ? "higher" : "lower";
  json["source"] = i.source;
  json["definition_hash"] = i.hash;
  json["data_version"] = s.data_version;
  json["year"] = year;
  const auto* m = one->at(place == nullptr ? "nation" : place->kind, place == nullptr ? s.nation : unit, year);
  const bool whole = place == nullptr && year == s.year;
  json["why"] = whole ? one->why : m == nullptr ? Json::array() : steps_json(*s.catalog, *m);
  json["measurement"] = m == nullptr ? Json(nullptr) : measurement_json(*s.catalog, *one, *m);
  json["sql"] = one->sql;
  return document(std::move(json));
}

std::optional<std::string> Published::measurements(const std::string& id, std::optional<int> asked,
                                                   const std::string& kind) const {
  const auto& s = *state_;
  const auto* one = s.find(id);
  const auto level = one == nullptr ? std::string() : s.kind_of(*one, kind);
  if (level.empty()) return std::nullopt;
  const int year = asked.value_or(s.year);
  Json list = Json::array();
  for (const auto* m : of_kind(*one, level, year)) {
    auto json = measurement_json(*s.catalog, *one, *m);
    const auto change = change_of(*one->definition, m, one->at(m->level, m->unit, year - 1));
    json["trend"] = change.trend;
    json["trend_certain"] = change.certain;
    list.push_back(std::move(json));
  }
  const auto* nation = one->at("nation", s.nation, year);
  return document({{"indicator", id},
                   {"year", year},
                   {"kind", level},
                   {"data_version", s.data_version},
                   {"national", nation == nullptr ? Json(nullptr) : measurement_json(*s.catalog, *one, *nation)},
                   {"measurements", std::move(list)}});
}

std::optional<std::string> Published::measurements_csv(const std::string& id, std::optional<int> asked,
                                                       const std::string& kind) const {
  const auto& s = *state_;
  const auto* one = s.find(id);
  const auto level = one == nullptr ? std::string() : s.kind_of(*one, kind);
  if (level.empty()) return std::nullopt;
  std::vector<Measurement> rows;
  for (const auto* m : of_kind(*one, level, asked.value_or(s.year))) rows.push_back(*m);
  return to_csv(*s.catalog, rows);
}

std::optional<publish::Figure> Published::figure(const std::string& id, const PublishedFigureQuery& query) const {
  const auto& s = *state_;
  const auto* one = s.find(id);
  const auto figure = publish::parse_indicator_figure(query.figure);
  const auto level = one == nullptr ? std::string() : s.kind_of(*one, query.kind);
  if (level.empty() || !figure) return std::nullopt;
  if (!query.unit.empty() && s.catalog->units.find(query.unit) == nullptr) return std::nullopt;
  auto data = one->data;
  data.period = {base::PeriodKind::year, query.year.value_or(s.year)};
  auto look = query.look;
  look.synthetic = s.is_synthetic;
  return publish::indicator_figure(*figure, data, {.indicator = one->definition, .level = level, .unit = query.unit},
                                   look);
}

std::string Published::reports() const { return document({{"reports", reports_json(state_->reports)}}); }

const PublishedReport* Published::report(const std::string& name) const {
  for (const auto& report : state_->reports) {
    if (report.name == name) return &report;
  }
  return nullptr;
}

}  // namespace kjede::service
