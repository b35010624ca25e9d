#include "kjede/service/road_import.hpp"

#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "kjede/road/codes.hpp"
#include "kjede/road/import_csv.hpp"
#include "kjede/road/import_osm.hpp"
#include "kjede/road/road_file.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/source.hpp"
#include "road_hierarchy.hpp"
#include "road_words.hpp"

namespace kjede::service {

namespace {

namespace fs = std::filesystem;
using text::Json;

base::Result<void> check_options(const RoadImportQuery& query) {
  const bool csv = !query.nodes.empty() || !query.arcs.empty();
  if (csv == !query.osm.empty()) {
    return base::fail(codes::bad_choice, "give either --osm, or --nodes and --arcs",
                      "kjede road import --nodes N.csv --arcs A.csv --out X.road");
  }
  if (csv && (query.nodes.empty() || query.arcs.empty())) {
    return base::fail(codes::bad_choice, query.nodes.empty() ? "--arcs needs --nodes" : "--nodes needs --arcs",
                      "a network is two files: nodes and arcs");
  }
  if (!csv && (!query.mapping.empty() || !query.projects.empty())) {
    return base::fail(codes::bad_choice, "--mapping and --projects are for CSV files", "leave them out with --osm");
  }
  return {};
}

base::Result<road::RoadImport> import_csv(const RoadImportQuery& query, const road::SpeedModel& model,
                                          base::Progress& progress) {
  road::RoadMapping mapping;
  if (!query.mapping.empty()) {
    KJEDE_ASSIGN(const auto file, text::read_source(query.mapping));
    KJEDE_ASSIGN(mapping, road::read_road_mapping(file));
  }
  return road::import_csv({query.nodes, query.arcs, query.projects}, mapping, model, progress);
}

base::Result<void> write_list(const std::string& path, const std::string& list) {
  const auto part = path + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << list;
  out.close();
  std::error_code failed;
  if (out) fs::rename(part, path, failed);
  if (!out || failed) {
    return base::fail(road::codes::road_file_unusable, fmt::format("cannot write '{}': {}", path, std::strerror(errno)),
                      "choose another place with --rejects");
  }
  return {};
}

std::string problem_line(const road::RoadProblem& p, bool nb) {
  const auto what = fmt::format("{}{}{}", p.code, p.field.empty() ? "" : " ", p.field);
  const auto reason = road_phrase(p.reason, nb);
  if (nb) {
    return fmt::format("  {} {}: {} ({} rad{}, først i rad {} i {})\n", p.warning ? "advarsel" : "avvist", what, reason,
                       p.rows, p.rows == 1 ? "" : "er", p.first_row, p.first_file);
  }
  return fmt::format("  {} {}: {} ({} row{}, first in row {} of {})\n", p.warning ? "warning" : "rejected", what,
                     reason, p.rows, p.rows == 1 ? "" : "s", p.first_row, p.first_file);
}

std::string file_line(const road::RoadFileRead& file, bool nb) {
  const bool osm = file.read_as == "OpenStreetMap";
  const bool one = file.rows == 1;
  const char* unit = nb ? (osm ? "linjer" : one ? "rad" : "rader") : (osm ? "ways" : one ? "row" : "rows");
  return fmt::format("{}: {}, {} {}\n", file.path, file.read_as, file.rows, unit);
}

std::string network_lines(const RoadImported& done, bool nb) {
  const auto& r = done.report;
  auto text = fmt::format(fmt::runtime(nb ? "{}: {} noder, {} lenker, {:.1f} km, {} byte\n"
                                          : "{}: {} nodes, {} arcs, {:.1f} km, {} bytes\n"),
                          done.out, r.nodes, r.arcs, r.kilometres, done.bytes);
  if (r.parts == 1) return text;
  return text + fmt::format(fmt::runtime(nb ? "  {} av {} noder henger ikke sammen med den største delen, i {} mindre; "
                                              "de beholdes, men punkter kobles ikke til dem\n"
                                            : "  {} of {} nodes are apart from the largest part, in {} smaller ones; "
                                              "they are kept, and points are not set on them\n"),
                            r.nodes_apart, r.nodes, r.parts - 1);
}

}  // namespace

base::Result<road::SpeedModel> speed_model_of(const std::string& path) {
  if (path.empty()) return road::SpeedModel();
  KJEDE_ASSIGN(const auto file, text::read_source(path));
  return road::read_speed_model(file);
}

base::Result<RoadImported> import_roads(const RoadImportQuery& query, base::Progress& progress) {
  KJEDE_TRY(check_options(query));
  KJEDE_ASSIGN(const auto model, speed_model_of(query.speeds));
  auto import = query.osm.empty() ? import_csv(query, model, progress)
                                  : road::import_osm(query.osm, {query.country}, model, progress);
  if (!import) return import.unexpected();
  auto& [network, report] = *import;
  if (query.hierarchy) network.hierarchy = build_hierarchy(network.view()).save();
  KJEDE_TRY(road::write_road_file(query.out, network.view()));
  RoadImported done;
  if (!report.rejects.empty()) {
    done.rejects = query.rejects.empty() ? query.out + ".rejects.csv" : query.rejects;
    KJEDE_TRY(write_list(done.rejects, report.rejects));
  }
  for (const auto& file : report.files) done.rejected += file.rejected;
  done.out = query.out;
  done.bytes = fs::file_size(query.out);
  done.texts = network.texts;
  done.report = std::move(report);
  return done;
}

std::string to_text(const RoadImported& done, std::string_view language) {
  const bool nb = is_nb(language);
  std::string text;
  const auto& r = done.report;
  for (const auto& file : r.files) text += file_line(file, nb);
  text += network_lines(done, nb);
  for (const auto& count : r.counts) {
    text += fmt::format("  {} {}: {}\n", count.count, road_phrase(count.what, nb), road_phrase(count.remark, nb));
  }
  for (const auto& p : r.problems) text += problem_line(p, nb);
  if (!done.rejects.empty()) {
    text += fmt::format("  {} {}\n", nb ? "alle feil og advarsler står i" : "every problem is listed in", done.rejects);
  }
  if (!done.texts.source.empty()) text += fmt::format("  {}. {}\n", done.texts.source, done.texts.licence);
  return text;
}

std::string to_json(const RoadImported& done) {
  const auto& r = done.report;
  Json document{{"schema_version", 1},
                {"out", done.out},
                {"bytes", done.bytes},
                {"nodes", r.nodes},
                {"arcs", r.arcs},
                {"kilometres", r.kilometres},
                {"parts", r.parts},
                {"nodes_apart", r.nodes_apart},
                {"rejected", done.rejected},
                {"files", Json::array()},
                {"counts", Json::array()},
                {"problems", Json::array()},
                {"rejects", done.rejects},
                {"source", done.texts.source},
                {"licence", done.texts.licence},
                {"country", done.texts.country}};
  for (const auto& f : r.files) {
    document["files"].push_back({{"path", f.path}, {"read_as", f.read_as}, {"rows", f.rows}, {"rejected", f.rejected}});
  }
  for (const auto& c : r.counts) document["counts"].push_back({{"what", c.what}, {"count", c.count}});
  for (const auto& p : r.problems) {
    document["problems"].push_back({{"code", std::string(p.code)},
                                    {"field", p.field},
                                    {"reason", p.reason},
                                    {"warning", p.warning},
                                    {"rows", p.rows},
                                    {"first_file", p.first_file},
                                    {"first_row", p.first_row}});
  }
  return text::to_text(document);
}

}  // namespace kjede::service
