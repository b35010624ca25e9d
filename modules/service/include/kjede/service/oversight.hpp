#pragma once
// For the data protection officer: deliveries, the chains, and the proof that what is masked stays so.
//
//   KJEDE_ASSIGN(const auto text, service::published_proof(*catalog, *records));

#include <string>

#include "kjede/catalog/model.hpp"
#include "kjede/service/access.hpp"

namespace kjede::service {

// Per register: cells published, masked, and how many of the masked could be told from what is shown (none should).
// Takes seconds: it solves for the bounds of every masked cell.
base::Result<std::string> published_proof(const catalog::Catalog& catalog, store::RecordStore& records);

}  // namespace kjede::service
