#include "kjede/sim/mission_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "event_tree.hpp"
#include "kjede/sim/codes.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::sim {
namespace {

// Columns, of which only the first three must be there.
enum Column : std::size_t {
  incident,
  received,
  priority,
  created,
  alerted,
  mobile,
  arrived,
  patient,
  left,
  delivered,
  clear,
  zone,
  lon,
  lat,
  hospital,
  column_count
};
constexpr std::array<std::string_view, column_count> columns = {"incident_id",
                                                                "call_received",
                                                                "priority",
                                                                "incident_created",
                                                                "resource_alerted",
                                                                "resource_mobile",
                                                                "arrived_scene",
                                                                "at_patient",
                                                                "left_scene",
                                                                "at_hospital",
                                                                "clear",
                                                                "zone",
                                                                "lon",
                                                                "lat",
                                                                "hospital"};

constexpr Time latest = Time{130} * 365 * day;  // about 2100

// Durations of a call in the order of `Incident::spans`.
enum Span : std::size_t { triage, ready, turnout, to_patient, scene, handover, span_count };

struct Row {
  std::array<Time, column_count> at{};  // milliseconds since 1970 in local time; never: missing
  std::string zone, hospital;
  std::optional<double> lon, lat;
  Priority priority = Priority::planned;
};

struct Incident {
  Row first;  // the unit first at the scene, else first alerted
  Time received = never;
  Time alerted = never;  // earliest
};

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class Reader {
 public:
  Reader(const Service& service, const base::TimeZone& zone) : service_(service), zone_(zone) {
    for (std::uint32_t z = 0; z < service.zones.size(); ++z) zones_[service.zones[z].id] = z;
    for (std::uint32_t h = 0; h < service.hospitals.size(); ++h) hospitals_[service.hospitals[h].id] = h;
  }

  base::Result<MissionTrace> read(text::CsvReader& csv) {
    KJEDE_TRY(find_columns(csv));
    for (text::CsvRow row; csv.next(row);) {
      ++trace_.rows;
      if (row.problem)
        ++trace_.without_call_time;
      else
        add(row);
    }
    make_calls();
    if (trace_.calls.empty())
      return base::fail(codes::bad_trace,
                        fmt::format("{} holds no call to replay: {} rows, {} without the time of the "
                                    "call, {} incidents without a place",
                                    csv.name(), trace_.rows, trace_.without_call_time, trace_.without_place));
    return std::move(trace_);
  }

 private:
  base::Result<void> find_columns(const text::CsvReader& csv) {
    const auto& header = csv.header();
    std::string missing;
    for (std::size_t c = 0; c < column_count; ++c) {
      const auto found = std::find(header.begin(), header.end(), columns[c]);
      place_[c] = found == header.end() ? header.size() : static_cast<std::size_t>(found - header.begin());
      if (c <= Column::priority && found == header.end()) missing += fmt::format(" '{}'", columns[c]);
    }
    if (missing.empty()) return {};
    return base::fail(codes::bad_trace, fmt::format("{} lacks the columns{}", csv.name(), missing),
                      "columns are those of the register 'mission'");
  }

  std::string_view cell(const text::CsvRow& row, Column column) const {
    return place_[column] < row.fields.size() ? row.fields[place_[column]] : std::string_view();
  }

  // Local wall-clock milliseconds, so that days and weeks are those of the place.
  Time time(const text::CsvRow& row, Column column) const {
    const auto wall = base::parse_wall_time(cell(row, column));
    if (!wall) return never;
    auto local = wall->local.time_since_epoch();
    if (wall->offset) {
      const auto written = base::parse_wall_time(zone_.local_text(zone_.resolve(*wall).instant));
      if (!written) return never;
      local = written->local.time_since_epoch();
    }
    const Time at = std::chrono::duration_cast<std::chrono::milliseconds>(local).count();
    return at >= 0 && at < latest ? at : never;  // another century is a slip of the pen, no time to replay
  }

  void add(const text::CsvRow& fields) {
    Row row;
    for (std::size_t c = 0; c < column_count; ++c)
      if (c == received || (c >= created && c <= clear)) row.at[c] = time(fields, static_cast<Column>(c));
    if (row.at[received] == never) {
      ++trace_.without_call_time;
      return;
    }
    row.zone = cell(fields, zone);
    row.hospital = cell(fields, hospital);
    row.lon = number(cell(fields, lon));
    row.lat = number(cell(fields, lat));
    const auto word = cell(fields, priority);
    row.priority = word == "acute" ? Priority::acute : word == "urgent" ? Priority::urgent : Priority::planned;
    auto& one = incidents_[std::string(cell(fields, incident))];
    const bool sooner = one.received == never || row.at[arrived] < one.first.at[arrived] ||
                        (row.at[arrived] == one.first.at[arrived] && row.at[alerted] < one.first.at[alerted]);
    one.received = std::min(one.received, row.at[received]);
    one.alerted = std::min(one.alerted, row.at[alerted]);
    if (sooner) one.first = std::move(row);
  }

  std::optional<std::uint32_t> zone_of(const Row& row) const {
    if (const auto named = zones_.find(row.zone); named != zones_.end()) return named->second;
    if (!row.lon || !row.lat) return std::nullopt;
    std::optional<std::uint32_t> best;
    double least = 0;
    for (std::uint32_t z = 0; z < service_.zones.size(); ++z) {
      const double dx = (service_.zones[z].lon - *row.lon) * 0.5;  // near 60° north; only the nearest zone matters
      const double dy = service_.zones[z].lat - *row.lat;
      if (const double d = dx * dx + dy * dy; !best || d < least) best = z, least = d;
    }
    return best;
  }

  static Time between(Time from, Time to) { return from == never || to == never || to < from ? never : to - from; }

  std::array<Time, span_count> spans_of(const Incident& one) const {
    const auto& at = one.first.at;
    const Time gone = at[left] != never ? at[left] : at[clear];
    return {between(one.received, at[created]), between(one.received, one.alerted), between(at[alerted], at[mobile]),
            between(at[arrived], at[patient]),  between(at[arrived], gone),         between(at[delivered], at[clear])};
  }

  void find_medians() {
    for (const auto& [id, one] : incidents_) {
      const auto spans = spans_of(one);
      for (std::size_t s = 0; s < span_count; ++s)
        if (spans[s] != never) known_[static_cast<std::size_t>(one.first.priority)][s].push_back(spans[s]);
    }
    for (std::size_t p = 0; p < known_.size(); ++p)
      for (std::size_t s = 0; s < span_count; ++s) {
        auto& values = known_[p][s];
        std::ranges::sort(values);
        median_[p][s] = values.empty() ? 0 : values[values.size() / 2];
      }
  }

  void make_calls() {
    find_medians();
    Time first = never;
    for (const auto& [id, one] : incidents_) first = std::min(first, one.received);
    if (first == never) return;
    const Time monday = (first / day - 4) / 7 * 7 + 4;  // day 4 of 1970 was a Monday
    trace_.start = base::Instant(std::chrono::milliseconds(monday * day));
    for (const auto& [id, one] : incidents_) make_call(one, monday * day);
    order_calls();
  }

  void make_call(const Incident& one, Time origin) {
    const auto place = zone_of(one.first);
    if (!place) {
      ++trace_.without_place;
      return;
    }
    const auto& at = one.first.at;
    auto spans = spans_of(one);
    const bool transport = at[delivered] != never;
    for (std::size_t s = 0; s < span_count; ++s) {
      if (spans[s] != never) continue;
      spans[s] = median_[static_cast<std::size_t>(one.first.priority)][s];
      const bool expected = s == ready || s == turnout || s == scene || (s == handover && transport);
      if (expected) ++trace_.replaced;
    }
    Call call;
    call.received = one.received - origin;
    const auto millis = [](Time t) { return static_cast<Millis>(std::min<Time>(t, day)); };
    call.triage = millis(std::min(spans[triage], spans[ready]));
    call.ready = millis(spans[ready]);
    call.turnout = millis(spans[turnout]);
    call.scene = millis(spans[scene]);
    call.to_patient = millis(std::min(spans[to_patient], spans[scene]));
    call.handover = transport ? millis(spans[handover]) : 0;
    call.zone = *place;
    call.priority = one.first.priority;
    call.drive = drive_of(call.priority);
    call.transport = transport;
    if (const auto named = hospitals_.find(one.first.hospital); named != hospitals_.end())
      call.hospital = named->second;
    const Time response = between(one.received, at[arrived]);
    found_.push_back({call, response == never ? -1 : static_cast<double>(response) / 1000});
  }

  // As the service drives to calls of this priority; where it has none, planned missions go without lights.
  Drive drive_of(Priority priority) const {
    for (const auto& stream : service_.demand.streams)
      if (stream.priority == priority) return stream.drive;
    return priority == Priority::planned ? Drive::normal : Drive::lights;
  }

  void order_calls() {
    std::ranges::stable_sort(found_, {}, [](const Found& f) { return f.call.received; });
    for (auto& [call, response] : found_) {
      call.incident = static_cast<std::uint32_t>(trace_.calls.size());
      trace_.calls.push_back(call);
      trace_.response_seconds.push_back(response);
    }
    if (!found_.empty()) trace_.days = static_cast<int>(found_.back().call.received / day) + 1;
  }

  struct Found {
    Call call;
    double response;
  };

  const Service& service_;
  const base::TimeZone& zone_;
  std::map<std::string, std::uint32_t, std::less<>> zones_, hospitals_;
  std::array<std::size_t, column_count> place_{};
  std::map<std::string, Incident> incidents_;
  std::array<std::array<std::vector<Time>, span_count>, priority_count> known_;
  std::array<std::array<Time, span_count>, priority_count> median_{};
  std::vector<Found> found_;
  MissionTrace trace_;
};

}  // namespace

base::Result<MissionTrace> read_missions(const Service& service, std::string_view name, std::string text,
                                         const TraceOptions& options) {
  const auto zone = base::TimeZone::find(options.time_zone);
  if (!zone)
    return base::fail(codes::bad_trace, fmt::format("unknown time zone '{}'", options.time_zone),
                      "use a name of the IANA list, e.g. Europe/Oslo");
  KJEDE_ASSIGN(auto csv, text::CsvReader::from_text(std::string(name), std::move(text)));
  return Reader(service, *zone).read(csv);
}

}  // namespace kjede::sim
