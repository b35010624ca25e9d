#include "kjede/service/explain.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kjede/service/measure.hpp"
#include "query.hpp"

namespace kjede::service {
namespace {

bool is_masked(const MeasureAnswer& answer) {
  return answer.results.size() == 1 && answer.results.front().masked != measure::MaskReason::none;
}

base::Result<base::Period> period_of(const std::string& label) {
  if (const auto period = base::Period::parse(label)) return *period;
  return base::fail(codes::bad_period, fmt::format("'{}' is no period", label),
                    "write 2024, 2024-T1, 2024-Q1 or 2024-01");
}

void blank(measure::Explanation& why) {
  why.steps.clear();
  why.measurement.numerator = why.measurement.denominator = why.measurement.relevant = 0;
  why.measurement.value.reset();
  why.measurement.excluded.clear();
  why.measurement.unknown.clear();
}

}  // namespace

base::Result<ExplainAnswer> explain(const catalog::Catalog& catalog, store::RecordStore& records,
                                    const ExplainQuery& query) {
  MeasureQuery typed;
  typed.indicators = {query.indicator};
  if (!query.unit.empty()) typed.units = {query.unit};
  typed.as_of = query.as_of;
  KJEDE_ASSIGN(const Query resolved, resolve(catalog, typed));
  measure::ExplainRequest request;
  request.indicator = query.indicator;
  if (!resolved.units.empty()) request.unit = resolved.units.front();
  request.as_of = resolved.as_of;
  if (query.year) {
    KJEDE_ASSIGN(request.period, period_of(*query.year));
  }
  ExplainAnswer answer;
  KJEDE_ASSIGN(answer.why, measure::explain(catalog, records, request));
  if (query.unmasked || query.unit.empty()) return answer;
  const auto& m = answer.why.measurement;
  typed.units = {m.unit};
  typed.levels = {m.level};
  typed.from = typed.to = m.period.label();
  typed.by = base::to_string(m.period.kind);
  KJEDE_ASSIGN(const auto published, service::measure(catalog, records, typed));
  answer.masked = is_masked(published);
  if (answer.masked) blank(answer.why);
  return answer;
}

std::string to_text(const ExplainAnswer& answer, const std::string& language) {
  const bool nb = language != "en";
  const auto text = measure::to_text(answer.why, nb ? catalog::Language::nb : catalog::Language::en);
  if (!answer.masked) return text;
  return text + (nb ? "\nTallene vises ikke: for få hendelser, eller nødvendig for å verne andre (--unmasked for "
                      "registerets egne øyne).\n"
                    : "\nThe counts are not shown: too few events, or hidden to protect others (--unmasked for the "
                      "register's own eyes).\n");
}

std::string to_json(const ExplainAnswer& answer) {
  using Json = nlohmann::ordered_json;
  const auto& why = answer.why;
  Json document{{"schema_version", 1},
                {"indicator", why.indicator},
                {"unit", why.measurement.unit},
                {"period", why.measurement.period.label()},
                {"definition", {{"nb", why.definition.nb}, {"en", why.definition.en}}},
                {"goal", {{"nb", why.goal.nb}, {"en", why.goal.en}}},
                {"source", why.source},
                {"masked", answer.masked},
                {"steps", Json::array()}};
  for (const auto& step : why.steps) {
    document["steps"].push_back({{"id", step.id},
                                 {"name", {{"nb", step.name.nb}, {"en", step.name.en}}},
                                 {"count", step.count},
                                 {"leaves", step.leaves}});
  }
  document["population"] = why.population ? Json(*why.population) : Json(nullptr);
  document["sql"] = why.sql;
  document["definition_hash"] = why.measurement.definition_hash;
  document["data_version"] = why.measurement.data_version;
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
