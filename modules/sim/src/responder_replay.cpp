#include "kjede/sim/responder_replay.hpp"

#include <atomic>
#include <cmath>
#include <mutex>
#include <numbers>
#include <thread>

#include "arrest_story.hpp"
#include "kjede/stats/mean.hpp"
#include "remembered_times.hpp"

namespace kjede::sim {
namespace {

constexpr double kMetresPerDegree = 111'195;
enum Purpose : std::uint64_t { busy = 100, duty };

struct Week {
  std::size_t first = 0, last = 0;  // of the arrests
  std::int64_t number = 0;
};

std::vector<Week> weeks_of(const std::vector<Arrest>& arrests) {
  std::vector<Week> weeks;
  for (std::size_t i = 0; i < arrests.size(); ++i) {
    const auto day = std::chrono::floor<std::chrono::days>(arrests[i].received).time_since_epoch().count();
    const auto number = static_cast<std::int64_t>(day / 7);
    if (weeks.empty() || weeks.back().number != number) weeks.push_back({i, i, number});
    weeks.back().last = i + 1;
  }
  return weeks;
}

// A week under all policies, arrest by arrest, so that travel times are asked for once.
class Runner {
 public:
  Runner(const dispatch::SchemeIndex& index, const dispatch::TravelTimes& times, const std::vector<Arrest>& arrests,
         const ReplayOrder& order, ReplayRun& run)
      : index_(index), times_(times), remembered_(times), arrests_(arrests), order_(order), run_(run) {}

  void week(const Week& week) {
    const auto placed = place_units(week.number);
    std::vector<Side> sides;
    for (std::size_t p = 0; p < order_.policies.size(); ++p) {
      auto& live = sides.emplace_back(Side{dispatch::LiveState(index_), {}}).live;
      for (const auto unit : placed.off_duty) live.set_duty(unit, false);
      for (const auto& [unit, spot] : placed.away) live.move_unit(unit, spot, {});
    }
    for (auto i = week.first; i < week.last; ++i) {
      remembered_.forget();
      for (std::size_t p = 0; p < sides.size(); ++p) one(i, p, sides[p]);
    }
  }

 private:
  struct Back {
    base::Instant when;
    std::uint32_t unit;
  };
  struct Side {
    dispatch::LiveState live;
    std::vector<Back> out;
  };

  // Who is off duty and who is away from the station that week.
  struct Placed {
    std::vector<std::uint32_t> off_duty;
    std::vector<std::pair<std::uint32_t, dispatch::Spot>> away;
  };

  Placed place_units(std::int64_t week) const {
    Placed placed;
    const auto& units = index_.scheme().units;
    for (std::uint32_t unit = 0; unit < units.size(); ++unit) {
      auto rng = chance(order_.seed, duty, static_cast<std::uint64_t>(week), unit);
      if (!rng.chance(order_.on_duty)) placed.off_duty.push_back(unit);
      if (!rng.chance(order_.away)) continue;
      const double lat = units[unit].lat + rng.normal() * order_.away_metres / kMetresPerDegree;
      const double degree = kMetresPerDegree * std::cos(lat * std::numbers::pi / 180);
      const double lon = units[unit].lon + rng.normal() * order_.away_metres / degree;
      placed.away.emplace_back(unit, times_.spot({lon, lat}));
    }
    return placed;
  }

  void one(std::size_t number, std::size_t policy, Side& side) {
    const auto& arrest = arrests_[number];
    std::erase_if(side.out, [&](const Back& back) {
      if (back.when > arrest.received) return false;
      side.live.set_incident(back.unit, "");
      return true;
    });
    for (std::uint32_t i = 0; i < index_.scheme().resources.size(); ++i) {
      const auto registered = index_.scheme().resources[i].state;
      if (registered != dispatch::ResourceState::available && registered != dispatch::ResourceState::returning)
        continue;
      const bool taken = chance(order_.seed, busy, number, i).chance(order_.resource_busy);
      side.live.set_resource(i, taken ? dispatch::ResourceState::at_scene : registered);
    }
    const auto story = tell({index_, remembered_, order_, order_.policies[policy], arrest, number}, side.live);
    run_.policies[policy].outcomes[number] = story.outcome;
    for (const auto unit : story.accepted) {
      side.live.set_incident(unit, "earlier");
      side.live.set_accepted(unit, arrest.received);
      side.out.push_back({arrest.received + std::chrono::minutes(order_.mission_minutes), unit});
    }
  }

  const dispatch::SchemeIndex& index_;
  const dispatch::TravelTimes& times_;
  RememberedTimes remembered_;
  const std::vector<Arrest>& arrests_;
  const ReplayOrder& order_;
  ReplayRun& run_;
};

ReplayEstimate estimate(const std::vector<double>& values) {
  return {stats::mean(values).value_or(0), stats::mean_t(values)};
}

}  // namespace

ReplayRun replay(const dispatch::SchemeIndex& index, const dispatch::TravelTimes& times,
                 const std::vector<Arrest>& arrests, const ReplayOrder& order, base::Progress* progress) {
  ReplayRun run;
  run.arrests = arrests.size();
  run.units = index.scheme().units.size();
  for (const auto& policy : order.policies)
    run.policies.push_back({policy, std::vector<ReplayOutcome>(arrests.size())});
  if (arrests.empty()) return run;
  const auto span = arrests.back().received - arrests.front().received;
  run.days = std::max(1.0, std::chrono::duration<double>(span).count() / 86'400);
  const auto weeks = weeks_of(arrests);
  std::atomic<std::size_t> next = 0, done = 0;
  std::atomic<bool> stopped = false;
  std::mutex telling;
  const auto work = [&] {
    Runner runner(index, times, arrests, order, run);
    for (auto i = next++; i < weeks.size() && !stopped; i = next++) {
      runner.week(weeks[i]);
      done += weeks[i].last - weeks[i].first;
      if (progress == nullptr) continue;
      const std::scoped_lock lock(telling);
      progress->at("arrests", done, arrests.size());
      if (progress->stop_requested()) stopped = true;
    }
  };
  std::vector<std::thread> others;
  for (int t = 1; t < order.threads; ++t) others.emplace_back(work);
  work();
  for (auto& other : others) other.join();
  run.complete = !stopped;
  return run;
}

ReplayEstimate mean_of(const PolicyReplay& policy, const ReplayFigure& figure) {
  std::vector<double> values;
  for (const auto& outcome : policy.outcomes) values.push_back(figure(outcome));
  return estimate(values);
}

ReplayEstimate paired(const PolicyReplay& a, const PolicyReplay& b, const ReplayFigure& figure) {
  std::vector<double> values;
  for (std::size_t i = 0; i < a.outcomes.size(); ++i) values.push_back(figure(b.outcomes[i]) - figure(a.outcomes[i]));
  return estimate(values);
}

}  // namespace kjede::sim
