#include "kjede/catalog/judge.hpp"

#include <algorithm>

#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

// A clause ready to be asked: its program, and the programs of the variables that may make it unknown.
struct Asked {
  CompiledExpression program;
  std::vector<std::pair<std::string, CompiledExpression>> mentioned;

  Asked(const Clause& clause, const Register& reg) : program(*clause.expression, reg) {
    for (const auto& name : catalog::mentioned(*clause.expression)) {
      const Expression variable{Op::variable, kind_of(*reg.find(name)), name, {}, {}, {}};
      mentioned.emplace_back(name, CompiledExpression(variable, reg));
    }
  }

  bool lacks(std::string_view name, RecordView record) const {
    const auto found =
        std::find_if(mentioned.begin(), mentioned.end(), [&](const auto& pair) { return pair.first == name; });
    return found != mentioned.end() && !found->second.known(record);
  }

  // The first variable it mentions that is unknown; "" when none is.
  std::string first_unknown(RecordView record) const {
    for (const auto& [name, variable] : mentioned) {
      if (!variable.known(record)) return name;
    }
    return {};
  }
};

std::optional<Asked> ask(const std::optional<Clause>& clause, const Register& reg) {
  return clause ? std::optional<Asked>(std::in_place, *clause, reg) : std::nullopt;
}

const UnknownPolicy* policy_for(const std::vector<UnknownPolicy>& policies, const Asked& clause, RecordView record) {
  for (const auto& policy : policies) {
    if (clause.lacks(policy.variable, record)) return &policy;
  }
  return nullptr;
}

enum class Answer { no, yes, excluded };

}  // namespace

struct Judge::Parts {
  const Indicator* indicator;
  std::optional<Asked> cohort, denominator, numerator, value, sum_numerator, sum_denominator;
  std::vector<std::pair<std::string, CompiledExpression>> exclusions;

  Answer answer(const Asked& clause, RecordView record, Judgement& judgement) const;
  bool excluded(RecordView record, Judgement& judgement) const;
  bool take_value(const std::optional<Asked>& clause, RecordView record, Judgement& judgement, double& into) const;
};

// The clause's truth, or what the policy makes of an unknown; every such decision is kept.
Answer Judge::Parts::answer(const Asked& clause, RecordView record, Judgement& judgement) const {
  const auto truth = clause.program.truth(record);
  if (truth != Truth::unknown) return truth == Truth::yes ? Answer::yes : Answer::no;
  const auto* policy = policy_for(indicator->unknown, clause, record);
  if (policy == nullptr) return Answer::no;
  judgement.unknown.push_back({policy->variable, policy->effect});
  if (policy->effect == UnknownEffect::counts_as_no) return Answer::no;
  if (policy->effect == UnknownEffect::counts_as_yes) return Answer::yes;
  judgement.reason = policy->variable;
  return Answer::excluded;
}

bool Judge::Parts::excluded(RecordView record, Judgement& judgement) const {
  for (const auto& [id, when] : exclusions) {
    if (when.truth(record) != Truth::yes) continue;
    judgement.reason = id;
    return true;
  }
  return false;
}

// False when the value is unknown: the record is then excluded with the variable as reason.
bool Judge::Parts::take_value(const std::optional<Asked>& clause, RecordView record, Judgement& judgement,
                              double& into) const {
  if (!clause) return true;
  const auto scalar = clause->program.scalar(record);
  if (scalar.known) {
    into = scalar.number;
    return true;
  }
  judgement.reason = clause->first_unknown(record);
  if (judgement.reason.empty()) judgement.reason = "value";  // a division by zero
  return false;
}

Judge::Judge(const Indicator& indicator, const Register& reg)
    : parts_(std::make_unique<const Parts>(
          Parts{&indicator, ask(indicator.cohort, reg), ask(indicator.denominator, reg), ask(indicator.numerator, reg),
                ask(indicator.value, reg), ask(indicator.sum_numerator, reg), ask(indicator.sum_denominator, reg), [&] {
                  std::vector<std::pair<std::string, CompiledExpression>> made;
                  for (const auto& exclusion : indicator.exclude) {
                    made.emplace_back(exclusion.id, CompiledExpression(*exclusion.when.expression, reg));
                  }
                  return made;
                }()})) {}

Judge::Judge(Judge&&) noexcept = default;
Judge::~Judge() = default;

Judgement Judge::operator()(RecordView record) const {
  const auto& parts = *parts_;
  Judgement judgement;
  const auto cohort = parts.cohort ? parts.answer(*parts.cohort, record, judgement) : Answer::yes;
  if (cohort == Answer::no) {
    judgement.unknown.clear();  // not relevant records are not told about
    return judgement;
  }
  judgement.standing = Standing::excluded;
  if (cohort == Answer::excluded || parts.excluded(record, judgement)) return judgement;
  const auto inside = parts.denominator ? parts.answer(*parts.denominator, record, judgement) : Answer::yes;
  if (inside == Answer::excluded) return judgement;
  if (inside == Answer::no) {
    judgement.standing = Standing::outside;
    return judgement;
  }
  double value = 0.0;
  if (!parts.take_value(parts.value, record, judgement, value) ||
      !parts.take_value(parts.sum_denominator, record, judgement, judgement.denominator_sum) ||
      !parts.take_value(parts.sum_numerator, record, judgement, judgement.numerator_sum)) {
    return judgement;
  }
  if (parts.value) judgement.value = value;
  const auto numerator = parts.numerator ? parts.answer(*parts.numerator, record, judgement) : Answer::yes;
  if (numerator == Answer::excluded) return judgement;
  judgement.standing = Standing::counted;
  judgement.in_numerator = numerator == Answer::yes;
  return judgement;
}

}  // namespace kjede::catalog
