#pragma once
// What the import says of rows, as the registrar's pages take it.

#include <string>

#include "kjede/server/route.hpp"
#include "kjede/service/forms.hpp"
#include "kjede/text/json.hpp"

namespace kjede::server {

// [{code, variable, message: {nb, en}, rejects}]
text::Json findings_json(const registry::ImportReport& report);

// [{row, problems: [{field, text}], cells}] of the import's list of rejects; the cells as the file `sent` has them, for
// whoever sent it to correct.
text::Json rejects_json(const std::string& csv, const std::string& sent);

// The form of a body: {version, values, identifier, name, preview}; of a draft {version, values}: a draft never says
// who the patient is, and is only judged.
base::Result<service::RecordEdit> read_edit(const Call& call, const catalog::Register& reg, bool draft);

}  // namespace kjede::server
