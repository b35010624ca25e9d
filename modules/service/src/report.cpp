#include "kjede/service/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kjede/service/measure.hpp"
#include "kjede/service/publish.hpp"
#include "kjede/text/source.hpp"
#include "query.hpp"

namespace kjede::service {
namespace {

using base::PeriodKind;
using measure::Measurement;
using publish::ReportNeeds;

base::Result<publish::ReportPlanPtr> plan_of(const std::string& kind) {
  if (!kind.ends_with(".yaml")) return publish::shipped_report(kind);
  KJEDE_ASSIGN(auto file, text::read_source(kind));
  return publish::load_report(std::move(file));
}

std::vector<std::string> list_of(const std::set<std::string>& names) { return {names.begin(), names.end()}; }

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool has_analyses(const catalog::Catalog& catalog, const ReportNeeds& needs, const std::string& register_id) {
  return std::any_of(catalog.analyses.begin(), catalog.analyses.end(), [&](const catalog::Analysis& analysis) {
    return analysis.register_id == register_id && needs.analyses.count(analysis.id) > 0;
  });
}

// What the registers publish: years and charted periods of their indicators, and the analyses beside them.
base::Result<void> add_published(publish::ReportData& data, store::RecordStore& records, const ReportNeeds& needs,
                                 std::optional<base::Instant> as_of, base::Diagnostics& warnings) {
  for (const auto& reg : data.catalog->registers) {
    const auto& list = needs.registers;
    const bool measured = std::find(list.begin(), list.end(), reg.id) != list.end();
    const bool analysed = has_analyses(*data.catalog, needs, reg.id);
    if (!measured && !analysed) continue;
    KJEDE_ASSIGN(auto cube, masked_cube(*data.catalog, records, reg.id, {PeriodKind::year}, as_of));
    if (analysed) {
      KJEDE_ASSIGN(auto analyses, masked_analyses(*data.catalog, records, reg.id, cube.results, as_of, &warnings));
      std::erase_if(analyses, [&](const auto& r) { return needs.analyses.count(r.analysis) == 0; });
      append(data.analyses, std::move(analyses));
    }
    std::erase_if(cube.results, [&](const Measurement& m) { return needs.indicators.count(m.indicator) == 0; });
    if (measured) append(data.measurements, std::move(cube.results));
    std::copy_if(cube.warnings.begin(), cube.warnings.end(), std::back_inserter(warnings),
                 [](const base::Diagnostic& d) { return d.code == codes::unprotected.id; });
  }
  return {};
}

// The nation by tertial, for trends.
base::Result<void> add_tertials(publish::ReportData& data, store::RecordStore& records, const ReportQuery& query,
                                const ReportNeeds& needs) {
  if (needs.by_tertial.empty()) return {};
  MeasureQuery national;
  national.indicators = list_of(needs.by_tertial);
  national.levels = {"nation"};
  national.by = "tertial";
  national.as_of = query.as_of;
  KJEDE_ASSIGN(auto answer, service::measure(*data.catalog, records, national));
  append(data.measurements, std::move(answer.results));
  return {};
}

// A unit's own figures for its own eyes: they are not published, so they are not masked.
base::Result<void> add_own(publish::ReportData& data, store::RecordStore& records, const ReportQuery& query,
                           const ReportNeeds& needs) {
  for (const auto* by : {"year", "quarter"}) {
    MeasureQuery own;
    own.indicators = list_of(needs.indicators);
    own.units = {data.unit};
    own.by = by;
    own.as_of = query.as_of;
    own.unmasked = true;
    KJEDE_ASSIGN(auto answer, service::measure(*data.catalog, records, own));
    std::erase_if(data.measurements,
                  [&](const Measurement& m) { return m.unit == data.unit && base::to_string(m.period.kind) == by; });
    append(data.measurements, std::move(answer.results));
  }
  return {};
}

base::Result<void> add_origin(publish::ReportData& data, store::RecordStore& records,
                              std::optional<base::Instant> as_of) {
  KJEDE_ASSIGN(data.date, date_of_data(*data.catalog, records, as_of));
  KJEDE_ASSIGN(const auto last, records.batch_at(as_of));
  KJEDE_ASSIGN(const auto batches, records.batches());
  for (const auto& batch : batches) {
    if (batch.number == last) data.data_version = batch.data_version;
  }
  data.synthetic = synthetic(batches);
  return {};
}

base::Result<void> check_registers(const ReportQuery& query, const ReportNeeds& needs) {
  for (const auto& id : query.registers) {
    if (std::find(needs.registers.begin(), needs.registers.end(), id) != needs.registers.end()) continue;
    return base::fail(codes::unknown_name, fmt::format("the report '{}' is not about a register '{}'", query.kind, id),
                      fmt::format("its registers: {}", fmt::join(needs.registers, ", ")));
  }
  return {};
}

base::Result<base::Period> period_of(const ReportQuery& query) {
  const auto& label = query.quarter.empty() ? query.year : query.quarter;
  if (const auto period = base::Period::parse(label)) return *period;
  return base::fail(codes::bad_period, fmt::format("'{}' is no period", label),
                    "--year 2024, or for a unit --quarter 2024-Q4");
}

}  // namespace

base::Result<std::vector<publish::ExportFile>> report_files(const catalog::Catalog& catalog,
                                                            store::RecordStore& records, const ReportQuery& query,
                                                            const std::string& root, base::Diagnostics* warnings) {
  KJEDE_ASSIGN(const auto whole, plan_of(query.kind));
  KJEDE_ASSIGN(const auto tools, publish::find_tools(root));
  MeasureQuery typed;
  typed.as_of = query.as_of;
  if (!query.unit.empty()) typed.units = {query.unit};
  KJEDE_ASSIGN(const Query resolved, resolve(catalog, typed));
  publish::ReportData data;
  data.catalog = &catalog;
  KJEDE_ASSIGN(data.period, period_of(query));
  if (!resolved.units.empty()) data.unit = resolved.units.front();
  KJEDE_TRY(check_registers(query, publish::needs_of(*whole, catalog)));
  const auto plan = publish::narrowed(whole, catalog, query.registers);
  const auto needs = publish::needs_of(*plan, catalog);
  base::Diagnostics said;
  KJEDE_TRY(add_published(data, records, needs, resolved.as_of, warnings == nullptr ? said : *warnings));
  KJEDE_TRY(add_tertials(data, records, query, needs));
  if (!data.unit.empty()) KJEDE_TRY(add_own(data, records, query, needs));
  KJEDE_TRY(add_origin(data, records, resolved.as_of));
  KJEDE_ASSIGN(const auto document, publish::compose(*plan, data));
  return publish::print_report(document, tools);
}

}  // namespace kjede::service
