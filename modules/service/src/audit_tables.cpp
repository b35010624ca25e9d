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
  result.warnings = std::move(cube.warnings);
  KJEDE_ASSIGN(result.analyses, masked_analyses(catalog, records, register_id, result.cells, as_of, &result.warnings));
  result.audit = measure::audit(catalog, result.cells, result.analyses);
  const auto is_safe = [](const auto& one) { return one.safe; };
  result.safe = std::all_of(result.audit.cells.begin(), result.audit.cells.end(), is_safe) &&
                std::all_of(result.audit.counts.begin(), result.audit.counts.end(), is_safe);
  return result;
}

std::string to_text(const catalog::Catalog& catalog, const TablesAudit& audit, bool all, std::string_view language) {
  const bool nb = language != "en";
  const std::string safe = nb ? "trygg" : "safe", unsafe_word = nb ? "KAN UTLEDES" : "CAN BE DERIVED";
  text::Table table({{nb ? "indikator eller analyse" : "indicator or analysis"},
                     {nb ? "nivå" : "level"},
                     {nb ? "enhet" : "unit"},
                     {nb ? "periode" : "period"},
                     {nb ? "teller" : "numerator", text::Align::right},
                     {nb ? "nevner" : "denominator", text::Align::right},
                     {nb ? "vurdering" : "verdict"}});
  std::size_t unsafe = 0;
  const auto add = [&](const auto& one, const auto& of, std::string what, std::string x, std::string n) {
    unsafe += one.safe ? 0 : 1;
    if (one.safe && !all) return;
    table.add({std::move(what),
               of.level,
               unit_name(catalog, of.level, of.unit, language),
               of.period.label(),
               std::move(x),
               std::move(n),
               {one.safe ? safe : unsafe_word, one.safe ? text::Tone::plain : text::Tone::red}});
  };
  for (const auto& cell : audit.audit.cells) {
    const auto& m = audit.cells[cell.measurement];
    add(cell, m, m.indicator, interval_text(cell.numerator), interval_text(cell.denominator));
  }
  for (const auto& count : audit.audit.counts) {
    const auto& r = audit.analyses[count.result];
    add(count, r, count.part.empty() ? r.analysis : fmt::format("{}: {}", r.analysis, count.part),
        interval_text(count.interval), "");
  }
  const auto summary = fmt::format(
      fmt::runtime(nb ? "{} celler, {} tabeller, {} tall skjult, {} av dem kan utledes av det som vises\n"
                      : "{} cells, {} tables, {} counts masked, {} of them can be derived from what is shown\n"),
      audit.cells.size(), audit.analyses.size(), audit.audit.cells.size() + audit.audit.counts.size(), unsafe);
  return table.size() == 0 ? summary : table.render() + summary;
}

std::string to_json(const catalog::Catalog& catalog, const TablesAudit& audit) {
  const auto place = [&](std::string kind, std::string id, const auto& of) {
    return nlohmann::ordered_json{{std::move(kind), std::move(id)},
                                  {"level", of.level},
                                  {"unit", of.unit},
                                  {"unit_name", unit_name(catalog, of.level, of.unit)},
                                  {"period", of.period.label()}};
  };
  nlohmann::ordered_json document{{"schema_version", 1},
                                  {"cells", audit.cells.size()},
                                  {"safe", audit.safe},
                                  {"masked", nlohmann::ordered_json::array()},
                                  {"masked_counts", nlohmann::ordered_json::array()}};
  for (const auto& cell : audit.audit.cells) {
    const auto& m = audit.cells[cell.measurement];
    auto row = place("indicator", m.indicator, m);
    row["numerator"] = interval_json(cell.numerator);
    row["denominator"] = interval_json(cell.denominator);
    row["safe"] = cell.safe;
    document["masked"].push_back(std::move(row));
  }
  for (const auto& count : audit.audit.counts) {
    const auto& r = audit.analyses[count.result];
    auto row = place("analysis", r.analysis, r);
    row["part"] = count.part;
    row["count"] = interval_json(count.interval);
    row["safe"] = count.safe;
    document["masked_counts"].push_back(std::move(row));
  }
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
