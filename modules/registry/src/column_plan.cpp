#include "column_plan.hpp"

#include <algorithm>

namespace kjede::registry {
namespace {

std::string_view first_value(std::string_view text) { return text.substr(0, text.find(value_separator)); }

// Calls visit for each of a cell's values until it gives true.
template <class Visit>
bool any_value(std::string_view cell, Visit&& visit) {
  while (!cell.empty()) {
    const auto one = first_value(cell);
    if (visit(one)) return true;
    cell.remove_prefix(std::min(one.size() + 1, cell.size()));
  }
  return false;
}

std::string_view result_of(const Named& translated) {
  return translated.name == missing_word ? std::string_view() : translated.name;
}

}  // namespace

bool BoundCondition::holds(const SourceRow& row) const {
  return any_value(row.cells[column], [this](std::string_view one) {
    return std::find(values.begin(), values.end(), one) != values.end();
  });
}

bool ColumnPlan::means_missing(std::string_view text) const {
  return text.empty() || std::find(missing_.begin(), missing_.end(), text) != missing_.end();
}

std::string_view ColumnPlan::joined(const SourceRow& row) {
  scratch_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto cell = first_value(row.cells[columns_[i]]);
    if (means_missing(cell)) return {};  // a date without its time is no time
    if (i > 0) scratch_ += rule_->join_with;
    scratch_ += cell;
  }
  return scratch_;
}

std::string_view ColumnPlan::raw(const SourceRow& row) {
  switch (rule_->form) {
    case ValueRule::Form::constant: return rule_->constant;
    case ValueRule::Form::row_number: return scratch_ = std::to_string(row.row);
    case ValueRule::Form::copy: return row.cells[columns_[0]];
    case ValueRule::Form::join: return joined(row);
    case ValueRule::Form::first_of: break;
  }
  for (auto& option : options_) {
    const auto text = option.text(row);
    if (!text.empty()) return text;
  }
  return {};
}

// Of several values: the preferred result, else the first that the table knows.
std::string_view ColumnPlan::translated(std::string_view text) const {
  const Named* best = nullptr;
  auto best_place = rule_->prefer.end();
  any_value(text, [&](std::string_view one) {
    const Named* found = rule_->codes->find(one);
    if (found == nullptr) return false;
    const auto place = std::find(rule_->prefer.begin(), rule_->prefer.end(), found->name);
    if (best == nullptr || place < best_place) {
      best = found;
      best_place = place;
    }
    return false;
  });
  if (best != nullptr) return result_of(*best);
  return rule_->otherwise ? result_of(*rule_->otherwise) : first_value(text);
}

std::string_view ColumnPlan::when_missing(const SourceRow& row) const {
  if (rule_->absent) return *rule_->absent;
  if (row.reasons.empty() || columns_.empty()) return {};
  const auto found = rule_->missing_reasons.find(row.reasons[columns_[0]]);
  return found == rule_->missing_reasons.end() ? std::string_view() : result_of(found->second);
}

std::string_view ColumnPlan::text(const SourceRow& row) {
  if (!rule_) return first_value(row.cells[columns_[0]]);
  if (when_ && !when_->holds(row)) return {};
  std::string_view text = raw(row);
  if (means_missing(text)) return when_missing(row);
  if (rule_->present) return *rule_->present;
  if (!rule_->after.empty()) {
    const auto mark = text.find(rule_->after);
    if (mark != std::string_view::npos) text.remove_prefix(mark + rule_->after.size());
  }
  return rule_->codes ? translated(text) : first_value(text);
}

}  // namespace kjede::registry
