// kjede plan forecast: the next hours' calls, how well such forecasts hold, and the calls of another year.

#include <memory>

#include "kjede/service/demand.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::DemandQuery demand;
  service::ForecastQuery forecast;
  planning::HoldoutOptions holdout;
  planning::ProjectionOptions projection;
  std::vector<std::string> population;
  std::string rates, svg;
  bool evaluate = false;
  int year = 0;
};

int draw(const Session& session, const std::string& path, const base::Result<std::string>& svg) {
  if (!svg) return report(session, svg.error());
  if (const auto written = write_output(path, *svg); !written) return report(session, written.error());
  remark(session, "wrote " + path);
  return Exit::ok;
}

service::TableOptions table_options(const Session& session) {
  return {.language = session.language, .colour = colour_wanted(), .max_width = terminal_width()};
}

int evaluate(const Session& session, const Order& order, const service::DemandCalls& calls) {
  const auto holdout = planning::evaluate_demand(calls.data, {}, order.holdout);
  if (!holdout) return report(session, holdout.error());
  if (!order.svg.empty()) {
    const int done = draw(session, order.svg, service::holdout_svg(calls, *holdout, home(), session.language));
    if (done != Exit::ok) return done;
  }
  if (session.json) return print(service::holdout_json(calls, *holdout));
  return print(service::holdout_table(calls, *holdout, table_options(session)));
}

int project(const Session& session, const Order& order, const service::DemandCalls& calls) {
  const auto population = planning::read_population(order.population);
  if (!population) return report(session, population.error());
  std::vector<planning::AgeRate> rates;
  if (!order.rates.empty()) {
    auto read = planning::read_rates(order.rates);
    if (!read) return report(session, read.error());
    rates = *std::move(read);
  }
  auto options = order.projection;
  options.target_year = order.year;
  const auto projection = planning::project(*population, rates, service::calls_by_municipality(calls), options);
  if (!projection) return report(session, projection.error());
  if (session.json) return print(service::projection_json(*projection));
  return print(service::projection_table(calls, *projection, table_options(session)));
}

int forecast(const Session& session, const Order& order, const service::DemandCalls& calls) {
  const auto next = service::forecast_demand(calls, order.forecast);
  if (!next) return report(session, next.error());
  if (!order.svg.empty()) {
    const int done = draw(session, order.svg, service::forecast_svg(calls, *next, home(), session.language));
    if (done != Exit::ok) return done;
  }
  if (session.json) return print(service::forecast_json(calls, *next));
  return print(service::forecast_table(calls, *next, table_options(session)));
}

int run(const Session& session, const Order& order) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  auto demand = order.demand;
  if (order.year != 0 && demand.zone == "zone") demand.zone = "municipality";
  const auto calls = service::read_demand(workspace->catalog, *workspace->records, demand);
  if (!calls) return report(session, calls.error());
  if (calls->without_priority > 0)
    remark(session, std::to_string(calls->without_priority) + " calls without a priority are left out");
  if (order.year != 0) return project(session, order, *calls);
  return order.evaluate ? evaluate(session, order, *calls) : forecast(session, order, *calls);
}

void describe_projection(CLI::App& verb, Order& order) {
  auto* year = verb.add_option("--year", order.year, "project the calls to this year instead, by municipality");
  verb.add_option("--population", order.population,
                  "tables of inhabitants by municipality and year, and by age where known; may be several")
      ->delimiter(',');
  verb.add_option("--rates", order.rates, "table priority,age_from,age_to,per_1000: calls a year by age");
  verb.add_option("--base-year", order.projection.base_year, "the year of the population that today's calls belong to")
      ->capture_default_str();
  verb.add_option("--rate-growth", order.projection.rate_growth, "growth of the rates a year, e.g. -0.01,0,0.02")
      ->delimiter(',')
      ->capture_default_str();
  year->needs("--population");
}

}  // namespace

void add_plan_forecast(CLI::App& plan, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = plan.add_subcommand("forecast",
                                   "expected calls: the next hours with intervals, a test of such forecasts, "
                                   "or another year");
  verb->add_option("--register", order->demand.register_id, "the register of missions")->capture_default_str();
  verb->add_option("--zone", order->demand.zone, "variable with the zone of a call")->capture_default_str();
  verb->add_option("--priority", order->demand.priority, "variable with the priority; '' for all alike")
      ->capture_default_str();
  verb->add_option("--from", order->demand.from, "calls from this period or day on");
  verb->add_option("--to", order->demand.to, "calls up to this period or day");
  verb->add_option("--hours", order->forecast.hours, "so many hours ahead")
      ->check(CLI::Range(1, 24 * 28))
      ->capture_default_str();
  verb->add_option("--at", order->forecast.at, "the first hour to forecast, local time (default: after the last call)");
  verb->add_flag("--evaluate", order->evaluate, "hold weeks out and compare forecasts with what came");
  verb->add_option("--origins", order->holdout.origins, "with --evaluate: so many times fitted anew")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  verb->add_option("--weeks", order->holdout.weeks, "with --evaluate: weeks from one fit to the next")
      ->check(CLI::Range(1, 52))
      ->capture_default_str();
  verb->add_option("--svg", order->svg, "draw the forecast into this file");
  describe_projection(*verb, *order);
  verb->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
