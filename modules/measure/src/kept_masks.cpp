#include "kept_masks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "answer_key.hpp"
#include "count_key.hpp"

namespace kjede::measure {
namespace {

std::string joined(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, " ")); }

}  // namespace

template <class... Values>
void MaskQuestion::line(const Values&... values) {
  ((fmt::format_to(std::back_inserter(text_), "{}\t", values)), ...);
  text_ += '\n';
}

MaskQuestion::MaskQuestion(const catalog::Catalog& catalog, std::string_view kind) : catalog_(catalog), kind_(kind) {
  line("masks", kMaskAlgorithm, kind);
  for (const auto& unit : catalog.units.all()) {
    line("unit", unit.id, unit.kind, unit.parent);
    for (const auto& [name, value] : unit.attributes) line("attribute", name, value);
  }
}

void MaskQuestion::ask(const Measurement& m) {
  if (m.indicator != last_) {
    last_ = m.indicator;
    line("indicator", m.indicator, m.definition_hash, m.data_version);
    if (const auto* i = catalog_.find_indicator(m.indicator)) {
      register_ = i->register_id;
      line(numerator_key(*i), denominator_key(*i), joined(i->levels), joined(i->groups));
      line(static_cast<int>(i->kind), i->disclosure.hide_below, i->disclosure.hide_denominator_below, i->chart.chart,
           static_cast<int>(i->chart.by));
    }
  }
  line(m.level, m.unit, static_cast<int>(m.period.kind), m.period.index, m.numerator, m.denominator, m.relevant,
       static_cast<int>(m.masked));
  for (const auto* list : {&m.excluded, &m.unknown}) {
    for (const auto& one : *list) line(one.reason, one.effect, one.count);
  }
}

void MaskQuestion::ask(const AnalysisResult& r) {
  if (r.analysis != last_) {
    last_ = r.analysis;
    line("analysis", r.analysis);
    if (const auto* a = catalog_.find_analysis(r.analysis)) {
      register_ = a->register_id;
      const auto keys = analysis_keys(catalog_, *a);
      line(keys.total, keys.known, keys.men, keys.women, static_cast<int>(a->kind), a->by.size(), a->cohorts.size(),
           joined(a->levels), joined(a->groups));
      for (const auto& [id, key] : keys.parts) line(id, key);
    }
  }
  line(r.level, r.unit, static_cast<int>(r.period.kind), r.period.index, r.total, r.numbers ? r.numbers->n : -1);
  for (const auto& part : r.counts) line(part.id, part.count);
  for (const auto& band : r.bands) line(band.from, band.to, band.men, band.women);
}

std::string MaskQuestion::subject() const { return fmt::format("masks {} {}", kind_, register_); }

std::string MaskQuestion::key() const { return answer_key(text_); }

}  // namespace kjede::measure
