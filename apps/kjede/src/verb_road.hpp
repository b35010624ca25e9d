#pragma once
// What the road verbs share.

#include "kjede/service/road_session.hpp"
#include "verbs.hpp"

namespace kjede::app {

void add_road_check(CLI::App& road, Session& session);
void add_road_fit(CLI::App& road, Session& session);
void add_road_import(CLI::App& road, Session& session);
void add_road_isochrone(CLI::App& road, Session& session);
void add_road_matrix(CLI::App& road, Session& session);
void add_road_route(CLI::App& road, Session& session);

// The options that choose roads and times, and those that say how points reach them.
void describe_roads(CLI::App& verb, service::RoadChoice& choice);
void describe_points(CLI::App& verb, service::RoadChoice& choice);

// What was imported on the way, and the licence that must be shown.
void remark_source(const Session& session, const service::RoadSession& roads);

}  // namespace kjede::app
