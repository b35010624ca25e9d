// Figures of indicators: Vega-Lite for the page, SVG and PNG to take away, all of the same specification.

#include <nlohmann/json.hpp>

#include "kjede/server/codes.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

std::vector<QueryParameter> parameters() {
  return {{"year", Kind::integer, "a year; without it the latest complete one"},
          {"kind", Kind::text, "units, funnel, boxes: kind of unit"},
          {"unit", Kind::text, "spc, trend: a unit; without it the nation"},
          {"lang", Kind::text, "language of the words in the figure", {"nb", "en"}},
          {"theme", Kind::text, "light, or night on a dark ground", {"light", "night"}}};
}

std::optional<publish::Figure> drawn(const SiteState& site, const Call& call, bool title) {
  service::PublishedFigureQuery query{.figure = call.at("figure"),
                                      .year = call.integer("year"),
                                      .kind = call.query("kind"),
                                      .unit = call.query("unit")};
  query.look.language = call.query("lang") == "en" ? publish::Language::en : publish::Language::nb;
  query.look.theme = call.query("theme") == "night" ? publish::Theme::night : publish::Theme::light;
  query.look.title = title;
  return site.snapshot.get()->figure(call.at("id"), query);
}

// The words that a page puts around the figure travel with it.
Response specification(const SiteState& site, const Call& call) {
  const auto figure = drawn(site, call, false);
  if (!figure) return not_found();
  auto json = nlohmann::ordered_json::parse(figure->spec);
  json["usermeta"] = {{"schema_version", 1},
                      {"id", figure->id},
                      {"title", figure->title},
                      {"alt", figure->alt},
                      {"legend", figure->legend}};
  return payload_answer(make_payload("application/json", json.dump() + "\n"));
}

Response picture(const SiteState& site, const Call& call, bool png) {
  const auto figure = drawn(site, call, true);
  if (!figure) return not_found();
  const auto tools = publish::find_tools(site.options.home);
  if (!tools) return error_answer(503, tools.error());
  const std::vector<publish::Figure> figures{*figure};
  const auto pictures = publish::render(figures, {.tools = *tools, .png_zoom = png ? 2.0 : 0.0});
  if (!pictures) return error_answer(503, pictures.error());
  const auto& one = pictures->front();
  return payload_answer(png ? make_payload("image/png", one.png) : make_payload("image/svg+xml", one.svg));
}

Route figure_route(std::string ending, std::string answers, Work work, Handler handler) {
  return {.pattern = "/api/v1/indicators/{id}/figures/{figure}" + std::move(ending),
          .work = work,
          .query = parameters(),
          .summary = "a figure: units, funnel, spc, trend or boxes",
          .answers = std::move(answers),
          .cached = true,
          .handler = std::move(handler)};
}

}  // namespace

void add_figure_routes(RouteTable& table, SiteState& site) {
  table.add(figure_route(".svg", "image/svg+xml", Work::compute,
                         [&site](const Call& call) { return picture(site, call, false); }));
  table.add(figure_route(".png", "image/png", Work::compute,
                         [&site](const Call& call) { return picture(site, call, true); }));
  table.add(figure_route("", "application/json", Work::memory,
                         [&site](const Call& call) { return specification(site, call); }));
}

}  // namespace kjede::server
