#include <algorithm>
#include <array>

#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

// Table 12, in seconds; the tail ends below the 70 minutes the indicator allows.
constexpr std::array<Knot, 8> response_knots{{{0.0, 70.0},
                                              {0.10, 300.0},
                                              {0.25, 420.0},
                                              {0.50, 564.0},
                                              {0.75, 840.0},
                                              {0.90, 1320.0},
                                              {0.98, 2280.0},
                                              {1.0, 4100.0}}};
// §2.2.1 and §2.2.3: quartiles; the printed "mean" is taken as the median.
constexpr std::array<Knot, 7> recognition_knots{
    {{0.0, 4.0}, {0.10, 18.0}, {0.25, 33.0}, {0.50, 61.0}, {0.75, 113.0}, {0.90, 200.0}, {1.0, 600.0}}};
constexpr std::array<Knot, 7> compression_knots{
    {{0.0, 22.0}, {0.10, 55.0}, {0.25, 85.0}, {0.50, 140.0}, {0.75, 205.0}, {0.90, 310.0}, {1.0, 900.0}}};

// How slow a call centre is at recognising; figure 1: one recognises more than 90 % within two minutes.
constexpr std::array<double, amk_count> amk_slowness{1.2, 1.05, 0.95, 0.38, 1.1, 0.92, 1.0,  1.05,
                                                     0.9, 1.1,  0.95, 1.0,  1.0, 1.15, 0.97, 1.2};
constexpr std::size_t amk_sorlandet = 11;  // does not listen to audio logs (§4.1.1)

std::size_t amk_of(const OhcaEvent& e) { return static_cast<std::size_t>(services()[e.service].amk); }

double latent_response(OhcaYear& y, const OhcaEvent& e) {
  const double slowness = services()[e.service].slowness;
  return at_share(response_knots, y.rng.uniform()) * slowness * slowness;
}

void decide_response(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const auto timed = [](const OhcaEvent& e) { return !e.ems_witnessed() && !e.rosc_before_ems; };
  const auto unknown =
      choose(y.rng, y.treated_where(timed), static_cast<std::size_t>(p.response_unknown + p.response_too_long));
  std::vector<char> apart(y.events.size(), 0);
  for (std::size_t k = 0; k < unknown.size(); ++k) {
    apart[unknown[k]] = 1;
    if (static_cast<int>(k) >= p.response_unknown)
      y.events[unknown[k]].on_scene = 4200 + static_cast<int>(y.rng.below(2400));
  }
  Members measured;
  std::vector<double> latent;
  for (const auto i : y.treated) {
    if (y.events[i].ems_witnessed() || apart[i] != 0) continue;
    measured.push_back(i);
    latent.push_back(latent_response(y, y.events[i]));
  }
  const auto seconds = spread(latent, response_knots);
  for (std::size_t k = 0; k < measured.size(); ++k) y.events[measured[k]].on_scene = static_cast<int>(seconds[k] + 0.5);
  for (auto& event : y.events) {
    if (!event.treated() || event.ems_witnessed())
      event.on_scene = static_cast<int>(std::min(4150.0, latent_response(y, event)));
  }
  const Members elsewhere = members(y.events, [](const OhcaEvent& e) { return !e.treated() && e.relevant_for_amk; });
  for (const auto i : choose(y.rng, elsewhere, static_cast<std::size_t>(p.response_unknown_elsewhere)))
    y.events[i].on_scene = -1;
}

void decide_ambulance(OhcaYear& y) {
  for (auto& event : y.events) {
    event.dispatched = 25 + static_cast<int>(y.rng.below(100));
    if (event.on_scene < 0) continue;
    event.dispatched = std::min(event.dispatched, event.on_scene - 20);
    event.at_patient = event.on_scene + 30 + static_cast<int>(y.rng.below(180));
  }
}

struct Recognition {
  std::uint32_t event;
  int recognised;
  int compression;
  int on_scene;  // a large number when not known
  bool fits() const { return compression < on_scene; }
};

// Both times must lie before the ambulance is on scene: those that do not change places with others that can, of
// the same call centre as long as there is hope.
void exchange_until_all_fit(OhcaYear& y, std::vector<Recognition>& list) {
  constexpr int hopeful_rounds = 150;
  constexpr int rounds = 400;
  std::array<std::vector<std::uint32_t>, amk_count> by_amk;
  for (std::uint32_t k = 0; k < list.size(); ++k) by_amk[amk_of(y.events[list[k].event])].push_back(k);
  for (int round = 0; round < rounds; ++round) {
    bool all = true;
    for (auto& mine : list) {
      if (mine.fits()) continue;
      const auto& near = by_amk[amk_of(y.events[mine.event])];
      auto& other = list[round < hopeful_rounds ? near[y.rng.below(near.size())] : y.rng.below(list.size())];
      if (other.compression < mine.on_scene && mine.compression < other.on_scene) {
        std::swap(mine.recognised, other.recognised);
        std::swap(mine.compression, other.compression);
      }
      all = all && mine.fits();
    }
    if (all) return;
  }
}

void decide_audio_log(OhcaYear& y) {
  for (auto& event : y.events) {
    if (!event.relevant_for_amk) continue;
    const bool heard = amk_of(event) != amk_sorlandet && y.rng.chance(0.88);
    event.audio_log = heard ? "yes" : "no";
  }
}

void decide_call(OhcaYear& y) {
  decide_audio_log(y);
  std::vector<Recognition> list;
  std::vector<double> latent;
  for (std::uint32_t i = 0; i < y.events.size(); ++i) {
    OhcaEvent& event = y.events[i];
    if (event.audio_log != "yes" || event.bystander_cpr != "yes" || y.rng.chance(0.08)) continue;
    if (event.on_scene > 0 &&
        (y.rng.chance(0.025) || event.on_scene < 120)) {  // recognised when the ambulance was there
      event.recognised = event.on_scene + static_cast<int>(y.rng.below(120));
      event.compression = event.recognised + static_cast<int>(y.rng.below(90));
      continue;
    }
    list.push_back({i, 0, 0, event.on_scene > 0 ? event.on_scene : 1'000'000});
    latent.push_back(at_share(recognition_knots, y.rng.uniform()) * amk_slowness[amk_of(event)]);
  }
  const auto recognised = spread(latent, recognition_knots);
  const auto compression = spread(latent, compression_knots);
  for (std::size_t k = 0; k < list.size(); ++k) {
    list[k].recognised = static_cast<int>(recognised[k] + 0.5);
    list[k].compression = static_cast<int>(compression[k] + 0.5);
  }
  exchange_until_all_fit(y, list);
  for (const auto& item : list) {
    y.events[item.event].recognised = item.recognised;
    y.events[item.event].compression = item.compression;
  }
}

}  // namespace

void decide_times(OhcaYear& y) {
  decide_response(y);
  decide_ambulance(y);
  decide_call(y);
}

}  // namespace kjede::demo
