#include "kjede/planning/location_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "csv_table.hpp"
#include "kjede/planning/codes.hpp"
#include "location_program.hpp"

namespace kjede::planning {
namespace {

constexpr std::size_t most_pairs = 150'000'000;
constexpr double far_in_sigmas = 6.5;  // beyond it the chance of being in time is below 1e-10

struct Points {
  IdList ids;
  std::vector<Place> at;
  std::vector<double> radius, busy;
  std::vector<std::vector<double>> weights;  // by column asked for
  std::vector<PointPlace> places;
};

struct Candidates {
  IdList ids;
  std::vector<Place> at;
  std::vector<int> capacity, keep;
  std::vector<char> night;  // open at night
  bool placed = false;      // they have x and y of their own
};

void append(base::Diagnostics& all, base::Diagnostics more) {
  for (auto& fault : more) all.push_back(std::move(fault));
}

base::Diagnostic fault_of(const base::Code& code, std::string message, std::string suggestion = {}) {
  base::Diagnostic fault;
  fault.code = code.id;
  fault.message = std::move(message);
  fault.suggestion = std::move(suggestion);
  return fault;
}

class InputMaker {
 public:
  InputMaker(const LocationTables& tables, const LocationRequest& request, const LocationOptions& options)
      : tables_(tables), request_(request), options_(options) {}

  base::Result<LocationInput> make() {
    if (!tables_.points && !tables_.costs)
      return base::fail(codes::bad_option, "there is neither a table of points nor one of costs",
                        "give --points (id,x,y,weight) or --costs (from,to,cost)");
    if (tables_.points) read_points();
    if (tables_.candidates) read_candidates();
    if (tables_.costs)
      read_costs();
    else
      add_places();
    if (!faults_.empty()) return base::fail(std::move(faults_));
    complete();
    if (!faults_.empty()) return base::fail(std::move(faults_));
    if (!tables_.costs) measure_distances();
    if (!faults_.empty()) return base::fail(std::move(faults_));
    return std::move(input_);
  }

 private:
  std::vector<std::string> weight_columns() const {
    return request_.weights.empty() ? std::vector<std::string>{"weight"} : request_.weights;
  }

  void read_points() {
    CsvTable table(tables_.points->name, tables_.points->text);
    table.require("id");
    if (!tables_.costs) {
      table.require("x");
      table.require("y");
    }
    for (const auto& column : request_.weights) table.require(column);
    if (request_.rural_radius) table.require("settlement");
    points_.weights.resize(weight_columns().size());
    while (!table.failed_header() && table.next()) read_point(table);
    if (!table.failed() && points_.ids.size() == 0)
      table.fault_at(1, codes::bad_table, fmt::format("{} has no points", table.name()));
    append(faults_, table.take_faults());
  }

  void read_point(CsvTable& table) {
    const std::string id(table.cell("id"));
    if (id.empty()) return table.fault(codes::bad_table, "column 'id' is empty");
    if (!points_.ids.add(id)) return table.fault(codes::bad_table, fmt::format("id '{}' stands twice", id));
    Place place;
    if (!tables_.costs) place = {table.needed("x", true).value_or(0.0), table.needed("y", true).value_or(0.0)};
    points_.at.push_back(place);
    const auto columns = weight_columns();
    for (std::size_t c = 0; c < columns.size(); ++c)
      points_.weights[c].push_back(table.has(columns[c]) ? table.needed(columns[c]).value_or(0.0) : 1.0);
    PointPlace about{std::string(table.cell("place")), table.number("lon"), table.number("lat"),
                     table.cell("settlement") == "rural"};
    const double common =
        (about.rural && request_.rural_radius ? *request_.rural_radius : request_.radius.value_or(NAN));
    points_.radius.push_back(table.cell("radius").empty() ? common : table.needed("radius").value_or(common));
    if (table.has("busy")) points_.busy.push_back(table.needed("busy").value_or(0.0));
    points_.places.push_back(std::move(about));
  }

  void read_candidates() {
    CsvTable table(tables_.candidates->name, tables_.candidates->text);
    table.require("id");
    if (request_.night_share) table.require("hours");
    candidates_.placed = table.has("x") && table.has("y") && !tables_.costs;
    while (!table.failed_header() && table.next()) read_candidate(table);
    if (!table.failed() && candidates_.ids.size() == 0)
      table.fault_at(1, codes::bad_table, fmt::format("{} has no candidates", table.name()));
    append(faults_, table.take_faults());
  }

  void read_candidate(CsvTable& table) {
    const std::string id(table.cell("id"));
    if (id.empty()) return table.fault(codes::bad_table, "column 'id' is empty");
    if (!candidates_.ids.add(id)) return table.fault(codes::bad_table, fmt::format("id '{}' stands twice", id));
    Place place;
    if (candidates_.placed) {
      place = {table.needed("x", true).value_or(0.0), table.needed("y", true).value_or(0.0)};
    } else if (!tables_.costs) {
      const auto point = points_.ids.find(id);
      if (point)
        place = points_.at[*point];
      else
        table.fault(codes::unknown_id, fmt::format("candidate '{}' is no point", id), points_.ids.suggestion(id));
    }
    candidates_.at.push_back(place);
    candidates_.capacity.push_back(whole(table, "capacity", -1));
    candidates_.keep.push_back(whole(table, "keep", 0));
    candidates_.night.push_back(table.cell("hours") == "24/7" ? 1 : 0);
  }

  static int whole(CsvTable& table, std::string_view column, int otherwise) {
    if (table.cell(column).empty()) return otherwise;
    const double value = table.needed(column).value_or(0.0);
    if (std::floor(value) == value && value <= 1e6) return static_cast<int>(value);
    table.fault(codes::bad_table, fmt::format("{} in column '{}' is no whole number", table.cell(column), column));
    return otherwise;
  }

  // Sites are the candidates, or all points.
  void add_places() {
    if (tables_.candidates) return;
    for (const auto& id : points_.ids.ids()) candidates_.ids.add(id);
    candidates_.at = points_.at;
  }

  void read_costs() {
    CsvTable table(tables_.costs->name, tables_.costs->text);
    table.require("from");
    table.require("to");
    const char* column = table.has("minutes") ? "minutes" : (table.has("seconds") ? "seconds" : "cost");
    table.require(column);
    const double factor = column[0] == 's' ? 1.0 / 60.0 : 1.0;
    const bool own_points = !tables_.points;
    const bool own_sites = !tables_.candidates;
    std::vector<CostEntry> entries;
    while (!table.failed_header() && table.next()) {
      const std::string from(table.cell("from"));
      const std::string to(table.cell("to"));
      if (own_sites) candidates_.ids.add(from);
      if (own_points) points_.ids.add(to);
      const auto site = candidates_.ids.find(from);
      const auto point = points_.ids.find(to);
      if (!point) table.fault(codes::unknown_id, fmt::format("'{}' is no point", to), points_.ids.suggestion(to));
      const auto cost = table.needed(column);
      if (site && point && cost)
        entries.push_back({static_cast<Index>(*site), static_cast<Index>(*point), *cost * factor});
    }
    if (!table.failed() && entries.empty())
      table.fault_at(1, codes::bad_table, fmt::format("{} has no costs between candidates and points", table.name()));
    append(faults_, table.take_faults());
    if (own_points) {
      points_.weights.assign(1, std::vector<double>(points_.ids.size(), 1.0));
      points_.radius.assign(points_.ids.size(), request_.radius.value_or(NAN));
      points_.places.resize(points_.ids.size());
      if (!request_.weights.empty())
        faults_.push_back(fault_of(codes::bad_option, "columns of weights are named, and there is no table of points"));
    }
    if (faults_.empty()) input_.problem.costs = {{candidates_.ids.size(), points_.ids.size(), std::move(entries)}};
  }

  void complete() {
    auto& problem = input_.problem;
    problem.points = points_.ids.ids();
    problem.sites = candidates_.ids.ids();
    problem.point_busy = points_.busy;
    if (std::none_of(points_.radius.begin(), points_.radius.end(), [](double r) { return std::isnan(r); }))
      problem.radius = points_.radius;
    else if (needs_radius(options_.model))
      faults_.push_back(fault_of(codes::bad_option, fmt::format("{} needs a radius", to_string(options_.model)),
                                 "give --radius, or a column 'radius' in the points"));
    for (auto& radius : problem.radius) {
      radius -= options_.before;
      if (radius >= 0.0) continue;
      faults_.push_back(fault_of(codes::bad_option,
                                 fmt::format("the {} minutes before driving are more than a radius", options_.before)));
      break;
    }
    input_.places = std::move(points_.places);
    limit_sites();
    add_periods();
  }

  void limit_sites() {
    auto& problem = input_.problem;
    problem.keep.assign(problem.sites.size(), 0);
    problem.capacity.assign(problem.sites.size(), request_.capacity.value_or(1 << 20));
    for (std::size_t s = 0; s < candidates_.keep.size(); ++s) {
      problem.keep[s] = candidates_.keep[s];
      if (candidates_.capacity[s] >= 0) problem.capacity[s] = candidates_.capacity[s];
    }
    const auto each = [&](const std::vector<std::string>& ids, const char* what, auto use) {
      for (const auto& id : ids) {
        const auto site = candidates_.ids.find(id);
        if (site)
          use(*site);
        else
          faults_.push_back(fault_of(codes::unknown_id,
                                     fmt::format("'{}', which must be {}, is no candidate", id, what),
                                     candidates_.ids.suggestion(id)));
      }
    };
    each(request_.keep, "kept", [&](std::size_t s) { ++problem.keep[s]; });
    each(request_.close, "closed", [&](std::size_t s) { problem.capacity[s] = 0; });
  }

  // Periods: each column of weights, at each degree of busyness, by day and by night.
  void add_periods() {
    const auto busy = request_.busy.empty() ? std::vector<double>{0.0} : request_.busy;
    auto shares = request_.busy_shares;
    if (shares.empty()) shares.assign(busy.size(), 1.0);
    if (shares.size() != busy.size())
      faults_.push_back(fault_of(codes::bad_option,
                                 fmt::format("{} busy fractions and {} shares of them", busy.size(), shares.size())));
    if (needs_busy(options_.model) && request_.busy.empty() && points_.busy.empty())
      faults_.push_back(fault_of(codes::bad_option, fmt::format("{} needs a busy fraction", to_string(options_.model)),
                                 "give --busy, e.g. --busy 0.3"));
    if (!faults_.empty()) return;
    const double all = std::accumulate(shares.begin(), shares.end(), 0.0) * static_cast<double>(points_.weights.size());
    const auto columns = weight_columns();
    for (std::size_t w = 0; w < points_.weights.size(); ++w)
      for (std::size_t b = 0; b < busy.size(); ++b) {
        LocationPeriod period;
        period.name = busy.size() == 1 ? columns[w] : fmt::format("{} busy {}", columns[w], busy[b]);
        period.weight = points_.weights[w];
        period.busy = busy[b];
        period.share = shares[b] / all;
        add_day_and_night(std::move(period));
      }
  }

  void add_day_and_night(LocationPeriod period) {
    if (!request_.night_share) return input_.problem.periods.push_back(std::move(period));
    auto night = period;
    period.name += " day";
    night.name += " night";
    night.share *= *request_.night_share;
    period.share -= night.share;
    for (const auto open : candidates_.night) night.closed.push_back(open != 0 ? 0 : 1);
    input_.problem.periods.push_back(std::move(period));
    input_.problem.periods.push_back(std::move(night));
  }

  // Distances beyond which a pair has no say.
  double reach() const {
    if (!needs_radius(options_.model) || input_.problem.radius.empty()) return INFINITY;
    double most = *std::max_element(input_.problem.radius.begin(), input_.problem.radius.end());
    if (options_.model == LocationModel::dsm || options_.model == LocationModel::gradual)
      most = std::max(most, options_.second_radius);
    return options_.sigma > 0.0 ? most * std::exp(far_in_sigmas * options_.sigma) : most;
  }

  void measure_distances() {
    const double factor = request_.speed ? 0.06 / *request_.speed : 1.0;
    const double limit = reach() / factor * (1.0 + 1e-12);
    if (std::isinf(limit) && points_.at.size() * candidates_.at.size() > most_pairs)
      return faults_.push_back(
          fault_of(codes::bad_option,
                   fmt::format("{} points times {} candidates are more pairs than fit", points_.at.size(),
                               candidates_.at.size()),
                   "name fewer candidates (--candidates), or give the pairs that matter (--costs)"));
    input_.problem.costs = {CostTable::euclidean(candidates_.at, points_.at, limit, factor)};
  }

  const LocationTables& tables_;
  const LocationRequest& request_;
  const LocationOptions& options_;
  Points points_;
  Candidates candidates_;
  LocationInput input_;
  base::Diagnostics faults_;
};

base::Diagnostics check_request(const LocationRequest& request) {
  base::Diagnostics faults;
  const auto option = [&](bool wrong, std::string message) {
    if (wrong) faults.push_back(fault_of(codes::bad_option, std::move(message)));
  };
  option(request.speed && !(*request.speed > 0.0), "the speed is not above 0");
  option(request.night_share && !(*request.night_share >= 0.0 && *request.night_share <= 1.0),
         "the share of demand at night is not between 0 and 1");
  option(request.capacity && *request.capacity < 1, "the capacity of a site is below 1");
  for (const auto share : request.busy_shares) option(!(share > 0.0), "a share of a busy fraction is not above 0");
  return faults;
}

}  // namespace

base::Result<LocationInput> make_location_problem(const LocationTables& tables, const LocationRequest& request,
                                                  const LocationOptions& options) {
  auto faults = check_request(request);
  if (!faults.empty()) return base::fail(std::move(faults));
  return InputMaker(tables, request, options).make();
}

}  // namespace kjede::planning
