#include "lanes.hpp"

#include <algorithm>

namespace kjede::road {
namespace {

// One Lanes as a value of the compiler's vector extension, which becomes one, two or four registers.
using Vector = Millis __attribute__((vector_size(sizeof(Lanes)), may_alias));

struct Pass {
  const std::uint32_t* first;
  const HalfGraph::Arc* arcs;
  std::span<const std::uint32_t> labelled;
  Lanes* times;
  std::uint32_t size;
};

[[gnu::always_inline]] inline void run(const Pass& pass) {
  auto* times = reinterpret_cast<Vector*>(pass.times);
  auto label = pass.labelled.begin();
  for (std::uint32_t r = pass.size; r-- > 0;) {
    Vector best = {};
    if (label != pass.labelled.end() && *label == r) {
      best = times[r];
      ++label;
    } else {
      best += unreachable;
    }
    for (std::uint32_t i = pass.first[r]; i < pass.first[r + 1]; ++i) {
      const Vector over = times[pass.arcs[i].head] + pass.arcs[i].weight;
      best = over < best ? over : best;
    }
    times[r] = best;
  }
}

#if defined(__x86_64__)
[[gnu::target("avx512f")]] void run_avx512(const Pass& pass) { run(pass); }
[[gnu::target("avx2")]] void run_avx2(const Pass& pass) { run(pass); }
#endif
void run_plain(const Pass& pass) { run(pass); }

}  // namespace

void descend(std::span<const std::uint32_t> first, std::span<const HalfGraph::Arc> arcs,
             std::span<const std::uint32_t> labelled, std::span<Lanes> times) {
  const Pass pass{first.data(), arcs.data(), labelled, times.data(), static_cast<std::uint32_t>(times.size())};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) {
    return run_avx512(pass);
  }
  if (__builtin_cpu_supports("avx2")) {
    return run_avx2(pass);
  }
#endif
  run_plain(pass);
}

void descend(std::span<const std::uint32_t> first, std::span<const HalfGraph::Arc> arcs,
             std::span<const std::uint32_t> labelled, std::span<Millis> times) {
  auto label = labelled.begin();
  for (auto r = static_cast<std::uint32_t>(times.size()); r-- > 0;) {
    Millis best = unreachable;
    if (label != labelled.end() && *label == r) {
      best = times[r];
      ++label;
    }
    for (std::uint32_t i = first[r]; i < first[r + 1]; ++i) {
      best = std::min(best, times[arcs[i].head] + arcs[i].weight);
    }
    times[r] = best;
  }
}

}  // namespace kjede::road
