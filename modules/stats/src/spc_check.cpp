#include <fmt/format.h>

#include <cmath>

#include "kjede/stats/codes.hpp"
#include "subgroups.hpp"

namespace kjede::stats {
namespace {

using base::Diagnostic;
using base::Diagnostics;

constexpr std::size_t shown_faults = 20;

Diagnostic fault(const base::Code& code, std::string message, std::string suggestion = {}) {
  return {code.id, base::Severity::error, std::move(message), {}, {}, std::move(suggestion)};
}

bool is_ratio_of_people(ChartType type) { return type == ChartType::p || type == ChartType::pp; }

bool counts_events(ChartType type) { return needs_denominator(type) || type == ChartType::c || type == ChartType::g; }

// The faults of one row. Messages carry no values: a column of identity numbers may have been named by mistake.
void check_row(std::uint64_t row, std::optional<double> y, std::optional<double> n, ChartType type,
               Diagnostics& faults) {
  const auto at = fmt::format("row {}: ", row);
  if ((y && !std::isfinite(*y)) || (n && !std::isfinite(*n))) {
    faults.push_back(fault(codes::not_finite, at + "the value is not a finite number", "leave a missing value empty"));
    return;
  }
  if (n && *n < 0) faults.push_back(fault(codes::negative, at + "the denominator is below 0"));
  if (y && *y < 0 && counts_events(type)) faults.push_back(fault(codes::negative, at + "the numerator is below 0"));
  if (y && *y <= 0 && type == ChartType::t)
    faults.push_back(fault(codes::not_positive, at + "the time between events is not above 0",
                           "use a smaller unit of time, or chart g for cases between events"));
  if (y && n && *n >= 0 && *y > *n && is_ratio_of_people(type))
    faults.push_back(fault(codes::above_denominator, at + "the numerator is larger than the denominator",
                           "check that both count the same, or use chart u for events per exposure"));
}

void check_columns(const SpcInput& input, ChartType type, Diagnostics& faults) {
  const auto rows = input.y.size();
  if (rows == 0) faults.push_back(fault(codes::no_rows, "there are no rows"));
  if (input.x.size() != rows || (!input.n.empty() && input.n.size() != rows) ||
      (!input.facet.empty() && input.facet.size() != rows) || (!input.row.empty() && input.row.size() != rows))
    faults.push_back(fault(codes::unequal_columns, "the columns x, y, n and facet differ in length"));
  for (const auto& x : input.x)
    if (x.index() != input.x.front().index()) {
      faults.push_back(fault(codes::bad_option, "the x column mixes numbers, dates and text"));
      break;
    }
  if (needs_denominator(type) && input.n.empty())
    faults.push_back(fault(codes::no_denominator, fmt::format("chart {} needs a denominator", to_string(type)),
                           "name the column of denominators, or use chart c for plain counts"));
}

void check_options(const SpcInput& input, const SpcOptions& options, Diagnostics& faults) {
  const auto bad = [&](std::string message) { faults.push_back(fault(codes::bad_option, std::move(message))); };
  if (!std::isfinite(options.multiply) || options.multiply <= 0) bad("multiply must be above 0");
  if (options.freeze && *options.freeze < 1) bad("freeze must be at least 1");
  for (const int position : options.part)
    if (position < 1) bad("part: subgroups are counted from 1");
  for (const int position : options.exclude)
    if (position < 1) bad("exclude: subgroups are counted from 1");
  if (options.centre) {
    if (!std::isfinite(*options.centre)) bad("the centre line must be a finite number");
    if (is_ratio_of_people(options.chart) && (*options.centre < 0 || *options.centre > 1))
      bad(fmt::format("the centre line of chart {} is a share between 0 and 1", to_string(options.chart)));
    if (*options.centre < 0 && (counts_events(options.chart) || options.chart == ChartType::t))
      bad(fmt::format("the centre line of chart {} cannot be below 0", to_string(options.chart)));
  }
  if (options.period && !input.x.empty() && !std::holds_alternative<base::Date>(input.x.front()))
    bad("a period needs dates on the x axis");
}

}  // namespace

std::uint64_t row_name(const SpcInput& input, std::size_t position) {
  return input.row.empty() ? position + 1 : input.row[position];
}

Diagnostics check_input(const SpcInput& input, const SpcOptions& options) {
  Diagnostics faults;
  check_columns(input, options.chart, faults);
  check_options(input, options, faults);
  if (!faults.empty()) return faults;
  for (std::size_t row = 0; row < input.y.size(); ++row)
    check_row(row_name(input, row), input.y[row], input.n.empty() ? std::nullopt : input.n[row], options.chart, faults);
  if (faults.size() > shown_faults) {
    const auto more = faults.size() - shown_faults;
    faults.resize(shown_faults);
    faults.back().notes.push_back(fmt::format("and {} more faults", more));
  }
  return faults;
}

}  // namespace kjede::stats
