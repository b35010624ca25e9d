// What a store holds of missions, from the register's analyses.
#include <fmt/format.h>

#include <map>

#include "kjede/measure/analyse.hpp"
#include "kjede/publish/words.hpp"
#include "kjede/service/missions.hpp"

namespace kjede::service {
namespace {

using measure::AnalysisResult;

// Sums over all periods of the top level: id → count, in order.
struct Sums {
  std::int64_t total = 0;
  std::vector<std::pair<std::string, std::int64_t>> counts;
  std::map<std::string, catalog::Label> names;
  std::optional<base::Period> first, last;
};

Sums sums_of(const std::vector<AnalysisResult>& results, const std::string& analysis) {
  Sums out;
  for (const auto& result : results) {
    if (result.analysis != analysis) continue;
    out.total += result.total;
    if (!out.first) out.first = result.period;
    out.last = result.period;
    for (const auto& count : result.counts) {
      if (out.names.try_emplace(count.id, count.name).second)
        out.counts.emplace_back(count.id, count.count);
      else
        for (auto& [id, sum] : out.counts) sum += id == count.id ? count.count : 0;
    }
  }
  return out;
}

std::string list_of(const Sums& sums, publish::Language language, bool all) {
  std::vector<std::string> parts;
  for (const auto& [id, count] : sums.counts) {
    if (all || count > 0)
      parts.push_back(publish::in(sums.names.at(id), language) + " " + publish::integer(count, language));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

base::Result<std::string> missions_summary(const catalog::Catalog& catalog, store::RecordStore& records,
                                           const std::string& register_id, const std::string& language) {
  measure::AnalysisRequest request;
  for (const auto* id : {"mission_flow", "mission_times", "mission_priority"}) {
    const auto* analysis = catalog.find_analysis(id);
    if (analysis != nullptr && analysis->register_id == register_id) request.analyses.emplace_back(id);
  }
  if (request.analyses.empty()) return std::string();
  request.by = {base::PeriodKind::month};
  KJEDE_ASSIGN(const auto results, measure::analyse(catalog, records, request));
  const auto spoken = language == "en" ? publish::Language::en : publish::Language::nb;
  const bool nb = spoken == publish::Language::nb;
  const auto flow = sums_of(results, "mission_flow");
  const auto times = sums_of(results, "mission_times");
  const auto priority = sums_of(results, "mission_priority");
  std::string text;
  if (flow.first && flow.last) {
    text += fmt::format("{} {}–{}: {}\n", nb ? "Lageret" : "The store", flow.first->label(), flow.last->label(),
                        list_of(flow, spoken, true));
  }
  if (!priority.counts.empty()) text += (nb ? "Hastegrad: " : "Priority: ") + list_of(priority, spoken, false) + "\n";
  const auto missing = list_of(times, spoken, false);
  if (!missing.empty()) text += (nb ? "Manglende tider: " : "Missing times: ") + missing + "\n";
  return text;
}

}  // namespace kjede::service
