#pragma once
// One term of a program under a changing plan: its value, what each vehicle added or taken away would change, and what
// each exchange would change beyond the sum of the two, all kept up to date by touching only the points concerned
// (Whitaker 1983; Resende & Werneck 2004, here for any number of ranked vehicles per point).

#include <vector>

#include "location_program.hpp"

namespace kjede::planning {

// The vehicles at each site, and a row number ("slot") for each site that has any.
struct Fleet {
  explicit Fleet(std::size_t sites) : vehicles(sites, 0), slot(sites, -1) {}
  std::vector<int> vehicles;
  std::vector<int> slot;
  std::vector<Index> site_of;  // of each slot; free slots keep their last site
  std::vector<int> free_slots;
  int size = 0;
  int stations = 0;

  void add(Index site);
  void remove(Index site);
};

class TermSearch {
 public:
  TermSearch(const Term& term, const Fleet& fleet);

  // Everything anew from the fleet.
  void rebuild(bool with_exchanges);
  // Around a change of the fleet: withdraw(), change, deposit(). No site: npos.
  void withdraw(Index removed, Index added);
  void deposit();

  double value() const { return value_; }
  double add(Index site) const { return add_[site]; }
  double loss(Index site) const { return loss_[site]; }
  double exchange(Index removed, Index added) const {
    return add_[added] - loss_[removed] + extra_[static_cast<std::size_t>(fleet_.slot[removed]) * sites_ + added];
  }
  // Sites that share a point with this one, itself among them, ascending; where gains fall with rank, an exchange with
  // any other site changes no more than loss and gain alone.
  std::span<const Index> near(Index site);
  bool concave() const { return concave_; }
  std::uint64_t work() const { return work_; }

  static constexpr Index npos = 0xffffffffU;

 private:
  struct Ranked {
    Index site;
    double value;
  };

  void contribute(std::size_t point, double sign);
  void contribute_unit(std::size_t point, double sign);
  void contribute_ranked(std::size_t point, double sign);
  void rank_vehicles(std::size_t point, std::size_t most);
  void prepare_sums(const std::vector<double>& gains);
  void add_gains(std::size_t point, const std::vector<double>& gains, double weight);
  void add_losses(std::size_t point, const std::vector<double>& gains, double weight);
  double after_exchange(const std::vector<double>& gains, std::size_t out, std::size_t in, double value) const;
  bool concerned(std::size_t point, double removed, double added) const;
  double& extra(Index removed, Index added) {
    return extra_[static_cast<std::size_t>(fleet_.slot[removed]) * sites_ + added];
  }

  const Term& term_;
  const Fleet& fleet_;
  std::size_t sites_;
  bool concave_;
  double value_ = 0.0;
  bool exchanges_ = true;
  std::vector<double> add_, loss_, extra_;
  std::vector<double> cut_;      // value of the first vehicle that is ranked too low to matter, by point
  std::vector<Index> affected_;  // between withdraw and deposit
  std::vector<char> marked_;
  std::uint64_t work_ = 0;
  std::vector<std::vector<Index>> near_;  // made when asked for

  // of the point at hand
  std::vector<Ranked> ranked_;
  std::vector<double> kept_, up_, down_;  // sums over ranks: as is, all one rank up, all one rank down
};

}  // namespace kjede::planning
