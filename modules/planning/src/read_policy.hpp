#pragma once
// dispatch: {policy: dmexclp, busy: 0.3, moves per shift: 4, least gain: 0.5, least stay: 20 min, moves at once: 1}

#include "keys.hpp"

namespace kjede::planning {

dispatch::Policy read_policy(const text::YamlNode& node, const dispatch::Policy& otherwise,
                             base::Diagnostics& problems);

}  // namespace kjede::planning
