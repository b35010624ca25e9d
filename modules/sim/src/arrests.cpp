#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kjede/sim/codes.hpp"
#include "kjede/sim/responder_replay.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::sim {
namespace {

constexpr double kMetresPerDegree = 111'195;

// Where people are: each thing of the scheme stands for an inhabited place.
std::vector<dispatch::Place> inhabited(const dispatch::Scheme& scheme) {
  std::vector<dispatch::Place> places;
  const auto take = [&](const auto& things) {
    for (const auto& thing : things) places.push_back({thing.lon, thing.lat});
  };
  take(scheme.resources);
  take(scheme.aeds);
  take(scheme.units);
  return places;
}

class Table {
 public:
  explicit Table(text::CsvReader& reader) : reader_(reader) {}

  base::Result<std::vector<Arrest>> read() {
    for (const auto* name : {"received", "lon", "lat"}) {
      if (column(name) < 0) refuse(fmt::format("the column '{}' is missing", name));
    }
    if (!problems_.empty()) return base::fail(std::move(problems_));
    std::vector<Arrest> arrests;
    for (text::CsvRow row; reader_.next(row);) {
      if (row.problem) {
        problems_.push_back(*row.problem);
      } else {
        read(row, arrests);
      }
    }
    if (problems_.empty() && arrests.empty()) refuse("the file has no arrests");
    if (!problems_.empty()) return base::fail(std::move(problems_));
    std::stable_sort(arrests.begin(), arrests.end(),
                     [](const Arrest& a, const Arrest& b) { return a.received < b.received; });
    return arrests;
  }

 private:
  std::ptrdiff_t column(std::string_view name) const {
    const auto& header = reader_.header();
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? -1 : found - header.begin();
  }

  void refuse(std::string message) {
    problems_.push_back(base::fail(codes::bad_arrests, std::move(message)).diagnostics.front());
  }

  std::string_view cell(const text::CsvRow& row, std::string_view name) const {
    const auto at = column(name);
    return at < 0 ? std::string_view() : row.fields[static_cast<std::size_t>(at)];
  }

  void read(const text::CsvRow& row, std::vector<Arrest>& arrests) {
    const auto wall = base::parse_wall_time(cell(row, "received"));
    const auto lon = text::number_in(cell(row, "lon"));
    const auto lat = text::number_in(cell(row, "lat"));
    if (!wall || !wall->offset)
      return refuse(fmt::format("line {}: 'received' needs a time with its offset", row.line));
    if (!lon || !lat || !dispatch::is_place({*lon, *lat})) {
      return refuse(fmt::format("line {}: 'lon' and 'lat' are no place", row.line));
    }
    arrests.push_back({base::Instant(wall->local.time_since_epoch() - *wall->offset),
                       {*lon, *lat},
                       std::string(cell(row, "municipality")),
                       cell(row, "rural") == "yes"});
  }

  text::CsvReader& reader_;
  base::Diagnostics problems_;
};

}  // namespace

std::vector<Arrest> draw_arrests(const dispatch::Scheme& scheme, int number, base::Date from, int days,
                                 std::uint64_t seed) {
  auto rng = base::Rng(seed).stream("arrests");
  const auto places = inhabited(scheme);
  std::vector<Arrest> arrests;
  if (places.empty()) return arrests;
  // Arrests per hour of the day: few at night, most in the morning and the evening (shape of published curves).
  constexpr double hours[24] = {2, 2, 2, 2, 2, 3, 4, 5, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 6, 5, 5, 4, 3, 3};
  for (int i = 0; i < number; ++i) {
    const auto& near = places[rng.below(places.size())];
    const double north = rng.normal() * 2000;
    const double east = rng.normal() * 2000;
    const double lat = std::clamp(near.lat + north / kMetresPerDegree, -89.9, 89.9);
    const double lon = near.lon + east / (kMetresPerDegree * std::cos(lat * std::numbers::pi / 180));
    const auto day = std::chrono::days(static_cast<int>(rng.below(static_cast<std::uint64_t>(days))));
    const auto hour = std::chrono::hours(rng.pick(hours));
    const auto second = std::chrono::seconds(rng.below(3600));
    arrests.push_back({from + day + hour + second, {lon, lat}, "", false});
  }
  std::stable_sort(arrests.begin(), arrests.end(),
                   [](const Arrest& a, const Arrest& b) { return a.received < b.received; });
  return arrests;
}

base::Result<std::vector<Arrest>> read_arrests(std::string_view name, std::string text) {
  KJEDE_ASSIGN(auto reader, text::CsvReader::from_text(std::string(name), std::move(text)));
  return Table(reader).read();
}

}  // namespace kjede::sim
