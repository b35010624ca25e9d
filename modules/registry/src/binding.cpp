#include "binding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "kjede/registry/codes.hpp"

namespace kjede::registry {
namespace {

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return low;
}

bool same_word(std::string_view a, std::string_view b) { return !a.empty() && lowered(a) == lowered(b); }

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto near = base::nearest(word, candidates);
  return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
}

class Binder {
 public:
  Binder(const catalog::Catalog& catalog, const catalog::Register& reg, const std::vector<std::string>& columns,
         const std::string& file)
      : catalog_(catalog), reg_(reg), columns_(columns), file_(file), used_(columns.size()) {}

  base::Result<Binding> by_name() {
    // names before labels: a label may be the name of another variable, or two variables' label
    for (const auto& name_of : {name_of_variable, norwegian_label, english_label}) bind_by(name_of);
    if (const auto column = find(reg_.identifier)) binding_.identifier = ColumnPlan(use(*column));
    if (const auto column = find(reg_.person_name)) binding_.name = ColumnPlan(use(*column));
    return finish();
  }

  base::Result<Binding> by_mapping(const Mapping& mapping) {
    if (!mapping.register_id.empty() && mapping.register_id != reg_.id) {
      return base::fail(codes::mapping_value,
                        fmt::format("the mapping is for the register '{}', not '{}'", mapping.register_id, reg_.id));
    }
    for (const auto& rule : mapping.columns) bind_rule(mapping, rule);
    for (const auto& condition : mapping.keep) {
      if (auto bound = bind_condition(condition)) binding_.keep.push_back(std::move(*bound));
    }
    for (const auto& ignored : mapping.ignore) {
      if (const auto column = find(ignored.name)) use(*column);
    }
    return finish();
  }

 private:
  std::optional<std::size_t> find(std::string_view name) const {
    const auto exact = std::find(columns_.begin(), columns_.end(), name);
    if (name.empty()) return std::nullopt;
    if (exact != columns_.end()) return static_cast<std::size_t>(exact - columns_.begin());
    const auto alike =
        std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return same_word(c, name); });
    if (alike == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(alike - columns_.begin());
  }

  static const std::string& name_of_variable(const catalog::Variable& v) { return v.name; }
  static const std::string& norwegian_label(const catalog::Variable& v) { return v.label.nb; }
  static const std::string& english_label(const catalog::Variable& v) { return v.label.en; }

  void bind_by(const std::string& (*name_of)(const catalog::Variable&)) {
    for (std::size_t v = 0; v < reg_.variables.size(); ++v) {
      const auto& variable = reg_.variables[v];
      const bool bound =
          std::any_of(binding_.columns.begin(), binding_.columns.end(), [v](const auto& c) { return c.variable == v; });
      const auto column = variable.derived || bound ? std::nullopt : find(name_of(variable));
      if (column && !used_[*column]) take(v, ColumnPlan(use(*column)), nullptr);
    }
  }

  std::size_t use(std::size_t column) {
    used_[column] = true;
    return column;
  }

  BoundColumn& take(std::size_t variable, ColumnPlan plan, const ColumnRule* rule) {
    binding_.columns.push_back({variable, std::move(plan), rule, std::nullopt, std::nullopt});
    return binding_.columns.back();
  }

  void problem(const base::Code& code, std::string message, const base::SourceSpan& span, std::string suggestion) {
    auto failed = base::fail(code, std::move(message), span, std::move(suggestion));
    problems_.push_back(std::move(failed.diagnostics.front()));
  }

  std::optional<std::size_t> named(const Named& name) {
    if (const auto column = find(name.name)) return use(*column);
    problem(codes::mapping_column, fmt::format("'{}' has no column '{}'", file_, name.name), name.span,
            did_you_mean(name.name, columns_));
    return std::nullopt;
  }

  std::optional<BoundCondition> bind_condition(const Condition& condition) {
    const auto column = named(condition.column);
    return column ? std::optional(BoundCondition{*column, condition.values}) : std::nullopt;
  }

  // Nothing when a column is not there; that has then been told.
  std::optional<ColumnPlan> bind_value(const Mapping& mapping, const ValueRule& rule) {
    std::vector<std::size_t> from;
    for (const auto& name : rule.from) {
      if (const auto column = named(name)) from.push_back(*column);
    }
    std::vector<ColumnPlan> options;
    for (const auto& option : rule.options) {
      if (auto plan = bind_value(mapping, option)) options.push_back(std::move(*plan));
    }
    std::optional<BoundCondition> when = rule.when ? bind_condition(*rule.when) : std::nullopt;
    const bool whole = from.size() == rule.from.size() && options.size() == rule.options.size() &&
                       when.has_value() == rule.when.has_value();
    if (!whole) return std::nullopt;
    return ColumnPlan(rule, std::move(from), std::move(options), std::move(when), mapping.missing);
  }

  void bind_rule(const Mapping& mapping, const ColumnRule& rule) {
    auto bound = bind_value(mapping, rule.value);
    if (!bound) return;
    ColumnPlan plan = std::move(*bound);
    if (rule.target.name == reg_.identifier && !reg_.identifier.empty())
      binding_.identifier = std::move(plan);
    else if (rule.target.name == reg_.person_name && !reg_.person_name.empty())
      binding_.name = std::move(plan);
    else
      bind_variable(rule, std::move(plan));
  }

  void bind_variable(const ColumnRule& rule, ColumnPlan plan) {
    const auto found = std::find_if(reg_.variables.begin(), reg_.variables.end(),
                                    [&](const auto& v) { return v.name == rule.target.name; });
    if (found == reg_.variables.end() || found->derived) {
      std::vector<std::string> names;
      for (const auto& v : reg_.variables) {
        if (!v.derived) names.push_back(v.name);
      }
      const std::string why = found == reg_.variables.end()
                                  ? fmt::format("the register '{}' has no variable '{}'", reg_.id, rule.target.name)
                                  : fmt::format("'{}' is derived; it is computed, not imported", rule.target.name);
      return problem(codes::mapping_target, why, rule.target.span, did_you_mean(rule.target.name, names));
    }
    check_targets(*found, rule.value);
    BoundColumn& bound = take(static_cast<std::size_t>(found - reg_.variables.begin()), std::move(plan), &rule);
    if (rule.plus) bound.plus = named(*rule.plus);
    if (rule.age_at) bound.age_at = named(*rule.age_at);
  }

  // Every text a translation can give must be a code or a unit.
  void check_targets(const catalog::Variable& variable, const ValueRule& rule) {
    if (rule.codes) {
      for (const auto& [text, target] : rule.codes->exact) check_target(variable, target);
      for (const auto& [prefix, target] : rule.codes->prefixes) check_target(variable, target);
    }
    for (const auto& [text, target] : rule.missing_reasons) check_target(variable, target);
    if (rule.otherwise) check_target(variable, *rule.otherwise);
    for (const auto& option : rule.options) check_targets(variable, option);
  }

  void check_target(const catalog::Variable& variable, const Named& target) {
    if (target.name == missing_word) return;
    if (variable.type == catalog::VariableType::unit &&
        catalog_.units.find_by_name(target.name, variable.unit_kind) == nullptr) {
      std::vector<std::string> ids;
      for (const auto* unit : catalog_.units.of_kind(variable.unit_kind)) ids.push_back(unit->id);
      const auto near = did_you_mean(target.name, ids);
      problem(codes::mapping_target, fmt::format("there is no {} '{}'", variable.unit_kind, target.name), target.span,
              near.empty() ? "the units stand in the tables of the catalog's folder units" : near);
    }
    if (variable.type != catalog::VariableType::code) return;
    std::vector<std::string> known;
    for (const auto& code : variable.codes) known.push_back(code.code);
    if (std::find(known.begin(), known.end(), target.name) != known.end()) return;
    const auto near = did_you_mean(target.name, known);
    problem(codes::mapping_target, fmt::format("'{}' is not a code of '{}'", target.name, variable.name), target.span,
            near.empty() ? fmt::format("codes: {}", fmt::join(known, ", ")) : near);
  }

  base::Result<Binding> finish() {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (!used_[c]) binding_.unused.push_back(columns_[c]);
    }
    for (std::size_t v = 0; v < reg_.variables.size(); ++v) {
      const auto& variable = reg_.variables[v];
      const bool needed = variable.required || variable.name == reg_.key || variable.name == reg_.date;
      const bool bound =
          std::any_of(binding_.columns.begin(), binding_.columns.end(), [v](const auto& c) { return c.variable == v; });
      if (!needed || bound || variable.derived || failed_before(variable.name)) continue;
      const auto near = did_you_mean(variable.name, binding_.unused);
      problem(codes::column_missing,
              fmt::format("'{}' has no column for the required variable '{}'", file_, variable.name), {},
              near.empty() ? "name a column so, or write a mapping" : near);
    }
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return std::move(binding_);
  }

  // Its rule was refused already: once is enough.
  bool failed_before(const std::string&) const {
    return !problems_.empty() && problems_.front().code != codes::column_missing.id;
  }

  const catalog::Catalog& catalog_;
  const catalog::Register& reg_;
  const std::vector<std::string>& columns_;
  const std::string& file_;
  std::vector<bool> used_;
  Binding binding_;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<Binding> bind(const catalog::Catalog& catalog, const catalog::Register& reg, const Mapping* mapping,
                           const std::vector<std::string>& columns, const std::string& file) {
  Binder binder(catalog, reg, columns, file);
  return mapping != nullptr ? binder.by_mapping(*mapping) : binder.by_name();
}

std::vector<std::string> wanted_columns(const Mapping& mapping) {
  std::vector<std::string> wanted;
  const auto add = [&](const Named& name) {
    if (std::find(wanted.begin(), wanted.end(), name.name) == wanted.end()) wanted.push_back(name.name);
  };
  const std::function<void(const ValueRule&)> add_rule = [&](const ValueRule& rule) {
    for (const auto& name : rule.from) add(name);
    if (rule.when) add(rule.when->column);
    for (const auto& option : rule.options) add_rule(option);
  };
  for (const auto& rule : mapping.columns) {
    add_rule(rule.value);
    if (rule.plus) add(*rule.plus);
    if (rule.age_at) add(*rule.age_at);
  }
  for (const auto& condition : mapping.keep) add(condition.column);
  return wanted;
}

}  // namespace kjede::registry
