#include "lanes.hpp"

#include <algorithm>

namespace kjede::road {
namespace {

// One Lanes as a value of the compiler's vector extension, which becomes one, two or four registers.
using Vector = Millis __attribute__((vector_size(sizeof(Lanes)), may_alias));

struct Pass {
  const Descent& descent;
  std::span<const Label> labels;
  Lanes* path;  // per depth: the times of the rank last visited there, which is the ancestor of all that follow
  Lanes* times;
};

[[gnu::always_inline]] inline void run(const Pass& pass) {
  const std::uint32_t* first = pass.descent.first.data();
  const HalfGraph::Arc* arcs = pass.descent.arcs.data();
  auto* path = reinterpret_cast<Vector*>(pass.path);
  auto* times = reinterpret_cast<Vector*>(pass.times);
  auto label = pass.labels.begin();
  for (auto r = static_cast<std::uint32_t>(pass.descent.depth.size()); r-- > 0;) {
    Vector best = {};
    best += unreachable;
    for (; label != pass.labels.end() && label->rank == r; ++label) {
      best[label->lane] = std::min(best[label->lane], label->time);
    }
    for (std::uint32_t i = first[r]; i < first[r + 1]; ++i) {
      const Vector over = path[arcs[i].head] + arcs[i].weight;
      best = over < best ? over : best;
    }
    path[pass.descent.depth[r]] = best;
    times[r] = best;
  }
}

#if defined(__x86_64__)
[[gnu::target("avx512f")]] void run_avx512(const Pass& pass) { run(pass); }
[[gnu::target("avx2")]] void run_avx2(const Pass& pass) { run(pass); }
#endif
void run_plain(const Pass& pass) { run(pass); }

}  // namespace

void descend(const Descent& descent, std::span<const Label> labels, Lanes* times) {
  std::vector<Lanes> path(descent.height);
  const Pass pass{descent, labels, path.data(), times};
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

void descend(const Descent& descent, std::span<const Label> labels, std::span<const std::uint32_t> place,
             Millis* times) {
  std::vector<Millis> path(descent.height);
  auto label = labels.begin();
  for (auto r = static_cast<std::uint32_t>(descent.depth.size()); r-- > 0;) {
    Millis best = unreachable;
    for (; label != labels.end() && label->rank == r; ++label) {
      best = std::min(best, label->time);
    }
    for (std::uint32_t i = descent.first[r]; i < descent.first[r + 1]; ++i) {
      best = std::min(best, path[descent.arcs[i].head] + descent.arcs[i].weight);
    }
    path[descent.depth[r]] = best;
    times[place[r]] = best;
  }
}

void Ascent::climb(const HalfGraph& half, std::uint32_t start, Millis offset, std::uint32_t lane,
                   std::vector<Label>& labels) {
  std::uint32_t depth = graph_.depth[start];
  time_[depth] = offset;
  for (std::uint32_t r = start; r != no_id; r = graph_.parent[r], --depth) {
    const Millis here = time_[depth];
    if (here == unreachable) {
      continue;
    }
    time_[depth] = unreachable;
    labels.push_back({r, lane, here});
    for (const auto& arc : half.of(r)) {
      time_[arc.head] = std::min(time_[arc.head], here + arc.weight);
    }
  }
}

void sort_labels(std::vector<Label>& labels) {
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.rank > b.rank; });
}

}  // namespace kjede::road
