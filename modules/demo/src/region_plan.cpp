#include "region_plan.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace kjede::demo::region {

std::span<const Inlet> inlets() {
  static const std::vector<Inlet> all{
      {"Storfjorden",
       {{8, 57, 4.4},
        {20, 56, 3.0},
        {30, 57.5, 2.4},
        {40, 57.2, 1.9},
        {54, 55.4, 1.8},
        {70, 57.2, 1.6},
        {86, 62, 1.5},
        {100, 60.5, 1.1},
        {113, 62.5, 0.5}}},
      {"Nordarmen", {{56, 55.5, 1.5}, {60, 65, 1.2}, {58, 76, 0.9}, {63, 86.5, 0.4}}},
      {"Sørarmen", {{78, 59.5, 1.4}, {81, 48, 1.1}, {77, 38, 0.9}, {81, 27.5, 0.4}}},
      {"Sørfjorden", {{12, 22, 3.0}, {24, 21.5, 1.7}, {34, 20.5, 1.3}, {44, 23, 0.9}, {54, 20.5, 0.3}}},
      {"Nordvågfjorden", {{8, 92, 2.6}, {20, 91.5, 1.6}, {30, 92.5, 1.2}, {41, 93.5, 0.8}, {49, 90.5, 0.3}}},
      {"Hamrevågen", {{10, 38, 2.0}, {18, 38.5, 0.9}, {25, 40.5, 0.3}}},
      {"Breivatnet", {{107, 84, 0.4}, {112, 85.5, 1.0}, {119, 88.5, 0.4}}},
      {"Langevatnet", {{104, 29, 0.4}, {108, 31.5, 0.9}, {113, 35, 0.3}}}};
  return all;
}

std::span<const Island> islands() {
  static const std::vector<Island> all{
      {"Ytterøya", {8.2, 65}, 3.4}, {"Sandøya", {8.5, 45.5}, 3.3}, {"Hvaløya", {9.5, 83}, 3.2},
      {"Skjeret", {4, 74}, 1.3},    {"Langholmen", {5, 33}, 1.5},  {"Kråka", {13.3, 71.5}, 0.9},
      {"Storholmen", {4, 54}, 1.2}, {"Terna", {3.5, 94}, 1.4},     {"Lyngøya", {6, 14}, 1.8}};
  return all;
}

std::span<const Point> coast() {
  static const std::vector<Point> all{{14, -6}, {13, 4},  {16, 10}, {12, 17},  {15, 25}, {17, 31}, {13.5, 36},
                                      {16, 43}, {14, 49}, {17, 54}, {18, 60},  {15, 65}, {17, 71}, {15, 77},
                                      {17, 82}, {14, 88}, {18, 95}, {16, 101}, {19, 114}};
  return all;
}

std::span<const Place> places() {
  static const std::vector<Place> all{{"havnesund", "Havnesund", "Havnesund", {24.5, 62.5}, 66'000},
                                      {"krakvik", "Kråkvik", "Havnesund", {31.5, 65}, 5'800},
                                      {"vardenes", "Vardenes", "Havnesund", {18.2, 67.5}, 1'900},
                                      {"skaret", "Skaret", "Havnesund", {33, 77}, 700},
                                      {"ytteroy", "Ytterøy", "Ytterøy", {9.2, 64.5}, 750},
                                      {"nordvagen", "Nordvågen", "Nordvågen", {23.5, 87.5}, 16'200},
                                      {"hvaloy", "Hvaløy", "Nordvågen", {10.3, 83}, 900},
                                      {"stokkvik", "Stokkvik", "Stokkvik", {39.5, 96.5}, 1'650},
                                      {"eidsbotn", "Eidsbotn", "Stokkvik", {51, 89}, 1'050},
                                      {"kvalnes", "Kvalnes", "Kvalnes", {41, 60.8}, 1'450},
                                      {"armnes", "Armnes", "Kvalnes", {52, 59.2}, 1'100},
                                      {"lundeim", "Lundeim", "Lundeim", {64, 71}, 2'250},
                                      {"botnen", "Botnen", "Lundeim", {65.5, 89}, 900},
                                      {"saltnes", "Saltnes", "Lindøyra", {73, 61.2}, 1'600},
                                      {"lindoyra", "Lindøyra", "Lindøyra", {89, 66.5}, 15'800},
                                      {"indrevik", "Indre Vik", "Indre Vik", {114, 66}, 3'100},
                                      {"elvemo", "Elvemo", "Indre Vik", {126, 72.5}, 1'900},
                                      {"fjellstova", "Fjellstova", "Høgdal", {95, 86}, 220},
                                      {"breivatn", "Breivatn", "Høgdal", {110, 90}, 1'350},
                                      {"hogdal", "Høgdal", "Høgdal", {125, 98}, 800},
                                      {"skarnes", "Skarnes", "Søreide", {41, 53}, 1'300},
                                      {"soreide", "Søreide", "Søreide", {27.5, 49.5}, 7'200},
                                      {"sandoy", "Sandøy", "Sandøy", {9.3, 45}, 1'450},
                                      {"hamre", "Hamre", "Sandøy", {20, 35}, 2'500},
                                      {"midtdal", "Midtdal", "Midtdal", {46, 40}, 1'950},
                                      {"tangen", "Tangen", "Midtdal", {57.5, 51.5}, 850},
                                      {"sorvik", "Sørvik", "Sørvik", {39, 16.5}, 23'500},
                                      {"lonnvik", "Lønnvik", "Sørvik", {27, 26}, 2'700},
                                      {"strandnes", "Strandnes", "Strandnes", {20, 12}, 3'700},
                                      {"oppdalen", "Oppdalen", "Oppdalen", {63, 26}, 2'200},
                                      {"armbotn", "Armbotn", "Armbotn", {83, 24}, 1'250},
                                      {"ostnes", "Østnes", "Armbotn", {86, 51}, 800},
                                      {"fossdal", "Fossdal", "Fossdal", {101, 47}, 1'150},
                                      {"vassenden", "Vassenden", "Fossdal", {107, 27}, 1'450},
                                      {"storlid", "Storlid", "Fossdal", {124, 42}, 1'000},
                                      {"gruva", "Gruva", "Fossdal", {129, 21}, 700}};
  return all;
}

std::span<const Link> links() {
  using enum RoadClass;
  using enum Terrain;
  static const std::vector<Link> all{// the trunk road north: Sørvik – Søreide – (ferry) – Havnesund – Nordvågen
                                     {"sorvik", "lonnvik", trunk, bridge, {{34, 18.5}, {30.5, 23.5}}},
                                     {"lonnvik", "hamre", trunk, land, {{24, 30}}},
                                     {"hamre", "soreide", trunk, land, {{26.5, 42.5}}},
                                     {"soreide", "skarnes", trunk, land, {{34, 50.5}}},
                                     {"skarnes", "kvalnes", ferry, water, {}},
                                     {"skarnes", "kvalnes", trunk, tunnel, {{39, 56.5}}, region::tunnel},
                                     {"kvalnes", "krakvik", trunk, land, {{36, 63}}},
                                     {"krakvik", "havnesund", trunk, land, {{28, 63.6}}},
                                     {"havnesund", "vardenes", primary, land, {{20.5, 65.5}}},
                                     {"vardenes", "ytteroy", ferry, water, {}},
                                     {"krakvik", "skaret", trunk, land, {{33, 71}}},
                                     {"skaret", "nordvagen", trunk, land, {{28.5, 82}}},
                                     {"nordvagen", "hvaloy", secondary, bridge, {{17.5, 85.5}, {13.5, 83.5}}},
                                     {"nordvagen", "stokkvik", primary, bridge, {{29, 88.8}, {35, 95.3}}},
                                     {"stokkvik", "eidsbotn", primary, land, {{45, 96}}},
                                     {"eidsbotn", "botnen", secondary, pass, {{58, 92}}},
                                     {"skaret", "eidsbotn", tertiary, pass, {{42, 84}}},
                                     // the north shore and the inner fjord
                                     {"kvalnes", "armnes", primary, land, {{46.5, 60.2}}},
                                     {"armnes", "lundeim", primary, bridge, {{57, 62.5}, {62, 66}}},
                                     {"lundeim", "botnen", secondary, land, {{61, 79}}},
                                     {"lundeim", "saltnes", primary, land, {{68, 65}}},
                                     {"saltnes", "lindoyra", primary, land, {{81, 65}}},
                                     {"lindoyra", "indrevik", trunk, land, {{101, 64.5}}},
                                     {"indrevik", "elvemo", trunk, land, {{120, 68}}},
                                     {"lindoyra", "fjellstova", secondary, pass, {{91, 76}}},
                                     {"fjellstova", "breivatn", secondary, pass, {{103, 89.5}}},
                                     {"breivatn", "hogdal", secondary, land, {{118, 93}}},
                                     {"elvemo", "hogdal", tertiary, pass, {{130, 85}}},
                                     {"botnen", "fjellstova", tertiary, pass, {{80, 91}}},
                                     // the south shore and the southern valleys
                                     {"skarnes", "tangen", secondary, land, {{49, 51.3}}},
                                     {"soreide", "midtdal", secondary, land, {{36, 43}}},
                                     {"tangen", "midtdal", secondary, land, {{53, 46}}},
                                     {"midtdal", "oppdalen", primary, land, {{56, 35}}},
                                     {"sorvik", "oppdalen", primary, land, {{50, 15.5}, {58, 20}}},
                                     {"sorvik", "strandnes", primary, land, {{29, 13}}},
                                     {"sandoy", "hamre", secondary, bridge, {{13.5, 41.8}, {17, 35.3}}},
                                     {"oppdalen", "armbotn", secondary, pass, {{73, 23}}},
                                     {"armbotn", "ostnes", tertiary, land, {{82, 38}}},
                                     {"ostnes", "fossdal", secondary, land, {{93, 50}}},
                                     {"tangen", "ostnes", secondary, bridge, {{68, 52}, {79, 52.5}}},
                                     {"armbotn", "vassenden", secondary, pass, {{95, 24}}},
                                     {"vassenden", "fossdal", secondary, land, {{101.5, 36}}},
                                     {"vassenden", "gruva", tertiary, land, {{118, 23}}},
                                     {"fossdal", "storlid", tertiary, land, {{113, 45}}},
                                     {"storlid", "gruva", tertiary, pass, {{130, 31}}},
                                     {"fossdal", "indrevik", trunk, land, {{106, 53}, {117.5, 60}}}};
  return all;
}

std::span<const Station> stations() {
  static const std::vector<Station> all{
      {"havnesund", 2, 2}, {"krakvik", 1, 0},  {"nordvagen", 2, 1}, {"sorvik", 2, 1},    {"lindoyra", 2, 1},
      {"soreide", 1, 1},   {"kvalnes", 1, 0},  {"ytteroy", 1, 0},   {"stokkvik", 1, 0},  {"lundeim", 1, 0},
      {"indrevik", 1, 0},  {"breivatn", 1, 0}, {"skarnes", 1, 0},   {"hamre", 1, 0},     {"midtdal", 1, 0},
      {"strandnes", 1, 0}, {"oppdalen", 1, 0}, {"armbotn", 1, 0},   {"vassenden", 1, 0}, {"fossdal", 1, 0}};
  return all;
}

std::span<const Hospital> hospitals() {
  static const std::vector<Hospital> all{{"havnesund_sykehus", "Havnesund sykehus", "havnesund", "specialist"},
                                         {"sorvik_sykehus", "Sørvik sykehus", "sorvik", ""},
                                         {"lindoyra_sykehus", "Lindøyra sykehus", "lindoyra", ""}};
  return all;
}

const Place& place(std::string_view id) {
  for (const auto& one : places()) {
    if (one.id == id) return one;
  }
  throw std::logic_error("the region has no place " + std::string(id));
}

std::string_view to_string(RoadClass kind) {
  switch (kind) {
    case RoadClass::trunk: return "trunk";
    case RoadClass::primary: return "primary";
    case RoadClass::secondary: return "secondary";
    case RoadClass::tertiary: return "tertiary";
    case RoadClass::residential: return "residential";
    case RoadClass::ferry: return "ferry";
  }
  return "";
}

// Effective speeds of an ordinary drive on roads of this kind in this landscape; a ferry's is its crossing.
RoadSpeed speed_of(RoadClass kind) {
  switch (kind) {
    case RoadClass::trunk: return {70, 0.93};
    case RoadClass::primary: return {63, 0.90};
    case RoadClass::secondary: return {55, 0.87};
    case RoadClass::tertiary: return {42, 0.84};
    case RoadClass::residential: return {24, 0.90};
    case RoadClass::ferry: return {20, 1.0};
  }
  return {30, 1.0};
}

}  // namespace kjede::demo::region
