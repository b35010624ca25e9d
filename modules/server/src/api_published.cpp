// What anyone may see, answered from the snapshot.

#include <fstream>
#include <iterator>

#include "site_state.hpp"

namespace kjede::server {
namespace {

Response json_or_nothing(std::optional<std::string> text) {
  if (!text) return not_found();
  return payload_answer(make_payload("application/json", *std::move(text)));
}

const QueryParameter kYear{"year", Kind::integer, "a year; without it the latest complete one"};
const QueryParameter kKind{"kind", Kind::text, "kind of unit; without it the finest of the indicator"};
const QueryParameter kUnit{"unit", Kind::text, "a unit; without it the nation"};

Route open_route(std::string pattern, std::vector<QueryParameter> query, std::string summary, Handler handler) {
  return {.pattern = "/api/v1" + std::move(pattern),
          .query = std::move(query),
          .summary = std::move(summary),
          .cached = true,
          .handler = std::move(handler)};
}

Response csv(const SiteState& site, const Call& call) {
  auto text = site.snapshot.get()->measurements_csv(call.at("id"), call.integer("year"), call.query("kind"));
  if (!text) return not_found();
  return payload_answer(make_payload("text/csv; charset=utf-8", *std::move(text)));
}

// A report stands alone: its styles and pictures are inside, and it may run nothing.
Response report(const SiteState& site, const Call& call) {
  const auto snapshot = site.snapshot.get();
  const auto* found = snapshot->report(call.at("name"));
  if (found == nullptr) return not_found();
  std::ifstream file(found->path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file) return not_found();
  const bool pdf = found->name.ends_with(".pdf");
  auto answer = payload_answer(make_payload(pdf ? "application/pdf" : "text/html; charset=utf-8", std::move(content)));
  answer.headers.emplace_back("Cache-Control", "no-cache");
  if (!pdf)
    answer.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
                                "frame-ancestors 'none'; sandbox");
  return answer;
}

void add_units(RouteTable& table, SiteState& site) {
  table.add(open_route("/units", {}, "all units: kinds, names, who is above whom",
                       [&site](const Call&) { return json_or_nothing(site.snapshot.get()->units()); }));
  table.add(open_route("/units/{id}", {kYear},
                       "a unit with all its indicators, the change since last year, and what stands out",
                       [&site](const Call& call) {
                         return json_or_nothing(site.snapshot.get()->unit(call.at("id"), call.integer("year")));
                       }));
}

void add_reports(RouteTable& table, SiteState& site) {
  table.add(open_route("/reports", {}, "finished reports",
                       [&site](const Call&) { return json_or_nothing(site.snapshot.get()->reports()); }));
  auto one =
      open_route("/reports/{name}", {}, "a finished report", [&site](const Call& call) { return report(site, call); });
  one.answers = "text/html";
  one.cached = false;
  table.add(std::move(one));
}

}  // namespace

void add_published_routes(RouteTable& table, SiteState& site) {
  table.add(open_route("/site", {}, "title, languages, data version, registers with their indicators, kinds of unit",
                       [&site](const Call&) { return json_or_nothing(site.snapshot.get()->site()); }));
  table.add(open_route("/national", {kYear}, "the national state of every indicator", [&site](const Call& call) {
    return json_or_nothing(site.snapshot.get()->national(call.integer("year")));
  }));
  table.add(open_route("/indicators/{id}", {kYear, kUnit},
                       "definition in words, goal, source, and why the number is so", [&site](const Call& call) {
                         return json_or_nothing(
                             site.snapshot.get()->indicator(call.at("id"), call.integer("year"), call.query("unit")));
                       }));
  table.add(open_route(
      "/indicators/{id}/measurements", {kYear, kKind}, "all units of a kind in a year", [&site](const Call& call) {
        return json_or_nothing(
            site.snapshot.get()->measurements(call.at("id"), call.integer("year"), call.query("kind")));
      }));
  auto table_file = open_route("/indicators/{id}/measurements.csv", {kYear, kKind}, "the same as CSV",
                               [&site](const Call& call) { return csv(site, call); });
  table_file.answers = "text/csv";
  table.add(std::move(table_file));
  add_units(table, site);
  add_reports(table, site);
}

}  // namespace kjede::server
