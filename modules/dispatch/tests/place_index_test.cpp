#include "kjede/dispatch/place_index.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace kjede::dispatch {
namespace {

struct Visited {
  std::vector<std::uint32_t> order;
  std::vector<double> metres;
};

Visited visit(const PlaceIndex& index, const Place& from, double limit, std::size_t enough) {
  Visited out;
  index.nearest(from, limit, [&](std::uint32_t which, double metres) {
    out.order.push_back(which);
    out.metres.push_back(metres);
    return out.order.size() >= enough;
  });
  return out;
}

// Few coordinates, so that many lie at the same place.
std::vector<Place> crowded(int number) {
  std::vector<Place> places;
  for (int i = 0; i < number; ++i)
    places.push_back({*rc::gen::inRange(0, 20) / 100.0, *rc::gen::inRange(0, 9) / 100.0});
  return places;
}

RC_GTEST_PROP(PlaceIndex, GivesEveryPlaceNearestFirstAndTheLowerNumberBeforeTheHigher, ()) {
  auto places = crowded(*rc::gen::inRange(0, 400));
  PlaceIndex index(places);
  for (int moved = 0; moved < 10 && !places.empty(); ++moved) {
    const auto which = static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(0, places.size()));
    places[which] = {*rc::gen::inRange(0, 20) / 100.0, 0.5};
    index.move(which, places[which]);
  }
  const Place from{*rc::gen::inRange(-5, 25) / 100.0, *rc::gen::inRange(-5, 15) / 100.0};
  const double limit = *rc::gen::element(500.0, 5000.0, 20'000.0, std::numeric_limits<double>::infinity());
  std::vector<double> all;
  for (const auto& place : places) all.push_back(metres_between(from, place));
  std::sort(all.begin(), all.end());
  const auto within = static_cast<std::size_t>(std::upper_bound(all.begin(), all.end(), limit) - all.begin());
  const auto enough = *rc::gen::inRange<std::size_t>(1, 500);
  const auto got = visit(index, from, limit, enough);
  RC_ASSERT(got.order.size() == std::min(enough, within));
  RC_ASSERT(std::set(got.order.begin(), got.order.end()).size() == got.order.size());
  for (std::size_t i = 0; i < got.order.size(); ++i) {
    RC_ASSERT(std::abs(got.metres[i] - all[i]) < 1e-6);
    RC_ASSERT(std::abs(got.metres[i] - metres_between(from, places[got.order[i]])) < 1e-6);
    if (i == 0) continue;
    const bool tie = got.metres[i - 1] == got.metres[i];
    RC_ASSERT((tie ? got.order[i - 1] < got.order[i] : got.metres[i - 1] < got.metres[i]));
  }
}

TEST(PlaceIndex, OfManyAtOnePlaceGivesThemByNumber) {
  const std::vector<Place> places(1000, Place{10, 60});
  const auto got = visit(PlaceIndex(places), {10, 60.1}, 50'000, 40);
  ASSERT_EQ(got.order.size(), 40U);
  for (std::uint32_t i = 0; i < got.order.size(); ++i) EXPECT_EQ(got.order[i], i);
}

TEST(PlaceIndex, WithoutPlacesVisitsNone) { EXPECT_TRUE(visit(PlaceIndex({}), {10, 60}, 1e6, 1).order.empty()); }

}  // namespace
}  // namespace kjede::dispatch
