#pragma once
// A policy by name: which rule sends, which rule moves, and what guards them.
//
//   static           closest idle unit; home afterwards
//   redispatch       as static, and units turn from less urgent missions to acute ones
//   reroute          as redispatch, and a freed unit that is nearer an acute scene takes over from the one on its way
//   dmexclp          closest idle unit; freed units go where they add most expected coverage
//   dmexclp-dispatch the unit in time whose leaving costs least coverage; home afterwards
//   compliance       closest; idle units are moved to the nested compliance table's level
//   priority-list    closest; freed units fill the first empty station of the order
//
//   auto policy = policy_named("dmexclp");   // fails with KJ1201, which lists the names
//   policy->guards.moves_per_shift = 4;

#include <span>
#include <string>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/dispatch/closest.hpp"
#include "kjede/dispatch/guards.hpp"
#include "kjede/dispatch/station_order.hpp"

namespace kjede::dispatch {

enum class SendRule : std::uint8_t { closest, divert, dmexclp };
enum class MoveRule : std::uint8_t { home, dmexclp, compliance, priority_list };

struct Policy {
  std::string name = "static";
  SendRule send = SendRule::closest;
  MoveRule move = MoveRule::home;
  Diversion diversion;             // used by SendRule::divert
  bool takeover = false;           // a freed unit may take over an acute mission somebody drives to
  Millis takeover_gain = 120'000;  // when it is sooner by more than this
  double busy = 0.3;               // q of the coverage value
  Guards guards;
  StationOrder order;  // compliance and priority_list; empty: computed from the coverage
  Matching matching = Matching::min_sum;
  std::uint32_t moves_at_once = 1;  // compliance: at most so many moves per event, the most useful first
};

base::Result<Policy> policy_named(std::string_view name);
std::span<const std::string_view> policy_names();

}  // namespace kjede::dispatch
