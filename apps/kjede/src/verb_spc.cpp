// kjede spc FILE: control charts of anyone's CSV, with no store.

#include <unistd.h>

#include <memory>

#include "kjede/service/spc_table.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

struct SpcOrder {
  service::SpcRequest request;
  std::string file, svg;
};

int draw(const Session& session, const service::SpcCharts& charts, const std::string& path) {
  const auto svg = service::spc_svg(charts, home(), session.language);
  if (!svg) return report(session, svg.error());
  if (path == "-") return print(*svg);
  if (const auto written = write_output(path, *svg); !written) return report(session, written.error());
  remark(session, "wrote " + path);
  return Exit::ok;
}

int run_spc(const Session& session, SpcOrder order) {
  order.request.language = session.language;
  const auto text = read_input(order.file);
  if (!text) return report(session, text.error());
  const auto charts = service::read_spc(order.file, *text, order.request);
  if (!charts) return report(session, charts.error());
  if (!order.svg.empty()) {
    const int done = draw(session, *charts, order.svg);
    if (done != Exit::ok || !session.json) return done;
  }
  if (session.json) return print(service::spc_json(*charts));
  return print(service::render_spc(*charts, {.colour = isatty(STDOUT_FILENO) == 1}));
}

void describe_columns(CLI::App& verb, service::SpcRequest& request) {
  verb.add_option("--x", request.x, "column of dates, periods (2024-Q1), numbers or categories")->required();
  verb.add_option("--y", request.y, "column of numerators, counts or values")->required();
  verb.add_option("--n", request.n, "column of denominators");
  verb.add_option("--facet", request.facet, "column with one chart per value, e.g. the unit");
}

void describe_chart(CLI::App& verb, service::SpcRequest& request) {
  verb.add_option("--chart", request.chart,
                  "run, i, mr, xbar, s, t, p, pp, u, up, c, g or ip (default: p with --n, else run)");
  verb.add_option("--period", request.period, "gather dates by year, tertial, quarter or month");
  verb.add_option("--baseline", request.baseline, "FROM..TO: centre and limits from these points only");
  verb.add_option("--split", request.splits, "a new phase begins at this date; may be given more than once")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--exclude", request.exclude,
                  "date, period or FROM..TO left out of centre, limits and runs; may be given more than once")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--centre", request.centre, "a given centre line, before --multiply");
  verb.add_option("--multiply", request.multiply, "scale of the values, e.g. 100000 for rates")->capture_default_str();
  verb.add_flag_callback(
      "--no-screening", [&request] { request.screen = false; },
      "keep moving ranges that are themselves out of control (charts i, t, pp, up, ip)");
}

}  // namespace

void add_spc(CLI::App& app, Session& session) {
  auto order = std::make_shared<SpcOrder>();
  auto* verb = app.add_subcommand("spc", "control charts with runs analysis of any CSV file");
  verb->add_option("FILE", order->file, "a CSV file; - for standard input")->required();
  verb->add_option("--svg", order->svg, "draw the charts into this file; - for standard output");
  describe_columns(*verb, order->request);
  describe_chart(*verb, order->request);
  verb->callback([&session, order] { session.action = [&session, order] { return run_spc(session, *order); }; });
}

}  // namespace kjede::app
