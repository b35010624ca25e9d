#pragma once
// Whether the store still fits the register's definition, which may have changed since the last import.

#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/store/records.hpp"
#include "requested.hpp"

namespace kjede::measure {

// Fails with the store's KJ0424 or KJ0419 when it lacks a variable that the statement reads, or has it as another type.
base::Result<void> check_columns(store::RecordStore& records, const catalog::Register& reg, std::string_view sql);

// A warning (KJ0611) for each coded variable the statement reads of which records hold codes that its list no longer
// has: such a code is equal to none, and so counts as another answer. Reads those columns once of each state
// of the register: the store keeps the answer.
base::Result<base::Diagnostics> removed_codes(store::RecordStore& records, const catalog::Register& reg,
                                              std::string_view sql, const RegisterState& state);

}  // namespace kjede::measure
