#include "osm_network.hpp"

#include <algorithm>
#include <cmath>

#include "kjede/road/codes.hpp"
#include "network_builder.hpp"
#include "speed_limits.hpp"

namespace kjede::road {

namespace {

constexpr const char* osm_source = "© OpenStreetMap contributors";
constexpr const char* osm_licence =
    "Open Database License 1.0 (ODbL), https://www.openstreetmap.org/copyright. Show the source with whatever is made "
    "from these roads; a database derived from them is under the same licence.";

// The country named most often; Norway when none is.
std::string country_of(const OsmData& data, const OsmOptions& options) {
  if (!options.country.empty()) return options.country;
  std::string best = "NO";
  std::uint64_t most = 0;
  for (const auto& [country, count] : data.countries) {
    if (count > most) {
      most = count;
      best = country;
    }
  }
  return best;
}

class Cutting {
 public:
  Cutting(const OsmData& data, std::string country) : data_(data), country_(std::move(country)) {}

  NetworkBuilder run();
  RoadImportReport report;

 private:
  void count_ends();
  void drop_unknown_nodes(const OsmRoad& road, std::vector<std::vector<std::uint32_t>>& runs);
  void cut(const OsmRoad& road, const std::vector<std::uint32_t>& run);
  void add_piece(const OsmRoad& road, std::span<const std::uint32_t> piece, double way_length);
  void add_arc(const OsmRoad& road, NewArc arc, std::span<const std::uint32_t> piece, double share, bool forward);
  bool barred(std::uint32_t node) const { return data_.nodes[node].barrier && degree_[node] <= 2; }
  bool ends_at(std::uint32_t node) const { return degree_[node] > 2 || ends_[node] || barred(node); }
  NodeId node_for(std::uint32_t node);
  NodeId new_node(std::uint32_t node, std::int64_t id);
  double length(std::span<const std::uint32_t> nodes) const;
  std::uint16_t project_of(OsmProject project);
  void mark_boarding();
  void count(const char* what, std::uint64_t number, const char* remark) {
    if (number > 0) report.counts.push_back({what, number, remark});
  }
  void count_all();

  const OsmData& data_;
  std::string country_;
  NetworkBuilder builder_;
  std::vector<std::uint8_t> degree_;  // per node, line ends that meet there, at most 3
  std::vector<bool> ends_;            // per node, a way begins or ends here
  std::vector<NodeId> number_;        // per node, no_id: not a routing node (yet)
  std::vector<std::uint8_t> ferry_ends_;
  std::array<std::uint16_t, 3> projects_{};
  std::uint64_t outside_ = 0, implied_ = 0, restricted_ = 0, barriers_ = 0, ferries_ = 0, ferries_not_said_ = 0,
                no_crossing_ = 0, no_headway_ = 0;
};

double Cutting::length(std::span<const std::uint32_t> nodes) const {
  double metres = 0;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    metres += metres_between(data_.nodes[nodes[i - 1]].where, data_.nodes[nodes[i]].where);
  }
  return metres;
}

// Extracts cut ways at their border: the nodes outside are named but not there.
void Cutting::drop_unknown_nodes(const OsmRoad& road, std::vector<std::vector<std::uint32_t>>& runs) {
  runs.clear();
  bool fresh = true;
  for (std::uint32_t i = road.first; i < road.first + road.count; ++i) {
    const auto node = data_.refs[i];
    if (!data_.nodes[node].known) {
      ++outside_;
      fresh = true;
      continue;
    }
    if (fresh) runs.emplace_back();
    fresh = false;
    runs.back().push_back(node);
  }
  std::erase_if(runs, [](const auto& run) { return run.size() < 2; });
}

void Cutting::count_ends() {
  degree_.assign(data_.nodes.size(), 0);
  ends_.assign(data_.nodes.size(), false);
  number_.assign(data_.nodes.size(), no_id);
  const auto meet = [this](std::uint32_t node, int lines) {
    degree_[node] = static_cast<std::uint8_t>(std::min(3, degree_[node] + lines));
  };
  std::vector<std::vector<std::uint32_t>> runs;
  for (const auto& road : data_.roads) {
    drop_unknown_nodes(road, runs);
    for (const auto& run : runs) {
      for (std::size_t i = 0; i < run.size(); ++i) meet(run[i], i == 0 || i + 1 == run.size() ? 1 : 2);
      ends_[run.front()] = true;
      ends_[run.back()] = true;
    }
  }
}

NodeId Cutting::new_node(std::uint32_t node, std::int64_t id) {
  auto& network = builder_.network;
  network.nodes.push_back(data_.nodes[node].where);
  network.node_ids.push_back(id);
  ferry_ends_.push_back(0);
  return static_cast<NodeId>(network.nodes.size() - 1);
}

// Lines that end at a barrier do not meet there: the second gets a node of its own, with the negative id.
NodeId Cutting::node_for(std::uint32_t node) {
  const auto id = data_.node_ids[node];
  if (number_[node] == no_id) {
    if (barred(node)) ++barriers_;
    return number_[node] = new_node(node, id);
  }
  return barred(node) ? new_node(node, -id) : number_[node];
}

std::uint16_t Cutting::project_of(OsmProject project) {
  if (project == OsmProject::none) return 0;
  auto& number = projects_[static_cast<std::size_t>(project)];
  if (number == 0) {
    const bool begun = project == OsmProject::construction;
    builder_.network.projects.push_back(
        {begun ? "construction" : "proposed", begun ? "roads under construction" : "proposed roads", ""});
    number = static_cast<std::uint16_t>(builder_.network.projects.size());
  }
  return number;
}

void Cutting::add_arc(const OsmRoad& road, NewArc arc, std::span<const std::uint32_t> piece, double share,
                      bool forward) {
  const auto& way = road.way;
  const auto limit = forward ? way.limit_forward : way.limit_backward;
  const bool ferry = (way.flags & arc_ferry) != 0;
  arc.speed_limit = ferry ? std::uint8_t{0} : limit != 0 ? limit : implied_limit(country_, way.road_class);
  if (!ferry && limit == 0) {
    arc.flags |= arc_speed_implied;
    ++implied_;
  }
  unsigned signals = 0;
  const auto passed = forward ? piece.subspan(1) : piece.first(piece.size() - 1);
  for (const auto node : passed) signals += data_.nodes[node].signals ? 1 : 0;
  arc.signals = static_cast<std::uint8_t>(std::min(signals, 255U));
  if (!forward) {
    std::swap(arc.tail, arc.head);
    arc.flags |= arc_shape_reversed;
  }
  if (ferry) {
    FerryRun run{static_cast<ArcId>(builder_.arcs().size()),
                 static_cast<Millis>(std::lround(way.crossing * share * 1000)),
                 static_cast<Millis>(std::lround(way.headway * 1000)), static_cast<std::int16_t>(way.first),
                 static_cast<std::int16_t>(way.last)};
    builder_.network.ferries.push_back(run);
  }
  builder_.add_arc(arc);
}

void Cutting::add_piece(const OsmRoad& road, std::span<const std::uint32_t> piece, double way_length) {
  auto& network = builder_.network;
  const double metres = length(piece);
  NewArc arc;
  arc.tail = node_for(piece.front());
  arc.head = node_for(piece.back());
  arc.length = static_cast<std::uint32_t>(std::lround(metres * 100));
  arc.road_class = road.way.road_class;
  arc.flags = road.way.flags;
  arc.project = project_of(road.way.project);
  arc.shape_first = static_cast<std::uint32_t>(network.shape_points.size());
  arc.shape_count = static_cast<std::uint32_t>(piece.size() - 2);
  for (const auto node : piece.subspan(1, piece.size() - 2)) network.shape_points.push_back(data_.nodes[node].where);
  if (road.way.forward != road.way.backward) arc.flags |= arc_oneway;
  const double share = way_length > 0 ? metres / way_length : 1;
  for (const auto end : {arc.tail, arc.head}) {
    ferry_ends_[end] |= static_cast<std::uint8_t>((road.way.flags & arc_ferry) != 0 ? 1 : 2);
  }
  if (road.way.forward) add_arc(road, arc, piece, share, true);
  if (road.way.backward) add_arc(road, arc, piece, share, false);
}

void Cutting::cut(const OsmRoad& road, const std::vector<std::uint32_t>& run) {
  const double way_length = length(run);
  const auto piece = [&](std::size_t from, std::size_t to) {
    const std::span<const std::uint32_t> nodes(run.data() + from, to - from + 1);
    if (nodes.front() != nodes.back() || nodes.size() < 4) {
      add_piece(road, nodes, way_length);
      return;
    }
    // a loop is cut in its middle, so that places on it have two ways out
    const auto middle = nodes.size() / 2;
    ends_[nodes[middle]] = true;
    add_piece(road, nodes.first(middle + 1), way_length);
    add_piece(road, nodes.subspan(middle), way_length);
  };
  std::size_t from = 0;
  for (std::size_t i = 1; i < run.size(); ++i) {
    if (i + 1 < run.size() && !ends_at(run[i])) continue;
    piece(from, i);
    from = i;
  }
}

// The wait for a ferry belongs to the arcs that leave the shore.
void Cutting::mark_boarding() {
  auto& network = builder_.network;
  for (const auto& run : network.ferries) {
    const auto tail = builder_.arcs()[run.arc].tail;
    if ((ferry_ends_[tail] & 2) != 0) builder_.add_flag(run.arc, arc_boarding);
  }
}

void Cutting::count_all() {
  for (const auto& road : data_.roads) {
    restricted_ += (road.way.flags & arc_restricted) != 0 ? 1 : 0;
    if ((road.way.flags & arc_ferry) == 0) continue;
    ++ferries_;
    ferries_not_said_ += road.way.cars_not_said ? 1 : 0;
    no_crossing_ += road.way.crossing == 0 ? 1 : 0;
    no_headway_ += road.way.headway == 0 ? 1 : 0;
  }
  count("roads", data_.roads.size(), "ways that an ambulance may drive");
  count("closed roads", data_.closed,
        "private or closed to motor vehicles, and not opened to emergency vehicles; left out");
  count("roads for emergency vehicles", restricted_, "closed to the public, open to ambulances");
  count("reversible lanes", data_.reversible, "their direction changes by the hour; left out");
  count("barriers", barriers_, "bollards and locked gates; the road is cut there");
  count("arcs without a posted limit", implied_, "take what the country and the road class imply");
  count("unreadable limits", data_.unreadable_limits, "taken as not posted");
  count("ferries", ferries_, "with crossing time and half the time between departures as wait");
  count("ferries that do not mention cars", ferries_not_said_, "taken as car ferries");
  count("ferries without a crossing time", no_crossing_, "take the speed model's ferry speed");
  count("ferries without a timetable", no_headway_, "take the speed model's headway");
  count("turn restrictions", data_.turn_restrictions, "not used: turns are free");
  count("nodes outside the file", outside_, "the extract cuts roads at its border");
}

NetworkBuilder Cutting::run() {
  count_ends();
  std::vector<std::vector<std::uint32_t>> runs;
  outside_ = 0;
  for (const auto& road : data_.roads) {
    drop_unknown_nodes(road, runs);
    for (const auto& run : runs) cut(road, run);
  }
  mark_boarding();
  count_all();
  return std::move(builder_);
}

}  // namespace

base::Result<RoadImport> network_of(const OsmData& data, const OsmOptions& options, const SpeedModel& model) {
  const auto country = country_of(data, options);
  Cutting cutting(data, country);
  auto builder = cutting.run();
  if (builder.arcs().empty()) {
    return base::fail(codes::empty_network, "the file holds no road that an ambulance may drive",
                      "check that the extract has ways with the tag highway, and their nodes");
  }
  RoadImport done;
  done.network = std::move(builder).finish({});
  done.network.texts = {"", osm_source, osm_licence, country};
  done.report = std::move(cutting.report);
  add_model_modes(done.network, model);
  close_projects(done.network);
  mark_main_part(done.network);
  summarise(done);
  return done;
}

}  // namespace kjede::road
