#include "kjede/dispatch/place_index.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <numbers>
#include <vector>

namespace kjede::dispatch {
namespace {

namespace bg = boost::geometry;

constexpr double kEarth = 6'371'008.8;  // metres, mean radius

// Points on the sphere: the chord between two grows with the great circle between them, at the poles too.
using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Entry = std::pair<Point, std::uint32_t>;
using Tree = bg::index::rtree<Entry, bg::index::quadratic<16>>;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

Point on_sphere(const Place& place) {
  const double lon = radians(place.lon);
  const double lat = radians(place.lat);
  return {kEarth * std::cos(lat) * std::cos(lon), kEarth * std::cos(lat) * std::sin(lon), kEarth * std::sin(lat)};
}

double along_circle(double chord) { return 2 * kEarth * std::asin(std::min(1.0, chord / (2 * kEarth))); }

std::vector<Entry> entries_of(std::span<const Place> places) {
  std::vector<Entry> entries;
  entries.reserve(places.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) entries.emplace_back(on_sphere(places[i]), i);
  return entries;
}

}  // namespace

bool is_place(const Place& place) {
  return place.lon >= -180 && place.lon <= 180 && place.lat >= -90 && place.lat <= 90;
}

double metres_between(const Place& a, const Place& b) { return along_circle(bg::distance(on_sphere(a), on_sphere(b))); }

struct PlaceIndex::State {
  std::vector<Place> places;
  Tree tree;
};

PlaceIndex::PlaceIndex(std::span<const Place> places)
    : state_(std::make_unique<State>(State{{places.begin(), places.end()}, Tree(entries_of(places))})) {}
PlaceIndex::~PlaceIndex() = default;
PlaceIndex::PlaceIndex(PlaceIndex&&) noexcept = default;
PlaceIndex& PlaceIndex::operator=(PlaceIndex&&) noexcept = default;

void PlaceIndex::move(std::uint32_t which, const Place& to) {
  auto& place = state_->places[which];
  state_->tree.remove(Entry{on_sphere(place), which});
  place = to;
  state_->tree.insert(Entry{on_sphere(place), which});
}

const Place& PlaceIndex::place(std::uint32_t which) const { return state_->places[which]; }

// In helpings that grow, for the tree's own iterator goes depth first, sorts what it has seen at each leaf, and of
// several that are equally near gives some twice and others never. The last of a helping and those as far away wait for
// the next, which is sure to hold all of them.
void PlaceIndex::nearest(const Place& from, double limit, const Visit& visit) const {
  const auto here = on_sphere(from);
  const auto& tree = state_->tree;
  std::vector<Entry> near;
  std::vector<std::pair<double, std::uint32_t>> found;
  std::size_t visited = 0;
  for (std::size_t helping = 32; visited < tree.size(); helping *= 4) {
    found.clear();
    const auto wanted = static_cast<unsigned>(std::min(helping, tree.size()));
    near.clear();
    tree.query(bg::index::nearest(here, wanted), std::back_inserter(near));
    for (const auto& [point, which] : near) found.emplace_back(along_circle(bg::distance(here, point)), which);
    std::sort(found.begin(), found.end());
    const bool all = found.size() == tree.size();
    const double sure = found.back().first;
    for (; visited < found.size() && (all || found[visited].first < sure); ++visited) {
      const auto [metres, which] = found[visited];
      if (metres > limit || visit(which, metres)) return;
    }
    if (sure > limit) return;
  }
}

}  // namespace kjede::dispatch
