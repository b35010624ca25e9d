#include "kjede/catalog/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "kjede/base/time.hpp"
#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

constexpr double microseconds = 1e6;

// One operation; arguments are indices of earlier nodes.
struct Node {
  Op op = Op::literal;
  bool logic = false;
  std::size_t column = 0;  // variable
  double factor = 1.0;     // variable: seconds in its unit; elapsed: units per second
  Scalar constant;         // literal
  std::vector<std::string_view> unknown_codes;
  std::vector<std::size_t> arguments;
};

Truth from(bool value) { return value ? Truth::yes : Truth::no; }

Scalar known_number(double value) { return {std::isfinite(value), value, {}}; }

Scalar read(const Node& node, const base::Value& cell) {
  struct Reader {
    const Node& node;
    Scalar operator()(std::monostate) const { return {}; }
    Scalar operator()(bool value) const { return known_number(value ? 1.0 : 0.0); }
    Scalar operator()(std::int64_t value) const { return known_number(static_cast<double>(value) * node.factor); }
    Scalar operator()(double value) const { return known_number(value * node.factor); }
    Scalar operator()(const std::string& value) const {
      for (const auto code : node.unknown_codes) {
        if (code == value) return {};
      }
      return {true, 0.0, value};
    }
    Scalar operator()(base::Date value) const {
      return known_number(static_cast<double>(value.time_since_epoch().count()));
    }
    Scalar operator()(base::Instant value) const {
      return known_number(static_cast<double>(value.time_since_epoch().count()));
    }
  };
  return std::visit(Reader{node}, cell);
}

// Unknown when it is one of the codes that mean unknown.
Scalar cleaned(const Node& node, const Scalar& value) {
  const bool unknown =
      std::find(node.unknown_codes.begin(), node.unknown_codes.end(), value.text) != node.unknown_codes.end();
  return unknown ? Scalar{} : value;
}

bool is_text(ValueKind kind) { return kind == ValueKind::code || kind == ValueKind::text || kind == ValueKind::unit; }

}  // namespace

struct CompiledExpression::Program {
  std::vector<Node> nodes;
  std::vector<bool> text;           // node holds text
  std::vector<bool> timed;          // node holds a time, not a date
  std::vector<ExpressionPtr> kept;  // literals whose text the nodes point into
  ValueKind kind = ValueKind::logic;
  std::optional<base::TimeZone> zone;
  std::size_t root = 0;

  std::size_t compile(const Expression& tree, const Register& reg);
  std::size_t compile_derived(const Variable& variable, const Expression& tree, const Register& reg);
  void compile_variable(Node& node, const Expression& tree, const Register& reg);
  void take_unknown_codes(Node& node, const Variable& variable);
  std::size_t add(Node node, ValueKind of);

  Truth truth(std::size_t at, RecordView record) const;
  Scalar scalar(std::size_t at, RecordView record) const;
  bool known(std::size_t at, RecordView record) const;
  Truth compare(const Node& node, RecordView record) const;
  Truth one_of(const Node& node, RecordView record) const;
  Scalar calculate(const Node& node, RecordView record) const;
  Scalar calendar(const Node& node, RecordView record) const;
  Scalar best(const Node& node, RecordView record) const;
  base::Date local_day(std::size_t at, double value, double& hour) const;
  bool same(std::size_t at, const Scalar& a, const Scalar& b) const {
    return text[at] ? a.text == b.text : a.number == b.number;
  }
};

std::size_t CompiledExpression::Program::compile(const Expression& tree, const Register& reg) {
  if (tree.op == Op::variable) {
    const auto* variable = reg.find(tree.name);
    if (variable == nullptr) throw std::logic_error("expression not resolved against its register: " + tree.name);
    if (variable->derived && variable->derived->form == Derived::Form::expression)
      return compile_derived(*variable, tree, reg);
  }
  Node node;
  node.op = tree.op;
  node.logic = tree.kind == ValueKind::logic;
  if (tree.op == Op::variable) compile_variable(node, tree, reg);
  if (tree.op == Op::literal) {
    kept.push_back(std::make_shared<const Expression>(tree));
    node.constant = read(node, kept.back()->literal);
  }
  for (const auto& argument : tree.arguments) node.arguments.push_back(compile(*argument, reg));
  if (tree.op == Op::elapsed) node.factor = tree.arguments[0]->kind == ValueKind::date ? 86400.0 : 1.0 / microseconds;
  return add(std::move(node), tree.kind);
}

std::size_t CompiledExpression::Program::add(Node node, ValueKind of) {
  nodes.push_back(std::move(node));
  text.push_back(is_text(of));
  timed.push_back(of == ValueKind::time);
  return nodes.size() - 1;
}

// Its expression; where that gives a code that means unknown, the variable is unknown.
std::size_t CompiledExpression::Program::compile_derived(const Variable& variable, const Expression& tree,
                                                         const Register& reg) {
  const auto inner = compile(*variable.derived->expression, reg);
  Node node;
  node.op = Op::variable;
  take_unknown_codes(node, variable);
  if (node.unknown_codes.empty()) return inner;
  node.arguments = {inner};
  return add(std::move(node), tree.kind);
}

void CompiledExpression::Program::take_unknown_codes(Node& node, const Variable& variable) {
  for (const auto& code : variable.codes) {
    if (!code.unknown) continue;
    kept.push_back(std::make_shared<const Expression>(Expression{Op::literal, ValueKind::code, code.code, {}, {}, {}}));
    node.unknown_codes.push_back(kept.back()->name);
  }
}

void CompiledExpression::Program::compile_variable(Node& node, const Expression& tree, const Register& reg) {
  const auto* variable = reg.find(tree.name);
  node.column = static_cast<std::size_t>(variable - reg.variables.data());
  if (!variable->derived && tree.kind == ValueKind::duration) node.factor = seconds_in(variable->measure);
  take_unknown_codes(node, *variable);
}

Truth CompiledExpression::Program::truth(std::size_t at, RecordView record) const {
  const auto& node = nodes[at];
  switch (node.op) {
    case Op::negate: {
      const auto inner = truth(node.arguments[0], record);
      return inner == Truth::unknown ? inner : from(inner == Truth::no);
    }
    case Op::all_of: {
      auto least = Truth::yes;
      for (std::size_t i = 0; i < node.arguments.size() && least != Truth::no; ++i)
        least = std::min(least, truth(node.arguments[i], record));
      return least;
    }
    case Op::any_of: {
      auto greatest = Truth::no;
      for (std::size_t i = 0; i < node.arguments.size() && greatest != Truth::yes; ++i)
        greatest = std::max(greatest, truth(node.arguments[i], record));
      return greatest;
    }
    case Op::cohort: return from(truth(node.arguments[0], record) == Truth::yes);
    case Op::is_unknown: return from(!known(node.arguments[0], record));
    case Op::is_known: return from(known(node.arguments[0], record));
    case Op::one_of: return one_of(node, record);
    case Op::choose: {
      const auto condition = truth(node.arguments[0], record);
      return condition == Truth::unknown ? condition : truth(node.arguments[condition == Truth::yes ? 1 : 2], record);
    }
    default: return compare(node, record);
  }
}

Truth CompiledExpression::Program::compare(const Node& node, RecordView record) const {
  const auto a = scalar(node.arguments[0], record);
  if (!a.known) return Truth::unknown;
  const auto b = scalar(node.arguments[1], record);
  if (!b.known) return Truth::unknown;
  switch (node.op) {
    case Op::equal: return from(same(node.arguments[0], a, b));
    case Op::not_equal: return from(!same(node.arguments[0], a, b));
    case Op::less: return from(a.number < b.number);
    case Op::less_equal: return from(a.number <= b.number);
    case Op::greater: return from(a.number > b.number);
    case Op::greater_equal: return from(a.number >= b.number);
    default: throw std::logic_error("not a condition");
  }
}

// As SQL's IN: true if equal to one; else unknown if one of them is unknown.
Truth CompiledExpression::Program::one_of(const Node& node, RecordView record) const {
  const auto wanted = scalar(node.arguments[0], record);
  if (!wanted.known) return Truth::unknown;
  auto answer = Truth::no;
  for (std::size_t i = 1; i < node.arguments.size(); ++i) {
    const auto candidate = scalar(node.arguments[i], record);
    if (!candidate.known)
      answer = Truth::unknown;
    else if (same(node.arguments[0], wanted, candidate))
      return Truth::yes;
  }
  return answer;
}

bool CompiledExpression::Program::known(std::size_t at, RecordView record) const {
  return nodes[at].logic ? truth(at, record) != Truth::unknown : scalar(at, record).known;
}

Scalar CompiledExpression::Program::scalar(std::size_t at, RecordView record) const {
  const auto& node = nodes[at];
  switch (node.op) {
    case Op::literal: return node.constant;
    case Op::variable:
      if (!node.arguments.empty()) return cleaned(node, scalar(node.arguments[0], record));
      return node.column < record.size() ? read(node, record[node.column]) : Scalar{};
    case Op::elapsed: {
      const auto begin = scalar(node.arguments[0], record);
      const auto end = scalar(node.arguments[1], record);
      if (!begin.known || !end.known) return {};
      // dividing keeps whole seconds exact, multiplying by 1e-6 would not
      return known_number(node.factor > 1.0 ? (end.number - begin.number) * node.factor
                                            : (end.number - begin.number) / microseconds);
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide: return calculate(node, record);
    case Op::year_of:
    case Op::month_of:
    case Op::weekday_of:
    case Op::hour_of:
    case Op::date_of: return calendar(node, record);
    case Op::earliest:
    case Op::latest:
    case Op::first_known: return best(node, record);
    case Op::choose: {
      const auto condition = truth(node.arguments[0], record);
      return condition == Truth::unknown ? Scalar{} : scalar(node.arguments[condition == Truth::yes ? 1 : 2], record);
    }
    default: throw std::logic_error("not a value");
  }
}

Scalar CompiledExpression::Program::calculate(const Node& node, RecordView record) const {
  const auto a = scalar(node.arguments[0], record);
  const auto b = scalar(node.arguments[1], record);
  if (!a.known || !b.known) return {};
  switch (node.op) {
    case Op::add: return known_number(a.number + b.number);
    case Op::subtract: return known_number(a.number - b.number);
    case Op::multiply: return known_number(a.number * b.number);
    default: return b.number == 0.0 ? Scalar{} : known_number(a.number / b.number);
  }
}

base::Date CompiledExpression::Program::local_day(std::size_t at, double value, double& hour) const {
  if (!timed[at]) return base::Date{std::chrono::days{static_cast<int>(value)}};
  const base::Instant instant{std::chrono::microseconds{static_cast<std::int64_t>(value)}};
  const auto written = zone ? zone->local_text(instant) : base::to_string(instant);  // 2024-02-29T14:05:00+01:00
  hour = std::stod(written.substr(11, 2));
  return *base::parse_date(std::string_view(written).substr(0, 10));
}

Scalar CompiledExpression::Program::calendar(const Node& node, RecordView record) const {
  const auto inner = scalar(node.arguments[0], record);
  if (!inner.known) return {};
  double hour = 0.0;
  const auto day = local_day(node.arguments[0], inner.number, hour);
  switch (node.op) {
    case Op::year_of: return known_number(base::year_of(day));
    case Op::month_of: return known_number(base::month_of(day));
    case Op::weekday_of: return known_number(std::chrono::weekday{day}.iso_encoding());
    case Op::hour_of: return known_number(hour);
    default: return known_number(static_cast<double>(day.time_since_epoch().count()));
  }
}

Scalar CompiledExpression::Program::best(const Node& node, RecordView record) const {
  Scalar found;
  for (const auto argument : node.arguments) {
    const auto candidate = scalar(argument, record);
    if (!candidate.known) continue;
    if (node.op == Op::first_known) return candidate;
    const bool better = node.op == Op::earliest ? candidate.number < found.number : candidate.number > found.number;
    if (!found.known || better) found = candidate;
  }
  return found;
}

CompiledExpression::CompiledExpression(const Expression& tree, const Register& reg) {
  auto program = std::make_unique<Program>();
  program->kind = tree.kind;
  program->zone = base::TimeZone::find(reg.time_zone);
  program->root = program->compile(tree, reg);
  program_ = std::move(program);
}

CompiledExpression::CompiledExpression(CompiledExpression&&) noexcept = default;
CompiledExpression& CompiledExpression::operator=(CompiledExpression&&) noexcept = default;
CompiledExpression::~CompiledExpression() = default;

ValueKind CompiledExpression::kind() const { return program_->kind; }
Truth CompiledExpression::truth(RecordView record) const { return program_->truth(program_->root, record); }
Scalar CompiledExpression::scalar(RecordView record) const { return program_->scalar(program_->root, record); }
bool CompiledExpression::known(RecordView record) const { return program_->known(program_->root, record); }

}  // namespace kjede::catalog
