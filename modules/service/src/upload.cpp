#include "kjede/service/upload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kjede/service/codes.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::service {
namespace {

using text::Json;
using Row = std::vector<base::Value>;

constexpr std::size_t kRowsLookedAt = 5000, kValuesShown = 30;
constexpr std::string_view kTable =
    R"(create table if not exists kjede_mapping (register_id text collate "C" not null, name text collate "C" not null,
       body text collate "C" not null, user_name text collate "C" not null, saved timestamp not null))";

std::string lowered(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Json variable_for(const catalog::Register& reg, const std::string& column) {
  const auto wanted = lowered(column);
  for (const auto* own : {&reg.identifier, &reg.person_name}) {
    if (!own->empty() && lowered(*own) == wanted) return *own;
  }
  for (const auto& variable : reg.variables) {
    if (variable.derived) continue;
    const bool same = lowered(variable.name) == wanted || lowered(variable.label.nb) == wanted ||
                      lowered(variable.label.en) == wanted;
    if (same) return variable.name;
  }
  return nullptr;
}

// A text as YAML's double-quoted scalar, which JSON's is.
std::string quoted(const std::string& text) { return text::to_text(Json(text), -1); }

const char* table_word(const catalog::Register& reg, const std::string& target) {
  const auto* variable = reg.find(target);
  return variable != nullptr && variable->type == catalog::VariableType::unit ? "units" : "codes";
}

}  // namespace

base::Result<std::string> look_at_upload(const catalog::Register& reg, const std::string& text) {
  KJEDE_ASSIGN(auto reader, text::CsvReader::from_text("upload", text));
  const auto& header = reader.header();
  std::vector<std::set<std::string>> values(header.size());
  std::size_t rows = 0;
  for (text::CsvRow row; rows < kRowsLookedAt && reader.next(row); ++rows) {
    for (std::size_t c = 0; c < header.size() && c < row.fields.size() && !row.problem; ++c) {
      if (!row.fields[c].empty() && values[c].size() <= kValuesShown) values[c].emplace(row.fields[c]);
    }
  }
  Json columns = Json::array();
  for (std::size_t c = 0; c < header.size(); ++c) {
    const bool more = values[c].size() > kValuesShown;
    Json list = Json::array();
    for (const auto& value : values[c]) {
      if (list.size() < kValuesShown) list.push_back(value);
    }
    columns.push_back({{"column", header[c]},
                       {"variable", variable_for(reg, header[c])},
                       {"values", std::move(list)},
                       {"more", more}});
  }
  const Json document{
      {"schema_version", 1},
      {"register", reg.id},
      {"rows_looked_at", rows},
      {"dialect", {{"nb", text::describe(reader.dialect(), "nb")}, {"en", text::describe(reader.dialect())}}},
      {"columns", std::move(columns)}};
  return text::to_text(document, -1) + "\n";
}

std::string mapping_yaml(const catalog::Register& reg, const std::string& name,
                         const std::vector<MappingChoice>& choices) {
  std::string out = fmt::format("mapping: {}\nregister: {}\nsource: csv\nvariables:\n", quoted(name), reg.id);
  for (const auto& choice : choices) {
    if (choice.codes.empty()) {
      out += fmt::format("  {}: {}\n", choice.target, quoted(choice.column));
      continue;
    }
    out += fmt::format("  {}:\n    from: {}\n    {}:\n", choice.target, quoted(choice.column),
                       table_word(reg, choice.target));
    for (const auto& [from, to] : choice.codes) out += fmt::format("      {}: {}\n", quoted(from), quoted(to));
  }
  return out;
}

base::Result<void> prepare_mappings(store::Database& database) {
  KJEDE_TRY(database.execute(kTable));
  return {};
}

base::Result<void> keep_mapping(store::Database& database, const SavedMapping& mapping) {
  KJEDE_TRY(registry::load_mapping(text::make_source(mapping.name, mapping.yaml)));
  KJEDE_TRY(database.execute("delete from kjede_mapping where register_id = $1 and name = $2",
                             Row{mapping.register_id, mapping.name}));
  KJEDE_TRY(database.execute(
      "insert into kjede_mapping (register_id, name, body, user_name, saved) values ($1, $2, $3, $4, $5)",
      Row{mapping.register_id, mapping.name, mapping.yaml, mapping.user, mapping.saved}));
  return {};
}

base::Result<std::vector<SavedMapping>> saved_mappings(store::Database& database, const std::string& register_id) {
  KJEDE_ASSIGN(const auto table, database.query("select name, body, user_name, saved from kjede_mapping where "
                                                "register_id = $1 order by name",
                                                Row{register_id}));
  std::vector<SavedMapping> out;
  for (const auto& row : table.rows)
    out.push_back({register_id, std::get<std::string>(row[0]), std::get<std::string>(row[1]),
                   std::get<std::string>(row[2]), std::get<base::Instant>(row[3])});
  return out;
}

base::Result<std::optional<registry::Mapping>> find_mapping(store::Database& database, const std::string& register_id,
                                                            const std::string& name) {
  KJEDE_ASSIGN(const auto all, saved_mappings(database, register_id));
  for (const auto& one : all) {
    if (one.name != name) continue;
    KJEDE_ASSIGN(auto mapping, registry::load_mapping(text::make_source(one.name, one.yaml)));
    return std::optional(std::move(mapping));
  }
  return std::optional<registry::Mapping>();
}

Json upload_rows(const std::string& text, const std::vector<std::uint64_t>& wanted) {
  Json out{{"header", Json::array()}, {"rows", Json::object()}};
  auto reader = text::CsvReader::from_text("upload", text);
  if (!reader) return out;
  out["header"] = reader->header();
  auto next = wanted.begin();
  for (text::CsvRow row; next != wanted.end() && reader->next(row);) {
    if (row.row < *next) continue;
    Json cells = Json::array();
    for (std::size_t c = 0; c < reader->header().size(); ++c)
      cells.push_back(c < row.fields.size() ? std::string(row.fields[c]) : std::string());
    if (row.row == *next) out["rows"][std::to_string(row.row)] = std::move(cells);
    while (next != wanted.end() && *next <= row.row) ++next;
  }
  return out;
}

}  // namespace kjede::service
