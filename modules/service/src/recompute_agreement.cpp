// Agreement of a statistics file: a square table of two raters, or the ratings of many.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "case_reader.hpp"
#include "kjede/stats/agreement.hpp"

namespace kjede::service {
namespace {

Json members(const std::optional<stats::Coefficient>& coefficient, bool with_interval) {
  Json result = {{"value", coefficient ? number(coefficient->value) : Json(nullptr)},
                 {"se", coefficient ? number(coefficient->standard_error) : Json(nullptr)}};
  if (with_interval) result["ci95"] = pair(coefficient ? coefficient->ci : std::nullopt);
  return result;
}

std::vector<double> read_table(CaseReader& reader, std::size_t categories) {
  std::vector<double> counts;
  CaseReader input(reader.member("input"), reader.name());
  for (const auto& row : input.array("table")) {
    if (!row.is_array() || row.size() != categories) {
      input.fault("'table' is not square, with a row and a column for every category");
      break;
    }
    for (const auto& cell : row) counts.push_back(number_of(cell).value_or(std::nan("")));
  }
  reader.faults_from(input);
  return counts;
}

void two_raters(Json& item, CaseReader& reader) {
  const auto categories = reader.array("categories").size();
  const auto counts = read_table(reader, categories);
  if (reader.failed()) return;
  const auto table = stats::AgreementTable::of(categories, counts);
  if (!table) return reader.faults(table.error());
  const auto kappa = stats::cohen_kappa(*table);
  Json expected = {{"n", number(table->total())},
                   {"percent_agreement", number(stats::percent_agreement(*table))},
                   {"expected_agreement_kappa", kappa ? number(kappa->expected_agreement) : Json(1)},
                   {"cohen_kappa", members(kappa, true)},
                   {"gwet_ac1", members(stats::gwet_ac1(*table), true)},
                   {"scott_pi", members(stats::scott_pi(*table), false)},
                   {"brennan_prediger", members(stats::brennan_prediger(*table), false)}};
  if (categories > 2) {  // with two categories every weighting is the plain one
    expected["cohen_kappa_linear"] = members(stats::cohen_kappa(*table, stats::Weights::linear), false);
    expected["cohen_kappa_quadratic"] = members(stats::cohen_kappa(*table, stats::Weights::quadratic), false);
  }
  item["expected"] = std::move(expected);
}

// One rating that is not missing, counted for its subject; its code must be in the list.
void count_rating(const Json& rating, const Json& categories, double* counts, CaseReader& reader) {
  const auto written = [](const Json& code) { return code.is_string() ? code.get<std::string>() : code.dump(); };
  const auto found = std::ranges::find_if(
      categories, [&](const Json& code) { return code == rating || written(code) == written(rating); });
  if (found == categories.end())
    reader.fault("a rating is not in 'categories'", "list every code of the variable");
  else
    counts[found - categories.begin()] += 1;
}

struct RatingTable {
  std::vector<double> counts;
  std::size_t raters = 0;
  bool complete = true;
};

RatingTable read_ratings(CaseReader& reader, const Json& categories) {
  RatingTable table;
  CaseReader input(reader.member("input"), reader.name());
  for (const auto& subject : input.array("ratings")) {
    if (!subject.is_array()) {
      input.fault("'ratings' is not a list of subjects, each a list of ratings");
      break;
    }
    table.raters = std::max(table.raters, subject.size());
    const auto first = table.counts.size();
    table.counts.resize(first + categories.size(), 0);
    for (const auto& rating : subject) {
      if (rating.is_null())
        table.complete = false;
      else
        count_rating(rating, categories, table.counts.data() + first, input);
    }
  }
  reader.faults_from(input);
  return table;
}

Json five_decimals(const std::optional<double>& value) {
  return value ? number(std::round(*value * 1e5) / 1e5) : Json(nullptr);
}

// As the peer prints them: value and standard error to five decimals.
Json rounded_members(const std::optional<stats::Coefficient>& coefficient) {
  return {{"value", five_decimals(coefficient ? std::optional(coefficient->value) : std::nullopt)},
          {"se", five_decimals(coefficient ? coefficient->standard_error : std::nullopt)}};
}

void many_raters(Json& item, CaseReader& reader) {
  const auto& categories = reader.array("categories");
  const auto table = read_ratings(reader, categories);
  if (reader.failed()) return;
  const auto ratings = stats::RatingCounts::of(categories.size(), table.counts);
  if (!ratings) return reader.faults(ratings.error());
  const auto agreed = stats::percent_agreement(*ratings);
  const auto fleiss = stats::fleiss_kappa(*ratings), ac1 = stats::gwet_ac1(*ratings);
  const auto value = [](const std::optional<stats::Coefficient>& coefficient) {
    return coefficient ? number(coefficient->value) : Json(nullptr);
  };
  Json expected = {{"n_subjects", item.at("input").at("ratings").size()},
                   {"n_raters", table.raters},
                   {"percent_agreement", number(agreed)},
                   {"fleiss_kappa", rounded_members(fleiss)},
                   {"gwet_ac1", rounded_members(ac1)}};
  if (table.complete) expected["fleiss_kappa_irr"] = value(fleiss);
  expected["unrounded"] = {
      {"percent_agreement", number(agreed)}, {"fleiss_kappa", value(fleiss)}, {"gwet_ac1", value(ac1)}};
  item["expected"] = std::move(expected);
}

}  // namespace

void recompute_agreement(Json& item, CaseReader& reader) {
  const auto kind = reader.text("kind");
  if (kind == "two_raters_table") return two_raters(item, reader);
  if (kind == "many_raters_raw") return many_raters(item, reader);
  if (!kind.empty())
    reader.fault(fmt::format("kind '{}' is not known", kind), "use two_raters_table or many_raters_raw");
}

}  // namespace kjede::service
