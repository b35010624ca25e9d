#include "registrar_answers.hpp"

#include <algorithm>
#include <cstdlib>

#include "body.hpp"
#include "kjede/service/upload.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::server {

using text::Json;

Json findings_json(const registry::ImportReport& report) {
  Json list = Json::array();
  for (const auto& problem : report.problems) {
    list.push_back({{"code", problem.code},
                    {"variable", problem.field.empty() ? Json(nullptr) : Json(problem.field)},
                    {"message", {{"nb", problem.reason.nb}, {"en", problem.reason.en}}},
                    {"rejects", !problem.warning}});
  }
  return list;
}

// file, row, line, field, value_class, reason, what_to_do, code, row_kept
Json rejects_json(const std::string& csv, const std::string& sent) {
  constexpr std::size_t row_column = 1, field_column = 3, reason_column = 5, advice_column = 6, columns = 9;
  constexpr std::size_t most = 1000;  // rows told; the counts tell of all
  Json list = Json::array();
  auto reader = text::CsvReader::from_text("rejects", csv);
  if (csv.empty() || !reader) return list;
  std::vector<std::uint64_t> rows;
  for (text::CsvRow row; reader->next(row) && list.size() <= most;) {
    if (row.problem || row.fields.size() < columns || row.fields[columns - 1] != "no") continue;
    const auto number = std::strtoull(std::string(row.fields[row_column]).c_str(), nullptr, 10);
    if (list.empty() || list.back()["row"] != number) {
      list.push_back({{"row", number}, {"problems", Json::array()}});
      rows.push_back(number);
    }
    auto said = std::string(row.fields[reason_column]);
    if (!row.fields[advice_column].empty()) said += ". " + std::string(row.fields[advice_column]);
    list.back()["problems"].push_back({{"field", std::string(row.fields[field_column])}, {"text", said}});
  }
  std::sort(rows.begin(), rows.end());
  const auto cells = service::upload_rows(sent, rows);
  for (auto& one : list)
    one["cells"] = cells["rows"].value(std::to_string(one["row"].get<std::uint64_t>()), Json(nullptr));
  return list;
}

base::Result<service::RecordEdit> read_edit(const Call& call, const catalog::Register& reg, bool draft) {
  KJEDE_ASSIGN(auto body, Body::read(call.request));
  service::RecordEdit edit{.reg = &reg, .key = call.at("key")};
  edit.version = body.optional_whole("version").value_or(0);
  edit.values = body.value("values");
  if (!edit.values.is_object()) body.fault("values", "is no object");
  if (edit.values.is_object()) {
    for (const auto& [name, value] : edit.values.items()) {
      const auto* variable = reg.find(name);
      if (variable == nullptr || variable->derived)
        body.fault("values", "names a variable that the form does not have");
      if (value.is_structured()) body.fault("values", "holds something else than texts, numbers and null");
    }
  }
  if (!draft) {
    if (const auto number = body.optional_text("identifier", 64))
      edit.identifier = base::Sensitive<std::string>(*number);
    if (const auto name = body.optional_text("name", 200)) edit.name = base::Sensitive<std::string>(*name);
  }
  edit.preview = draft || body.optional_flag("preview").value_or(false);
  edit.user = call.who.user;
  edit.grants = call.who.grants;
  KJEDE_TRY(body.done());
  return edit;
}

}  // namespace kjede::server
