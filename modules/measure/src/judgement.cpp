#include "judgement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/catalog/parse.hpp"

namespace kjede::measure {
namespace {

using catalog::Clause;
using catalog::Expression;
using catalog::Indicator;
using catalog::UnknownEffect;

std::string both(const std::string& a, const std::string& b) {
  if (a.empty() || a == "true") return b;
  if (b.empty() || b == "true" || a == b) return a;
  return fmt::format("{} and {}", a, b);
}

class Judge {
 public:
  Judge(const Indicator& indicator, const SqlWriter& writer, std::string prefix)
      : indicator_(indicator), writer_(writer), prefix_(std::move(prefix)) {}

  Judgement judge() {
    relevant();
    exclusions();
    denominator();
    value();
    sums();
    numerator();
    finish();
    return std::move(out_);
  }

 private:
  // What decides where a clause is unknown: the first listed variable that is unknown among those it mentions.
  struct Decision {
    std::string variable;
    UnknownEffect effect = UnknownEffect::counts_as_no;
    std::string condition;  // the clause is unknown and this variable decides
  };

  std::string face(const std::string& name, const std::string& sql) {
    return column(out_.faces, name, sql);
  }
  std::string verdict(const std::string& name, const std::string& sql) { return column(out_.verdicts, name, sql); }

  std::string column(std::vector<NamedColumn>& list, const std::string& name, const std::string& sql) {
    if (sql == "true" || sql == "false") return sql;
    const auto quoted = store::quoted(prefix_ + name);
    list.push_back({quoted, sql});
    return quoted;
  }

  std::vector<Decision> decisions(const Expression& clause) const {
    const auto names = catalog::mentioned(clause);
    const auto unknown = writer_.unknown(clause);
    std::vector<Decision> out;
    std::string earlier;
    for (const auto& policy : indicator_.unknown) {
      if (std::find(names.begin(), names.end(), policy.variable) == names.end()) continue;
      const auto here = both(earlier, both(unknown, writer_.unknown_variable(policy.variable)));
      out.push_back({policy.variable, policy.effect, here});
      earlier = both(earlier, writer_.known_variable(policy.variable));
    }
    return out;
  }

  // The clause holds, or an unknown counts as yes.
  static std::string with_yes(const std::string& truth, const std::vector<Decision>& decisions) {
    auto sql = truth;
    for (const auto& decision : decisions) {
      if (decision.effect == UnknownEffect::counts_as_yes) sql += fmt::format(" or ({})", decision.condition);
    }
    return sql;
  }

  static std::string excluded_by(const std::vector<Decision>& decisions) {
    std::string sql;
    for (const auto& decision : decisions) {
      if (decision.effect != UnknownEffect::excluded) continue;
      sql += fmt::format("{}({})", sql.empty() ? "" : " or ", decision.condition);
    }
    return sql;
  }

  // Counts a clause's unknowns among the records that reached it. Nothing is told about records outside the cohort.
  void count_unknown(const std::string& step, const std::string& reached, const std::vector<Decision>& decisions,
                     bool only_inside = false) {
    for (const auto& decision : decisions) {
      if (only_inside && decision.effect == UnknownEffect::counts_as_no) continue;
      const auto name = face(fmt::format("{} {} unknown", step, decision.variable), decision.condition);
      const auto condition = both(reached, name);
      const auto effect = std::string(effect_text(decision.effect));
      if (decision.effect == UnknownEffect::excluded) {
        out_.counts.push_back({CountPart::excluded, decision.variable, effect, condition, {}});
      }
      out_.counts.push_back({CountPart::unknown, decision.variable, effect, condition, {}});
    }
  }

  void relevant() {
    if (!indicator_.cohort) {
      relevant_ = kept_ = "true";
    } else {
      const auto& clause = *indicator_.cohort->expression;
      const auto found = decisions(clause);
      auto sql = with_yes(writer_.truth(clause), found);
      const auto out = excluded_by(found);
      if (!out.empty()) sql += " or " + out;
      relevant_ = kept_ = face("relevant", sql);
      count_unknown("cohort", "", found, true);
      if (!out.empty()) kept_ = both(relevant_, fmt::format("{} is not true", face("cohort excluded", out)));
    }
    out_.counts.insert(out_.counts.begin(), {CountPart::relevant, {}, {}, relevant_, {}});
  }

  void exclusions() {
    for (const auto& exclusion : indicator_.exclude) {
      const auto name = face("exclude " + exclusion.id, writer_.truth(*exclusion.when.expression));
      out_.counts.push_back({CountPart::excluded, exclusion.id, "excluded", both(kept_, name), {}});
      kept_ = both(kept_, fmt::format("{} is not true", name));
    }
  }

  void denominator() {
    inside_ = kept_;
    if (!indicator_.denominator) return;
    const auto& clause = *indicator_.denominator->expression;
    const auto found = decisions(clause);
    count_unknown("denominator", kept_, found);
    const auto name = face("inside", with_yes(writer_.truth(clause), found));
    inside_ = both(kept_, name);
  }

  void value() {
    if (!indicator_.value) return;
    const auto value = writer_.value(*indicator_.value->expression);
    out_.value_micros = value.micros;
    out_.value = take("value", *indicator_.value->expression, value.sql);
  }

  // A column for the value of a clause. Records without it are left out, by the first variable that is unknown.
  std::string take(const std::string& step, const Expression& clause, const std::string& sql) {
    const auto column = face(step, sql);
    const auto missing = both(inside_, fmt::format("{} is null", column));
    std::string earlier;
    for (const auto& name : catalog::mentioned(clause)) {
      const auto first = face(fmt::format("{} {} unknown", step, name), both(earlier, writer_.unknown_variable(name)));
      out_.counts.push_back({CountPart::excluded, name, "excluded", both(missing, first), {}});
      earlier = both(earlier, writer_.known_variable(name));
    }
    if (divides(clause)) {
      const auto known = face(step + " known", earlier.empty() ? "true" : earlier);
      out_.counts.push_back({CountPart::excluded, "value", "excluded", both(missing, known), {}});
    }
    inside_ = both(inside_, fmt::format("{} is not null", column));
    return column;
  }

  static bool divides(const Expression& e) {
    return e.op == catalog::Op::divide ||
           std::any_of(e.arguments.begin(), e.arguments.end(), [](const auto& part) { return divides(*part); });
  }

  void numerator() {
    if (!indicator_.numerator) return;
    const auto& clause = *indicator_.numerator->expression;
    const auto found = decisions(clause);
    const auto reached = inside_;
    count_unknown("numerator", reached, found);
    if (const auto out = excluded_by(found); !out.empty()) {
      inside_ = both(inside_, fmt::format("{} is not true", face("numerator excluded", out)));
    }
    hit_ = face("hit", with_yes(writer_.truth(clause), found));
  }

  // Rows that are already counted: a row without one of its numbers says nothing.
  void sums() {
    const auto sum_of = [&](const std::optional<Clause>& clause, const std::string& step) {
      return clause ? take(step, *clause->expression, writer_.value(*clause->expression).sql) : std::string();
    };
    denominator_sum_ = sum_of(indicator_.sum_denominator, "sum denominator");
    numerator_sum_ = sum_of(indicator_.sum_numerator, "sum numerator");
  }

  void finish() {
    if (inside_ != relevant_) inside_ = verdict("denominator", inside_);
    out_.inside = inside_;
    out_.counts.push_back({CountPart::denominator, {}, {}, inside_, denominator_sum_});
    if (!numerator_sum_.empty()) out_.counts.push_back({CountPart::numerator, {}, {}, inside_, numerator_sum_});
    else if (!hit_.empty()) out_.counts.push_back({CountPart::numerator, {}, {}, both(inside_, hit_), {}});
  }

  const Indicator& indicator_;
  const SqlWriter& writer_;
  std::string prefix_;
  Judgement out_;
  std::string relevant_;
  std::string kept_;
  std::string inside_;
  std::string hit_;
  std::string denominator_sum_;
  std::string numerator_sum_;
};

}  // namespace

std::string_view effect_text(catalog::UnknownEffect effect) {
  switch (effect) {
    case UnknownEffect::counts_as_no: return "counts as no";
    case UnknownEffect::counts_as_yes: return "counts as yes";
    case UnknownEffect::excluded: return "excluded";
  }
  return {};
}

void need_indicator(SqlLayers& layers, const catalog::Indicator& indicator) {
  layers.need_variable(indicator.unit_variable);
  const auto clause = [&](const std::optional<Clause>& c) {
    if (c) layers.need(*c->expression);
  };
  clause(indicator.cohort);
  for (const auto& exclusion : indicator.exclude) layers.need(*exclusion.when.expression);
  clause(indicator.denominator);
  clause(indicator.numerator);
  clause(indicator.value);
  clause(indicator.sum_numerator);
  clause(indicator.sum_denominator);
  for (const auto& policy : indicator.unknown) layers.need_variable(policy.variable);
}

Judgement judge_in_sql(const catalog::Indicator& indicator, const SqlWriter& writer, const std::string& prefix) {
  return Judge(indicator, writer, prefix).judge();
}

}  // namespace kjede::measure
