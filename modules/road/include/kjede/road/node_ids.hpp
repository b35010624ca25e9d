#pragma once
// Names of nodes as files write them, to node numbers. Whole numbers are kept as such ("7", "7.0"), all else as text.
//
//   NodeIds ids(roads);  if (const auto node = ids.find("4711")) …
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kjede/road/network.hpp"

namespace kjede::road {

class NodeIds {
 public:
  NodeIds() = default;
  explicit NodeIds(const NetworkView& roads);

  // The number given to a new name; nothing if it stands already.
  std::optional<NodeId> add(std::string_view name);
  std::optional<NodeId> find(std::string_view name) const;
  std::size_t size() const { return numbers_.size() + texts_.size(); }
  void write_to(Network& network) const;  // node_ids, or id_first and id_text

 private:
  std::unordered_map<std::int64_t, NodeId> numbers_;  // looked up, never walked in order
  std::unordered_map<std::string, NodeId> texts_;
};

}  // namespace kjede::road
