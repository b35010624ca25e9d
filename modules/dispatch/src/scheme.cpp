#include "kjede/dispatch/scheme.hpp"

#include <algorithm>

namespace kjede::dispatch {

const Organisation* Scheme::organisation(std::string_view wanted) const {
  const auto found =
      std::find_if(organisations.begin(), organisations.end(), [&](const auto& each) { return each.id == wanted; });
  return found == organisations.end() ? nullptr : &*found;
}

const Agreement* Scheme::agreement(std::string_view wanted) const {
  const auto found =
      std::find_if(agreements.begin(), agreements.end(), [&](const auto& each) { return each.id == wanted; });
  return found == agreements.end() ? nullptr : &*found;
}

bool Aed::usable(base::Date on) const {
  const auto passed = [&](const Day& day) { return day && *day < on; };
  return in_service && !passed(electrodes_expire) && !passed(battery_expires) && !passed(available_to) &&
         !(available_from && *available_from > on);
}

std::string_view to_string(AedAccess access) {
  constexpr std::string_view names[] = {"public", "restricted", "unknown"};
  return names[static_cast<std::size_t>(access)];
}

std::string_view to_string(ResourceKind kind) {
  constexpr std::string_view names[] = {"ambulance", "doctor", "air"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(ResourceState state) {
  constexpr std::string_view names[] = {"available",   "returning",   "alerted",  "at_scene",
                                        "to_hospital", "at_hospital", "off_duty", "unknown"};
  return names[static_cast<std::size_t>(state)];
}

}  // namespace kjede::dispatch
