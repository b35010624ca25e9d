// The distribution of response times as a figure: one panel a priority, one line a policy.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "kjede/publish/render.hpp"
#include "plan_simulate_figures.hpp"

namespace kjede::service {
namespace {

using nlohmann::ordered_json;
using publish::Language;

constexpr int most_minutes = 30;
constexpr int step_seconds = 15;

// Share of calls reached within so many minutes, all replications together.
// How many of a policy's calls are reached by each second.
std::vector<std::uint64_t> reached_by(const sim::Run& run, std::size_t priority) {
  std::vector<std::uint64_t> count(60 * most_minutes + 1, 0);
  for (const auto& r : run.replications)
    for (const auto time : r.response[priority].times)
      if (const std::size_t second = (time + 999) / 1000; second < count.size()) ++count[second];
  for (std::size_t s = 1; s < count.size(); ++s) count[s] += count[s - 1];
  return count;
}

ordered_json points_of(const SimulateAnswer& answer, const std::array<std::string, sim::priority_count>& names) {
  ordered_json points = ordered_json::array();
  for (std::size_t p = 0; p < names.size(); ++p)
    for (const auto& [policy, run] : answer.policies) {
      std::uint64_t n = 0;
      for (const auto& r : run.replications) n += r.response[p].n() + (p == 0 ? r.response[p].beyond : 0);
      if (n == 0) continue;
      const auto reached = reached_by(run, p);
      for (std::size_t second = 0; second < reached.size(); second += step_seconds)
        points.push_back({{"priority", names[p]},
                          {"policy", policy.name},
                          {"minutes", static_cast<double>(second) / 60.0},
                          {"share", static_cast<double>(reached[second]) / static_cast<double>(n)}});
    }
  return points;
}

ordered_json encoding(const SimulateAnswer& answer, bool nb) {
  ordered_json order = ordered_json::array();
  for (const auto& policy : answer.policies) order.push_back(policy.policy.name);
  const ordered_json legend = {{"title", nullptr}, {"orient", "bottom"}, {"symbolSize", 600}, {"symbolStrokeWidth", 2}};
  return {{"x",
           {{"field", "minutes"},
            {"type", "quantitative"},
            {"title", nb ? "minutter fra anrop" : "minutes from the call"},
            {"scale", {{"domain", {0, most_minutes}}}},
            {"axis", {{"values", {0, 5, 10, 15, 20, 25, 30}}}}}},
          {"y",
           {{"field", "share"},
            {"type", "quantitative"},
            {"title", nb ? "andel nådd" : "share reached"},
            {"scale", {{"domain", {0, 1}}}},
            {"axis", {{"format", ".0%"}, {"tickCount", 6}}}}},
          {"color",
           {{"field", "policy"},
            {"sort", order},
            {"legend", legend},
            {"scale", {{"range", {"#003283", "#b8560b", "#0d7a5f", "#7a3b93", "#8a6d00", "#555555"}}}}}},
          {"strokeDash", {{"field", "policy"}, {"sort", order}, {"legend", legend}}}};
}

}  // namespace

publish::Figure simulation_figure(const SimulateAnswer& answer, Language language) {
  const bool nb = language == Language::nb;
  const std::array<std::string, sim::priority_count> names =
      nb ? std::array<std::string, 3>{"Akutt", "Haster", "Vanlig"}
         : std::array<std::string, 3>{"Acute", "Urgent", "Planned"};
  publish::Figure figure;
  figure.id = "simulated_responses";
  figure.title = fmt::format(fmt::runtime(nb ? "Svartid i {}, simulert" : "Response times in {}, simulated"),
                             answer.area.name.in(nb ? "nb" : "en"));
  if (answer.area.synthetic) figure.title += nb ? " (syntetiske data)" : " (synthetic data)";
  figure.alt = nb ? "Fordelingen av svartid etter hastegrad, én linje per strategi."
                  : "Distribution of response times by priority, one line per policy.";
  figure.legend = nb ? "Andelen av hendelsene som første enhet har nådd så mange minutter etter anropet."
                     : "Share of calls whose first unit has arrived so many minutes after the call.";
  const ordered_json panel = {{"width", 210},
                              {"height", 230},
                              {"mark", {{"type", "line"}, {"strokeWidth", 1.8}}},
                              {"encoding", encoding(answer, nb)}};
  const ordered_json spec = {
      {"$schema", "https://vega.github.io/schema/vega-lite/v6.json"},
      {"title", {{"text", figure.title}, {"anchor", "start"}}},
      {"config", {{"font", "Open Sans"}, {"axis", {{"gridColor", "#e3e3e3"}}}, {"view", {{"stroke", nullptr}}}}},
      {"data", {{"values", points_of(answer, names)}}},
      {"facet",
       {{"column", {{"field", "priority"}, {"sort", names}, {"title", nullptr}, {"header", {{"labelFontSize", 13}}}}}}},
      {"spec", panel}};
  figure.spec = spec.dump();
  return figure;
}

base::Result<std::string> simulation_svg(const SimulateAnswer& answer, const std::string& home,
                                         const std::string& language) {
  KJEDE_ASSIGN(const auto tools, publish::find_tools(home));
  const auto figure = simulation_figure(answer, language == "en" ? Language::en : Language::nb);
  KJEDE_ASSIGN(const auto pictures, publish::render(std::span(&figure, 1), {.tools = tools}));
  return pictures.front().svg;
}

}  // namespace kjede::service
