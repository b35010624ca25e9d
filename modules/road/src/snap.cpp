#include "kjede/road/snap.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/geometries/segment.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace kjede::road {

namespace {

namespace bg = boost::geometry;

constexpr double node_radius = 1;  // metres: nearer to a node than this is at the node
constexpr double metres_per_degree = 6'371'008.8 * std::numbers::pi / 180;

using PlanePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using Segment = bg::model::segment<PlanePoint>;

// One straight piece of an arc.
struct Piece {
  Segment line;
  ArcId arc;
  std::uint32_t number;  // along the arc
};

struct PieceBox {
  using result_type = bg::model::box<PlanePoint>;
  result_type operator()(const Piece& piece) const { return bg::return_envelope<result_type>(piece.line); }
};

using Tree = bg::index::rtree<Piece, bg::index::rstar<16>, PieceBox>;

struct Nearest {
  double distance = std::numeric_limits<double>::infinity();
  const Piece* piece = nullptr;
  double fraction = 0;  // along the piece
};

double squared(double x) { return x * x; }

// Distance from p to the piece, and where along it the nearest place lies.
Nearest measure(const PlanePoint& p, const Piece& piece) {
  const auto& [a, b] = piece.line;
  const double dx = bg::get<0>(b) - bg::get<0>(a);
  const double dy = bg::get<1>(b) - bg::get<1>(a);
  const double length = dx * dx + dy * dy;
  const double px = bg::get<0>(p) - bg::get<0>(a);
  const double py = bg::get<1>(p) - bg::get<1>(a);
  const double t = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0;
  return {std::sqrt(squared(px - t * dx) + squared(py - t * dy)), &piece, t};
}

Millis part_of(Millis weight, double share) {
  if (weight >= unreachable) return unreachable;
  return static_cast<Millis>(std::lround(weight * std::clamp(share, 0.0, 1.0)));
}

}  // namespace

// Metres on a plane that touches the Earth in the middle of the roads; off by less than 1 % within 500 km of it at
// Norwegian latitudes, which the choice of the nearest road does not feel. Distances told are measured on the sphere.
class Snapper::Index {
 public:
  Index(const NetworkView& roads, std::span<const Millis> weights, const SnapOptions& options);
  std::optional<Snapped> snap(Location point) const;
  Nearest nearest(Location point) const;

 private:
  PlanePoint plane(Location p) const {
    return {p.lon_degrees() * metres_per_degree * cosine_, p.lat_degrees() * metres_per_degree};
  }
  bool usable(ArcId arc) const;
  bool may_enter(NodeId node) const { return (roads_.node_flags[node] & node_no_access) == 0; }
  void index_arcs(std::vector<Piece>& pieces);
  void index_nodes(std::vector<Piece>& pieces);
  ArcId reverse_of(ArcId arc) const;
  double share_before(ArcId arc, const Nearest& at) const;
  Millis off_road(double metres) const;
  void set_node(Snapped& snapped, NodeId node) const;
  void set_arc(Snapped& snapped, const Nearest& at) const;

  NetworkView roads_;
  std::span<const Millis> weights_;
  SnapOptions options_;
  double cosine_ = 1;
  std::vector<NodeId> tails_;
  Tree tree_;
};

Snapper::Index::Index(const NetworkView& roads, std::span<const Millis> weights, const SnapOptions& options)
    : roads_(roads), weights_(weights), options_(options), tails_(arc_tails(roads.shape)) {
  double sum = 0;
  for (const auto& node : roads.nodes) sum += node.lat_degrees();
  cosine_ = std::cos(sum / static_cast<double>(std::max<std::size_t>(roads.nodes.size(), 1)) * std::numbers::pi / 180);
  std::vector<Piece> pieces;
  options.to == SnapTo::arc ? index_arcs(pieces) : index_nodes(pieces);
  tree_ = Tree(pieces.begin(), pieces.end());
}

bool Snapper::Index::usable(ArcId arc) const {
  const NodeId tail = tails_[arc];
  const NodeId head = roads_.shape.head[arc];
  const bool main = (roads_.node_flags[tail] & roads_.node_flags[head] & node_main) != 0;
  return weights_[arc] < unreachable && (roads_.flags[arc] & arc_ferry) == 0 && may_enter(tail) && may_enter(head) &&
         (main || !options_.main_part_only);
}

void Snapper::Index::index_arcs(std::vector<Piece>& pieces) {
  for (ArcId arc = 0; arc < roads_.shape.arc_count(); ++arc) {
    if (!usable(arc)) continue;
    const auto reverse = reverse_of(arc);
    if (reverse != no_id && reverse < arc && usable(reverse)) continue;  // the same line, indexed already
    const auto line = arc_line(roads_, tails_[arc], arc);
    for (std::uint32_t i = 0; i + 1 < line.size(); ++i) {
      pieces.push_back({{plane(line[i]), plane(line[i + 1])}, arc, i});
    }
  }
}

// A node that a usable arc touches; as a piece without length, its arc any that leaves or enters it.
void Snapper::Index::index_nodes(std::vector<Piece>& pieces) {
  std::vector<bool> touched(roads_.shape.node_count(), false);
  for (ArcId arc = 0; arc < roads_.shape.arc_count(); ++arc) {
    if (weights_[arc] >= unreachable || (roads_.flags[arc] & arc_ferry) != 0) continue;
    touched[tails_[arc]] = true;
    touched[roads_.shape.head[arc]] = true;
  }
  for (NodeId node = 0; node < touched.size(); ++node) {
    const bool main = (roads_.node_flags[node] & node_main) != 0;
    if (!touched[node] || !may_enter(node) || (options_.main_part_only && !main)) continue;
    const auto at = plane(roads_.nodes[node]);
    pieces.push_back({{at, at}, node, 0});
  }
}

// The arc back along the same line: the same shape points stored once, or none and the same length.
ArcId Snapper::Index::reverse_of(ArcId arc) const {
  const NodeId head = roads_.shape.head[arc];
  for (ArcId back = roads_.shape.first_out[head]; back < roads_.shape.first_out[head + 1]; ++back) {
    if (back != arc && roads_.shape.head[back] == tails_[arc] && roads_.length[back] == roads_.length[arc] &&
        roads_.shape_count[back] == roads_.shape_count[arc] &&
        (roads_.shape_count[arc] == 0 || roads_.shape_first[back] == roads_.shape_first[arc])) {
      return back;
    }
  }
  return no_id;
}

// First a few pieces by the distance of their boxes, which bounds how far the nearest can be; then all whose boxes
// reach into that square. The tree's own iterator over all pieces goes depth first and sorts what it has seen at each
// leaf.
Nearest Snapper::Index::nearest(Location point) const {
  constexpr unsigned first_look = 8;
  const auto at = plane(point);
  Nearest best;
  const auto look = [&](const Piece& piece) {
    const auto measured = measure(at, piece);
    const bool nearer = best.piece == nullptr || measured.distance < best.distance ||
                        (measured.distance == best.distance &&
                         std::pair(piece.arc, piece.number) < std::pair(best.piece->arc, best.piece->number));
    if (nearer) best = measured;
  };
  for (auto it = tree_.qbegin(bg::index::nearest(at, first_look)); it != tree_.qend(); ++it) look(*it);
  if (best.piece == nullptr) return best;
  const double reach = best.distance * (1 + 1e-9) + 1e-6;  // so that rounding leaves nothing outside
  const PieceBox::result_type square({bg::get<0>(at) - reach, bg::get<1>(at) - reach},
                                     {bg::get<0>(at) + reach, bg::get<1>(at) + reach});
  for (auto it = tree_.qbegin(bg::index::intersects(square)); it != tree_.qend(); ++it) look(*it);
  return best;
}

double Snapper::Index::share_before(ArcId arc, const Nearest& at) const {
  const auto line = arc_line(roads_, tails_[arc], arc);
  double before = 0;
  double all = 0;
  for (std::uint32_t i = 0; i + 1 < line.size(); ++i) {
    const double metres = metres_between(line[i], line[i + 1]);
    if (i < at.piece->number) before += metres;
    if (i == at.piece->number) before += metres * at.fraction;
    all += metres;
  }
  return all > 0 ? before / all : 0;
}

Millis Snapper::Index::off_road(double metres) const {
  const double millis = std::round(metres / (options_.off_road_speed / 3.6) * 1000);
  return millis < unreachable ? static_cast<Millis>(millis) : unreachable;
}

void Snapper::Index::set_node(Snapped& snapped, NodeId node) const {
  snapped.node = node;
  snapped.place = roads_.nodes[node];
  snapped.metres = metres_between(snapped.point, snapped.place);
  if (snapped.metres <= node_radius) snapped.metres = 0;
  snapped.off_road = off_road(snapped.metres);
  snapped.out = snapped.in = {{node, snapped.off_road}};
}

void Snapper::Index::set_arc(Snapped& snapped, const Nearest& at) const {
  const ArcId arc = at.piece->arc;
  const NodeId tail = tails_[arc];
  const NodeId head = roads_.shape.head[arc];
  const auto& [a, b] = at.piece->line;
  const double x = std::lerp(bg::get<0>(a), bg::get<0>(b), at.fraction);
  const double y = std::lerp(bg::get<1>(a), bg::get<1>(b), at.fraction);
  snapped.place = location_of(x / metres_per_degree / cosine_, y / metres_per_degree).value_or(roads_.nodes[tail]);
  for (const NodeId end : {tail, head}) {
    const bool here = metres_between(snapped.place, roads_.nodes[end]) <= node_radius;
    if (here || metres_between(snapped.point, roads_.nodes[end]) <= node_radius) return set_node(snapped, end);
  }
  snapped.arc = arc;
  snapped.reverse = reverse_of(arc);
  snapped.tail = tail;
  snapped.along = share_before(arc, at);
  snapped.metres = metres_between(snapped.point, snapped.place);
  snapped.off_road = off_road(snapped.metres);
  const auto access = [&](std::vector<Access>& list, NodeId node, ArcId by, double share) {
    if (by == no_id || weights_[by] >= unreachable) return;
    list.push_back({node, add(snapped.off_road, part_of(weights_[by], share))});
  };
  access(snapped.out, head, arc, 1 - snapped.along);
  access(snapped.out, tail, snapped.reverse, snapped.along);
  access(snapped.in, tail, arc, snapped.along);
  access(snapped.in, head, snapped.reverse, 1 - snapped.along);
}

std::optional<Snapped> Snapper::Index::snap(Location point) const {
  const auto at = nearest(point);
  if (at.piece == nullptr) return std::nullopt;
  Snapped snapped;
  snapped.point = point;
  if (options_.to == SnapTo::node) {
    set_node(snapped, at.piece->arc);
  } else {
    set_arc(snapped, at);
  }
  if (snapped.metres > options_.limit) return std::nullopt;
  return snapped;
}

Snapper::Snapper(const NetworkView& roads, std::span<const Millis> weights, const SnapOptions& options)
    : index_(std::make_unique<Index>(roads, weights, options)) {}
Snapper::~Snapper() = default;
Snapper::Snapper(Snapper&&) noexcept = default;
Snapper& Snapper::operator=(Snapper&&) noexcept = default;

std::optional<Snapped> Snapper::snap(Location point) const { return index_->snap(point); }
double Snapper::distance(Location point) const { return index_->nearest(point).distance; }

Snapped snapped_to(const NetworkView& roads, NodeId node) {
  Snapped snapped;
  snapped.point = snapped.place = roads.nodes[node];
  snapped.node = node;
  snapped.out = snapped.in = {{node, 0}};
  return snapped;
}

Millis along_one_arc(const Snapped& from, const Snapped& to, std::span<const Millis> weights) {
  if (from.arc == no_id || to.arc != from.arc) return unreachable;
  const bool ahead = to.along >= from.along;
  const ArcId arc = ahead ? from.arc : from.reverse;
  if (arc == no_id) return unreachable;
  const Millis driving = part_of(weights[arc], std::abs(to.along - from.along));
  return add(driving, add(from.off_road, to.off_road));
}

}  // namespace kjede::road
