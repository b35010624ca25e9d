#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kjede/road/time_table.hpp"
#include "kjede/service/road_answers.hpp"
#include "kjede/text/csv_writer.hpp"

namespace kjede::service {

namespace {

using road::Millis;
using road::NodeId;

constexpr std::size_t sources_at_once = 256;  // rows of a table kept in memory

// The nodes that points reach or are reached by, once each, and where each point's stand in that list.
struct Ends {
  std::vector<NodeId> nodes;
  std::vector<std::vector<std::pair<std::size_t, Millis>>> of_point;
};

Ends ends_of(std::span<const NamedPoint> points, bool outwards) {
  Ends ends;
  for (const auto& p : points) {
    for (const auto& access : outwards ? p.at.out : p.at.in) ends.nodes.push_back(access.node);
  }
  std::sort(ends.nodes.begin(), ends.nodes.end());
  ends.nodes.erase(std::unique(ends.nodes.begin(), ends.nodes.end()), ends.nodes.end());
  for (const auto& p : points) {
    auto& list = ends.of_point.emplace_back();
    for (const auto& access : outwards ? p.at.out : p.at.in) {
      const auto at = std::lower_bound(ends.nodes.begin(), ends.nodes.end(), access.node);
      list.emplace_back(static_cast<std::size_t>(at - ends.nodes.begin()), access.time);
    }
  }
  return ends;
}

// Whole numbers stay numbers: as text, one below 0 would get a mark against spreadsheet formulas.
void write_id(text::CsvWriter& csv, const std::string& id) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  const bool whole = error == std::errc() && end == id.data() + id.size() && std::to_string(number) == id;
  whole ? csv.number(number) : csv.text(id);
}

class Block {
 public:
  Block(const RoadSession& session, std::span<const NamedPoint> from, std::span<const NamedPoint> to, const Ends& in)
      : session_(session), from_(from), to_(to), out_(ends_of(from, true)), in_(in) {
    times_ = road::time_table(session.graph(), out_.nodes, in.nodes);
  }

  Millis time(std::size_t from, std::size_t to) const {
    Millis best = road::along_one_arc(from_[from].at, to_[to].at, session_.weights());
    for (const auto& [source, leave] : out_.of_point[from]) {
      const auto* row = times_.data() + source * in_.nodes.size();
      for (const auto& [target, arrive] : in_.of_point[to]) {
        best = std::min(best, road::add(leave, road::add(row[target], arrive)));
      }
    }
    return best;
  }

 private:
  const RoadSession& session_;
  std::span<const NamedPoint> from_, to_;
  Ends out_;
  const Ends& in_;
  std::vector<Millis> times_;
};

}  // namespace

std::string seconds_text(Millis time) { return fmt::format("{}.{:03}", time / 1000, time % 1000); }

RoadMatrix road_matrix(const RoadSession& session, std::span<const NamedPoint> from, std::span<const NamedPoint> to,
                       const std::function<void(std::string_view)>& out) {
  RoadMatrix done;
  text::CsvWriter csv;
  csv.row({"from", "to", "seconds"});
  const auto in = ends_of(to, false);
  for (std::size_t first = 0; first < from.size(); first += sources_at_once) {
    const auto some = from.subspan(first, std::min(sources_at_once, from.size() - first));
    const Block block(session, some, to, in);
    for (std::size_t i = 0; i < some.size(); ++i) {
      for (std::size_t j = 0; j < to.size(); ++j) {
        const auto time = block.time(i, j);
        write_id(csv, some[i].id);
        write_id(csv, to[j].id);
        time >= road::unreachable ? csv.empty() : csv.number(time / 1000.0, 3);
        csv.end_row();
        ++done.rows;
        done.unreachable += time >= road::unreachable ? 1 : 0;
      }
      out(csv.take());
    }
  }
  if (const auto rest = csv.take(); !rest.empty()) out(rest);
  return done;
}

}  // namespace kjede::service
