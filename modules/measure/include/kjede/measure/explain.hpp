#pragma once
// Why a number is what it is: the definition in words, how many records fell away at each step, the SQL, and which
// definition and data it was computed from.
//
//   KJEDE_ASSIGN(const auto why, explain(catalog, *records, {.indicator = "response_time", .unit = "bergen"}));
//   fmt::print("{}", to_text(why, catalog::Language::nb));

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/words.hpp"
#include "kjede/measure/measurement.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

struct ExplainRequest {
  std::string indicator{};
  std::string unit{};                    // id, or value of a group; empty: the top of the unit tree
  std::optional<base::Period> period{};  // nothing: the last year with records
  std::optional<base::Instant> as_of{};
};

struct ExplainStep {
  std::string id;  // registered, not_in_cohort, relevant, excluded.<reason>, outside, denominator, unknown.<variable>,
                   // numerator
  catalog::Label name;
  std::int64_t count = 0;
  bool leaves = false;  // these records fall away here
};

struct Explanation {
  std::string indicator;
  catalog::Label name;
  catalog::Label definition;  // in words
  catalog::Label goal;        // in words; empty: none
  std::string source;
  catalog::Label unit;
  std::vector<ExplainStep> steps;
  Measurement measurement;  // unmasked, with definition hash and data version
  bool share = false;       // the value is a share of one: told in per cent
  std::string value_unit;   // of the value, when it has one: min, days
  std::optional<std::int64_t> population;
  std::string sql;
};

base::Result<Explanation> explain(const catalog::Catalog& catalog, store::RecordStore& records,
                                  const ExplainRequest& request);

// The same steps from the relevant records on, of a number that was measured before. None of a masked one.
std::vector<ExplainStep> steps_of(const catalog::Catalog& catalog, const Measurement& measurement);

// For a terminal; ends with the SQL.
std::string to_text(const Explanation& why, catalog::Language language);

}  // namespace kjede::measure
