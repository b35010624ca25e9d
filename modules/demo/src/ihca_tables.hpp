#pragma once
// In hospital, per hospital: what the annual report prints and what was solved from it.

#include <array>
#include <cstddef>

namespace kjede::demo {

inline constexpr std::size_t ihca_hospital_count = 53;
inline constexpr int ihca_first_year = 2021;
inline constexpr int ihca_last_year = 2024;

struct IhcaCounts {
  int events = 0;
  int patients = 0;
  int completed = 0;  // forms first completed within 60 days, of the events (table 21)
};

struct IhcaHospital {
  bool angiography = false;            // one of the nine of §2.7
  std::array<IhcaCounts, 4> counts{};  // 2021–2024
  int rosc = 0;                        // events with ROSC 2024 (table 6)
  int survivors = 0;                   // patients alive at 30 days 2024 (tables 26 and 27)
  int angiographies = 0;               // patients, 2024 (table 28)
};

const std::array<IhcaHospital, ihca_hospital_count>& ihca_hospitals();  // in the order of hospital_names()

}  // namespace kjede::demo
