#include "osm_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <osmium/handler.hpp>
#include <osmium/io/opl_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/visitor.hpp>

#include "kjede/road/codes.hpp"
#include "speed_limits.hpp"

namespace kjede::road {

namespace {

TagLookup lookup(const osmium::TagList& tags) {
  return [&tags](const char* key) { return std::string_view(tags.get_value_by_key(key, "")); };
}

class WayHandler : public osmium::handler::Handler {
 public:
  OsmData data;
  std::vector<std::int64_t> ids;  // of the ways' nodes, in their order

  void way(const osmium::Way& way) {
    ++data.ways;
    const auto& tags = way.tags();
    if (!tags.has_key("highway") && !tags.has_key("route")) return;
    const auto read = read_way(lookup(tags));
    data.closed += read.use == WayUse::closed ? 1 : 0;
    data.reversible += read.use == WayUse::reversible ? 1 : 0;
    if (read.use != WayUse::usable || way.nodes().size() < 2) return;
    data.unreadable_limits += read.unreadable_limit ? 1 : 0;
    count_country(tags);
    const auto first = static_cast<std::uint32_t>(ids.size());
    for (const auto& node : way.nodes()) {
      if (ids.size() == first || ids.back() != node.ref()) ids.push_back(node.ref());
    }
    data.roads.push_back({read, first, static_cast<std::uint32_t>(ids.size()) - first});
  }

  void relation(const osmium::Relation& relation) {
    if (relation.tags().has_tag("type", "restriction")) ++data.turn_restrictions;
  }

 private:
  void count_country(const osmium::TagList& tags) {
    for (const char* key : {"maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic"}) {
      if (const auto country = country_of(tags.get_value_by_key(key, "")); !country.empty()) {
        ++data.countries[std::string(country)];
      }
    }
  }
};

class NodeHandler : public osmium::handler::Handler {
 public:
  explicit NodeHandler(OsmData& data) : data_(data) { data_.nodes.resize(data_.node_ids.size()); }

  void node(const osmium::Node& node) {
    const auto at = place_of(node.id());
    if (at == data_.node_ids.size() || !node.location().valid()) return;
    auto& kept = data_.nodes[at];
    kept.where = {node.location().x(), node.location().y()};  // libosmium's unit is ours: 10⁻⁷ degrees
    kept.known = true;
    if (node.tags().empty()) return;
    kept.signals = node.tags().has_tag("highway", "traffic_signals");
    kept.barrier = stops_vehicles(lookup(node.tags()));
  }

 private:
  // Files are most often sorted by id: the next one is looked at before searching.
  std::size_t place_of(std::int64_t id) {
    const auto& ids = data_.node_ids;
    while (next_ < ids.size() && ids[next_] < id && ids[next_] >= last_) ++next_;
    last_ = id;
    if (next_ < ids.size() && ids[next_] == id) return next_;
    const auto at = std::lower_bound(ids.begin(), ids.end(), id);
    return at != ids.end() && *at == id ? static_cast<std::size_t>(at - ids.begin()) : ids.size();
  }

  OsmData& data_;
  std::size_t next_ = 0;
  std::int64_t last_ = INT64_MIN;
};

struct Stopped : std::exception {};

template <class Handler>
void apply(const osmium::io::File& file, osmium::osm_entity_bits::type kinds, Handler& handler,
           base::Progress& progress) {
  osmium::io::Reader reader(file, kinds, osmium::io::read_meta::no);
  while (osmium::memory::Buffer buffer = reader.read()) {
    osmium::apply(buffer, handler);
    progress.at("OpenStreetMap", reader.offset(), reader.file_size());
    if (progress.stop_requested()) throw Stopped();
  }
  reader.close();
}

// ids → data.node_ids (sorted, once each) and data.refs.
void number_nodes(const std::vector<std::int64_t>& ids, OsmData& data) {
  data.node_ids = ids;
  std::sort(data.node_ids.begin(), data.node_ids.end());
  data.node_ids.erase(std::unique(data.node_ids.begin(), data.node_ids.end()), data.node_ids.end());
  data.refs.reserve(ids.size());
  for (const auto id : ids) {
    const auto at = std::lower_bound(data.node_ids.begin(), data.node_ids.end(), id);
    data.refs.push_back(static_cast<std::uint32_t>(at - data.node_ids.begin()));
  }
}

}  // namespace

base::Result<OsmData> read_osm(const osmium::io::File& file, const std::string& name, base::Progress& progress) {
  try {
    file.check();
    WayHandler ways;
    apply(file, osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation, ways, progress);
    number_nodes(ways.ids, ways.data);
    NodeHandler nodes(ways.data);
    apply(file, osmium::osm_entity_bits::node, nodes, progress);
    return std::move(ways.data);
  } catch (const Stopped&) {
    return base::fail(codes::road_import_stopped, "the import was stopped; nothing is written");
  } catch (const std::exception& error) {
    return base::fail(codes::bad_osm_file,
                      fmt::format("'{}' cannot be read as OpenStreetMap data: {}", name, error.what()),
                      "get the file again, and check that it ends in .osm.pbf");
  }
}

}  // namespace kjede::road
