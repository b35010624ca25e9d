#include "kjede/publish/skde.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "kjede/publish/codes.hpp"
#include "kjede/text/csv_writer.hpp"

namespace kjede::publish {

namespace {

using catalog::Indicator;
using measure::Measurement;

// SKDE's number of the nation; other units go by the Register of Legal Entities.
constexpr const char* nation_number = "1";

bool is_fraction(const Indicator& indicator) { return indicator.kind == catalog::IndicatorKind::proportion; }

// The unit's own number, or that of the nearest unit above that has one; empty: none.
std::string organisation_of(const catalog::Units& units, const std::string& id) {
  for (const auto* unit = units.find(id); unit != nullptr; unit = units.find(unit->parent)) {
    if (unit->kind == "nation") {
      return nation_number;
    }
    if (!unit->orgnr.empty()) {
      return unit->orgnr;
    }
  }
  return "";
}

struct Row {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::optional<double> computed;
};
using Key = std::tuple<std::string, int, std::string, std::string>;  // indicator, year, orgnr, context

std::string number_text(const Row& row, char decimal_mark) {
  if (!row.computed) {
    return std::to_string(row.numerator);
  }
  auto text = fmt::format("{:.3f}", *row.computed);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  std::replace(text.begin(), text.end(), '.', decimal_mark);
  return text;
}

class Upload {
 public:
  Upload(const catalog::Catalog& catalog, const SkdeOptions& options) : catalog_(catalog), options_(options) {}

  void add(const Measurement& one) {
    const auto* indicator = catalog_.find_indicator(one.indicator);
    if (indicator == nullptr || !indicator->skde || one.period.kind != base::PeriodKind::year ||
        catalog_.units.find(one.unit) == nullptr) {
      return;
    }
    if (is_fraction(*indicator) && (indicator->levels.empty() || one.level != indicator->levels.front())) {
      return;
    }
    if (one.denominator <= 0 || (!is_fraction(*indicator) && !one.value)) {
      return;  // no events: nothing to send
    }
    if (one.masked != measure::MaskReason::none && !options_.include_masked) {
      ++withheld_[{one.indicator, one.period.year()}];
      return;
    }
    place(one, *indicator);
  }

  base::Result<SkdeUpload> finish() {
    if (!faults_.empty()) {
      return base::fail(std::move(faults_));
    }
    const auto table = as_table();
    if (auto breaches = check_skde(table, known()); !breaches.empty()) {
      return base::fail(std::move(breaches));
    }
    text::CsvWriter csv(options_.delimiter);
    csv.row(table.columns);
    for (const auto& row : table.rows) {
      csv.row(row);
    }
    return SkdeUpload{csv.take(), notes()};
  }

 private:
  void place(const Measurement& one, const Indicator& indicator) {
    const auto organisation = organisation_of(catalog_.units, one.unit);
    if (organisation.empty()) {
      faults_.push_back(
          base::fail(codes::no_orgnr,
                     fmt::format("unit '{}' and the units above it have no organisation number", one.unit),
                     "add it to the unit table's column orgnr")
              .diagnostics.front());
      return;
    }
    const Key key{indicator.skde->id, one.period.year(), organisation, indicator.skde->context};
    auto& row = rows_[key];
    if (is_fraction(indicator)) {
      row.numerator += one.numerator;
      row.denominator += one.denominator;
    } else if (row.denominator == 0) {
      row = {one.numerator, one.denominator, *one.value};
    }
  }

  SkdeTable as_table() const {
    SkdeTable table{{"context", "year", "orgnr", "ind_id", "var", "denominator"}, {}};
    for (const auto& [key, row] : rows_) {
      const auto& [indicator, year, organisation, context] = key;
      table.rows.push_back({context, std::to_string(year), organisation, indicator,
                            number_text(row, options_.decimal_mark), std::to_string(row.denominator)});
    }
    return table;
  }

  SkdeKnown known() const {
    SkdeKnown known{{nation_number}, {}, {}, options_.decimal_mark};
    for (const auto& unit : catalog_.units.all()) {
      known.organisations.push_back(unit.orgnr);
    }
    for (const auto& indicator : catalog_.indicators) {
      if (indicator.skde) {
        (is_fraction(indicator) ? known.fractions : known.computed).push_back(indicator.skde->id);
      }
    }
    return known;
  }

  base::Diagnostics notes() const {
    base::Diagnostics notes;
    for (const auto& [what, count] : withheld_) {
      auto note = base::fail(codes::skde_refused,
                             fmt::format("{} {}: {} masked units are withheld; SKDE's totals will lack them",
                                         what.first, what.second, count),
                             "include masked units if the agreement with SKDE allows it")
                      .diagnostics.front();
      note.severity = base::Severity::warning;
      notes.push_back(std::move(note));
    }
    return notes;
  }

  const catalog::Catalog& catalog_;
  SkdeOptions options_;
  std::map<Key, Row> rows_;
  std::map<std::pair<std::string, int>, int> withheld_;
  base::Diagnostics faults_;
};

}  // namespace

base::Result<SkdeUpload> skde_upload(const catalog::Catalog& catalog, std::span<const Measurement> measurements,
                                     const SkdeOptions& options) {
  Upload upload(catalog, options);
  for (const auto& measurement : measurements) {
    upload.add(measurement);
  }
  return upload.finish();
}

}  // namespace kjede::publish
