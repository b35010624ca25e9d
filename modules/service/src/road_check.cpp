#include <fmt/format.h>

#include <algorithm>

#include "kjede/base/rng.hpp"
#include "kjede/road/components.hpp"
#include "kjede/road/dijkstra.hpp"
#include "kjede/road/sweep.hpp"
#include "kjede/service/road_answers.hpp"
#include "kjede/text/json.hpp"
#include "road_words.hpp"

namespace kjede::service {

namespace {

using text::Json;

constexpr double fastest = 160;         // km/h that no ambulance drives
constexpr double slowest = 2;           // km/h; walking is faster
constexpr double shortest_judged = 50;  // metres: shorter arcs are mostly waiting
constexpr double shorter_by = 0.95;     // of the straight line
constexpr std::size_t most_examples = 5;
constexpr std::uint64_t sample_seed = 2024;

class Looking {
 public:
  Looking(const RoadSession& session, RoadCheck& check) : roads_(session.roads()), check_(check) {
    weights_ = session.weights();
  }

  void arc(road::NodeId tail, road::ArcId arc) {
    const auto weight = weights_[arc];
    const double metres = roads_.length[arc] / 100.0;
    const auto head = roads_.shape.head[arc];
    const double straight = road::metres_between(roads_.nodes[tail], roads_.nodes[head]);
    check_.closed_arcs += weight >= road::unreachable ? 1 : 0;
    if ((roads_.flags[arc] & road::arc_ferry) != 0) {
      ++check_.ferries;
      return;
    }
    check_.implied_speeds += (roads_.flags[arc] & road::arc_speed_implied) != 0 ? 1 : 0;
    check_.no_speed += roads_.speed_limit[arc] == 0 && weight >= road::unreachable ? 1 : 0;
    check_.no_length += metres == 0 && straight > 1 ? 1 : 0;
    if (metres > 0 && metres < shorter_by * straight && straight > shortest_judged) {
      ++check_.shorter_than_straight;
      example(tail, head, fmt::format("{:.0f} m long, {:.0f} m apart", metres, straight));
    }
    if (weight >= road::unreachable || metres < shortest_judged) return;
    const double speed = metres / std::max(weight / 1000.0, 0.001) * 3.6;
    if (speed > fastest || speed < slowest) {
      ++(speed > fastest ? check_.too_fast : check_.too_slow);
      example(tail, head, fmt::format("{:.3g} km/h over {:.0f} m", speed, metres));
    }
  }

 private:
  void example(road::NodeId tail, road::NodeId head, const std::string& what) {
    if (check_.examples.size() == most_examples) return;
    check_.examples.push_back(fmt::format("{} → {}: {}", roads_.node_name(tail), roads_.node_name(head), what));
  }

  const road::NetworkView& roads_;
  std::span<const road::Millis> weights_;
  RoadCheck& check_;
};

void compare(const RoadSession& session, int samples, RoadCheck& check) {
  const auto nodes = session.roads().shape.node_count();
  base::Rng random(sample_seed);
  for (int i = 0; i < samples && nodes > 0; ++i) {
    const auto source = static_cast<road::NodeId>(random.below(nodes));
    const std::vector<road::NodeId> one{source};
    const auto fast = road::sweep(session.graph(), one, road::Direction::from_nodes);
    const auto plain = road::dijkstra(session.roads().shape, session.weights(), source);
    for (road::NodeId v = 0; v < nodes; ++v) check.different += fast[v] != plain.time[v] ? 1 : 0;
    check.compared += nodes;
  }
}

std::string parts_line(const RoadCheck& c, bool nb) {
  if (c.parts == 1) return nb ? "  hver node kan nå hver annen\n" : "  every node can reach every other\n";
  return fmt::format(fmt::runtime(nb ? "  {} noder henger ikke sammen med den største delen, i {} mindre\n"
                                     : "  {} nodes are apart from the largest part, in {} smaller ones\n"),
                     c.nodes_apart, c.parts - 1);
}

std::string compared_line(const RoadCheck& c, bool nb) {
  const auto differ = fmt::format("{} {}", c.different, nb ? "er ulike" : "differ");
  const std::string equal = nb ? "alle like" : "all equal";
  return fmt::format("  {} {}: {}\n", c.compared,
                     nb ? "tider sammenlignet med Dijkstra" : "times compared with Dijkstra",
                     c.different == 0 ? equal : differ);
}

}  // namespace

RoadCheck road_check(const RoadSession& session, int samples) {
  RoadCheck check;
  const auto& roads = session.roads();
  check.nodes = roads.shape.node_count();
  check.arcs = roads.shape.arc_count();
  const auto parts = road::strong_components(roads.shape, session.weights());
  check.parts = parts.size.size();
  check.nodes_apart = check.nodes - (parts.size.empty() ? 0 : parts.size[parts.largest]);
  Looking looking(session, check);
  for (road::NodeId tail = 0; tail < check.nodes; ++tail) {
    for (auto a = roads.shape.first_out[tail]; a < roads.shape.first_out[tail + 1]; ++a) looking.arc(tail, a);
  }
  for (const auto& mode : roads.modes) check.modes.push_back(mode.name);
  check.projects = roads.projects;
  check.texts = roads.texts;
  check.times_named = session.times_named();
  compare(session, samples, check);
  return check;
}

std::string to_text(const RoadCheck& c, std::string_view language) {
  const bool nb = is_nb(language);
  auto text = fmt::format(fmt::runtime(nb ? "{}: {} noder, {} lenker; tider: {} (kjøremåter i filen: {})\n"
                                          : "{}: {} nodes, {} arcs; times: {} (modes in the file: {})\n"),
                          c.texts.name, c.nodes, c.arcs, c.times_named, fmt::join(c.modes, ", "));
  text += parts_line(c, nb);
  const auto count = [&text, nb](std::uint64_t number, const char* in_en, const char* in_nb) {
    if (number > 0) text += fmt::format("  {} {}\n", number, nb ? in_nb : in_en);
  };
  count(c.closed_arcs, "arcs are closed", "lenker er stengt");
  count(c.ferries, "ferry arcs", "ferjelenker");
  count(c.implied_speeds, "arcs without a posted limit: class and country decide",
        "lenker uten skiltet fartsgrense: klasse og land avgjør");
  count(c.no_speed, "arcs have neither speed nor time", "lenker har verken fart eller tid");
  count(c.too_fast, "arcs are faster than 160 km/h", "lenker er raskere enn 160 km/t");
  count(c.too_slow, "arcs are slower than 2 km/h", "lenker er langsommere enn 2 km/t");
  count(c.shorter_than_straight, "arcs are shorter than the straight line between their ends",
        "lenker er kortere enn luftlinjen mellom endene");
  count(c.no_length, "arcs have no length between different places", "lenker har ingen lengde mellom ulike steder");
  for (const auto& example : c.examples) text += fmt::format("    {}\n", example);
  for (const auto& p : c.projects) {
    text += fmt::format("  {} {}{}{}\n", nb ? "prosjekt" : "project", p.id, p.name.empty() ? "" : ": " + p.name,
                        p.opens.empty() ? "" : (nb ? ", åpner " : ", opens ") + p.opens);
  }
  text += compared_line(c, nb);
  if (!c.texts.source.empty()) text += fmt::format("  {}. {}\n", c.texts.source, c.texts.licence);
  return text;
}

std::string to_json(const RoadCheck& c) {
  Json json{{"schema_version", 1},
            {"name", c.texts.name},
            {"nodes", c.nodes},
            {"arcs", c.arcs},
            {"times", c.times_named},
            {"modes", c.modes},
            {"parts", c.parts},
            {"nodes_apart", c.nodes_apart},
            {"closed_arcs", c.closed_arcs},
            {"ferries", c.ferries},
            {"implied_speeds", c.implied_speeds},
            {"no_speed", c.no_speed},
            {"too_fast", c.too_fast},
            {"too_slow", c.too_slow},
            {"shorter_than_straight", c.shorter_than_straight},
            {"no_length", c.no_length},
            {"examples", c.examples},
            {"compared", c.compared},
            {"different", c.different},
            {"projects", Json::array()},
            {"source", c.texts.source},
            {"licence", c.texts.licence}};
  for (const auto& p : c.projects) json["projects"].push_back({{"id", p.id}, {"name", p.name}, {"opens", p.opens}});
  return text::to_text(json);
}

}  // namespace kjede::service
