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

void push_eq5d(std::vector<Cell>& row, const Eq5d& answer);

}  // namespace kjede::demo
