#include "part_scan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kjede::store::duckdb {
namespace {

// One per row, so that there is something to add up.
void give_ones(duckdb_vector output, std::size_t rows) {
  auto* ones = static_cast<std::int64_t*>(duckdb_vector_get_data(output));
  std::fill(ones, ones + rows, 1);
}

void visit_rows(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  auto& scans = *static_cast<PartScans*>(duckdb_scalar_function_get_extra_info(info));
  const auto* numbers =
      static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 0)));
  if (!scans.at(numbers[0]).visit(input)) duckdb_scalar_function_set_error(info, "unreadable");
  give_ones(output, duckdb_data_chunk_get_size(input));
}

}  // namespace

std::unique_ptr<PartScan::Part> PartScan::take_part(duckdb_data_chunk input) {
  const std::scoped_lock lock(mutex_);
  if (!idle_.empty()) {
    auto part = std::move(idle_.back());
    idle_.pop_back();
    return part;
  }
  auto part = std::make_unique<Part>();
  part->visitor = part_();
  part->readers.resize(duckdb_data_chunk_get_column_count(input) - 1);
  part->chunk.columns.resize(part->readers.size());
  for (std::size_t i = 0; i < part->readers.size(); ++i) {
    LogicalType type(duckdb_vector_get_column_type(duckdb_data_chunk_get_vector(input, i + 1)));
    if (!part->readers[i].prepare(type.get()) && !part->bad) part->bad = i;
  }
  return part;
}

bool PartScan::visit(duckdb_data_chunk input) {
  auto part = take_part(input);
  auto& chunk = part->chunk;
  chunk.rows = duckdb_data_chunk_get_size(input);
  auto bad = part->bad;
  for (std::size_t i = 0; i < part->readers.size() && !bad; ++i) {
    if (!part->readers[i].read(duckdb_data_chunk_get_vector(input, i + 1), chunk.rows, chunk.columns[i])) bad = i;
  }
  if (!bad) part->visitor(chunk);
  const std::scoped_lock lock(mutex_);
  if (bad) unreadable_ = bad;
  idle_.push_back(std::move(part));
  return !bad;
}

std::int64_t PartScans::add(PartScan& scan) {
  const std::scoped_lock lock(mutex_);
  scans_[++last_] = &scan;
  return last_;
}

void PartScans::remove(std::int64_t number) {
  const std::scoped_lock lock(mutex_);
  scans_.erase(number);
}

PartScan& PartScans::at(std::int64_t number) {
  const std::scoped_lock lock(mutex_);
  return *scans_.at(number);
}

bool register_visit(duckdb_connection connection, PartScans& scans) {
  using ScalarFunction = Owned<duckdb_scalar_function, duckdb_destroy_scalar_function>;
  ScalarFunction function(duckdb_create_scalar_function());
  LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  LogicalType count(duckdb_create_logical_type(DUCKDB_TYPE_BIGINT));
  duckdb_scalar_function_set_name(function.get(), "kjede_visit");
  duckdb_scalar_function_set_varargs(function.get(), any.get());
  duckdb_scalar_function_set_return_type(function.get(), count.get());
  duckdb_scalar_function_set_special_handling(function.get());  // called for NULLs too
  duckdb_scalar_function_set_volatile(function.get());          // and for every row
  duckdb_scalar_function_set_extra_info(function.get(), &scans, nullptr);
  duckdb_scalar_function_set_function(function.get(), visit_rows);
  return duckdb_register_scalar_function(connection, function.get()) == DuckDBSuccess;
}

std::string visiting(std::int64_t scan, std::string_view sql) {
  return fmt::format("select sum(kjede_visit(cast({} as bigint), *columns(*))) from ({}\n) as visited", scan, sql);
}

}  // namespace kjede::store::duckdb
