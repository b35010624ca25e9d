#include "region_water.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kjede::demo::region {
namespace {

constexpr double step = 0.6;  // between points of a shore, kilometres

// Unit vectors sixteen ways round: no trigonometry, so that the bytes are the same everywhere.
constexpr std::array<Point, 16> compass{{{1, 0},
                                         {0.923880, 0.382683},
                                         {0.707107, 0.707107},
                                         {0.382683, 0.923880},
                                         {0, 1},
                                         {-0.382683, 0.923880},
                                         {-0.707107, 0.707107},
                                         {-0.923880, 0.382683},
                                         {-1, 0},
                                         {-0.923880, -0.382683},
                                         {-0.707107, -0.707107},
                                         {-0.382683, -0.923880},
                                         {0, -1},
                                         {0.382683, -0.923880},
                                         {0.707107, -0.707107},
                                         {0.923880, -0.382683}}};

bool inside(const Outline& outline, Point p) {
  bool in = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const auto& a = outline[i];
    const auto& b = outline[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

// Bays, and smaller ones between them.
std::vector<double> ragged(base::Rng& rng, std::size_t count) {
  auto noise = gentle_noise(rng, count, 4);
  const auto fine = gentle_noise(rng, count, 1);
  for (std::size_t i = 0; i < count; ++i) noise[i] = 0.6 * noise[i] + 0.4 * fine[i];
  return noise;
}

Outline sea_outline(base::Rng& rng) {
  auto line = smooth_line({coast().begin(), coast().end()}, step);
  const auto noise = ragged(rng, line.size());
  for (std::size_t i = 0; i < line.size(); ++i) line[i].x += 1.9 * noise[i];
  line.push_back({-40, line.back().y});
  line.push_back({-40, line.front().y});
  return line;
}

// Both shores of a centre line whose width is interpolated along it.
Outline inlet_outline(const Inlet& inlet, base::Rng& rng) {
  std::vector<Point> control, widths;
  for (const auto& s : inlet.line) control.push_back({s.x, s.y});
  for (std::size_t i = 0; i < inlet.line.size(); ++i)
    widths.push_back({static_cast<double>(i), inlet.line[i].half_width});
  const auto line = smooth_line(control, step);
  const auto wide = [&](std::size_t i) {
    const double at =
        static_cast<double>(i) * static_cast<double>(widths.size() - 1) / static_cast<double>(line.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), widths.size() - 2);
    const double part = at - static_cast<double>(below);
    return widths[below].y * (1 - part) + widths[below + 1].y * part;
  };
  const auto left = ragged(rng, line.size()), right = ragged(rng, line.size());
  Outline shore, other;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point before = line[i == 0 ? 0 : i - 1], after = line[std::min(i + 1, line.size() - 1)];
    const double length = std::max(distance(before, after), 1e-9);
    const Point across{-(after.y - before.y) / length, (after.x - before.x) / length};
    const double l = wide(i) * (1 + 0.5 * left[i]), r = wide(i) * (1 + 0.5 * right[i]);
    shore.push_back({line[i].x + across.x * l, line[i].y + across.y * l});
    other.push_back({line[i].x - across.x * r, line[i].y - across.y * r});
  }
  shore.insert(shore.end(), other.rbegin(), other.rend());
  return shore;
}

Outline island_outline(const Island& island, base::Rng& rng) {
  std::vector<Point> ring;
  for (const auto& way : compass) {
    const double r = island.radius * (0.72 + 0.5 * rng.uniform());
    ring.push_back({island.centre.x + 0.8 * r * way.x, island.centre.y + r * way.y});
  }
  ring.push_back(ring.front());
  return smooth_line(ring, 0.5);
}

}  // namespace

double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

std::vector<Point> smooth_line(const std::vector<Point>& control, double spacing) {
  std::vector<Point> line;
  for (std::size_t i = 0; i + 1 < control.size(); ++i) {
    const Point p0 = control[i == 0 ? 0 : i - 1], p1 = control[i], p2 = control[i + 1];
    const Point p3 = control[std::min(i + 2, control.size() - 1)];
    const int pieces = std::max(1, static_cast<int>(distance(p1, p2) / spacing + 0.5));
    for (int k = 0; k < pieces; ++k) {
      const double t = static_cast<double>(k) / pieces, t2 = t * t, t3 = t2 * t;
      const auto blend = [&](double a, double b, double c, double d) {
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3);
      };
      line.push_back({blend(p0.x, p1.x, p2.x, p3.x), blend(p0.y, p1.y, p2.y, p3.y)});
    }
  }
  line.push_back(control.back());
  return line;
}

std::vector<double> gentle_noise(base::Rng& rng, std::size_t count, std::size_t every) {
  std::vector<Point> knots;
  for (std::size_t i = 0; i <= count / every + 1; ++i)
    knots.push_back({static_cast<double>(i), i == 0 ? 0.0 : 2 * rng.uniform() - 1});
  std::vector<double> values(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t k = i / every;
    const double part = static_cast<double>(i % every) / static_cast<double>(every);
    values[i] = knots[k].y * (1 - part) + knots[k + 1].y * part;
    values[i] *= std::min(1.0, static_cast<double>(count - 1 - i) / static_cast<double>(every));
  }
  return values;
}

Waters::Waters(base::Rng rng) {
  shapes_.push_back({"sea", true, sea_outline(rng)});
  for (const auto& inlet : inlets()) shapes_.push_back({std::string(inlet.name), true, inlet_outline(inlet, rng)});
  for (const auto& island : islands())
    shapes_.push_back({std::string(island.name), false, island_outline(island, rng)});
}

bool Waters::wet(Point p) const {
  bool wet = false;
  for (const auto& shape : shapes_) {
    if (inside(shape.outline, p)) wet = shape.water;
  }
  return wet;
}

bool Waters::dry_around(Point p) const {
  constexpr double margin = 0.25;
  return !wet(p) && !wet({p.x + margin, p.y}) && !wet({p.x - margin, p.y}) && !wet({p.x, p.y + margin}) &&
         !wet({p.x, p.y - margin});
}

Point Waters::ashore(Point p) const {
  if (dry_around(p)) return p;
  for (double r = 0.2; r < 8; r += 0.2) {
    for (const auto& way : compass) {
      const Point q{p.x + r * way.x, p.y + r * way.y};
      if (dry_around(q)) return q;
    }
  }
  return p;
}

}  // namespace kjede::demo::region
