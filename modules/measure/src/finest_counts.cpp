#include "finest_counts.hpp"

#include <algorithm>
#include <unordered_map>

namespace kjede::measure {
namespace {

bool present(const store::ColumnData& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

class Reader {
 public:
  Reader(const StatementShape& shape, const catalog::Units& units, FinestCounts& out) : shape_(shape), out_(out) {
    const auto& all = units.all();
    for (std::size_t i = 0; i < all.size(); ++i) index_[all[i].id] = static_cast<int>(i);
  }

  void read(const store::Chunk& chunk) {
    for (std::size_t u = 0; u < out_.units.size(); ++u) read_units(chunk.columns[u], chunk.rows, out_.units[u]);
    for (std::size_t k = 0; k < out_.keys.size(); ++k) read_keys(chunk.columns[shape_.units + k], chunk.rows, k);
    for (std::size_t i = 0; i < chunk.rows; ++i)
      out_.months.push_back(static_cast<int>(chunk.columns[shape_.month()].integers[i]));
    for (std::size_t c = shape_.records(); c < chunk.columns.size(); ++c) {
      if (const auto found = out_.values.find(c); found != out_.values.end())
        read_values(chunk.columns[c], chunk.rows, found->second);
      else
        read_column(chunk.columns[c], chunk.rows, out_.counts[c]);
    }
    out_.rows += chunk.rows;
  }

 private:
  void read_units(const store::ColumnData& column, std::size_t rows, std::vector<int>& into) const {
    for (std::size_t i = 0; i < rows; ++i) {
      if (!present(column, i) || column.texts[i].empty()) {
        into.push_back(kUnitUnknown);
        continue;
      }
      const auto found = index_.find(std::string(column.texts[i]));
      into.push_back(found == index_.end() ? kUnitStray : found->second);
    }
  }

  void read_keys(const store::ColumnData& column, std::size_t rows, std::size_t key) {
    auto& values = out_.key_values[key];
    if (key_index_.size() <= key) key_index_.resize(key + 1);
    for (std::size_t i = 0; i < rows; ++i) {
      const auto text = present(column, i) ? std::string(column.texts[i]) : std::string();
      const auto [found, is_new] = key_index_[key].try_emplace(text, static_cast<int>(values.size()));
      if (is_new) values.push_back(text);
      out_.keys[key].push_back(found->second);
    }
  }

  // A sum over no rows is NULL: zero.
  static void read_column(const store::ColumnData& column, std::size_t rows, std::vector<std::int64_t>& into) {
    for (std::size_t i = 0; i < rows; ++i) {
      into.push_back(!present(column, i)                      ? 0
                     : column.type == store::ColumnType::real ? static_cast<std::int64_t>(column.reals[i])
                                                              : column.integers[i]);
    }
  }

  static void read_values(const store::ColumnData& column, std::size_t rows, ValueLists& into) {
    into.whole = column.type != store::ColumnType::real;
    const auto base = into.offsets.back();
    const auto first = column.offsets.empty() ? 0 : column.offsets[0];
    const auto end = column.offsets.empty() ? 0 : column.offsets[rows];
    if (into.whole)
      into.integers.insert(into.integers.end(), column.integers.begin() + first, column.integers.begin() + end);
    else
      into.reals.insert(into.reals.end(), column.reals.begin() + first, column.reals.begin() + end);
    for (std::size_t i = 0; i < rows; ++i)
      into.offsets.push_back(base + (column.offsets.empty() ? 0 : column.offsets[i + 1] - first));
  }

  const StatementShape& shape_;
  FinestCounts& out_;
  std::unordered_map<std::string, int> index_;  // looked up only, never iterated
  std::vector<std::unordered_map<std::string, int>> key_index_;
};

}  // namespace

StatementShape shape_of(const Plan& plan) {
  StatementShape shape{plan.unit_variables.size(), plan.records + 1, {}, plan.keys};
  for (const auto& indicator : plan.indicators) {
    for (const auto& count : indicator.counts) shape.columns = std::max(shape.columns, count.column + 1);
    if (indicator.values) {
      shape.columns = std::max(shape.columns, *indicator.values + 1);
      shape.lists.insert(*indicator.values);
    }
  }
  return shape;
}

FinestCounts no_counts(const StatementShape& shape) {
  FinestCounts out;
  out.units.resize(shape.units);
  out.keys.resize(shape.keys);
  out.key_values.resize(shape.keys);
  out.counts.resize(shape.columns);
  for (const auto column : shape.lists) out.values[column];
  return out;
}

base::Result<FinestCounts> read_counts(store::Database& database, const std::string& sql, const StatementShape& shape,
                                       const catalog::Units& units) {
  auto out = no_counts(shape);
  Reader reader(shape, units, out);
  KJEDE_TRY(database.scan(sql, {}, [&](const store::Chunk& chunk) { reader.read(chunk); }));
  return out;
}

}  // namespace kjede::measure
