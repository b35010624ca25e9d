#include "kjede/dispatch/place_index.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>

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
  std::vector<std::pair<double, std::uint32_t>> all;
  for (std::uint32_t i = 0; i < places.size(); ++i) all.emplace_back(metres_between(from, places[i]), i);
  std::sort(all.begin(), all.end());
  std::erase_if(all, [&](const auto& each) { return each.first > limit; });
  const auto enough = *rc::gen::inRange<std::size_t>(1, 500);
  const auto got = visit(index, from, limit, enough);
  RC_ASSERT(got.order.size() == std::min(enough, all.size()));
  for (std::size_t i = 0; i < got.order.size(); ++i) {
    RC_ASSERT(got.order[i] == all[i].second);
    RC_ASSERT(got.metres[i] == all[i].first);
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
