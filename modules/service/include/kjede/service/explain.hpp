#pragma once
// Why a number is what it is, for a person: names as they type them. Counts of a masked cell are shown only on demand.

#include <optional>
#include <string>

#include "kjede/measure/explain.hpp"

namespace kjede::service {

struct ExplainQuery {
  std::string indicator;
  std::string unit;                 // id, name or organisation number; empty: the nation
  std::optional<std::string> year;  // or another period label; nothing: the last year with records
  std::optional<std::string> as_of;
  bool unmasked = false;  // for the register's own eyes
};

struct ExplainAnswer {
  measure::Explanation why;
  bool masked = false;  // the steps are left out
};

base::Result<ExplainAnswer> explain(const catalog::Catalog& catalog, store::RecordStore& records,
                                    const ExplainQuery& query);

std::string to_text(const ExplainAnswer& answer, const std::string& language);
std::string to_json(const ExplainAnswer& answer);

}  // namespace kjede::service
