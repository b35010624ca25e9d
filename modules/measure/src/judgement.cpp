#include "judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kjede/catalog/parse.hpp"

namespace kjede::measure {
namespace {

using catalog::Clause;
using catalog::Expression;
using catalog::Indicator;
using catalog::UnknownEffect;

class Judge {
 public:
  Judge(const Indicator& indicator, const SqlWriter& writer, std::string prefix, JudgementColumns& columns)
      : indicator_(indicator), writer_(writer), prefix_(std::move(prefix)), columns_(columns) {}

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
    Condition condition;
  };
  struct Asked {
    Condition truth;
    std::vector<Decision> decisions;
  };

  Condition face(const std::string& name, const Condition& condition) {
    return {column(columns_.faces, prefix_ + name, condition.sql), condition.tree};
  }
  Condition face(const std::string& name, const Expression& clause, bool wanted = true) {
    return face(name, {writer_.settled(clause, wanted), writer_.tree(clause, wanted)});
  }

  Condition unknown_of(const std::string& variable) {
    return {column(columns_.faces, variable + " unknown", writer_.unknown_variable(variable)),
            writer_.unknown_tree(variable)};
  }

  static std::string column(std::vector<NamedColumn>& list, const std::string& name, const std::string& sql) {
    const bool is_column = sql.front() == '"' && sql.find('"', 1) == sql.size() - 1;
    if (sql == "true" || sql == "false" || is_column) return sql;
    const auto same = std::find_if(list.begin(), list.end(), [&](const auto& made) { return made.sql == sql; });
    if (same != list.end()) return same->name;
    list.push_back({store::quoted(name), sql});
    return list.back().name;
  }

  Asked ask(const std::string& step, const Expression& clause) {
    Asked out{face(step, clause), {}};
    const auto names = catalog::mentioned(clause);
    Condition unknown;
    Condition earlier;
    for (const auto& policy : indicator_.unknown) {
      if (std::find(names.begin(), names.end(), policy.variable) == names.end()) continue;
      const auto missing = unknown_of(policy.variable);
      // of a clause about one variable, unknown is simply that the variable is
      const bool simple = writer_.unknown(clause) == writer_.unknown_variable(policy.variable);
      if (!simple && unknown.sql == "true")
        unknown = both(negated(out.truth), negated(face(step + " fails", clause, false)));
      auto decided = both(both(simple ? Condition{} : unknown, earlier), missing);
      if (decided.sql != missing.sql)
        decided.sql =
            column(columns_.decisions, fmt::format("{}{} {} unknown", prefix_, step, policy.variable), decided.sql);
      out.decisions.push_back({policy.variable, policy.effect, std::move(decided)});
      earlier = both(earlier, negated(missing));
    }
    return out;
  }

  static std::vector<Condition> with_effect(const Asked& asked, UnknownEffect effect) {
    std::vector<Condition> out;
    for (const auto& decision : asked.decisions) {
      if (decision.effect == effect) out.push_back(decision.condition);
    }
    return out;
  }

  // The clause holds, or an unknown counts as yes.
  static Condition holds(const Asked& asked) {
    return any_of(asked.truth, with_effect(asked, UnknownEffect::counts_as_yes));
  }

  // Not left out by an unknown that excludes.
  static Condition not_excluded(const Asked& asked) {
    Condition out;
    for (const auto& condition : with_effect(asked, UnknownEffect::excluded)) out = both(out, negated(condition));
    return out;
  }

  void count(CountPart part, const std::string& reason, std::string_view effect, const Condition& condition) {
    out_.counts.push_back({part, reason, std::string(effect), condition});
  }

  // Counts a clause's unknowns among the records that reached it.
  void count_unknown(const Condition& reached, const Asked& asked) {
    for (const auto& decision : asked.decisions) {
      const auto condition = both(reached, decision.condition);
      const auto effect = effect_text(decision.effect);
      if (decision.effect == UnknownEffect::excluded) count(CountPart::excluded, decision.variable, effect, condition);
      count(CountPart::unknown, decision.variable, effect, condition);
    }
  }

  void relevant() {
    if (indicator_.cohort) {
      auto asked = ask("cohort", *indicator_.cohort->expression);
      kept_ = holds(asked);
      relevant_ = any_of(kept_, with_effect(asked, UnknownEffect::excluded));
      // nothing is told about records outside the cohort
      std::erase_if(asked.decisions,
                    [](const auto& decision) { return decision.effect == UnknownEffect::counts_as_no; });
      count_unknown({}, asked);
    }
    out_.counts.insert(out_.counts.begin(), {CountPart::relevant, {}, {}, relevant_});
  }

  void exclusions() {
    for (std::size_t i = 0; i < indicator_.exclude.size(); ++i) {
      const auto& exclusion = indicator_.exclude[i];
      const auto left_out = face("exclude " + exclusion.id, *exclusion.when.expression);
      count(CountPart::excluded, exclusion.id, "excluded", both(kept_, left_out));
      if (columns_.kept.size() <= i) columns_.kept.emplace_back();
      kept_ = both(kept_, negated(left_out));
      kept_.sql = column(columns_.kept[i], fmt::format("{}kept {}", prefix_, i + 1), kept_.sql);
      excluded_.insert(left_out.sql);
    }
  }

  void denominator() {
    inside_ = kept_;
    if (!indicator_.denominator) return;
    const auto asked = ask("denominator", *indicator_.denominator->expression);
    count_unknown(kept_, asked);
    inside_ = both(kept_, holds(asked));
  }

  void value() {
    if (!indicator_.value) return;
    const auto value = writer_.value(*indicator_.value->expression);
    out_.row_value = value;
    out_.value = take("value", *indicator_.value->expression, value);
  }

  // A column for the value of a clause. Records without it are left out, by the first variable that is unknown.
  std::string take(const std::string& step, const Expression& clause, const SqlValue& value) {
    if (clause.op == catalog::Op::variable) return take_variable(clause.name, value.sql);
    const auto taken = column(columns_.faces, prefix_ + step, value.sql);
    const auto is_null = value.distance ? distance_of(*value.distance, Relation::unknown)
                                        : leaf_of(fmt::format("({} is null)", value.sql));
    const auto missing = both(inside_, {taken + " is null", is_null});
    Condition earlier;
    for (const auto& name : catalog::mentioned(clause)) {
      const auto unknown = unknown_of(name);
      if (excluded_.count(unknown.sql) > 0) continue;
      count(CountPart::excluded, name, "excluded", both(missing, both(earlier, unknown)));
      earlier = both(earlier, negated(unknown));
    }
    if (divides(clause)) count(CountPart::excluded, "value", "excluded", both(missing, earlier));
    inside_ = both(inside_, {taken + " is not null", tree_of(ConditionTree::Kind::negation, {is_null})});
    return taken;
  }

  std::string take_variable(const std::string& name, const std::string& sql) {
    const auto unknown = unknown_of(name);
    if (excluded_.count(unknown.sql) == 0) {
      count(CountPart::excluded, name, "excluded", both(inside_, unknown));
      inside_ = both(inside_, negated(unknown));
    }
    return column(columns_.faces, prefix_ + name + " taken", sql);
  }

  static bool divides(const Expression& e) {
    return e.op == catalog::Op::divide ||
           std::any_of(e.arguments.begin(), e.arguments.end(), [](const auto& part) { return divides(*part); });
  }

  void numerator() {
    if (!indicator_.numerator) return;
    const auto asked = ask("numerator", *indicator_.numerator->expression);
    count_unknown(inside_, asked);
    inside_ = both(inside_, not_excluded(asked));
    hit_ = holds(asked);
  }

  // Rows that are already counted: a row without one of its numbers says nothing.
  void sums() {
    const auto sum_of = [&](const std::optional<Clause>& clause, const std::string& step) {
      return clause ? take(step, *clause->expression, writer_.value(*clause->expression)) : std::string();
    };
    denominator_sum_ = sum_of(indicator_.sum_denominator, "sum denominator");
    numerator_sum_ = sum_of(indicator_.sum_numerator, "sum numerator");
  }

  void finish() {
    if (inside_.sql != kept_.sql || inside_.sql != relevant_.sql)
      inside_.sql = column(columns_.verdicts, prefix_ + "inside", inside_.sql);
    out_.inside = inside_;
    out_.counts.push_back({CountPart::denominator, {}, {}, inside_, denominator_sum_});
    if (!numerator_sum_.empty())
      out_.counts.push_back({CountPart::numerator, {}, {}, inside_, numerator_sum_});
    else if (indicator_.numerator)
      count(CountPart::numerator, {}, {}, both(inside_, hit_));
  }

  const Indicator& indicator_;
  const SqlWriter& writer_;
  std::string prefix_;
  JudgementColumns& columns_;
  Judgement out_;
  std::set<std::string> excluded_;  // conditions of exclusions: what is kept meets none of them
  Condition relevant_;
  Condition kept_;
  Condition inside_;
  Condition hit_;
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

Judgement judge_in_sql(const catalog::Indicator& indicator, const SqlWriter& writer, const std::string& prefix,
                       JudgementColumns& columns) {
  return Judge(indicator, writer, prefix, columns).judge();
}

}  // namespace kjede::measure
