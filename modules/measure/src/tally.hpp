#pragma once
// Counting outside the database. A plan's statement in another cut: it gives one row per record with its date, units,
// what is broken down by, values and leaf conditions; all that stands above the leaves is worked out here, 64 records
// at a time, and counted per finest cell. The counts are those of the plan's statement, in a third of the time on
// DuckDB, which spends most of that statement on hundreds of small conditions. PostgreSQL would have to send all rows.

#include "bit_program.hpp"
#include "finest_counts.hpp"

namespace kjede::measure {

struct RowPlan {
  struct Bits {
    std::size_t column = 0;  // of FinestCounts
    std::size_t place = 0;   // register
  };
  // Columns: date; units, as 2 + index in Units::all(), 1 for none, NULL for one that is not there; keys, as text;
  // values that are no distance; the ends of distances; leaves.
  std::string sql;
  BitProgram program;
  std::vector<Bits> counts;  // each column once
  struct Values {
    std::size_t column = 0;
    std::size_t place = 0;     // of the records whose value is wanted
    std::string sql;           // empty: a distance
    std::size_t distance = 0;  // of the program
  };
  std::vector<Values> values;
};

// Counts the plan's records: by its rows where the database hands them over fast, else by its statement.
base::Result<FinestCounts> count_records(store::Database& database, const Plan& plan, const catalog::Units& units);
// By its rows. The plan must have them.
base::Result<FinestCounts> tally(store::Database& database, const Plan& plan);

}  // namespace kjede::measure
