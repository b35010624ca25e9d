#include <algorithm>
#include <array>

#include "icu_stay.hpp"
#include "registers.hpp"

namespace kjede::demo {
namespace {

constexpr std::array<std::string_view, 9> unit_columns{
    "survey_id",    "icu_unit",       "survey_date", "delivers_data",  "intensivist_24_7",
    "daily_review", "discharge_note", "beds",        "category_3_beds"};
constexpr std::array<std::string_view, 5> training_columns{"answer_id", "clinic", "survey_date", "doctors_on_duty",
                                                           "doctors_trained"};

constexpr int first_survey = 2019;
constexpr int first_training = 2021;

struct Routines {
  std::vector<char> intensivist, review, note;
};

// Of 67 units in 2024: 62 with an intensivist, 57 with a daily review, 55 with a discharge note; one or two fewer each
// year before.
Routines decide_routines(base::Rng& rng, std::size_t units, int year) {
  const int before = 2024 - year;
  Members all(units);
  for (std::uint32_t i = 0; i < units; ++i) all[i] = i;
  const auto some = [&](int of_67) {
    std::vector<char> has(units, 0);
    const auto count = static_cast<std::size_t>(std::max(0, of_67) * static_cast<int>(units) / 67);
    for (const auto i : choose(rng, all, count)) has[i] = 1;
    return has;
  };
  return {some(62 - before), some(57 - 2 * before), some(55 - 2 * before)};
}

std::string_view yes_no(bool value) { return value ? "yes" : "no"; }

// Beds, and how many of them are category 3: the share that makes the unit's category.
std::pair<int, int> beds_of(base::Rng& rng, IcuCategory category) {
  const int beds = 4 + static_cast<int>(rng.below(11));
  switch (category) {
    case IcuCategory::general_low: return {beds, beds * 3 / 10};
    case IcuCategory::general_high: return {beds, (beds * 7 + 9) / 10};
    case IcuCategory::paediatric: return {beds, (beds + 1) / 2};
    default: return {beds, beds / 10};
  }
}

base::Result<std::uint64_t> write_units(YearJob& job) {
  const auto units = icu_units(job.catalog, job.year);
  const Routines routines = decide_routines(job.rng, units.size(), job.year);
  std::uint64_t number = job.first_record;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const std::string id = record_id("IU", job.year, number++);
    base::Rng own = base::Rng(u);
    const auto [beds, category_3] = beds_of(own, units[u].category);
    const std::array<Cell, 9> row{std::string_view(id),
                                  units[u].name,
                                  base::make_date(job.year, 12, 31),
                                  yes_no(units[u].delivers),
                                  yes_no(routines.intensivist[u] != 0),
                                  yes_no(routines.review[u] != 0),
                                  yes_no(routines.note[u] != 0),
                                  std::int64_t{beds},
                                  std::int64_t{category_3}};
    KJEDE_TRY(job.sink.row(row));
  }
  return static_cast<std::uint64_t>(units.size());
}

// Invented: no national figure is printed in the definition of the indicator. A tenth of the clinics do not answer.
base::Result<std::uint64_t> write_training(YearJob& job) {
  const auto clinics = job.catalog.units.of_kind("ooh_clinic");
  std::uint64_t number = job.first_record;
  for (const catalog::Unit* clinic : clinics) {
    const std::string id = record_id("LV", job.year, number++);
    const auto on_duty = static_cast<std::int64_t>(6 + job.rng.below(50));
    const double eager = job.rng.uniform();
    const auto trained = static_cast<std::int64_t>(static_cast<double>(on_duty) * eager * eager *
                                                   (0.8 + 0.06 * (job.year - first_training)));
    const bool answered = !job.rng.chance(0.1);
    const std::array<Cell, 5> row{std::string_view(id), std::string_view(clinic->name.nb),
                                  base::make_date(job.year, 12, 31), answered ? Cell{on_duty} : Cell{},
                                  answered ? Cell{trained} : Cell{}};
    KJEDE_TRY(job.sink.row(row));
  }
  return static_cast<std::uint64_t>(clinics.size());
}

}  // namespace

RegisterSource icu_unit_source() { return {"icu_unit", first_survey, 2024, unit_columns, write_units, false}; }
RegisterSource ooh_training_source() {
  return {"ooh_training", first_training, 2024, training_columns, write_training, false};
}

}  // namespace kjede::demo
