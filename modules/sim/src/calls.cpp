#include "kjede/sim/calls.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kjede::sim {

AliasTable::AliasTable(std::span<const double> weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (weights.empty() || !(total > 0)) return;
  const auto n = weights.size();
  share_.resize(n);
  other_.resize(n);
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::uint32_t i = 0; i < n; ++i) {
    share_[i] = weights[i] / total * static_cast<double>(n);
    other_[i] = i;
    (share_[i] < 1 ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const auto less = small.back();
    const auto more = large.back();
    small.pop_back();
    other_[less] = more;
    share_[more] -= 1 - share_[less];
    if (share_[more] < 1) large.pop_back(), small.push_back(more);
  }
  for (const auto i : small) share_[i] = 1;  // what is left differs from 1 only by rounding
}

std::uint32_t AliasTable::pick(double uniform) const {
  const double scaled = uniform * static_cast<double>(share_.size());
  const auto column = std::min(static_cast<std::size_t>(scaled), share_.size() - 1);
  return scaled - static_cast<double>(column) < share_[column] ? static_cast<std::uint32_t>(column) : other_[column];
}

namespace {

Millis whole(double milliseconds) {
  return static_cast<Millis>(std::clamp(std::round(milliseconds), 0.0, double{road::unreachable - 1}));
}

}  // namespace

Millis draw(const Law& law, base::Rng& rng) {
  switch (law.kind) {
    case Law::Kind::constant: return whole(law.a);
    case Law::Kind::exponential: return whole(rng.exponential(law.a));
    case Law::Kind::lognormal: return whole(law.a * std::exp(law.b * rng.normal()));
    case Law::Kind::weibull: return whole(law.b * std::pow(rng.exponential(1), 1 / law.a));
    case Law::Kind::normal: return whole(law.a + law.b * rng.normal());
    case Law::Kind::sample: return law.values.empty() ? 0 : whole(law.values[rng.below(law.values.size())]);
  }
  return 0;
}

double Law::mean() const {
  switch (kind) {
    case Kind::constant:
    case Kind::exponential:
    case Kind::normal: return a;
    case Kind::lognormal: return a * std::exp(b * b / 2);
    case Kind::weibull: return b * std::tgamma(1 + 1 / a);
    case Kind::sample:
      return values.empty() ? 0
                            : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  }
  return 0;
}

GeneratedCalls::GeneratedCalls(const Demand& demand, const base::Rng& rng, Time until)
    : demand_(demand),
      until_(until),
      rates_(demand.streams.size()),
      arrivals_(rng.stream("arrivals")),
      thinning_(rng.stream("thinning")),
      stream_(rng.stream("stream")),
      zone_(rng.stream("zone")),
      ready_(rng.stream("ready")),
      turnout_(rng.stream("turnout")),
      patient_(rng.stream("to patient")),
      scene_(rng.stream("scene")),
      transport_(rng.stream("transport")),
      need_(rng.stream("need")),
      handover_(rng.stream("handover")),
      drive_(rng.stream("drive")),
      second_(rng.stream("second unit")) {
  for (const auto& stream : demand.streams) zones_.emplace_back(stream.zone_weight);
  double most_per_day = 0;
  for (std::size_t h = 0; h < 168; ++h) {
    double sum = 0;
    for (const auto& stream : demand.streams) sum += stream.per_day * stream.hour_factor[h];
    most_per_day = std::max(most_per_day, sum);
  }
  const double most_week =
      demand.week_factor.empty() ? 1 : *std::max_element(demand.week_factor.begin(), demand.week_factor.end());
  top_rate_ = most_per_day * most_week / static_cast<double>(day);
}

void GeneratedCalls::rates_of_hour() {
  const auto hour_of_run = static_cast<std::size_t>(time_ / static_cast<double>(hour));
  hour_end_ = static_cast<Time>(hour_of_run + 1) * hour;
  const auto& weeks = demand_.week_factor;
  const double factor = weeks.empty() ? 1 : weeks[hour_of_run / 168 % weeks.size()];
  double sum = 0;
  for (std::size_t s = 0; s < rates_.size(); ++s) {
    const auto& stream = demand_.streams[s];
    sum += stream.per_day * stream.hour_factor[hour_of_run % 168] * factor / static_cast<double>(day);
    rates_[s] = sum;
  }
}

bool GeneratedCalls::advance() {
  if (!(top_rate_ > 0)) return false;
  for (;;) {
    time_ += arrivals_.exponential(1 / top_rate_);
    if (time_ >= static_cast<double>(until_)) return false;
    if (time_ >= static_cast<double>(hour_end_)) rates_of_hour();
    if (thinning_.uniform() * top_rate_ <= rates_.back()) return true;
  }
}

void GeneratedCalls::fill(Call& call) {
  const double at = stream_.uniform() * rates_.back();
  const auto found = std::upper_bound(rates_.begin(), rates_.end() - 1, at);
  const auto index = static_cast<std::size_t>(found - rates_.begin());
  const Stream& stream = demand_.streams[index];
  call = {};
  call.received = static_cast<Time>(time_);
  call.incident = incident_++;
  call.priority = stream.priority;
  call.drive = stream.drive;
  call.kinds = stream.kinds;
  call.zone = zones_[index].pick(zone_.uniform());
  // Both from the same random numbers: what is long in triage is alerted late. Drawn apart, the later of two times
  // would be longer than the law of readiness says.
  base::Rng same = ready_;
  call.triage = draw(stream.triage, same);
  call.ready = std::max(call.triage, draw(stream.ready, ready_));
  call.turnout = draw(stream.turnout, turnout_);
  call.to_patient = draw(stream.to_patient, patient_);
  call.scene = std::max(call.to_patient, draw(stream.scene, scene_));
  call.handover = draw(stream.handover, handover_);
  call.transport = transport_.chance(stream.transport);
  call.two_units = stream.second_unit > 0 && second_.chance(stream.second_unit);
  double share = need_.uniform();
  for (const auto& need : stream.needs) {
    call.need = need.kinds;
    if ((share -= need.share) < 0) break;
  }
  if (demand_.drive_sigma > 0) call.drive_factor = static_cast<float>(std::exp(demand_.drive_sigma * drive_.normal()));
}

std::size_t GeneratedCalls::next(std::span<Call> buffer) {
  std::size_t n = 0;
  while (n < buffer.size() && advance()) fill(buffer[n++]);
  return n;
}

std::size_t TraceCalls::next(std::span<Call> buffer) {
  const auto n = std::min(buffer.size(), trace_.size());
  std::copy_n(trace_.begin(), n, buffer.begin());
  trace_ = trace_.subspan(n);
  return n;
}

std::vector<Call> bootstrap_weeks(std::span<const Call> trace, int weeks, base::Rng rng) {
  std::vector<Call> drawn;
  if (trace.empty()) return drawn;
  const auto whole_weeks = (trace.back().received + 1) / week + ((trace.back().received + 1) % week > 6 * day ? 1 : 0);
  if (whole_weeks == 0) return drawn;
  for (int w = 0; w < weeks; ++w) {
    const auto from = static_cast<Time>(rng.below(static_cast<std::uint64_t>(whole_weeks))) * week;
    const auto first = std::ranges::lower_bound(trace, from, {}, &Call::received);
    const auto last = std::ranges::lower_bound(trace, from + week, {}, &Call::received);
    for (auto call = first; call != last; ++call) {
      drawn.push_back(*call);
      drawn.back().received += w * week - from;
      drawn.back().incident = static_cast<std::uint32_t>(drawn.size() - 1);
    }
  }
  return drawn;
}

}  // namespace kjede::sim
