#include "kjede/measure/disclosure.hpp"

#include <gtest/gtest.h>

#include <map>

#include "kjede/base/rng.hpp"

namespace kjede::measure {
namespace {

using base::Period;
using base::PeriodKind;

// A nation of three trusts with three, two and one hospitals; hospital h1 … h6 have angiography in turn.
catalog::Catalog small_country(int hide_below, int hide_events_below) {
  const auto unit = [](std::string id, std::string kind, std::string parent, std::string angiography = "") {
    catalog::Unit u;
    u.id = std::move(id);
    u.kind = std::move(kind);
    u.parent = std::move(parent);
    if (!angiography.empty()) u.attributes["angiography"] = angiography;
    return u;
  };
  catalog::Catalog c;
  c.units = catalog::Units(
      {}, {unit("no", "nation", ""), unit("a", "hf", "no"), unit("b", "hf", "no"), unit("c", "hf", "no"),
           unit("h1", "hospital", "a", "yes"), unit("h2", "hospital", "a", "no"), unit("h3", "hospital", "a", "yes"),
           unit("h4", "hospital", "b", "no"), unit("h5", "hospital", "b", "yes"), unit("h6", "hospital", "c", "no")});
  catalog::Indicator indicator;
  indicator.id = "survival";
  indicator.register_id = "ihca";
  indicator.unit_variable = "hospital";
  indicator.levels = {"hospital", "hf", "nation"};
  indicator.groups = {"angiography"};
  indicator.chart.chart = "p";  // by quarter
  indicator.disclosure.hide_below = hide_below;
  indicator.disclosure.hide_denominator_below = hide_events_below;
  c.indicators.push_back(indicator);
  return c;
}

struct Cell {
  std::int64_t x = 0;
  std::int64_t n = 0;
};

// The cube of all levels, groups, years and quarters from the finest cells.
std::vector<Measurement> cube_of(const catalog::Catalog& catalog,
                                 const std::map<std::pair<std::string, int>, Cell>& finest,
                                 const std::vector<PeriodKind>& kinds) {
  std::map<std::tuple<std::string, std::string, Period>, Cell> sums;
  for (const auto& [key, cell] : finest) {
    const auto& [hospital, month] = key;
    std::vector<std::pair<std::string, std::string>> nodes;
    for (const auto* level : {"hospital", "hf", "nation"})
      nodes.emplace_back(level, catalog.units.ancestor(hospital, level)->id);
    nodes.emplace_back("angiography", catalog.units.find(hospital)->attributes.at("angiography"));
    for (const auto& [level, unit] : nodes) {
      for (const auto kind : kinds) {
        auto& sum = sums[{level, unit, Period::of_month(kind, month)}];
        sum.x += cell.x;
        sum.n += cell.n;
      }
    }
  }
  std::vector<Measurement> cube;
  for (const auto& [key, cell] : sums) {
    Measurement m;
    m.indicator = "survival";
    std::tie(m.level, m.unit, m.period) = key;
    m.numerator = cell.x;
    m.denominator = m.relevant = cell.n;
    cube.push_back(m);
  }
  return cube;
}

const Measurement& at(const std::vector<Measurement>& cube, std::string_view unit, std::string_view period) {
  for (const auto& m : cube) {
    if (m.unit == unit && m.period.label() == period) return m;
  }
  throw std::logic_error("no such cell");
}

constexpr int january = 2024 * 12;

TEST(Disclosure, HidesFewEventsButShowsNone) {
  const auto catalog = small_country(0, 5);
  auto cube = cube_of(catalog,
                      {{{"h1", january}, {1, 3}},
                       {{"h2", january}, {0, 0}},
                       {{"h3", january}, {9, 20}},
                       {{"h4", january}, {1, 7}},
                       {{"h5", january}, {4, 40}},
                       {{"h6", january}, {6, 30}}},
                      {PeriodKind::year});
  EXPECT_TRUE(mask(catalog, cube).empty());
  EXPECT_EQ(at(cube, "h1", "2024").masked, MaskReason::few_events);
  EXPECT_EQ(at(cube, "h2", "2024").masked, MaskReason::none);
  // h1 = a − h3 and h1 = (angiography) − h3 − h5: a sister must go too
  EXPECT_EQ(at(cube, "h3", "2024").masked, MaskReason::secondary);
  EXPECT_EQ(at(cube, "no", "2024").masked, MaskReason::none);
  for (const auto& cell : audit(catalog, cube)) EXPECT_TRUE(cell.safe) << cube[cell.measurement].unit;
}

TEST(Disclosure, TheStrictRuleHidesSmallNumeratorsAndComplements) {
  const auto catalog = small_country(5, 0);
  auto cube = cube_of(catalog,
                      {{{"h1", january}, {2, 30}},
                       {{"h2", january}, {28, 30}},
                       {{"h3", january}, {12, 30}},
                       {{"h4", january}, {10, 30}},
                       {{"h5", january}, {10, 30}},
                       {{"h6", january}, {30, 30}}},
                      {PeriodKind::year});
  EXPECT_TRUE(mask(catalog, cube).empty());
  EXPECT_EQ(at(cube, "h1", "2024").masked, MaskReason::few_events);
  EXPECT_EQ(at(cube, "h2", "2024").masked, MaskReason::complement);
  EXPECT_EQ(at(cube, "h6", "2024").masked, MaskReason::none);
}

TEST(Disclosure, AuditFindsWhatAnUnprotectedTableGivesAway) {
  const auto catalog = small_country(0, 5);
  auto cube = cube_of(catalog, {{{"h1", january}, {1, 3}}, {{"h2", january}, {8, 20}}, {{"h3", january}, {9, 20}}},
                      {PeriodKind::year});
  for (auto& m : cube) {
    if (m.unit == "h1") m.masked = MaskReason::few_events;
  }
  const auto cells = audit(catalog, cube);
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_FALSE(cells.front().safe);
  EXPECT_EQ(cells.front().denominator.low, 3);
  EXPECT_EQ(cells.front().denominator.high, 3);
}

TEST(Disclosure, MonthsNeverUndoWhatYearsAndQuartersHide) {
  const auto catalog = small_country(0, 5);
  base::Rng rng(3);
  std::map<std::pair<std::string, int>, Cell> finest;
  for (const auto* hospital : {"h1", "h2", "h3", "h4", "h5", "h6"}) {
    for (int month = january - 12; month < january + 12; ++month) {
      const auto n = static_cast<std::int64_t>(rng.poisson(hospital[1] < '4' ? 1.5 : 6.0));
      finest[{hospital, month}] = {static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(n) + 1)), n};
    }
  }
  auto coarse = cube_of(catalog, finest, {PeriodKind::year, PeriodKind::quarter});
  auto full = cube_of(catalog, finest, {PeriodKind::year, PeriodKind::tertial, PeriodKind::quarter, PeriodKind::month});
  EXPECT_TRUE(mask(catalog, coarse).empty());
  EXPECT_TRUE(mask(catalog, full).empty());
  for (const auto& m : coarse)
    EXPECT_EQ(m.masked, at(full, m.unit, m.period.label()).masked) << m.unit << m.period.label();
  int masked = 0;
  for (const auto& cell : audit(catalog, coarse)) {
    ++masked;
    EXPECT_TRUE(cell.safe) << coarse[cell.measurement].unit << ' ' << coarse[cell.measurement].period.label();
  }
  EXPECT_GT(masked, 20);
  for (const auto& m : full) {
    const bool asked = m.period.kind == PeriodKind::month || m.period.kind == PeriodKind::tertial;
    if (asked && m.unit != "no" && m.denominator > 0) {
      EXPECT_NE(m.masked, MaskReason::none) << m.unit << ' ' << m.period.label();
    }
  }
}

TEST(Disclosure, UnpublishedPeriodsAloneAreMaskedToo) {
  const auto catalog = small_country(0, 5);
  auto cube = cube_of(catalog, {{{"h1", january}, {1, 3}}, {{"h2", january}, {8, 20}}}, {PeriodKind::month});
  EXPECT_TRUE(mask(catalog, cube).empty());
  for (const auto& m : cube) EXPECT_EQ(m.masked == MaskReason::none, m.unit == "no" || m.denominator == 0) << m.unit;
}

TEST(Disclosure, SisterIndicatorsThatCountTheSameAreMaskedTogether) {
  auto catalog = small_country(0, 5);
  auto sister = catalog.indicators.front();
  sister.id = "sister";
  sister.disclosure.hide_denominator_below = 0;
  catalog.indicators.push_back(sister);
  auto cube = cube_of(catalog, {{{"h1", january}, {1, 3}}, {{"h2", january}, {8, 20}}, {{"h3", january}, {9, 20}}},
                      {PeriodKind::year});
  const auto first = cube.size();
  for (std::size_t i = 0; i < first; ++i) {
    cube.push_back(cube[i]);
    cube.back().indicator = "sister";
  }
  EXPECT_TRUE(mask(catalog, cube).empty());
  for (std::size_t i = first; i < cube.size(); ++i) {
    if (cube[i].unit == "h1") {
      EXPECT_EQ(cube[i].masked, MaskReason::secondary);
    }
  }
}

}  // namespace
}  // namespace kjede::measure
