#pragma once
// A location problem in the one form the search, the bound and the exact model share: terms, each a sum over points of
// weight times what the k-th best vehicle there is worth. Maximised; natural objectives are offset + sign × value.

#include <limits>
#include <vector>

#include "kjede/planning/location.hpp"

namespace kjede::planning {

// Lists of members (and their values) of each row; without values every member is worth 1.
struct Lists {
  std::vector<std::size_t> first{0};
  std::vector<Index> member;
  std::vector<double> value;

  std::size_t rows() const { return first.size() - 1; }
  std::span<const Index> of(std::size_t row) const { return {member.data() + first[row], first[row + 1] - first[row]}; }
  std::span<const double> values(std::size_t row) const {
    return {value.data() + first[row], first[row + 1] - first[row]};
  }
};

struct Term {
  Lists by_point;  // sites of each point, most valuable first
  Lists by_site;   // points of each site
  std::vector<double> weight;
  std::vector<std::vector<double>> gains;  // by class: gains[c][k], times the value of the (k+1)-th best vehicle
  std::vector<std::uint8_t> gain_class;    // of each point
  double target = std::numeric_limits<double>::quiet_NaN();  // a number: no objective, but at least this much
  std::size_t period = 0;

  bool unit() const { return by_point.value.empty(); }
  bool hard() const { return target == target; }
  const std::vector<double>& gains_of(std::size_t point) const { return gains[gain_class[point]]; }
  // Every class's gains never grow: the relaxation may leave the order of vehicles to the objective.
  bool concave() const;
};

struct Program {
  std::size_t sites = 0;
  std::vector<int> lower, upper;
  int fleet = 0;
  int stations = 0;  // at most so many sites; sites when there is no limit
  std::vector<Term> terms;
  double offset = 0.0;
  double sign = 1.0;
  std::vector<double> reference;  // regret rule: each period's own best, in values; else empty

  bool regret() const { return !reference.empty(); }
  double natural(double value) const { return offset + sign * value; }
};

// The terms of `periods` for one plan, times the periods' shares if `shared`.
Program compile_location(const LocationProblem& problem, const LocationOptions& options,
                         std::span<const std::size_t> periods, bool shared);

// Cost up to which a point is covered at all; radius is for 0/1 cover.
bool uses_costs_as_values(const LocationOptions& options);
// Value of a cost for models in which near is better than far.
double value_of_cost(const LocationProblem& problem, const LocationOptions& options, std::size_t point, double cost);
// What the k-th vehicle (k from 0) adds at a point that q is busy around.
std::vector<double> gains_of_model(const LocationOptions& options, double busy, int fleet);
// Number of vehicles that give the reliability: ⌈ln(1 − α) / ln q⌉.
int vehicles_for_reliability(double reliability, double busy);
// Vehicles to place: the period's own number where plans differ, else the common one.
int fleet_of(const LocationProblem& problem, const LocationOptions& options, std::span<const std::size_t> periods);
// Most vehicles a site may have.
int capacity_of(const LocationProblem& problem, const LocationOptions& options, std::size_t site);

}  // namespace kjede::planning
