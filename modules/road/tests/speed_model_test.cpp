#include "kjede/road/speed_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "kjede/base/rng.hpp"
#include "kjede/road/dijkstra.hpp"
#include "kjede/road/fit.hpp"
#include "kjede/road/import_csv.hpp"
#include "kjede/text/source.hpp"

namespace kjede::road {
namespace {

base::Result<SpeedModel> parse(const std::string& yaml) { return read_speed_model(text::make_source("m.yaml", yaml)); }

// A grid whose rows are of three classes; times come from the model.
Network streets() {
  constexpr int n = 14;
  std::string nodes = "id,lon,lat\n";
  std::string arcs = "from,to,metres,speed,class\n";
  const auto arc = [&](int a, int b, const std::string& rest) {
    arcs += std::to_string(a) + "," + std::to_string(b) + ",700," + rest + "\n";
    arcs += std::to_string(b) + "," + std::to_string(a) + ",700," + rest + "\n";
  };
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) {
      const int id = y * n + x;
      nodes += std::to_string(id) + "," + std::to_string(10 + 0.01 * x) + "," + std::to_string(60 + 0.005 * y) + "\n";
      if (x + 1 < n) arc(id, id + 1, y % 3 == 0 ? "80,primary" : y % 3 == 1 ? "60,tertiary" : "30,residential");
      if (y + 1 < n) arc(id, id + n, "40,residential");
    }
  }
  auto done = import_csv_text({"n.csv", nodes, "a.csv", arcs}, {}, SpeedModel());
  EXPECT_TRUE(done) << base::render(done.error());
  return done->network;
}

TEST(SpeedModel, MultipliesClassPriorityAndTime) {
  const auto network = streets();
  const auto roads = network.view();
  SpeedModel model;
  model.junction_seconds = 0;
  model.class_factor[RoadClass::primary] = 1.25;
  model.priority_factor = {1, 1.2, 1.5};
  model.time_factor = {1, 1.1, 1.4, 1, 1.2};
  const auto weight = [&](Priority priority, TimeClass time) {
    return travel_times(roads, model, {priority, time})->front();  // node 0 to 1: 700 m, primary, 80 km/h
  };
  EXPECT_EQ(weight(Priority::acute, TimeClass::free), 39'375U);
  EXPECT_EQ(weight(Priority::planned, TimeClass::rush), 82'688U);
  model.junction_seconds = 2;
  EXPECT_EQ(weight(Priority::acute, TimeClass::free), 41'375U);
}

TEST(SpeedModel, ReadsBackWhatItWrites) {
  SpeedModel model;
  model.name = "our \"own\"";
  model.class_factor[RoadClass::trunk] = 1.0625;
  model.ferry.call_out = {true, false, true};
  model.residual_sd = 0.25;
  model.fitted_trips = 120;
  model.class_residual_sd[RoadClass::trunk] = 0.125;
  const auto again = parse(to_yaml(model));
  ASSERT_TRUE(again) << base::render(again.error());
  EXPECT_EQ(to_yaml(*again), to_yaml(model));
  EXPECT_EQ(again->ferry.call_out, model.ferry.call_out);
}

TEST(SpeedModel, TellsEveryMistakeAtItsPlace) {
  const auto model =
      parse("factor by clas: {}\nfactor by time: {rush: 0}\nspeed without limit: {lane: 30, trunk: nan}\n");
  ASSERT_FALSE(model);
  EXPECT_EQ(
      base::render(model.error()),
      "m.yaml:1:1: error[KJ1133]: unknown key 'factor by clas' in a speed model\n   1 | factor by clas: {}\n     | "
      "^^^^^^^^^^^^^^ did you mean 'factor by class'?\n"
      "m.yaml:3:23: error[KJ1133]: unknown key 'lane' in 'speed without limit'\n   3 | speed without limit: {lane: "
      "30, trunk: nan}\n     |                       ^^^^ known: motorway, motorway_link, trunk, trunk_link, "
      "primary, primary_link, secondary, secondary_link, tertiary, tertiary_link, unclassified, residential, "
      "living_street, service, track, path, ferry, other\n"
      "m.yaml:3:40: error[KJ1133]: must be a number from 1 to 250\n   3 | speed without limit: {lane: 30, trunk: "
      "nan}\n     |                                        ^^^\n"
      "m.yaml:2:24: error[KJ1133]: must be a number from 0.05 to 20\n   2 | factor by time: {rush: 0}\n     |      "
      "                  ^\n");
}

TEST(SpeedModel, FitFindsTheFactorsThatMadeTheTrips) {
  const auto network = streets();
  const auto roads = network.view();
  SpeedModel truth;
  truth.class_factor[RoadClass::primary] = 0.9;
  truth.class_factor[RoadClass::tertiary] = 1.3;
  truth.class_factor[RoadClass::residential] = 1.8;
  truth.priority_factor[2] = 1.6;
  truth.time_factor[2] = 1.5;
  base::Rng random(7);
  std::vector<ObservedTrip> trips;
  for (int i = 0; i < 1500; ++i) {
    ObservedTrip trip;
    trip.from = static_cast<NodeId>(random.below(roads.nodes.size()));
    trip.to = static_cast<NodeId>(random.below(roads.nodes.size()));
    trip.when = {random.chance(0.4) ? Priority::planned : Priority::acute,
                 random.chance(0.4) ? TimeClass::rush : TimeClass::free};
    const auto tree = dijkstra(roads.shape, *travel_times(roads, truth, trip.when), trip.from);
    trip.seconds = tree.time[trip.to] / 1000.0 * std::exp(0.1 * random.normal());
    if (random.chance(0.05)) trip.seconds *= 4;  // stood still, wrong button
    trips.push_back(trip);
  }
  const auto fitted = fit_speed_model(roads, SpeedModel(), trips);
  ASSERT_TRUE(fitted) << base::render(fitted.error());
  const auto& model = fitted->model;
  EXPECT_NEAR(model.class_factor[RoadClass::primary], 0.9, 0.03);
  EXPECT_NEAR(model.class_factor[RoadClass::tertiary], 1.3, 0.06);
  EXPECT_NEAR(model.class_factor[RoadClass::residential], 1.8, 0.06);
  EXPECT_NEAR(model.priority_factor[2], 1.6, 0.04);
  EXPECT_NEAR(model.time_factor[2], 1.5, 0.04);
  EXPECT_NEAR(model.residual_sd, 0.1, 0.02);
  EXPECT_NEAR(model.class_factor[RoadClass::motorway], SpeedModel().class_factor[RoadClass::motorway], 1e-9);
  EXPECT_GT(fitted->sd_before, 1.5 * fitted->sd_after);
  EXPECT_GT(fitted->outlying, 60U);
}

TEST(SpeedModel, FitNeedsTrips) {
  const auto network = streets();
  const std::vector<ObservedTrip> few(5, {0, 3, {}, 100});
  const auto fitted = fit_speed_model(network.view(), SpeedModel(), few);
  ASSERT_FALSE(fitted);
  EXPECT_EQ(
      base::render(fitted.error()),
      "error[KJ1134]: 5 trips can be used; a fit needs 30\n  = trips need a route on these roads and 60 seconds or "
      "more\n");
}

}  // namespace
}  // namespace kjede::road
