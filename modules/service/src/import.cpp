#include "kjede/service/import.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kjede/service/codes.hpp"
#include "kjede/service/measure.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;

base::Result<const catalog::Register*> find_register(const catalog::Catalog& catalog, const std::string& id) {
  if (const auto* reg = catalog.find_register(id)) return reg;
  std::vector<std::string> ids;
  for (const auto& reg : catalog.registers) ids.push_back(reg.id);
  const auto near = base::nearest(id, ids);
  return base::fail(
      codes::unknown_name, fmt::format("there is no register '{}'", id),
      near.empty() ? fmt::format("known: {}", fmt::join(ids, ", ")) : fmt::format("did you mean '{}'?", near));
}

Json batch_json(const store::Batch& b) {
  return {{"batch", b.number},
          {"register", b.register_id},
          {"recorded", base::to_string(b.recorded)},
          {"source", b.source},
          {"rows", b.rows},
          {"new", b.created},
          {"changed", b.changed},
          {"unchanged", b.unchanged},
          {"rejected", b.rejected},
          {"warned", b.warned},
          {"data_version", b.data_version}};
}

std::string problem_line(const registry::ProblemCount& p) {
  return fmt::format("  {} {}{}: {} ({} row{}, first in row {} of {})\n", p.warning ? "warning" : "rejected", p.code,
                     p.field.empty() ? "" : " " + p.field, p.reason, p.rows, p.rows == 1 ? "" : "s", p.first_row,
                     p.first_file);
}

}  // namespace

base::Result<registry::ImportReport> import_records(const catalog::Catalog& catalog, store::RecordStore& records,
                                                    const ImportQuery& query, base::Instant now,
                                                    base::Progress& progress) {
  KJEDE_ASSIGN(const auto* reg, find_register(catalog, query.register_id));
  registry::ImportOptions options;
  options.test_persons = query.test_persons;
  options.rejects = query.rejects.empty() ? reg->id + ".rejects.csv" : query.rejects;
  options.recorded = now;
  if (query.recorded) {
    KJEDE_ASSIGN(options.recorded, instant_of(*query.recorded, reg->time_zone));
  }
  if (!query.mapping.empty()) {
    KJEDE_ASSIGN(const auto file, text::read_source(query.mapping));
    KJEDE_ASSIGN(options.mapping, registry::load_mapping(file));
  }
  return registry::import_records(catalog, *reg, query.files, options, records, progress);
}

std::string to_text(const registry::ImportReport& report) {
  std::string text;
  for (const auto& file : report.files)
    text += fmt::format("{}: {}, {} row{}\n", file.path, file.description, file.rows, file.rows == 1 ? "" : "s");
  const auto& b = report.batch;
  text += fmt::format("{}: {} new, {} changed, {} unchanged, {} rejected, {} with warnings{}\n", b.register_id,
                      b.created, b.changed, b.unchanged, b.rejected, b.warned,
                      b.data_version.empty() ? "" : "; data version " + b.data_version);
  for (const auto& p : report.problems) text += problem_line(p);
  if (!report.rejects.empty()) text += fmt::format("  every problem is listed in {}\n", report.rejects);
  return text;
}

std::string to_json(const registry::ImportReport& report) {
  Json document{{"schema_version", 1},
                {"batch", batch_json(report.batch)},
                {"files", Json::array()},
                {"problems", Json::array()}};
  for (const auto& f : report.files) {
    document["files"].push_back({{"path", f.path},
                                 {"read_as", f.description},
                                 {"rows", f.rows},
                                 {"rejected", f.rejected},
                                 {"unused_columns", f.unused_columns}});
  }
  for (const auto& p : report.problems) {
    document["problems"].push_back({{"code", p.code},
                                    {"field", p.field},
                                    {"reason", p.reason},
                                    {"warning", p.warning},
                                    {"rows", p.rows},
                                    {"first_file", p.first_file},
                                    {"first_row", p.first_row}});
  }
  document["repeated"] = report.repeated;
  document["passed_over"] = report.passed_over;
  document["rejects"] = report.rejects.empty() ? Json(nullptr) : Json(report.rejects);
  return document.dump(1) + "\n";
}

std::string batches_text(const std::vector<store::Batch>& batches) {
  using text::Align;
  text::Table table({{"batch", Align::right},
                     {"recorded"},
                     {"register"},
                     {"source"},
                     {"new", Align::right},
                     {"changed", Align::right},
                     {"unchanged", Align::right},
                     {"rejected", Align::right},
                     {"data version"}});
  for (const auto& b : batches) {
    table.add({std::to_string(b.number), base::to_string(b.recorded), b.register_id, b.source,
               std::to_string(b.created), std::to_string(b.changed), std::to_string(b.unchanged),
               std::to_string(b.rejected), b.data_version});
  }
  return table.render();
}

std::string batches_json(const std::vector<store::Batch>& batches) {
  Json document{{"schema_version", 1}, {"batches", Json::array()}};
  for (const auto& b : batches) document["batches"].push_back(batch_json(b));
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
