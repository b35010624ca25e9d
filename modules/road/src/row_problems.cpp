#include "kjede/road/row_problems.hpp"

#include <algorithm>

namespace kjede::road {

void RowProblems::add(const RowPlace& at, const base::Code& code, std::string field, std::string reason,
                      std::string advice, bool warning) {
  if (!any_) csv_.row({"file", "row", "line", "field", "reason", "what_to_do", "code", "row_kept"});
  any_ = true;
  csv_.text(*at.file).number(at.row).number(at.line).text(field).text(reason).text(advice).text(code.id);
  csv_.text(warning ? "yes" : "no").end_row();
  auto& count = counts_[{warning, code.id, field, reason}];
  if (count.rows++ == 0) count = {code.id, std::move(field), std::move(reason), warning, 1, *at.file, at.row};
}

std::vector<RoadProblem> RowProblems::counts() const {
  std::vector<RoadProblem> list;
  for (const auto& [key, problem] : counts_) list.push_back(problem);
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.rows > b.rows; });
  return list;
}

}  // namespace kjede::road
