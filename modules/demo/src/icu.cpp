#include <algorithm>
#include <array>
#include <numeric>

#include "calendar.hpp"
#include "icu_stay.hpp"
#include "registers.hpp"

namespace kjede::demo {
namespace {

constexpr std::array<std::string_view, 22> columns{"stay_id",
                                                   "national_id",
                                                   "patient_name",
                                                   "icu_unit",
                                                   "admitted",
                                                   "discharged",
                                                   "age",
                                                   "sex",
                                                   "admission_type",
                                                   "transferred",
                                                   "over_24h",
                                                   "respiratory_support_over_6h",
                                                   "dead_within_24h",
                                                   "moved_within_24h",
                                                   "vasoactive_over_6h",
                                                   "ventilation",
                                                   "invasive_ventilation",
                                                   "non_invasive_ventilation",
                                                   "saps_ii",
                                                   "saps_ii_mortality",
                                                   "alive_at_discharge",
                                                   "died"};

constexpr std::string_view yes_no(bool value) { return value ? "yes" : "no"; }

// SAPS II to predicted mortality in per cent, read off the published curve at every tenth point.
constexpr std::array<Knot, 8> mortality_curve{
    {{0.0, 0.0}, {20.0, 3.7}, {30.0, 10.6}, {40.0, 24.7}, {50.0, 46.1}, {60.0, 68.1}, {80.0, 92.5}, {120.0, 99.5}}};

void push_criteria(std::vector<Cell>& row, const IcuStay& stay, base::Rng& rng) {
  const bool over = stay.minutes > 1440;
  const bool supported = stay.ventilation > 25;
  const bool dead = stay.dead && stay.minutes <= 1440;
  const bool moved = stay.transferred && !stay.dead && stay.minutes <= 1440;
  const bool drugs = rng.chance(0.45) || !(over || supported || dead || moved);
  for (const bool criterion : {over, supported, dead, moved, drugs}) row.push_back(yes_no(criterion));
}

void push_severity(std::vector<Cell>& row, const IcuStay& stay, base::Rng& rng) {
  if (stay.age < 16) {
    row.insert(row.end(), {Cell{}, Cell{}});
    return;
  }
  const int score =
      14 + stay.age / 4 + static_cast<int>(rng.below(30)) + (stay.dead ? 18 : 0) + (stay.invasive > 0 ? 7 : 0);
  row.push_back(std::int64_t{score});
  row.push_back(Fixed{static_cast<std::int64_t>(at_share(mortality_curve, score) * 10.0 + 0.5), 1});
}

std::string_view admission_type(const IcuStay& stay, base::Rng& rng) {
  if (stay.category == IcuCategory::post_operative) return rng.chance(0.6) ? "planned_surgery" : "acute_surgery";
  return rng.chance(0.01)   ? "unknown"
         : rng.chance(0.68) ? "acute_medical"
         : rng.chance(0.65) ? "acute_surgery"
                            : "planned_surgery";
}

base::Result<std::uint64_t> write(YearJob& job) {
  IcuYear y = make_icu_year(job.catalog, job.year, job.rng);
  std::vector<std::uint32_t> order(y.stays.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return y.stays[a].admitted < y.stays[b].admitted; });
  std::vector<Person> persons(y.stays.size());
  for (const auto i : order) {
    if (!y.stays[i].second)
      persons[y.stays[i].patient] = job.people.make(y.stays[i].age, y.stays[i].male, local_date(y.stays[i].admitted));
  }
  std::vector<Cell> row;
  std::uint64_t number = job.first_record;
  for (const auto i : order) {
    const IcuStay& stay = y.stays[i];
    const Person& person = persons[stay.patient];
    const std::string id = record_id("IC", job.year, number++);
    const std::string name = person_name(person.serial);
    row.clear();
    row.insert(row.end(), {std::string_view(id), person.identity_text(), std::string_view(name),
                           y.units[stay.unit].name, Moment{stay.admitted}, Moment{stay.discharged()},
                           std::int64_t{stay.age}, stay.male ? std::string_view("male") : std::string_view("female"),
                           admission_type(stay, y.rng), yes_no(stay.transferred)});
    push_criteria(row, stay, y.rng);
    row.insert(row.end(),
               {Fixed{stay.ventilation, 2}, Fixed{stay.invasive, 2}, Fixed{stay.ventilation - stay.invasive, 2}});
    push_severity(row, stay, y.rng);
    row.push_back(yes_no(!stay.dead));
    row.push_back(stay.dead ? Cell{local_date(stay.discharged())} : Cell{});
    KJEDE_TRY(job.sink.row(row));
  }
  return static_cast<std::uint64_t>(y.stays.size());
}

}  // namespace

RegisterSource icu_source() { return {"icu", icu_first_year, icu_last_year, columns, write}; }

}  // namespace kjede::demo
