#include "published_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "kjede/measure/disclosure.hpp"
#include "primary_rule.hpp"

namespace kjede::measure {
namespace {

using base::PeriodKind;

// Coarser is dearer to lose.
double period_weight(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::year: return 8.0;
    case PeriodKind::tertial: return 2.5;
    case PeriodKind::quarter: return 2.0;
    case PeriodKind::month: return 1.0;
  }
  return 1.0;
}

// The units that own the events are what readers come for, with the nation and the groups; sums between them are what
// can be spared first.
double level_weight(const std::vector<std::string>& levels, const std::string& level) {
  const auto at = std::find(levels.begin(), levels.end(), level);
  const bool between = at != levels.end() && at != levels.begin() && at + 1 != levels.end();
  if (between) return 0.02;
  return at == levels.begin() ? 1.0 : 50.0;
}

// What it loses to hide so many events.
double cost_of(std::int64_t events, base::Period period, const std::vector<std::string>& levels,
               const std::string& level) {
  return (static_cast<double>(events) + 1.0) * period_weight(period.kind) * level_weight(levels, level);
}

// The number of events must stay wide; how many of them had the outcome must not be known exactly. Zero is no secret.
Care care(std::int64_t value, bool events) {
  if (value == 0) return Care::none;
  return events ? Care::wide : Care::not_exact;
}

bool small(std::int64_t count, std::int64_t below) { return count > 0 && count < below; }

}  // namespace

// The counts of a cell and how they add up within it.
class PublishedTables::IndicatorCell {
 public:
  IndicatorCell(NamedCounts& counts, const IndicatorTable& table, const Measurement& m)
      : counts_(counts), table_(table), m_(m), indicator_(*table.indicator) {}

  CellCounts add() {
    const bool events_only = counts_events_only(indicator_);
    out_.group = system().add_group(
        cost_of(events_only ? m_.numerator : m_.denominator, m_.period, indicator_.levels, m_.level));
    if (events_only || indicator_.kind == catalog::IndicatorKind::proportion)
      out_.numerator = add_count(table_.numerator, m_.numerator, care(m_.numerator, events_only));
    if (events_only)
      guard_events(out_.numerator);
    else
      add_denominator();
    add_relevant(events_only);
    system().let_empty_help(out_.group);
    return out_;
  }

 private:
  CountSystem& system() { return counts_.system(); }

  int add_count(const std::string& what, std::int64_t value, Care how) {
    return counts_.add(table_.table, {what, {m_.level, m_.unit}, m_.period}, out_.group, value, how);
  }

  void add_denominator() {
    out_.denominator = add_count(table_.denominator, m_.denominator, care(m_.denominator, true));
    guard_events(out_.denominator);
    if (out_.numerator < 0) return;
    const auto others = m_.denominator - m_.numerator;
    const auto complement_care = indicator_.disclosure.hide_below > 0 ? care(others, false) : Care::none;
    // that it adds up too follows from the numerators and denominators
    const int complement = counts_.add_unnamed(out_.group, others, complement_care);
    system().add_relation(out_.denominator, {out_.numerator, complement});
    for (const int part : {out_.numerator, complement}) {
      if (small(value(part), indicator_.disclosure.hide_below))
        system().keep_possible(part, 0, indicator_.disclosure.hide_below - 1);
    }
  }

  void guard_events(int count) {
    const std::int64_t k = std::max(indicator_.disclosure.hide_below, indicator_.disclosure.hide_denominator_below);
    if (small(value(count), k)) system().keep_possible(count, 0, k - 1);
  }

  std::int64_t value(int count) { return system().counts()[static_cast<std::size_t>(count)].value; }

  void add_relevant(bool events_only) {
    std::vector<int> parts{events_only ? out_.numerator : out_.denominator};
    std::int64_t rest = m_.relevant - (events_only ? m_.numerator : m_.denominator);
    for (const auto& e : m_.excluded) {
      parts.push_back(add_count(table_.denominator + " | excluded " + e.reason, e.count, Care::none));
      rest -= e.count;
    }
    for (const auto& u : m_.unknown)
      add_count(table_.numerator + " | unknown " + u.reason + u.effect, u.count, Care::none);
    if (rest < 0 || m_.relevant == 0) return;  // already counted rows: nothing else was relevant
    if (rest > 0 || indicator_.denominator || events_only) parts.push_back(counts_.add_unseen(rest));
    const int relevant = add_count(table_.denominator + " | relevant", m_.relevant, Care::none);
    system().add_relation(relevant, parts);
  }

  NamedCounts& counts_;
  const IndicatorTable& table_;
  const Measurement& m_;
  const catalog::Indicator& indicator_;
  CellCounts out_;
};

const PublishedTables::IndicatorTable* PublishedTables::table_of(const std::string& id) {
  const auto [place, fresh] = indicators_.try_emplace(id);
  auto& table = place->second;
  if (fresh) {
    table.indicator = catalog_.find_indicator(id);
    if (table.indicator != nullptr) {
      table.table = counts_.add_table(table.indicator->levels, table.indicator->groups);
      table.numerator = numerator_key(*table.indicator);
      table.denominator = denominator_key(*table.indicator);
    }
  }
  return table.indicator == nullptr ? nullptr : &table;
}

const PublishedTables::AnalysisTable* PublishedTables::analysis_table(const std::string& id) {
  const auto [place, fresh] = analyses_.try_emplace(id);
  auto& table = place->second;
  if (fresh) {
    table.analysis = catalog_.find_analysis(id);
    if (table.analysis != nullptr) {
      table.table = counts_.add_table(table.analysis->levels, table.analysis->groups);
      table.keys = analysis_keys(catalog_, *table.analysis);
    }
  }
  return table.analysis == nullptr ? nullptr : &table;
}

CellCounts PublishedTables::add(const Measurement& m) {
  const auto* table = table_of(m.indicator);
  return table == nullptr ? CellCounts{} : IndicatorCell(counts_, *table, m).add();
}

// A code that only one unit has would be the nation's: "none" elsewhere has to help then, as a small count would.
int PublishedTables::add_part(const AnalysisTable& table, const AnalysisResult& r, const std::string& what,
                              std::int64_t value) {
  constexpr std::int64_t kCostOfNone = 5;
  const int group =
      system().add_group(cost_of(value == 0 ? kCostOfNone : value, r.period, table.analysis->levels, r.level));
  system().let_empty_help(group);
  const int count = counts_.add(table.table, {what, {r.level, r.unit}, r.period}, group, value, care(value, true));
  if (small(value, kHideAnalysesBelow)) system().keep_possible(count, 0, kHideAnalysesBelow - 1);
  return count;
}

// All but one part can be few though the part is many: "31 of 33".
void PublishedTables::add_rests(const AnalysisResult& r, bool codes, AnalysisCells& cells) {
  for (std::size_t p = 0; p < r.counts.size(); ++p) {
    const bool telling = r.counts[p].count > 0 && small(r.total - r.counts[p].count, kHideAnalysesBelow);
    cells.rests.push_back(-1);
    if (codes && !telling) continue;
    const int rest = counts_.add_up(cells.total, {cells.parts[p]}, NamedCounts::Rest::possible);
    if (telling) cells.rests.back() = rest;
  }
}

AnalysisCells PublishedTables::add(const AnalysisResult& r) {
  AnalysisCells cells;
  const auto* table = analysis_table(r.analysis);
  if (table == nullptr) return cells;
  const auto& analysis = *table->analysis;
  cells.total = add_part(*table, r, table->keys.total, r.total);
  std::int64_t sum = 0;
  for (const auto& part : r.counts) {
    const auto key = table->keys.parts.find(part.id);
    const auto what = key == table->keys.parts.end() ? table->keys.total + " & " + part.id : key->second;
    cells.parts.push_back(add_part(*table, r, what, part.count));
    sum += part.count;
  }
  // the codes of one variable add up to the total; other parts leave a rest that nobody sees
  const bool codes = analysis.kind == catalog::AnalysisKind::distribution && analysis.by.size() == 1;
  const bool complete = codes && sum == r.total;
  if (complete) counts_.add_up(cells.total, cells.parts, NamedCounts::Rest::if_any);
  if (within_total(analysis)) add_rests(r, complete, cells);
  if (r.numbers) {
    cells.known = add_part(*table, r, table->keys.known, r.numbers->n);
    counts_.add_up(cells.total, {cells.known}, NamedCounts::Rest::possible);
  }
  add_bands(*table, r, cells);
  return cells;
}

// Men and women by age add up to men, women and all, but for those whose age or sex is not known.
void PublishedTables::add_bands(const AnalysisTable& table, const AnalysisResult& r, AnalysisCells& cells) {
  if (r.bands.empty()) return;
  for (const auto& band : r.bands) {
    const auto ages = fmt::format(" & {} {}-{}", table.analysis->age, band.from, band.to);
    cells.men.push_back(add_part(table, r, table.keys.men + ages, band.men));
    cells.women.push_back(add_part(table, r, table.keys.women + ages, band.women));
  }
  auto all = cells.men;
  all.insert(all.end(), cells.women.begin(), cells.women.end());
  counts_.add_up(cells.total, std::move(all), NamedCounts::Rest::possible);
  counts_.add_up_later({table.keys.men, {r.level, r.unit}, r.period}, cells.men);
  counts_.add_up_later({table.keys.women, {r.level, r.unit}, r.period}, cells.women);
}

bool within_total(const catalog::Analysis& analysis) {
  return analysis.kind != catalog::AnalysisKind::flow && analysis.cohorts.empty();
}

}  // namespace kjede::measure
