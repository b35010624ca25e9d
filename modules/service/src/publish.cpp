#include "kjede/service/publish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kjede/publish/open_data.hpp"
#include "kjede/publish/skde.hpp"
#include "kjede/service/measure.hpp"
#include "query.hpp"

namespace kjede::service {
namespace {

struct Selection {
  std::vector<measure::Measurement> measurements;
  base::Diagnostics notes;
  base::Date date;
  bool synthetic = false;
};

bool wanted(const PublishQuery& query, const std::string& register_id) {
  const auto& list = query.registers;
  return list.empty() || std::find(list.begin(), list.end(), register_id) != list.end();
}

base::Result<Selection> select(const catalog::Catalog& catalog, store::RecordStore& records,
                               const PublishQuery& query) {
  MeasureQuery typed;
  typed.year = query.year;
  typed.as_of = query.as_of;
  KJEDE_ASSIGN(const Query resolved, resolve(catalog, typed));
  Selection selection;
  for (const auto& reg : catalog.registers) {
    if (!wanted(query, reg.id)) continue;
    KJEDE_ASSIGN(auto cube, masked_cube(catalog, records, reg.id, {base::PeriodKind::year}, resolved.as_of));
    std::copy_if(std::make_move_iterator(cube.results.begin()), std::make_move_iterator(cube.results.end()),
                 std::back_inserter(selection.measurements), [&](const measure::Measurement& m) {
                   return m.period.kind == base::PeriodKind::year && m.period.first_day() == *resolved.from;
                 });
    std::move(cube.warnings.begin(), cube.warnings.end(), std::back_inserter(selection.notes));
  }
  KJEDE_ASSIGN(selection.date, date_of_data(catalog, records, resolved.as_of));
  KJEDE_ASSIGN(const auto batches, records.batches());
  selection.synthetic = synthetic(batches);
  return selection;
}

base::Result<Publication> upload(const catalog::Catalog& catalog, Selection selection) {
  KJEDE_ASSIGN(auto skde, publish::skde_upload(catalog, selection.measurements, {}));
  Publication publication{{{"skde.csv", std::move(skde.csv)}}, std::move(selection.notes)};
  std::move(skde.notes.begin(), skde.notes.end(), std::back_inserter(publication.notes));
  return publication;
}

}  // namespace

base::Result<base::Date> date_of_data(const catalog::Catalog& catalog, store::RecordStore& records,
                                      std::optional<base::Instant> as_of) {
  KJEDE_ASSIGN(const auto batch, records.batch_at(as_of));
  KJEDE_ASSIGN(const auto batches, records.batches());
  const auto zone = base::TimeZone::find(catalog.registers.empty() ? "UTC" : catalog.registers.front().time_zone);
  base::Instant last{};
  for (const auto& b : batches) {
    if (b.number <= batch) last = b.recorded;
  }
  return zone ? zone->local_date(last) : base::Date{std::chrono::floor<std::chrono::days>(last)};
}

base::Result<Publication> publish_files(const catalog::Catalog& catalog, store::RecordStore& records,
                                        const PublishQuery& query) {
  KJEDE_ASSIGN(auto selection, select(catalog, records, query));
  if (query.format == "skde") return upload(catalog, std::move(selection));
  if (query.format == "fhir") {
    publish::FhirOptions options;
    if (!query.canonical.empty()) options.canonical = query.canonical;
    options.date = selection.date;
    options.synthetic = selection.synthetic;
    return Publication{publish::fhir_export(catalog, selection.measurements, options), std::move(selection.notes)};
  }
  publish::OpenDataOptions options;
  options.title = catalog.name;
  options.date = selection.date;
  options.synthetic = selection.synthetic;
  return Publication{publish::open_data(catalog, selection.measurements, options), std::move(selection.notes)};
}

}  // namespace kjede::service
