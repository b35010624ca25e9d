// Control charts as a picture, drawn by room publish.
#include <fmt/format.h>

#include <array>

#include "kjede/publish/render.hpp"
#include "kjede/publish/spc_figure.hpp"
#include "kjede/service/spc_table.hpp"

namespace kjede::service {
namespace {

constexpr int widest = 3;  // panels beside each other

std::string title_of(const SpcRequest& request) {
  std::string title = request.y;
  if (!request.n.empty()) title += " / " + request.n;
  if (request.multiply != 1) title += fmt::format(" × {}", request.multiply);
  return title;
}

publish::SpcText text_of(const SpcCharts& charts) {
  const auto type = charts.charts.front().type;
  const bool share = (type == stats::ChartType::p || type == stats::ChartType::pp) && charts.request.multiply == 1;
  publish::SpcText text;
  text.title = title_of(charts.request);
  text.scale.fraction = share;
  text.scale.axis = charts.request.y;
  if (share) text.scale.maximum = 1;
  text.period = charts.period;
  text.columns = std::min(widest, static_cast<int>(charts.charts.size()));
  return text;
}

}  // namespace

base::Result<std::string> spc_svg(const SpcCharts& charts, const std::string& home, std::string_view language) {
  KJEDE_ASSIGN(const auto tools, publish::find_tools(home));
  publish::Look look;
  look.language = language == "en" ? publish::Language::en : publish::Language::nb;
  const std::array figures{publish::spc_figure("spc", charts.charts, text_of(charts), look)};
  KJEDE_ASSIGN(auto pictures, publish::render(figures, {.tools = tools}));
  return std::move(pictures.front().svg);
}

}  // namespace kjede::service
