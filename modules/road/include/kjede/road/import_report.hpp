#pragma once
// What an import of roads found: counted, with a reason for every row that was left out or needs a look.
//
//   for (const auto& problem : report.problems) say(problem.reason, problem.rows);

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

// One kind of problem and how often it came.
struct RoadProblem {
  std::string_view code;  // KJ11xx
  std::string field;      // empty: the whole row
  std::string reason;
  bool warning = false;  // the row is kept
  std::uint64_t rows = 0;
  std::string first_file;
  std::uint64_t first_row = 0;  // data row from 1; 0: not of a row
};

struct RoadFileRead {
  std::string path;
  std::string read_as;  // "CSV, delimiter ',', ASCII …" or "OpenStreetMap PBF"
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;
};

// Something counted, in words: "turn restrictions" 12 "are not used yet".
struct RoadCount {
  std::string what;
  std::uint64_t count = 0;
  std::string remark;
};

struct RoadImportReport {
  std::vector<RoadFileRead> files;
  std::uint64_t nodes = 0;
  std::uint64_t arcs = 0;
  double kilometres = 0;              // of arcs, each direction for itself
  std::uint32_t parts = 0;            // strongly connected
  std::uint64_t nodes_apart = 0;      // outside the largest part; kept
  std::vector<RoadCount> counts;      // in a fixed order, those that are not 0
  std::vector<RoadProblem> problems;  // most frequent first
  std::string rejects;                // CSV text of every row left out or warned of; empty: none
};

struct RoadImport {
  Network network;
  RoadImportReport report;
};

}  // namespace kjede::road
