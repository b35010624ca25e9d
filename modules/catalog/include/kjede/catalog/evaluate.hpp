#pragma once
// Evaluates an expression for one record, with Kleene's three-valued logic. Names are looked up once, when it is
// compiled; evaluating allocates nothing.
//
//   const CompiledExpression rule(*record_rule.holds, reg);
//   if (rule.truth(record) == Truth::no) …
//
// A record is one base::Value per variable of the register, in the register's order: text, codes and unit ids as
// string, integer as int64, number as double, date as Date, time as Instant (UTC). Missing, and codes listed as
// unknown, are unknown. Variables derived by an expression are computed here (their cell is not read); those derived
// across records are read: time_to_next as seconds (double), rank as int64.

#include <memory>
#include <span>
#include <string_view>

#include "kjede/base/value.hpp"
#include "kjede/catalog/expression.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

enum class Truth { no, unknown, yes };  // ordered: and is the least, or the greatest

// A value that is not a condition: one of the two is set when known.
struct Scalar {
  bool known = false;
  double number = 0.0;    // numbers; durations in seconds; dates in days, times in microseconds since 1970 (exact)
  std::string_view text;  // codes, texts, units; lives as long as the record and the expression
};

using RecordView = std::span<const base::Value>;

class CompiledExpression {
 public:
  // The tree must have been resolved against this register. A broken invariant (a variable the register has not)
  // throws std::logic_error.
  CompiledExpression(const Expression& tree, const Register& reg);
  CompiledExpression(CompiledExpression&&) noexcept;
  CompiledExpression& operator=(CompiledExpression&&) noexcept;
  ~CompiledExpression();

  ValueKind kind() const;
  Truth truth(RecordView record) const;    // of a condition
  Scalar scalar(RecordView record) const;  // of anything else
  bool known(RecordView record) const;     // of both

 private:
  struct Program;
  std::unique_ptr<const Program> program_;
};

}  // namespace kjede::catalog
