#pragma once
// How one record is judged for one indicator: the reference that the SQL of room measure must agree with. The order
// is that of docs/decisions/0000-contract.md, "How a record is judged".
//
//   const Judge judge(indicator, reg);
//   const Judgement judgement = judge(record);

#include <optional>
#include <string>
#include <vector>

#include "kjede/catalog/evaluate.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

enum class Standing {
  not_relevant,  // not in the cohort
  excluded,      // left out, with a reason
  outside,       // in the cohort, not in the denominator
  counted,
};

// An unknown value that the indicator's policy had to decide.
struct DecidedUnknown {
  std::string variable;
  UnknownEffect effect = UnknownEffect::counts_as_no;
};

struct Judgement {
  Standing standing = Standing::not_relevant;
  std::string reason;  // excluded: the exclusion's id, or the unknown variable
  bool in_numerator = false;
  std::optional<double> value;  // of the value clause; durations in seconds
  double numerator_sum = 0.0;   // counted registers
  double denominator_sum = 0.0;
  std::vector<DecidedUnknown> unknown;
};

class Judge {
 public:
  // Both must come from one checked catalog and outlive the judge.
  Judge(const Indicator& indicator, const Register& reg);
  Judge(Judge&&) noexcept;
  ~Judge();
  Judgement operator()(RecordView record) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace kjede::catalog
