#include "told_faults.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

namespace kjede::planning {

base::Diagnostics first_of_each_file(base::Diagnostics faults) {
  struct Told {
    std::size_t faults = 0;
    std::size_t last = 0;  // in `told`
  };
  std::map<std::string, Told> files;
  base::Diagnostics told;
  for (auto& fault : faults) {
    auto& of_file = files[fault.span.file ? fault.span.file->path : std::string()];
    if (++of_file.faults > faults_told) continue;
    of_file.last = told.size();
    told.push_back(std::move(fault));
  }
  for (const auto& [path, of_file] : files) {
    if (of_file.faults <= faults_told) continue;
    const auto more = of_file.faults - faults_told;
    told[of_file.last].notes.push_back(path.empty() ? fmt::format("{} more faults", more)
                                                    : fmt::format("{} more faults in {}", more, path));
  }
  return told;
}

}  // namespace kjede::planning
