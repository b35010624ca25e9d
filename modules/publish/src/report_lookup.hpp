#pragma once
// Finds measurements and analyses of a report's data, and names units.

#include <map>
#include <string>
#include <vector>

#include "kjede/publish/report.hpp"

namespace kjede::publish {

using Where = std::map<std::string, std::string>;  // unit attributes

class Lookup {
 public:
  explicit Lookup(const ReportData& data);

  const ReportData& data() const { return data_; }
  const catalog::Catalog& catalog() const { return *data_.catalog; }
  base::Period year() const;  // the report's year, or the year of its quarter
  base::Period last_year() const { return year().next(-1); }

  const measure::Measurement* measurement(const std::string& indicator, const std::string& level,
                                          const std::string& unit, const base::Period& period) const;
  // The country, or the group of units that `where` names (one attribute).
  const measure::Measurement* whole(const std::string& indicator, const Where& where, const base::Period& period) const;
  const AnalysisResult* analysis(const std::string& id, const std::string& level, const std::string& unit,
                                 const base::Period& period) const;
  const AnalysisResult* whole_analysis(const std::string& id, const Where& where, const base::Period& period) const;

  // Units of a level that were open in the period and have the attributes, in the unit tree's order.
  std::vector<const catalog::Unit*> units(const std::string& level, const Where& where,
                                          const base::Period& period) const;
  // Whether the unit has had an event of the indicator's cohort in any period: a trust without ambulances has none
  // ever.
  bool ever_measured(const std::string& indicator, const std::string& level, const std::string& unit) const;
  std::string nation() const { return nation_; }

 private:
  const ReportData& data_;
  std::string nation_;
  std::map<std::string, const measure::Measurement*, std::less<>> measurements_;
  std::map<std::string, const AnalysisResult*, std::less<>> analyses_;
  std::set<std::string> measured_;
};

// Short name for figures and tables.
std::string name_of(const catalog::Unit& unit, Language language);
bool is_masked(const measure::Measurement& measurement);

}  // namespace kjede::publish
