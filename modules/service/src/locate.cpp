#include "kjede/service/locate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/planning/location_reach.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using planning::LocationModel;
using planning::PeriodRule;
using text::Json;

struct LocateWords {
  const char *objective, *bound, *gap, *proven, *site, *vehicles, *demand, *period, *covered, *gini, *worst, *moves,
      *regret, *station_count;
};

constexpr LocateWords norwegian{"Målverdi", "Grense", "Avstand", "bevist best",  "Sted",       "Biler", "Nærmest for",
                                "Periode",  "Dekket", "Gini",    "Verste tidel", "flyttinger", "Tap",   "steder"};
constexpr LocateWords english{"Objective", "Bound",   "Gap",  "proven best",  "Site",  "Vehicles", "Nearest for",
                              "Period",    "Covered", "Gini", "Worst decile", "moves", "Loss",     "sites"};

std::string decimal(double value, int decimals, bool comma) {
  auto text = fmt::format("{:.{}f}", value, decimals);
  if (comma) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string in_full(double value, bool comma) { return decimal(value, std::floor(value) == value ? 0 : 4, comma); }

Json ids_of(const LocateAnswer& answer, const std::vector<planning::Index>& sites) {
  Json ids = Json::array();
  for (const auto s : sites) ids.push_back(answer.input.problem.sites[s]);
  return ids;
}

bool has_reach(const LocateAnswer& answer) { return !answer.input.problem.radius.empty(); }

Json period_json(const LocateAnswer& answer, const planning::PeriodPlan& plan) {
  Json json{{"period", plan.name}, {"objective", plan.objective}, {"sites", ids_of(answer, plan.sites)}};
  if (answer.order.options.rule == PeriodRule::regret) json["regret"] = plan.regret;
  if (!has_reach(answer)) return json;
  json["covered"] = plan.covered;
  json["gini"] = plan.gini;
  json["worst_decile"] = plan.worst_decile;
  return json;
}

std::vector<int> vehicles_of(const LocateAnswer& answer, const planning::PeriodPlan& plan) {
  std::vector<int> vehicles(answer.input.problem.sites.size(), 0);
  for (const auto s : plan.sites) ++vehicles[s];
  return vehicles;
}

std::string sites_table(const LocateAnswer& answer, std::size_t p, const LocateWords& words, bool comma,
                        std::size_t width) {
  using text::Align;
  const auto& plan = answer.plan.periods[p];
  const auto vehicles = vehicles_of(answer, plan);
  const auto demand = planning::demand_of_sites(answer.input.problem, p, vehicles);
  const bool counts = planning::places_vehicles(answer.order.options.model);
  std::vector<text::TableColumn> columns{{words.site}};
  if (counts) columns.push_back({words.vehicles, Align::right});
  columns.push_back({words.demand, Align::right});
  text::Table table(columns);
  for (std::size_t s = 0; s < vehicles.size(); ++s) {
    if (vehicles[s] == 0) continue;
    std::vector<text::TableCell> cells{answer.input.problem.sites[s]};
    if (counts) cells.push_back(std::to_string(vehicles[s]));
    cells.push_back(in_full(demand[s], comma));
    table.add(std::move(cells));
  }
  return table.render({.max_width = width});
}

std::string periods_table(const LocateAnswer& answer, const LocateWords& words, bool comma, std::size_t width) {
  using text::Align;
  const bool regret = answer.order.options.rule == PeriodRule::regret && answer.plan.periods.size() > 1;
  std::vector<text::TableColumn> columns{{words.period}, {words.objective, Align::right}};
  if (regret) columns.push_back({words.regret, Align::right});
  if (has_reach(answer))
    for (const auto* title : {words.covered, words.worst, words.gini}) columns.push_back({title, Align::right});
  text::Table table(columns);
  for (const auto& plan : answer.plan.periods) {
    std::vector<text::TableCell> cells{plan.name, in_full(plan.objective, comma)};
    if (regret) cells.push_back(in_full(plan.regret, comma));
    if (has_reach(answer)) {
      cells.push_back(decimal(100.0 * plan.covered, 1, comma) + " %");
      cells.push_back(decimal(plan.worst_decile, 3, comma));
      cells.push_back(decimal(plan.gini, 3, comma));
    }
    table.add(std::move(cells));
  }
  return table.render({.max_width = width});
}

Json json_of(const sim::Estimate& estimate) {
  Json json{{"value", estimate.mean}, {"low", nullptr}, {"high", nullptr}};
  if (estimate.interval) json["low"] = estimate.interval->low, json["high"] = estimate.interval->high;
  return json;
}

Json json_of(const planning::TriedOut& tried) {
  return {{"busy", json_of(tried.busy)}, {"within", json_of(tried.within)}, {"p90_minutes", json_of(tried.p90)}};
}

Json area_json(const LocatedInArea& area) {
  Json json{{"busy", area.busy},
            {"busy_from", area.simulated ? "simulation" : "given"},
            {"rounds", area.rounds},
            {"present", {{"sites", area.present_sites}, {"objective", area.present_objective}}}};
  if (area.present) json["present"]["simulated"] = json_of(*area.present);
  if (area.plan) json["plan"]["simulated"] = json_of(*area.plan);
  return json;
}

std::string with_interval(const sim::Estimate& estimate, double scale, int decimals, bool comma) {
  const auto text = [&](double value) { return decimal(scale * value, decimals, comma); };
  if (!estimate.interval) return text(estimate.mean);
  return fmt::format("{} ({}–{})", text(estimate.mean), text(estimate.interval->low), text(estimate.interval->high));
}

// What is there beside the plan.
std::string area_table(const LocateAnswer& answer, bool nb, std::size_t width) {
  using text::Align;
  const auto& area = *answer.area;
  std::string out = fmt::format(
      fmt::runtime(nb ? "\nOpptatt {} ({}{})\n" : "\nBusy {} ({}{})\n"), decimal(100 * area.busy, 1, nb) + " %",
      area.simulated ? (nb ? "fra simulering" : "from simulation") : (nb ? "oppgitt" : "given"),
      area.rounds > 1 ? fmt::format(fmt::runtime(nb ? ", {} runder" : ", {} rounds"), area.rounds) : "");
  if (!area.present || !area.plan) return out;
  text::Table table({{""},
                     {nb ? "Målverdi" : "Objective", Align::right},
                     {nb ? "Opptatt, %" : "Busy, %", Align::right},
                     {nb ? "Innen målet, %" : "Within target, %", Align::right},
                     {nb ? "P90, minutter" : "P90, minutes", Align::right}});
  const auto row = [&](const char* name, double objective, const planning::TriedOut& tried) {
    table.add({name, in_full(objective, nb), with_interval(tried.busy, 100, 1, nb),
               with_interval(tried.within, 100, 1, nb), with_interval(tried.p90, 1, 1, nb)});
  };
  row(nb ? "I dag, simulert" : "Present, simulated", area.present_objective, *area.present);
  row(nb ? "Planen, simulert" : "The plan, simulated", answer.plan.objective, *area.plan);
  return out + table.render({.max_width = width});
}

class AreaLocator {
 public:
  AreaLocator(LocateOrder order, base::Progress& progress) : order_(std::move(order)), progress_(progress) {}

  base::Result<LocateAnswer> locate() {
    KJEDE_ASSIGN(place_, open_area(order_.area));
    const bool given = !order_.request.busy.empty();
    KJEDE_TRY(fill_from_area(place_, order_.tables, order_.request, order_.options, order_.run, progress_));
    if (order_.options.fleet == 0) order_.options.fleet = present_number();
    LocatedInArea found;
    found.present_sites = planning::present_sites(place_.situation);
    found.simulated = !given && planning::needs_busy(order_.options.model);
    LocateAnswer answer;
    do {
      KJEDE_ASSIGN(answer, once());
      ++found.rounds;
      found.busy = order_.request.busy.empty() ? 0 : order_.request.busy.front();
      KJEDE_ASSIGN(found.plan, simulated_plan(answer));
      if (found.simulated) order_.request.busy = {std::min(found.plan->busy.mean, 0.99)};
    } while (found.simulated && std::abs(found.plan->busy.mean - found.busy) > settled && found.rounds < most_rounds);
    if (!place_.present) {
      KJEDE_ASSIGN(place_.present, planning::try_out(place_.area, place_.situation, order_.run, progress_));
    }
    found.present = place_.present;
    found.present_objective = objective_of(answer, found.present_sites);
    answer.area = std::move(found);
    answer.order.tables = {};
    return answer;
  }

 private:
  static constexpr double settled = 0.005;
  static constexpr int most_rounds = 6;

  int present_number() const {
    if (planning::places_vehicles(order_.options.model))
      return static_cast<int>(place_.situation.service.vehicles.size());
    return static_cast<int>(place_.situation.service.stations.size());
  }

  base::Result<LocateAnswer> once() const {
    LocateAnswer answer;
    answer.order = order_;
    KJEDE_ASSIGN(answer.input, planning::make_location_problem(order_.tables, order_.request, order_.options));
    if (answer.order.options.second_radius > 0.0) answer.order.options.second_radius -= order_.options.before;
    KJEDE_ASSIGN(answer.plan, planning::solve_location(answer.input.problem, answer.order.options));
    return answer;
  }

  base::Result<planning::TriedOut> simulated_plan(const LocateAnswer& answer) {
    std::vector<std::string> ids;
    for (const auto s : answer.plan.periods.front().sites) ids.push_back(answer.input.problem.sites[s]);
    const auto standing = planning::standing_at(place_.area, place_.scenario, ids);
    KJEDE_ASSIGN(const auto situation, planning::make_situation(standing.area, standing.scenario, place_.roads));
    return planning::try_out(standing.area, situation, order_.run, progress_);
  }

  static double objective_of(const LocateAnswer& answer, const std::vector<std::string>& ids) {
    const auto& problem = answer.input.problem;
    std::vector<int> vehicles(problem.sites.size(), 0);
    const bool counts = planning::places_vehicles(answer.order.options.model);
    for (const auto& id : ids) {
      const auto at = std::find(problem.sites.begin(), problem.sites.end(), id);
      if (at == problem.sites.end()) continue;
      auto& here = vehicles[static_cast<std::size_t>(at - problem.sites.begin())];
      here = counts ? here + 1 : 1;
    }
    return planning::location_objective(problem, answer.order.options, 0, vehicles);
  }

  LocateOrder order_;
  base::Progress& progress_;
  AreaPlace place_;
};

}  // namespace

base::Result<LocateAnswer> locate(LocateOrder order, base::Progress& progress) {
  if (!order.area.empty()) return AreaLocator(std::move(order), progress).locate();
  LocateAnswer answer;
  KJEDE_ASSIGN(answer.input, planning::make_location_problem(order.tables, order.request, order.options));
  if (order.options.second_radius > 0.0) order.options.second_radius -= order.options.before;
  KJEDE_ASSIGN(answer.plan, planning::solve_location(answer.input.problem, order.options));
  order.tables = {};
  answer.order = std::move(order);
  return answer;
}

std::string locate_json(const LocateAnswer& answer, double seconds) {
  const auto& plan = answer.plan;
  Json json{{"schema_version", 1},
            {"model", std::string(planning::to_string(answer.order.options.model))},
            {"objective", plan.objective},
            {"bound", plan.bound},
            {"gap", plan.gap},
            {"sites", ids_of(answer, plan.periods.front().sites)},
            {"seconds", seconds},
            {"proven", plan.proven},
            {"exact", answer.order.options.exact}};
  if (answer.order.options.rule == PeriodRule::own_sites) json["moves"] = plan.moves;
  if (answer.area) json["area"] = area_json(*answer.area);
  json["periods"] = Json::array();
  for (const auto& period : plan.periods) json["periods"].push_back(period_json(answer, period));
  return text::to_text(json);
}

std::string locate_text(const LocateAnswer& answer, const std::string& language, std::size_t width) {
  const bool comma = language != "en";
  const auto& words = comma ? norwegian : english;
  const auto& plan = answer.plan;
  std::string out = fmt::format("{}: {} {}   {} {}   {} {}{}\n\n", planning::to_string(answer.order.options.model),
                                words.objective, in_full(plan.objective, comma), words.bound,
                                in_full(plan.bound, comma), words.gap, decimal(100.0 * plan.gap, 2, comma) + " %",
                                plan.proven ? fmt::format(" ({})", words.proven) : std::string());
  const bool own = answer.order.options.rule == PeriodRule::own_sites && plan.periods.size() > 1;
  for (std::size_t p = 0; p < (own ? plan.periods.size() : 1); ++p) {
    if (own) out += plan.periods[p].name + "\n";
    out += sites_table(answer, p, words, comma, width) + "\n";
  }
  if (own) out += fmt::format("{} {}\n\n", plan.moves, words.moves);
  if (plan.periods.size() > 1 || has_reach(answer)) out += periods_table(answer, words, comma, width);
  if (answer.area) out += area_table(answer, comma, width);
  return out;
}

}  // namespace kjede::service
