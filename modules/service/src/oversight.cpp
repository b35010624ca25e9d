#include "kjede/service/oversight.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kjede/service/audit_tables.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;

template <class List>
std::int64_t unsafe_in(const List& list) {
  return std::count_if(list.begin(), list.end(), [](const auto& one) { return !one.safe; });
}

Json proof_of(const catalog::Register& reg, const TablesAudit& audit) {
  const auto masked = std::count_if(audit.cells.begin(), audit.cells.end(),
                                    [](const auto& m) { return m.masked != measure::MaskReason::none; });
  return {{"register", reg.id},
          {"name", {{"nb", reg.name.nb}, {"en", reg.name.en}}},
          {"cells", audit.cells.size()},
          {"masked", masked},
          {"analysis_counts_masked", audit.audit.counts.size()},
          {"derivable", unsafe_in(audit.audit.cells) + unsafe_in(audit.audit.counts)},
          {"safe", audit.safe}};
}

}  // namespace

base::Result<std::string> published_proof(const catalog::Catalog& catalog, store::RecordStore& records) {
  Json registers = Json::array();
  bool safe = true;
  for (const auto& reg : catalog.registers) {
    const bool measured = std::any_of(catalog.indicators.begin(), catalog.indicators.end(),
                                      [&](const auto& i) { return i.register_id == reg.id; });
    if (!measured) continue;
    KJEDE_ASSIGN(const auto audit, audit_tables(catalog, records, reg.id, std::nullopt));
    safe = safe && audit.safe;
    registers.push_back(proof_of(reg, audit));
  }
  KJEDE_ASSIGN(const auto batches, records.batches());
  const auto version = batches.empty() ? std::string() : batches.back().data_version;
  return Json{{"schema_version", 1}, {"data_version", version}, {"safe", safe}, {"registers", std::move(registers)}}
             .dump(1) +
         "\n";
}

}  // namespace kjede::service
