#pragma once
// Collects what is wrong with rows: the list for the rejects file and the counts by reason.

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "kjede/road/import_report.hpp"
#include "kjede/text/csv_writer.hpp"

namespace kjede::road {

struct RowPlace {
  const std::string* file = nullptr;
  std::uint64_t row = 0;
  std::uint64_t line = 0;
};

class RowProblems {
 public:
  void reject(const RowPlace& at, const base::Code& code, std::string field, std::string reason, std::string advice) {
    add(at, code, std::move(field), std::move(reason), std::move(advice), false);
  }
  void warn(const RowPlace& at, const base::Code& code, std::string field, std::string reason, std::string advice) {
    add(at, code, std::move(field), std::move(reason), std::move(advice), true);
  }
  std::vector<RoadProblem> counts() const;  // most frequent first
  std::string take_list() { return csv_.take(); }

 private:
  void add(const RowPlace& at, const base::Code& code, std::string field, std::string reason, std::string advice,
           bool warning);

  text::CsvWriter csv_;
  bool any_ = false;
  std::map<std::tuple<bool, std::string_view, std::string, std::string>, RoadProblem> counts_;
};

}  // namespace kjede::road
