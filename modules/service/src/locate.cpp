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

}  // namespace

base::Result<LocateAnswer> locate(LocateOrder order) {
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
  return out;
}

}  // namespace kjede::service
