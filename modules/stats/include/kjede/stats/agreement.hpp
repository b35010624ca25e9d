#pragma once
// How well raters agree: percent agreement and chance-corrected coefficients with the large-sample standard errors of
// Gwet (2014), as the R package irrCAC. κ alone misleads when one code dominates; show percent agreement and AC1.
// The tables must have a row and column for EVERY code of the list, not only those seen: AC1 depends on it.
//
//   KJEDE_ASSIGN(auto table, stats::AgreementTable::of(3, counts));   // row-major, rows are rater 1
//   auto kappa = stats::cohen_kappa(table);

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::stats {

// No coefficient (empty optional) when chance agreement is 1. ci: Student t with N−1 df, upper end cut at 1.
struct Coefficient {
  double value = 0;
  double expected_agreement = 0;
  std::optional<double> standard_error{};
  std::optional<Interval> ci{};
};

// ---- two raters
class AgreementTable {
 public:
  // Fails unless counts holds categories², all >= 0, with a sum above 0 and at least two categories.
  static base::Result<AgreementTable> of(std::size_t categories, std::vector<double> counts);

  std::size_t categories() const { return categories_; }
  double total() const { return total_; }
  double share(std::size_t row, std::size_t column) const { return shares_[row * categories_ + column]; }
  double row_share(std::size_t k) const { return rows_[k]; }
  double column_share(std::size_t k) const { return columns_[k]; }

 private:
  std::size_t categories_ = 0;
  double total_ = 0;
  std::vector<double> shares_, rows_, columns_;
};

enum class Weights { identity, linear, quadratic };

double percent_agreement(const AgreementTable& table);  // 0…1
std::optional<Coefficient> cohen_kappa(const AgreementTable& table, Weights weights = Weights::identity,
                                       double level = 0.95);
std::optional<Coefficient> scott_pi(const AgreementTable& table, double level = 0.95);
std::optional<Coefficient> gwet_ac1(const AgreementTable& table, double level = 0.95);
std::optional<Coefficient> brennan_prediger(const AgreementTable& table, double level = 0.95);

// ---- many raters
// How many raters put subject i in category k: subjects × categories, row-major. Subjects nobody rated are dropped.
class RatingCounts {
 public:
  static base::Result<RatingCounts> of(std::size_t categories, std::vector<double> counts);

  std::size_t categories() const { return categories_; }
  std::size_t subjects() const { return raters_.size(); }
  double count(std::size_t subject, std::size_t category) const { return counts_[subject * categories_ + category]; }
  double raters(std::size_t subject) const { return raters_[subject]; }

 private:
  std::size_t categories_ = 0;
  std::vector<double> counts_, raters_;
};

// Mean over subjects with at least two ratings; nothing when there is none.
std::optional<double> percent_agreement(const RatingCounts& ratings);
std::optional<Coefficient> fleiss_kappa(const RatingCounts& ratings, double level = 0.95);
std::optional<Coefficient> gwet_ac1(const RatingCounts& ratings, double level = 0.95);

}  // namespace kjede::stats
