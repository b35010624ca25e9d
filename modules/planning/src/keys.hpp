#pragma once
// text::Keys with what planning files hold besides: labels in both languages, and laws of how a time is drawn.
//
//   Keys keys(root, "the scenario", problems);  const auto law = keys.law("turnout");

#include "kjede/planning/service_area.hpp"
#include "kjede/sim/model.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::planning {

using text::advice;
using text::first_of;
using text::number_in;
using text::problem;

class Keys : public text::Keys {
 public:
  Keys(const text::YamlNode& node, std::string what, base::Diagnostics& problems);

  Label label(std::string_view key);
  std::optional<sim::Law> law(std::string_view key);
};

std::optional<int> minute_of_day_in(std::string_view text);  // "07:30"; "24:00" is 1440

}  // namespace kjede::planning
