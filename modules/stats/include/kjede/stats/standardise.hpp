#pragma once
// Directly and indirectly standardised rates.
//
//   KJEDE_ASSIGN(auto dsr, stats::direct_standardised(events, population, stats::european_standard_2013, 100'000));

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::stats {

// European Standard Population 2013 (Eurostat), 19 bands: 0–4, 5–9, …, 85–89, 90+.
inline constexpr std::array<double, 19> european_standard_2013{
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000};

struct DirectRate {
  std::int64_t events = 0;
  double crude = 0;
  double rate = 0;
  std::optional<Interval> dobson_byar{};  // Dobson 1991 with Byar's limits; nothing without events
  std::optional<Interval> fay_feuer{};    // Fay & Feuer 1997, gamma; nothing without events
  bool few_events = false;                // below 10, where the English practice shows no rate
};

// One entry per band. Fails when lengths differ, a population is not above 0, a count or weight is negative, or all
// weights are 0.
base::Result<DirectRate> direct_standardised(std::span<const std::int64_t> events, std::span<const double> population,
                                             std::span<const double> standard, double multiplier = 1,
                                             double level = 0.95);

struct IndirectRatio {
  std::int64_t observed = 0;
  double expected = 0;
  std::optional<double> ratio{};  // observed / expected; nothing when nothing was expected
  std::optional<Interval> ci{};   // exact below 10 events, Byar from 10
  std::string_view method{};      // "Exact" or "Byars"
};

// Expected events at the reference's rates.
base::Result<IndirectRatio> indirect_standardised(std::span<const std::int64_t> events,
                                                  std::span<const double> population,
                                                  std::span<const double> reference_events,
                                                  std::span<const double> reference_population, double level = 0.95);

}  // namespace kjede::stats
