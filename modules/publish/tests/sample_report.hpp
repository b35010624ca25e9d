#pragma once
// Lifelike measurements and analyses of the shipped catalog, drawn from a seeded stream: every unit, every year.

#include <algorithm>
#include <cmath>

#include "kjede/base/rng.hpp"
#include "kjede/publish/report.hpp"

namespace kjede::publish::sample {

class Invented {
 public:
  Invented(const catalog::Catalog& catalog, const ReportNeeds& needs, int from, int to)
      : catalog_(catalog), from_(from), to_(to) {
    for (const auto& id : needs.indicators) {
      indicator(*catalog.find_indicator(id), needs);
    }
    for (const auto& id : needs.analyses) {
      analysis(*catalog.find_analysis(id));
    }
  }

  std::vector<measure::Measurement> measurements;
  std::vector<AnalysisResult> analyses;

 private:
  double uniform() { return rng_.uniform(); }

  static std::int64_t size_of(const std::string& level) {
    return level == "nation"        ? 2905
           : level == "rhf"         ? 700
           : level == "hospital"    ? 23
           : level == "icu_unit"    ? 330
           : level == "amk"         ? 190
           : level == "angiography" ? 550
           : level == "category"    ? 4000
                                    : 160;
  }

  template <class Visit>
  void each_unit(const std::vector<std::string>& levels, const std::vector<std::string>& groups, const Visit& visit) {
    for (const auto& level : levels) {
      for (const auto* unit : catalog_.units.of_kind(level)) {
        visit(level, unit->id);
      }
    }
    for (const auto& group : groups) {
      std::set<std::string> values;
      for (const auto& unit : catalog_.units.all()) {
        if (const auto found = unit.attributes.find(group); found != unit.attributes.end() && !found->second.empty()) {
          values.insert(found->second);
        }
      }
      for (const auto& value : values) {
        visit(group, value);
      }
    }
  }

  void indicator(const catalog::Indicator& what, const ReportNeeds& needs) {
    std::vector<base::PeriodKind> kinds{base::PeriodKind::year};
    if (needs.by_quarter.contains(what.id)) kinds.push_back(base::PeriodKind::quarter);
    if (needs.by_tertial.contains(what.id)) kinds.push_back(base::PeriodKind::tertial);
    each_unit(what.levels, what.groups, [&](const std::string& level, const std::string& unit) {
      const double share = 0.5 + 0.45 * uniform();
      for (const auto kind : kinds) {
        const int per_year = 12 / base::months_in(kind);
        for (int index = from_ * per_year; index < (to_ + 1) * per_year; ++index) {
          measurements.push_back(one(what, level, unit, {kind, index}, share, per_year));
        }
      }
    });
  }

  measure::Measurement one(const catalog::Indicator& what, const std::string& level, const std::string& unit,
                           const base::Period& period, double share, int per_year) {
    measure::Measurement m;
    m.indicator = what.id;
    m.level = level;
    m.unit = unit;
    m.period = period;
    m.denominator = static_cast<std::int64_t>(static_cast<double>(size_of(level)) * (0.3 + 1.2 * uniform()) / per_year);
    m.relevant = m.denominator + 7;
    if (m.denominator == 0) return m;
    const double shifted = std::min(0.99, share + (period.year() >= 2022 && unit.size() % 4 == 0 ? 0.18 : 0.0));
    m.numerator = std::min(m.denominator, static_cast<std::int64_t>(std::llround(static_cast<double>(m.denominator) *
                                                                                 shifted * (0.9 + 0.2 * uniform()))));
    const double p = static_cast<double>(m.numerator) / static_cast<double>(m.denominator);
    const double half = 1.96 * std::sqrt(p * (1 - p) / static_cast<double>(m.denominator));
    m.value = p;
    m.ci_low = std::max(0.0, p - half);
    m.ci_high = std::min(1.0, p + half);
    m.ci_method = "wilson";
    if (what.goal)
      m.goal_level = p >= 0.9   ? catalog::GoalLevel::green
                     : p >= 0.7 ? catalog::GoalLevel::yellow
                                : catalog::GoalLevel::red;
    if (!what.percentiles.empty()) percentiles(m, what);
    if (what.kind == catalog::IndicatorKind::rate) {
      m.denominator = m.numerator * 2000;
      m.value = 40 + 25 * uniform();
      m.ci_low = *m.value * 0.85;
      m.ci_high = *m.value * 1.15;
    } else if (what.per > 0) {
      m.rate = 10 + 8 * uniform();
      m.rate_low = *m.rate * 0.8;
      m.rate_high = *m.rate * 1.2;
    }
    for (const auto& exclusion : what.exclude) m.excluded.push_back({exclusion.id, "excluded", 3});
    if (m.numerator < 5 && level != "nation") m.masked = measure::MaskReason::few_events;
    return m;
  }

  void percentiles(measure::Measurement& m, const catalog::Indicator& what) {
    const double median = what.value_measure == "s"     ? 50 + 60 * uniform()
                          : what.value_measure == "min" ? 7 + 6 * uniform()
                                                        : 1 + uniform();
    for (const int percentile : what.percentiles)
      m.percentiles.push_back({percentile, median * std::exp((percentile - 50) / 50.0)});
    m.mean = median * 1.2;
    if (what.kind == catalog::IndicatorKind::percentile) m.value = m.percentiles.back().value;
  }

  void analysis(const catalog::Analysis& what) {
    std::vector<AnalysisCount> parts;
    for (std::size_t i = 0; i < what.count_ids.size(); ++i)
      parts.push_back({.id = what.count_ids[i], .name = what.count_names[i]});
    for (const auto& cohort : what.cohorts)
      parts.push_back({.id = cohort, .name = catalog_.find_cohort(what.register_id, cohort)->name});
    const auto* reg = catalog_.find_register(what.register_id);
    for (const auto& name : what.by) {
      const auto* variable = reg->find(name);
      if (what.kind == catalog::AnalysisKind::completeness) {
        parts.push_back({.id = name, .name = variable->label});
      } else {
        for (const auto& code : variable->codes) parts.push_back({.id = code.code, .name = code.name});
      }
    }
    each_unit(what.levels, {"angiography", "category"}, [&](const std::string& level, const std::string& unit) {
      for (int year = from_; year <= to_; ++year) analyses.push_back(result(what, level, unit, year, parts));
    });
  }

  AnalysisResult result(const catalog::Analysis& what, const std::string& level, const std::string& unit, int year,
                        const std::vector<AnalysisCount>& parts) {
    AnalysisResult one{.analysis = what.id,
                       .level = level,
                       .unit = unit,
                       .period = {base::PeriodKind::year, year},
                       .total = size_of(level),
                       .counts = parts};
    std::int64_t left = one.total;
    for (auto& part : one.counts) {
      part.count = static_cast<std::int64_t>(static_cast<double>(left) * 0.5 * uniform());
      left -= part.count;
      part.masked = part.count > 0 && part.count < 5 && level != "nation";
      if (what.per > 0) part.rate = 20 * uniform();
    }
    if (what.kind == catalog::AnalysisKind::distribution && !one.counts.empty()) one.counts.front().count += left;
    if (what.per > 0) one.rate = 52;
    if (what.kind == catalog::AnalysisKind::numbers)
      one.numbers = AnalysisNumbers{one.total, 65, 30, 57, 69, 79, 88, 65.0 * static_cast<double>(one.total)};
    if (what.kind == catalog::AnalysisKind::pyramid) {
      for (int age = 0; age < 100; age += 5) {
        const double hill = std::exp(-(age - 70.0) * (age - 70.0) / 500.0);
        one.bands.push_back(
            {age, age == 95 ? 0 : age + 4, std::int64_t(5 + 240 * hill), std::int64_t(5 + 110 * hill), false, false});
      }
    }
    return one;
  }

  const catalog::Catalog& catalog_;
  int from_, to_;
  base::Rng rng_{17};
};

}  // namespace kjede::publish::sample
