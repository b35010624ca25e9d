#pragma once
// Where calls come from: generated, replayed from a trace, or whole weeks of a trace drawn again.
//
// Every attribute has its own stream of random numbers, so that two policies, two fleets or two road networks meet the
// same calls, call by call.
//
//   GeneratedCalls calls(service.demand, base::Rng(seed), until);
//   while (const std::size_t n = calls.next(buffer)) …

#include <span>
#include <vector>

#include "kjede/base/rng.hpp"
#include "kjede/sim/model.hpp"

namespace kjede::sim {

class CallSource {
 public:
  virtual ~CallSource() = default;
  // Fills the buffer with the next calls in order of `received`; how many. 0: there are no more.
  virtual std::size_t next(std::span<Call> buffer) = 0;
};

// Walker's alias method: draws an index in proportion to weights in constant time from one uniform number.
class AliasTable {
 public:
  explicit AliasTable(std::span<const double> weights);
  std::uint32_t pick(double uniform) const;
  bool empty() const { return share_.empty(); }

 private:
  std::vector<double> share_;
  std::vector<std::uint32_t> other_;
};

// Milliseconds by this law, from its own stream.
Millis draw(const Law& law, base::Rng& rng);

// Non-homogeneous Poisson calls by thinning (Lewis & Shedler 1979), in [0, until).
class GeneratedCalls final : public CallSource {
 public:
  GeneratedCalls(const Demand& demand, const base::Rng& rng, Time until);
  std::size_t next(std::span<Call> buffer) override;

 private:
  bool advance();  // to the next accepted call; false at the end
  void fill(Call& call);
  void rates_of_hour();  // into rates_: cumulated over the streams, per millisecond, for the hour around time_

  const Demand& demand_;
  Time until_;
  double time_ = 0;
  double top_rate_ = 0;
  std::uint32_t incident_ = 0;
  std::vector<double> rates_;
  Time hour_end_ = 0;
  std::vector<AliasTable> zones_;
  base::Rng arrivals_, thinning_, stream_, zone_, ready_, turnout_, patient_, scene_, transport_, need_, handover_,
      drive_, second_;
};

// Calls as they came, in order of `received`. The trace must outlive the source.
class TraceCalls final : public CallSource {
 public:
  explicit TraceCalls(std::span<const Call> trace) : trace_(trace) {}
  std::size_t next(std::span<Call> buffer) override;

 private:
  std::span<const Call> trace_;
};

// `weeks` whole weeks, each drawn with replacement from the whole weeks of the trace, put one after the other and
// numbered anew. Empty when the trace holds no whole week.
std::vector<Call> bootstrap_weeks(std::span<const Call> trace, int weeks, base::Rng rng);

}  // namespace kjede::sim
