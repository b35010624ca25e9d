// Statistics files in CSV: each row's columns are recomputed, the others kept.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>

#include "case_reader.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/stats/proportion.hpp"
#include "kjede/stats/rate.hpp"
#include "kjede/stats/runs.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/shown_name.hpp"

namespace kjede::service {
namespace {

using Row = std::map<std::string, std::string>;  // cells by column
constexpr int longest_series = 10'000;           // the false-alarm probability takes n² steps

struct RowFault {
  std::string column, problem;
};

// Reads a row's numbers; the first fault is kept.
class RowReader {
 public:
  explicit RowReader(const Row& row) : row_(row) {}

  std::optional<double> number(const std::string& column) {
    const auto found = row_.find(column);
    if (found == row_.end() || found->second.empty()) return std::nullopt;
    double value = 0;
    const char *begin = found->second.data(), *end = begin + found->second.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc() && stop == end && std::isfinite(value)) return value;
    complain(column, "is not a number");
    return std::nullopt;
  }
  std::optional<std::int64_t> count(const std::string& column) {
    const auto value = number(column);
    if (!value) return std::nullopt;
    if (*value == std::floor(*value) && *value >= 0 && *value < 9e15) return static_cast<std::int64_t>(*value);
    complain(column, *value < 0 ? "is below 0" : "is not a whole number");
    return std::nullopt;
  }
  double level() {
    const double value = number("conf").value_or(0.95);
    if (value > 0 && value < 1) return value;
    complain("conf", "is not between 0 and 1");
    return 0.95;
  }
  void complain(const std::string& column, std::string problem) {
    if (!fault_) fault_ = {column, std::move(problem)};
  }
  const std::optional<RowFault>& fault() const { return fault_; }

 private:
  const Row& row_;
  std::optional<RowFault> fault_;
};

std::string cell(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : std::string(); }

void put(Row& row, const std::string& name, const std::optional<stats::Interval>& ci) {
  row[name + "_lo"] = ci ? cell(ci->low) : "";
  row[name + "_hi"] = ci ? cell(ci->high) : "";
}

void proportion_row(Row& row, RowReader& reader) {
  const auto x = reader.count("x"), n = reader.count("n");
  const double level = reader.level();
  if (x && n && *x > *n) reader.complain("x", "is larger than n");
  const std::int64_t successes = x.value_or(0), trials = x ? n.value_or(0) : 0;
  row["est"] = cell(stats::proportion(successes, trials));
  put(row, "wilson", stats::wilson(successes, trials, level));
  put(row, "cp", stats::clopper_pearson(successes, trials, level));
  put(row, "wilson_cc", stats::wilson_corrected(successes, trials, level));
  put(row, "ac", stats::agresti_coull(successes, trials, level));
  put(row, "jeffreys", stats::jeffreys(successes, trials, level));
}

void rate_row(Row& row, RowReader& reader) {
  const auto events = reader.count("events");
  const double level = reader.level(), multiplier = reader.number("multiplier").value_or(1);
  double exposure = reader.number("exposure").value_or(0);
  if (exposure < 0) reader.complain("exposure", "is below 0");
  if (!events) exposure = 0;
  const std::int64_t x = events.value_or(0);
  row["rate"] = cell(stats::rate(x, exposure, multiplier));
  put(row, "exact", stats::rate_exact(x, exposure, multiplier, level));
  put(row, "byar", stats::rate_byar(x, exposure, multiplier, level));
  const auto phe = stats::rate_phe(x, exposure, multiplier, level);
  put(row, "phe", phe);
  row["phe_method"] = phe ? stats::rate_phe_method(x) : "";
  put(row, "proflik", stats::rate_profile_interpolated(x, exposure, multiplier, level));
}

void anhoej_row(Row& row, RowReader& reader, bool probabilities) {
  const auto n = reader.count("n_useful");
  if (!n) return;
  if (*n < 1 || *n > longest_series) {
    reader.complain("n_useful", fmt::format("is not between 1 and {}", longest_series));
    return;
  }
  const auto limits = stats::runs_limits(static_cast<int>(*n));
  row["longest_run_max"] = std::to_string(limits.longest_run_max);
  row["n_crossings_min"] = std::to_string(limits.n_crossings_min);
  if (!probabilities) return;
  const auto alarm = stats::runs_false_alarm(static_cast<int>(*n));
  row["p_false_alarm"] = cell(alarm.either);
  row["p_long_run_only"] = cell(alarm.long_run);
  row["p_few_crossings_only"] = cell(alarm.few_crossings);
}

// A kind of table: the columns it needs, those it writes in their order, and those it takes away.
struct TableKind {
  std::vector<std::string> needed, written, left_out;
  std::function<void(Row&, RowReader&)> compute;
};

std::vector<std::string> both_ends(const std::vector<std::string>& names) {
  std::vector<std::string> columns;
  for (const auto& name : names) {
    columns.push_back(name + "_lo");
    columns.push_back(name + "_hi");
  }
  return columns;
}

bool stands_in(const std::vector<std::string>& columns, const std::string& name) {
  return std::ranges::find(columns, name) != columns.end();
}

// The limits alone are a file of their own; the probabilities are written unless it is that file.
TableKind anhoej_kind(const std::vector<std::string>& header) {
  const bool limits_only = stands_in(header, "longest_run_max") && !stands_in(header, "p_false_alarm");
  TableKind kind{{"n_useful"}, {"longest_run_max", "n_crossings_min"}, {}, {}};
  if (!limits_only)
    for (const char* column : {"p_false_alarm", "p_long_run_only", "p_few_crossings_only"})
      kind.written.emplace_back(column);
  kind.compute = [=](Row& row, RowReader& reader) { anhoej_row(row, reader, !limits_only); };
  return kind;
}

TableKind table_kind(std::string_view kind, const std::vector<std::string>& header) {
  if (kind == "anhoej") return anhoej_kind(header);
  if (kind == "proportion") {
    TableKind result{{"x", "n"}, {"est"}, both_ends({"wald", "midp"}), proportion_row};
    for (auto& column : both_ends({"wilson", "cp", "wilson_cc", "ac", "jeffreys"})) result.written.push_back(column);
    return result;
  }
  TableKind result{{"events", "exposure"}, {"rate"}, both_ends({"epitools_byar", "midp"}), rate_row};
  for (auto& column : both_ends({"exact", "byar", "phe"})) result.written.push_back(column);
  result.written.emplace_back("phe_method");
  for (auto& column : both_ends({"proflik"})) result.written.push_back(column);
  return result;
}

base::Result<void> check_header(const std::vector<std::string>& header, const TableKind& kind,
                                std::string_view file_name) {
  for (const auto& column : kind.needed)
    if (!stands_in(header, column)) {
      const auto near = base::nearest(column, header);
      return base::fail(codes::unknown_column, fmt::format("'{}': there is no column '{}'", file_name, column),
                        near.empty() ? fmt::format("its columns are {}", text::shown_names(header))
                                     : fmt::format("is it the column '{}'?", near));
    }
  return {};
}

// Writes the row's computed cells; a row that cannot be computed has them empty.
std::optional<RowFault> compute_row(const TableKind& kind, Row& row) {
  const Row given = row;
  for (const auto& column : kind.written) row[column].clear();
  RowReader reader(given);
  kind.compute(row, reader);
  if (reader.fault())
    for (const auto& column : kind.written) row[column].clear();
  return reader.fault();
}

std::vector<std::string> columns_out(const std::vector<std::string>& header, const TableKind& kind) {
  std::vector<std::string> columns;
  for (const auto& name : header)
    if (!stands_in(kind.left_out, name)) columns.push_back(name);
  for (const auto& name : kind.written)
    if (!stands_in(columns, name)) columns.push_back(name);
  return columns;
}

std::string quoted(const std::string& field, char delimiter) {
  if (field.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) return field;
  std::string result = "\"";
  for (const char c : field) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string line(const std::vector<std::string>& fields, const text::CsvDialect& dialect) {
  std::string result;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) result += dialect.delimiter;
    result += quoted(fields[i], dialect.delimiter);
  }
  return result + (dialect.line_end == text::LineEnd::crlf ? "\r\n" : "\n");
}

}  // namespace

base::Result<Recomputed> recompute_table(std::string_view kind_name, std::string_view file_name,
                                         std::string_view text) {
  KJEDE_ASSIGN(auto file, text::CsvReader::from_text(std::string(file_name), std::string(text)));
  const auto& header = file.header();
  const auto kind = table_kind(kind_name, header);
  KJEDE_TRY(check_header(header, kind, file_name));
  const auto columns = columns_out(header, kind);
  const auto dialect = file.dialect();
  Recomputed result{line(columns, dialect), {}};
  for (text::CsvRow csv; file.next(csv);) {
    if (csv.problem) {
      result.faults.push_back(*csv.problem);
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < std::min(header.size(), csv.fields.size()); ++i) row[header[i]] = csv.fields[i];
    if (const auto fault = compute_row(kind, row))
      result.faults.push_back({codes::bad_cell.id,
                               base::Severity::error,
                               fmt::format("'{}', line {}: {} {}", file_name, csv.line, fault->column, fault->problem),
                               {},
                               {},
                               {}});
    std::vector<std::string> fields;
    for (const auto& column : columns) fields.push_back(row[column]);
    result.text += line(fields, dialect);
  }
  return result;
}

}  // namespace kjede::service
