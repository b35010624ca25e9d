// Funnels of a statistics file.
#include <fmt/format.h>

#include "case_reader.hpp"
#include "kjede/stats/funnel.hpp"

namespace kjede::service {
namespace {

struct NamedUnits {
  std::vector<Json> names;
  std::vector<stats::FunnelUnit> units;
};

// numerator and denominator; a ratio may call them observed and expected.
NamedUnits read_units(CaseReader& reader) {
  NamedUnits result;
  for (const auto& row : reader.array("input")) {
    if (!row.is_object()) {
      reader.fault("'input' is not a list of rows {unit, numerator, denominator}");
      return result;
    }
    const auto value = [&](const char* key, const char* other) {
      const Json& cell = row.contains(key) ? row.at(key) : row.contains(other) ? row.at(other) : Json(nullptr);
      const auto known = number_of(cell);
      if (!known) reader.fault(fmt::format("unit {}: '{}' is not a number", result.units.size() + 1, key));
      return known.value_or(0);
    };
    const double numerator = value("numerator", "observed"), denominator = value("denominator", "expected");
    result.names.push_back(row.contains("unit") ? row.at("unit") : Json(nullptr));
    result.units.push_back({numerator, denominator});
  }
  return result;
}

std::optional<double> end(const std::optional<stats::Interval>& interval, double stats::Interval::*which) {
  return interval ? std::optional((*interval).*which) : std::nullopt;
}

Json sd3_members(const NamedUnits& units, const stats::Sd3Funnel& funnel) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < funnel.units.size(); ++i) {
    const auto& unit = funnel.units[i];
    rows.push_back({{"unit", units.names[i]},
                    {"value", number(unit.value)},
                    {"lower3sd", number(end(unit.sd3, &stats::Interval::low))},
                    {"upper3sd", number(end(unit.sd3, &stats::Interval::high))},
                    {"lower2sd", number(end(unit.sd2, &stats::Interval::low))},
                    {"upper2sd", number(end(unit.sd2, &stats::Interval::high))},
                    {"outside3sd", unit.outside3sd}});
  }
  return {{"centre", number(funnel.centre)}, {"units", std::move(rows)}};
}

Json binomial_members(const NamedUnits& units, const std::vector<std::optional<stats::BinomialLimits>>& limits) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const auto limit = [&](stats::Interval stats::BinomialLimits::*which, double stats::Interval::*side) {
      return limits[i] ? number((*limits[i]).*which.*side) : Json(nullptr);
    };
    using stats::BinomialLimits;
    using stats::Interval;
    rows.push_back({{"unit", units.names[i]},
                    {"lower998", limit(&BinomialLimits::limits998, &Interval::low)},
                    {"upper998", limit(&BinomialLimits::limits998, &Interval::high)},
                    {"lower95", limit(&BinomialLimits::limits95, &Interval::low)},
                    {"upper95", limit(&BinomialLimits::limits95, &Interval::high)}});
  }
  return rows;
}

Json overdispersed_unit(const Json& name, const stats::OverdispersedUnit& unit, bool corrected) {
  Json row = {{"unit", name},
              {"ratio", number(unit.value)},
              {"z_unadjusted", number(unit.z)},
              {"z_trimmed", number(unit.z_trimmed)},
              {"lcl95", number(unit.limits95.low)},
              {"ucl95", number(unit.limits95.high)},
              {"lcl998", number(unit.limits998.low)},
              {"ucl998", number(unit.limits998.high)}};
  const std::string prefix = corrected ? "corrected_" : "";
  row[prefix + "od_lcl95"] = number(unit.od_limits95.low);
  row[prefix + "od_ucl95"] = number(unit.od_limits95.high);
  row[prefix + "od_lcl998"] = number(unit.od_limits998.low);
  row[prefix + "od_ucl998"] = number(unit.od_limits998.high);
  row[prefix + "outlier998_od"] = unit.outside998_od;
  return row;
}

struct Method {
  const char* member;
  stats::DispersionScale scale;
  const char* data_type;
  Json sr_method;
};

// CQC limits are written as corrected_od_*: squared back to the ratio's scale, which the peer forgets.
Json overdispersed_members(const NamedUnits& units, const stats::OverdispersedFunnel& funnel, const Method& method,
                           double multiply) {
  Json rows = Json::array();
  for (const auto& unit : funnel.units)
    rows.push_back(overdispersed_unit(units.names[unit.unit], unit, method.scale == stats::DispersionScale::cqc));
  return {{"data_type", method.data_type}, {"sr_method", method.sr_method}, {"trim_by", 0.1},
          {"phi", number(funnel.phi)},     {"tau2", number(funnel.tau2)},   {"multiplier", number(multiply)},
          {"units", std::move(rows)}};
}

void add_overdispersed(Json& expected, const NamedUnits& units, const Method& method, double multiply) {
  // A method that cannot be had (SHMI takes the logarithm of 0 events) is left out, as the others still can.
  if (const auto funnel = stats::funnel_overdispersed(units.units, method.scale, multiply))
    expected[method.member] = overdispersed_members(units, *funnel, method, multiply);
}

void add_chance_funnels(Json& expected, const NamedUnits& units, stats::FunnelKind kind, double multiply,
                        CaseReader& reader) {
  const auto sd3 = stats::funnel_sd3(units.units, kind, multiply);
  if (!sd3) return reader.faults(sd3.error());
  expected["sd3"] = sd3_members(units, *sd3);
  if (kind == stats::FunnelKind::proportion) {
    expected["exact_binomial"] = binomial_members(units, *stats::funnel_exact_binomial(units.units));
    add_overdispersed(expected, units, {"funnelplotr", stats::DispersionScale::proportion, "PR", nullptr}, multiply);
  }
  const auto significance = stats::funnel_significance(units.units, kind);
  Json rows = Json::array();
  for (std::size_t i = 0; i < significance->size(); ++i)
    if (const auto& one = significance->at(i))
      rows.push_back({{"unit", units.names[i]}, {"significance", std::string(stats::to_string(*one))}});
  expected["phe"] = std::move(rows);
}

}  // namespace

void recompute_funnel(Json& item, CaseReader& reader) {
  const auto kind = reader.text("kind");
  const auto units = read_units(reader);
  const double multiply = reader.number("multiply", 1);
  if (kind != "proportion" && kind != "rate" && kind != "ratio" && !kind.empty())
    reader.fault(fmt::format("kind '{}' is not known", kind), "use proportion, rate or ratio");
  if (reader.failed()) return;
  Json expected = Json::object();
  if (kind == "ratio") {
    add_overdispersed(expected, units, {"funnelplotr_shmi", stats::DispersionScale::shmi, "SR", "SHMI"}, multiply);
    const auto cqc = stats::funnel_overdispersed(units.units, stats::DispersionScale::cqc, multiply);
    if (!cqc) return reader.faults(cqc.error());
    add_overdispersed(expected, units, {"funnelplotr_cqc", stats::DispersionScale::cqc, "SR", "CQC"}, multiply);
  } else {
    add_chance_funnels(expected, units, kind == "rate" ? stats::FunnelKind::rate : stats::FunnelKind::proportion,
                       multiply, reader);
  }
  if (!reader.failed()) item["expected"] = std::move(expected);
}

}  // namespace kjede::service
