#pragma once
// How one indicator judges a record, as SQL conditions over the layers below it (sql_layers.hpp): steps 1 to 5 of the
// contract. Conditions are named columns in layers of their own, so that each is written and evaluated once.

#include <string>
#include <vector>

#include "condition.hpp"
#include "kjede/measure/sql.hpp"
#include "sql_expression.hpp"
#include "sql_layers.hpp"

namespace kjede::measure {

struct NamedColumn {
  std::string name;  // quoted
  std::string sql;
};

struct ConditionCount {
  CountPart part = CountPart::relevant;
  std::string reason;
  std::string effect;
  Condition condition;  // over the verdict layer
  std::string sum{};    // counted registers: the number that is summed where the condition holds; else empty
};

// The columns of all indicators' conditions, layer by layer. One that is asked for again is not written again.
struct JudgementColumns {
  std::vector<NamedColumn> faces;              // what each clause says, which variables are unknown
  std::vector<NamedColumn> decisions;          // which unknown decides
  std::vector<std::vector<NamedColumn>> kept;  // after the first exclusion, after the second …
  std::vector<NamedColumn> verdicts;           // inside the denominator
};

struct Judgement {
  std::vector<ConditionCount> counts;
  std::string value;   // over the verdict layer; empty: the indicator has no value
  SqlValue row_value;  // the same over the last of SqlLayers
  Condition inside;    // the condition of the denominator, over the verdict layer
};

void need_indicator(SqlLayers& layers, const catalog::Indicator& indicator);
// `prefix` keeps the columns of several indicators apart ("1 ").
Judgement judge_in_sql(const catalog::Indicator& indicator, const SqlWriter& writer, const std::string& prefix,
                       JudgementColumns& columns);

}  // namespace kjede::measure
