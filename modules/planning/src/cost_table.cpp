#include "kjede/planning/cost_table.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::planning {
namespace {

// Points in columns of one limit's width, sorted by y within a column, so that a site looks at few of them.
class Columns {
 public:
  Columns(std::span<const Place> points, double width) : points_(points), width_(width) {
    if (points.empty()) return;
    const auto [least, most] =
        std::minmax_element(points.begin(), points.end(), [](const Place& a, const Place& b) { return a.x < b.x; });
    left_ = least->x;
    const double span = most->x - least->x;
    const double limit = static_cast<double>(points.size()) + 1.0;  // never more columns than points
    width_ = std::max({width_, span / limit, 1e-9});
    columns_.resize(static_cast<std::size_t>(span / width_) + 1);
    for (std::size_t i = 0; i < points.size(); ++i) columns_[column(points[i].x)].push_back(static_cast<Index>(i));
    for (auto& members : columns_)
      std::stable_sort(members.begin(), members.end(), [&](Index a, Index b) { return points[a].y < points[b].y; });
  }

  // Calls use(point, distance) for all within `limit`.
  template <class Use>
  void near(const Place& site, double limit, Use use) const {
    if (columns_.empty() || site.x + limit < left_) return;
    const auto from = column(std::max(left_, site.x - limit));
    const auto to = std::min(columns_.size() - 1, column(std::max(left_, site.x + limit)));
    for (auto c = from; c <= to; ++c) {
      const auto& members = columns_[c];
      auto at = std::lower_bound(members.begin(), members.end(), site.y - limit,
                                 [&](Index i, double y) { return points_[i].y < y; });
      for (; at != members.end() && points_[*at].y <= site.y + limit; ++at) {
        const double distance = std::sqrt((points_[*at].x - site.x) * (points_[*at].x - site.x) +
                                          (points_[*at].y - site.y) * (points_[*at].y - site.y));
        if (distance <= limit) use(*at, distance);
      }
    }
  }

 private:
  std::size_t column(double x) const { return static_cast<std::size_t>((x - left_) / width_); }

  std::span<const Place> points_;
  double width_;
  double left_ = 0.0;
  std::vector<std::vector<Index>> columns_;
};

CostTable all_pairs(std::span<const Place> sites, std::span<const Place> points, double factor) {
  std::vector<CostEntry> entries;
  entries.reserve(sites.size() * points.size());
  for (std::size_t s = 0; s < sites.size(); ++s)
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double distance = std::sqrt((points[i].x - sites[s].x) * (points[i].x - sites[s].x) +
                                        (points[i].y - sites[s].y) * (points[i].y - sites[s].y));
      entries.push_back({static_cast<Index>(s), static_cast<Index>(i), distance * factor});
    }
  return {sites.size(), points.size(), std::move(entries)};
}

}  // namespace

CostTable::CostTable(std::size_t sites, std::size_t points, std::vector<CostEntry> entries) : points_(points) {
  const auto before = [](const CostEntry& a, const CostEntry& b) {
    return a.site != b.site ? a.site < b.site : a.point < b.point;
  };
  if (!std::is_sorted(entries.begin(), entries.end(), before)) std::stable_sort(entries.begin(), entries.end(), before);
  first_.assign(sites + 1, 0);
  links_.reserve(entries.size());
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const bool again =
        e + 1 < entries.size() && entries[e + 1].site == entries[e].site && entries[e + 1].point == entries[e].point;
    if (again) continue;
    links_.push_back({entries[e].point, entries[e].cost});
    ++first_[entries[e].site + 1];
  }
  for (std::size_t s = 0; s < sites; ++s) first_[s + 1] += first_[s];
}

CostTable CostTable::euclidean(std::span<const Place> sites, std::span<const Place> points, double limit,
                               double factor) {
  if (std::isinf(limit)) return all_pairs(sites, points, factor);
  const Columns columns(points, limit);
  std::vector<CostEntry> entries;
  for (std::size_t s = 0; s < sites.size(); ++s)
    columns.near(sites[s], limit, [&](Index point, double distance) {
      entries.push_back({static_cast<Index>(s), point, distance * factor});
    });
  return {sites.size(), points.size(), std::move(entries)};
}

}  // namespace kjede::planning
