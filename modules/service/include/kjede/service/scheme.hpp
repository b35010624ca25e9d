#pragma once
// The first-responder scheme out of its registers (responder_organisation, responder_agreement, responder_unit,
// responder, responder_skill, responder_equipment, responder_attestation, aed, ordinary_resource), as they were at a
// time.
//
//   KJEDE_ASSIGN(const auto scheme, service::load_scheme(*records, catalog, std::nullopt));

#include <optional>

#include "kjede/catalog/model.hpp"
#include "kjede/dispatch/scheme.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

// The registers of the scheme, each after those it refers to.
inline constexpr std::string_view scheme_registers[] = {
    "responder_organisation", "responder_agreement", "responder_unit",        "responder",
    "responder_skill",        "responder_equipment", "responder_attestation", "aed",
    "ordinary_resource"};

// Every vector in the order of its ids, so that the same data give the same snapshot on both databases. A register
// without records gives an empty vector; rows that have ended, and AEDs that were removed, are left out. `as_of`:
// nothing means now. `practised_by`: practice and training after that day do not count. Opening hours that cannot be
// read become nothing (unknown). Fails with KJ0930 when the catalog lacks a register.
base::Result<dispatch::Scheme> load_scheme(store::RecordStore& records, const catalog::Catalog& catalog,
                                           std::optional<base::Instant> as_of,
                                           std::optional<base::Date> practised_by = {});

}  // namespace kjede::service
