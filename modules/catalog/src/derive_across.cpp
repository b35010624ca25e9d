// Variables that look at other records of the same group: the time to the next, the place among them.

#include <algorithm>
#include <map>

#include "kjede/catalog/run_tests.hpp"

namespace kjede::catalog {
namespace {

using base::Value;

std::size_t index_of(const Register& reg, std::string_view name) {
  return static_cast<std::size_t>(reg.find(name) - reg.variables.data());
}

// Missing last, as NULLS LAST.
bool before(const Value& a, const Value& b) {
  if (base::is_missing(a) || base::is_missing(b)) return !base::is_missing(a) && base::is_missing(b);
  return a < b;
}

class Across {
 public:
  Across(std::vector<TestRecord>& records, const Register& reg) : records_(records), reg_(reg) {}

  void derive(const Variable& variable) {
    const auto& derived = *variable.derived;
    const auto target = index_of(reg_, variable.name);
    for (auto& [group, members] : groups(derived)) {
      std::stable_sort(members.begin(), members.end(),
                       [&](std::size_t a, std::size_t b) { return stands_before(derived, a, b); });
      for (std::size_t i = 0; i < members.size(); ++i) {
        auto& cell = records_[members[i]].values[target];
        if (derived.form == Derived::Form::rank)
          cell = static_cast<std::int64_t>(i + 1);
        else if (i + 1 < members.size())
          cell = between(derived, members[i], members[i + 1]);
      }
    }
  }

 private:
  using Group = std::vector<Value>;

  std::map<Group, std::vector<std::size_t>> groups(const Derived& derived) const {
    std::map<Group, std::vector<std::size_t>> made;
    const auto where = derived.where == nullptr ? nullptr : std::make_unique<CompiledExpression>(*derived.where, reg_);
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (where != nullptr && where->truth(records_[i].values) != Truth::yes) continue;
      Group key;
      for (const auto& name : derived.within) key.push_back(part(name, i));
      made[key].push_back(i);
    }
    return made;
  }

  Value part(const std::string& name, std::size_t record) const {
    const auto& row = records_[record];
    if (name == "person") return row.person.empty() ? Value(static_cast<std::int64_t>(record)) : Value(row.person);
    if (name == "year") return year_of(row.values[index_of(reg_, reg_.date)]);
    return row.values[index_of(reg_, name)];
  }

  Value year_of(const Value& date) const {
    if (const auto* day = std::get_if<base::Date>(&date)) return static_cast<std::int64_t>(base::year_of(*day));
    const auto* instant = std::get_if<base::Instant>(&date);
    const auto zone = base::TimeZone::find(reg_.time_zone);
    if (instant == nullptr || !zone) return {};
    return static_cast<std::int64_t>(base::year_of(zone->local_date(*instant)));
  }

  bool stands_before(const Derived& derived, std::size_t a, std::size_t b) const {
    auto names = derived.order;
    names.push_back(reg_.key);
    for (const auto& name : names) {
      const auto column = index_of(reg_, name);
      const auto& left = records_[a].values[column];
      const auto& right = records_[b].values[column];
      if (before(left, right)) return true;
      if (before(right, left)) return false;
    }
    return false;
  }

  Value between(const Derived& derived, std::size_t a, std::size_t b) const {
    const auto& from = records_[a].values[index_of(reg_, derived.from)];
    const auto& to = records_[b].values[index_of(reg_, derived.next)];
    if (const auto* begin = std::get_if<base::Instant>(&from), *end = std::get_if<base::Instant>(&to);
        begin != nullptr && end != nullptr) {
      return static_cast<double>((*end - *begin).count()) / 1e6;
    }
    if (const auto* begin = std::get_if<base::Date>(&from), *end = std::get_if<base::Date>(&to);
        begin != nullptr && end != nullptr) {
      return static_cast<double>((*end - *begin).count()) * 86400.0;
    }
    return {};
  }

  std::vector<TestRecord>& records_;
  const Register& reg_;
};

}  // namespace

void derive_across(std::vector<TestRecord>& records, const Register& reg) {
  Across across(records, reg);
  for (const auto& variable : reg.variables) {
    if (variable.derived && variable.derived->form != Derived::Form::expression) across.derive(variable);
  }
}

}  // namespace kjede::catalog
