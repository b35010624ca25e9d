#pragma once
// What a measurement is broken down by beside unit and period: a variable of the register (code, text, unit, whole
// number, date, or derived from them), or an expression such as `hour of call_received`.
//
//   KJEDE_ASSIGN(const auto by, parse_breakdown(catalog, reg, "hour"));
//
// `hour`, `weekday` and `month_of_year` alone are those of the register's date, when that is a time (months: also when
// it is a date). Fails with KJ0620 for a name the register does not have, KJ0621 for a value without groups (an
// instant, a number with decimals), and with the expression's own diagnostics.

#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::measure {

struct Breakdown {
  std::string name;  // as asked for: "place", "hour", "hour of call_received"
  catalog::ExpressionPtr value;
  const catalog::Variable* variable = nullptr;  // when it is one
};

base::Result<Breakdown> parse_breakdown(const catalog::Catalog& catalog, const catalog::Register& reg,
                                        std::string_view text);

// Sorts values as people expect: codes and units in the catalog's order, whole numbers by size, text by bytes. The
// empty value, for records where it is unknown, comes last.
void sort_groups(const catalog::Catalog& catalog, const Breakdown& by, std::vector<std::string>& values);

// How a value reads: the name of a code or unit, the name of a weekday, else the value. Unknown: "ukjent", "unknown".
catalog::Label group_label(const catalog::Catalog& catalog, const Breakdown& by, const std::string& value);

}  // namespace kjede::measure
