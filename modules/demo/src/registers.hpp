#pragma once
// The registers of the demonstration: their columns, and one function each that sends the rows of one year of one
// copy of the country to the sink.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/demo/generate.hpp"
#include "kjede/demo/rows.hpp"
#include "person.hpp"

namespace kjede::demo {

// The units' names as this catalog writes them, in the order of norway.hpp; ICU units and clinics as the catalog has
// them.
struct Names {
  std::vector<std::string> services;
  std::vector<std::string> amk;
  std::vector<std::string> hospitals;
};

struct YearJob {
  const catalog::Catalog& catalog;
  const Names& names;
  int year = 0;
  int copy = 0;   // which copy of the country
  base::Rng rng;  // of this register, year and copy
  People& people;
  std::uint64_t first_record = 1;  // running number of the year's first record
  RowSink& sink;
};

struct RegisterSource {
  std::string_view id;
  int first_year = 0;
  int last_year = 0;
  std::span<const std::string_view> columns;
  base::Result<std::uint64_t> (*write)(YearJob& job);  // how many rows
  bool scales = true;                                  // the surveys do not: there are only so many units
};

RegisterSource ohca_source();
RegisterSource ihca_source();
RegisterSource icu_source();
RegisterSource icu_unit_source();
RegisterSource ooh_training_source();

// "OH-2024-0000001"
std::string record_id(std::string_view prefix, int year, std::uint64_t number);
// "Syntetisk Testperson 000123"
std::string person_name(std::uint32_t serial);

inline Cell cell(std::string_view code) { return code.empty() ? Cell{} : Cell{code}; }
template <class Optional>
Cell optional_cell(const Optional& value) {
  return value ? Cell{*value} : Cell{};
}

}  // namespace kjede::demo
