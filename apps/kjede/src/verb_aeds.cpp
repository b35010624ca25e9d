// kjede aeds: public AEDs in, and which are near a place and open.

#include <memory>

#include "kjede/service/aeds.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/measure.hpp"
#include "kjede/service/road_answers.hpp"
#include "kjede/service/scheme.hpp"
#include "verb_road.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::AedImportQuery import;
  service::NearbyQuery near;
  service::RoadChoice roads;
  std::string place, at;
  std::optional<std::string> as_of;
};

int run_import(const Session& session, const Order& order) {
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  auto query = order.import;
  query.language = session.language;
  const auto done = service::import_aeds(workspace->catalog, *workspace->records, query, now(), progress(session));
  if (!done) return report(session, done.error());
  if (!session.quiet) report(session, done->report.notes);
  print(session.json ? service::to_json(*done, session.language) : service::to_text(*done, session.language));
  return done->report.batch.rejected > 0 ? Exit::check_failed : Exit::ok;
}

// The fastest way to each; none is left empty.
base::Result<void> add_roads(const Session& session, const Order& order, std::vector<service::NearbyAed>& near) {
  if (order.roads.file.empty()) return {};
  KJEDE_ASSIGN(const auto roads, service::RoadSession::open(order.roads, progress(session)));
  KJEDE_TRY(roads.point(order.place));
  for (auto& each : near) {
    const auto route =
        service::road_route(roads, order.place, std::to_string(each.aed->lon) + "," + std::to_string(each.aed->lat));
    if (!route || route->time >= road::unreachable) continue;
    each.seconds = route->time / 1000.0;
    each.road_metres = route->kilometres * 1000 + route->off_road_metres;
  }
  return {};
}

int run_near(const Session& session, const Order& order) {
  auto query = order.near;
  const auto place = service::place_of(order.place);
  if (!place) return report(session, place.error());
  std::tie(query.lon, query.lat) = *place;
  const auto zone = base::TimeZone::find("Europe/Oslo");
  base::Instant moment = std::chrono::floor<std::chrono::seconds>(now());
  if (!order.at.empty()) {
    const auto wall = base::parse_wall_time(order.at);
    if (!wall)
      return report(session, base::fail(service::codes::bad_period, "'" + order.at + "' is no time",
                                        "write it as 2026-05-17T23:30")
                                 .diagnostics);
    moment = zone->resolve(*wall).instant;
  }
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  std::optional<base::Instant> as_of;
  if (order.as_of) {
    const auto instant = service::instant_of(*order.as_of, zone->name());
    if (!instant) return report(session, instant.error());
    as_of = *instant;
  }
  const auto scheme = service::load_scheme(*workspace->records, workspace->catalog, as_of);
  if (!scheme) return report(session, scheme.error());
  const auto local = zone->local_text(moment);  // 2024-02-29T14:05:00+01:00
  const int minute = std::stoi(local.substr(11, 2)) * 60 + std::stoi(local.substr(14, 2));
  auto near = service::aeds_near(*scheme, query, zone->local_date(moment), minute);
  if (const auto done = add_roads(session, order, near); !done) return report(session, done.error());
  print(session.json
            ? service::nearby_json(near, local)
            : service::nearby_text(near, {.colour = colour_wanted(), .max_width = terminal_width()}, session.language));
  return near.empty() ? Exit::check_failed : Exit::ok;
}

}  // namespace

void add_aeds(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("aeds", "public AEDs: the register's or OpenStreetMap's in, and the nearest open ones");
  verb->require_subcommand(1);
  auto order = std::make_shared<Order>();
  auto* in = verb->add_subcommand("import", "bring AEDs in; what cannot be read is kept and counts as unknown");
  in->add_option("FILE", order->import.files,
                 "replies of the AED register, OpenStreetMap's JSON or GeoJSON, CSV, NDJSON")
      ->required();
  in->add_flag("--complete", order->import.complete, "the files are all there is: AEDs they lack are marked removed");
  in->add_option("--max-removed", order->import.max_removed, "share that may disappear at once; more is refused")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  in->add_option("--rejects", order->import.rejects, "where the rejected rows are listed (default: aed.rejects.csv)");
  in->add_option("--recorded", order->import.recorded, "when the delivery came in (default: now)");
  in->footer(in->get_footer() + "\n1 also when rows were rejected; the others have landed.");
  in->callback([&session, order] { session.action = [&session, order] { return run_import(session, *order); }; });
  auto* near = verb->add_subcommand("near", "the nearest AEDs to a place: how far, and is the door open");
  near->add_option("POINT", order->place, "LON,LAT")->required();
  near->add_option("--at", order->at, "local time, 2026-05-17T23:30 (default: now)");
  near->add_flag("--open", order->near.open, "only those in service whose door is open");
  near->add_option("--within", order->near.within, "metres in a straight line")->capture_default_str();
  near->add_option("--count", order->near.count, "so many at most")->capture_default_str();
  near->add_option("--as-of", order->as_of, "the register as it was on a day (default: now)");
  near->add_option("--roads", order->roads.file, "road file: metres and seconds by road too");
  near->add_option("--road-mode", order->roads.mode, "a mode of the road file (default: its first)");
  near->footer(near->get_footer() + "\n1 also when there is none.");
  near->callback([&session, order] { session.action = [&session, order] { return run_near(session, *order); }; });
}

}  // namespace kjede::app
