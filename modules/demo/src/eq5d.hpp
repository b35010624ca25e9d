#pragma once
// An answer to EQ-5D-5L: the levels of the five dimensions and the visual analogue scale. The report prints these as
// figures without numbers, so the shape is invented: one latent health, of which each dimension and the scale see a
// part.

#include <array>
#include <string_view>
#include <vector>

#include "kjede/base/rng.hpp"
#include "registers.hpp"

namespace kjede::demo {

struct Eq5d {
  std::array<std::string_view, 5> levels{};  // mobility, self-care, usual activities, pain, anxiety; empty: no answer
  int vas = -1;                              // 0 to 100; -1: not given
};

// `burden` makes all answers worse; 0 is a survivor of an arrest out of hospital.
Eq5d answer_eq5d(base::Rng& rng, double burden);

// The last columns of a register whose patients answer, in the order of push_eq5d.
inline constexpr std::array<std::string_view, 6> eq5d_columns{
    "eq5d_mobility", "eq5d_self_care", "eq5d_usual_activities", "eq5d_pain", "eq5d_anxiety", "eq_vas"};

template <std::size_t N>
constexpr std::array<std::string_view, N + eq5d_columns.size()> with_eq5d(const std::array<std::string_view, N>& own) {
  std::array<std::string_view, N + eq5d_columns.size()> all{};
  for (std::size_t i = 0; i < N; ++i) all[i] = own[i];
  for (std::size_t i = 0; i < eq5d_columns.size(); ++i) all[N + i] = eq5d_columns[i];
  return all;
}

void push_eq5d(std::vector<Cell>& row, const Eq5d& answer);

}  // namespace kjede::demo
