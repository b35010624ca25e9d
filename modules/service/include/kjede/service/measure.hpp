#pragma once
// Measuring for a person: names as they type them, small numbers masked.
//
//   KJEDE_ASSIGN(auto answer, service::measure(catalog, *records, {.indicators = {"rosc_ihca"}, .year = "2024"}));

#include <optional>
#include <string>
#include <vector>

#include "kjede/measure/analyse.hpp"
#include "kjede/measure/measurement.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct MeasureQuery {
  std::vector<std::string> indicators{};  // ids; none: all
  std::vector<std::string> levels{};      // unit kinds or unit attributes; none: all
  std::vector<std::string> units{};       // ids, names or organisation numbers; none: all
  std::optional<std::string> year{};      // 2024; or from/to below
  std::optional<std::string> from{};      // a period label or a day
  std::optional<std::string> to{};
  // A kind of period (year, tertial, quarter, month), and what else to break down by (measure/breakdown.hpp), parted by
  // commas: "year", "month,station", "hour". Without a kind of period the whole range is one.
  std::string by = "year";
  bool logs = false;                 // Measurement::logs
  std::optional<std::string> as_of{};  // a day (its end, local time) or an instant; nothing: now
  bool unmasked = false;             // for the register's own eyes
};

struct MeasureAnswer {
  std::vector<measure::Measurement> results;
  base::Diagnostics warnings;
};

// Every name that is not known is reported, with the nearest one. Unmasked answers are complete; masked ones show no
// count of a masked cell. Masks are decided over the whole cube, not over what was asked for.
base::Result<MeasureAnswer> measure(const catalog::Catalog& catalog, store::RecordStore& records,
                                    const MeasureQuery& query);

// All levels of one register's indicators over all its records, masked: years, the periods of control charts, and the
// kinds named (with those that must be decided before them: see disclosure.hpp).
base::Result<MeasureAnswer> masked_cube(const catalog::Catalog& catalog, store::RecordStore& records,
                                        std::string_view register_id, const std::vector<base::PeriodKind>& kinds,
                                        std::optional<base::Instant> as_of);

// All analyses of one register over all its records, masked beside its indicators: `published` is its masked cube by
// year. Tables that had to be withheld go to `warnings`.
base::Result<std::vector<measure::AnalysisResult>> masked_analyses(const catalog::Catalog& catalog,
                                                                   store::RecordStore& records,
                                                                   std::string_view register_id,
                                                                   const std::vector<measure::Measurement>& published,
                                                                   std::optional<base::Instant> as_of,
                                                                   base::Diagnostics* warnings = nullptr);

// The end of a local day, or an instant with an offset.
base::Result<base::Instant> instant_of(std::string_view text, std::string_view time_zone);

// True when any batch came from a file named synthetic-…: everything made from such a store says so.
bool synthetic(const std::vector<store::Batch>& batches);

}  // namespace kjede::service
