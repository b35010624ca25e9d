#pragma once
// The region's files that are prose and assumptions: service.yaml, the scenarios and README.txt.

#include <string>
#include <utility>
#include <vector>

namespace kjede::demo::region {

std::vector<std::pair<std::string, std::string>> region_texts();  // path, content

}  // namespace kjede::demo::region
