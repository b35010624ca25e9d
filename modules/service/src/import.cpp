#include "kjede/service/import.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kjede/service/codes.hpp"
#include "kjede/service/measure.hpp"
#include "kjede/text/table.hpp"
#include "names.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;

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

std::string rows_text(std::uint64_t rows, bool nb) {
  if (nb) return fmt::format("{} {}", rows, rows == 1 ? "rad" : "rader");
  return fmt::format("{} {}", rows, rows == 1 ? "row" : "rows");
}

std::string batch_line(const store::Batch& b, bool nb) {
  const std::string version =
      b.data_version.empty() ? "" : (nb ? "; dataversjon " : "; data version ") + b.data_version;
  return fmt::format(fmt::runtime(nb ? "{}: {} nye, {} endrede, {} uendrede, {} avviste, {} med advarsler{}\n"
                                     : "{}: {} new, {} changed, {} unchanged, {} rejected, {} with warnings{}\n"),
                     b.register_id, b.created, b.changed, b.unchanged, b.rejected, b.warned, version);
}

}  // namespace

std::string problem_line(const registry::ProblemCount& p, bool nb) {
  const std::string what = p.field.empty() ? std::string(p.code) : p.code + " " + p.field;
  const auto rows = rows_text(p.rows, nb);
  return nb ? fmt::format("  {} {}: {} ({}, først i rad {} i {})\n", p.warning ? "advarsel" : "avvist", what,
                          p.reason.nb, rows, p.first_row, p.first_file)
            : fmt::format("  {} {}: {} ({}, first in row {} of {})\n", p.warning ? "warning" : "rejected", what,
                          p.reason.en, rows, p.first_row, p.first_file);
}

base::Result<registry::ImportReport> import_records(const catalog::Catalog& catalog, store::RecordStore& records,
                                                    const ImportQuery& query, base::Instant now,
                                                    base::Progress& progress) {
  KJEDE_ASSIGN(const auto* reg, find_register(catalog, query.register_id));
  registry::ImportOptions options;
  options.test_persons = query.test_persons;
  options.language = query.language;
  options.rejects = query.rejects.empty() ? reg->id + ".rejects.csv" : query.rejects;
  options.recorded = now;
  options.ndjson = query.ndjson;
  if (query.recorded) {
    KJEDE_ASSIGN(options.recorded, instant_of(*query.recorded, reg->time_zone));
  }
  if (!query.mapping.empty()) {
    KJEDE_ASSIGN(const auto file, text::read_source(query.mapping));
    KJEDE_ASSIGN(options.mapping, registry::load_mapping(file));
  }
  return registry::import_records(catalog, *reg, query.files, options, records, progress);
}

std::string to_text(const registry::ImportReport& report, std::string_view language) {
  const bool nb = language != "en";
  std::string text;
  for (const auto& file : report.files)
    text += fmt::format("{}: {}, {}\n", file.path, nb ? file.description.nb : file.description.en,
                        rows_text(file.rows, nb));
  text += batch_line(report.batch, nb);
  for (const auto& p : report.problems) text += problem_line(p, nb);
  if (!report.rejects.empty())
    text +=
        fmt::format("  {} {}\n", nb ? "alle feil og advarsler står i" : "every problem is listed in", report.rejects);
  return text;
}

std::string to_json(const registry::ImportReport& report, std::string_view language) {
  const bool nb = language != "en";
  Json document{{"schema_version", 1},
                {"batch", batch_json(report.batch)},
                {"files", Json::array()},
                {"problems", Json::array()}};
  for (const auto& f : report.files) {
    document["files"].push_back({{"path", f.path},
                                 {"read_as", nb ? f.description.nb : f.description.en},
                                 {"rows", f.rows},
                                 {"rejected", f.rejected},
                                 {"unused_columns", f.unused_columns}});
  }
  for (const auto& p : report.problems) {
    document["problems"].push_back({{"code", p.code},
                                    {"field", p.field},
                                    {"reason", nb ? p.reason.nb : p.reason.en},
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

std::string batches_text(const std::vector<store::Batch>& batches, std::string_view language) {
  using text::Align;
  const bool nb = language != "en";
  if (batches.empty()) return nb ? "ingen importer ennå\n" : "no imports yet\n";
  text::Table table({{nb ? "import" : "batch", Align::right},
                     {nb ? "registrert" : "recorded"},
                     {"register"},
                     {nb ? "kilde" : "source"},
                     {nb ? "nye" : "new", Align::right},
                     {nb ? "endret" : "changed", Align::right},
                     {nb ? "uendret" : "unchanged", Align::right},
                     {nb ? "avvist" : "rejected", Align::right},
                     {nb ? "dataversjon" : "data version"}});
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
