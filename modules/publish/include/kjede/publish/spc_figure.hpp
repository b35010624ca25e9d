#pragma once
// Control charts as small multiples, one panel a unit, drawn as qicharts2 draws them: blue line, grey ±3 sigma band,
// amber points outside it (triangles), an amber dashed centre line when the runs rules signal, gaps where a period has
// no value. Panels share their axes.
//
//   KJEDE_ASSIGN(auto charts, stats::spc_by_facet(input, options));
//   Figure figure = spc_figure("spc", charts, {.title = "Kapnografi"}, {.language = Language::nb});

#include <span>

#include "kjede/publish/figure.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede::publish {

struct SpcText {
  std::string title = {};
  ValueScale scale = {};
  std::vector<std::string> facets = {};         // panel titles in the order of the charts; empty: the charts' own
  std::optional<base::PeriodKind> period = {};  // labels dates by period: "2024-Q1"
  int columns = 3;
  std::optional<double> reference = {};  // a single chart: a value to compare with, e.g. the country's last year
  std::string reference_name = {};
};
Figure spc_figure(std::string id, std::span<const stats::SpcChart> charts, const SpcText& text, const Look& look);

}  // namespace kjede::publish
