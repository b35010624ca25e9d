// One variable of a register, and those that are derived from others.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "kjede/catalog/codes.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 8> type_names{"text", "code", "integer", "number",
                                                     "date", "time", "unit",    "derived"};
constexpr std::size_t derived_type = 7;

void read_range(Fields& fields, Variable& variable, Problems& problems) {
  const auto* node = fields.scalar("range");
  if (node == nullptr) return;
  const std::string_view text = node->scalar;
  const auto dots = text.find("..");
  const auto part = [&](std::string_view side, std::optional<double>& bound) {
    if (side.empty()) return true;
    bound = decimal_number(side);
    return bound.has_value();
  };
  const bool numeric = variable.type == VariableType::integer || variable.type == VariableType::number;
  if (!numeric) return problems.error(codes::range, node->span, "only numbers have a range", "take it away");
  const bool good = dots != std::string_view::npos && text.size() > 2 && part(text.substr(0, dots), variable.min) &&
                    part(text.substr(dots + 2), variable.max);
  if (!good) {
    return problems.error(codes::range, node->span, fmt::format("'{}' is no range", text),
                          "write 0..120, or 0.. with the upper end open");
  }
  if (variable.min && variable.max && *variable.min > *variable.max) {
    problems.error(codes::range, node->span, fmt::format("the range {} ends before it begins", text),
                   "write the lower bound first");
  }
}

void check_unit_kind(Fields& fields, Variable& variable, Loading& loading) {
  const auto* node = fields.required("kind");
  if (node == nullptr) return;
  variable.unit_kind = node->scalar;
  Words kinds;
  for (const auto& kind : loading.catalog.units.kinds()) kinds.push_back(kind.id);
  if (std::find(kinds.begin(), kinds.end(), node->scalar) != kinds.end()) return;
  const auto near = did_you_mean(node->scalar, kinds);
  loading.problems.error(codes::unknown_unit_kind, node->span, fmt::format("no unit kind '{}'", node->scalar),
                         near.empty() ? fmt::format("kinds are {}", joined(kinds)) : near);
}

// The three ways to derive: is: …, time from: … to next: …, rank within: […].
void read_derived(Fields& fields, Variable& variable) {
  Derived derived;
  const bool next = fields.find("time from") != nullptr;
  const bool rank = fields.find("rank within") != nullptr;
  if (next) {
    derived.form = Derived::Form::time_to_next;
    derived.from = fields.text("time from");
    derived.next = fields.required_text("to next");
    derived.within = fields.list("within");
    derived.order = fields.list("order by");
  } else if (rank) {
    derived.form = Derived::Form::rank;
    derived.within = fields.list("rank within");
    derived.order = fields.list("order by");
  } else if (fields.node().find("is") == nullptr) {
    fields.problems().error(codes::missing_key, variable.span,
                            fmt::format("derived variable '{}' does not say how", variable.name),
                            "add is: and an expression; or time from:, to next:; or rank within:");
  }
  fields.find("is");
  if (next || rank) fields.find("where");
  if (fields.node().find("codes") != nullptr) variable.type = VariableType::code;
  variable.derived = std::move(derived);
}

void set_type(Variable& variable, const Expression& tree) {
  switch (tree.kind) {
    case ValueKind::integer: variable.type = VariableType::integer; break;
    case ValueKind::number:
    case ValueKind::duration: variable.type = VariableType::number; break;
    case ValueKind::date: variable.type = VariableType::date; break;
    case ValueKind::time: variable.type = VariableType::time; break;
    case ValueKind::code: variable.type = VariableType::code; break;
    default: variable.type = VariableType::text; break;
  }
  if (tree.kind == ValueKind::duration && variable.measure.empty())
    variable.measure = tree.op == Op::elapsed ? tree.name : "s";
}

class DerivedResolver {
 public:
  DerivedResolver(const text::YamlNode& variables, Register& reg, Loading& loading)
      : variables_(variables), reg_(reg), loading_(loading) {}

  void run() {
    for (std::size_t i = 0; i < reg_.variables.size(); ++i) visit(i);
  }

 private:
  // Those it is made of first; a circle is told once, at the variable where it closes.
  void visit(std::size_t index) {
    auto& variable = reg_.variables[index];
    if (!variable.derived || std::find(done_.begin(), done_.end(), variable.name) != done_.end()) return;
    const auto open = std::find(path_.begin(), path_.end(), variable.name);
    if (open != path_.end()) {
      loading_.problems.error(codes::circular, variable.span,
                              fmt::format("derived variables refer to each other: {} → {}",
                                          fmt::join(open, path_.end(), " → "), variable.name),
                              "break the circle");
      done_.push_back(variable.name);
      return;
    }
    path_.push_back(variable.name);
    const auto* node = node_of(index);
    for (const auto* key : {"is", "where"}) {
      const auto* expression = node->find(key);
      for (const auto& word : expression == nullptr ? Words{} : words_in(expression->scalar)) visit_named(word);
    }
    path_.pop_back();
    if (std::find(done_.begin(), done_.end(), variable.name) != done_.end()) return;
    done_.push_back(variable.name);
    resolve(variable, *node);
  }

  void visit_named(std::string_view word) {
    for (std::size_t i = 0; i < reg_.variables.size(); ++i) {
      if (reg_.variables[i].name == word) visit(i);
    }
  }

  const text::YamlNode* node_of(std::size_t index) const { return &variables_.entries[index].second; }

  void resolve(Variable& variable, const text::YamlNode& node) {
    auto& derived = *variable.derived;
    if (const auto* where = node.find("where")) {
      if (auto clause = read_clause(*where, scope_of(reg_, loading_), Wanted::condition, loading_))
        derived.where = clause->expression;
    }
    if (derived.form != Derived::Form::expression) return check_across(variable, node);
    const auto* is = node.find("is");
    if (is == nullptr) return;
    auto scope = scope_of(reg_, loading_);
    if (!variable.codes.empty()) scope.result_codes = &variable.codes;
    if (auto clause = read_clause(*is, scope, Wanted::value, loading_)) {
      derived.expression = clause->expression;
      set_type(variable, *derived.expression);
    }
  }

  void check_across(Variable& variable, const text::YamlNode& node) {
    auto& derived = *variable.derived;
    variable.type = derived.form == Derived::Form::rank ? VariableType::integer : VariableType::number;
    if (derived.form == Derived::Form::time_to_next && variable.measure.empty()) variable.measure = "h";
    for (const auto* key : {"time from", "to next"}) {
      if (const auto* name = node.find(key))
        variable_named(*name, reg_, "a time", {VariableType::time, VariableType::date}, loading_);
    }
    const auto* from = reg_.find(derived.from);
    const auto* next = reg_.find(derived.next);
    const auto is_calendar = [](const Variable* v) {
      return v != nullptr && (v->type == VariableType::date || v->type == VariableType::time);
    };
    if (is_calendar(from) && is_calendar(next) && from->type != next->type) {
      loading_.problems.error(codes::kinds_differ, node.find("to next")->span,
                              fmt::format("'{}' and '{}' are a date and a time", derived.from, derived.next),
                              "name two times or two dates");
    }
    for (const auto* key : {"within", "rank within", "order by"}) {
      const auto* list = node.find(key);
      if (list == nullptr || !list->is_sequence()) continue;
      for (const auto& item : list->items) check_grouping(item, std::string_view(key) != "order by");
    }
    if (derived.order.empty()) {
      loading_.problems.error(codes::missing_key, variable.span,
                              fmt::format("'order by' is missing in variable '{}'", variable.name),
                              "say in which order the records stand");
    }
  }

  void check_grouping(const text::YamlNode& item, bool grouping) {
    if (grouping && item.scalar == "year") return;
    if (grouping && item.scalar == "person") {
      if (reg_.identifier.empty()) {
        loading_.problems.error(codes::unknown_variable, item.span,
                                fmt::format("register '{}' holds no persons", reg_.id), "add person: {identifier: …}");
      }
      return;
    }
    const auto* found = variable_named(item, reg_, "part of it", {}, loading_);
    if (found != nullptr && found->derived) {
      loading_.problems.error(codes::unknown_variable, item.span,
                              fmt::format("'{}' is derived, and a stored variable is needed", item.scalar),
                              "name what it is derived from");
    }
  }

  const text::YamlNode& variables_;
  Register& reg_;
  Loading& loading_;
  Words path_;
  Words done_;
};

}  // namespace

Variable read_variable(const text::YamlNode& key, const text::YamlNode& node, Loading& loading) {
  Variable variable;
  variable.name = key.scalar;
  variable.span = key.span;
  check_name(key, "variable", loading.problems);
  Fields fields(node, fmt::format("variable '{}'", key.scalar), loading.problems);
  fields.required("type");
  const auto type = fields.one_of("type", type_names);
  if (type != derived_type) variable.type = static_cast<VariableType>(type);
  variable.label = fields.required_label("label");
  variable.description = fields.label("description");
  variable.measure = fields.text("unit");
  variable.source = fields.text("source");
  variable.utstein = fields.text("utstein");
  variable.required = type != derived_type && fields.flag("required", false);
  if (type == derived_type) read_derived(fields, variable);
  if (type == derived_type && variable.type == VariableType::code)
    variable.codes = read_codes(*fields.find("codes"), loading);
  if (type != derived_type && variable.type == VariableType::code) {
    if (const auto* list = fields.required("codes")) variable.codes = read_codes(*list, loading);
  }
  if (variable.type == VariableType::unit) check_unit_kind(fields, variable, loading);
  read_range(fields, variable, loading.problems);
  fields.finish();
  return variable;
}

void resolve_derived(const text::YamlNode& variables, Register& reg, Loading& loading) {
  DerivedResolver(variables, reg, loading).run();
}

bool can_be_unknown(const Variable& variable, const Register& reg) {
  if (variable.derived) {
    if (variable.derived->form == Derived::Form::time_to_next) return true;
    if (variable.derived->form == Derived::Form::rank) return variable.derived->where != nullptr;
    const auto names = variable.derived->expression == nullptr ? Words{} : mentioned(*variable.derived->expression);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return can_be_unknown(*reg.find(name), reg); });
  }
  const bool unknown_code =
      std::any_of(variable.codes.begin(), variable.codes.end(), [](const CodeValue& c) { return c.unknown; });
  return !variable.required || unknown_code;
}

}  // namespace kjede::catalog
