#pragma once
// The first-responder scheme out of its registers (responder_organisation, responder_agreement, responder_unit,
// responder, responder_skill, responder_equipment, aed, ordinary_resource), as they were at a time.
//
//   KJEDE_ASSIGN(const auto scheme, service::load_scheme(*records, catalog, std::nullopt));

#include <optional>

#include "kjede/catalog/model.hpp"
#include "kjede/dispatch/scheme.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

// Every register in the order of its keys, so that the same data give the same snapshot on both databases. A register
// without records gives an empty vector. Nothing: as of now. Fails with KJ0930 when the catalog lacks a register.
base::Result<dispatch::Scheme> load_scheme(store::RecordStore& records, const catalog::Catalog& catalog,
                                           std::optional<base::Instant> as_of);

}  // namespace kjede::service
