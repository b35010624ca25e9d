#pragma once
// A small catalog with a proportion and a percentile, and measurements of it.

#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/measure/measurement.hpp"

namespace kjede::publish::sample {

inline catalog::Unit unit(const char* id, const char* kind, const char* parent, const char* name, const char* orgnr) {
  catalog::Unit one;
  one.id = id;
  one.kind = kind;
  one.parent = parent;
  one.name = {name, name};
  one.short_name = name;
  one.orgnr = orgnr;
  return one;
}

inline catalog::Clause clause(const char* text) {
  catalog::Clause one;
  one.text = text;
  return one;
}

inline catalog::Indicator rosc() {
  catalog::Indicator one;
  one.id = "rosc_ihca";
  one.register_id = "ihca";
  one.name = {"ROSC inne på sykehus", "ROSC in hospital"};
  one.type = catalog::IndicatorType::outcome;
  one.unit_variable = "hospital";
  one.levels = {"hospital", "hf", "nation"};
  one.cohort = clause("treated");
  one.numerator = clause("rosc = yes");
  one.goal = catalog::Goal{0,
                           {catalog::Op::greater_equal, {9, 1}, "", ">= 90 %"},
                           catalog::Threshold{catalog::Op::greater_equal, {7, 1}, "", ">= 70 %"}};
  one.skde = catalog::SkdeExport{"hjertestans_gjenopplivet", "caregiver"};
  one.source = "Årsrapport 2024, tabell 19";
  one.hash = "0123456789abcdef";
  return one;
}

inline catalog::Indicator response() {
  catalog::Indicator one;
  one.id = "response_time";
  one.register_id = "ohca";
  one.name = {"Responstid", "Response time"};
  one.kind = catalog::IndicatorKind::percentile;
  one.levels = {"hf", "nation"};
  one.value = clause("minutes from call_received to ambulance_on_scene");
  one.value_measure = "min";
  one.percentiles = {10, 25, 50, 75, 90};
  one.higher_is_better = false;
  one.skde = catalog::SkdeExport{"hjertestans_responstid", "caregiver"};
  return one;
}

inline catalog::Catalog small_catalog() {
  catalog::Catalog catalog;
  catalog.units = catalog::Units({}, {unit("norge", "nation", "", "Norge", ""),
                                      unit("helse_bergen", "hf", "norge", "Helse Bergen HF", "983974724"),
                                      unit("haukeland", "hospital", "helse_bergen", "Haukeland", "974557746"),
                                      unit("voss", "hospital", "helse_bergen", "Voss", "974743272"),
                                      unit("haukeland_2", "hospital", "haukeland", "Haukeland 2", "")});
  catalog.indicators = {rosc(), response()};
  return catalog;
}

inline measure::Measurement proportion(const char* level, const char* unit_id, const char* period,
                                       std::int64_t numerator, std::int64_t denominator) {
  measure::Measurement one;
  one.indicator = "rosc_ihca";
  one.level = level;
  one.unit = unit_id;
  one.period = *base::Period::parse(period);
  one.numerator = numerator;
  one.denominator = denominator;
  one.relevant = denominator + 2;
  one.excluded = {{"no_time", "excluded", 2}};
  one.definition_hash = "0123456789abcdef";
  one.data_version = "v1";
  if (denominator > 0) {
    one.value = static_cast<double>(numerator) / static_cast<double>(denominator);
    one.ci_low = 0.25;
    one.ci_high = 0.75;
    one.ci_method = "wilson";
    one.goal_level = catalog::GoalLevel::red;
  }
  return one;
}

inline std::vector<measure::Measurement> measurements() {
  auto masked = proportion("hospital", "voss", "2024", 1, 4);
  masked.masked = measure::MaskReason::few_events;
  auto percentile = proportion("hf", "helse_bergen", "2024", 0, 200);
  percentile.indicator = "response_time";
  percentile.value = 19.25;
  percentile.percentiles = {{10, 5.0}, {50, 9.5}, {90, 19.25}};
  percentile.goal_level = catalog::GoalLevel::yellow;
  return {proportion("hospital", "haukeland", "2024", 25, 50),
          masked,
          proportion("hospital", "haukeland_2", "2024", 5, 10),
          proportion("hf", "helse_bergen", "2024", 31, 64),
          proportion("nation", "norge", "2024", 31, 64),
          proportion("hospital", "haukeland", "2024-Q1", 6, 12),
          percentile};
}

}  // namespace kjede::publish::sample
