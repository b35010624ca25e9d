#include "zone_cache.hpp"

namespace kjede::registry {
namespace {

using std::chrono::microseconds;
constexpr std::int64_t hour_length = std::int64_t{3600} * 1'000'000;

std::int64_t floor_hour(std::int64_t micros) { return micros / hour_length - (micros % hour_length < 0 ? 1 : 0); }

base::WallTime wall_at(std::int64_t micros) {
  return {std::chrono::local_time<microseconds>(microseconds(micros)), std::nullopt};
}

}  // namespace

ZoneCache::Slot ZoneCache::look_up(std::int64_t hour) const {
  const std::int64_t start = hour * hour_length;
  const base::Resolved first = zone_.resolve(wall_at(start));
  const base::Resolved last = zone_.resolve(wall_at(start + hour_length - 1));
  const std::int64_t shift = first.instant.time_since_epoch().count() - start;
  const bool same = last.instant.time_since_epoch().count() - (start + hour_length - 1) == shift;
  return {hour, shift, same && first.kind == base::LocalKind::unique && last.kind == base::LocalKind::unique};
}

base::Resolved ZoneCache::resolve(const base::WallTime& wall) {
  if (wall.offset) return zone_.resolve(wall);
  const std::int64_t micros = wall.local.time_since_epoch().count();
  const std::int64_t hour = floor_hour(micros);
  Slot& slot = slots_[static_cast<std::uint64_t>(hour) % size];
  if (slot.hour != hour) slot = look_up(hour);
  if (!slot.plain) return zone_.resolve(wall);
  return {base::Instant(microseconds(micros + slot.shift)), base::LocalKind::unique};
}

base::Date ZoneCache::local_date(base::Instant instant) { return zone_.local_date(instant); }

}  // namespace kjede::registry
