#include "norway.hpp"

#include <fmt/format.h>

#include "kjede/demo/codes.hpp"

namespace kjede::demo {

// Hospitals in the order of table 6 of the annual report 2024.
const std::vector<std::string_view>& hospital_names() {
  static const std::vector<std::string_view> names{
      "Kirkenes",     "Hammerfest",  "Tromsø",       "Narvik",    "Harstad",          "Bodø",           "Lofoten",
      "Vesterålen",   "Mosjøen",     "Sandnessjøen", "Mo i Rana", "Namsos",           "Levanger",       "St. Olav",
      "Orkdal",       "Kristiansund", "Molde",       "Volda",     "Ålesund",          "Førde",          "Nordfjord",
      "Lærdal",       "Haukeland",   "Haraldsplass", "Voss",      "Haugesund",        "Odda",           "Stord",
      "Stavanger",    "Flekkefjord", "Kristiansand", "Arendal",   "Tønsberg",         "Skien",          "Notodden",
      "Kongsberg",    "Drammen",     "Bærum",        "Ringerike", "Elverum",          "Tynset",         "Hamar",
      "Lillehammer",  "Gjøvik",      "Aker",         "Radiumhospitalet", "Rikshospitalet", "Ullevål",  "AHUS Nordbyhagen",
      "Kongsvinger",  "Kalnes",      "Diakonhjemmet", "Lovisenberg"};
  return names;
}

const std::array<std::string_view, amk_count>& amk_names() {
  static const std::array<std::string_view, amk_count> names{
      "AMK Finnmark",        "AMK Tromsø",  "AMK Bodø",      "AMK Sandnessjøen", "AMK Nord-Trøndelag", "AMK Sør-Trøndelag",
      "AMK Møre og Romsdal", "AMK Førde",   "AMK Bergen",    "AMK Haugesund",    "AMK Stavanger",      "AMK Sørlandet",
      "AMK Vestfold-Telemark", "AMK Drammen", "AMK Oslo",    "AMK Innlandet"};
  return names;
}

// Østfold has no call centre of its own and is served from Oslo, Telemark from Vestfold-Telemark. Capnography rises
// in the five trusts §2.3.3 names; Telemark's 39 % and 85 % are table 35's, Stavanger's mean and Oslo's 100 % table 36's.
const std::array<Service, service_count>& services() {
  static const std::array<Service, service_count> all{{
      {"Ambulansetjenesten Finnmarkssykehuset HF", Region::north, 0, {1, 0, 2}, 1.42, 0.74, 0.78, 0.85, {30, 33, 36, 34}, {17, 12, 36, 20}, 0.5},
      {"Ambulansetjenesten Universitetssykehuset Nord-Norge HF", Region::north, 1, {2, 4, 3}, 1.22, 0.80, 0.84, 1.0, {74, 87, 92, 85}, {11, 14, 33, 1}, 0.6},
      {"Ambulansetjenesten Nordlandssykehuset HF", Region::north, 2, {5, 6, 7}, 1.25, 0.76, 0.80, 0.9, {61, 63, 64, 63}, {38, 28, 25, 24}, 0.6},
      {"Ambulansetjenesten Helgelandssykehuset HF", Region::north, 3, {10, 9, 8}, 1.38, 0.78, 0.82, 0.85, {53, 43, 42, 41}, {99, 91, 93, 84}, 1.0},
      {"Ambulansetjenesten Helse Nord-Trøndelag HF", Region::mid, 4, {12, 11}, 1.28, 0.72, 0.76, 0.95, {50, 59, 60, 60}, {6, 3, 0, 2}, 0.5},
      {"Ambulansetjenesten St. Olavs hospital HF", Region::mid, 5, {13, 14}, 1.05, 0.86, 0.90, 1.1, {183, 169, 181, 179}, {75, 57, 87, 84}, 1.0},
      {"Ambulansetjenesten Helse Møre og Romsdal HF", Region::mid, 6, {18, 16, 15, 17}, 1.16, 0.77, 0.80, 0.9, {109, 127, 144, 138}, {22, 33, 85, 68}, 0.9},
      {"Ambulansetjenesten Helse Førde HF", Region::west, 7, {19}, 1.32, 0.78, 0.82, 0.9, {63, 59, 58, 59}, {88, 90, 92, 97}, 1.0},
      {"Ambulansetjenesten Helse Bergen HF", Region::west, 8, {22, 23, 24}, 0.99, 0.88, 0.91, 1.1, {265, 260, 261, 251}, {79, 88, 95, 78}, 1.0},
      {"Ambulansetjenesten Helse Fonna HF", Region::west, 9, {25, 27}, 1.15, 0.76, 0.79, 0.95, {84, 82, 92, 84}, {44, 15, 57, 19}, 0.5},
      {"Ambulansetjenesten Helse Stavanger HF", Region::west, 10, {28}, 0.97, 0.89, 0.90, 1.15, {232, 217, 212, 213}, {94, 100, 97, 100}, 1.1},
      {"Ambulansetjenesten Sørlandet sykehus HF", Region::south_east, 11, {30, 31, 29}, 1.10, 0.55, 0.84, 1.0, {137, 145, 157, 146}, {33, 22, 53, 21}, 0.6},
      {"Ambulansetjenesten Sykehuset i Vestfold HF", Region::south_east, 12, {32}, 0.98, 0.50, 0.90, 1.05, {115, 120, 123, 119}, {41, 33, 40, 29}, 0.6},
      {"Ambulansetjenesten Sykehuset Telemark HF", Region::south_east, 12, {33, 34}, 1.12, 0.37, 0.87, 1.1, {106, 98, 97, 97}, {96, 98, 100, 99}, 1000.0},
      {"Ambulansetjenesten Vestre Viken HF", Region::south_east, 13, {36, 37, 38, 35}, 1.04, 0.58, 0.83, 0.95, {202, 251, 241, 222}, {20, 54, 37, 2}, 0.3},
      {"Ambulansetjenesten Sykehuset Innlandet HF", Region::south_east, 15, {41, 43, 42, 39}, 1.26, 0.78, 0.80, 0.85, {136, 160, 165, 167}, {3, 0, 4, 12}, 0.5},
      {"Ambulansetjenesten Oslo universitetssykehus HF", Region::south_east, 14, {47, 48, 51, 52}, 0.86, 1.0, 1.0, 1.05, {850, 790, 776, 775}, {95, 98, 96, 97}, 1.0},
      {"Ambulansetjenesten Sykehuset Østfold HF", Region::south_east, 14, {50}, 0.98, 0.56, 0.87, 0.95, {190, 168, 172, 172}, {95, 80, 94, 97}, 1.0},
  }};
  return all;
}

base::Result<std::vector<std::string>> names_in(const catalog::Catalog& catalog, std::string_view kind,
                                                const std::vector<std::string_view>& names) {
  std::vector<std::string> found;
  base::Diagnostics absent;
  for (const std::string_view name : names) {
    const catalog::Unit* unit = catalog.units.find_by_name(name, kind);
    if (unit != nullptr) {
      found.push_back(unit->name.nb);
    } else {
      absent.push_back({codes::unit_absent.id, base::Severity::error, fmt::format("no {} '{}' in the catalog", kind, name), {}, {},
                        "give it as an alias of the unit in units/*.csv"});
    }
  }
  if (!absent.empty()) return base::fail(std::move(absent));
  return found;
}

}  // namespace kjede::demo
