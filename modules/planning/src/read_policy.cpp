#include "read_policy.hpp"

#include <algorithm>

namespace kjede::planning {

dispatch::Policy read_policy(const text::YamlNode& node, const dispatch::Policy& otherwise,
                             base::Diagnostics& problems) {
  dispatch::Policy policy = otherwise;
  Keys keys(node, "'dispatch'", problems);
  std::vector<std::string> names;
  for (const auto name : dispatch::policy_names()) names.emplace_back(name);
  if (const auto which = keys.one_of("policy", names)) {
    if (const auto named = dispatch::policy_named(names[*which])) policy = *named;
  }
  policy.busy = keys.number("busy", 0, 0.99).value_or(policy.busy);
  if (const auto moves = keys.whole("moves per shift", 0, 1000))
    policy.guards.moves_per_shift = static_cast<std::uint16_t>(*moves);
  policy.guards.least_gain = keys.number("least gain", 0, 1).value_or(policy.guards.least_gain);
  if (const auto stay = keys.seconds("least stay"))
    policy.guards.least_stay = static_cast<dispatch::Millis>(*stay * 1000);
  if (const auto gain = keys.seconds("takeover gain"))
    policy.takeover_gain = static_cast<dispatch::Millis>(std::max(0.0, *gain) * 1000);
  if (const auto at_once = keys.whole("moves at once", 1, 100))
    policy.moves_at_once = static_cast<std::uint32_t>(*at_once);
  keys.finish();
  return policy;
}

}  // namespace kjede::planning
