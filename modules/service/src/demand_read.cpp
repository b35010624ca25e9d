// Calls out of a store, hour by hour in local time.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>

#include "kjede/service/codes.hpp"
#include "kjede/service/demand.hpp"
#include "kjede/service/measure.hpp"
#include "local_slots.hpp"
#include "query.hpp"

namespace kjede::service {
namespace {

constexpr std::int64_t micros_an_hour = 3'600'000'000;

base::Result<const catalog::Variable*> variable_of(const catalog::Register& reg, const std::string& name,
                                                   std::string_view option) {
  if (const auto* found = reg.find(name); found != nullptr && !found->derived) return found;
  std::vector<std::string> names;
  for (const auto& variable : reg.variables) {
    if (!variable.derived) names.push_back(variable.name);
  }
  const auto near = base::nearest(name, names);
  return base::fail(codes::unknown_name, fmt::format("register {} has no variable '{}' ({})", reg.id, name, option),
                    near.empty() ? "name a stored variable" : fmt::format("did you mean '{}'?", near));
}

struct Columns {
  std::string time, zone, priority;
  bool incident = false;
  bool places = false;  // lon and lat
};

// The rows of an incident are one call. Least and greatest stand for the one value that all its rows should have.
std::string statement(const std::string& register_id, const Columns& columns, std::int64_t batch, const Query& range) {
  const auto picked = [&](const std::string& column, std::string_view otherwise) {
    if (column.empty()) return std::string(otherwise);
    return columns.incident ? fmt::format("min({})", store::quoted(column)) : store::quoted(column);
  };
  const auto place = [&](std::string_view name) {
    if (!columns.places) return std::string("cast(null as double precision)");
    return columns.incident ? fmt::format("min(\"{}\")", name) : fmt::format("\"{}\"", name);
  };
  auto sql = fmt::format("select {}, {}, {}, {}, {}\nfrom {}\nwhere {} and {} is not null", picked(columns.time, ""),
                         picked(columns.zone, "''"), picked(columns.priority, "''"), place("lon"), place("lat"),
                         store::table_of(register_id), store::current_at(batch), store::quoted(columns.time));
  if (range.from) sql += fmt::format("\n  and event_date >= date '{}'", base::to_string(*range.from));
  if (range.to) sql += fmt::format("\n  and event_date <= date '{}'", base::to_string(*range.to));
  if (columns.incident) sql += "\ngroup by \"incident_id\"";
  return sql;
}

struct RawCall {
  std::int64_t hour = 0;
  int zone = 0;
  int priority = 0;
};

// Texts as numbers, in order of appearance; afterwards put in order.
class Names {
 public:
  int number(std::string_view text) {
    const auto [found, is_new] = index_.try_emplace(std::string(text), static_cast<int>(names_.size()));
    if (is_new) names_.emplace_back(text);
    return found->second;
  }
  // New place of each number when the names stand in this order; -1: left out.
  template <class Order>
  std::vector<int> sort(const Order& order, std::vector<std::string>& sorted) const {
    sorted = names_;
    std::sort(sorted.begin(), sorted.end(), order);
    std::vector<int> place;
    for (const auto& name : names_)
      place.push_back(static_cast<int>(std::find(sorted.begin(), sorted.end(), name) - sorted.begin()));
    return place;
  }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, int> index_;  // looked up only
};

bool present(const store::ColumnData& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

struct Places {
  std::vector<double> lon, lat, n;  // sums by zone number
  void add(int zone, double x, double y) {
    const auto at = static_cast<std::size_t>(zone);
    if (n.size() <= at) lon.resize(at + 1), lat.resize(at + 1), n.resize(at + 1);
    lon[at] += x;
    lat[at] += y;
    n[at] += 1;
  }
};

std::int64_t hour_of(std::int64_t micros) {
  return micros >= 0 ? micros / micros_an_hour : -((-micros + micros_an_hour - 1) / micros_an_hour);
}

planning::DemandSlot slot_at(const base::TimeZone& zone, std::int64_t hour) {
  const base::Instant instant{base::Duration{hour * micros_an_hour}};
  const auto date = zone.local_date(instant);
  const auto text = zone.local_text(instant);  // 2024-02-29T14:05:00+01:00
  unsigned clock = 0;
  std::from_chars(text.data() + 11, text.data() + 13, clock);
  const auto weekday = std::chrono::weekday{date}.iso_encoding() - 1;  // Monday 0
  const auto day = (date - base::make_date(base::year_of(date), 1, 1)).count() + 1;
  return {static_cast<std::uint8_t>(weekday * 24 + clock), static_cast<std::uint16_t>(day), hour};
}

class CallReader {
 public:
  void read(const store::Chunk& chunk) {
    const auto& columns = chunk.columns;
    for (std::size_t row = 0; row < chunk.rows; ++row) {
      const auto text = [&](std::size_t c) {
        return present(columns[c], row) ? columns[c].texts[row] : std::string_view();
      };
      const int zone = zones_.number(text(1));
      calls_.push_back({hour_of(columns[0].integers[row]), zone, priorities_.number(text(2))});
      if (present(columns[3], row) && present(columns[4], row))
        places_.add(zone, columns[3].reals[row], columns[4].reals[row]);
    }
  }

  base::Result<DemandCalls> take(const catalog::Variable* priority, const base::TimeZone& zone) {
    if (calls_.empty()) return base::fail(codes::empty_file, "there are no calls in the range", "bring missions in");
    DemandCalls out;
    out.time_zone = zone.name();
    const auto [first, last] =
        std::minmax_element(calls_.begin(), calls_.end(), [](const auto& a, const auto& b) { return a.hour < b.hour; });
    out.data.slots = local_slots(out.time_zone, first->hour, static_cast<std::size_t>(last->hour - first->hour + 1));
    const auto place = zones_.sort(std::less<>{}, out.data.zones);
    const auto rank = priorities(priority, out);
    place_zones(place, out);
    for (const auto& call : calls_) {
      const auto p = rank[static_cast<std::size_t>(call.priority)];
      if (p < 0) {
        ++out.without_priority;
        continue;
      }
      const auto z = place[static_cast<std::size_t>(call.zone)];
      out.without_zone += out.data.zones[static_cast<std::size_t>(z)].empty() && out.data.zones.size() > 1 ? 1 : 0;
      out.data.calls.push_back({static_cast<std::uint32_t>(call.hour - first->hour), static_cast<std::uint16_t>(z),
                                static_cast<std::uint8_t>(p)});
    }
    std::sort(out.data.calls.begin(), out.data.calls.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.slot, a.zone, a.priority) < std::tuple(b.slot, b.zone, b.priority);
    });
    return out;
  }

 private:
  // In the register's order; codes that mean unknown, and no priority, are left out.
  std::vector<int> priorities(const catalog::Variable* variable, DemandCalls& out) const {
    const auto rank = [&](const std::string& name) {
      if (variable == nullptr || variable->codes.empty()) return name.empty() && variable != nullptr ? -1 : 0;
      for (std::size_t i = 0; i < variable->codes.size(); ++i) {
        if (variable->codes[i].code == name) return variable->codes[i].unknown ? -1 : static_cast<int>(i);
      }
      return -1;
    };
    std::vector<std::string> sorted;
    auto place = priorities_.sort(
        [&](const auto& a, const auto& b) { return std::tuple(rank(a), a) < std::tuple(rank(b), b); }, sorted);
    const auto unknown =
        static_cast<int>(std::count_if(sorted.begin(), sorted.end(), [&](const auto& name) { return rank(name) < 0; }));
    for (auto& p : place) p = p < unknown ? -1 : p - unknown;
    out.data.priorities.assign(sorted.begin() + unknown, sorted.end());
    for (const auto& name : out.data.priorities) {
      catalog::Label label{name, name};
      if (variable != nullptr) {
        for (const auto& code : variable->codes) {
          if (code.code == name) label = code.name;
        }
      }
      if (name.empty()) label = {"Alle", "All"};
      out.priority_names.push_back(label);
    }
    return place;
  }

  // Mean places in a plane; none when a zone has none.
  void place_zones(const std::vector<int>& place, DemandCalls& out) const {
    if (places_.n.size() < place.size() ||
        std::any_of(places_.n.begin(), places_.n.end(), [](double n) { return n == 0; }))
      return;
    constexpr double metres_a_degree = 111'195.0;
    out.data.zone_x.resize(place.size());
    out.data.zone_y.resize(place.size());
    const double middle = places_.lat[0] / places_.n[0] * std::numbers::pi / 180.0;
    for (std::size_t i = 0; i < place.size(); ++i) {
      const auto z = static_cast<std::size_t>(place[i]);
      out.data.zone_x[z] = places_.lon[i] / places_.n[i] * metres_a_degree * std::cos(middle);
      out.data.zone_y[z] = places_.lat[i] / places_.n[i] * metres_a_degree;
    }
  }

  Names zones_, priorities_;
  std::vector<RawCall> calls_;
  Places places_;
};

}  // namespace

std::vector<planning::DemandSlot> local_slots(const std::string& time_zone, std::int64_t first_hour,
                                              std::size_t count) {
  const auto zone = base::TimeZone::find(time_zone);
  std::vector<planning::DemandSlot> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) out.push_back(slot_at(*zone, first_hour + static_cast<std::int64_t>(i)));
  return out;
}

std::string local_hour(const DemandCalls& calls, const planning::DemandSlot& slot) {
  const auto zone = base::TimeZone::find(calls.time_zone);
  return zone->local_text(base::Instant{base::Duration{slot.hour * micros_an_hour}}).substr(0, 16);
}

base::Result<DemandCalls> read_demand(const catalog::Catalog& catalog, store::RecordStore& records,
                                      const DemandQuery& query) {
  const auto* reg = catalog.find_register(query.register_id);
  if (reg == nullptr)
    return base::fail(codes::unknown_name, fmt::format("there is no register '{}'", query.register_id),
                      "name one with --register");
  const auto* time = reg->find(reg->date);
  if (time == nullptr || time->type != catalog::VariableType::time)
    return base::fail(codes::bad_choice, fmt::format("register {} has days, not times", reg->id),
                      "demand by the hour needs the time of the call");
  Columns columns{reg->date, query.zone, query.priority,
                  reg->find("incident_id") != nullptr && reg->key != "incident_id",
                  reg->find("lon") != nullptr && reg->find("lat") != nullptr};
  const catalog::Variable* priority = nullptr;
  if (!query.zone.empty()) KJEDE_TRY(variable_of(*reg, query.zone, "--zone"));
  if (!query.priority.empty()) {
    KJEDE_ASSIGN(priority, variable_of(*reg, query.priority, "--priority"));
  }
  MeasureQuery typed;
  typed.from = query.from;
  typed.to = query.to;
  KJEDE_ASSIGN(const auto range, resolve(catalog, typed));
  KJEDE_ASSIGN(const auto batch, records.batch_at(std::nullopt));
  KJEDE_ASSIGN(const auto batches, records.batches());
  CallReader reader;
  const bool any = std::any_of(batches.begin(), batches.end(), [&](const auto& b) { return b.register_id == reg->id; });
  if (any) {
    const auto sql = statement(reg->id, columns, batch, range);
    KJEDE_TRY(records.database().scan(sql, {}, [&](const store::Chunk& chunk) { reader.read(chunk); }));
  }
  const auto zone = base::TimeZone::find(reg->time_zone);
  return reader.take(priority, *zone);
}

}  // namespace kjede::service
