#pragma once
// Intensive-care stays of one year while they are being decided.

#include <optional>
#include <string_view>
#include <vector>

#include "allocation.hpp"
#include "kjede/base/result.hpp"
#include "kjede/base/rng.hpp"
#include "kjede/base/time.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::demo {

inline constexpr int icu_first_year = 2014;
inline constexpr int icu_last_year = 2024;

enum class IcuCategory { observation, post_operative, general_low, general_high, paediatric };
inline constexpr std::size_t icu_category_count = 5;

struct IcuUnit {
  std::string_view name;
  IcuCategory category = IcuCategory::general_low;
  bool delivers = true;  // data for the year
  // How the unit differs from its category, year after year: 1 is like the others. Invented; the totals are published.
  double readmission = 1.0;
  double length = 1.0;
  double ventilation = 1.0;
  double mortality = 1.0;
};

// The member units, in the catalog's order. In 2024 seven units in the middle region, on a new record system, deliver
// none.
std::vector<IcuUnit> icu_units(const catalog::Catalog& catalog, int year);

// Short report 2024; 2023 from its changes (−4 %, −3.1 %, −5 %); before that a rise.
struct IcuPlan {
  int year = 0;
  int stays = 20'227;
  int patients = 18'323;
  int days = 69'566;
  int dead = 1'841;  // 90.9 % discharged alive
  int men_permille = 600;
  int transferred_permille = 80;
  int readmitted_permille = 21;  // of the stays that are not transfers
  double median_age = 68.0;
  double median_stay = 1.9;      // days
  int median_ventilation = 100;  // hundredths of a day
  int ventilated_under_2_5_permille = 718;
};

IcuPlan icu_plan(int year);

struct IcuStay {
  std::size_t unit = 0;
  IcuCategory category = IcuCategory::general_low;
  std::uint32_t patient = 0;
  int next = -1;        // the patient's next stay
  bool second = false;  // it is somebody's next stay
  int minutes = 0;
  std::int64_t admitted = 0;
  int age = 60;
  bool male = true;
  bool transferred = false;
  bool dead = false;
  int ventilation = 0;  // hundredths of a day, invasive included
  int invasive = 0;
  std::int64_t discharged() const { return admitted + std::int64_t{60} * minutes; }
};

struct IcuYear {
  IcuPlan plan;
  base::Rng rng;
  std::vector<IcuUnit> units;
  std::vector<IcuStay> stays;
};

// In this order.
void decide_stays(IcuYear& year);         // unit and length
void decide_icu_patients(IcuYear& year);  // who comes back, transfers, when, age, sex, death
void decide_ventilation(IcuYear& year);

IcuYear make_icu_year(const catalog::Catalog& catalog, int year, base::Rng rng);

}  // namespace kjede::demo
