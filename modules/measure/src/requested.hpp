#pragma once
// What a request asks for, checked against the catalog and the store.

#include <optional>
#include <string>
#include <vector>

#include "kjede/measure/measure.hpp"

namespace kjede::measure {

struct RegisterRequest {
  const catalog::Register* reg = nullptr;
  std::vector<const catalog::Indicator*> indicators;  // in the catalog's order
};

// Month indices, both included; nothing: as far as there are records.
struct AskedMonths {
  std::optional<int> first;
  std::optional<int> last;
};

struct RegisterState {
  std::int64_t batch = 0;
  bool has_table = false;    // something was imported at some time
  std::string data_version;  // of the register's last import as of the batch; empty: none
};

// All mistakes of the request at once.
base::Result<std::vector<RegisterRequest>> requested(const catalog::Catalog& catalog, const Request& request);
AskedMonths months_asked(const Request& request);
// The same, widened to whole periods of every kind asked for.
AskedMonths whole_periods(AskedMonths months, const std::vector<base::PeriodKind>& kinds);
// Levels, then groups, that are asked for.
std::vector<std::string> levels_of(const catalog::Indicator& indicator, const Request& request);
base::Result<RegisterState> register_state(store::RecordStore& records, const std::string& register_id,
                                           std::optional<base::Instant> as_of);

}  // namespace kjede::measure
