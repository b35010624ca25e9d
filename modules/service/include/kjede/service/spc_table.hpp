#pragma once
// Control charts of anyone's CSV, with no store: columns named by the user, one chart per facet, in words, in JSON.
//
//   service::SpcRequest request{.x = "month", .y = "events", .n = "patients", .facet = "unit", .chart = "p"};
//   KJEDE_ASSIGN(auto charts, service::read_spc("data.csv", content, request));
//   print(service::render_spc(charts, {}));

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede::service {

// Dates are written 2024-02-29, 29.02.2024, or as a period: 2024, 2024-T1, 2024-Q1, 2024-02. Ranges are FROM..TO, both
// ends included, either end may be left out. On a numeric axis they are numbers.
struct SpcRequest {
  std::string x{}, y{};
  std::string n{};                     // denominators; empty: none
  std::string facet{};                 // one chart per value of this column; empty: one chart
  std::string chart{};                 // empty: p with n, else run
  std::string period{};                // year, tertial, quarter or month: dates are gathered, empty periods are shown
  std::string baseline{};              // range: centre and limits come from it
  std::vector<std::string> splits{};   // a new phase begins here
  std::vector<std::string> exclude{};  // points or ranges left out of centre, limits and runs
  std::optional<double> centre{};      // before multiply; p: a share between 0 and 1
  double multiply = 1;
  bool screen = true;           // moving ranges
  std::string language = "nb";  // of text and remarks: nb or en
};

struct SpcCharts {
  SpcRequest request;
  std::vector<stats::SpcChart> charts;
  std::optional<base::PeriodKind> period;  // points are such periods
  std::vector<std::string> remarks;        // what was left out or read in a way worth saying
};

// Fails with what is wrong with the file or the request, naming rows and columns, never values.
base::Result<SpcCharts> read_spc(std::string_view file_name, std::string_view text, const SpcRequest& request);

// A table per facet: points, limits, signals (which run, which points), both limits of the runs rules, and whether
// there are enough points to judge.
struct SpcTextStyle {
  bool colour = false;
  std::size_t width = 0;  // of the terminal; 0: as wide as needed
};
std::string render_spc(const SpcCharts& charts, const SpcTextStyle& style);

// The same as one document: {"schema_version": 1, "request": …, "charts": [{"facet", "summary", "points"}], "remarks"}.
std::string spc_json(const SpcCharts& charts);

// The same as one SVG picture, one panel a facet. `home` is where the renderer is installed (publish/render.hpp).
// language: "nb" or "en". Fails when the renderer or one of its pieces is missing.
base::Result<std::string> spc_svg(const SpcCharts& charts, const std::string& home, std::string_view language);

}  // namespace kjede::service
