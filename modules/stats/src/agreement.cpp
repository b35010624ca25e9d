#include "kjede/stats/agreement.hpp"

#include <algorithm>
#include <cmath>

#include "distributions.hpp"
#include "kjede/stats/codes.hpp"

namespace kjede::stats {
namespace {

bool counts_are_usable(const std::vector<double>& counts) {
  return std::ranges::all_of(counts, [](double count) { return std::isfinite(count) && count >= 0; });
}

// (p_o − p_e)/(1 − p_e), standard error from `variance(value)`.
template <class Variance>
std::optional<Coefficient> coefficient(double observed, double expected, double n, double level, Variance variance) {
  if (!(1 - expected > 1e-15)) return std::nullopt;
  Coefficient result{(observed - expected) / (1 - expected), expected, std::nullopt, std::nullopt};
  const double square = variance(result.value);
  if (!(n > 1) || !std::isfinite(square) || !is_level(level)) return result;
  result.standard_error = std::sqrt(std::max(0.0, square));
  const double half = student_t(level, n - 1) * *result.standard_error;
  result.ci = Interval{result.value - half, std::min(1.0, result.value + half)};
  return result;
}

double weight(std::size_t i, std::size_t j, std::size_t q, Weights weights) {
  const double distance = std::abs(static_cast<double>(i) - static_cast<double>(j)) / static_cast<double>(q - 1);
  switch (weights) {
    case Weights::identity: return i == j ? 1 : 0;
    case Weights::linear: return 1 - distance;
    case Weights::quadratic: return 1 - distance * distance;
  }
  return 0;
}

template <class Term>
double sum_cells(const AgreementTable& table, Term term) {
  double total = 0;
  for (std::size_t i = 0; i < table.categories(); ++i)
    for (std::size_t j = 0; j < table.categories(); ++j) total += term(i, j);
  return total;
}

double mean_share(const AgreementTable& table, std::size_t k) {
  return (table.row_share(k) + table.column_share(k)) / 2;
}

// Delta-method variance shared by the chance-corrected coefficients of two raters (Gwet 2014, ch. 6): a cell's weight
// less (1 − value)·pull(cell), pull being what the cell adds to chance agreement.
template <class Weight, class Pull>
std::optional<Coefficient> two_rater(const AgreementTable& table, double expected, double level, Weight cell_weight,
                                     Pull pull) {
  const double observed = sum_cells(table, [&](auto i, auto j) { return cell_weight(i, j) * table.share(i, j); });
  return coefficient(observed, expected, table.total(), level, [&](double value) {
    const double squares = sum_cells(table, [&](auto i, auto j) {
      return table.share(i, j) * std::pow(cell_weight(i, j) - (1 - value) * pull(i, j), 2);
    });
    return (squares - std::pow(observed - 2 * (1 - value) * expected, 2)) /
           (table.total() * (1 - expected) * (1 - expected));
  });
}

double same(std::size_t i, std::size_t j) { return i == j ? 1 : 0; }

}  // namespace

base::Result<AgreementTable> AgreementTable::of(std::size_t categories, std::vector<double> counts) {
  if (categories < 2) return base::fail(codes::bad_table, "agreement needs at least two categories");
  if (counts.size() != categories * categories)
    return base::fail(codes::bad_table, "the table of two raters is not square, with a row for every category");
  if (!counts_are_usable(counts)) return base::fail(codes::bad_table, "a count of the table is negative or not finite");
  AgreementTable table;
  table.categories_ = categories;
  for (const double count : counts) table.total_ += count;
  if (table.total_ <= 0) return base::fail(codes::no_rows, "the table of two raters is empty");
  table.shares_ = std::move(counts);
  table.rows_.assign(categories, 0);
  table.columns_.assign(categories, 0);
  for (std::size_t i = 0; i < categories; ++i)
    for (std::size_t j = 0; j < categories; ++j) {
      auto& share = table.shares_[i * categories + j];
      share /= table.total_;
      table.rows_[i] += share;
      table.columns_[j] += share;
    }
  return table;
}

double percent_agreement(const AgreementTable& table) {
  double agreed = 0;
  for (std::size_t k = 0; k < table.categories(); ++k) agreed += table.share(k, k);
  return agreed;
}

std::optional<Coefficient> cohen_kappa(const AgreementTable& table, Weights weights, double level) {
  const auto q = table.categories();
  const auto cell = [&](std::size_t i, std::size_t j) { return weight(i, j, q, weights); };
  std::vector<double> row_pull(q, 0), column_pull(q, 0);
  for (std::size_t i = 0; i < q; ++i)
    for (std::size_t j = 0; j < q; ++j) {
      row_pull[i] += cell(i, j) * table.column_share(j);
      column_pull[j] += cell(i, j) * table.row_share(i);
    }
  const double expected =
      sum_cells(table, [&](auto i, auto j) { return cell(i, j) * table.row_share(i) * table.column_share(j); });
  return two_rater(table, expected, level, cell, [&](auto i, auto j) { return row_pull[i] + column_pull[j]; });
}

std::optional<Coefficient> scott_pi(const AgreementTable& table, double level) {
  double expected = 0;
  for (std::size_t k = 0; k < table.categories(); ++k) expected += std::pow(mean_share(table, k), 2);
  return two_rater(table, expected, level, same,
                   [&](auto i, auto j) { return mean_share(table, i) + mean_share(table, j); });
}

std::optional<Coefficient> gwet_ac1(const AgreementTable& table, double level) {
  const double others = static_cast<double>(table.categories() - 1);
  double expected = 0;
  for (std::size_t k = 0; k < table.categories(); ++k)
    expected += mean_share(table, k) * (1 - mean_share(table, k)) / others;
  return two_rater(table, expected, level, same, [&](auto i, auto j) {
    return 2 * (1 - (mean_share(table, i) + mean_share(table, j)) / 2) / others;
  });
}

std::optional<Coefficient> brennan_prediger(const AgreementTable& table, double level) {
  const double observed = percent_agreement(table), expected = 1 / static_cast<double>(table.categories());
  return coefficient(observed, expected, table.total(), level, [&](double) {
    return (observed - observed * observed) / (table.total() * (1 - expected) * (1 - expected));
  });
}

}  // namespace kjede::stats
