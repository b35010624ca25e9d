#pragma once
// The words of a road file, one JSON text: names of travel modes, projects, source, licence.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

std::string write_texts(const NetworkView& roads);

// Fills modes (with `weights`, one each), projects and texts.
base::Result<void> read_texts(std::string_view json, const std::vector<std::span<const Millis>>& weights,
                              NetworkView& roads);

}  // namespace kjede::road
