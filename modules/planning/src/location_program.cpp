#include "location_program.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace kjede::planning {
namespace {

constexpr double negligible = 1e-9;  // values of a smaller chance are left out

bool falls(const std::vector<double>& gains) {
  return std::is_sorted(gains.begin(), gains.end(), [](double a, double b) { return a > b + 1e-15; });
}

bool same_world(const LocationPeriod& a, const LocationPeriod& b) {
  return a.costs == b.costs && a.weight == b.weight && a.closed == b.closed;
}

bool open_in(const LocationPeriod& period, std::size_t site) {
  return period.closed.empty() || period.closed[site] == 0;
}

struct Pair {
  Index site;
  Index point;
  double value;
};

// Turns pairs into both lists; sites of a point in order of value, then of number.
void fill_lists(Term& term, std::size_t sites, std::size_t points, std::vector<Pair> pairs, bool unit) {
  const auto fill = [&](Lists& lists, std::size_t rows, auto row_of, auto member_of) {
    lists.first.assign(rows + 1, 0);
    for (const auto& p : pairs) ++lists.first[row_of(p) + 1];
    for (std::size_t r = 0; r < rows; ++r) lists.first[r + 1] += lists.first[r];
    auto next = lists.first;
    lists.member.resize(pairs.size());
    if (!unit) lists.value.resize(pairs.size());
    for (const auto& p : pairs) {
      const auto at = next[row_of(p)]++;
      lists.member[at] = member_of(p);
      if (!unit) lists.value[at] = p.value;
    }
  };
  const auto site_of = [](const Pair& p) { return p.site; };
  const auto point_of = [](const Pair& p) { return p.point; };
  fill(term.by_site, sites, site_of, point_of);
  if (!unit)
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.value > b.value; });
  fill(term.by_point, points, point_of, site_of);
}

// Points that exactly the same sites cover are one point with their weights together.
std::vector<Index> merge_alike(const Lists& by_point, std::vector<double>& weight, std::vector<std::uint8_t>& classes) {
  struct Keyed {
    std::uint64_t key;  // class, number of sites, first site: of a million points most differ here already
    Index point;
  };
  std::vector<Keyed> order;
  order.reserve(by_point.rows());
  for (Index i = 0; i < by_point.rows(); ++i) {
    const auto sites = by_point.of(i);
    const std::uint64_t first = sites.empty() ? 0 : sites.front();
    order.push_back({(std::uint64_t{classes[i]} << 56) | (std::uint64_t{sites.size()} << 32) | first, i});
  }
  const auto compare = [&](const Keyed& a, const Keyed& b) {
    if (a.key != b.key) return a.key < b.key ? -1 : 1;
    const auto x = by_point.of(a.point);
    const auto y = by_point.of(b.point);
    const auto [i, j] = std::mismatch(x.begin(), x.end(), y.begin());
    return i == x.end() ? 0 : (*i < *j ? -1 : 1);
  };
  std::sort(order.begin(), order.end(), [&](const Keyed& a, const Keyed& b) {
    const int c = compare(a, b);
    return c != 0 ? c < 0 : a.point < b.point;
  });
  std::vector<Index> merged(order.size());
  std::vector<double> weights;
  std::vector<std::uint8_t> new_classes;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto point = order[k].point;
    if (k == 0 || compare(order[k - 1], order[k]) != 0) {
      weights.push_back(0.0);
      new_classes.push_back(classes[point]);
    }
    merged[point] = static_cast<Index>(weights.size() - 1);
    weights.back() += weight[point];
  }
  weight = std::move(weights);
  classes = std::move(new_classes);
  return merged;
}

// Builds one term from the pairs that `value` finds worth something; points without weight are left out.
class TermMaker {
 public:
  TermMaker(const LocationProblem& problem, const LocationOptions& options, const LocationPeriod& period)
      : problem_(problem), options_(options), period_(period), costs_(problem.costs[period.costs]) {}

  template <class Value>
  Term make(const std::vector<double>& weights, bool unit, Value value) const {
    Term term;
    std::vector<Index> number(weights.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (weights[i] <= 0.0) continue;
      number[i] = static_cast<Index>(term.weight.size());
      term.weight.push_back(weights[i]);
      term.gain_class.push_back(0);
    }
    auto pairs = worthwhile(weights, number, value);
    fill_lists(term, costs_.sites(), term.weight.size(), pairs, unit);
    return term;
  }

  // Gains of each point by how busy its vehicles are.
  void set_gains(Term& term, const std::vector<double>& weights, int fleet, double scale) const {
    if (problem_.point_busy.empty()) {
      term.gains = {gains_of_model(options_, period_.busy, fleet)};
    } else {
      std::map<double, std::uint8_t> classes;
      std::size_t row = 0;
      for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= 0.0) continue;
        const auto [at, is_new] =
            classes.try_emplace(problem_.point_busy[i], static_cast<std::uint8_t>(classes.size()));
        if (is_new) term.gains.push_back(gains_of_model(options_, at->first, fleet));
        term.gain_class[row++] = at->second;
      }
    }
    for (auto& gains : term.gains)
      for (auto& gain : gains) gain *= scale;
  }

 private:
  template <class Value>
  std::vector<Pair> worthwhile(const std::vector<double>& weights, const std::vector<Index>& number,
                               Value value) const {
    std::vector<Pair> pairs;
    pairs.reserve(costs_.size());
    for (std::size_t s = 0; s < costs_.sites(); ++s) {
      if (capacity_of(problem_, options_, s) <= 0 || !open_in(period_, s)) continue;
      for (const auto& link : costs_.of_site(s)) {
        if (weights[link.point] <= 0.0) continue;
        const double worth = value(link.point, link.cost);
        if (worth >= 0.0) pairs.push_back({static_cast<Index>(s), number[link.point], worth});
      }
    }
    return pairs;
  }

  const LocationProblem& problem_;
  const LocationOptions& options_;
  const LocationPeriod& period_;
  const CostTable& costs_;
};

// Members become rows, each with its rows ascending.
Lists turned(const Lists& lists, std::size_t members) {
  Lists result;
  result.first.assign(members + 1, 0);
  for (const auto m : lists.member) ++result.first[m + 1];
  for (std::size_t m = 0; m < members; ++m) result.first[m + 1] += result.first[m];
  auto next = result.first;
  result.member.resize(lists.member.size());
  for (std::size_t r = 0; r < lists.rows(); ++r)
    for (const auto m : lists.of(r)) result.member[next[m]++] = static_cast<Index>(r);
  return result;
}

void merge_points(Term& term, std::size_t sites) {
  const auto merged = merge_alike(term.by_point, term.weight, term.gain_class);
  std::vector<Index> one_of(term.weight.size());  // a point for each merged one; all have the same sites
  for (std::size_t i = merged.size(); i-- > 0;) one_of[merged[i]] = static_cast<Index>(i);
  Lists by_point;
  for (const auto i : one_of) {
    const auto list = term.by_point.of(i);
    by_point.member.insert(by_point.member.end(), list.begin(), list.end());
    by_point.first.push_back(by_point.member.size());
  }
  term.by_point = std::move(by_point);
  term.by_site = turned(term.by_point, sites);
}

// Adds the terms of one period to the program.
class PeriodCompiler {
 public:
  PeriodCompiler(const LocationProblem& problem, const LocationOptions& options, std::size_t period, double scale)
      : problem_(problem),
        options_(options),
        period_(problem.periods[period]),
        number_(period),
        scale_(scale),
        maker_(problem, options, period_) {}

  auto within(std::optional<double> radius = std::nullopt) const {  // none: each point's own
    return [this, radius](Index point, double cost) {
      return cost <= (radius ? *radius : problem_.radius[point]) ? 1.0 : -1.0;
    };
  }

  void add_to(Program& program) {
    switch (options_.model) {
      case LocationModel::lscm: add_cover_of_all(program, within()); break;
      case LocationModel::pcentre:  // tried for one largest cost after the other
        add_cover_of_all(program, within(options_.second_radius));
        break;
      case LocationModel::dsm: add_double_standard(program); break;
      case LocationModel::pmedian:
      case LocationModel::artm:
      case LocationModel::ertm: add_costs(program); break;
      case LocationModel::bernoulli_nash:
      case LocationModel::iso_elastic: add_equity(program); break;
      default: add_gains(program, main_term());
    }
  }

 private:
  Term main_term() const {
    if (!uses_costs_as_values(options_)) return maker_.make(period_.weight, true, within());
    return maker_.make(period_.weight, false, [this](Index point, double cost) {
      const double value = value_of_cost(problem_, options_, point, cost);
      return value > negligible ? value : -1.0;
    });
  }

  void add_gains(Program& program, Term term) {
    maker_.set_gains(term, period_.weight, program.fleet, scale_);
    if (term.unit()) merge_points(term, program.sites);
    push(program, std::move(term));
  }

  template <class Within>
  void add_cover_of_all(Program& program, Within reaches) {
    std::vector<double> once(period_.weight.size(), 1.0);
    if (options_.model != LocationModel::lscm && options_.model != LocationModel::pcentre)
      for (std::size_t i = 0; i < once.size(); ++i) once[i] = period_.weight[i] > 0.0 ? 1.0 : 0.0;
    Term term = maker_.make(once, true, reaches);
    term.gains = {{1.0}};
    term.target = std::accumulate(once.begin(), once.end(), 0.0);
    merge_points(term, program.sites);
    push(program, std::move(term));
  }

  void add_double_standard(Program& program) {
    add_gains(program, maker_.make(period_.weight, true, within()));
    add_cover_of_all(program, within(options_.second_radius));
    if (options_.share <= 0.0) return;
    Term once = maker_.make(period_.weight, true, within());
    once.gains = {{1.0}};
    once.target = options_.share * std::accumulate(period_.weight.begin(), period_.weight.end(), 0.0);
    merge_points(once, program.sites);
    push(program, std::move(once));
  }

  // Costs become values by taking them from the point's largest, which is what it pays at worst.
  void add_costs(Program& program) {
    std::vector<double> most(problem_.points.size(), 0.0);
    const auto& costs = problem_.costs[period_.costs];
    for (std::size_t s = 0; s < costs.sites(); ++s)
      for (const auto& link : costs.of_site(s)) most[link.point] = std::max(most[link.point], link.cost);
    Term term = maker_.make(period_.weight, false, [&](Index point, double cost) { return most[point] - cost; });
    maker_.set_gains(term, period_.weight, program.fleet, scale_);
    std::size_t row = 0;
    for (std::size_t i = 0; i < most.size(); ++i) {
      if (period_.weight[i] <= 0.0) continue;
      const auto& gains = term.gains_of(row++);
      program.offset += period_.weight[i] * most[i] * std::accumulate(gains.begin(), gains.end(), 0.0);
    }
    program.sign = -1.0;
    push(program, std::move(term));
    if (!costs.complete()) add_cover_of_all(program, [](Index, double) { return 1.0; });
  }

  void add_equity(Program& program) {
    Term term = maker_.make(period_.weight, true, within());
    maker_.set_gains(term, period_.weight, program.fleet, scale_);
    if (options_.model == LocationModel::bernoulli_nash || options_.aversion >= 1.0) {
      std::size_t row = 0;
      for (std::size_t i = 0; i < period_.weight.size(); ++i) {
        if (period_.weight[i] <= 0.0) continue;
        const double busy = problem_.point_busy.empty() ? period_.busy : problem_.point_busy[i];
        program.offset += period_.weight[i] * (scale_ * utility_of_first(busy) - term.gains_of(row++).front());
      }
      add_cover_of_all(program, within());
    }
    merge_points(term, program.sites);
    push(program, std::move(term));
  }

  double utility_of_first(double busy) const {
    const double u = 1.0 - busy;
    if (options_.model == LocationModel::bernoulli_nash || options_.aversion == 1.0) return std::log(u);
    return std::pow(u, 1.0 - options_.aversion) / (1.0 - options_.aversion);
  }

  void push(Program& program, Term term) {
    term.period = number_;
    program.terms.push_back(std::move(term));
  }

  const LocationProblem& problem_;
  const LocationOptions& options_;
  const LocationPeriod& period_;
  std::size_t number_;
  double scale_;
  TermMaker maker_;
};

// Two periods that differ only in how busy vehicles are: one term, whose gains are the mixture.
bool mix_into(Program& program, const LocationProblem& problem, const LocationOptions& options, std::size_t period,
              double scale) {
  const bool mixes = options.model == LocationModel::mexclp || options.model == LocationModel::amexclp ||
                     options.model == LocationModel::expected_survival;
  if (!mixes || !problem.point_busy.empty() || options.rule == PeriodRule::regret) return false;
  for (auto& term : program.terms) {
    if (term.hard() || !same_world(problem.periods[term.period], problem.periods[period])) continue;
    const auto gains = gains_of_model(options, problem.periods[period].busy, program.fleet);
    if (gains.size() > term.gains.front().size()) term.gains.front().resize(gains.size(), 0.0);
    for (std::size_t k = 0; k < gains.size(); ++k) term.gains.front()[k] += scale * gains[k];
    return true;
  }
  return false;
}

}  // namespace

int fleet_of(const LocationProblem& problem, const LocationOptions& options, std::span<const std::size_t> periods) {
  const int own = periods.size() == 1 ? problem.periods[periods.front()].fleet : 0;
  return own > 0 && options.rule == PeriodRule::own_sites ? own : options.fleet;
}

bool Term::concave() const { return std::all_of(gains.begin(), gains.end(), falls); }

Program compile_location(const LocationProblem& problem, const LocationOptions& options,
                         std::span<const std::size_t> periods, bool shared) {
  Program program;
  program.sites = problem.sites.size();
  program.fleet = fleet_of(problem, options, periods);
  program.stations = options.stations > 0 ? options.stations : static_cast<int>(program.sites);
  for (std::size_t s = 0; s < program.sites; ++s) {
    program.upper.push_back(capacity_of(problem, options, s));
    program.lower.push_back(problem.keep.empty() ? 0 : problem.keep[s]);
  }
  for (const auto period : periods) {
    const double scale = shared ? problem.periods[period].share : 1.0;
    if (mix_into(program, problem, options, period, scale)) continue;
    PeriodCompiler(problem, options, period, scale).add_to(program);
  }
  return program;
}

}  // namespace kjede::planning
