// Agreement of any number of raters, ratings may be missing (Gwet 2014, ch. 5).
#include <algorithm>
#include <cmath>

#include "distributions.hpp"
#include "kjede/stats/agreement.hpp"
#include "kjede/stats/codes.hpp"

namespace kjede::stats {
namespace {

// Per subject: how often two of its raters agree; nothing for a subject with one rating.
std::optional<double> own_agreement(const RatingCounts& ratings, std::size_t subject) {
  const double raters = ratings.raters(subject);
  if (raters < 2) return std::nullopt;
  double pairs = 0;
  for (std::size_t k = 0; k < ratings.categories(); ++k)
    pairs += ratings.count(subject, k) * (ratings.count(subject, k) - 1);
  return pairs / (raters * (raters - 1));
}

std::vector<double> category_shares(const RatingCounts& ratings) {
  std::vector<double> shares(ratings.categories(), 0);
  for (std::size_t i = 0; i < ratings.subjects(); ++i)
    for (std::size_t k = 0; k < shares.size(); ++k)
      shares[k] += ratings.count(i, k) / ratings.raters(i) / static_cast<double>(ratings.subjects());
  return shares;
}

// The coefficient, its variance from each subject's own contribution: pull(k) is what a rating in category k adds to
// chance agreement.
template <class Pull>
std::optional<Coefficient> many_rater(const RatingCounts& ratings, double expected, double level, Pull pull) {
  const auto observed = percent_agreement(ratings);
  if (!observed || !(1 - expected > 1e-15)) return std::nullopt;
  const double n = static_cast<double>(ratings.subjects()), spare = 1 - expected;
  Coefficient result{(*observed - expected) / spare, expected, std::nullopt, std::nullopt};
  if (n < 2 || !is_level(level)) return result;
  double with_pairs = 0;
  for (std::size_t i = 0; i < ratings.subjects(); ++i) with_pairs += ratings.raters(i) >= 2;
  double squares = 0;
  for (std::size_t i = 0; i < ratings.subjects(); ++i) {
    const auto agreed = own_agreement(ratings, i);
    double own_expected = 0;
    for (std::size_t k = 0; k < ratings.categories(); ++k)
      own_expected += ratings.count(i, k) / ratings.raters(i) * pull(k);
    const double own = agreed ? n / with_pairs * (*agreed - expected) / spare : 0;
    squares += std::pow(own - 2 * (1 - result.value) * (own_expected - expected) / spare - result.value, 2);
  }
  result.standard_error = std::sqrt(squares / (n * (n - 1)));
  const double half = student_t(level, n - 1) * *result.standard_error;
  result.ci = Interval{result.value - half, std::min(1.0, result.value + half)};
  return result;
}

}  // namespace

base::Result<RatingCounts> RatingCounts::of(std::size_t categories, std::vector<double> counts) {
  if (categories < 2) return base::fail(codes::bad_table, "agreement needs at least two categories");
  if (counts.size() % categories != 0)
    return base::fail(codes::bad_table, "the table of ratings does not have an entry for every category");
  RatingCounts ratings;
  ratings.categories_ = categories;
  for (std::size_t first = 0; first < counts.size(); first += categories) {
    double raters = 0;
    for (std::size_t k = first; k < first + categories; ++k) {
      if (!std::isfinite(counts[k]) || counts[k] < 0)
        return base::fail(codes::bad_table, "a count of the table is negative or not finite");
      raters += counts[k];
    }
    if (raters == 0) continue;
    ratings.raters_.push_back(raters);
    ratings.counts_.insert(ratings.counts_.end(), counts.begin() + static_cast<std::ptrdiff_t>(first),
                           counts.begin() + static_cast<std::ptrdiff_t>(first + categories));
  }
  if (ratings.raters_.empty()) return base::fail(codes::no_rows, "no subject has a rating");
  return ratings;
}

std::optional<double> percent_agreement(const RatingCounts& ratings) {
  double total = 0, subjects = 0;
  for (std::size_t i = 0; i < ratings.subjects(); ++i)
    if (const auto agreed = own_agreement(ratings, i)) {
      total += *agreed;
      subjects += 1;
    }
  return subjects > 0 ? std::optional(total / subjects) : std::nullopt;
}

std::optional<Coefficient> fleiss_kappa(const RatingCounts& ratings, double level) {
  const auto shares = category_shares(ratings);
  double expected = 0;
  for (const double share : shares) expected += share * share;
  return many_rater(ratings, expected, level, [&](std::size_t k) { return shares[k]; });
}

std::optional<Coefficient> gwet_ac1(const RatingCounts& ratings, double level) {
  const auto shares = category_shares(ratings);
  const double others = static_cast<double>(ratings.categories() - 1);
  double expected = 0;
  for (const double share : shares) expected += share * (1 - share) / others;
  return many_rater(ratings, expected, level, [&](std::size_t k) { return (1 - shares[k]) / others; });
}

}  // namespace kjede::stats
