#pragma once
// The figures of the planning report: a map of gain and loss per scenario, changes with intervals.

#include "kjede/publish/map_figure.hpp"
#include "kjede/service/plan_compare.hpp"
#include "plan_figures.hpp"

namespace kjede::service {

base::Result<publish::Figure> gain_map(const CompareAnswer& answer, std::size_t scenario, const publish::Look& look);
// Changes by area with intervals: the 90th percentile, or the share within the target.
publish::Figure change_plot(const CompareAnswer& answer, Measure measure, const publish::Look& look);

}  // namespace kjede::service
