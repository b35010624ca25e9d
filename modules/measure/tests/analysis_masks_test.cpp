// Analyses that show the same people twice: in a sister table, as year and quarter, beside an indicator. The attacks
// here use nothing but what is shown.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kjede/base/rng.hpp"
#include "kjede/measure/disclosure.hpp"
#include "kjede/testing/fresh_store.hpp"
#include "small_catalog.hpp"

namespace kjede::measure::testing {
namespace {

using base::Period;
using base::PeriodKind;

constexpr std::array kServices{"bodo", "oslo", "stavanger"};

// Airways by year, the tubed among all by quarter, and the tubed beside the dead by year.
SmallCatalog three_tables() {
  SmallCatalog small;
  const auto add = [&](std::string id, AnalysisKind kind, PeriodKind period) -> Analysis& {
    Analysis a;
    a.id = std::move(id);
    a.register_id = "arrests";
    a.kind = kind;
    a.unit_variable = "service";
    a.levels = {"service", "region", "nation"};
    a.period = period;
    small.catalog.analyses.push_back(std::move(a));
    return small.catalog.analyses.back();
  };
  add("airways", AnalysisKind::distribution, PeriodKind::year).by = {"airway"};
  for (const auto* id : {"tubes_by_quarter", "tubes"}) {
    const auto by = std::string(id) == "tubes" ? PeriodKind::year : PeriodKind::quarter;
    auto& a = add(id, AnalysisKind::cross_table, by);
    a.counts = {small.clause("airway = endotracheal")};
    a.count_ids = {"tube"};
    a.count_names = {{"Tube", "Tube"}};
  }
  return small;
}

struct Quarter {
  std::int64_t none = 0, tube = 0;
};
using Data = std::map<std::pair<std::string, int>, Quarter>;  // service, quarter 1…4 of 2024

Data random_data(std::uint64_t seed) {
  base::Rng rng(seed);
  Data data;
  for (const auto* service : kServices) {
    for (int q = 0; q < 4; ++q)
      data[{service, q}] = {static_cast<std::int64_t>(rng.below(30)), static_cast<std::int64_t>(rng.below(12))};
  }
  return data;
}

std::vector<AnalysisResult> tables_of(const SmallCatalog& small, const Data& data) {
  std::map<std::tuple<std::string, std::string, std::string, Period>, Quarter> sums;
  for (const auto& [where, count] : data) {
    const auto year = Period::of(PeriodKind::year, base::make_date(2024, 1, 1));
    const Period quarter{PeriodKind::quarter, 4 * 2024 + where.second};
    for (const auto* level : {"service", "region", "nation"}) {
      const auto unit = small.catalog.units.ancestor(where.first, level)->id;
      for (const auto& [id, period] : {std::pair{"airways", year}, {"tubes", year}, {"tubes_by_quarter", quarter}}) {
        auto& sum = sums[{id, level, unit, period}];
        sum.none += count.none;
        sum.tube += count.tube;
      }
    }
  }
  std::vector<AnalysisResult> out;
  for (const auto& [key, sum] : sums) {
    AnalysisResult r;
    std::tie(r.analysis, r.level, r.unit, r.period) = key;
    r.total = sum.none + sum.tube;
    if (r.analysis == "airways")
      r.counts = {{"none", {}, sum.none, false, {}}, {"endotracheal", {}, sum.tube, false, {}}};
    else
      r.counts = {{"tube", {}, sum.tube, false, {}}};
    out.push_back(std::move(r));
  }
  return out;
}

// What is shown of the tubed, wherever it is shown.
std::optional<std::int64_t> shown_tubes(const std::vector<AnalysisResult>& all, const std::string& unit,
                                        const Period& period) {
  for (const auto& r : all) {
    if (r.unit == unit && r.period == period && !r.masked && !r.counts.back().masked) return r.counts.back().count;
  }
  return std::nullopt;
}

// How many of the year's quarters are shown, but for one.
int quarters_shown(const std::vector<AnalysisResult>& all, const std::string& unit, int but_for = -1) {
  int shown = 0;
  for (int q = 0; q < 4; ++q) {
    const Period quarter{PeriodKind::quarter, 4 * 2024 + q};
    if (q != but_for && shown_tubes(all, unit, quarter)) ++shown;
  }
  return shown;
}

// Masked cells that a sister table shows, that the quarters add up to, or that the year leaves of the other quarters.
int given_back(const std::vector<AnalysisResult>& all) {
  const auto year = Period::of(PeriodKind::year, base::make_date(2024, 1, 1));
  int found = 0;
  for (const auto& r : all) {
    if (!r.masked && !r.counts.back().masked) continue;
    const bool quarter = r.period.kind == PeriodKind::quarter;
    const bool by_difference =
        quarter && shown_tubes(all, r.unit, year) && quarters_shown(all, r.unit, r.period.index % 4) == 3;
    const bool by_sum = !quarter && quarters_shown(all, r.unit) == 4;
    if (shown_tubes(all, r.unit, r.period) || by_difference || by_sum) ++found;
  }
  return found;
}

TEST(AnalysisMasks, SisterTablesAndQuartersGiveNothingBack) {
  const auto small = three_tables();
  int alone_gave_back = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    auto all = tables_of(small, random_data(seed));
    // the attack works on tables that are masked one by one, or this test would prove nothing
    auto alone = all;
    std::map<std::pair<std::string, Period>, std::vector<AnalysisResult>> tables;
    for (const auto& r : all) tables[{r.analysis, r.period}].push_back(r);
    alone.clear();
    for (auto& [key, table] : tables) {
      mask_analyses(small.catalog, {}, table);
      alone.insert(alone.end(), table.begin(), table.end());
    }
    alone_gave_back += given_back(alone);

    const auto unprotected = mask_analyses(small.catalog, {}, all);
    EXPECT_TRUE(unprotected.empty()) << seed;
    EXPECT_EQ(given_back(all), 0) << seed;
    for (const auto& r : all) {
      const bool few = r.counts.back().count > 0 && r.counts.back().count < kHideAnalysesBelow;
      if (r.level != "nation" && few) {
        EXPECT_TRUE(r.masked || r.counts.back().masked) << seed << ' ' << r.unit;
      }
      EXPECT_FALSE(r.level == "nation" && r.masked);
    }
    for (const auto& count : audit(small.catalog, {}, all).counts)
      EXPECT_TRUE(count.safe) << seed << ' ' << all[count.result].analysis << ' ' << all[count.result].unit << ' '
                              << count.part << ' ' << count.interval.low << '-' << count.interval.high;
  }
  EXPECT_GT(alone_gave_back, 20);
}

// An indicator that counts the tubed: published first.
std::vector<Measurement> beside(SmallCatalog& small, const std::vector<AnalysisResult>& all, int hide_below) {
  auto& indicator = small.add("tubed", catalog::IndicatorKind::proportion);
  indicator.numerator = small.clause("airway = endotracheal");
  indicator.unknown = {{"airway", catalog::UnknownEffect::counts_as_no}};
  indicator.levels = {"service", "region", "nation"};
  indicator.disclosure.hide_below = hide_below;
  indicator.disclosure.hide_denominator_below = hide_below == 0 ? 5 : 0;
  std::vector<Measurement> cube;
  for (const auto& r : all) {
    if (r.analysis != "tubes") continue;
    Measurement m;
    m.indicator = "tubed";
    m.level = r.level;
    m.unit = r.unit;
    m.period = r.period;
    m.numerator = r.counts.back().count;
    m.denominator = m.relevant = r.total;
    cube.push_back(std::move(m));
  }
  mask(small.catalog, cube);
  return cube;
}

TEST(AnalysisMasks, WhatAnIndicatorHidesStaysHidden) {
  int hidden = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    auto small = three_tables();
    auto all = tables_of(small, random_data(seed));
    const auto cube = beside(small, all, 5);
    EXPECT_TRUE(mask_analyses(small.catalog, cube, all).empty());
    for (const auto& m : cube) {
      if (m.masked == MaskReason::none) continue;
      ++hidden;
      EXPECT_FALSE(shown_tubes(all, m.unit, m.period)) << seed << ' ' << m.unit;
    }
    const auto found = audit(small.catalog, cube, all);
    for (const auto& cell : found.cells) EXPECT_TRUE(cell.safe) << seed << ' ' << cube[cell.measurement].unit;
    for (const auto& count : found.counts) EXPECT_TRUE(count.safe) << seed << ' ' << all[count.result].unit;
  }
  EXPECT_GT(hidden, 3);
}

// Its rule may show small numerators: then the tables need not pretend.
TEST(AnalysisMasks, WhatAnIndicatorShowsIsNoSecret) {
  auto small = three_tables();
  Data data;
  for (int q = 0; q < 4; ++q) {
    data[{"bodo", q}] = {20, q == 0 ? 2 : 0};
    data[{"oslo", q}] = {20, 10};
    data[{"stavanger", q}] = {20, 10};
  }
  auto all = tables_of(small, data);
  const auto cube = beside(small, all, 0);
  EXPECT_TRUE(mask_analyses(small.catalog, cube, all).empty());
  for (const auto& r : all) {
    if (r.unit == "bodo" && r.period.kind == PeriodKind::year) {
      EXPECT_FALSE(r.counts.back().masked) << r.analysis;
    }
  }
}

class KeptMasksTest : public kjede::testing::StoreTest {};

std::vector<MaskReason> reasons_of(const std::vector<Measurement>& cube) {
  std::vector<MaskReason> out;
  for (const auto& m : cube) out.push_back(m.masked);
  return out;
}

TEST_P(KeptMasksTest, AreTheSameWithAndWithoutTheStore) {
  auto small = three_tables();
  auto all = tables_of(small, random_data(7));
  auto cube = beside(small, all, 5);
  const auto expected = reasons_of(cube);
  const auto open = [&](store::Mode mode, bool keep) {
    auto records = store::open_records({.location = location_, .key_file = {}, .mode = mode, .keep_answers = keep});
    EXPECT_TRUE(records) << kjede::testing::said(records);
    return *std::move(records);
  };
  open(store::Mode::read_write, false);
  const std::string count_answers = "select count(*) from kjede_answer";
  for (const bool keep : {false, true, true}) {
    auto records = open(store::Mode::read_only, keep);
    for (auto& m : cube) m.masked = MaskReason::none;
    const auto unprotected = mask(small.catalog, cube, *records);
    ASSERT_TRUE(unprotected) << kjede::testing::said(unprotected);
    EXPECT_TRUE(unprotected->empty());
    EXPECT_EQ(reasons_of(cube), expected);
    auto again = all;
    auto plain = all;
    mask_analyses(small.catalog, cube, plain);
    ASSERT_TRUE(mask_analyses(small.catalog, cube, again, *records));
    for (std::size_t i = 0; i < all.size(); ++i)
      EXPECT_EQ(again[i].counts.back().masked, plain[i].counts.back().masked) << i;
  }
  auto records = open(store::Mode::read_write, false);
  const auto kept = records->database().query(count_answers);
  ASSERT_TRUE(kept) << kjede::testing::said(kept);
  EXPECT_EQ(std::get<std::int64_t>(kept->rows[0][0]), 2);  // indicators, analyses: each found once
}

// The answer is used (a change to it shows), but never where it would show a small cell.
TEST_P(KeptMasksTest, AreTakenAsTheyAreUnlessTheyShowASmallCell) {
  auto small = three_tables();
  Data data;
  for (const auto* service : kServices) {
    for (int q = 0; q < 4; ++q) data[{service, q}] = {20, q == 0 && std::string(service) == "oslo" ? 2 : 10};
  }
  for (int q = 1; q < 4; ++q) data[{"oslo", q}].tube = 0;  // few in the year
  auto cube = beside(small, tables_of(small, data), 5);
  const auto expected = reasons_of(cube);
  ASSERT_EQ(std::count(expected.begin(), expected.end(), MaskReason::few_events), 1);
  ASSERT_GE(std::count(expected.begin(), expected.end(), MaskReason::secondary), 1);
  auto records = store::open_records({.location = location_, .key_file = {}});
  ASSERT_TRUE(records) << kjede::testing::said(records);
  ASSERT_TRUE(mask(small.catalog, cube, **records));
  auto& database = (*records)->database();
  const std::string secondary(1, static_cast<char>('a' + static_cast<int>(MaskReason::secondary)));
  const std::string primary(1, static_cast<char>('a' + static_cast<int>(MaskReason::few_events)));
  ASSERT_TRUE(database.execute("update kjede_answer set answer = replace(answer, '" + secondary + "', 'a')"));
  ASSERT_TRUE(mask(small.catalog, cube, **records));
  EXPECT_NE(reasons_of(cube), expected);
  ASSERT_TRUE(database.execute("update kjede_answer set answer = replace(answer, '" + primary + "', 'a')"));
  ASSERT_TRUE(mask(small.catalog, cube, **records));
  EXPECT_EQ(reasons_of(cube), expected);
}

KJEDE_BOTH_ADAPTERS(KeptMasksTest);

}  // namespace
}  // namespace kjede::measure::testing
