// Conditions as trees: see condition.hpp. Each says what SqlWriter::settled says of the same expression.

#include "sql_comparison.hpp"
#include "sql_expression.hpp"

namespace kjede::measure {
namespace {

using catalog::Expression;
using catalog::Op;
using catalog::ValueKind;

// nothing: not a comparison. `turned`: of b to a.
std::optional<Relation> relation_of(Op op, bool turned) {
  switch (op) {
    case Op::equal: return Relation::equal;
    case Op::not_equal: return Relation::not_equal;
    case Op::less: return turned ? Relation::greater : Relation::less;
    case Op::less_equal: return turned ? Relation::greater_equal : Relation::less_equal;
    case Op::greater: return turned ? Relation::less : Relation::greater;
    case Op::greater_equal: return turned ? Relation::less_equal : Relation::greater_equal;
    default: return std::nullopt;
  }
}

}  // namespace

Tree SqlWriter::unknown_tree(std::string_view name) const {
  const auto* known = duration(name);
  if (known != nullptr && known->distance) return distance_of(*known->distance, Relation::unknown);
  return leaf_of(unknown_variable(name));
}

// A leaf that is NULL reads as false, which is what `coalesce` around the whole gives: only `and` and `or` stand above.
Tree SqlWriter::tree(const Expression& e, bool wanted) const {
  using Kind = ConditionTree::Kind;
  std::vector<Tree> parts;
  switch (e.op) {
    case Op::cohort: {
      const auto& cohort = cohorts_.at(e.name);
      return wanted ? cohort : tree_of(Kind::negation, {cohort});
    }
    case Op::negate: return tree(*e.arguments[0], !wanted);
    case Op::all_of:
    case Op::any_of:
      for (const auto& argument : e.arguments) parts.push_back(tree(*argument, wanted));
      return tree_of((e.op == Op::all_of) == wanted ? Kind::all : Kind::any, std::move(parts));
    case Op::choose:
      for (const bool met : {true, false})
        parts.push_back(tree_of(Kind::all, {tree(*e.arguments[0], met), tree(*e.arguments[met ? 1 : 2], wanted)}));
      return tree_of(Kind::any, std::move(parts));
    case Op::is_unknown:
    case Op::is_known:
      if (e.arguments[0]->op == Op::variable) {
        const auto unknown = unknown_tree(e.arguments[0]->name);
        return (e.op == Op::is_unknown) == wanted ? unknown : tree_of(Kind::negation, {unknown});
      }
      break;
    default:
      if (auto distances = compared_distances(e, wanted)) return distances;
  }
  return leaf_of(face(e, wanted));
}

// As compared() says it; nullptr where no distance is compared with a bound.
Tree SqlWriter::compared_distances(const Expression& e, bool wanted) const {
  if (!relation_of(e.op, false)) return nullptr;
  const auto op = wanted ? e.op : opposite(e.op);
  const auto& a = *e.arguments[0];
  const auto& b = *e.arguments[1];
  if (is_stored(a) && is_stored(b) && a.kind == b.kind && (a.kind == ValueKind::time || a.kind == ValueKind::date))
    return distance_of({value(a).sql, value(b).sql}, *relation_of(op, false));
  for (const bool turned : {false, true}) {
    const auto seconds = literal_seconds(turned ? a : b);
    const auto& other = turned ? b : a;
    if (!seconds || other.kind != ValueKind::duration) continue;
    const auto compared = value(other);
    if (!compared.distance) continue;
    if (const auto bound = whole_in(*seconds, compared.micros))
      return distance_of(*compared.distance, *relation_of(op, turned), *bound);
  }
  return nullptr;
}

}  // namespace kjede::measure
