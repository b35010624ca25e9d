#include "kjede/service/audit_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kjede/service/measure.hpp"
#include "kjede/text/table.hpp"
#include "names.hpp"

namespace kjede::service {
namespace {

std::string interval_text(const measure::Interval& interval) {
  return interval.high < 0 ? fmt::format("{}–∞", interval.low) : fmt::format("{}–{}", interval.low, interval.high);
}

nlohmann::ordered_json interval_json(const measure::Interval& interval) {
  return {{"low", interval.low},
          {"high", interval.high < 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(interval.high)}};
}

}  // namespace

base::Result<TablesAudit> audit_tables(const catalog::Catalog& catalog, store::RecordStore& records,
                                       std::string_view register_id, std::optional<base::Instant> as_of) {
  KJEDE_ASSIGN(auto cube, masked_cube(catalog, records, register_id, {base::PeriodKind::year}, as_of));
  TablesAudit result;
  result.cells = std::move(cube.results);
  result.audited = measure::audit(catalog, result.cells);
  result.safe = std::all_of(result.audited.begin(), result.audited.end(), [](const auto& cell) { return cell.safe; });
  return result;
}

std::string to_text(const catalog::Catalog& catalog, const TablesAudit& audit, bool all, std::string_view language) {
  const bool nb = language != "en";
  const std::string safe = nb ? "trygg" : "safe", unsafe_word = nb ? "KAN UTLEDES" : "CAN BE DERIVED";
  text::Table table({{nb ? "indikator" : "indicator"},
                     {nb ? "nivå" : "level"},
                     {nb ? "enhet" : "unit"},
                     {nb ? "periode" : "period"},
                     {nb ? "teller" : "numerator", text::Align::right},
                     {nb ? "nevner" : "denominator", text::Align::right},
                     {nb ? "vurdering" : "verdict"}});
  std::size_t unsafe = 0;
  for (const auto& cell : audit.audited) {
    unsafe += cell.safe ? 0 : 1;
    if (cell.safe && !all) continue;
    const auto& m = audit.cells[cell.measurement];
    table.add({m.indicator,
               m.level,
               unit_name(catalog, m, language),
               m.period.label(),
               interval_text(cell.numerator),
               interval_text(cell.denominator),
               {cell.safe ? safe : unsafe_word, cell.safe ? text::Tone::plain : text::Tone::red}});
  }
  const auto summary =
      fmt::format(fmt::runtime(nb ? "{} celler, {} skjult, {} av dem kan utledes av det som vises\n"
                                  : "{} cells, {} masked, {} of them can be derived from what is shown\n"),
                  audit.cells.size(), audit.audited.size(), unsafe);
  return table.size() == 0 ? summary : table.render() + summary;
}

std::string to_json(const catalog::Catalog& catalog, const TablesAudit& audit) {
  nlohmann::ordered_json document{{"schema_version", 1},
                                  {"cells", audit.cells.size()},
                                  {"safe", audit.safe},
                                  {"masked", nlohmann::ordered_json::array()}};
  for (const auto& cell : audit.audited) {
    const auto& m = audit.cells[cell.measurement];
    document["masked"].push_back({{"indicator", m.indicator},
                                  {"level", m.level},
                                  {"unit", m.unit},
                                  {"unit_name", unit_name(catalog, m)},
                                  {"period", m.period.label()},
                                  {"numerator", interval_json(cell.numerator)},
                                  {"denominator", interval_json(cell.denominator)},
                                  {"safe", cell.safe}});
  }
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
