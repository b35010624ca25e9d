#include "kjede/dispatch/policy.hpp"

#include <array>
#include <vector>

#include "kjede/dispatch/codes.hpp"

namespace kjede::dispatch {
namespace {

constexpr std::array<std::string_view, 7> names = {"static",           "redispatch", "reroute",      "dmexclp",
                                                   "dmexclp-dispatch", "compliance", "priority-list"};

base::Unexpected unknown(std::string_view name) {
  const std::vector<std::string> candidates(names.begin(), names.end());
  const auto near = base::nearest(name, candidates);
  std::string all;
  for (const auto known : names) all += (all.empty() ? "" : ", ") + std::string(known);
  return base::fail(codes::unknown_policy, "unknown policy '" + std::string(name) + "'; there are " + all,
                    near.empty() ? std::string() : "did you mean '" + std::string(near) + "'?");
}

}  // namespace

std::span<const std::string_view> policy_names() { return names; }

base::Result<Policy> policy_named(std::string_view name) {
  Policy policy;
  policy.name = name;
  if (name == "redispatch" || name == "reroute") {
    policy.send = SendRule::divert;
    policy.takeover = name == "reroute";
    policy.diversion.allowed = Diversion::lower_to_acute();
  } else if (name == "dmexclp") {
    policy.move = MoveRule::dmexclp;
  } else if (name == "dmexclp-dispatch") {
    policy.send = SendRule::dmexclp;
  } else if (name == "compliance") {
    policy.move = MoveRule::compliance;
  } else if (name == "priority-list") {
    policy.move = MoveRule::priority_list;
  } else if (name != "static") {
    return unknown(name);
  }
  return policy;
}

}  // namespace kjede::dispatch
