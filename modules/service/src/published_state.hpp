#pragma once
// What a snapshot holds, and the words its documents share.

#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "kjede/publish/report.hpp"
#include "kjede/service/published.hpp"
#include "names.hpp"

namespace kjede::service {

using Json = nlohmann::ordered_json;
using measure::Measurement;

// One indicator with all its masked measurements.
struct PublishedIndicator {
  const catalog::Indicator* definition = nullptr;
  const catalog::Register* reg = nullptr;
  publish::ReportData data;  // its measurements; the period is set for each question
  std::map<std::tuple<std::string, std::string, base::Period>, const Measurement*> by_place;  // level, unit, period
  std::vector<int> years;    // with events in the nation
  Json why = Json::array();  // steps of inclusion, nation, latest complete year
  std::string sql;

  const Measurement* at(const std::string& level, const std::string& unit, int year) const;
};

struct Published::State {
  std::shared_ptr<const catalog::Catalog> catalog;
  std::string data_version;
  base::Date data_date{};
  bool is_synthetic = false;
  std::string nation;
  std::vector<int> years;
  int year = 0;
  std::vector<PublishedIndicator> indicators;  // in the catalog's order
  std::vector<PublishedReport> reports;

  const PublishedIndicator* find(const std::string& id) const;
  // Finest kind of the indicator that is no nation.
  std::string kind_of(const PublishedIndicator& one, const std::string& asked) const;
};

Json label_json(const catalog::Label& label);
// Indicator, unit, year, value, interval, level and texts; of a masked one no number at all.
Json measurement_json(const catalog::Catalog& catalog, const PublishedIndicator& one, const Measurement& m);
Json reports_json(const std::vector<PublishedReport>& reports);
std::string unit_of_value(const catalog::Indicator& indicator);  // "%", "min", "/ 100000", ""

// better, worse, same, none: the year before lies outside this year's interval, or not. `certain`: nor do the two
// intervals overlap.
struct Change {
  std::string_view trend = "none";
  bool certain = false;
};
Change change_of(const catalog::Indicator& indicator, const Measurement* now, const Measurement* before);

std::string document(Json json);  // with schema_version first

}  // namespace kjede::service
