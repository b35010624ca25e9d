#include "count_key.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/print.hpp"

namespace kjede::measure {
namespace {

using catalog::Analysis;
using catalog::Op;

class Conjuncts {
 public:
  Conjuncts(const std::string& register_id, const std::string& unit_variable) {
    say(fmt::format("unit {} {}", register_id, unit_variable));
  }

  void say(std::string what) { texts_.insert(std::move(what)); }

  // A member of a cohort meets what the cohort asks for.
  void meet(const catalog::ExpressionPtr& e) {
    if (e == nullptr) return;
    if (e->op == Op::all_of || e->op == Op::cohort) {
      for (const auto& argument : e->arguments) meet(argument);
    } else {
      say(catalog::print(*e, catalog::Cohorts::written_out));
    }
  }
  void meet(const std::optional<catalog::Clause>& clause) {
    if (clause) meet(clause->expression);
  }

  std::string text() const { return fmt::format("{}", fmt::join(texts_, " & ")); }

 private:
  std::set<std::string> texts_;
};

Conjuncts inside(const catalog::Indicator& indicator) {
  Conjuncts out(indicator.register_id, indicator.unit_variable);
  out.meet(indicator.cohort);
  out.meet(indicator.denominator);
  out.meet(indicator.sum_denominator);
  for (const auto& exclusion : indicator.exclude) {
    if (exclusion.when.expression != nullptr)
      out.say("not " + catalog::print(*exclusion.when.expression, catalog::Cohorts::written_out));
  }
  // a value that is unknown leaves the record out
  if (indicator.value && indicator.value->expression != nullptr)
    out.say("known " + catalog::print(*indicator.value->expression, catalog::Cohorts::written_out));
  for (const auto& policy : indicator.unknown) {
    if (policy.effect != catalog::UnknownEffect::counts_as_no)
      out.say(fmt::format("unknown {} {}", policy.variable, static_cast<int>(policy.effect)));
  }
  return out;
}

// The parts of an analysis, as analysis_plan.cpp makes them.
class PartKeys {
 public:
  PartKeys(const catalog::Catalog& catalog, const Analysis& analysis)
      : catalog_(catalog),
        analysis_(analysis),
        register_(catalog.find_register(analysis.register_id)),
        cohort_(analysis.register_id, analysis.unit_variable) {
    cohort_.meet(analysis.cohort);
  }

  AnalysisKeys keys() {
    out_.total = cohort_.text();
    for (const auto& id : analysis_.cohorts) {
      if (const auto* cohort = catalog_.find_cohort(analysis_.register_id, id)) {
        auto part = cohort_;
        part.meet(catalog::membership(*cohort));
        out_.parts[id] = part.text();
      }
    }
    for (std::size_t i = 0; i < analysis_.counts.size(); ++i) {
      auto part = cohort_;
      part.meet(analysis_.counts[i].expression);
      out_.parts[analysis_.count_ids[i]] = part.text();
    }
    for (const auto& name : analysis_.by) add_codes(name);
    if (!analysis_.value.empty()) out_.known = said("known " + analysis_.value);
    out_.men = said(analysis_.sex + " = male");
    out_.women = said(analysis_.sex + " = female");
    return std::move(out_);
  }

 private:
  std::string said(std::string what) const {
    auto part = cohort_;
    part.say(std::move(what));
    return part.text();
  }

  void add_codes(const std::string& name) {
    const auto unknown = said(name + " is unknown");
    if (analysis_.kind == catalog::AnalysisKind::completeness) {
      out_.parts[name] = unknown;
      return;
    }
    const auto* variable = register_ == nullptr ? nullptr : register_->find(name);
    if (variable == nullptr) return;
    const auto prefix = analysis_.by.size() > 1 ? name + "." : std::string();
    for (const auto& code : variable->codes)
      out_.parts[prefix + code.code] = code.unknown ? unknown : said(fmt::format("{} = {}", name, code.code));
    out_.parts[prefix + "missing"] = unknown;
  }

  const catalog::Catalog& catalog_;
  const Analysis& analysis_;
  const catalog::Register* register_;
  Conjuncts cohort_;
  AnalysisKeys out_;
};

}  // namespace

std::string denominator_key(const catalog::Indicator& indicator) { return inside(indicator).text(); }

std::string numerator_key(const catalog::Indicator& indicator) {
  auto conjuncts = inside(indicator);
  conjuncts.meet(indicator.numerator);
  conjuncts.meet(indicator.sum_numerator);
  return conjuncts.text();
}

AnalysisKeys analysis_keys(const catalog::Catalog& catalog, const Analysis& analysis) {
  return PartKeys(catalog, analysis).keys();
}

}  // namespace kjede::measure
