#include "column_plan.hpp"

#include <algorithm>

namespace kjede::registry {
namespace {

std::string_view first_value(std::string_view text) { return text.substr(0, text.find(value_separator)); }

std::string_view result_of(const Named& translated) {
  return translated.name == missing_word ? std::string_view() : translated.name;
}

}  // namespace

bool ColumnPlan::means_missing(std::string_view text) const {
  return text.empty() || std::find(missing_.begin(), missing_.end(), text) != missing_.end();
}

std::string_view ColumnPlan::raw(const SourceRow& row) {
  switch (rule_->form) {
    case ColumnRule::Form::constant: return rule_->constant;
    case ColumnRule::Form::row_number: return scratch_ = std::to_string(row.row);
    case ColumnRule::Form::copy: return row.cells[columns_[0]];
    case ColumnRule::Form::first_of:
      for (const auto column : columns_) {
        if (!means_missing(row.cells[column])) return row.cells[column];
      }
      return {};
    case ColumnRule::Form::join: break;
  }
  scratch_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto cell = first_value(row.cells[columns_[i]]);
    if (means_missing(cell)) return {};  // a date without its time is no time
    if (i > 0) scratch_ += rule_->join_with;
    scratch_ += cell;
  }
  return scratch_;
}

// Of several values the first that the table knows.
std::string_view ColumnPlan::translated(std::string_view text) const {
  for (std::string_view rest = text; !rest.empty();) {
    const auto one = first_value(rest);
    const auto found = rule_->codes->find(one);
    if (found != rule_->codes->end()) return result_of(found->second);
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
  }
  return rule_->otherwise ? result_of(*rule_->otherwise) : first_value(text);
}

std::string_view ColumnPlan::text(const SourceRow& row) {
  if (!rule_) return first_value(row.cells[columns_[0]]);
  std::string_view text = raw(row);
  if (means_missing(text)) {
    if (rule_->absent) return *rule_->absent;
    const bool has_reason = !row.reasons.empty() && !columns_.empty();
    const auto found =
        has_reason ? rule_->missing_reasons.find(row.reasons[columns_[0]]) : rule_->missing_reasons.end();
    return found == rule_->missing_reasons.end() ? std::string_view() : result_of(found->second);
  }
  if (rule_->present) return *rule_->present;
  if (!rule_->strip.empty() && text.starts_with(rule_->strip)) text.remove_prefix(rule_->strip.size());
  return rule_->codes ? translated(text) : first_value(text);
}

}  // namespace kjede::registry
