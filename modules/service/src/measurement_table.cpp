#include "kjede/service/measurement_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "kjede/text/table.hpp"
#include "names.hpp"
#include "value_text.hpp"

namespace kjede::service {
namespace {

using measure::Measurement;
using publish::Language;
using text::Align;
using text::TableCell;
using text::Tone;

Language language_of(const TableOptions& options) { return options.language == "en" ? Language::en : Language::nb; }

TableCell level_cell(const Measurement& m, Language language) {
  if (m.masked != measure::MaskReason::none || !m.goal_level) return "";
  const auto& w = publish::words(language);
  switch (*m.goal_level) {
    case catalog::GoalLevel::green: return {fmt::format("● {}", w.green), Tone::green};
    case catalog::GoalLevel::yellow: return {fmt::format("◐ {}", w.yellow), Tone::yellow};
    case catalog::GoalLevel::red: return {fmt::format("○ {}", w.red), Tone::red};
  }
  return "";
}

std::string label_of(const Measurement& m, const catalog::Catalog& catalog, Language language) {
  const auto* unit = catalog.units.find(m.unit);
  const auto* group = unit == nullptr ? catalog.attribute_value(m.level, m.unit) : nullptr;
  if (group != nullptr) return publish::in(*group, language);
  if (unit == nullptr) return m.level + ": " + m.unit;
  return publish::in(unit->name, language);
}

const Measurement* same_in(std::span<const Measurement> list, const Measurement& m) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Measurement& other) {
    return other.indicator == m.indicator && other.level == m.level && other.unit == m.unit;
  });
  return found == list.end() ? nullptr : &*found;
}

TableCell trend_cell(const catalog::Indicator& indicator, const Measurement& now, const Measurement* before) {
  if (before == nullptr || !before->value || !now.value || !now.ci_low || !now.ci_high) return "";
  if (*before->value >= *now.ci_low && *before->value <= *now.ci_high) return {"≈", Tone::faint};
  const bool rose = *now.value > *before->value;
  const bool better = rose == indicator.higher_is_better;
  return {rose ? "▲" : "▼", better ? Tone::green : Tone::red};
}

// Quality indicators as they come, then the figures that are none.
std::vector<Measurement> quality_first(const catalog::Catalog& catalog, std::span<const Measurement> list) {
  std::vector<Measurement> ordered(list.begin(), list.end());
  std::erase_if(ordered, [&](const Measurement& m) { return catalog.find_indicator(m.indicator) == nullptr; });
  std::stable_partition(ordered.begin(), ordered.end(), [&](const Measurement& m) {
    return catalog.find_indicator(m.indicator)->role == catalog::IndicatorRole::quality;
  });
  return ordered;
}

// Registers nobody has imported anything into would only fill the table with dashes.
std::set<std::string> registers_without_records(const catalog::Catalog& catalog, std::span<const Measurement> now,
                                                std::span<const Measurement> before) {
  std::set<std::string> empty, others;
  for (const auto list : {now, before}) {
    for (const auto& m : list) {
      const auto* indicator = catalog.find_indicator(m.indicator);
      const bool any = m.relevant > 0 || m.denominator > 0 || m.numerator > 0;
      if (indicator != nullptr) (any ? others : empty).insert(indicator->register_id);
    }
  }
  std::erase_if(empty, [&](const std::string& id) { return others.count(id) > 0; });
  return empty;
}

std::string legend(Language language) {
  return language == Language::nb ? "* for få hendelser til å vises, eller nødvendig for å verne dem   – ingen data\n"
                                  : "* too few events to show, or hidden to protect those   – no data\n";
}

}  // namespace

std::string to_table(const catalog::Catalog& catalog, std::span<const Measurement> measurements,
                     const TableOptions& options) {
  const auto language = language_of(options);
  const bool nb = language == Language::nb;
  std::vector<text::TableColumn> columns{{nb ? "Indikator" : "Indicator"}, {nb ? "Enhet" : "Unit"}};
  if (!measurements.empty()) {
    const auto& first = measurements.front();
    for (const auto& group : first.groups)
      columns.push_back({publish::in(dimension_name(catalog, first.indicator, group.by), language)});
  }
  for (const text::TableColumn& column : {text::TableColumn{nb ? "Periode" : "Period"},
                                          {"n", Align::right},
                                          {nb ? "Verdi" : "Value", Align::right},
                                          {nb ? "95 % KI" : "95 % CI", Align::right},
                                          {nb ? "Mål" : "Goal"}})
    columns.push_back(column);
  text::Table table(std::move(columns));
  for (const auto& m : measurements) {
    const auto* indicator = catalog.find_indicator(m.indicator);
    if (indicator == nullptr) continue;
    std::vector<TableCell> cells{m.indicator, label_of(m, catalog, language)};
    for (const auto& group : m.groups)
      cells.emplace_back(publish::in(group_name(catalog, m.indicator, group), language));
    cells.emplace_back(period_label(m));
    cells.emplace_back(events_text(*indicator, m, language));
    cells.emplace_back(value_text(*indicator, m, language));
    cells.emplace_back(interval_text(*indicator, m, language));
    cells.push_back(level_cell(m, language));
    table.add(std::move(cells));
  }
  return table.render({options.colour, options.max_width}) + legend(language);
}

std::string national_table(const catalog::Catalog& catalog, std::span<const Measurement> this_year,
                           std::span<const Measurement> last_year, const TableOptions& options) {
  const auto language = language_of(options);
  const bool nb = language == Language::nb;
  text::Table table({{nb ? "Indikator" : "Indicator"},
                     {"n", Align::right},
                     {nb ? "Verdi" : "Value", Align::right},
                     {nb ? "95 % KI" : "95 % CI", Align::right},
                     {nb ? "Året før" : "Year before", Align::right},
                     {""},
                     {nb ? "Mål" : "Goal"}});
  const auto empty = registers_without_records(catalog, this_year, last_year);
  bool background = false;
  for (const auto& m : quality_first(catalog, this_year)) {
    const auto* indicator = catalog.find_indicator(m.indicator);
    if (empty.count(indicator->register_id) > 0) continue;
    if (indicator->role == catalog::IndicatorRole::background && !std::exchange(background, true))
      table.add({{nb ? "— andre tall, uten mål —" : "— other figures, without a goal —", Tone::faint},
                 "",
                 "",
                 "",
                 "",
                 "",
                 ""});
    const auto* before = same_in(last_year, m);
    table.add({publish::in(indicator->name, language), events_text(*indicator, m, language),
               value_text(*indicator, m, language), interval_text(*indicator, m, language),
               before != nullptr ? value_text(*indicator, *before, language) : "", trend_cell(*indicator, m, before),
               level_cell(m, language)});
  }
  const auto* marks = nb ? "▲ ▼ året før ligger utenfor årets intervall   ≈ innenfor   – ingen data\n"
                         : "▲ ▼ the year before lies outside this year's interval   ≈ inside   – no data\n";
  auto out = table.render({options.colour, options.max_width}) + marks;
  if (!empty.empty())
    out += fmt::format("{}: {}\n", nb ? "Ingen poster i disse årene" : "No records in these years",
                       fmt::join(empty, ", "));
  return out;
}

}  // namespace kjede::service
