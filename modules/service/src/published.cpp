#include "kjede/service/published.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "kjede/measure/explain.hpp"
#include "kjede/service/measure.hpp"
#include "kjede/service/publish.hpp"
#include "published_state.hpp"

namespace kjede::service {
namespace {

namespace fs = std::filesystem;
using base::PeriodKind;

void index(PublishedIndicator& one, const std::string& nation) {
  std::set<int> years;
  for (const auto& m : one.data.measurements) {
    one.by_place[{m.level, m.unit, m.period}] = &m;
    const bool counted = m.unit == nation && m.period.kind == PeriodKind::year && m.denominator > 0;
    if (counted) years.insert(m.period.year());
  }
  one.years.assign(years.begin(), years.end());
}

std::string nation_of(const catalog::Catalog& catalog) {
  for (const auto& unit : catalog.units.all()) {
    if (unit.parent.empty() && unit.kind == "nation") return unit.id;
  }
  return {};
}

std::vector<PublishedReport> reports_in(const std::string& folder) {
  std::vector<PublishedReport> out;
  std::error_code error;
  if (folder.empty()) return out;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto ending = entry.path().extension();
    if (!entry.is_regular_file(error) || (ending != ".pdf" && ending != ".html")) continue;
    out.push_back(
        {entry.path().filename().string(), entry.path().string(), static_cast<std::int64_t>(entry.file_size(error))});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

// The last year with events that was over when the data came.
int latest_complete(const std::vector<int>& years, base::Date date) {
  int found = years.empty() ? base::year_of(date) : years.front();
  for (const auto year : years) {
    if (base::Period{PeriodKind::year, year}.last_day() < date) found = year;
  }
  return found;
}

// The steps are the nation's, whose counts are never masked for being derivable; a masked cell shows none.
base::Result<void> add_why(PublishedIndicator& one, const catalog::Catalog& catalog, store::RecordStore& records,
                           const std::string& nation, int year) {
  const auto* shown = one.at("nation", nation, year);
  if (shown == nullptr || shown->masked != measure::MaskReason::none || one.years.empty()) return {};
  measure::ExplainRequest request{.indicator = one.definition->id};
  request.period = base::Period{PeriodKind::year, year};
  KJEDE_ASSIGN(const auto why, measure::explain(catalog, records, request));
  for (const auto& step : why.steps) {
    one.why.push_back(
        {{"id", step.id}, {"name", label_json(step.name)}, {"count", step.count}, {"leaves", step.leaves}});
  }
  one.sql = why.sql;
  return {};
}

base::Result<std::vector<PublishedIndicator>> measured(const catalog::Catalog& catalog, store::RecordStore& records) {
  std::map<std::string, std::vector<Measurement>> by_indicator;
  for (const auto& reg : catalog.registers) {
    KJEDE_ASSIGN(auto cube, masked_cube(catalog, records, reg.id, {PeriodKind::year}, std::nullopt));
    for (auto& m : cube.results) by_indicator[m.indicator].push_back(std::move(m));
  }
  std::vector<PublishedIndicator> out;
  for (const auto& indicator : catalog.indicators) {
    auto& one = out.emplace_back();
    one.definition = &indicator;
    one.reg = catalog.find_register(indicator.register_id);
    one.data.catalog = &catalog;
    one.data.measurements = std::move(by_indicator[indicator.id]);
  }
  return out;
}

}  // namespace

const Measurement* PublishedIndicator::at(const std::string& level, const std::string& unit, int year) const {
  const auto found = by_place.find({level, unit, base::Period{PeriodKind::year, year}});
  return found == by_place.end() ? nullptr : found->second;
}

const PublishedIndicator* Published::State::find(const std::string& id) const {
  const auto found =
      std::find_if(indicators.begin(), indicators.end(), [&](const auto& one) { return one.definition->id == id; });
  return found == indicators.end() ? nullptr : &*found;
}

std::string Published::State::kind_of(const PublishedIndicator& one, const std::string& asked) const {
  const auto& levels = one.definition->levels;
  if (asked.empty()) return levels.empty() ? std::string() : levels.front();
  return std::find(levels.begin(), levels.end(), asked) == levels.end() ? std::string() : asked;
}

Published::Published(std::unique_ptr<State> state) : state_(std::move(state)) {}
Published::~Published() = default;
const std::string& Published::data_version() const { return state_->data_version; }
bool Published::synthetic() const { return state_->is_synthetic; }

base::Result<std::shared_ptr<const Published>> Published::make(std::shared_ptr<const catalog::Catalog> catalog,
                                                               store::RecordStore& records,
                                                               const PublishedOptions& options) {
  auto state = std::make_unique<State>();
  state->catalog = catalog;
  state->nation = nation_of(*catalog);
  KJEDE_ASSIGN(const auto batches, records.batches());
  if (!batches.empty()) state->data_version = batches.back().data_version;
  state->is_synthetic = service::synthetic(batches);
  KJEDE_ASSIGN(state->data_date, date_of_data(*catalog, records, std::nullopt));
  KJEDE_ASSIGN(state->indicators, measured(*catalog, records));
  std::set<int> years;
  for (auto& one : state->indicators) {
    index(one, state->nation);
    years.insert(one.years.begin(), one.years.end());
  }
  state->years.assign(years.begin(), years.end());
  state->year = latest_complete(state->years, state->data_date);
  for (auto& one : state->indicators) {
    one.data.date = state->data_date;
    one.data.data_version = state->data_version;
    one.data.synthetic = state->is_synthetic;
    KJEDE_TRY(add_why(one, *catalog, records, state->nation, state->year));
  }
  state->reports = reports_in(options.reports);
  return std::shared_ptr<const Published>(new Published(std::move(state)));
}

}  // namespace kjede::service
