#pragma once
// The figures of the planning report: a map of gain and loss per scenario, changes with intervals.

#include "kjede/publish/map_figure.hpp"
#include "kjede/service/plan_compare.hpp"
#include "plan_figures.hpp"

namespace kjede::service {

base::Result<publish::Figure> gain_map(const CompareAnswer& answer, std::size_t scenario, const publish::Look& look);
publish::Figure minutes_plot(const CompareAnswer& answer, const publish::Look& look);  // P90 by area
publish::Figure share_plot(const CompareAnswer& answer, const publish::Look& look);    // within the target by area

}  // namespace kjede::service
