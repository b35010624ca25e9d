#include "tally.hpp"

#include <bit>
#include <list>
#include <tuple>

#include "byte_counts.hpp"
#include "dense_index.hpp"

namespace kjede::measure {
namespace {

bool present(const store::ColumnData& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

// Eight bytes of 0 and 1 as eight bits. Where a value is missing there may be any byte.
std::uint64_t as_bits(const std::uint8_t* bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) word |= std::uint64_t{bytes[i]} << (8 * i);
  return ((word & 0x0101010101010101ULL) * 0x0102040810204080ULL) >> 56U;
}

void pack(std::span<const std::uint8_t> flags, std::uint64_t* into) {
  std::size_t i = 0;
  for (; i + 8 <= flags.size(); i += 8) into[i / 64] |= as_bits(&flags[i]) << (i % 64);
  for (; i < flags.size(); ++i) into[i / 64] |= std::uint64_t{flags[i] & 1U} << (i % 64);
}

// Whether each value stands in the relation to the bound; of values that are not known, anything.
void compare(std::span<const std::int64_t> values, Relation relation, std::int64_t bound, std::uint8_t* flags) {
  const auto each = [&](auto holds) {
    for (std::size_t i = 0; i < values.size(); ++i) flags[i] = holds(values[i]) ? 1 : 0;
  };
  switch (relation) {
    case Relation::equal: return each([bound](auto value) { return value == bound; });
    case Relation::not_equal: return each([bound](auto value) { return value != bound; });
    case Relation::less: return each([bound](auto value) { return value < bound; });
    case Relation::less_equal: return each([bound](auto value) { return value <= bound; });
    case Relation::greater: return each([bound](auto value) { return value > bound; });
    case Relation::greater_equal: return each([bound](auto value) { return value >= bound; });
    case Relation::unknown: return;
  }
}

// Bits of the rows that are present: cleared where they are not.
void keep_present(const store::ColumnData& column, std::span<std::uint64_t> bits, std::vector<std::uint64_t>& buffer) {
  if (column.valid.empty()) return;
  buffer.assign(bits.size(), 0);
  pack(column.valid, buffer.data());
  for (std::size_t w = 0; w < bits.size(); ++w) bits[w] &= buffer[w];
}

struct Distances {
  std::vector<std::int64_t> values;
  std::vector<std::uint64_t> known;  // bits
};

// The values of one list as they came, each with the cell it belongs to.
struct CellValues {
  bool whole = true;
  std::vector<std::uint32_t> cells;
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
};

// A share of the records. A cell is a combination of units, keys and month. It is numbered step by step: by the first
// place, by that and the second … A place is the unit's column as it comes, or the number of the key's text.
class Share {
 public:
  Share(const RowPlan& plan, const StatementShape& shape)
      : plan_(plan),
        units_(shape.units),
        places_(shape.month()),
        lanes_((plan.counts.size() + 63) / 64),
        key_texts_(shape.keys),
        steps_(places_ + 1),
        values_(plan.values.size()),
        distances_(plan.program.distances().size()) {
    for (const auto& values : plan.values) value_columns_ += values.sql.empty() ? 0 : 1;
  }

  void take(const store::Chunk& chunk) {
    find_cells(chunk);
    const auto words = (chunk.rows + 63) / 64;
    find_distances(chunk, words);
    work_out(chunk, words);
    for (std::size_t word = 0; word < words; ++word)
      count(word, words, std::min<std::size_t>(64, chunk.rows - word * 64));
    auto column = 1 + places_;
    for (std::size_t v = 0; v < values_.size(); ++v) {
      const auto& values = plan_.values[v];
      store::ColumnData data;
      if (values.sql.empty())
        data.type = store::ColumnType::integer, data.integers = distances_[values.distance].values;
      else
        data = chunk.columns[column++];
      keep_values(data, v, chunk.rows, words);
    }
  }

  std::size_t cells() const { return steps_.back().keys().size(); }
  // Units, keys, month.
  std::vector<std::uint32_t> places(std::size_t cell) const {
    std::vector<std::uint32_t> out(places_ + 1);
    auto at = static_cast<std::uint32_t>(cell);
    for (std::size_t k = out.size(); k-- > 0;) std::tie(at, out[k]) = steps_[k].keys()[at];
    return out;
  }
  const std::vector<std::string>& key_texts(std::size_t key) const { return key_texts_[key].keys(); }
  // plan.counts[k] of a cell.
  std::int64_t count_of(std::size_t cell, std::size_t k) const { return counts_[cell * lanes_ + k / 64].at(k % 64); }
  const CellValues& values(std::size_t v) const { return values_[v]; }

 private:
  void find_cells(const store::Chunk& chunk) {
    cell_.assign(chunk.rows, 0);
    for (std::size_t k = 0; k < places_; ++k) {
      const auto& column = chunk.columns[1 + k];
      for (std::size_t i = 0; i < chunk.rows; ++i) {
        const auto place = k < units_ ? unit_place(column, i) : key_texts_[k - units_].at(text_at(column, i));
        cell_[i] = steps_[k].at({cell_[i], place});
      }
    }
    const auto& dates = chunk.columns[0];
    for (std::size_t i = 0; i < chunk.rows; ++i) {
      const auto month = present(dates, i) ? month_of(dates.integers[i]) : 0;
      cell_[i] = steps_[places_].at({cell_[i], static_cast<std::uint32_t>(month)});
    }
    if (counts_.size() < cells() * lanes_) counts_.resize(cells() * lanes_);
  }

  static std::uint32_t unit_place(const store::ColumnData& column, std::size_t row) {
    return present(column, row) ? static_cast<std::uint32_t>(column.integers[row]) : 0;
  }
  static std::string_view text_at(const store::ColumnData& column, std::size_t row) {
    return present(column, row) ? column.texts[row] : std::string_view();
  }

  // Months since year 0 of a day since 1970. Records often come in the order of their dates.
  int month_of(std::int64_t day) {
    if (day != day_) {
      const base::Date date{std::chrono::days(day)};
      day_ = day;
      month_ = base::year_of(date) * 12 + static_cast<int>(base::month_of(date)) - 1;
    }
    return month_;
  }

  void find_distances(const store::Chunk& chunk, std::size_t words) {
    const auto first = 1 + places_ + value_columns_;
    for (std::size_t d = 0; d < distances_.size(); ++d) {
      const auto& ends = plan_.program.distances()[d];
      const auto& to = chunk.columns[first + ends.to];
      const auto& from = chunk.columns[first + ends.from];
      auto& out = distances_[d];
      out.values.resize(chunk.rows);
      // unsigned, as there is anything in rows that are not present
      for (std::size_t i = 0; i < chunk.rows; ++i)
        out.values[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(to.integers[i]) -
                                                  static_cast<std::uint64_t>(from.integers[i]));
      out.known.assign(words, ~std::uint64_t{0});
      keep_present(to, out.known, present_);
      keep_present(from, out.known, present_);
    }
  }

  void work_out(const store::Chunk& chunk, std::size_t words) {
    const auto& program = plan_.program;
    bits_.assign(program.registers() * words, 0);
    const auto place = [&](std::size_t number) { return std::span(bits_).subspan(number * words, words); };
    const auto first = 1 + places_ + value_columns_ + program.ends().size();
    for (std::size_t i = 0; i < program.leaves().size(); ++i) {
      const auto& column = chunk.columns[first + i];
      const auto into = place(program.leaves()[i].place);
      pack(column.booleans, into.data());
      keep_present(column, into, present_);
    }
    flags_.resize(chunk.rows);
    for (const auto& comparison : program.comparisons()) {
      const auto& distance = distances_[comparison.distance];
      const auto into = place(comparison.place);
      const bool unknown = comparison.relation == Relation::unknown;
      if (!unknown) {
        compare(distance.values, comparison.relation, comparison.bound, flags_.data());
        pack(flags_, into.data());
      }
      for (std::size_t w = 0; w < words; ++w) into[w] = unknown ? ~distance.known[w] : into[w] & distance.known[w];
    }
    program.run(bits_, words);
  }

  // The records of one word: their conditions, 64 at a time, by record instead of by condition.
  void count(std::size_t word, std::size_t words, std::size_t records) {
    std::array<std::uint64_t, 64> block;
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      const auto first = lane * 64;
      const auto n = std::min<std::size_t>(64, plan_.counts.size() - first);
      for (std::size_t k = 0; k < n; ++k) block[k] = bits_[plan_.counts[first + k].place * words + word];
      std::fill(block.begin() + static_cast<std::ptrdiff_t>(n), block.end(), 0);
      transpose(block);
      for (std::size_t i = 0; i < records; ++i) counts_[cell_[word * 64 + i] * lanes_ + lane].add(block[i]);
    }
  }

  void keep_values(const store::ColumnData& column, std::size_t v, std::size_t rows, std::size_t words) {
    auto& out = values_[v];
    out.whole = column.type != store::ColumnType::real;
    const auto* wanted = bits_.data() + plan_.values[v].place * words;
    for (std::size_t word = 0; word < words; ++word) {
      const auto rest = rows - word * 64;
      auto bits = rest >= 64 ? wanted[word] : wanted[word] & ((std::uint64_t{1} << rest) - 1);
      for (; bits != 0; bits &= bits - 1) {
        const auto row = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
        out.cells.push_back(cell_[row]);
        if (out.whole)
          out.integers.push_back(column.integers[row]);
        else
          out.reals.push_back(column.reals[row]);
      }
    }
  }

  const RowPlan& plan_;
  std::size_t units_;
  std::size_t places_;  // units and keys
  std::size_t lanes_;   // of 64 conditions
  std::vector<TextIndex> key_texts_;
  std::vector<PairIndex> steps_;  // (number so far, place), at last (number so far, month)
  std::vector<ByteCounts> counts_;
  std::vector<CellValues> values_;
  std::size_t value_columns_ = 0;
  std::vector<Distances> distances_;
  std::vector<std::uint32_t> cell_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint64_t> present_;
  std::vector<std::uint8_t> flags_;
  std::int64_t day_ = -1;
  int month_ = 1969 * 12 + 11;
};

// All shares together, cells in the order of their units, keys and months.
class Union {
 public:
  Union(const std::list<Share>& shares, const Plan& plan)
      : shares_(shares), plan_(plan), out_(no_counts(shape_of(plan))) {}

  FinestCounts join() {
    number_keys();
    number_rows();
    add_counts();
    for (std::size_t v = 0; v < plan_.rows->values.size(); ++v)
      add_values(v, out_.values[plan_.rows->values[v].column]);
    return std::move(out_);
  }

 private:
  void number_keys() {
    keys_.resize(out_.keys.size());
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      for (const auto& share : shares_) {
        for (const auto& text : share.key_texts(k)) keys_[k].try_emplace(text);
      }
      for (auto& [text, number] : keys_[k]) {
        number = static_cast<int>(out_.key_values[k].size());
        out_.key_values[k].push_back(text);
      }
    }
  }

  // The row of each cell of each share.
  void number_rows() {
    std::map<std::vector<int>, std::size_t> rows;
    for (const auto& share : shares_) {
      for (std::size_t cell = 0; cell < share.cells(); ++cell) rows.try_emplace(place_of(share, cell));
    }
    for (auto& [place, row] : rows) {
      row = out_.rows++;
      const auto* at = place.data();
      for (auto* list : {&out_.units, &out_.keys}) {
        for (auto& column : *list) column.push_back(*at++);
      }
      out_.months.push_back(*at);
    }
    for (const auto& share : shares_) {
      auto& of_cell = rows_.emplace_back();
      for (std::size_t cell = 0; cell < share.cells(); ++cell) of_cell.push_back(rows.at(place_of(share, cell)));
    }
  }

  // Units, keys, month, as FinestCounts has them.
  std::vector<int> place_of(const Share& share, std::size_t cell) const {
    const auto places = share.places(cell);
    std::vector<int> out(places.begin(), places.end());
    const auto units = out_.units.size();
    for (std::size_t k = 0; k < units; ++k) out[k] = out[k] == 0 ? kUnitStray : out[k] == 1 ? kUnitUnknown : out[k] - 2;
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      auto& place = out[units + k];
      place = keys_[k].at(share.key_texts(k)[static_cast<std::size_t>(place)]);
    }
    return out;
  }

  void add_counts() {
    const auto& counts = plan_.rows->counts;
    for (const auto& bits : counts) out_.counts[bits.column].assign(out_.rows, 0);
    auto rows = rows_.begin();
    for (const auto& share : shares_) {
      for (std::size_t cell = 0; cell < share.cells(); ++cell) {
        for (std::size_t k = 0; k < counts.size(); ++k)
          out_.counts[counts[k].column][(*rows)[cell]] += share.count_of(cell, k);
      }
      ++rows;
    }
  }

  // Row by row, as lists lie.
  void add_values(std::size_t v, ValueLists& out) {
    std::vector<std::uint64_t> next(out_.rows, 0);
    const auto each = [&](const auto& use) {
      auto rows = rows_.begin();
      for (const auto& share : shares_) {
        const auto& values = share.values(v);
        for (std::size_t i = 0; i < values.cells.size(); ++i) use((*rows)[values.cells[i]], values, i);
        ++rows;
      }
    };
    each([&](std::size_t row, const CellValues& values, std::size_t) {
      out.whole = values.whole;
      ++next[row];
    });
    for (auto& n : next) {
      const auto first = out.offsets.back();
      out.offsets.push_back(first + n);
      n = first;
    }
    if (out.whole)
      out.integers.resize(out.offsets.back());
    else
      out.reals.resize(out.offsets.back());
    each([&](std::size_t row, const CellValues& values, std::size_t i) {
      if (values.whole)
        out.integers[next[row]++] = values.integers[i];
      else
        out.reals[next[row]++] = values.reals[i];
    });
  }

  const std::list<Share>& shares_;
  const Plan& plan_;
  FinestCounts out_;
  std::vector<std::map<std::string, int>> keys_;
  std::vector<std::vector<std::size_t>> rows_;  // by share and cell
};

}  // namespace

base::Result<FinestCounts> tally(store::Database& database, const Plan& plan) {
  std::list<Share> shares;
  KJEDE_TRY(database.scan_in_parts(plan.rows->sql, [&] {
    shares.emplace_back(*plan.rows, shape_of(plan));
    return [&share = shares.back()](const store::Chunk& chunk) { share.take(chunk); };
  }));
  return Union(shares, plan).join();
}

base::Result<FinestCounts> count_records(store::Database& database, const Plan& plan, const catalog::Units& units) {
  if (plan.rows != nullptr && database.dialect() == store::Dialect::duckdb) return tally(database, plan);
  return read_counts(database, plan.sql, shape_of(plan), units);
}

}  // namespace kjede::measure
