#include "sql_layers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/store/dialect.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {
namespace {

using catalog::Derived;
using catalog::Expression;
using catalog::Op;

constexpr std::string_view event_year = "cast(extract(year from event_date) as bigint)";

bool is_record_word(const std::string& name) { return name == "person" || name == "year"; }

}  // namespace

SqlLayers::SqlLayers(const catalog::Register& reg, store::Dialect dialect)
    : register_(reg), dialect_(dialect), writer_(reg, dialect) {}

void SqlLayers::need(const Expression& e) {
  if (e.op == Op::variable) return need_variable(e.name);
  if (e.op == Op::cohort) return need_cohort(e);
  for (const auto& argument : e.arguments) need(*argument);
}

void SqlLayers::need_person() { person_ = true; }

void SqlLayers::need_variable(const std::string& name) {
  const auto* variable = register_.find(name);
  if (variable == nullptr) return;
  if (variable->derived)
    need_derived(*variable);
  else
    stored_.insert(name);
}

void SqlLayers::need_cohort(const Expression& cohort) {
  if (cohorts_.contains(cohort.name)) return;
  const auto& where = *cohort.arguments[0];
  need(where);
  writer_.set_cohort(cohort.name, writer_.tree(where));
  const auto place = derived_.size() + cohorts_.size();
  cohorts_[cohort.name] = {cohort_column(cohort.name), writer_.settled(where), depth_of(where) + 1, place};
}

void SqlLayers::need_derived(const catalog::Variable& variable) {
  if (derived_.contains(variable.name)) return;
  const auto& derived = *variable.derived;
  Item item{store::quoted(variable.name), {}, 1, 0};
  if (derived.form == Derived::Form::expression) {
    need(*derived.expression);
    item.depth = depth_of(*derived.expression) + 1;
    const auto value = writer_.value(*derived.expression);
    item.sql = value.sql;
    if (value.micros > 0) writer_.set_duration(variable.name, value);
  } else {
    windows_ = true;
    for (const auto& name : in_window(derived)) {
      need_variable(name);
      item.depth = std::max(item.depth, depth_of(name) + 1);
    }
    if (derived.where) {
      need(*derived.where);
      item.depth = std::max(item.depth, depth_of(*derived.where) + 1);
    }
    if (std::find(derived.within.begin(), derived.within.end(), "person") != derived.within.end()) person_ = true;
    if (derived.form == Derived::Form::rank) {
      item.sql = window(derived, "row_number()");
    } else {
      const auto* from = register_.find(derived.from);
      const bool dates = from != nullptr && from->type == catalog::VariableType::date;
      const auto next = window(derived, fmt::format("lead({})", store::quoted(derived.next)));
      const auto start = store::quoted(derived.from);
      item.sql = dates ? fmt::format("{} - {}", next, start) : store::microseconds_between(dialect_, start, next);
      writer_.set_duration(variable.name, {{}, dates ? kMicrosPerDay : 1});
    }
    if (derived.where) item.sql = fmt::format("case when {} then {} end", writer_.truth(*derived.where), item.sql);
  }
  item.place = derived_.size() + cohorts_.size();
  derived_[variable.name] = std::move(item);
}

// The variables a window looks at, without the words of the record itself.
std::vector<std::string> SqlLayers::in_window(const Derived& derived) const {
  std::vector<std::string> names;
  for (const auto* list : {&derived.within, &derived.order}) {
    for (const auto& name : *list) {
      if (!is_record_word(name)) names.push_back(name);
    }
  }
  if (!derived.from.empty()) names.push_back(derived.from);
  if (!derived.next.empty()) names.push_back(derived.next);
  return names;
}

// A record that does not say whose it is is a person of its own. Missing values of other variables are one group.
std::string SqlLayers::window(const Derived& derived, const std::string& value) const {
  std::vector<std::string> groups;
  for (const auto& name : derived.within) {
    if (name == "person")
      groups.emplace_back("person, case when person is null then record_key end");
    else
      groups.push_back(name == "year" ? std::string(event_year) : store::quoted(name));
  }
  if (derived.where) groups.push_back(fmt::format("({}) is true", writer_.truth(*derived.where)));
  std::vector<std::string> order;
  for (const auto& name : derived.order) order.push_back(fmt::format("{} nulls last", store::quoted(name)));
  order.emplace_back("record_key");
  const auto partition = groups.empty() ? std::string() : fmt::format("partition by {} ", fmt::join(groups, ", "));
  return fmt::format("{} over ({}order by {})", value, partition, fmt::join(order, ", "));
}

int SqlLayers::depth_of(const std::string& variable) const {
  const auto found = derived_.find(variable);
  return found == derived_.end() ? 0 : found->second.depth;
}

int SqlLayers::depth_of(const Expression& e) const {
  if (e.op == Op::variable) return depth_of(e.name);
  if (e.op == Op::cohort) {
    const auto found = cohorts_.find(e.name);
    return found == cohorts_.end() ? 0 : found->second.depth;
  }
  int depth = 0;
  for (const auto& argument : e.arguments) depth = std::max(depth, depth_of(*argument));
  return depth;
}

// The records a window must see for those of the range to come out right: later ones, when records are ordered by the
// register's date; the whole years, when it looks within a year; else all.
RecordRange SqlLayers::seen_by_windows(const RecordRange& range) const {
  RecordRange seen = range;
  for (const auto& [name, item] : derived_) {
    const auto& derived = *register_.find(name)->derived;
    if (derived.form == Derived::Form::expression) continue;
    const bool within_year = std::find(derived.within.begin(), derived.within.end(), "year") != derived.within.end();
    const bool by_date = !derived.order.empty() && derived.order.front() == register_.date;
    if (within_year) {
      if (seen.from) seen.from = base::make_date(base::year_of(*seen.from), 1, 1);
      if (seen.to) seen.to = base::make_date(base::year_of(*seen.to), 12, 31);
      continue;
    }
    if (derived.form != Derived::Form::time_to_next || !by_date) seen.from.reset();
    seen.to.reset();
  }
  return seen;
}

std::string SqlLayers::records(const RecordRange& range) const {
  std::vector<std::string> columns{"event_date"};
  if (windows_) columns.emplace_back("record_key");
  if (person_) columns.emplace_back("person");
  for (const auto& variable : register_.variables) {
    if (stored_.contains(variable.name)) columns.push_back(store::quoted(variable.name));
  }
  auto sql = fmt::format("with records as (\n  select {}\n  from {}\n  where {}", fmt::join(columns, ", "),
                         store::table_of(register_.id), store::current_at(range.batch));
  const auto seen = windows_ ? seen_by_windows(range) : range;
  if (seen.from) sql += fmt::format("\n    and event_date >= date '{}'", base::to_string(*seen.from));
  if (seen.to) sql += fmt::format("\n    and event_date <= date '{}'", base::to_string(*seen.to));
  return sql + "\n)";
}

SqlLayers::Steps SqlLayers::steps() const {
  Steps out;
  for (const auto* items : {&derived_, &cohorts_}) {
    for (const auto& [name, item] : *items) out[item.depth][item.place] = &item;
  }
  return out;
}

std::string SqlLayers::last() const {
  const auto all = steps();
  if (windows_) return "in_range";
  return all.empty() ? "records" : fmt::format("step_{}", all.rbegin()->first);
}

std::string SqlLayers::write(const RecordRange& range) const { return write_steps(steps(), range).first; }

// An item is needed where its name is read: looked for from the last layer back.
std::string SqlLayers::select(const std::vector<std::string>& columns, const RecordRange& range) const {
  const auto selected = fmt::format("{}", fmt::join(columns, ",\n  "));
  auto needed = steps();
  auto read = selected;
  for (auto step = needed.rbegin(); step != needed.rend(); ++step) {
    std::erase_if(step->second,
                  [&](const auto& placed) { return read.find(placed.second->column) == std::string::npos; });
    for (const auto& [place, item] : step->second) read += item->sql;
  }
  std::erase_if(needed, [](const auto& step) { return step.second.empty(); });
  const auto [sql, last] = write_steps(needed, range);
  return fmt::format("{}\nselect {}\nfrom {}", sql, selected, last);
}

std::pair<std::string, std::string> SqlLayers::write_steps(const Steps& steps, const RecordRange& range) const {
  auto sql = records(range);
  std::string previous = "records";
  for (const auto& [depth, items] : steps) {
    sql += fmt::format(",\nstep_{} as (\n  select *", depth);
    for (const auto& [place, item] : items) sql += fmt::format(",\n    {} as {}", item->sql, item->column);
    sql += fmt::format("\n  from {}\n)", previous);
    previous = fmt::format("step_{}", depth);
  }
  if (!windows_) return {sql, previous};
  sql += fmt::format(",\nin_range as (\n  select *\n  from {}\n  where true", previous);
  if (range.from) sql += fmt::format("\n    and event_date >= date '{}'", base::to_string(*range.from));
  if (range.to) sql += fmt::format("\n    and event_date <= date '{}'", base::to_string(*range.to));
  return {sql + "\n)", "in_range"};
}

}  // namespace kjede::measure
