// From a CSV file and a request to charts.
#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/codes.hpp"
#include "kjede/service/spc_table.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/shown_name.hpp"
#include "spc_axis.hpp"

namespace kjede::service {
namespace {

using base::Diagnostics;

constexpr std::size_t shown_rows = 10, shown_faults = 20;

// The columns the request names, as text, with the row each cell stands in.
struct Columns {
  std::vector<std::string> x, y, n, facet;
  std::vector<std::uint64_t> row;
  text::CsvDialect dialect;
};

bool is_missing(std::string_view cell) {
  return cell.empty() || cell == "NA" || cell == "NaN" || cell == "na" || cell == "nan" || cell == "null" ||
         cell == "NULL";
}

std::string_view trimmed(std::string_view cell) {
  const auto first = cell.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

base::Result<std::size_t> find_column(const text::CsvReader& file, const std::string& name, std::string_view option) {
  const auto& header = file.header();
  const auto found = std::ranges::find(header, name);
  if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  const auto near = base::nearest(name, header);
  return base::fail(codes::unknown_column, fmt::format("'{}': there is no column '{}' ({})", file.name(), name, option),
                    near.empty() ? fmt::format("its columns are {}", text::shown_names(header))
                                 : fmt::format("did you mean '{}'?", near));
}

void limit_faults(Diagnostics& faults) {
  if (faults.size() <= shown_faults) return;
  const auto more = faults.size() - shown_faults;
  faults.resize(shown_faults);
  faults.back().notes.push_back(fmt::format("and {} more faults", more));
}

base::Result<Columns> read_columns(std::string_view file_name, std::string_view text, const SpcRequest& request) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return base::fail(codes::empty_file, fmt::format("'{}' is empty", file_name));
  KJEDE_ASSIGN(auto file, text::CsvReader::from_text(std::string(file_name), std::string(text)));
  KJEDE_ASSIGN(const auto x, find_column(file, request.x, "--x"));
  KJEDE_ASSIGN(const auto y, find_column(file, request.y, "--y"));
  const auto optional = [&](const std::string& name, std::string_view option) -> base::Result<std::size_t> {
    if (name.empty()) return file.header().size();
    return find_column(file, name, option);
  };
  KJEDE_ASSIGN(const auto n, optional(request.n, "--n"));
  KJEDE_ASSIGN(const auto facet, optional(request.facet, "--facet"));
  Columns columns;
  Diagnostics faults;
  for (text::CsvRow row; file.next(row);) {
    if (row.problem) {
      faults.push_back(*row.problem);
      continue;
    }
    const auto cell = [&](std::size_t at) {
      const auto text_of = at < row.fields.size() ? trimmed(row.fields[at]) : std::string_view();
      return std::string(is_missing(text_of) ? std::string_view() : text_of);
    };
    columns.row.push_back(row.row);
    columns.x.push_back(cell(x));
    columns.y.push_back(cell(y));
    if (!request.n.empty()) columns.n.push_back(cell(n));
    if (!request.facet.empty()) columns.facet.push_back(cell(facet));
  }
  columns.dialect = file.dialect();
  limit_faults(faults);
  if (!faults.empty()) return base::fail(std::move(faults));
  if (columns.row.empty())
    return base::fail(codes::empty_file, fmt::format("'{}' has a header but no rows", file_name));
  return columns;
}

// Numbers of a column. A comma is a decimal comma, unless the file mixes it with decimal points.
std::vector<std::optional<double>> read_numbers(const std::vector<std::string>& cells, const std::string& name,
                                                const Columns& columns, std::string_view file_name,
                                                Diagnostics& faults) {
  const bool mixed = columns.dialect.decimal == text::DecimalMark::mixed;
  std::vector<std::optional<double>> numbers;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto value = cells[i].empty() ? std::nullopt : parse_number(cells[i]);
    const bool ambiguous = mixed && cells[i].find(',') != std::string::npos;
    numbers.push_back(ambiguous ? std::nullopt : value);
    if (cells[i].empty() || (value && !ambiguous)) continue;
    faults.push_back(
        {codes::bad_cell.id,
         base::Severity::error,
         fmt::format("'{}', row {}: '{}' {}", file_name, columns.row[i], name,
                     ambiguous ? "has a comma, and other numbers of the file a decimal point" : "is not a number"),
         {},
         {},
         ambiguous ? "write all numbers in one way" : "leave a missing value empty"});
  }
  return numbers;
}

// "3 rows without x left out: rows 4, 7, 9"
std::string about_rows(const std::vector<std::uint64_t>& rows, bool nb, std::string_view what) {
  const std::vector<std::uint64_t> first(rows.begin(),
                                         rows.begin() + static_cast<std::ptrdiff_t>(std::min(shown_rows, rows.size())));
  const std::string_view one = nb ? "rad" : "row", more = nb ? "rader" : "rows";
  const auto name = rows.size() == 1 ? one : more;
  return fmt::format("{} {} {}: {} {}{}", rows.size(), name, what, name, fmt::join(first, ", "),
                     rows.size() > shown_rows ? ", …" : "");
}

// Rows without a place on the axis are left out; a half row counts as missing. Both are said.
stats::SpcInput make_input(const Columns& columns, const AxisColumn& axis, const std::vector<std::optional<double>>& y,
                           const std::vector<std::optional<double>>& n, bool nb, std::vector<std::string>& remarks) {
  stats::SpcInput input;
  std::vector<std::uint64_t> no_x, no_n;
  for (std::size_t i = 0; i < columns.row.size(); ++i) {
    if (!axis.cells[i]) {
      no_x.push_back(columns.row[i]);
      continue;
    }
    input.row.push_back(columns.row[i]);
    input.x.push_back(*axis.cells[i]);
    input.y.push_back(y[i]);
    if (!columns.n.empty()) {
      input.n.push_back(n[i]);
      if (y[i] && !n[i]) no_n.push_back(columns.row[i]);
    }
    if (!columns.facet.empty())
      input.facet.push_back(columns.facet[i].empty() ? nb ? "(ingen)" : "(none)" : columns.facet[i]);
  }
  if (!no_x.empty()) remarks.push_back(about_rows(no_x, nb, nb ? "uten x er utelatt" : "without x left out"));
  if (!no_n.empty())
    remarks.push_back(about_rows(no_n, nb,
                                 nb ? "med teller, men uten nevner, regnes som manglende"
                                    : "with a numerator but no denominator counted as missing"));
  return input;
}

base::Result<stats::ChartType> chart_type(const SpcRequest& request) {
  if (request.chart.empty()) return request.n.empty() ? stats::ChartType::run : stats::ChartType::p;
  const auto type = stats::parse_chart_type(request.chart);
  if (!type)
    return base::fail(codes::bad_choice, fmt::format("chart '{}' is not known", request.chart),
                      "use run, i, mr, xbar, s, t, p, pp, u, up, c, g or ip");
  using stats::ChartType;
  const bool plain = *type == ChartType::c || *type == ChartType::g || *type == ChartType::t ||
                     *type == ChartType::xbar || *type == ChartType::s;
  if (stats::needs_denominator(*type) && request.n.empty())
    return base::fail(codes::bad_choice, fmt::format("chart {} divides by a denominator", request.chart),
                      "name its column with --n, or use --chart c for plain counts");
  if (plain && !request.n.empty())
    return base::fail(
        codes::bad_choice, fmt::format("chart {} takes no denominator", request.chart),
        *type == ChartType::c ? "leave out --n, or use --chart u for events per exposure" : "leave out --n");
  return *type;
}

base::Result<std::optional<base::PeriodKind>> chart_period(const SpcRequest& request, const AxisColumn& axis) {
  if (request.period.empty()) return axis.period;
  const auto kind = base::parse_period_kind(request.period);
  if (!kind)
    return base::fail(codes::bad_choice, fmt::format("--period '{}' is not known", request.period),
                      "use year, tertial, quarter or month");
  if (axis.kind != AxisKind::date)
    return base::fail(codes::bad_choice, fmt::format("--period needs dates in the column '{}'", request.x),
                      "write dates as 2024-02-29 or 29.02.2024");
  return std::optional(*kind);
}

base::Result<stats::SpcOptions> make_options(const SpcRequest& request, const AxisColumn& axis) {
  stats::SpcOptions options;
  KJEDE_ASSIGN(options.chart, chart_type(request));
  KJEDE_ASSIGN(options.period, chart_period(request, axis));
  options.empty_periods = true;
  options.multiply = request.multiply;
  options.centre = request.centre;
  options.screen_moving_ranges = request.screen;
  if (!request.baseline.empty()) {
    KJEDE_ASSIGN(options.baseline, parse_range(request.baseline, axis.kind, "--baseline"));
  }
  for (const auto& split : request.splits) {
    KJEDE_ASSIGN(auto place, parse_place(split, axis.kind, "--split"));
    options.split_at.push_back(place);
  }
  for (const auto& excluded : request.exclude) {
    KJEDE_ASSIGN(auto range, parse_range(excluded, axis.kind, "--exclude"));
    options.exclude_ranges.push_back(range);
  }
  return options;
}

// An exclusion or baseline that touches no point is probably a slip of the hand.
void remark_unused(SpcCharts& result, const stats::SpcOptions& options) {
  const bool nb = result.request.language != "en";
  const auto touched = [&](const stats::AxisRange& range) {
    return std::ranges::any_of(result.charts, [&](const stats::SpcChart& chart) {
      return std::ranges::any_of(chart.points, [&](const stats::SpcPoint& point) {
        return (!range.from || point.x >= *range.from) && (!range.to || point.x <= *range.to);
      });
    });
  };
  for (std::size_t i = 0; i < options.exclude_ranges.size(); ++i)
    if (!touched(options.exclude_ranges[i]))
      result.remarks.push_back(
          fmt::format(fmt::runtime(nb ? "--exclude {} treffer ingen punkter" : "--exclude {} touches no point"),
                      result.request.exclude[i]));
  if (options.baseline && !touched(*options.baseline))
    result.remarks.push_back(
        fmt::format(fmt::runtime(nb ? "--baseline {} treffer ingen punkter: alle punkter er referanse"
                                    : "--baseline {} touches no point: all points are the baseline"),
                    result.request.baseline));
}

void add_axis_faults(const AxisColumn& axis, const Columns& columns, const SpcRequest& request,
                     std::string_view file_name, Diagnostics& faults) {
  for (const auto position : axis.unfit)
    faults.push_back({codes::bad_cell.id,
                      base::Severity::error,
                      fmt::format("'{}', row {}: '{}' is not a {}, as in most rows", file_name, columns.row[position],
                                  request.x, axis.kind == AxisKind::date ? "date" : "number"),
                      {},
                      {},
                      {}});
}

base::Diagnostics in_file(base::Diagnostics diagnostics, std::string_view file_name) {
  for (auto& diagnostic : diagnostics) diagnostic.message = fmt::format("'{}', {}", file_name, diagnostic.message);
  return diagnostics;
}

}  // namespace

base::Result<SpcCharts> read_spc(std::string_view file_name, std::string_view text, const SpcRequest& request) {
  KJEDE_ASSIGN(const auto columns, read_columns(file_name, text, request));
  const auto axis = read_axis(columns.x);
  KJEDE_ASSIGN(const auto options, make_options(request, axis));
  Diagnostics faults;
  add_axis_faults(axis, columns, request, file_name, faults);
  const auto y = read_numbers(columns.y, request.y, columns, file_name, faults);
  const auto n = read_numbers(columns.n, request.n, columns, file_name, faults);
  limit_faults(faults);
  if (!faults.empty()) return base::fail(std::move(faults));
  SpcCharts result{.request = request, .charts = {}, .period = options.period, .remarks = {}};
  result.request.chart = stats::to_string(options.chart);
  auto charts = stats::spc_by_facet(make_input(columns, axis, y, n, request.language != "en", result.remarks), options);
  if (!charts) return base::fail(in_file(charts.error(), file_name));
  result.charts = *std::move(charts);
  remark_unused(result, options);
  return result;
}

}  // namespace kjede::service
