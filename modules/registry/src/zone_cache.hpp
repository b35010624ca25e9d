#pragma once
// Local times to instants, quickly: the zone is asked once per local hour, not once per value.

#include <array>
#include <cstdint>

#include "kjede/base/time.hpp"

namespace kjede::registry {

class ZoneCache {
 public:
  explicit ZoneCache(base::TimeZone zone) : zone_(std::move(zone)) {}
  base::Resolved resolve(const base::WallTime& wall);
  base::Date local_date(base::Instant instant);
  const base::TimeZone& zone() const { return zone_; }

 private:
  struct Slot {
    std::int64_t hour = INT64_MIN;
    std::int64_t shift = 0;  // µs from local to UTC
    bool plain = false;      // one offset in the whole hour, no change of the clock
  };
  static constexpr std::size_t size = 4096;

  Slot look_up(std::int64_t hour) const;

  base::TimeZone zone_;
  std::array<Slot, size> slots_{};
};

}  // namespace kjede::registry
