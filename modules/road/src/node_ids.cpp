#include "kjede/road/node_ids.hpp"

#include <charconv>

namespace kjede::road {

namespace {

// "7", "-7" and "7.00", but not "007" or "+7": those are texts, so that every name is told back as it was written.
std::optional<std::int64_t> whole_number(std::string_view name) {
  if (const auto point = name.find('.'); point != std::string_view::npos) {
    if (name.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
    name = name.substr(0, point);
  }
  const auto digits = name.starts_with('-') ? name.substr(1) : name;
  if (digits.empty() || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return value;
}

}  // namespace

NodeIds::NodeIds(const NetworkView& roads) {
  for (NodeId v = 0; v < roads.shape.node_count(); ++v) {
    if (roads.node_ids.empty()) {
      const auto name = roads.node_name(v);
      if (const auto number = whole_number(name)) {
        numbers_.emplace(*number, v);
      } else {
        texts_.emplace(name, v);
      }
    } else {
      numbers_.emplace(roads.node_ids[v], v);
    }
  }
}

std::optional<NodeId> NodeIds::add(std::string_view name) {
  const auto next = static_cast<NodeId>(size());
  const auto number = whole_number(name);
  const bool fresh = number ? numbers_.emplace(*number, next).second : texts_.emplace(name, next).second;
  return fresh ? std::optional(next) : std::nullopt;
}

std::optional<NodeId> NodeIds::find(std::string_view name) const {
  if (const auto number = whole_number(name)) {
    const auto at = numbers_.find(*number);
    return at == numbers_.end() ? std::nullopt : std::optional(at->second);
  }
  const auto at = texts_.find(std::string(name));
  return at == texts_.end() ? std::nullopt : std::optional(at->second);
}

void NodeIds::write_to(Network& network) const {
  std::vector<std::int64_t> numbers(size());
  for (const auto& [number, node] : numbers_) numbers[node] = number;
  if (texts_.empty()) {
    network.node_ids = std::move(numbers);
    return;
  }
  std::vector<std::string> names(size());
  for (const auto& [number, node] : numbers_) names[node] = std::to_string(number);
  for (const auto& [text, node] : texts_) names[node] = text;
  network.id_first.assign(1, 0);
  for (const auto& name : names) {
    network.id_text += name;
    network.id_first.push_back(static_cast<std::uint32_t>(network.id_text.size()));
  }
}

}  // namespace kjede::road
