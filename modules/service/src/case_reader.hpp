#pragma once
// Reads one case of a statistics file. What is missing or of the wrong kind becomes a fault that names the case, so
// that all faults of a file can be shown at once.

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/service/stats_files.hpp"
#include "kjede/stats/interval.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

using text::Json;

class CaseReader {
 public:
  CaseReader(const Json& object, std::string name);

  const std::string& name() const { return name_; }  // "case P07"
  const Json& object() const { return object_; }
  bool has(const std::string& key) const;  // there and not null

  const Json& member(const std::string& key);  // null, with a fault, when missing
  const Json& array(const std::string& key);   // empty, with a fault, when it is none
  std::string text(const std::string& key);
  double number(const std::string& key, double fallback);
  std::vector<double> numbers(const std::string& key);                          // nulls are faults
  std::vector<std::optional<double>> optional_numbers(const std::string& key);  // nulls are missing
  std::vector<std::int64_t> counts(const std::string& key);
  std::vector<int> positions(const std::string& key);  // a number or an array of numbers; absent: none

  void fault(std::string message, std::string suggestion = {});
  void faults(base::Diagnostics diagnostics);  // from a room below, given the case's name
  void faults_from(CaseReader& part) { faults_.insert(faults_.end(), part.faults_.begin(), part.faults_.end()); }
  bool failed() const { return !faults_.empty(); }
  base::Diagnostics take_faults() { return std::move(faults_); }

 private:
  const Json& object_;
  std::string name_;
  base::Diagnostics faults_;
};

// A number for a file: whole numbers without a fraction, not finite ones null.
Json number(double value);
Json number(const std::optional<double>& value);
Json pair(const std::optional<stats::Interval>& interval);  // [low, high]
std::optional<double> number_of(const Json& value);         // booleans count as 0 and 1; else nothing

// The kinds of JSON file: each gives a case its computed members.
void recompute_spc(Json& item, CaseReader& reader);
void recompute_funnel(Json& item, CaseReader& reader);
void recompute_agreement(Json& item, CaseReader& reader);
void recompute_standardise(Json& item, CaseReader& reader);
void recompute_survival(Json& item, CaseReader& reader);
void recompute_quantile(Json& item, CaseReader& reader);

// The kinds of CSV file.
base::Result<Recomputed> recompute_table(std::string_view kind, std::string_view file_name, std::string_view text);

}  // namespace kjede::service
