#include "kjede/demo/scheme.hpp"

#include <fmt/format.h>

#include <charconv>

#include "kjede/demo/codes.hpp"
#include "kjede/text/csv.hpp"
#include "scheme_rows.hpp"

namespace kjede::demo {
namespace {

base::Result<void> check(const SchemeOptions& options) {
  const auto refuse = [](std::string message) { return base::fail(codes::options_out_of_range, std::move(message)); };
  if (options.day == base::Date{}) return refuse("the scheme needs the day it is in order on");
  for (const auto size : {options.aeds, options.units, options.responders, options.resources, options.scale}) {
    if (size < 1 || size > 1'000'000) return refuse("sizes and scale of the scheme are from 1 to 1000000");
  }
  double sum = 0;
  for (const auto& place : options.places) sum += place.weight;
  if (!options.places.empty() && sum <= 0) return refuse("no place has a weight above 0");
  return {};
}

}  // namespace

base::Result<std::vector<SchemeFault>> make_scheme(const SchemeOptions& options, RowSink& sink) {
  KJEDE_TRY(check(options));
  const auto root = base::Rng(options.seed).stream("scheme");
  const auto plan = scheme::make_plan(options, root);
  scheme::Rows rows(plan, options, root, sink);
  KJEDE_TRY(rows.organisations());
  KJEDE_TRY(rows.agreements());
  KJEDE_TRY(rows.units());
  KJEDE_TRY(rows.persons());
  KJEDE_TRY(rows.skills());
  KJEDE_TRY(rows.equipment());
  KJEDE_TRY(rows.attestations());
  KJEDE_TRY(rows.aeds());
  KJEDE_TRY(rows.resources());
  return plan.faults;
}

base::Result<std::vector<SchemePlace>> read_places(const std::string& path) {
  KJEDE_ASSIGN(auto reader, text::CsvReader::open(path));
  std::vector<SchemePlace> places;
  const auto column = [&](std::string_view name) -> std::size_t {
    const auto& header = reader.header();
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (header[i] == name) return i;
    }
    return header.size();
  };
  const auto lon = column("lon"), lat = column("lat"), municipality = column("municipality");
  const auto none = reader.header().size();
  const auto weight = column("weight") != none ? column("weight") : column("population");
  if (lon == none || lat == none)
    return base::fail(codes::options_out_of_range,
                      fmt::format("'{}' lacks the column {}", path, lon == none ? "lon" : "lat"),
                      "places have the columns lon, lat and perhaps weight (or population) and municipality");
  text::CsvRow row;
  while (reader.next(row)) {
    const auto number = [&](std::size_t at, double otherwise) -> std::optional<double> {
      if (at == none || at >= row.fields.size() || row.fields[at].empty()) return otherwise;
      double value = 0;
      const auto text = row.fields[at];
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
    };
    const auto x = number(lon, 1000), y = number(lat, 1000), w = number(weight, 1);
    if (!x || !y || !w || !(*x >= -180 && *x <= 180) || !(*y >= -90 && *y <= 90) || !(*w >= 0))
      return base::fail(codes::options_out_of_range,
                        fmt::format("'{}', row {}: lon, lat or weight cannot be used", path, row.row),
                        "degrees with a decimal point, weights from 0");
    places.push_back(
        {*x, *y, *w,
         municipality < row.fields.size() ? std::string(row.fields[municipality]) : std::string("Synteseland")});
  }
  if (places.empty()) return base::fail(codes::options_out_of_range, fmt::format("'{}' has no places", path));
  return places;
}

}  // namespace kjede::demo
