#pragma once
// Things at places, nearest first, so that a recommendation looks only at what is near.
//
//   PlaceIndex index({{10.75, 59.91}, …});
//   index.nearest({10.7, 59.9}, 5000, [&](std::uint32_t which, double metres) { …; return enough; });

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace kjede::dispatch {

// Degrees, WGS 84.
struct Place {
  double lon = 0, lat = 0;
  bool operator==(const Place&) const = default;
};

// On the globe: within ±180 and ±90, so no NaN.
bool is_place(const Place& place);
// Along the great circle.
double metres_between(const Place& a, const Place& b);

class PlaceIndex {
 public:
  // Numbered from 0 in the order given.
  explicit PlaceIndex(std::span<const Place> places);
  ~PlaceIndex();
  PlaceIndex(PlaceIndex&&) noexcept;
  PlaceIndex& operator=(PlaceIndex&&) noexcept;

  void move(std::uint32_t which, const Place& to);
  const Place& place(std::uint32_t which) const;

  // Calls `visit` from the nearest outwards until it returns true (enough) or `limit` metres are passed.
  using Visit = std::function<bool(std::uint32_t which, double metres)>;
  void nearest(const Place& from, double limit, const Visit& visit) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kjede::dispatch
